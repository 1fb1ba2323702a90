"""Log-ins on Bluesky: one with the app password, then refreshed, because a server takes some hundred a day only.

https://docs.bsky.app/docs/advanced-guides/rate-limits says 300 a day, and bluesky-social/bsky-docs#183 that the server
in front of Bluesky's own takes 100. A session is kept in the memory of the process alone: it opens the account, and a
file with it would be one more secret to guard. Nothing logs in before there is something to ask or to send.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from bot.platforms.api_calls import NoReceiptError
from bot.platforms.bluesky.errors import has_ended_session
from bot.platforms.error_mapping import Answer
from bot.platforms.http import PlatformSession

SERVICE = "https://bsky.social"
"""Where accounts of Bluesky's own servers log in."""

MARGIN = timedelta(minutes=1)
"""A session that ends sooner is refreshed first."""

USUAL_LIFETIME = timedelta(minutes=30)
"""Of a session whose token does not say it. Those of Bluesky say two hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogIn:
    """An open session. Its `repr` shows no token."""

    did: str
    handle: str
    service: str
    """The server that has the account, without a final slash."""
    access: str
    refresh: str
    ends_at: datetime
    """When `access` ends, by this machine's clock. Aware, in UTC."""

    def __repr__(self) -> str:
        return f"LogIn({self.did!r}, {self.service!r})"

    @property
    def headers(self) -> dict[str, str]:
        """What each call carries."""
        return {"Authorization": f"Bearer {self.access}"}


class SessionKeeper:
    """Keeps one account logged in. `secrets` has HANDLE and APP_PASSWORD, and optionally SERVICE.

    Its methods raise whatever `requests` raises, and NoReceiptError; `Caller.read` makes errors of ours of them.
    """

    def __init__(self, secrets: Mapping[str, str], session: PlatformSession, clock: Callable[[], datetime]) -> None:
        self._identifier = secrets["HANDLE"].strip().removeprefix("@")
        self._password = secrets["APP_PASSWORD"]
        self._service = (secrets.get("SERVICE") or SERVICE).rstrip("/")
        self._session = session
        self._clock = clock
        self._log_in: LogIn | None = None

    def current(self) -> LogIn:
        """The open session, refreshed or opened where need be."""
        if self._log_in is None or self._clock() + MARGIN >= self._log_in.ends_at:
            self._log_in = self._refreshed() or self._opened()
        return self._log_in

    def note(self, answer: Answer | None) -> None:
        """Refresh the session before the next call, where this answer to a call says that it has ended."""
        if self._log_in is not None and has_ended_session(answer):
            self._log_in = replace(self._log_in, ends_at=self._clock())

    def _opened(self) -> LogIn:
        """https://docs.bsky.app/docs/api/com-atproto-server-create-session"""
        fields = {"identifier": self._identifier, "password": self._password}
        answer = xrpc(self._session, "POST", self._service, "com.atproto.server.createSession", json=fields)
        return self._log_in_of(answer, server_in(answer.get("didDoc")) or self._service)

    def _refreshed(self) -> LogIn | None:
        """The session with new tokens; None where there is none, or the server refreshes it no more.

        https://docs.bsky.app/docs/api/com-atproto-server-refresh-session
        """
        last = self._log_in
        if last is None:
            return None
        headers = {"Authorization": f"Bearer {last.refresh}"}
        try:
            answer = xrpc(self._session, "POST", last.service, "com.atproto.server.refreshSession", headers=headers)
        except NoReceiptError:
            if has_ended_session(self._session.answer):
                return None
            raise
        return self._log_in_of(answer, last.service)

    def _log_in_of(self, answer: Mapping[str, Any], service: str) -> LogIn:
        did, access, refresh = (answer.get(name) for name in ("did", "accessJwt", "refreshJwt"))
        if not isinstance(did, str) or not isinstance(access, str) or not isinstance(refresh, str):
            raise NoReceiptError("an answer without a session")
        return LogIn(
            did=did,
            handle=str(answer.get("handle", "")),
            service=service,
            access=access,
            refresh=refresh,
            ends_at=self._clock() + _lifetime(access),
        )


def xrpc(session: PlatformSession, method: str, service: str, name: str, **options: Any) -> Mapping[str, Any]:
    """The answer to one call, a JSON object. https://atproto.com/specs/xrpc"""
    answer = session.request(method, f"{service}/xrpc/{name}", **options)
    if answer.status_code != 200:
        raise NoReceiptError("an answer that is no success")
    document = answer.json()
    if not isinstance(document, dict):
        raise NoReceiptError("an answer that is no object")
    return document


def claims_of(token: str) -> Mapping[str, Any]:
    """What a token says of itself, unproven; empty where it says nothing. https://www.rfc-editor.org/rfc/rfc7519"""
    payload = token.split(".")[1] if token.count(".") == 2 else ""
    try:
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}


def _lifetime(token: str) -> timedelta:
    """How long a new token holds; counted by the server's clock alone, which may differ from this machine's."""
    claims = claims_of(token)
    issued, ends = claims.get("iat"), claims.get("exp")
    if isinstance(issued, int) and isinstance(ends, int) and 0 < ends - issued < 10**9:
        return timedelta(seconds=ends - issued)
    return USUAL_LIFETIME


def server_in(document: object) -> str:
    """The address of the server that has the account, from its DID document; "" where it names none.

    https://atproto.com/specs/did#did-documents
    """
    services = document.get("service") if isinstance(document, dict) else None
    for service in services if isinstance(services, list) else ():
        if isinstance(service, dict) and str(service.get("id", "")).endswith("#atproto_pds"):
            address = service.get("serviceEndpoint")
            if isinstance(address, str) and is_server(address):
                return address.rstrip("/")
    return ""


def is_server(address: str) -> bool:
    """Whether a password and tokens may be sent to this address: HTTPS, and nothing but a host."""
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and bool(parts.hostname) and parts.path in ("", "/") and not parts.query
    except ValueError:
        return False
