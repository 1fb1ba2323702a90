"""Reads the dates of feeds, in the spellings that feeds have. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

__all__ = ["read_date"]


def read_date(text: str) -> datetime | None:
    """The moment, aware, in UTC; None where `text` names none. A date without a zone is taken as UTC."""
    text = " ".join(text.split())
    if not text or len(text) > 100:
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return _utc(read(text))
        except (ValueError, OverflowError, IndexError):
            continue
    return None


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
