"""Post: finished text for one account about one article, and what it depends on. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol


class Account(Protocol):
    """What a post depends on of the account that it is for."""

    @property
    def name(self) -> str: ...
    @property
    def platform(self) -> str: ...
    @property
    def platform_in_links(self) -> str:
        """What `{platform}` stands for in a campaign."""
        ...

    @property
    def template(self) -> str: ...


class Limits(Protocol):
    """What a platform allows, as `bot.platforms.Limits` has it."""

    @property
    def length(self) -> int:
        """The longest text that it takes, as `length_of` counts."""
        ...

    @property
    def length_of(self) -> Callable[[str], int]:
        """The platform's own count of a text."""
        ...

    @property
    def sentences(self) -> int:
        """At most so many sentences of summary read well there."""
        ...

    @property
    def cashtags(self) -> int | None:
        """It refuses a post with more marks such as $AAPL than that; None: it does not mind them."""
        ...


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
    faults = []
    length = limits.length_of(text)
    if length > limits.length:
        faults.append(f"it is {length} long, the platform takes {limits.length}")
    if not text.strip():
        faults.append("it is empty")
    if link not in text:
        faults.append(f"it has lost its link: {link}")
    wordings = [appeal for appeal in appeals if appeal]
    if wordings and not any(appeal in text for appeal in wordings):
        faults.append(f"it has lost its call to action: {wordings[0]}")
    return tuple(faults)


def alike(posts: Sequence[Post]) -> tuple[tuple[str, str], ...]:
    """The pairs of accounts on one platform that would have the same text."""
    return tuple(
        (first.account, second.account)
        for first, second in combinations(posts, 2)
        if first.platform == second.platform and first.text.split() == second.text.split()
    )
