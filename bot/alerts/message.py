"""A message for people. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is sent to one address."""

    id: str
    """The same when it is sent again because nobody knows whether it arrived."""
    subject: str
    """One line."""
    body: str
    """Plain text."""
    findings: Sequence[dict[str, Any]] = ()
    """What it tells, for programs to read: JSON values, as docs/how-to/be-told-when-something-is-wrong.md has them."""
