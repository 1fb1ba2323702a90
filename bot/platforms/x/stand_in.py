"""Stands in for X in the sandbox: the part of its API v2 for posting, including its errors.

Its checks and answers follow https://docs.x.com/x-api/posts/create-post and the related pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import formatdate
from typing import Any

from bot.platforms.x.counting import weighted_length
from bot.platforms.x.short_links import text_with_short_links
from bot.platforms.x.signatures import SignatureCheck, token_of
from bot.platforms.x.stand_in_faults import FAULTS
from bot.platforms.x.stand_in_pin import PinAuthorisation
from bot.sandbox.accounts import SandboxAccount, StandIn, StoredPost, Timeline, Timelines
from bot.sandbox.rules import Rules
from bot.sandbox.wire import JSON, Answer, Request, json_answer

LENGTH = 280
FIELDS = frozenset(
    [
        "text",
        "media",
        "reply",
        "quote_tweet_id",
        "reply_settings",
        "poll",
        "made_with_ai",
        "paid_partnership",
        "edit_options",
        "geo",
        "community_id",
        "share_with_followers",
        "card_uri",
        "direct_message_deep_link",
        "for_super_followers_only",
        "nullcast",
    ]
)
"""The fields allowed in a request (`additionalProperties: false`)."""


class XApi:
    """Answers the requests that tweepy makes."""

    def __init__(self, timelines: Timelines, rules: Rules) -> None:
        self._timelines = timelines
        self._rules = rules
        self._signatures = SignatureCheck(rules.clock)
        self._pins = PinAuthorisation(timelines, self._signatures)
        self._windows = RateWindows(rules.clock)

    def timeline_of(self, request: Request) -> Timeline | None:
        """The timeline of the account whose token the request has, whether its signature is right or not."""
        return self._timelines.of_token(token_of(request))

    def answer(self, request: Request) -> Answer:
        """The answer, with a Date header by the sandbox's clock."""
        answer = self._route(request)
        date = {"Date": formatdate(self._rules.clock(), usegmt=True)}
        return Answer(answer.status, answer.body, {**answer.headers, **date})

    def _route(self, request: Request) -> Answer:
        if request.path.startswith("/oauth/"):
            return self._pins.answer(request)
        timeline = self.timeline_of(request)
        is_known = timeline is not None and not timeline.grants.get("is_revoked")
        if timeline is None or not is_known or not self._signatures.accepts(request, timeline.account.secrets()):
            return problem(401, "Unauthorized", "Unauthorized")
        for method, path, limit, handle in _ROUTES:
            match = re.fullmatch(path, request.path)
            if match and method == request.method:
                level = timeline.grants.get("access_level", "read-write")
                if method != "GET" and "write" not in level:
                    fault = FAULTS["X: read only"]
                    return Answer(fault.status or 403, fault.body.encode(), {"Content-Type": JSON})
                headers, exhausted = self._windows.count(timeline, f"{method} {path}", self._limit(method, limit))
                answer = _too_many() if exhausted else handle(self, timeline, request, *match.groups())
                return Answer(answer.status, answer.body, {**answer.headers, "x-access-level": level, **headers})
        return problem(404, "Not Found", "Not Found")

    def _limit(self, method: str, documented: int) -> int:
        return self._rules.posts_in_window if method == "POST" else documented

    def create(self, timeline: Timeline, request: Request) -> Answer:
        """Publish a post, unless it is too long, a duplicate, or has two cashtags."""
        fields = _json_object(request.body)
        if fields is None or not fields.keys() <= FIELDS:
            return invalid("the body must be a JSON object of known fields")
        text = fields.get("text", "")
        if not isinstance(text, str) or not text.strip():
            return invalid("text must not be empty")
        if weighted_length(text) > LENGTH:
            return invalid(
                "Your Tweet text is too long. For more information on how Twitter determines text length see "
                "https://github.com/twitter/twitter-text."
            )
        if len(re.findall(r"(?<!\w)\$[A-Za-z]{1,6}\b", text)) > 1:
            return problem(403, "Posts may contain a maximum of one cashtag.", "Forbidden")
        with timeline.lock:
            if self._is_duplicate(timeline, text):
                timeline.refused_duplicates += 1
                return problem(403, "You are not allowed to create a Tweet with duplicate content.", "Forbidden")
            post = timeline.store(text, "", self._rules.clock(), self._rules.lag)
        display_text, entities = text_with_short_links(post)
        timeline.charge("0.200" if entities else "0.015")
        return json_answer(201, {"data": {"id": post.id, "text": display_text, "edit_history_tweet_ids": [post.id]}})

    def _is_duplicate(self, timeline: Timeline, text: str) -> bool:
        since = self._rules.clock() - self._rules.duplicate_window
        return any(post.text == text and post.created > since for post in timeline.posts)

    def me(self, timeline: Timeline, request: Request) -> Answer:
        """The account itself."""
        account = timeline.account
        timeline.charge("0.010")
        return json_answer(200, {"data": {"id": account.id, "name": account.name, "username": account.handle}})

    def posts_of(self, timeline: Timeline, request: Request, user: str) -> Answer:
        """The account's posts, newest first, a page at a time."""
        query = request.query
        most, token = query.get("max_results", "10"), query.get("pagination_token", "0")
        since = _unix(query.get("start_time", "1970-01-01T00:00:00Z"))
        if not most.isdigit() or not 5 <= int(most) <= 100 or not token.isdigit() or since is None:
            return invalid("max_results, start_time or pagination_token is not one")
        if user != timeline.account.id:
            return problem(403, "You are not permitted to perform this action.", "Forbidden")
        posts = [post for post in timeline.visible_posts(self._rules.clock()) if post.created >= since]
        begin = int(token)
        page = posts[begin : begin + int(most)]
        timeline.charge(f"{len(page) * 0.001:.3f}")
        meta: dict[str, Any] = {"result_count": len(page)}
        if page:
            meta |= {"newest_id": page[0].id, "oldest_id": page[-1].id}
        if begin + len(page) < len(posts):
            meta["next_token"] = str(begin + len(page))
        data = {"data": [_as_x_json(post) for post in page]} if page else {}
        return json_answer(200, {**data, "meta": meta})

    def post(self, timeline: Timeline, request: Request, post_id: str) -> Answer:
        """One post by its id."""
        post = timeline.get(post_id)
        return json_answer(200, {"data": _as_x_json(post)} if post else _not_found(post_id))

    def delete(self, timeline: Timeline, request: Request, post_id: str) -> Answer:
        """Delete a post."""
        post = timeline.get(post_id)
        if post is None:
            return json_answer(200, _not_found(post_id))
        timeline.delete(post)
        timeline.charge("0.010")
        return json_answer(200, {"data": {"deleted": True}})


_ROUTES: tuple[tuple[str, str, int, Callable[..., Answer]], ...] = (
    ("POST", r"/2/tweets", 100, XApi.create),
    ("GET", r"/2/users/me", 75, XApi.me),
    ("GET", r"/2/users/(\d+)/tweets", 900, XApi.posts_of),
    ("GET", r"/2/tweets/(\d+)", 900, XApi.post),
    ("DELETE", r"/2/tweets/(\d+)", 50, XApi.delete),
)
"""Method, path, calls per user in 15 minutes (https://docs.x.com/x-api/fundamentals/rate-limits), and handler."""


class RateWindows:
    """Counts the calls of each account to each endpoint in windows of 15 minutes."""

    SECONDS = 900

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._used: dict[tuple[str, str], tuple[float, int]] = {}

    def count(self, timeline: Timeline, endpoint: str, limit: int) -> tuple[dict[str, str], bool]:
        """Count a call. Returns the rate limit headers, and whether the window was used up already."""
        key = (timeline.account.prefix, endpoint)
        with timeline.lock:
            reset, used = self._used.get(key, (0.0, 0))
            if reset <= self._clock():
                reset, used = self._clock() + self.SECONDS, 0
            self._used[key] = (reset, used + 1)
        headers = {
            "x-rate-limit-limit": str(limit),
            "x-rate-limit-remaining": str(max(0, limit - used - 1)),
            "x-rate-limit-reset": str(int(reset)),
        }
        return headers, used >= limit


def problem(status: int, detail: str, title: str, kind: str = "about:blank") -> Answer:
    """An answer with a problem document (https://www.rfc-editor.org/rfc/rfc9457) as X writes it."""
    return json_answer(status, {"title": title, "type": kind, "status": status, "detail": detail})


def invalid(message: str) -> Answer:
    """X's answer to an invalid request."""
    return json_answer(
        400,
        {
            "errors": [{"parameters": {}, "message": message}],
            "title": "Invalid Request",
            "detail": "One or more parameters to your request was invalid.",
            "type": "https://api.x.com/2/problems/invalid-request",
        },
    )


def _too_many() -> Answer:
    return problem(429, "Too Many Requests", "Too Many Requests")


def _not_found(post_id: str) -> dict[str, Any]:
    return {
        "errors": [
            {
                "resource_id": post_id,
                "title": "Not Found Error",
                "detail": f"Could not find tweet with id: [{post_id}].",
                "type": "https://api.x.com/2/problems/resource-not-found",
            }
        ]
    }


def _as_x_json(post: StoredPost) -> dict[str, Any]:
    text, urls = text_with_short_links(post)
    created = datetime.fromtimestamp(post.created, UTC).isoformat(timespec="milliseconds")
    entities = {"entities": {"urls": urls}} if urls else {}
    return {
        "id": post.id,
        "text": text,
        "created_at": created.replace("+00:00", "Z"),
        "edit_history_tweet_ids": [post.id],
        **entities,
    }


def _json_object(body: bytes) -> dict[str, Any] | None:
    try:
        document = json.loads(body)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def _unix(text: str) -> float | None:
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp()
    except ValueError:
        return None


def _secrets(account: SandboxAccount) -> dict[str, str]:
    """The account's secrets, as long as X's; the access token begins with the user's id."""
    return {
        "API_KEY": account.derive("API_KEY")[:25],
        "API_SECRET": account.derive("API_SECRET")[:50],
        "ACCESS_TOKEN": f"{account.id}-{account.derive('ACCESS_TOKEN')[:40]}",
        "ACCESS_TOKEN_SECRET": account.derive("ACCESS_TOKEN_SECRET")[:45],
    }


STAND_IN = StandIn(
    platform="x",
    title="X",
    paths=re.compile(r"/2/|/oauth/(?:request_token|access_token|authorize\?oauth_token=)"),
    api=XApi,
    secrets=_secrets,
    token="ACCESS_TOKEN",
    faults=FAULTS,
)
