"""Whether a redirect from an article's page leads away from the article. Pure.

An article may move: to https, to "www.", to another host, to a new slug. What stands in its place for a while, such as
a sign-in page or a wall for consent, carries the article's address along, to lead back to it; and an article that is no
more often leads to the front page, or to the section above it.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

__all__ = ["leads_above", "leads_away"]

_MOST_FIELDS = 100
_OF_AN_ARTICLE = re.compile(r"-.+-|\d{5}|(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{3,4}(?!\d)")
"""In the last part of a path: a slug of three words, or a number that is no year."""

_OF_A_VERSION = re.compile(r"/(?:(?:index|default)\.[a-z]{1,5}|amp|print)/?\Z")
"""An end of a path that names a version of a page, or the file behind it."""


def leads_away(asked: str, answered: str) -> bool:
    """Whether `answered`, which was reached by redirects from `asked`, is surely not the address of that article."""
    return leads_above(asked, answered) or _leads_back(asked, answered)


def leads_above(asked: str, answered: str) -> bool:
    """Whether `answered` is the address of the front page, or of a section in which the article at `asked` stood."""
    try:
        before, after = urlsplit(asked), urlsplit(answered)
    except ValueError:  # an address that cannot be read tells nothing
        return False
    path = _path(after)
    if after.query or _OF_AN_ARTICLE.search(path.rpartition("/")[2]):
        return False
    if _path(before) == path:
        return not path and bool(before.query)
    return not path or _path(before).startswith(f"{path}/")


def _leads_back(asked: str, answered: str) -> bool:
    """Whether `answered` carries the address `asked` along, as a wall does that leads back to the article."""
    try:
        before, after = urlsplit(asked), urlsplit(answered)
        values = [value for _, value in parse_qsl(after.query, max_num_fields=_MOST_FIELDS)]
        return _path(before) != _path(after) and any(_is_same(before, value) for value in (*values, after.fragment))
    except ValueError:
        return False


def _path(url: SplitResult) -> str:
    return _OF_A_VERSION.sub("", unquote(url.path).lower()).rstrip("/")


def _is_same(before: SplitResult, value: str) -> bool:
    """Whether a value of the query is the address of the article, whole or without its host."""
    if "/" not in value and "%" not in value:
        return False
    other = urlsplit(unquote(value))
    return _path(other) == _path(before) and (bool(_path(before)) or other.query == before.query != "")
