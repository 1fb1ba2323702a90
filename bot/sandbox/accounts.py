"""The sandbox's accounts, the stand-ins of their platforms, and their posts. Everything is kept in memory."""

from __future__ import annotations

import hashlib
import itertools
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Protocol

from bot.drawing.look import Look
from bot.sandbox.faults import Fault
from bot.sandbox.rules import Rules
from bot.sandbox.wire import Answer, Request

_EPOCH = 1_288_834_974_657
"""Milliseconds since 1970: the time from which X's ids count."""


class Api(Protocol):
    """Answers the requests that a platform's client makes."""

    def timeline_of(self, request: Request) -> Timeline | None:
        """The timeline of the account whose token the request has, whether the rest of it is right or not."""
        ...

    def answer(self, request: Request) -> Answer:
        """The platform's answer."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """The stand-in of one platform: its API, and its words on the sandbox's page."""

    platform: str
    """The platform's name, as in bot.toml."""
    title: str
    """The platform's name for people."""
    paths: re.Pattern[str]
    """Matches the beginning of each path of its API, the query included: two platforms may share a path."""
    api: Callable[[Timelines, Rules], Api]
    secrets: Callable[[SandboxAccount], dict[str, str]]
    """Makes the values of an account's variables, by their names without the prefix."""
    token: str
    """The name of the secret that identifies the account of a request."""
    post_id: Callable[[SandboxAccount, str], str] = lambda account, number: number
    """Makes the id of a post of an account, from a unique number."""
    act_of: Callable[[Request], str] = lambda request: request.method
    """What a request does, in terms of HTTP's methods, by which faults are chosen: "POST" makes or changes a post,
    "DELETE" deletes one, "GET" only reads, and anything else, such as "LOG IN", is beside posts."""
    posts_label: str = "posts"
    faults: Mapping[str, Fault] = field(default_factory=dict)
    """What the platform is known to answer instead of taking a post, by the name that the sandbox's page shows."""


@dataclass(frozen=True, slots=True)
class SandboxAccount:
    """One account of the sandbox. Its keys depend on platform and `prefix` only, so they survive a restart."""

    stand_in: StandIn
    prefix: str
    """The prefix of its variables in .env."""
    name: str = "Modern Tokyo News"
    handle: str = "moderntokyonews"
    look: Look = field(default=Look(), compare=False)
    """How its platform draws posts."""

    @property
    def platform(self) -> str:
        """The name of its platform."""
        return self.stand_in.platform

    @property
    def id(self) -> str:
        """Ten digits."""
        return str(int(self.derive("id")[:15], 16) % 9_000_000_000 + 1_000_000_000)

    def secrets(self) -> dict[str, str]:
        """What the account's variables hold, by their names without the prefix."""
        return self.stand_in.secrets(self)

    def derive(self, purpose: str) -> str:
        """64 hexadecimal digits that depend on the account and the purpose only."""
        return hashlib.sha256(f"sandbox {self.platform} {self.prefix} {purpose}".encode()).hexdigest()


def credentials_of(accounts: Iterable[SandboxAccount]) -> dict[str, str]:
    """The variables for .env that open `accounts`."""
    return {f"{account.prefix}_{name}": value for account in accounts for name, value in account.secrets().items()}


def faults_of(timelines: Iterable[Timeline]) -> dict[str, Fault]:
    """What the platforms of these timelines are known to answer instead of taking a post, by name."""
    stand_ins = (timeline.account.stand_in for timeline in timelines)
    return {name: fault for stand_in in stand_ins for name, fault in stand_in.faults.items()}


@dataclass(frozen=True, slots=True)
class StoredPost:
    """One post. Times are in Unix seconds; readers see it from `visible_from` on."""

    id: str
    text: str
    link: str
    created: float
    visible_from: float


@dataclass(slots=True)
class Timeline:
    """The posts of one account, oldest first, and what its platform would have charged, in US dollars."""

    account: SandboxAccount
    posts: list[StoredPost] = field(default_factory=list)
    drafts: list[StoredPost] = field(default_factory=list)
    """Posts that no reader sees before they are published, oldest first."""
    spent: Decimal = Decimal(0)
    refused_duplicates: int = 0
    grants: dict[str, Any] = field(default_factory=dict)
    """What a test has changed of what the platform says of the account's token, in terms of its stand-in."""
    lock: threading.RLock = field(default_factory=threading.RLock)

    def store(self, text: str, link: str, now: float, lag: float, *, post_id: str = "") -> StoredPost:
        """Add a post, which readers see `lag` seconds after `now` (Unix seconds). `post_id` "" makes an id for it."""
        post = self._new_post(text, link, now, lag, post_id)
        with self.lock:
            self.posts.append(post)
        return post

    def store_draft(self, text: str, link: str, now: float) -> StoredPost:
        """Add a draft at `now` (Unix seconds), which readers do not see."""
        draft = self._new_post(text, link, now, lag=0)
        with self.lock:
            self.drafts.append(draft)
        return draft

    def publish(self, draft: StoredPost, now: float, lag: float) -> None:
        """Make a post of a draft, which readers see `lag` seconds after `now`; its id and its time stay."""
        with self.lock:
            self.drafts = [other for other in self.drafts if other.id != draft.id]
            self.posts.append(replace(draft, visible_from=now + lag))

    def _new_post(self, text: str, link: str, now: float, lag: float, post_id: str = "") -> StoredPost:
        remote_id = post_id or self.account.stand_in.post_id(self.account, _snowflake(now))
        return StoredPost(remote_id, text, link, created=now, visible_from=now + lag)

    def visible_posts(self, now: float) -> list[StoredPost]:
        """The posts that readers see at `now` (Unix seconds), newest first."""
        with self.lock:
            return [post for post in reversed(self.posts) if post.visible_from <= now]

    def get(self, post_id: str) -> StoredPost | None:
        """The post with that id; None where there is none."""
        with self.lock:
            return next((post for post in self.posts if post.id == post_id), None)

    def draft(self, post_id: str) -> StoredPost | None:
        """The draft with that id; None where there is none, also where it is published."""
        with self.lock:
            return next((draft for draft in self.drafts if draft.id == post_id), None)

    def rewrite(self, post: StoredPost, text: str) -> None:
        """Give a post or a draft another text."""
        with self.lock:
            for posts in (self.posts, self.drafts):
                posts[:] = [replace(other, text=text) if other.id == post.id else other for other in posts]

    def delete(self, post: StoredPost) -> None:
        """Remove a post or a draft; nothing where it is gone already."""
        with self.lock:
            for posts in (self.posts, self.drafts):
                posts[:] = [other for other in posts if other.id != post.id]

    def charge(self, dollars: str) -> None:
        """Add to what the platform would have charged."""
        with self.lock:
            self.spent += Decimal(dollars)


class Timelines:
    """The timelines of all accounts, found by the tokens of requests."""

    def __init__(self, accounts: Iterable[SandboxAccount]) -> None:
        self.all = [Timeline(account) for account in accounts]
        self._by_token = {
            secret: timeline
            for timeline in self.all
            for name, secret in timeline.account.secrets().items()
            if name == timeline.account.stand_in.token
        }

    def of_token(self, token: str) -> Timeline | None:
        """The timeline of the account with that token, or with its renewed one; None where there is none."""
        renewed = (timeline for timeline in self.all if token and timeline.grants.get("renewed_token") == token)
        return self._by_token.get(token) or next(renewed, None)


_counter = itertools.count()


def _snowflake(now: float) -> str:
    """An id as X makes it. It is above 2^53, so that tests fail for a client that reads it as a JSON number."""
    return str(((int(now * 1000) - _EPOCH) << 22) | (next(_counter) & 0x3FFFFF))
