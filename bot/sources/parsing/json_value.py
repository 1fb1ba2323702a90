"""JSON that a stranger serves → a value, without the process that posts being held up by it."""

from __future__ import annotations

import json
from typing import Any

from bot.sources.parsing.sandboxed import read_sandboxed
from bot.sources.parsing.wellformed import TooDeepError, refuse_deep_json

__all__ = ["is_small_json", "read_json", "read_json_sandboxed"]

SECONDS = 5.0
_SMALL = 1_000_000
"""Bytes, read in some milliseconds."""
_FEW_OPENED = 20_000
"""Objects and lists; a feed of 500 articles has some 2,000."""


def is_small_json(content: bytes) -> bool:
    """Whether it is read in a few milliseconds."""
    return len(content) <= _SMALL and content.count(b"{") + content.count(b"[") <= _FEW_OPENED


def read_json(content: bytes, deepest: int) -> Any:
    """The value. Raises ValueError where it is none, and TooDeepError where it stands more than `deepest` deep."""
    try:
        value = json.loads(content)
    except RecursionError as exc:
        raise TooDeepError from exc
    refuse_deep_json(value, deepest)
    return value


def read_json_sandboxed(content: bytes, *, most: int, longest: int, deepest: int) -> Any:
    """The value, read in a process of its own.

    Its lists and objects are cut to `most` members, its texts to `longest` letters. Raises SandboxedError where it is
    no JSON and where that takes too long, and TooDeepError where it stands more than `deepest` deep.
    """
    bounds = {"most": most, "longest": longest, "deepest": deepest}
    answer = read_sandboxed("json", bounds, content, seconds=SECONDS)
    if "value" not in answer:
        raise TooDeepError
    return answer["value"]
