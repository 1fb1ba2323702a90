"""How long one post takes to compose: articles of real length, then bad input.

    python bench/compose.py [FOLDER ...]

A folder holds articles in the form that bench/summary.py describes; without one, our own short articles are joined to
texts of some 600 words. The goals: 5 ms in the median, 50 ms for the worst of all, bad input included. Each article is
composed ROUNDS times and its fastest run counts. Milliseconds are of processor time, which others disturb least.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from summary import Account, Case, cases_in, own_cases

from bot.article import Article
from bot.errors import ComposeError
from bot.platforms import PLATFORMS
from bot.writing.appeal import Appeal
from bot.writing.compose import compose
from bot.writing.shipped import read_templates
from bot.writing.templates import Templates

ROUNDS = 3
REAL_LENGTH = 600
"""Words of an ordinary article."""
TEMPLATES = Templates(read_templates())
APPEAL = Appeal(
    text="DONATIONS to SUPPORT MODERN TOKYO TIMES – please pay PayPal and DONATE to sawakoart@gmail.com",
    short="Support us: PayPal sawakoart@gmail.com",
)

STRANGE = {
    "one word": "Bridge",
    "1 MB in paragraphs": "<p>The bridge will close on Monday for repairs, at 3.5 million. It is old.</p>" * 14_000,
    "1 MB in one paragraph": "<p>" + "The bridge will close on Monday for repairs, at 3.5 million. " * 17_000 + "</p>",
    "one sentence of 5,000 characters": "<p>The bridge " + "and the road " * 380 + "will close.</p>",
    "5,000 quotation marks": "<p>" + "“a” " * 2500 + "</p>",
    "only emoji": "<p>" + "👨‍👩‍👧‍👦🔥🇯🇵" * 500 + "</p>",
    "only a URL": "https://example.org/" + "a" * 2000,
    "a million nested tags": "<div>" * 1_000_000 + "<p>The bridge will close.</p>",
    "a million open brackets": "<" * 1_000_000,
    "controls and bidi": "<p>" + "\u202e\x07a " * 2000 + "closes.</p>",
    "combining marks": "<p>" + "e" + "\u0315\u0300" * 50_000 + " closes.</p>",
    "10,000 dots": "<p>" + "a." * 10_000 + "</p>",
}


@dataclass(frozen=True, slots=True)
class Timing:
    """The fastest run of one article on one platform, in processor time."""

    milliseconds: float
    words: int
    name: str


def joined_cases() -> list[Case]:
    """Our own articles, each with the bodies of those after it up to an ordinary length."""
    cases, joined = own_cases(), []
    for number, case in enumerate(cases):
        body = ""
        for other in cases[number:] + cases[:number]:
            body += f"{other.body}\n\n"
            if len(body.split()) >= REAL_LENGTH:
                break
        joined.append(Case(case.title, body, case.reference))
    return joined


def timing(case: Case, platform: str) -> Timing:
    article = Article(
        site=case.site or "Star",
        title=case.title,
        link="https://example.org/2026/bridge/",
        body=case.body,
        excerpt=case.description,
        language=case.language,
    )
    account = Account("mtt", platform, f"{platform}.j2")
    runs = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        try:
            compose(article, account, limits=PLATFORMS[platform].limits, templates=TEMPLATES, appeals=(APPEAL,))
        except ComposeError as error:
            print(f"  ({error})")
        runs.append((time.process_time() - begun) * 1000)
    return Timing(min(runs), len(case.body.split()), case.title)


def main() -> None:
    folders = [Path(argument) for argument in sys.argv[1:]]
    sets = {folder.name: cases_in(folder) for folder in folders} or {"our own, joined": joined_cases()}
    timing(joined_cases()[0], "x")  # loads what is loaded once
    everything: list[Timing] = []
    print(f"{'':18} {'':9}   n  words  median ms  worst ms")
    for name, cases in sets.items():
        for platform in ("x", "facebook"):
            if timings := [timing(case, platform) for case in cases]:
                everything += timings
                worst = max(timings, key=lambda each: each.milliseconds)
                print(
                    f"{name:18} {platform:9} {len(timings):3}  {mean(each.words for each in timings):5.0f}"
                    f"  {median(each.milliseconds for each in timings):9.1f}  {worst.milliseconds:8.1f}"
                    f"  ({worst.words} words: {worst.name[:50]})"
                )
    print(f"all: median {median(each.milliseconds for each in everything):.1f} ms")
    for name, body in STRANGE.items():
        case = Case("Bridge over the Ouse to close", body, "")
        times = [f"{platform} {timing(case, platform).milliseconds:5.1f} ms" for platform in ("x", "facebook")]
        print(f"{name:33} {'   '.join(times)}")


if __name__ == "__main__":
    main()
