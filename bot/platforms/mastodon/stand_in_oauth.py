"""Stands in for the part of a Mastodon server by which a person lets an app in with a code, in the sandbox.

https://docs.joinmastodon.org/client/authorized/
"""

from __future__ import annotations

import html
import secrets

from bot.sandbox.accounts import Timeline, Timelines
from bot.sandbox.wire import Answer, Request, json_answer

_PAGE = """<!doctype html><meta charset="utf-8"><title>Let an app in – the sandbox's Mastodon</title>
<body style="font: 18px/1.5 sans-serif; max-width: 34em; margin: 4em auto; padding: 0 1em">
<p>The app may post as <b>@{handle}</b> from now on. Go back to it, and enter this code:</p>
<p style="font-size: 1.5em" id="pin">{code}</p>"""

_WRONG_CODE = (
    "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the "
    "authorization request, or was issued to another client."
)


class SignIn:
    """Registered apps and their codes, each good for one token. Whoever opens the page is the first account."""

    def __init__(self, timelines: Timelines) -> None:
        self._timelines = timelines
        self._apps: dict[str, str] = {}
        """From the id of an app to its secret."""
        self._codes: dict[str, str] = {}
        """From a code to the id of the app that it is for."""

    def answer(self, request: Request) -> Answer:
        """The answer to a request by which an app is let in."""
        match request.method, request.path:
            case "POST", "/api/v1/apps":
                return self._register(request)
            case "GET", "/oauth/authorize":
                return self._authorize(request.query.get("client_id", ""))
            case "POST", "/oauth/token":
                return self._token(request)
            case _:
                return json_answer(404, {"error": "Not Found"})

    def _register(self, request: Request) -> Answer:
        name = request.form.get("client_name", "")
        if not name or not request.form.get("redirect_uris"):
            return json_answer(422, {"error": "Validation failed: Application name can't be blank"})
        app, secret = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self._apps[app] = secret
        return json_answer(200, {"id": "1", "name": name, "client_id": app, "client_secret": secret})

    def _authorize(self, app: str) -> Answer:
        timeline = self._first_account()
        if app not in self._apps or timeline is None:
            return json_answer(401, {"error": "invalid_client"})
        code = secrets.token_urlsafe(32)
        self._codes[code] = app
        page = _PAGE.format(handle=html.escape(timeline.account.handle), code=code)
        return Answer(200, page.encode(), {"Content-Type": "text/html; charset=utf-8"})

    def _token(self, request: Request) -> Answer:
        fields, timeline = request.form, self._first_account()
        app = fields.get("client_id", "")
        if timeline is None or not self._apps.get(app) or self._apps[app] != fields.get("client_secret"):
            return json_answer(401, {"error": "invalid_client", "error_description": "Client authentication failed"})
        if self._codes.pop(fields.get("code", ""), None) != app:
            return json_answer(400, {"error": "invalid_grant", "error_description": _WRONG_CODE})
        timeline.grants.pop("is_revoked", None)
        timeline.grants.pop("scopes", None)
        return json_answer(
            200, {"access_token": timeline.account.secrets()["TOKEN"], "token_type": "Bearer", "scope": "read write"}
        )

    def _first_account(self) -> Timeline | None:
        return next((timeline for timeline in self._timelines.all if timeline.account.platform == "mastodon"), None)
