"""Stands in for the part of the Graph API that is about tokens, and for the page on which a person gets one.

What a test changes in a timeline's `grants` is what `debug_token` says of the Page's token. Beside its fields there are
`renewed_token`, which is given in exchange for the Page's; `subcode`, of the error with which an invalid token is
refused; `tasks`, of the person on the Page; `privacy_policy_url`, of the app; `tells_nothing`, where only the app may
ask about the token; and the fields `id`, `name` and `is_published` of the Page.
"""

from __future__ import annotations

import html
import json
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from bot.sandbox.accounts import SandboxAccount, Timeline, Timelines
from bot.sandbox.rules import Rules
from bot.sandbox.wire import Answer, Request, json_answer

SCOPES = ("pages_show_list", "pages_read_engagement", "pages_manage_posts")
TASKS = ("ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE")

_EXPLORER = """<!doctype html><meta charset="utf-8"><title>Get a user token – the sandbox's Facebook</title>
<body style="font: 18px/1.5 sans-serif; max-width: 44em; margin: 4em auto; padding: 0 1em; overflow-wrap: anywhere">
{apps}"""
_APP = """<h1 style="font-size: 1.2em">The app of {name}</h1>
<p>App ID: <b>{app.id}</b><br>App secret: <b>{app.secret}</b><br>User token: <b>{token}</b></p>"""


class App(NamedTuple):
    """The app with which an account's token was made."""

    id: str
    secret: str

    @property
    def token(self) -> str:
        return f"{self.id}|{self.secret}"


def app_of(account: SandboxAccount) -> App:
    """The app of an account; each has one of its own."""
    return App(str(int(account.derive("APP_ID")[:12], 16)), account.derive("APP_SECRET")[:32])


def scopes_of(timeline: Timeline) -> list[str]:
    """The rights of the Page's token."""
    return list(timeline.grants.get("scopes", SCOPES))


def short_user_token(account: SandboxAccount) -> str:
    """The token of the Page's owner that the Explorer gives out."""
    return f"EAA{account.derive('SHORT_USER_TOKEN')}"


def long_user_token(account: SandboxAccount) -> str:
    """The token for which the short one is exchanged."""
    return f"EAA{account.derive('LONG_USER_TOKEN')}"


def page_token(account: SandboxAccount) -> str:
    return account.secrets()["PAGE_TOKEN"]


def graph_error(status: int, code: int, message: str, subcode: int | None = None) -> Answer:
    """An error in the form of the Graph API."""
    error: dict[str, Any] = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "Asandbox"}
    if subcode is not None:
        error["error_subcode"] = subcode
    return json_answer(status, {"error": error})


class Tokens:
    """Answers what is asked about tokens, with the token of a Page, of a person or of an app."""

    def __init__(self, timelines: Timelines, rules: Rules) -> None:
        self._all = timelines
        self._rules = rules

    def answer(self, request: Request, path: str, token: str) -> Answer | None:
        """The answer; None where the request is about something else. `path` is without the version."""
        match request.method, path:
            case "GET", "/tools/explorer/":
                return self._explorer()
            case "POST", "/oauth/access_token":
                return self._exchange(request.form)
            case "POST", "/" if "batch" in request.form:
                return self._batch(request.form["batch"], token)
            case "GET", "/debug_token":
                return self._debug(request.form.get("input_token", ""), token)
            case "GET", "/me/accounts":
                return self._accounts(token)
            case "GET", "/me" if self._of_user(token) is not None:
                return graph_error(
                    400, 100, "(#100) Tried accessing nonexisting field (is_published) on node type (User)"
                )
            case "GET", _ if (owner := self._of_app(token)) is not None:
                return self._app(owner, path)
            case _:
                return None

    def _timelines(self) -> list[Timeline]:
        return [timeline for timeline in self._all.all if timeline.account.platform == "facebook"]

    def _of_app(self, token: str) -> Timeline | None:
        return next((timeline for timeline in self._timelines() if app_of(timeline.account).token == token), None)

    def _explorer(self) -> Answer:
        apps = (
            _APP.format(
                name=html.escape(timeline.account.name),
                app=app_of(timeline.account),
                token=short_user_token(timeline.account),
            )
            for timeline in self._timelines()
        )
        page = _EXPLORER.format(apps="\n".join(apps))
        return Answer(200, page.encode(), {"Content-Type": "text/html; charset=utf-8"})

    def _exchange(self, form: dict[str, str]) -> Answer:
        owner = next((line for line in self._timelines() if app_of(line.account).id == form.get("client_id")), None)
        if owner is None:
            return graph_error(400, 101, "Error validating application. Cannot get application info.")
        account, token = owner.account, form.get("fb_exchange_token", "")
        if form.get("client_secret") != app_of(account).secret:
            return graph_error(400, 1, "Error validating client secret.")
        if token in (short_user_token(account), long_user_token(account)):
            return json_answer(
                200, {"access_token": long_user_token(account), "token_type": "bearer", "expires_in": 5_183_944}
            )
        if token == page_token(account) and owner.grants.get("renewed_token"):
            return json_answer(200, {"access_token": owner.grants["renewed_token"], "token_type": "bearer"})
        return graph_error(400, 190, "Invalid OAuth access token.")

    def _batch(self, batch: str, token: str) -> Answer:
        """Only questions about tokens are answered, which is all that is asked in this way."""
        parts = []
        for part in json.loads(batch):
            path, _, query = part["relative_url"].partition("?")
            if path != "debug_token":
                return graph_error(400, 100, "Unsupported batch request.")
            answer = self._debug(dict(parse_qsl(query)).get("input_token", ""), token)
            parts.append({"code": answer.status, "body": answer.body.decode()})
        return json_answer(200, parts)

    def _debug(self, token: str, viewer: str) -> Answer:
        """What is said of `token` to its own app, to itself, or to the person that it belongs to."""
        owner = self._all.of_token(token) or self._of_user(token)
        app = self._of_app(viewer)
        asker = app or self._all.of_token(viewer) or self._of_user(viewer)
        if asker is None:
            return graph_error(400, 190, "Invalid OAuth access token signature.")
        if asker.grants.get("is_valid") is False and app is None:
            return graph_error(400, 190, "Error validating access token.", asker.grants.get("subcode"))
        if owner is not None and app_of(owner.account) != app_of(asker.account):
            return graph_error(400, 100, "(#100) The App_id in the input_token did not match the Viewing App.")
        if asker.grants.get("tells_nothing") and app is None:
            return graph_error(400, 100, "(#100) You must provide an app access token, or a user access token.")
        return json_answer(200, {"data": self._data(owner, token)})

    def _data(self, owner: Timeline | None, token: str) -> dict[str, Any]:
        if owner is None:
            error = {"code": 190, "message": "The access token could not be decrypted", "subcode": 467}
            return {"is_valid": False, "error": error, "scopes": []}
        account = owner.account
        data: dict[str, Any] = {
            "app_id": app_of(account).id,
            "application": "Newsroom bot",
            "type": "PAGE",
            "is_valid": True,
            "expires_at": 0,
            "data_access_expires_at": int(self._rules.clock()) + 90 * 86_400,
            "scopes": scopes_of(owner),
            "granular_scopes": [{"scope": scope, "target_ids": [account.id]} for scope in scopes_of(owner)],
        }
        renewed = owner.grants.get("renewed_token")
        if token not in (page_token(account), renewed):
            return data | {"type": "USER", "expires_at": int(self._rules.clock()) + 60 * 86_400}
        changed = {name: value for name, value in owner.grants.items() if name in (*data, "profile_id")}
        data |= {"profile_id": account.id} | changed | ({"expires_at": 0} if token == renewed else {})
        if not data["is_valid"]:
            data["error"] = {
                "code": 190,
                "message": "The token is no longer valid.",
                "subcode": owner.grants["subcode"],
            }
        return data

    def _of_user(self, token: str) -> Timeline | None:
        return next(
            (
                timeline
                for timeline in self._timelines()
                if token in (short_user_token(timeline.account), long_user_token(timeline.account))
            ),
            None,
        )

    def _accounts(self, token: str) -> Answer:
        timeline = self._of_user(token)
        if timeline is None:
            return graph_error(400, 190, "Error validating access token: the token is not known here.", 467)
        account = timeline.account
        page = {
            "id": account.id,
            "name": account.name,
            "access_token": page_token(account),
            "tasks": timeline.grants.get("tasks", list(TASKS)),
        }
        others = timeline.grants.get("other_pages", [])
        return json_answer(200, {"data": [*others, page] if "pages_show_list" in scopes_of(timeline) else []})

    def _app(self, owner: Timeline, path: str) -> Answer:
        app = app_of(owner.account)
        if path != f"/{app.id}":
            return graph_error(400, 100, "Unsupported get request.", 33)
        policy = owner.grants.get("privacy_policy_url", "https://news.example/privacy")
        return json_answer(
            200, {"id": app.id, "name": "Newsroom bot"} | ({"privacy_policy_url": policy} if policy else {})
        )
