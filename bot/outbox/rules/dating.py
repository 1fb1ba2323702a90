"""Which articles have no sure date in their source, so that their own pages are asked for it. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from bot.article import Article

_LATER = timedelta(days=2)
"""An article whose address was made from its date is published on that day, in whatever zone."""

_DATE_IN_PATH = re.compile(
    r"/(?P<year>(?:19|20)\d\d)(?P<mark>[/-]?)(?P<month>0[1-9]|1[0-2]|(?<=[/-])[1-9](?=[/-]))"
    r"(?:(?P=mark)(?P<day>0[1-9]|[12]\d|3[01]|(?<=[/-])[1-9]))?(?=[/-]|$)"
)
"""/2026/11/28/, /2026/11/, /2026-11-28-, /20261128/."""


def is_surely_dated(article: Article) -> bool:
    """Whether the date that the source gives is the one of publication, as far as the article itself tells.

    It is not where it is said to be that of a change, or is days after the date in the article's address: a content
    system that sets the date anew at each edit leaves the address as it was.
    """
    if article.published is None or article.dated_by_change:
        return False
    until = end_of_date_in(article.link)
    return until is None or article.published - until <= _LATER


def day_in(link: str) -> datetime | None:
    """The day that the address of an article names; None where it names none, or no more than a month."""
    end = end_of_date_in(link)
    match = _DATE_IN_PATH.search(urlsplit(link).path) if end else None
    return end - timedelta(days=1) if end and match and match["day"] else None


def end_of_date_in(link: str) -> datetime | None:
    """The end of the day, or of the month, that the address of an article names; None where it names none."""
    try:
        match = _DATE_IN_PATH.search(urlsplit(link).path)
        if match is None or (match["mark"] == "" and match["day"] is None):
            return None
        year, month = int(match["year"]), int(match["month"])
        if match["day"]:
            return datetime(year, month, int(match["day"]), tzinfo=UTC) + timedelta(days=1)
        return datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    except ValueError:  # no address, or no such day
        return None
