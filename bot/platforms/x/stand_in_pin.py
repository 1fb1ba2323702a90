"""Stands in for the part of X by which a person lets an app in with a PIN, in the sandbox.

https://docs.x.com/resources/fundamentals/authentication/oauth-1-0a/pin-based-oauth
"""

from __future__ import annotations

import html
import secrets
from urllib.parse import urlencode

from bot.platforms.x.signatures import SignatureCheck, consumer_of, token_of, verifier_of
from bot.sandbox.accounts import Timeline, Timelines
from bot.sandbox.wire import Answer, Request

_PAGE = """<!doctype html><meta charset="utf-8"><title>Let an app in – the sandbox's X</title>
<body style="font: 18px/1.5 sans-serif; max-width: 34em; margin: 4em auto; padding: 0 1em">
<p>The app may post as <b>@{handle}</b> from now on. Go back to it, and enter this PIN:</p>
<p style="font-size: 2.5em; letter-spacing: .1em" id="pin">{pin}</p>"""


class PinAuthorisation:
    """Request tokens and their PINs, each good for one access token."""

    def __init__(self, timelines: Timelines, signatures: SignatureCheck) -> None:
        self._timelines = timelines
        self._signatures = signatures
        self._pending: dict[str, tuple[Timeline, str, str]] = {}
        """From a request token to its account, its secret, and its PIN, "" until a browser has asked for it."""

    def answer(self, request: Request) -> Answer:
        """The answer to a request below /oauth/."""
        match request.method, request.path:
            case "POST", "/oauth/request_token":
                return self._request_token(request)
            case "GET", "/oauth/authorize":
                return self._authorize(request.query.get("oauth_token", ""))
            case "POST", "/oauth/access_token":
                return self._access_token(request)
            case _:
                return _text(404, "Not Found")

    def _request_token(self, request: Request) -> Answer:
        timeline = self._of_consumer(consumer_of(request))
        if timeline is None or not self._is_signed(request, timeline, ""):
            return _text(401, '{"errors":[{"code":32,"message":"Could not authenticate you."}]}')
        token, secret = secrets.token_urlsafe(20), secrets.token_urlsafe(24)
        self._pending[token] = (timeline, secret, "")
        return _form({"oauth_token": token, "oauth_token_secret": secret, "oauth_callback_confirmed": "true"})

    def _authorize(self, token: str) -> Answer:
        if token not in self._pending:
            return _text(403, "This page is no longer valid: ask for a new address.")
        timeline, secret, _ = self._pending[token]
        pin = str(1_000_000 + secrets.randbelow(9_000_000))
        self._pending[token] = (timeline, secret, pin)
        page = _PAGE.format(handle=html.escape(timeline.account.handle), pin=pin)
        return Answer(200, page.encode(), {"Content-Type": "text/html; charset=utf-8"})

    def _access_token(self, request: Request) -> Answer:
        timeline, secret, pin = self._pending.get(token_of(request), (None, "", ""))
        if timeline is None or not self._is_signed(request, timeline, secret):
            return _text(401, "Reverse auth credentials are invalid")
        if not pin or verifier_of(request) != pin:
            return _text(401, "Error processing your OAuth request: Invalid oauth_verifier parameter")
        del self._pending[token_of(request)]
        account = timeline.account
        tokens = account.secrets()
        timeline.grants.pop("is_revoked", None)
        return _form(
            {
                "oauth_token": tokens["ACCESS_TOKEN"],
                "oauth_token_secret": tokens["ACCESS_TOKEN_SECRET"],
                "user_id": account.id,
                "screen_name": account.handle,
            }
        )

    def _of_consumer(self, key: str) -> Timeline | None:
        on_x = (timeline for timeline in self._timelines.all if timeline.account.platform == "x")
        return next((timeline for timeline in on_x if timeline.account.secrets()["API_KEY"] == key), None)

    def _is_signed(self, request: Request, timeline: Timeline, token_secret: str) -> bool:
        return self._signatures.accepts(request, timeline.account.secrets() | {"ACCESS_TOKEN_SECRET": token_secret})


def _form(fields: dict[str, str]) -> Answer:
    return Answer(200, urlencode(fields).encode(), {"Content-Type": "text/html;charset=utf-8"})


def _text(status: int, text: str) -> Answer:
    return Answer(status, text.encode(), {"Content-Type": "text/plain;charset=utf-8"})
