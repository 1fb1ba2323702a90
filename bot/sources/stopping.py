"""Ends what is asked of sites when the program is to end: nothing is lost by asking again later."""

from __future__ import annotations

__all__ = ["STOP_SEEN_WITHIN", "StoppedError", "go_on"]

STOP_SEEN_WITHIN = 0.2
"""Seconds."""


class StoppedError(Exception):
    """The program is to end, and what it asked for is not waited for any more."""


def go_on() -> bool:
    """Never stop."""
    return False
