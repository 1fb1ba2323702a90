"""Stands in for the part of a server's API that is about accounts: log-ins, their limits, and their end.

What a test changes in a timeline's `grants`: `is_revoked`, where the app password opens nothing any more; `status`,
such as "takendown" or "deactivated"; `scope`, of the sessions; `handle`, as the server tells it; and `server`, the
address of the account's server.
https://docs.bsky.app/docs/advanced-guides/rate-limits
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.accounts import SandboxAccount, Timeline, Timelines
from bot.sandbox.rules import Rules
from bot.sandbox.wire import Answer, Request, json_answer

ACCESS_SECONDS = 7_200
REFRESH_SECONDS = 90 * 86_400
"""https://github.com/bluesky-social/atproto/blob/main/packages/pds/src/account-manager/helpers/auth.ts"""
GRACE_SECONDS = 7_200
"""How long a refresh token may be used again after its first use, which an answer that was lost needs."""

LOG_INS = ((300, 30), (86_400, 300))
"""Windows in seconds, and how many log-ins of an account each allows."""

APP_PASSWORD = "com.atproto.appPass"


def did_of(account: SandboxAccount) -> str:
    """The account's DID, as long as those of the directory."""
    return f"did:plc:{in_base32(account.derive('did'))[:24]}"


def handle_of(account: SandboxAccount) -> str:
    """The account's handle."""
    return f"{account.handle}.bsky.social"


def in_base32(digits: str) -> str:
    """Hexadecimal digits with those replaced that base32 has not."""
    return digits.translate(str.maketrans("0189", "ghij"))


def error(status: int, name: str, message: str, headers: dict[str, str] | None = None) -> Answer:
    """An error as https://atproto.com/specs/xrpc#error-responses has it."""
    return json_answer(status, {"error": name, "message": message}, headers)


@dataclass(slots=True)
class _Token:
    timeline: Timeline
    is_refresh: bool
    ends_at: float


class Windows:
    """Counts what accounts do in windows of time that begin with the first act."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._used: defaultdict[tuple[str, int], list[float]] = defaultdict(list)

    def refusal(self, key: str, limits: tuple[tuple[int, int], ...], points: int = 1) -> Answer | None:
        """Count an act; the refusal, where a window (its seconds, the most points in it) is used up."""
        for seconds, most in limits:
            acts = self._used[key, seconds]
            if acts and acts[0] + seconds <= self._clock():
                acts.clear()
            if len(acts) + points > most:
                headers = {
                    "RateLimit-Limit": str(most),
                    "RateLimit-Remaining": "0",
                    "RateLimit-Reset": str(int(acts[0] + seconds) + 1),
                    "RateLimit-Policy": f"{most};w={seconds}",
                }
                return error(429, "RateLimitExceeded", "Rate Limit Exceeded", headers)
        for seconds, _ in limits:
            self._used[key, seconds] += [self._clock()] * points
        return None


class Sessions:
    """The open sessions of all accounts."""

    def __init__(self, timelines: Timelines, rules: Rules) -> None:
        self._timelines = timelines
        self._own = [timeline for timeline in timelines.all if timeline.account.platform == "bluesky"]
        self._rules = rules
        self._tokens: dict[str, _Token] = {}
        self._windows = Windows(rules.clock)
        self._numbers = itertools.count()

    def timeline_of(self, request: Request) -> Timeline | None:
        """The account to which a request belongs by its token or its app password, whether that still holds or not."""
        if token := self._tokens.get(_bearer(request)):
            return token.timeline
        password = json_fields(request).get("password")
        return self._timelines.of_token(password) if isinstance(password, str) else None

    def open(self, request: Request) -> Answer:
        """com.atproto.server.createSession"""
        fields = json_fields(request)
        identifier = str(fields.get("identifier", "")).lower()
        timeline = self.timeline_of(request)
        if refusal := self._windows.refusal(timeline.account.prefix if timeline else identifier, LOG_INS):
            return refusal
        known = {handle_of(timeline.account), did_of(timeline.account)} if timeline else set()
        if timeline is None or identifier not in known or timeline.grants.get("is_revoked"):
            return error(401, "AuthenticationRequired", "Invalid identifier or password")
        if timeline.grants.get("status") == "takendown":
            return error(401, "AccountTakedown", "Account has been taken down")
        return self._opened(timeline)

    def refresh(self, request: Request) -> Answer:
        """com.atproto.server.refreshSession"""
        token = self._tokens.get(_bearer(request))
        if token is None or not token.is_refresh:
            return error(400, "InvalidToken", "Token could not be verified")
        if token.ends_at <= self._rules.clock() or token.timeline.grants.get("is_revoked"):
            return error(400, "ExpiredToken", "Token has been revoked")
        token.ends_at = min(token.ends_at, self._rules.clock() + GRACE_SECONDS)
        return self._opened(token.timeline)

    def get(self, timeline: Timeline) -> Answer:
        """com.atproto.server.getSession"""
        status = timeline.grants.get("status")
        state = {"active": status is None} | ({"status": status} if status else {})
        return json_answer(200, self._facts(timeline) | state)

    def refusal(self, request: Request) -> Answer | None:
        """Why a call with this token is refused; None where it is not."""
        token = self._tokens.get(_bearer(request))
        if not _bearer(request):
            return error(401, "AuthMissing", "Authentication Required")
        if token is None or token.is_refresh:
            return error(400, "InvalidToken", "Token could not be verified")
        if token.ends_at <= self._rules.clock():
            return error(400, "ExpiredToken", "Token has expired")
        return None

    def document(self, did: str) -> Answer:
        """The DID document: https://atproto.com/specs/did"""
        timeline = next((each for each in self._own if did_of(each.account) == did), None)
        return json_answer(200, _document(timeline)) if timeline else json_answer(404, {"message": "not registered"})

    def resolve(self, request: Request) -> Answer:
        """com.atproto.identity.resolveHandle"""
        handle = request.query.get("handle", "")
        timeline = next((each for each in self._own if handle_of(each.account) == handle), None)
        if timeline is None:
            return error(400, "InvalidRequest", "Unable to resolve handle")
        return json_answer(200, {"did": did_of(timeline.account)})

    def _facts(self, timeline: Timeline) -> dict[str, Any]:
        account = timeline.account
        handle = timeline.grants.get("handle", handle_of(account))
        return {"did": did_of(account), "handle": handle, "didDoc": _document(timeline)}

    def _opened(self, timeline: Timeline) -> Answer:
        tokens = {"accessJwt": self._token(timeline, "access"), "refreshJwt": self._token(timeline, "refresh")}
        return json_answer(200, self._facts(timeline) | tokens | {"active": True})

    def _token(self, timeline: Timeline, kind: str) -> str:
        now, is_refresh = self._rules.clock(), kind == "refresh"
        seconds = REFRESH_SECONDS if is_refresh else ACCESS_SECONDS
        scope = "com.atproto.refresh" if is_refresh else timeline.grants.get("scope", APP_PASSWORD)
        claims = {"scope": scope, "sub": did_of(timeline.account), "iat": int(now), "exp": int(now) + seconds}
        signature = hashlib.sha256(f"{kind} {next(self._numbers)} {timeline.account.prefix}".encode()).digest()
        parts = ({"typ": "at+jwt", "alg": "ES256K"}, claims)
        token = ".".join([*(_base64(json.dumps(part).encode()) for part in parts), _base64(signature)])
        self._tokens[token] = _Token(timeline, is_refresh, now + seconds)
        return token


def json_fields(request: Request) -> dict[str, Any]:
    """The JSON object in a request's body; empty where there is none."""
    try:
        document = json.loads(request.body)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _document(timeline: Timeline) -> dict[str, Any]:
    address = timeline.grants.get("server", "https://sandbox.us-east.host.bsky.network")
    return {
        "id": did_of(timeline.account),
        "alsoKnownAs": [f"at://{handle_of(timeline.account)}"],
        "service": [{"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": address}],
    }


def _bearer(request: Request) -> str:
    return request.headers.get("authorization", "").removeprefix("Bearer ")


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
