"""How Mastodon counts a text, what it makes clickable, and how it shows links. Pure.

https://docs.joinmastodon.org/user/posting/#text; and Mastodon's own source, github.com/mastodon/mastodon:
`app/validators/status_length_validator.rb`, `app/lib/extractor.rb`, `app/lib/text_formatter.rb`,
`config/initializers/twitter_regex.rb`. Where it is not certain what Mastodon would see, the larger count is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.platforms import marks as shared
from bot.platforms.graphemes import grapheme_length
from bot.platforms.spec import DisplayLink, Mark, MarkKind
from bot.platforms.urls import LATIN_ACCENTS, find_urls

URL_LENGTH = 23
"""`URL_PLACEHOLDER_CHARS`, which every instance tells as `characters_reserved_per_url`."""
VISIBLE_OF_LINK = 30

_PLACEHOLDER = "x" * URL_LENGTH
_PROTOCOL = re.compile("https?://", re.IGNORECASE)
_PREFIX = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_ENDS_NO_PATH = "="
"""A path that ends so belongs to a URL elsewhere, and is outside of it on Mastodon."""

_USERNAME = r"[a-zA-Z0-9_]++(?:[.-]++[a-zA-Z0-9_]++)*+"
_MENTION = re.compile(
    rf"(?<![=/\w])@(?P<name>{_USERNAME})(?P<domain>@\w++(?:[.-]++\w++)*+)?(?![@＠{LATIN_ACCENTS}]|://)"
)
"""`Account::MENTION_RE`, and what may not follow it."""


def length_of(text: str) -> int:
    """The length of a text as Mastodon counts it: links as 23, of a mention only the name, and visible characters."""
    pieces, end = [], 0
    for mark in _links_and_mentions(text):
        pieces.append(text[end : mark.start])
        pieces.append(_PLACEHOLDER if mark.kind == "link" else _name_alone(text[mark.start : mark.end]))
        end = mark.end
    return grapheme_length("".join((*pieces, text[end:])))


def marks_of(text: str) -> tuple[Mark, ...]:
    """The links, hashtags and mentions in a text, in order. A link needs its https://."""
    marks = list(_links_and_mentions(text))
    hashtag: MarkKind = "hashtag"
    hashtags = shared.marks_of(text, (hashtag,))
    free = [tag for tag in hashtags if not any(mark.start < tag.end and tag.start < mark.end for mark in marks)]
    return tuple(sorted((*marks, *free), key=lambda mark: mark.start))


def display_link(url: str) -> DisplayLink:
    """A link as Mastodon shows it: without https://www., and only its first 30 characters."""
    prefix = _PREFIX.match(url)
    start = prefix.end() if prefix else 0
    end = start + VISIBLE_OF_LINK
    return DisplayLink(url[:start], url[start:end], url[end:])


def _name_alone(mention: str) -> str:
    return f"@{mention[1:].partition('@')[0]}"


def _links_and_mentions(text: str) -> Iterator[Mark]:
    """Both, in order, without overlaps: of two that overlap, the first counts."""
    marks = [*_links(text), *(Mark("mention", *match.span()) for match in _MENTION.finditer(text))]
    end = 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        if mark.start >= end:
            end = mark.end
            yield mark


def _links(text: str) -> Iterator[Mark]:
    if "://" not in text:
        return
    for start, end in find_urls(text):
        url = text[start:end]
        if _PROTOCOL.match(url):
            shorter = url if "?" in url else url.rstrip(_ENDS_NO_PATH)
            yield Mark("link", start, start + len(shorter))
