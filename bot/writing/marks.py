"""What a platform marks in a text: links, hashtags, mentions, cashtags; and what that text should not hold. Pure.

The rules are those of twitter-text 3.1.0: https://github.com/twitter/twitter-text/tree/master/js/src. Facebook
publishes none for hashtags and links; what it is known to mark is the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Literal, NamedTuple

from bot.writing.urls import LATIN_ACCENTS, find_urls

MarkKind = Literal["link", "hashtag", "mention", "cashtag"]


class Mark(NamedTuple):
    """`text[start:end]` is what the platform marks."""

    kind: MarkKind
    start: int
    end: int


class ShortLink(NamedTuple):
    """A link as X shows it: `before` and `after` are there for those who copy it, and are not seen."""

    before: str
    shown: str
    after: str


def marks_of(text: str, kinds: Collection[MarkKind]) -> tuple[Mark, ...]:
    """What is marked, in order, of these kinds. Of two that overlap, the first is."""
    found = [Mark("link", *span) for span in find_urls(text)]
    for kind, finder in _FINDERS.items():
        found += (Mark(kind, *span) for span in finder(text))
    marks: list[Mark] = []
    for mark in sorted(found, key=lambda one: one.start):
        if not marks or mark.start >= marks[-1].end:
            marks.append(mark)
    return tuple(mark for mark in marks if mark.kind in kinds)


def as_x_shows(url: str) -> ShortLink:
    """Without scheme and www., and with 15 characters of what follows the host, as `display_url` has it.

    https://docs.x.com/x-api/fundamentals/data-dictionary gives examples; the rule itself is not published.
    """
    scheme = re.match(r"(?:https?://)?(?:www\.)?", url, re.IGNORECASE)
    start = scheme.end() if scheme else 0
    host = re.compile(r"[^/?#]*").match(url, start)
    end = (host.end() if host else start) + _SHOWN_AFTER_HOST
    return ShortLink(url[:start], url[start:end], url[end:])


def cautions(text: str, marks: Sequence[Mark], *, link: str, appeal: str) -> tuple[str, ...]:
    """What an editor should know of a text that is to go to X.

    `link` and `appeal` are the post's own: the links in them are meant.
    """
    found = []
    for mark in marks:
        piece = text[mark.start : mark.end]
        if mark.kind == "link" and "://" not in piece and piece not in link and piece not in appeal:
            found.append(f"X makes a link of {piece!r}")
    # X allows automated posts no unsolicited mentions: https://docs.x.com/developer-guidelines
    mentioned = dict.fromkeys(text[mark.start : mark.end] for mark in marks if mark.kind == "mention")
    found += (f"it mentions {name}, who is told of it" for name in mentioned)
    cashtags = [text[mark.start : mark.end] for mark in marks if mark.kind == "cashtag"]
    if len(cashtags) > 1:
        # https://docs.x.com/x-api/posts/manage-tweets/integrate
        found.append(f"it has {len(cashtags)} cashtags ({', '.join(cashtags)}), and X refuses more than one")
    return tuple(found)


_SHOWN_AFTER_HOST = 15

_SPECIAL = frozenset("_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\xb7")
_ENDS_NO_HASHTAG = ("#", "＃", "://")


def _hashtags(text: str) -> Iterator[tuple[int, int]]:
    end = 0
    for sign in re.finditer("[#＃](?![\ufe0f\u20e3])", text):
        before = text[sign.start() - 1] if sign.start() else ""
        if sign.start() < end or before == "&" or (before and _is_of_hashtag(before)):
            continue
        end = sign.end()
        while end < len(text) and _is_of_hashtag(text[end]):
            end += 1
        has_letter = any(unicodedata.category(letter)[0] in "LM" for letter in text[sign.end() : end])
        if has_letter and not text.startswith(_ENDS_NO_HASHTAG, end):
            yield sign.start(), end


def _is_of_hashtag(letter: str) -> bool:
    category = unicodedata.category(letter)
    return (category[0] in "LM" and letter not in "\ufe0e\ufe0f") or category == "Nd" or letter in _SPECIAL


_MENTION = re.compile(
    r"(?:(?<![a-zA-Z0-9_!#$%&*@＠])|(?<![a-zA-Z0-9_+~.-])[rR][tT]:?)"
    rf"(?P<mark>[@＠][a-zA-Z0-9_]{{1,20}}+(?:/[a-zA-Z][a-zA-Z0-9_-]{{0,24}}+)?+)(?![@＠{LATIN_ACCENTS}]|://)"
)
_CASHTAG = re.compile(
    r"(?:^|(?<=[\s\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069]))"
    r"(?P<mark>\$[a-zA-Z]{1,6}(?:[._][a-zA-Z]{1,2})?)(?=$|\s|[!'#%&()*+,\\./:;<=>?@\[\]^_{|}~$-])"
)


def _mentions(text: str) -> Iterator[tuple[int, int]]:
    return (found.span("mark") for found in _MENTION.finditer(text))


def _cashtags(text: str) -> Iterator[tuple[int, int]]:
    return (found.span("mark") for found in _CASHTAG.finditer(text))


_FINDERS: dict[MarkKind, Callable[[str], Iterator[tuple[int, int]]]] = {
    "hashtag": _hashtags,
    "mention": _mentions,
    "cashtag": _cashtags,
}
