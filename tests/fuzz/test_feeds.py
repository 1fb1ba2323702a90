"""Whatever comes down the wire is an article, a fault in words, or nothing: never another exception, never a hang.

    FUZZ_SECONDS=600 FUZZ_SEED=$RANDOM pytest -m long tests/fuzz

gives ten minutes to each kind. Without a seed every run makes up the same inputs, so that a change is judged by what it
changed. Inputs that once did harm are kept in tests/data/fuzz, and are read before anything is made up.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.article import Article, identities_within
from bot.errors import FeedError
from bot.sources.page.article import article_from_html
from bot.sources.parsing.feed import read_at_once
from bot.sources.parsing.hints import stated_interval
from bot.sources.sitemap.index import MOST_READ, worth_reading
from bot.sources.sitemap.read import read_sitemap
from bot.sources.websub.hub import named_hub
from bot.sources.wordpress import posts_in

SECONDS = float(os.environ.get("FUZZ_SECONDS", "4"))
"""For each kind of document."""

FEED = "https://news.example/feed/"
DATA = Path(__file__).parents[1] / "data"
SEEDS = [path.read_bytes() for folder in ("feeds", "fuzz") for path in sorted((DATA / folder).iterdir())]
PIECES = [
    b"<", b">", b"&", b"&#0;", b"&#x110000;", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"]]>",
    b"<![CDATA[",
    b"<item>", b"</item>", b"<entry>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"xml:base='//['", b"http://[", b"%",
    b"http://a:99999/", b"\x1b]0;x\x07", b"\xe2\x80\xae", b"9" * 400, b"<a>" * 500, b"{", b"[", b'"', b"1e999",
    b"a@" * 500,
]  # fmt: skip


def articles_of_feed(content: bytes) -> list[Article]:
    reading = read_at_once(content, site="S", url=FEED)
    return list(reading.articles) if reading else []


def hub_of_feed(content: bytes) -> list[Article]:
    """What the head of a feed says of hubs and hours; a hub's address is held to what an article's is."""
    stated_interval(content)
    hub = named_hub((content.decode("latin-1")[:2000],), content, "https://news.example/feed/")
    return [Article(site="S", title="", link=hub.url, guid=hub.topic)] if hub else []


def articles_of_sitemap(content: bytes) -> list[Article]:
    sitemap = read_sitemap(content, site="S", url="https://news.example/sitemap.xml")
    assert len(worth_reading(sitemap.entries or ())) <= MOST_READ
    return list(sitemap.articles)


READERS: dict[str, Callable[[bytes], list[Article]]] = {
    "feed": articles_of_feed,
    "page": lambda content: [article_from_html(content, site="S", url="https://news.example/a")],
    "sitemap": articles_of_sitemap,
    "hub": hub_of_feed,
    "posts": lambda content: [
        post.article for post in posts_in(content, site="S", url="https://news.example/wp-json/")
    ],
}


def mutated(seed: bytes, choose: random.Random) -> bytes:
    content = bytearray(seed)
    for _ in range(choose.choice([1, 1, 2, 5, 20])):
        at = choose.randrange(len(content) + 1)
        match choose.randrange(5):
            case 0:
                content[at : at + choose.choice([1, 10, 1000])] = b""
            case 1:
                content[at:at] = choose.choice(PIECES)
            case 2:
                content[at : at + 1] = bytes([choose.randrange(256)])
            case 3:
                other = choose.choice(SEEDS)
                start = choose.randrange(len(other) + 1)
                content[at:at] = other[start : start + choose.choice([10, 300, 3000])]
            case _:
                content = content[:at] if choose.random() < 0.3 else content
    return bytes(content)


def inputs(seconds: float, choose: random.Random) -> Iterator[bytes]:
    yield from SEEDS
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        yield mutated(choose.choice(SEEDS), choose)


@pytest.mark.long
@pytest.mark.timeout(int(SECONDS) + 60)
@pytest.mark.parametrize("kind", READERS)
def test_no_input_does_harm(kind: str) -> None:
    seed = int(os.environ.get("FUZZ_SEED", 251123))
    read, runs, refused, slowest = 0, 0, 0, (0.0, b"")
    for content in inputs(SECONDS, random.Random(seed)):
        runs += 1
        begun = time.process_time()
        try:
            articles = READERS[kind](content)
        except FeedError:
            refused += 1
            continue
        finally:
            slowest = max(slowest, (time.process_time() - begun, content[:200]))
        identities_within(articles)
        for article in articles:
            read += 1
            assert not any(character in article.title for character in "\x1b\u202e\n\0"), f"seed {seed}: {content!r}"
            assert not article.link or article.link.startswith(("http://", "https://"))
            f"{article.title}{article.body}{article.excerpt}{article.guid}{article.author}".encode()
    print(f"{kind}: seed {seed}, {runs:,} inputs, {read:,} articles, {refused:,} refused")
    print(f"    the slowest took {slowest[0]:.2f} s: {slowest[1]!r}")
    assert runs > len(SEEDS)
    assert read
