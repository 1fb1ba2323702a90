"""Post: finished text for one account about one article, and what it depends on. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, Protocol

from bot.writing.measure import length_as


class Account(Protocol):
    """What a post depends on of the account that it is for."""

    @property
    def name(self) -> str: ...
    @property
    def platform(self) -> str: ...
    @property
    def template(self) -> str: ...


class Limits(Protocol):
    """What a platform allows, as `bot.platforms.Limits` has it."""

    @property
    def length(self) -> int: ...
    @property
    def counted_as(self) -> Literal["weighted", "utf16"]: ...
    @property
    def sentences(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Finished text for one account about one article."""

    account: str
    platform: str
    text: str
    link: str
    """As it stands in the text: the article's own, with the campaign's parameters if there are any."""
    length: int
    """As the platform counts."""
    limit: int
    has_url: bool
    """Whether X bills it as a post with a URL."""
    appeal: str
    """The call to action as it stands in the text; "" where the article goes without one."""
    summary: tuple[str, ...]
    """The sentences of the article that stand in the text; the last may be cut."""
    warnings: tuple[str, ...] = ()
    """What an editor should know before it goes out."""


def faults_of(text: str, *, link: str, appeals: Sequence[str], limits: Limits) -> tuple[str, ...]:
    """What is wrong with a text that an editor wrote for a post; empty: it may go out.

    `appeals` are the wordings of the call to action, any one of which is enough; empty: none is needed.
    """
    found = []
    length = length_as(limits.counted_as)(text)
    if length > limits.length:
        found.append(f"it is {length} long, the platform takes {limits.length}")
    if not text.strip():
        found.append("it is empty")
    if link not in text:
        found.append(f"it has lost its link: {link}")
    wanted = [appeal for appeal in appeals if appeal]
    if wanted and not any(appeal in text for appeal in wanted):
        found.append(f"it has lost its call to action: {wanted[0]}")
    return tuple(found)


def alike(posts: Sequence[Post]) -> tuple[tuple[str, str], ...]:
    """The pairs of accounts on one platform that would have the same text, which X forbids.

    https://docs.x.com/developer-guidelines
    """
    return tuple(
        (one.account, other.account)
        for one, other in combinations(posts, 2)
        if one.platform == other.platform and one.text.split() == other.text.split()
    )
