"""A feed of which only the new items are read gives what reading all of it gives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.article import Article
from bot.errors import FeedError
from bot.feeds.answer import Bounds
from bot.feeds.reading.parse import Reading, read_at_once

SAVED = {path.name: path.read_bytes() for path in (Path(__file__).parents[2] / "data" / "feeds").iterdir()}
URL = "https://gazette.example/feed/"
NAMESPACES = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"'
RSS_ITEM = (
    "<item><title>Story {n}{edit}</title><link>/story-{n}/</link><guid>https://x.example/?p={n}</guid>"
    "<pubDate>Fri, 20 Nov 2026 08:{n:02}:00 GMT</pubDate><description>Short {n}</description>"
    "<content:encoded><![CDATA[<p>Long &amp; full {n}</p>]]></content:encoded></item>"
)
ATOM_ITEM = (
    '<entry><title type="html">Story {n}{edit}</title><link href="/story-{n}/"/><id>tag:x.example,2026:{n}</id>'
    "<updated>2026-11-20T08:{n:02}:00Z</updated><summary>Short {n}</summary>"
    '<content type="html">&lt;p&gt;Long {n}&lt;/p&gt;</content></entry>'
)


@dataclass(frozen=True)
class Kind:
    """How a feed is put together."""

    item: str
    head: str
    end: str

    def feed(self, *items: str, head: str = "", root: str = "", between: str = "\n", tail: str = "") -> bytes:
        text = self.head.replace("ROOT", root).replace("HEAD", head) + between.join(items) + self.end + tail
        return text.encode()

    def one(self, number: int, edit: str = "") -> str:
        return self.item.format(n=number, edit=edit)


RSS = Kind(
    RSS_ITEM,
    f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {NAMESPACES}ROOT><channel><title>S</title>HEAD\n',
    "</channel>\n</rss>",
)
ATOM = Kind(ATOM_ITEM, '<feed xmlns="http://www.w3.org/2005/Atom"ROOT><title>S</title>HEAD\n', "</feed>\n")
KINDS = pytest.mark.parametrize("kind", [RSS, ATOM], ids=["rss", "atom"])


def read(content: bytes, known: bytes = b"", at_least: int = 0) -> Reading | None:
    return read_at_once(content, site="S", url=URL, known=known, at_least=at_least)


def outcome(content: bytes, known: bytes = b"", at_least: int = 0) -> Reading | str | None:
    """As `read`, or the fault that it raises."""
    try:
        return read(content, known, at_least)
    except FeedError as fault:
        return str(fault)


def articles_known(before: Reading) -> dict[bytes, Article]:
    return dict(zip(before.digests, before.articles, strict=bool(before.digests)))


def put_together(reading: Reading, known: dict[bytes, Article]) -> list[Article]:
    """All articles of a feed, of which some were known."""
    new = iter(reading.articles)
    merged = [known[digest] if digest in reading.unread else next(new) for digest in reading.digests]
    return [*merged, *new]


def assert_same_as_in_full(before: bytes, after: bytes, at_least: int = 0) -> Reading | None:
    """Returns how `after` was read."""
    first = read(before)
    assert first is not None
    known = articles_known(first)
    in_full, reading = outcome(after), outcome(after, b"".join(first.digests), at_least)
    if isinstance(in_full, str) or isinstance(reading, str):
        assert reading == in_full
        return None
    assert (reading is None) == (in_full is None)
    if reading is not None and in_full is not None:
        assert put_together(reading, known) == list(in_full.articles)
        assert reading.digests == in_full.digests
    return reading


@KINDS
def test_only_the_new_item_on_top_is_read(kind: Kind) -> None:
    old = [kind.one(number) for number in range(20, 10, -1)]
    reading = assert_same_as_in_full(kind.feed(*old), kind.feed(kind.one(21), *old[:-1], head="<updated/>"))
    assert reading is not None
    assert [article.title for article in reading.articles] == ["Story 21"]
    assert len(reading.unread) == 9


@KINDS
def test_an_edited_item_is_read(kind: Kind) -> None:
    old = [kind.one(number) for number in range(20, 10, -1)]
    reading = assert_same_as_in_full(kind.feed(*old), kind.feed(*old[:4], kind.one(16, " corrected"), *old[5:]))
    assert reading is not None
    assert [article.title for article in reading.articles] == ["Story 16 corrected"]


@KINDS
def test_so_many_items_are_read_as_are_wanted_at_least(kind: Kind) -> None:
    old = [kind.one(number) for number in range(20, 10, -1)]
    reading = assert_same_as_in_full(kind.feed(*old), kind.feed(kind.one(21), *old), at_least=4)
    assert reading is not None
    assert [article.title for article in reading.articles] == [f"Story {number}" for number in (21, 20, 19, 18)]


@KINDS
def test_a_feed_whose_head_alone_has_changed_has_nothing_to_read(kind: Kind) -> None:
    old = [kind.one(number) for number in range(20, 10, -1)]
    reading = assert_same_as_in_full(kind.feed(*old), kind.feed(*old, head="<!-- built a minute later -->"))
    assert reading is not None
    assert reading.articles == ()


ITEM = RSS.one(1)
IN_DOUBT: dict[str, bytes] = {
    "another language": RSS.feed(ITEM, RSS.one(2), head="<language>fr</language>"),
    "another namespace": RSS.feed(ITEM, RSS.one(2), root=' xmlns:dc="http://purl.org/dc/elements/1.1/"'),
    "another encoding": RSS.feed(ITEM, RSS.one(2)).replace(b"UTF-8", b"ISO-8859-1"),
    "something between the items": RSS.feed(ITEM, RSS.one(2), between="<ttl>5</ttl>"),
    "the end of an item in its text": RSS.feed(ITEM, RSS.one(2, " <![CDATA[</item>]]>")),
    "an item that has no date": RSS.feed(ITEM, RSS.one(2).replace("pubDate", "pub")),
    "the same item twice": RSS.feed(ITEM, RSS.one(2), ITEM),
    "its known item commented out": RSS.feed("<!--" + ITEM + "-->", RSS.one(2)),
    "its known item quoted": RSS.feed(f"<item><description><![CDATA[{ITEM}]]></description></item>", RSS.one(2)),
    "not well-formed": RSS.feed(ITEM, RSS.one(2, " & more")),
    "cut off": RSS.feed(ITEM, RSS.one(2))[:-9],
}


@pytest.mark.parametrize("after", IN_DOUBT.values(), ids=IN_DOUBT.keys())
def test_where_there_is_any_doubt_all_of_the_feed_is_read(after: bytes) -> None:
    reading = assert_same_as_in_full(RSS.feed(ITEM, RSS.one(3)), after)
    assert reading is None or not reading.unread


def test_with_other_bounds_nothing_is_known() -> None:
    feed = RSS.feed(ITEM, RSS.one(2))
    first = read(feed)
    assert first is not None
    again = read_at_once(feed, site="S", url=URL, bounds=Bounds(entry_bytes=5), known=b"".join(first.digests))
    assert again is not None
    assert not again.unread
    assert [article.excerpt for article in again.articles] == ["Short", "Short"]


STRANGE = [
    "<!-- a comment -->",
    "<!-- <item> -->",
    "<ttl>5</ttl>",
    "<item/>",
    "<item></item>",
    "</item>",
    "<![CDATA[",
    "]]>",
    "<item><title>No end",
    "<channel>",
    "</channel></rss><!--",
    "<entry><title>x</title></entry>",
    '<item xml:base="https://y.example/"><title>B</title><link>b</link><pubDate>20 Nov 2026 08:00 GMT</pubDate></item>',
    "<item><title>Neither link nor guid</title><pubDate>20 Nov 2026 08:00 GMT</pubDate></item>",
    RSS.one(30, " <![CDATA[</item>]]>"),
    RSS.one(31, " <media:title>Of a picture</media:title>"),
    RSS.one(32, " & more"),
    ATOM.one(33, " <sub>x</sub>").replace('type="html"', 'type="text"'),
    ATOM.one(34).replace("<summary>", "<subtitle>").replace("</summary>", "</subtitle>"),
]


@given(
    kind=st.sampled_from([RSS, ATOM]),
    shown=st.lists(st.integers(1, 12), min_size=1, max_size=8),
    then=st.lists(
        st.one_of(
            st.integers(1, 14),
            st.tuples(st.integers(1, 14), st.sampled_from([" edited", "é", " &amp; more", " &lt;b&gt;x"])),
            st.sampled_from(STRANGE),
        ),
        max_size=8,
    ),
    head=st.sampled_from(["", "<language>de</language>", "<!-- x -->", "<item/>", "<description>y</description>"]),
    root=st.sampled_from(["", ' xml:lang="fr"', ' xmlns:a="urn:a"', ' xml:base="https://z.example/"']),
    between=st.sampled_from(["\n", "", " \t", "<x/>"]),
    tail=st.sampled_from(["", "<!-- cached -->", "trash", "\n"]),
    at_least=st.integers(0, 3),
)
@settings(max_examples=400, deadline=None)
def test_reading_what_is_new_equals_reading_all(
    kind: Kind,
    shown: list[int],
    then: list[int | tuple[int, str] | str],
    head: str,
    root: str,
    between: str,
    tail: str,
    at_least: int,
) -> None:
    before = kind.feed(*map(kind.one, shown))
    items = [kind.one(one) if isinstance(one, int) else one if isinstance(one, str) else kind.one(*one) for one in then]
    assert_same_as_in_full(before, kind.feed(*items, head=head, root=root, between=between, tail=tail), at_least)


@pytest.mark.parametrize("name", ["wordpress.rss.xml", "atom.xml", "rdf.xml", "feed.json"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_saved_feed_that_changes_somewhere_is_read_as_in_full(name: str, data: st.DataObject) -> None:
    content = SAVED[name]
    at = data.draw(st.integers(0, len(content)))
    until = data.draw(st.integers(at, min(at + 200, len(content))))
    inserted = data.draw(st.sampled_from([b"", b" ", b"x", b"<", b"&amp;", b"]]>", b"</item>", b"<item>", b"\xff"]))
    after = content[:at] + inserted + content[until:]
    if read(content) is not None:
        assert_same_as_in_full(content, after)
