"""How well the summaries of finished posts say what the article says, beside the article's own first sentences.

    python bench/summary.py [FOLDER ...]

Without a folder: the articles of summary_cases.toml, which were made for this. A folder holds one article a file,
NAME.json, an object of texts, so that any public set (CNN/DailyMail, XL-Sum, MLSum, fundus' pages ...) can be measured:

    {"title": "...", "language": "de", "site": "...", "body": "HTML or plain text",
     "description": "the publisher's own standfirst", "reference": "what a good summary says"}

`body` and `reference` are needed, the others may be missing or "". Where the reference is the publisher's standfirst,
the description must be "", or the answer would be given away. Other keys are ignored.

Prints a table for each platform, a row for each folder. Each summary is compared with the reference by ROUGE (Lin,
"ROUGE: A Package for Automatic Evaluation of Summaries", 2004): F1 of words, of pairs of words, and of the longest
common subsequence of words. A letter counts as a word where a script has no spaces. In a row:

- post: the summary in the finished post
- lead: the article's first whole sentences in the same room, that is with the same title, link, call to action and
  template, at most as many as the platform's `sentences`; where not even the first one fits, as many of its first words
  as do
- true lead: the same, but cut only where a post may be cut, so that what is left is true, or left out
- LexRank: the best sentences by sumy (https://github.com/miso-belica/sumy), as many as in the post, in the same room;
  only where sumy is installed
- whole, cut, none: posts whose summary is of whole sentences, has a cut one, is missing
- 1st, 2nd to 5th, later, description: which sentence of the article the summary begins with

Differences stand with their 95 % interval by paired bootstrap (1,000 samples, always the same). They are bold where the
interval is on one side of zero.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from statistics import mean

from bot.article import Article
from bot.errors import ComposeError
from bot.platforms import PLATFORMS
from bot.platforms.spec import Limits
from bot.writing.appeal import Appeal
from bot.writing.compose import compose
from bot.writing.language.detection import language_of
from bot.writing.language.sentences import sentences_of
from bot.writing.post import Post
from bot.writing.reading.clean import one_line, paragraphs
from bot.writing.shipped import read_templates
from bot.writing.summary.cuts import ELLIPSIS, true_cuts
from bot.writing.summary.story import MOST_SENTENCES
from bot.writing.summary.versions import join_sentences
from bot.writing.summary.words import content_words
from bot.writing.templates import Templates

OWN_CASES = Path(__file__).with_name("summary_cases.toml")
TEMPLATES = Templates(read_templates())
APPEAL = Appeal(text="Support us: PayPal sawakoart@gmail.com")
"""With one form only, so that the room for the summary does not depend on how the appeal gives way."""
SAMPLES = 1000
MEASURES = ("ROUGE-1", "ROUGE-2", "ROUGE-L")

_WITHOUT_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff"
_TOKEN = re.compile(
    rf"[{_WITHOUT_SPACES}]"
    # Indic vowel signs and Arabic marks are no letters for `re`, but parts of words
    rf"|(?:[^\W_{_WITHOUT_SPACES}]|[\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0966-\u0dff])+"
)
_WORD_END = re.compile(rf"(?<=\S)(?=\s)|(?<=[{_WITHOUT_SPACES}])")

Scores = tuple[float, float, float]
"""F1 by each of MEASURES."""


@dataclass(frozen=True, slots=True)
class Case:
    title: str
    body: str
    reference: str
    language: str = ""
    site: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    platform: str
    template: str
    with_link: bool = True

    @property
    def platform_in_links(self) -> str:
        return self.platform


Fits = Callable[[str], bool]
"""Whether a summary fits into the post."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured of one article's post."""

    post: Scores
    lead: Scores
    true_lead: Scores
    lexrank: Scores | None
    form: str
    begins_with: str


def own_cases() -> list[Case]:
    return [
        Case(case["title"], case["body"], case["reference"])
        for case in tomllib.loads(OWN_CASES.read_text(encoding="utf-8"))["case"]
    ]


def cases_in(folder: Path) -> list[Case]:
    """The articles of a folder, by the names of their files; those without body or reference are left out.

    Ends the program where there is none.
    """
    known = Case.__dataclass_fields__
    objects = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    cases = [
        Case(**{"title": ""} | {key: value for key, value in fields.items() if key in known and value})
        for fields in objects
        if fields.get("body") and fields.get("reference")
    ]
    if not cases:
        sys.exit(f"{folder}: no article with a body and a reference; the form is in bench/summary.py")
    return cases


def tokens(text: str) -> list[str]:
    """The words of the text; in a script without spaces each letter."""
    return _TOKEN.findall(text.casefold())


def scores_of(text: str, reference: str) -> Scores:
    said, expected = tokens(text), tokens(reference)
    length = max(1, len(said) + len(expected))
    pairs = sum((Counter(pairwise(said)) & Counter(pairwise(expected))).values())
    return (
        2 * sum((Counter(said) & Counter(expected)).values()) / length,
        2 * pairs / max(1, length - 2),
        2 * _common_subsequence(said, expected) / length,
    )


def _common_subsequence(first: Sequence[str], second: Sequence[str]) -> int:
    """The length of the longest common subsequence, by the bits of a whole number (Hyyrö, 2004)."""
    places: Counter[str] = Counter()
    for index, token in enumerate(first):
        places[token] |= 1 << index
    row = every = (1 << len(first)) - 1
    for token in second:
        matched = row & places[token]
        row = ((row + matched) | (row - matched)) & every
    return len(first) - row.bit_count()


def sentences_in(case: Case) -> list[str]:
    """The sentences of reporting of the article, in order."""
    reporting = paragraphs(case.body, title=case.title, site=case.site)[:MOST_SENTENCES]
    language = language_of(" ".join(reporting[:5]) or case.title, case.language)
    return [text for paragraph in reporting for text in sentences_of(paragraph, language)][:MOST_SENTENCES]


def fits_in(case: Case, post: Post, account: Account, limits: Limits) -> Fits:
    """Whether a summary would fit into the post in place of its own."""
    values = dict.fromkeys(("hashtags", "author"), "") | {"site": case.site, "account": account.name}
    values |= {"title": one_line(case.title), "link": post.link, "appeal": post.appeal}

    def fits(summary: str) -> bool:
        text = TEMPLATES.render(account.template, {**values, "published": None, "summary": summary})
        return limits.length_of(text) <= limits.length

    return fits


def lead(sentences: Sequence[str], most: int, fits: Fits, cut: Callable[[str, Fits], str]) -> str:
    """The first whole sentences that fit, at most `most`; else the first one, cut."""
    for count in range(most, 0, -1):
        if fits(text := join_sentences(sentences[:count])):
            return text
    return cut(sentences[0], fits)


def true_start_of(case: Case, sentence: str, fits: Fits) -> str:
    """The longest true start of the sentence that fits, as a post would have it."""
    return next(filter(fits, true_cuts(sentence, language_of(sentence, case.language))), "")


def start_of(sentence: str, fits: Fits) -> str:
    """The longest start of the sentence that fits, by whole words."""
    starts = [sentence[: match.start()].rstrip(" ,;:–—-") + ELLIPSIS for match in _WORD_END.finditer(sentence)]
    return next((start for start in reversed(starts) if fits(start)), "")


@cache
def lexrank_order(sentences: tuple[str, ...], language: str) -> tuple[int, ...] | None:
    """The places of the sentences, the best first, by sumy's LexRank; None where sumy is not installed."""
    try:
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
        from sumy.summarizers.lex_rank import LexRankSummarizer
    except ImportError:
        return None

    class Tokenizer:
        def to_words(self, sentence: str) -> tuple[str, ...]:
            return tuple(sorted(content_words(sentence)))

    order: list[int] = []

    def best(ranked: Sequence[object]) -> Sequence[object]:
        order.extend(info.order for info in ranked)  # type: ignore[attr-defined]
        return ranked

    document = ObjectDocumentModel([Paragraph([Sentence(text, Tokenizer()) for text in sentences])])
    LexRankSummarizer()(document, best)
    return tuple(order)


def lexrank(sentences: Sequence[str], count: int, language: str, fits: Fits) -> str | None:
    """The `count` best sentences or the fewer that fit; else the best one cut; None where sumy is not installed."""
    order = lexrank_order(tuple(sentences), language)
    if order is None:
        return None
    for number in range(count, 0, -1):
        if fits(text := join_sentences([sentences[place] for place in sorted(order[:number])])):
            return text
    return start_of(sentences[order[0]], fits)


def results_of(cases: Sequence[Case], platform: str) -> Iterator[Result]:
    account = Account("bench", platform, f"{platform}.j2")
    limits = PLATFORMS[platform].limits
    for number, case in enumerate(cases):
        article = Article(
            site=case.site or "Bench",
            title=case.title,
            link=f"https://example.org/{number}/a-slug/",
            body=case.body,
            excerpt=case.description,
            language=case.language,
        )
        sentences = sentences_in(case)
        try:
            post = compose(article, account, limits=limits, templates=TEMPLATES, appeals=(APPEAL,))
        except ComposeError:
            continue
        if not sentences:
            continue
        fits = fits_in(case, post, account, limits)
        by_lexrank = lexrank(sentences, max(1, len(post.summary)), case.language, fits)
        yield Result(
            scores_of(join_sentences(post.summary), case.reference),
            scores_of(lead(sentences, limits.sentences, fits, start_of), case.reference),
            scores_of(lead(sentences, limits.sentences, fits, partial(true_start_of, case)), case.reference),
            None if by_lexrank is None else scores_of(by_lexrank, case.reference),
            _form(post),
            _begins_with(post, sentences),
        )


def _form(post: Post) -> str:
    if not post.summary:
        return "none"
    return "cut" if any(text.endswith(ELLIPSIS) for text in post.summary) else "whole"


def _begins_with(post: Post, sentences: Sequence[str]) -> str:
    if not post.summary:
        return "none"
    start = post.summary[0].removesuffix(ELLIPSIS)
    place = next((place for place, text in enumerate(sentences) if text.startswith(start)), None)
    if place is None:
        return "description"
    return "1st" if place == 0 else "2nd to 5th" if place < 5 else "later"


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """The 95 % interval of the mean, by bootstrap."""
    sample = random.Random(11)
    means = sorted(mean_of(sample.choices(differences, k=len(differences))) for _ in range(SAMPLES))
    return means[SAMPLES * 25 // 1000], means[SAMPLES * 975 // 1000 - 1]


def mean_of(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def difference(pairs: Sequence[tuple[float, float]]) -> str:
    differences = [first - second for first, second in pairs]
    low, high = interval(differences)
    text = f"{mean_of(differences):+.3f}"
    return f"{f'**{text}**' if low > 0 or high < 0 else text} [{low:+.3f}, {high:+.3f}]"


def row(name: str, results: Sequence[Result]) -> str:
    cells = [name, str(len(results))]
    for index in range(len(MEASURES)):
        pairs = [(result.post[index], result.lead[index]) for result in results]
        cells += [" ".join(f"{mean(scores):.3f}" for scores in zip(*pairs, strict=True)), difference(pairs)]
    cells.append(difference([(result.post[0], result.true_lead[0]) for result in results]))
    ranked = [(result.post[0], result.lexrank[0]) for result in results if result.lexrank]
    cells.append(f"{mean(score for _, score in ranked):.3f} {difference(ranked)}" if ranked else "–")
    for shares, names in (
        (Counter(result.form for result in results), ("whole", "cut", "none")),
        (Counter(result.begins_with for result in results), ("1st", "2nd to 5th", "later", "description")),
    ):
        cells.append(" ".join(f"{shares[name] / len(results):.0%}" for name in names))
    return f"| {' | '.join(cells)} |"


def main() -> None:
    folders = [Path(argument) for argument in sys.argv[1:]]
    sets = {folder.name: cases_in(folder) for folder in folders} or {"our own": own_cases()}
    for platform in ("x", "facebook"):
        heads = [platform, "n"]
        for measure in MEASURES:
            heads += [f"{measure}: post lead", "difference"]
        heads += ["ROUGE-1: difference to true lead", "ROUGE-1 of LexRank, difference"]
        heads += ["whole cut none", "1st 2nd to 5th later description"]
        print(f"\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
        for name, cases in sets.items():
            if results := list(results_of(cases, platform)):
                print(row(name, results), flush=True)


if __name__ == "__main__":
    main()
