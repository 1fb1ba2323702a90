"""How one platform draws its posts, as data. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

MarkedPart: TypeAlias = tuple[str, int, int]
"""The kind of a clickable part of a text, such as "link", and its beginning and end."""


def no_marks(text: str) -> Sequence[MarkedPart]:
    """For a platform that makes nothing clickable."""
    return ()


def whole_link(url: str) -> tuple[str, str, str]:
    """For a platform that shows links in full."""
    return "", url, ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a platform draws its posts; without any argument, a plain look."""

    platform: str = ""
    """The CSS class of its posts; what surrounds them has the class `on-` and that name."""
    template: str = ""
    """A Jinja2 template that extends `post.html.j2`; "" for that one itself."""
    style: str = ""
    """CSS for posts, beside `post.css`."""
    marks_of: Callable[[str], Sequence[MarkedPart]] = no_marks
    """The parts of a text that it makes clickable, in order, without overlaps."""
    display_link: Callable[[str], tuple[str, str, str]] = whole_link
    """A link in three parts: what followers do not see, what they see, and what they do not see after it."""
    shown: int | None = None
    """About how many characters a wide screen shows without "See more"; None: all."""
