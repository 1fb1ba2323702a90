"""The accounts of the sandbox and what was posted on them. All of it is in memory."""

from __future__ import annotations

import hashlib
import itertools
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

_X_EPOCH = 1_288_834_974_657
"""Milliseconds since 1970 at which the ids of X begin to count."""


@dataclass(frozen=True, slots=True)
class SandboxAccount:
    """One account that the sandbox knows. Its keys depend on `prefix` alone, so an .env outlives a restart."""

    platform: Literal["twitter", "facebook"]
    prefix: str
    """The prefix of its variables in .env, such as "TWITTER"."""
    name: str = "Modern Tokyo News"
    handle: str = "moderntokyonews"

    @property
    def id(self) -> str:
        return str(int(self._drawn("id")[:15], 16) % 9_000_000_000 + 1_000_000_000)

    def secrets(self) -> dict[str, str]:
        """What the account's variables hold, by their names without the prefix."""
        if self.platform == "facebook":
            return {"PAGE_ID": self.id, "PAGE_TOKEN": f"EAA{self._drawn('PAGE_TOKEN')}"}
        return {
            "API_KEY": self._drawn("API_KEY")[:25],
            "API_SECRET": self._drawn("API_SECRET")[:50],
            "ACCESS_TOKEN": f"{self.id}-{self._drawn('ACCESS_TOKEN')[:40]}",
            "ACCESS_TOKEN_SECRET": self._drawn("ACCESS_TOKEN_SECRET")[:45],
        }

    def _drawn(self, purpose: str) -> str:
        return hashlib.sha256(f"sandbox {self.platform} {self.prefix} {purpose}".encode()).hexdigest()


DEFAULT_ACCOUNTS = (SandboxAccount("twitter", "TWITTER"), SandboxAccount("facebook", "FACEBOOK"))


def credentials_of(accounts: Iterable[SandboxAccount] = DEFAULT_ACCOUNTS) -> dict[str, str]:
    """The variables for .env with which `accounts` are opened."""
    return {f"{account.prefix}_{name}": value for account in accounts for name, value in account.secrets().items()}


@dataclass(frozen=True, slots=True)
class StoredPost:
    """One post. Times are Unix seconds; it is shown to readers from `shown_from` on."""

    id: str
    text: str
    link: str
    created: float
    shown_from: float


@dataclass(slots=True)
class Timeline:
    """What one account has posted, oldest first, and what X would have charged for its calls, in US dollars."""

    account: SandboxAccount
    posts: list[StoredPost] = field(default_factory=list)
    spent: Decimal = Decimal(0)
    refused_duplicates: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)

    def store(self, text: str, link: str, now: float, lag: float) -> StoredPost:
        number = _snowflake(now)
        remote_id = number if self.account.platform == "twitter" else f"{self.account.id}_{number}"
        post = StoredPost(remote_id, text, link, created=now, shown_from=now + lag)
        with self.lock:
            self.posts.append(post)
        return post

    def shown(self, now: float) -> list[StoredPost]:
        """What a reader sees, newest first."""
        with self.lock:
            return [post for post in reversed(self.posts) if post.shown_from <= now]

    def get(self, post_id: str) -> StoredPost | None:
        with self.lock:
            return next((post for post in self.posts if post.id == post_id), None)

    def delete(self, post: StoredPost) -> None:
        with self.lock:
            self.posts.remove(post)

    def charge(self, dollars: str) -> None:
        with self.lock:
            self.spent += Decimal(dollars)


class Timelines:
    """Every account's timeline, found by what a request brings to prove whose it is."""

    def __init__(self, accounts: Iterable[SandboxAccount]) -> None:
        self.all = [Timeline(account) for account in accounts]
        self._by_token = {
            secret: timeline
            for timeline in self.all
            for name, secret in timeline.account.secrets().items()
            if name in ("ACCESS_TOKEN", "PAGE_TOKEN")
        }

    def of_token(self, token: str) -> Timeline | None:
        return self._by_token.get(token)


_counter = itertools.count()


def _snowflake(now: float) -> str:
    """An id as X makes them: above 2^53, so that a client that reads it as a JSON number is found out."""
    return str(((int(now * 1000) - _X_EPOCH) << 22) | (next(_counter) & 0x3FFFFF))
