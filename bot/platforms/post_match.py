"""Decides whether a post on a timeline is the post that was sent. Pure.

A platform changes a text: it may replace URLs by short links, escape `& < >`, normalise Unicode and trim white space.
The comparison ignores all of that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import unquote

from bot.article import canonical_url
from bot.html_text import unescape

_URL = re.compile(r"https?://[^\s<>\"]+")
_SCHEME = re.compile(r"https?://(?:www\.)?|(?<!\w)www\.")
"""Also of an address that is written without it, to which a platform adds one."""
_PUNYCODE = re.compile(r"xn--[a-z0-9-]+")
_SLASHES_AT_END = re.compile(r"(?<!/)/++(?=\s|$)")
_MOST_ESCAPED = 10
"""How many times a text is unescaped at most before it is compared."""


def is_same_post(sent: str, returned: str, expanded: Mapping[str, str] | None = None) -> bool:
    """Whether `returned` is the text `sent` as a platform shows it; `expanded` maps its short links to URLs."""
    return comparable(sent) == comparable(_with_expanded_links(returned, expanded))


def is_about(link: str, returned: str, expanded: Mapping[str, str] | None = None) -> bool:
    """Whether `returned` links to the article at `link`: after a corrected headline, only the text differs."""
    return url_about(link, _unescaped(_with_expanded_links(returned, expanded))) != ""


def url_about(link: str, text: str) -> str:
    """The URL in `text` of the article at `link`, with any campaign parameters; "" where there is none."""
    article = canonical_url(link)
    return next((url for url in _URL.findall(text) if article and canonical_url(url) == article), "")


def parse_time(text: object) -> datetime | None:
    """A platform's time (`2026-11-23T12:00:00.000Z`, `…+0000`), aware, in UTC; None for anything else."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC) if isinstance(text, str) else None
    except ValueError:
        return None


def _with_expanded_links(returned: str, expanded: Mapping[str, str] | None) -> str:
    for short, url in (expanded or {}).items():
        returned = returned.replace(short, url)
    return returned


def comparable(text: str) -> str:
    """`text` without all that platforms change: equal for a text as sent and as shown."""
    plain = unquote(_unescaped(text)).casefold()
    plain = _PUNYCODE.sub(_decode_punycode, _SCHEME.sub("", plain))
    visible = "".join(char for char in plain if unicodedata.category(char) != "Cf" and char != "\ufe0f")
    return " ".join(_SLASHES_AT_END.sub("", unicodedata.normalize("NFC", visible)).split())


def _unescaped(text: str) -> str:
    for _ in range(_MOST_ESCAPED):
        if (decoded := unescape(text)) == text:
            break
        text = decoded
    return text


def _decode_punycode(match: re.Match[str]) -> str:
    try:
        return match[0].encode("ascii").decode("idna")
    except UnicodeError:
        return match[0]
