"""Counts the sentence ends that bot.writing.language.sentences gets wrong, on treebanks of Universal Dependencies.

Run as `python bench/sentence_ends.py FOLDER`, with files such as `de_gsd-ud-test.conllu` (universaldependencies.org)
anywhere in the folder. Six sentences are joined to a paragraph, which is segmented again. Prints for each language how
many ends per 100 sentences are false, and how many are missed. Sentences that end with no mark (headings), begin with a
small letter or leave a quotation open are left out.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from bot.writing.language.quotes import open_marks
from bot.writing.language.sentences import sentences_of

IN_A_PARAGRAPH = 6
MOST = 1500
"""Sentences of a language that are read."""
_WHOLE = re.compile(r".{14,}[.!?…。！？।۔؟։][’\"”»“」』)\]]*\Z", re.DOTALL)
_WITHOUT_SPACES = frozenset({"ja", "zh"})


def main(folder: Path) -> None:
    sentences: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.rglob("*.conllu")):
        lines = path.read_text(encoding="utf-8").splitlines()
        texts = (line.removeprefix("# text = ").strip() for line in lines if line.startswith("# text = "))
        sentences[path.name.split("_")[0]] += filter(is_whole, texts)
    print("language  sentences  false ends  missed ends (per 100 sentences)")
    for language, texts_of_language in sorted(sentences.items()):
        chosen = texts_of_language[:MOST]
        false, missed = errors(chosen, language)
        print(f"{language:8}  {len(chosen):9}  {100 * false / len(chosen):10.1f}  {100 * missed / len(chosen):11.1f}")


def is_whole(text: str) -> bool:
    """Whether the text can be a sentence of a news story."""
    first = re.sub(r"\A[\W_]+", "", text)[:1]
    return _WHOLE.match(text) is not None and not first.islower() and not open_marks(text)


def errors(sentences: Sequence[str], language: str) -> tuple[int, int]:
    """How many ends are false and how many are missed."""
    false = missed = 0
    for start in range(0, len(sentences), IN_A_PARAGRAPH):
        group = sentences[start : start + IN_A_PARAGRAPH]
        expected = _ends(group)
        actual = _ends(sentences_of(("" if language in _WITHOUT_SPACES else " ").join(group), language))
        false += len(actual - expected)
        missed += len(expected - actual)
    return false, missed


def _ends(sentences: Sequence[str]) -> set[int]:
    """The places of the ends but the last, counted in characters that are no spaces."""
    ends: set[int] = set()
    place = 0
    for sentence in sentences[:-1]:
        place += len("".join(sentence.split()))
        ends.add(place)
    return ends


if __name__ == "__main__":
    main(Path(sys.argv[1]))
