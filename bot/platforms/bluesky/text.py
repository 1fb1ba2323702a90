"""A post's text as Bluesky takes it: links shortened, links and hashtags marked by bytes, its length. Pure.

In the data of Bluesky a link is a range of the text with an address beside it, so the text need not hold the address:
https://docs.bsky.app/docs/advanced-guides/post-richtext. Bluesky's own app writes only the beginning of it:
https://github.com/bluesky-social/social-app/blob/main/src/lib/strings/rich-text-manip.ts
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.platforms import marks as shared
from bot.platforms.graphemes import grapheme_length
from bot.platforms.spec import DisplayLink, Mark
from bot.platforms.urls import is_stray

GRAPHEMES = 300
BYTES = 3000
"""The limits of a text: https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json"""

TAG_GRAPHEMES = 64
TAG_BYTES = 640
"""The limits of a hashtag, without its #:
https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/richtext/facet.json"""

LINK_FEATURE = "app.bsky.richtext.facet#link"
TAG_FEATURE = "app.bsky.richtext.facet#tag"

_MOST_PATH = 15
_KEPT_PATH = 13
_CUT = "..."
"""`toShortUrl` of the app shortens a path, query and fragment of more than 15 characters to 13:
https://github.com/bluesky-social/social-app/blob/main/src/lib/strings/url-helpers.ts"""

_URL = re.compile(r"(?P<scheme>https?://)(?P<host>[^/?#]*)(?P<path>.*)", re.IGNORECASE | re.DOTALL)


def length_of(text: str) -> int:
    """The length of a text, links shortened, on a scale on which both of Bluesky's limits are `GRAPHEMES`."""
    shortened = with_short_links(text)
    size = len(shortened.encode("utf-8", "surrogatepass"))
    return max(grapheme_length(shortened), -(-size * GRAPHEMES // BYTES))


def marks_of(text: str) -> tuple[Mark, ...]:
    """The links and hashtags that are marked in a text: no name of a file, and no hashtag longer than Bluesky takes."""
    return tuple(mark for mark in shared.marks_of(text, ("link", "hashtag")) if _is_marked(text, mark))


def _is_marked(text: str, mark: Mark) -> bool:
    if mark.kind == "hashtag":
        return _is_tag(_tag(text, mark))
    return not is_stray(text[mark.start : mark.end])


def display_link(url: str) -> DisplayLink:
    """A link as it stands in the text that is sent: without its scheme, and its path cut."""
    match = _URL.fullmatch(url)
    if match is None:
        return DisplayLink("", url, "")
    path = "" if match["path"] == "/" else match["path"]
    kept = path if len(path) <= _MOST_PATH else path[:_KEPT_PATH]
    return DisplayLink(match["scheme"], match["host"] + kept, match["path"][len(kept) :])


def with_short_links(text: str) -> str:
    """The text with each link as Bluesky shows it."""
    return rich_text(text)[0]


def rich_text(text: str) -> tuple[str, list[dict[str, Any]]]:
    """The text that is sent, and its facets: where in its bytes the links and hashtags are."""
    sent, facets, end = "", [], 0
    for mark in marks_of(text):
        sent += text[end : mark.start]
        shown, feature = _shown(text, mark)
        start = _size(sent)
        facets.append({"index": {"byteStart": start, "byteEnd": start + _size(shown)}, "features": [feature]})
        sent, end = sent + shown, mark.end
    return sent + text[end:], facets


def _shown(text: str, mark: Mark) -> tuple[str, dict[str, str]]:
    """The visible text of a mark, and what a click on it leads to."""
    whole = text[mark.start : mark.end]
    if mark.kind == "hashtag":
        return whole, {"$type": TAG_FEATURE, "tag": _tag(text, mark)}
    link = display_link(whole)
    is_cut = bool(link.after.strip("/"))
    address = whole if link.before else f"https://{whole}"
    return link.visible + (_CUT if is_cut else ""), {"$type": LINK_FEATURE, "uri": address}


def whole_text(record: Mapping[str, Any]) -> str:
    """The text of a record with the address of each link in its place; what is no facet is passed over."""
    content = str(record.get("text", "")).encode("utf-8", "surrogatepass")
    whole, end = b"", 0
    for start, stop, address in sorted(_links(record)):
        if end <= start < stop <= len(content):
            whole += content[end:start] + address.encode("utf-8", "surrogatepass")
            end = stop
    return (whole + content[end:]).decode("utf-8", "replace")


def _links(record: Mapping[str, Any]) -> Iterator[tuple[int, int, str]]:
    facets = record.get("facets")
    for facet in facets if isinstance(facets, list) else ():
        try:
            start, stop = facet["index"]["byteStart"], facet["index"]["byteEnd"]
            addresses = [feature["uri"] for feature in facet["features"] if feature.get("$type") == LINK_FEATURE]
        except (AttributeError, KeyError, TypeError):
            continue
        if isinstance(start, int) and isinstance(stop, int) and addresses and isinstance(addresses[0], str):
            yield start, stop, addresses[0]


def _tag(text: str, mark: Mark) -> str:
    return text[mark.start + 1 : mark.end]


def _is_tag(tag: str) -> bool:
    return len(tag) <= TAG_GRAPHEMES or (grapheme_length(tag) <= TAG_GRAPHEMES and _size(tag) <= TAG_BYTES)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
