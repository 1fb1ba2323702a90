"""What headers of HTTP say, of whichever site or platform. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

__all__ = ["Link", "http_date", "links", "retry_after"]


def retry_after(value: str, now: datetime) -> datetime | None:
    """When a Retry-After, in seconds or as a date, lets us ask again (aware UTC); None where it says nothing.

    `now` is aware. The moment may be past, or absurdly far away. RFC 9110, section 10.2.3.
    """
    value = value.strip()
    if re.fullmatch(r"\d{1,9}", value, re.ASCII):
        return now + timedelta(seconds=int(value))
    return http_date(value)


def http_date(text: str) -> datetime | None:
    """The moment (aware UTC) that a header names; None where it is no date. RFC 9110, section 5.6.7."""
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Link:
    """One of the links of a Link header."""

    address: str
    """As it is written; often relative."""
    rels: tuple[str, ...]
    """In lower case."""
    media_type: str
    """In lower case; "" where it is not said."""


_LINK = re.compile(r"<([^<>]*)>([^<]*)")
_REL = re.compile(r"""\brel\s*+=\s*+(?:"([^"]*)"|([^\s;,"]+))""", re.IGNORECASE)
_TYPE = re.compile(r"""\btype\s*+=\s*+(?:"([^"]*)"|([^\s;,"]+))""", re.IGNORECASE)


def links(headers: Iterable[str]) -> Iterator[Link]:
    """The links of Link headers, of which each may hold several: `<https://hub.example/>; rel="hub"`. RFC 8288."""
    for header in headers:
        for address, parameters in _LINK.findall(header):
            yield Link(address, tuple(_value(_REL, parameters).lower().split()), _value(_TYPE, parameters).lower())


def _value(parameter: re.Pattern[str], parameters: str) -> str:
    match = parameter.search(parameters)
    return (match[1] or match[2] or "") if match else ""
