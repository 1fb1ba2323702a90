"""Parses untrusted JSON: small documents at once, others in a second process."""

from __future__ import annotations

import json
from typing import Any

from bot.sources.parsing.sandboxed import read_sandboxed
from bot.sources.parsing.wellformed import TooDeepError, refuse_deep_json

__all__ = ["is_small_json", "read_json", "read_json_sandboxed"]

SECONDS = 5.0
"""Time limit of the second process."""
_SMALL = 1_000_000
"""Bytes that are parsed in a few milliseconds."""
_FEW_OPENED = 20_000
"""Objects and lists. A feed of 500 articles has some 2,000."""


def is_small_json(content: bytes) -> bool:
    """Whether `content` is parsed in a few milliseconds."""
    return len(content) <= _SMALL and content.count(b"{") + content.count(b"[") <= _FEW_OPENED


def read_json(content: bytes, deepest: int) -> Any:
    """The JSON value. Raises ValueError where it is invalid, TooDeepError where nested more than `deepest` deep."""
    try:
        value = json.loads(content)
    except RecursionError as exc:
        raise TooDeepError from exc
    refuse_deep_json(value, deepest)
    return value


def read_json_sandboxed(content: bytes, *, most: int, longest: int, deepest: int) -> Any:
    """The JSON value, parsed in a second process.

    Its lists and objects are cut to `most` members, its texts to `longest` characters. Raises SandboxedError where it
    is invalid or takes too long, and TooDeepError where it is nested more than `deepest` deep.
    """
    bounds = {"most": most, "longest": longest, "deepest": deepest}
    answer = read_sandboxed("json", bounds, content, seconds=SECONDS)
    if "value" not in answer:
        raise TooDeepError
    return answer["value"]
