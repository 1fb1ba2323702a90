"""Parses untrusted JSON: small documents at once, others in a second process."""

from __future__ import annotations

import json
from typing import Any

from bot.sources.parsing.bounds import TooDeepError
from bot.sources.parsing.sandboxed import read_sandboxed

__all__ = ["is_small_json", "read_json", "read_json_sandboxed"]

SECONDS = 5.0
"""Time limit of the second process."""
_SMALL = 1_000_000
"""Bytes that are parsed in a few milliseconds."""
_FEW_OPENED = 20_000
"""Objects and lists. A feed of 500 articles has some 2,000."""


def is_small_json(content: bytes | str) -> bool:
    """Whether `content` is parsed in a few milliseconds."""
    opened = content.count("{") + content.count("[") if isinstance(content, str) else _opened(content)
    return len(content) <= _SMALL and opened <= _FEW_OPENED


def _opened(content: bytes) -> int:
    return content.count(b"{") + content.count(b"[")


def read_json(content: bytes | str, deepest: int) -> Any:
    """The JSON value. Raises ValueError where it is invalid, TooDeepError where nested more than `deepest` deep."""
    try:
        value = json.loads(content)
    except RecursionError as exc:
        raise TooDeepError from exc
    _refuse_deep(value, deepest)
    return value


def _refuse_deep(value: Any, deepest: int) -> None:
    level = [value]
    for _ in range(deepest + 1):
        containers = (
            list(value.values()) if isinstance(value, dict) else value
            for value in level
            if isinstance(value, dict | list)
        )
        level = [member for members in containers for member in members if isinstance(member, dict | list)]
        if not level:
            return
    raise TooDeepError


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
