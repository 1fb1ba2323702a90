"""How requests to sites are abandoned when the program is to stop. Nothing is lost: they are repeated later."""

from __future__ import annotations

__all__ = ["STOP_SEEN_WITHIN", "StoppedError", "go_on"]

STOP_SEEN_WITHIN = 0.2
"""Seconds within which waiting code must notice that the program is to stop."""


class StoppedError(Exception):
    """The program is to stop, so a request was abandoned."""


def go_on() -> bool:
    """The default `stop` function: never stop."""
    return False
