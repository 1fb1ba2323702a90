"""`Post`, the finished text for one account about one article; and the checks of an edited text. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol


class Account(Protocol):
    """The properties of an account on which its posts depend."""

    @property
    def name(self) -> str: ...
    @property
    def platform(self) -> str: ...
    @property
    def platform_in_links(self) -> str:
        """The text for `{platform}` in campaign parameters."""
        ...

    @property
    def template(self) -> str: ...
    @property
    def with_link(self) -> bool:
        """Whether its posts lead to the article."""
        ...


class Limits(Protocol):
    """What a platform allows; `bot.platforms.Limits` is one."""

    @property
    def length(self) -> int:
        """The length of the longest text that it accepts, as `length_of` counts."""
        ...

    @property
    def length_of(self) -> Callable[[str], int]:
        """The platform's own way to count the length of a text."""
        ...

    @property
    def sentences(self) -> int:
        """The largest number of sentences in a summary that reads well there."""
        ...

    @property
    def cashtags(self) -> int | None:
        """The largest number of cashtags ($AAPL) that it accepts in a post; None: any number."""
        ...

    @property
    def mentions(self) -> bool:
        """Whether it tells the person that a text has an @name of."""
        ...

    @property
    def stray_links(self) -> Callable[[str], tuple[str, ...]]:
        """What it would make a link of in a text although it is surely none, such as the name of a file."""
        ...

    @property
    def shown(self) -> int | None:
        """About how many characters of a post a wide screen shows without "See more"; None: all."""
        ...

    @property
    def link_is_beside(self) -> bool:
        """Whether a post's link is sent beside its text too, and shown as a card, so that the text may go without."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Finished text for one account about one article."""

    account: str
    platform: str
    text: str
    link: str
    """As in the text: the article's link, with campaign parameters if there are any; "" in a post without a link."""
    length: int
    """The length of `text` as the platform counts."""
    limit: int
    appeal: str
    """The call to action as in the text; "" where it has none."""
    summary: tuple[str, ...]
    """The sentences of the article in the text; the last may be cut."""
    warnings: tuple[str, ...] = ()
    """What an editor should know before the post is sent."""
    appeals: tuple[str, ...] = ()
    """All wordings of the call to action that was chosen for it; empty: none was."""
    why_appeal: str = ""
    """Why that was chosen, or none."""
    death: str = ""
    """The sentence at the head of the article that tells of a death; "" where there is none."""


def faults_of(text: str, *, link: str, appeals: Sequence[str], limits: Limits) -> tuple[str, ...]:
    """What is wrong with a text that an editor wrote for a post; empty: it may be sent.

    `link` is the article's, "" for a post that needs none. `appeals` are the wordings of the call to action, of which
    the text must contain one; empty: none is needed.
    """
    faults = []
    length = limits.length_of(text)
    if length > limits.length:
        faults.append(f"it is {length} long, the platform takes {limits.length}")
    if not text.strip():
        faults.append("it is empty")
    if link and link not in text and not limits.link_is_beside:
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
