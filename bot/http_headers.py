"""Parses HTTP headers: Retry-After, dates, Link. Used for sites and platforms alike. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

__all__ = ["Link", "http_date", "links", "retry_after"]


def retry_after(value: str, now: datetime) -> datetime | None:
    """The time (aware, in UTC) from which a Retry-After header allows the next request; None where it is unreadable.

    `value` is a number of seconds or a date; `now` is aware. The time may be past, or absurdly far away.
    https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
    """
    value = value.strip()
    if re.fullmatch(r"\d{1,9}", value, re.ASCII):
        return now + timedelta(seconds=int(value))
    return http_date(value)


def http_date(text: str) -> datetime | None:
    """The time (aware, in UTC) in a header; None where it is not a date. RFC 9110, section 5.6.7."""
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a Link header."""

    address: str
    """As written; often relative."""
    rels: tuple[str, ...]
    """In lower case."""
    media_type: str
    """In lower case; "" where it is not given."""


_LINK = re.compile(r"<([^<>]*)>([^<]*)")
_REL = re.compile(r"""\brel\s*+=\s*+(?:"([^"]*)"|([^\s;,"]+))""", re.IGNORECASE)
_TYPE = re.compile(r"""\btype\s*+=\s*+(?:"([^"]*)"|([^\s;,"]+))""", re.IGNORECASE)


def links(headers: Iterable[str]) -> Iterator[Link]:
    """The links in Link headers, each of which may hold several: `<https://hub.example/>; rel="hub"`. RFC 8288."""
    for header in headers:
        for address, parameters in _LINK.findall(header):
            yield Link(address, tuple(_value(_REL, parameters).lower().split()), _value(_TYPE, parameters).lower())


def _value(parameter: re.Pattern[str], parameters: str) -> str:
    match = parameter.search(parameters)
    return (match[1] or match[2] or "") if match else ""
