"""What a site's feed showed at the last look, kept so small that it costs a look next to nothing. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from struct import pack, unpack_from
from typing import NamedTuple

_DIGEST = 8
_MARK = 8
_ENTRY = _DIGEST + 2 * 8
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_DATE = -(2**63)

NO_WORDPRESS = bytes(_MARK)
"""The mark where no guid names one."""


class InDoubtError(Exception):
    """An article that was read may be the same as one that was not."""


class Shown(NamedTuple):
    """An article that a feed shows as it did before, so that it need not be read again."""

    digest: bytes
    """Of its item in the feed: 8 bytes."""
    article_id: int
    published: datetime | None


def packed(shown: Sequence[Shown], wordpress: bytes) -> bytes:
    """All articles that a feed shows, in its order, and the mark of the WordPress that their guids name."""
    dates = [_NO_DATE if one.published is None else (one.published - _EPOCH) // _MICROSECOND for one in shown]
    numbers = pack(f"<{2 * len(shown)}q", *(one.article_id for one in shown), *dates)
    return b"".join([*(one.digest for one in shown), numbers, wordpress])


_MICROSECOND = timedelta(microseconds=1)


@lru_cache(maxsize=64)  # asked for several times within one look
def unpacked(shown: bytes) -> tuple[Shown, ...]:
    """What was packed, in its order."""
    count = len(shown) // _ENTRY
    numbers = unpack_from(f"<{2 * count}q", shown, count * _DIGEST)
    dates = (None if date == _NO_DATE else _EPOCH + timedelta(microseconds=date) for date in numbers[count:])
    return tuple(Shown(*one) for one in zip(_each_digest(shown), numbers[:count], dates, strict=True))


def digests_of(shown: bytes) -> bytes:
    """The digests of what was packed, end to end."""
    return shown[: len(shown) // _ENTRY * _DIGEST]


def wordpress_of(shown: bytes) -> bytes:
    """The mark of the WordPress that was packed with it."""
    return shown[-_MARK:] or NO_WORDPRESS


def mark_of(wordpress_host: str) -> bytes:
    """What a WordPress is known by."""
    return sha256(wordpress_host.encode()).digest()[:_MARK]


def _each_digest(shown: bytes) -> list[bytes]:
    digests = digests_of(shown)
    return [digests[at : at + _DIGEST] for at in range(0, len(digests), _DIGEST)]
