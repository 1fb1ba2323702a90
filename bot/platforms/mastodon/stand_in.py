"""Stands in for a Mastodon server in the sandbox: the part of its API for posting, including its errors.

Its checks and answers follow https://docs.joinmastodon.org/methods/statuses/ and Mastodon's own source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bot.platforms.graphemes import grapheme_length
from bot.platforms.mastodon import DEFAULT_LENGTH
from bot.platforms.mastodon.stand_in_faults import FAULTS
from bot.platforms.mastodon.stand_in_html import as_html
from bot.platforms.mastodon.stand_in_oauth import SignIn
from bot.platforms.mastodon.text import URL_LENGTH, length_of
from bot.sandbox.accounts import SandboxAccount, StandIn, StoredPost, Timeline, Timelines
from bot.sandbox.rules import Rules
from bot.sandbox.wire import Answer, Request, json_answer

HOST = "mastodon.example"
VERSION = "4.5.2"
KEY_HOLDS = 3600.0
"""Seconds from when a post is stored: `redis.setex(idempotency_key, 3_600, @status.id)`."""
MOST_POSTS = 40
ALL_SCOPES = ("read", "write")


class MastodonApi:
    """Answers the requests that the client makes."""

    def __init__(self, timelines: Timelines, rules: Rules) -> None:
        self._timelines = timelines
        self._rules = rules
        self._sign_in = SignIn(timelines)
        self._windows = RateWindows(rules.clock)
        self._fields: dict[str, dict[str, Any]] = {}
        """By the id of a post, what it was sent with beside its text."""

    def timeline_of(self, request: Request) -> Timeline | None:
        """The timeline of the account whose token the request has."""
        timeline = self._timelines.of_token(request.headers.get("authorization", "").removeprefix("Bearer "))
        return timeline if timeline and timeline.account.platform == "mastodon" else None

    def answer(self, request: Request) -> Answer:
        """The answer, with the headers of the rate limits where an account asks."""
        if request.path in ("/api/v1/apps", "/oauth/authorize", "/oauth/token"):
            return self._sign_in.answer(request)
        timeline = self.timeline_of(request)
        if request.path == "/api/v2/instance":
            return json_answer(200, _instance(timeline))
        if timeline is None or timeline.grants.get("is_revoked"):
            return error(401, "The access token is invalid")
        for method, path, scope, handle in _ROUTES:
            match = re.fullmatch(path, request.path)
            if match and method == request.method:
                headers, is_used_up = self._windows.count(timeline, method, self._rules.posts_in_window)
                if is_used_up:
                    answer = error(429, "Too many requests")
                elif not _is_granted(timeline, scope):
                    answer = error(403, "This action is outside the authorized scopes")
                else:
                    answer = handle(self, timeline, request, *match.groups())
                return Answer(answer.status, answer.body, {**answer.headers, **headers})
        return error(404, "Not Found")

    def create(self, timeline: Timeline, request: Request) -> Answer:
        """Publish a post, or return the one that the same key has published within the hour."""
        fields, now = _fields(request), self._rules.clock()
        key = request.headers.get("idempotency-key", "")
        with timeline.lock:
            keys: dict[str, tuple[str, float]] = timeline.grants.setdefault("keys", {})
            if key in keys and keys[key][1] > now:
                earlier = timeline.get(keys[key][0])
                return self._shown(earlier, timeline) if earlier else error(404, "Record not found")
            if fault := _fault(fields, timeline):
                return fault
            post = timeline.store(str(fields["status"]), "", now, self._rules.lag)
            self._fields[post.id] = fields
            if key and timeline.grants.get("keeps_keys", True):
                keys[key] = (post.id, now + KEY_HOLDS)
        return self._shown(post, timeline)

    def posts_of(self, timeline: Timeline, request: Request, user: str) -> Answer:
        """The account's posts, newest first, a page at a time."""
        if user != timeline.account.id:
            return error(404, "Record not found")
        limit, before = request.query.get("limit", "20"), request.query.get("max_id", "")
        posts = timeline.visible_posts(self._rules.clock())
        if before.isdigit():
            posts = [post for post in posts if int(post.id) < int(before)]
        page = posts[: min(int(limit) if limit.isdigit() else 20, MOST_POSTS)]
        return json_answer(200, [self._as_json(post, timeline) for post in page])

    def me(self, timeline: Timeline, request: Request) -> Answer:
        """The account itself."""
        return json_answer(200, _account(timeline.account))

    def post(self, timeline: Timeline, request: Request, post_id: str) -> Answer:
        """One post by its id."""
        post = timeline.get(post_id)
        return self._shown(post, timeline) if post else error(404, "Record not found")

    def edit(self, timeline: Timeline, request: Request, post_id: str) -> Answer:
        """Give a post another text. What the request does not name is taken away, but for the language."""
        post, fields = timeline.get(post_id), _fields(request)
        if post is None:
            return error(404, "Record not found")
        if fault := _fault(fields, timeline):
            return fault
        timeline.rewrite(post, str(fields["status"]))
        kept = {name: value for name, value in self._fields.get(post_id, {}).items() if name in KEPT_IN_EDIT}
        self._fields[post_id] = {**kept, **fields}
        return self.post(timeline, request, post_id)

    def delete(self, timeline: Timeline, request: Request, post_id: str) -> Answer:
        """Delete a post, which the answer shows a last time."""
        post = timeline.get(post_id)
        if post is None:
            return error(404, "Record not found")
        timeline.delete(post)
        return self._shown(post, timeline)

    def _shown(self, post: StoredPost, timeline: Timeline) -> Answer:
        return json_answer(200, self._as_json(post, timeline))

    def _as_json(self, post: StoredPost, timeline: Timeline) -> dict[str, Any]:
        fields, handle = self._fields.get(post.id, {}), timeline.account.handle
        return {
            "id": post.id,
            "created_at": _iso(post.created),
            "visibility": fields.get("visibility", "public"),
            "language": fields.get("language", "en"),
            "spoiler_text": fields.get("spoiler_text", ""),
            "sensitive": bool(fields.get("spoiler_text")),
            "uri": f"https://{HOST}/users/{handle}/statuses/{post.id}",
            "url": f"https://{HOST}/@{handle}/{post.id}",
            "content": as_html(post.text, HOST),
            "media_attachments": [],
            "account": _account(timeline.account),
        }


KEPT_IN_EDIT = ("visibility", "language")

_ROUTES: tuple[tuple[str, str, str, Callable[..., Answer]], ...] = (
    ("POST", r"/api/v1/statuses", "write:statuses", MastodonApi.create),
    ("GET", r"/api/v1/accounts/verify_credentials", "read:accounts", MastodonApi.me),
    ("GET", r"/api/v1/accounts/(\d+)/statuses", "read:statuses", MastodonApi.posts_of),
    ("GET", r"/api/v1/statuses/(\d+)", "read:statuses", MastodonApi.post),
    ("PUT", r"/api/v1/statuses/(\d+)", "write:statuses", MastodonApi.edit),
    ("DELETE", r"/api/v1/statuses/(\d+)", "write:statuses", MastodonApi.delete),
)
"""Method, path, the right that a token needs, and handler."""


class RateWindows:
    """Counts the calls of each account, and its deletions apart: https://docs.joinmastodon.org/api/rate-limits/"""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._used: dict[tuple[str, str], tuple[float, int]] = {}

    def count(self, timeline: Timeline, method: str, least: int) -> tuple[dict[str, str], bool]:
        """Count a call. Returns the rate limit headers, and whether the window was used up already.

        `least`: the sandbox takes so many calls at the least, whatever Mastodon would.
        """
        kind, limit, seconds = ("DELETE", 30, 1800) if method == "DELETE" else ("any", 300, 300)
        limit, now = max(limit, least if method != "DELETE" else 0), self._clock()
        with timeline.lock:
            reset, used = self._used.get((timeline.account.prefix, kind), (0.0, 0))
            if reset <= now:
                reset, used = now + seconds, 0
            self._used[timeline.account.prefix, kind] = (reset, used + 1)
        headers = {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(max(0, limit - used - 1)),
            "X-RateLimit-Reset": _iso(reset),
        }
        return headers, used >= limit


def error(status: int, reason: str) -> Answer:
    """An error as Mastodon writes it."""
    return json_answer(status, {"error": reason})


def _is_granted(timeline: Timeline, scope: str) -> bool:
    granted = timeline.grants.get("scopes", ALL_SCOPES)
    return scope in granted or scope.partition(":")[0] in granted


def _fault(fields: dict[str, Any], timeline: Timeline) -> Answer | None:
    """Why a post is not taken; None where it is."""
    text, warning = str(fields.get("status") or ""), str(fields.get("spoiler_text") or "")
    most = int(timeline.grants.get("max_characters", DEFAULT_LENGTH))
    if not text.strip():
        return error(422, "Validation failed: Text can't be blank")
    if length_of(text) + grapheme_length(warning) > most:
        return error(422, f"Validation failed: Text character limit of {most} exceeded")
    return None


def _fields(request: Request) -> dict[str, Any]:
    """The fields of a request, which may be JSON or a form."""
    try:
        document = json.loads(request.body)
    except ValueError:
        return dict(request.form)
    return document if isinstance(document, dict) else {}


def _instance(timeline: Timeline | None) -> dict[str, Any]:
    grants = timeline.grants if timeline else {}
    limits = {
        "max_characters": grants.get("max_characters", DEFAULT_LENGTH),
        "characters_reserved_per_url": URL_LENGTH,
    }
    return {"domain": HOST, "version": grants.get("version", VERSION), "configuration": {"statuses": limits}}


def _account(account: SandboxAccount) -> dict[str, Any]:
    return {
        "id": account.id,
        "username": account.handle,
        "acct": account.handle,
        "display_name": account.name,
        "bot": True,
        "url": f"https://{HOST}/@{account.handle}",
    }


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


_EPOCH_OF_SANDBOX = 1_288_834_974_657
"""Milliseconds since 1970 from which the sandbox's numbers count, above their last 22 bits."""


def _post_id(account: SandboxAccount, number: str) -> str:
    """An id that tells its time as Mastodon's do: milliseconds since 1970 above 16 bits."""
    milliseconds = (int(number) >> 22) + _EPOCH_OF_SANDBOX
    return str(milliseconds << 16 | int(number) & 0xFFFF)


def _secrets(account: SandboxAccount) -> dict[str, str]:
    return {"INSTANCE": HOST, "TOKEN": account.derive("TOKEN")[:43]}


STAND_IN = StandIn(
    platform="mastodon",
    title="Mastodon",
    paths=re.compile(r"/api/v[12]/|/oauth/(?:token$|authorize\?response_type=)"),
    api=MastodonApi,
    secrets=_secrets,
    token="TOKEN",
    post_id=_post_id,
    faults=FAULTS,
)
