"""Finds the parts of a text that platforms make clickable: links, hashtags, mentions, cashtags. Pure.

The rules are X's, the only published ones (twitter-text 3.1.0):
https://github.com/twitter/twitter-text/tree/master/js/src. Other platforms mark links and hashtags in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator

from bot.platforms.spec import Mark, MarkKind
from bot.platforms.urls import LATIN_ACCENTS, find_urls


def marks_of(text: str, kinds: Collection[MarkKind], *, short_link: re.Pattern[str] | None = None) -> tuple[Mark, ...]:
    """The marks of these kinds in `text`, in order. Of two marks that overlap, only the first counts.

    `short_link` matches the platform's own shortened links; see `find_urls`.
    """
    candidates = [Mark("link", *span) for span in find_urls(text, short_link)]
    for kind, finder in _FINDERS.items():
        candidates += (Mark(kind, *span) for span in finder(text))
    marks: list[Mark] = []
    for mark in sorted(candidates, key=lambda candidate: candidate.start):
        if not marks or mark.start >= marks[-1].end:
            marks.append(mark)
    return tuple(mark for mark in marks if mark.kind in kinds)


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
    return (match.span("mark") for match in _MENTION.finditer(text))


def _cashtags(text: str) -> Iterator[tuple[int, int]]:
    return (match.span("mark") for match in _CASHTAG.finditer(text))


_FINDERS: dict[MarkKind, Callable[[str], Iterator[tuple[int, int]]]] = {
    "hashtag": _hashtags,
    "mention": _mentions,
    "cashtag": _cashtags,
}
