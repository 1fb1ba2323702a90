"""How long one post takes to compose: ordinary articles, then bad input, each of which must stay under 50 ms.

python bench/compose.py
"""

from __future__ import annotations

import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bot.article import Article
from bot.errors import ComposeError
from bot.platforms import PLATFORMS
from bot.writing.appeal import Appeal
from bot.writing.compose import compose
from bot.writing.shipped import read_templates
from bot.writing.templates import Templates

ROUNDS = 15
CASES = Path(__file__).with_name("summary_cases.toml")
TEMPLATES = Templates(read_templates())
APPEAL = Appeal(
    text="DONATIONS to SUPPORT MODERN TOKYO TIMES – please pay PayPal and DONATE to sawakoart@gmail.com",
    short="Support us: PayPal sawakoart@gmail.com",
)


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    platform: str
    template: str

    @property
    def platform_in_links(self) -> str:
        return self.platform


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


def milliseconds(body: str, platform: str, title: str = "Bridge over the Ouse to close") -> float:
    article = Article(site="Star", title=title, link="https://example.org/2026/bridge/", body=body)
    account = Account("mtt", platform, f"{platform}.j2")
    begun = time.perf_counter()
    try:
        compose(article, account, limits=PLATFORMS[platform].limits, templates=TEMPLATES, appeals=(APPEAL,))
    except ComposeError as error:
        print(f"  ({error})")
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    cases = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    milliseconds(cases[0]["body"], "x")
    for platform in ("x", "facebook"):
        times = [milliseconds(case["body"], platform, case["title"]) for _ in range(ROUNDS) for case in cases]
        print(f"{platform:9} {len(cases)} articles: median {median(times):5.1f} ms   worst {max(times):5.1f} ms")
    for name, body in STRANGE.items():
        times = [milliseconds(body, platform) for platform in ("x", "facebook") for _ in range(3)]
        print(f"{name:33} median {median(times):5.1f} ms   worst {max(times):5.1f} ms")


if __name__ == "__main__":
    main()
