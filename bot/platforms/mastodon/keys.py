"""The key under which a post is sent, so that sending it again makes no second one. Pure.

Mastodon keeps an Idempotency-Key for an hour from when it stored the post. What it does with a key is in its
`app/services/post_status_service.rb`; https://docs.joinmastodon.org/methods/statuses/#create documents it. The key
holds the time at which it was made, so that nothing else has to be kept to know how long it is good for.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

REPEATABLE_FOR = timedelta(minutes=50)
"""A key is used again for so long after it was made. The server keeps it for an hour at least from then."""
LATEST_ARRIVAL = timedelta(minutes=10)
"""So long after it was begun a call may still reach the server and store the post: this program gives up a call after
45 seconds, and a proxy or a queue on the way some minutes later."""

CLOCKS_DIFFER_BY = timedelta(minutes=10)
"""How far the clocks of two machines, or this one's and the server's, may be apart."""

_RANDOM_BYTES = 16
_LONG_AGO = timedelta(days=7)
_LATEST_TIME = 10**11
"""Unix seconds that Python can still read as a time."""


def new_key(now: datetime) -> str:
    """A key that nobody else has. `now` is aware."""
    return f"{int(now.timestamp())}-{secrets.token_hex(_RANDOM_BYTES)}"


def time_of(key: str, now: datetime) -> datetime:
    """When the key was made, aware, in UTC.

    A week ago where it does not tell, or tells a time to come, because a clock was wrong: it is not used again then.
    """
    seconds = key.partition("-")[0]
    if seconds.isascii() and seconds.isdigit() and int(seconds) < _LATEST_TIME:
        made_at = datetime.fromtimestamp(int(seconds), UTC)
        if made_at <= now + CLOCKS_DIFFER_BY:
            return made_at
    return now - _LONG_AGO


def is_repeatable(key: str, now: datetime) -> bool:
    """Whether a call with that key may be made now, at a server that keeps keys."""
    return now - time_of(key, now) < REPEATABLE_FOR


def absence_proven_at(key: str, now: datetime, *, keeps_keys: bool) -> datetime:
    """From when on a post that is not on the timeline was never stored, nor can it be any more.

    At a server that keeps keys the last call may have been made when the key was just good for one. At any other
    server a key is used once.
    """
    last_call = time_of(key, now) + (REPEATABLE_FOR if keeps_keys else timedelta(0))
    return last_call + LATEST_ARRIVAL
