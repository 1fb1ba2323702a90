"""How the time to read a text grows with its length, for texts that make careless code slow.

    .venv/bin/python bench/growth.py           # all of them, some minutes
    .venv/bin/python bench/growth.py decoder   # those of one reader

Each text is read at one length and at four times that. Code that takes time in proportion takes four times as long, or
less where it looks at the beginning only; code whose time grows with the square takes sixteen times as long. Ends with
1 where one takes more than eight times as long. Nothing of this is a test, because a test would have to rely on how
fast the machine is; the regular expressions have one of their own, `tests/test_patterns.py`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple

from bot.article import Article
from bot.errors import FeedError
from bot.excerpts import is_only_excerpt
from bot.platforms.api_calls import redacted
from bot.platforms.post_match import comparable
from bot.platforms.urls import find_urls
from bot.sources.page.article import article_from_html
from bot.sources.parsing.body import body_of
from bot.sources.parsing.decode import decoded
from bot.sources.parsing.markup import document
from bot.sources.sitemap.read import read_sitemap
from bot.writing.furniture.paragraphs import is_furniture
from bot.writing.language.cues import boundaries, must_stay, speaker_is_missing
from bot.writing.language.detection import language_of
from bot.writing.language.references import leans_on_another
from bot.writing.language.sentences import sentences_of
from bot.writing.language.text import Text
from bot.writing.reading.clean import paragraphs

LENGTH = 25_000
"""Characters of the shorter text, which is about what a long article has."""
LONGER = 4
ALLOWED = 8.0
"""How many times as long the longer text may take: twice what is in proportion, for the machine is never quiet."""
NOTICEABLE = 0.02
"""Seconds. A longer text that takes less is not judged: what is measured then is the machine."""
ROUNDS = 3

NEWS = "The council voted 7 to 2 on Friday to close the bridge."


class Kind(NamedTuple):
    """A reader, and the pieces that its texts repeat."""

    read: Callable[[str], object]
    pieces: tuple[str, ...]
    before: str = ""
    after: str = ""


def read_body(page: str) -> None:
    tree = document(page)
    if tree is not None:
        body_of(tree)


def read_page(page: str) -> None:
    with suppress(FeedError):
        article_from_html(page, site="S", url="https://news.example/a")


def read_news_sitemap(titles: str) -> None:
    head = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
    )
    content = f"{head}<url><news:title>{titles}</news:title></url></urlset>"
    with suppress(FeedError):
        read_sitemap(content.encode(), site="S", url="https://news.example/sitemap.xml")


def read_cues(text: str) -> None:
    for language in ("en", "ru", "fa", "zh", "he"):
        for judge in (must_stay, leans_on_another, speaker_is_missing):
            judge(Text(text, language))
        list(boundaries(Text(text, language)))


def judge_excerpt(body: str) -> None:
    is_only_excerpt(Article(site="S", title="T", link="https://news.example/a", body=body))


KINDS = {
    "body": Kind(
        read_body,
        (
            "<div>",
            "<span>x",
            "<li><a href=x>Some words of a link</a>",
            "<blockquote><script></script>text ",
            "long ",
        ),
        after=f"<p>{NEWS}</p>",
    ),
    "decoder": Kind(
        lambda text: decoded(f".{text}".encode("latin-1", "replace") + b"\xe9"),
        ("<!--", "<script ", "<meta a=b ", "<html lang ", "<?xml encoding =", "<style>", "\xff\xfe\x81", "\xe9"),
    ),
    "idna": Kind(lambda text: decoded(text.encode()), ("a",), before='<meta charset="idna:">'),
    "page": Kind(
        read_page,
        (
            '<div class="comments"><p>x',
            '<div class="comments"><p>x</p></div>',
            "<meta>",
            "<article><p>x</p>",
            "<title>          ",
        ),
    ),
    "sitemap": Kind(read_news_sitemap, ("a<x/>",)),
    "furniture": Kind(
        lambda text: is_furniture(text, site="Harbour Gazette"),
        ("a", "a ", "A ", "(", "/", ": ", "| ", "あ", "기자 ", "subscribe ", "©", "@", "\n"),
    ),
    "cues": Kind(read_cues, ("a'", "\u0301", "“", "”", ", in ", "ли", "نمی\u200c", "no ", "” he ", "的", "this a ")),
    "language": Kind(lambda text: language_of(text, "de"), ("a", "a’", "the ", "\u093f")),
    "sentences": Kind(
        lambda text: sentences_of(text, "de"),
        (
            *("a.", ".", ". ", '"', '." ', "(. ", "J. ", "z. B. ", "1. ", "A. The ", "“Go!” Aa "),
            *("。", "a\u0301", "\u0301", "a-"),
        ),
        after="a. B",
    ),
    "paragraphs": Kind(
        paragraphs,
        (
            *("<div>", "<i>", "<i></i>", "<br>", "a<br>", "a\n", "[", "[a", "[a b=c ", "[a_b]x[/a_b]", "*", "**a"),
            *("&amp;amp;", "{{", "<q>", "<sup>1</sup>", "<a href='#'>1", "&lt;p&gt;", "– ", "— a (@", "a: ", "“"),
            *("![", "[[", "<p>“abcdefghij”"),
        ),
        after=NEWS,
    ),
    "excerpt": Kind(judge_excerpt, ("<", "The post ", "continue reading ", "... ", "[", "read more ")),
    "posts": Kind(comparable, ("/", "amp;"), before="&amp;"),
    "addresses": Kind(find_urls, ("a", "a-", "a."), after=".com!"),
    "secrets": Kind(lambda text: redacted(text, ()), ("oauth_",)),
}


def texts(kind: Kind) -> Iterator[tuple[str, str, str]]:
    """Each piece, with the shorter and the longer text that repeat it."""
    for piece in kind.pieces:
        short, long = (
            f"{kind.before}{piece * (length // len(piece))}{kind.after}" for length in (LENGTH, LENGTH * LONGER)
        )
        yield piece, short, long


def seconds(read: Callable[[str], object], text: str) -> float:
    """The shortest of some rounds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        read(text)
        times.append(time.process_time() - begun)
    return min(times)


def main(names: list[str]) -> int:
    """Measure these kinds, or all; return the exit code."""
    too_fast = 0
    print(f"{'':12}{'repeated':>28}{f'{LENGTH:,}, ms':>14}{f'{LENGTH * LONGER:,}, ms':>14}{'times':>8}")
    for name in names or KINDS:
        kind = KINDS[name]
        kind.read(NEWS)  # which loads the words
        for piece, short, long in texts(kind):
            first, second = seconds(kind.read, short), seconds(kind.read, long)
            times = second / first if first else 0.0
            grows_too_fast = times > ALLOWED and second > NOTICEABLE
            too_fast += grows_too_fast
            mark = "  too fast" * grows_too_fast
            print(f"{name:12}{piece[:24]!a:>28}{first * 1000:14.2f}{second * 1000:14.2f}{times:8.1f}{mark}")
    return 1 if too_fast else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
