"""The items of a feed in XML as they stand there, byte for byte: those that are known need not be read again. Pure.

An item is cut out by its tags alone, so this holds only for feeds of the plainest build: the root and the channel,
what they say of the feed, then nothing but items, then the end. Whether the cuts are true is for expat to say, which is
asked of every item once: of all when a feed is first read, of the new ones later. A known item is then, byte for byte,
a well-formed element that was read before under the same conditions (`context`), and with an empty item in its place
the feed is well-formed if and only if it is so with the known one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256

__all__ = ["DIGEST_BYTES", "Items", "Place", "cut_items", "to_leave_unread"]

DIGEST_BYTES = 8
"""Of an item's SHA-256: two items of one site that share them come up once in 10^16 looks."""

Place = tuple[int, int, int]
"""How deep an item stands, and where it begins and its end tag begins, in bytes."""

_ITEM = re.compile(rb"<(item|entry)[\s>]")
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^<>]*\?>")
_UTF_8 = re.compile(rb"(?:(?!encoding).)*(?:encoding\s*=\s*[\"']utf-8[\"'].*)?", re.IGNORECASE | re.DOTALL)
_OUTER_TAG = re.compile(rb"<(rss|channel|feed)((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*>")
_OUTER = {b"item": (b"rss", b"channel"), b"entry": (b"feed",)}
_END = {b"item": re.compile(rb"\s*</channel>\s*</rss>"), b"entry": re.compile(rb"\s*</feed>")}


@dataclass(frozen=True, slots=True)
class Items:
    """A feed cut into its items."""

    content: bytes
    name: bytes
    """Of the items' tag."""
    cuts: tuple[tuple[int, int], ...]
    """The first byte of each item, and the one behind it."""
    digests: tuple[bytes, ...]
    """What each is known again by; no two are equal."""

    @property
    def places(self) -> list[Place]:
        """Where expat must find them."""
        return [self._place(begin, end) for begin, end in self.cuts]

    def _place(self, begin: int, end: int) -> Place:
        return len(_OUTER[self.name]) + 1, begin, end - len(self.name) - 3

    def with_empty(self, unread: Collection[bytes]) -> tuple[bytes, list[Place]]:
        """The feed with an empty item in the place of each of these, and where its items must then stand."""
        empty = b"<%b></%b>" % (self.name, self.name)
        pieces, places, at = [self.content[: self.cuts[0][0]]], [], self.cuts[0][0]
        for (begin, end), digest in zip(self.cuts, self.digests, strict=True):
            pieces.append(empty if digest in unread else self.content[begin:end])
            places.append(self._place(at, at + len(pieces[-1])))
            at += len(pieces[-1])
        return b"".join([*pieces, self.content[self.cuts[-1][1] :]]), places

    def without(self, unread: Collection[bytes]) -> bytes:
        """The feed without these items."""
        kept = [
            self.content[begin:end]
            for (begin, end), digest in zip(self.cuts, self.digests, strict=True)
            if digest not in unread
        ]
        return b"".join([self.content[: self.cuts[0][0]], *kept, self.content[self.cuts[-1][1] :]])


def cut_items(content: bytes, context: bytes, most: int) -> Items | None:
    """The items of a feed; None where they cannot surely be told apart, or are more than `most`, and all must be read.

    `context` is what the reading of an item depends on besides the item itself: in another, none is known again.
    """
    first = _ITEM.search(content)
    if first is None:
        return None
    name, outer = first[1], _outer_tags(content[: first.start()], first[1])
    cuts = _cuts(content, first.start(), name, most)
    if outer is None or not cuts or not _END[name].match(content, cuts[-1][1]):
        return None
    begun = sha256(b"%b\0%b\0" % (context, outer))
    digests = []
    for begin, end in cuts:
        item = begun.copy()
        item.update(memoryview(content)[begin:end])
        digests.append(item.digest()[:DIGEST_BYTES])
    return Items(content, name, cuts, tuple(digests)) if len(set(digests)) == len(digests) else None


def _outer_tags(head: bytes, name: bytes) -> bytes | None:
    """The declaration and the tags around the items, with the namespaces that hold in them; None for any other head."""
    found = _DECLARATION.match(head)
    declaration = found[0] if found else b""
    tags = _OUTER_TAG.findall(head)
    if tuple(tag for tag, _ in tags) != _OUTER[name] or not _UTF_8.fullmatch(declaration):
        return None
    return b"".join([declaration, *(attributes for _, attributes in tags)])


def _cuts(content: bytes, first: int, name: bytes, most: int) -> tuple[tuple[int, int], ...]:
    """() where something but white space stands between two items, and where they are more than `most`."""
    end_tag, begin = b"</%b>" % name, first
    cuts: list[tuple[int, int]] = []
    while len(cuts) < most:
        end = content.find(end_tag, begin) + len(end_tag)
        if end < len(end_tag):
            return ()
        cuts.append((begin, end))
        following = _ITEM.search(content, end)
        if following is None:
            return tuple(cuts)
        begin = following.start()
        if following[1] != name or content[end:begin].strip():
            return ()
    return ()


def to_leave_unread(digests: Sequence[bytes], known: Collection[bytes], at_least: int) -> frozenset[bytes]:
    """Which of a feed's items are known and need not be read, where `at_least` so many are wanted anyway."""
    unread = [digest for digest in digests if digest in known]
    wanted = max(at_least - (len(digests) - len(unread)), 0)
    return frozenset(unread[wanted:])
