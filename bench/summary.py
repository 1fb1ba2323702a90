"""How well the writing step chooses its sentences, against the first one and the first three of the article.

    python bench/summary.py

Prints ROUGE-1 and ROUGE-2 (F1, against one reference for each case of summary_cases.toml; pairs of characters where a
script has no spaces) at the same number of sentences, then what stands in the finished posts.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from bot.article import Article
from bot.platforms import PLATFORMS
from bot.writing.appeal import Appeal
from bot.writing.clean import paragraphs
from bot.writing.compose import compose
from bot.writing.cuts import ELLIPSIS
from bot.writing.language import language_of
from bot.writing.shipped import read_templates
from bot.writing.summary import content_words, ranked_sentences, sentences_of
from bot.writing.templates import Templates
from bot.writing.versions import summary_versions

CASES = Path(__file__).with_name("summary_cases.toml")
APPEAL = Appeal(
    text="DONATIONS to SUPPORT MODERN TOKYO TIMES – please pay PayPal and DONATE to sawakoart@gmail.com",
    short="Support us: PayPal sawakoart@gmail.com",
)


@dataclass(frozen=True, slots=True)
class Case:
    begins: str
    title: str
    body: str
    reference: str


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    platform: str
    template: str

    @property
    def platform_in_links(self) -> str:
        return self.platform


def tokens(text: str) -> list[str]:
    words = re.findall(r"[^\W_]+", text.casefold())
    if any("\u3040" <= char <= "\u9fff" for char in text):
        return list("".join(words))
    return words


def rouge(text: str, reference: str, size: int) -> float:
    """F1 of the pieces of so many words that both have."""
    counts = [
        Counter(zip(*(words[at:] for at in range(size)), strict=False)) for words in (tokens(text), tokens(reference))
    ]
    common = sum((counts[0] & counts[1]).values())
    return 2 * common / max(1, sum(counts[0].values()) + sum(counts[1].values()))


def lead(count: int) -> Callable[[Case], str]:
    def chosen(case: Case) -> str:
        language = language_of(case.body)
        found = [text for paragraph in paragraphs(case.body) for text in sentences_of(paragraph, language)]
        return " ".join(found[:count])

    return chosen


def ranked(count: int) -> Callable[[Case], str]:
    def chosen(case: Case) -> str:
        sentences = ranked_sentences(paragraphs(case.body, title=case.title), title=case.title, language="")
        return summary_versions(sentences, count)[0].text

    return chosen


def by_sumy(count: int) -> Callable[[Case], str] | None:
    """LexRank of sumy (https://github.com/miso-belica/sumy) on the same sentences; None where it is not installed."""
    try:
        from sumy.parsers.plaintext import PlaintextParser
        from sumy.summarizers.lex_rank import LexRankSummarizer
    except ImportError:
        return None

    class Tokenizer:
        language = "any"

        def to_sentences(self, text: str) -> tuple[str, ...]:
            return sentences_of(text, language_of(text))

        def to_words(self, sentence: str) -> tuple[str, ...]:
            return tuple(sorted(content_words(sentence)))

    def chosen(case: Case) -> str:
        document = PlaintextParser.from_string("\n\n".join(paragraphs(case.body)), Tokenizer()).document
        return " ".join(str(sentence) for sentence in LexRankSummarizer()(document, count))

    return chosen


def posts(cases: Sequence[Case], platform: str) -> None:
    templates = Templates(read_templates())
    account = Account("bench", platform, f"{platform}.j2")
    scores, whole, sentences, new = [], 0, [], []
    for nth, case in enumerate(cases):
        article = Article(site="Bench", title=case.title, link=f"https://example.org/{nth}/a-slug/", body=case.body)
        post = compose(article, account, limits=PLATFORMS[platform].limits, templates=templates, appeals=(APPEAL,))
        scores.append(rouge(" ".join(post.summary), case.reference, 1))
        whole += bool(post.summary) and not any(part.endswith(ELLIPSIS) for part in post.summary)
        sentences.append(len(post.summary))
        said, titled = content_words(" ".join(post.summary)), content_words(case.title)
        new.append(len(said - titled) / max(1, len(said)))
    print(
        f"{platform:9} ROUGE-1 {mean(scores):.3f}   posts of whole sentences only {whole}/{len(cases)}   "
        f"sentences a post {mean(sentences):.2f}   words that the title has not {mean(new):.0%}"
    )


def main() -> None:
    cases = [Case(**case) for case in tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]]
    print(f"{len(cases)} articles")
    for name, choose in (
        ("lead-1", lead(1)),
        ("ranked, 1 sentence", ranked(1)),
        ("lead-2", lead(2)),
        ("ranked, 2 sentences", ranked(2)),
        ("lead-3", lead(3)),
        ("ranked, 3 sentences", ranked(3)),
        *((f"sumy LexRank, {count}", choose) for count in (1, 2, 3) if (choose := by_sumy(count)) is not None),
    ):
        one, two = (mean(rouge(choose(case), case.reference, size) for case in cases) for size in (1, 2))
        print(f"{name:20} ROUGE-1 {one:.3f}   ROUGE-2 {two:.3f}")
    for begins in ("news", "title", "scene"):
        some = [case for case in cases if case.begins == begins]
        scores = {
            name: mean(rouge(choose(case), case.reference, 1) for case in some)
            for name, choose in (("lead-2", lead(2)), ("lead-3", lead(3)), ("ranked, 2 sentences", ranked(2)))
        }
        print(
            f"{len(some)} that begin with the {begins}: "
            + "   ".join(f"{name} {score:.3f}" for name, score in scores.items())
        )
    for platform in ("x", "facebook"):
        posts(cases, platform)


if __name__ == "__main__":
    main()
