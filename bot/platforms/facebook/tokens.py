"""Asks Facebook about tokens, and for others in their place. No token is ever part of a URL.

facebook-sdk's own methods for this put tokens, and the app's secret, into the URL. So these calls go through its
`request` with a form: an exchange as POST, as https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3 has it, and
`debug_token`, which is a GET with the token as a parameter, within a batch request, whose parts are in the form.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from bot.platforms.api_calls import NoReceiptError
from bot.platforms.error_mapping import Answer
from bot.platforms.facebook.client import open_graph
from bot.platforms.http import PlatformSession

MOST_PAGES = 20
"""The largest number of lists of Pages, with 100 each, that are read of one person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenFacts:
    """What `debug_token` says of a token. https://developers.facebook.com/docs/graph-api/reference/debug_token"""

    kind: str
    """"PAGE", "USER" or "APP", or whatever Facebook adds."""
    is_valid: bool
    error: Mapping[str, Any]
    """Why it is not valid, as in an error of the Graph API; empty where Facebook does not say it."""
    app: str
    """The name of the app that made it; "" where it is not known."""
    app_id: str
    page_id: str
    """The Page that it belongs to; "" where it is none's."""
    scopes: tuple[str, ...]
    pages_by_scope: Mapping[str, frozenset[str]]
    """From a scope that was given for some Pages only to their ids."""
    ends_at: datetime | None
    access_ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A Page of the person whose token was asked for it."""

    id: str
    name: str
    token: str
    tasks: tuple[str, ...]
    """What the person may do there, such as "CREATE_CONTENT"."""

    def __repr__(self) -> str:
        return f"OwnPage({self.id!r}, {self.name!r})"


def debug_token(token: str, viewer: str, version: str, session: PlatformSession) -> TokenFacts:
    """What Facebook says of `token` to `viewer`, the token of the app ("ID|SECRET"), or of somebody who may ask.

    https://developers.facebook.com/docs/graph-api/batch-requests
    """
    question = {"method": "GET", "relative_url": f"debug_token?{urlencode({'input_token': token})}"}
    fields = {"batch": json.dumps([question]), "include_headers": "false"}
    graph = open_graph(viewer, version, session)
    data = _only_part(graph.request(f"{graph.version}/", post_args=fields, method="POST"), session).get("data")
    if not isinstance(data, dict):
        raise NoReceiptError("an answer without data about the token")
    return _token_facts(data)


def exchange(token: str, app_id: str, app_secret: str, version: str, session: PlatformSession) -> str:
    """A token that lasts longer, in the place of this one.

    https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived
    """
    fields = {
        "grant_type": "fb_exchange_token",
        "client_id": app_id,
        "client_secret": app_secret,
        "fb_exchange_token": token,
    }
    graph = open_graph("", version, session)
    answer = graph.request(f"{graph.version}/oauth/access_token", post_args=fields, method="POST")
    longer = answer.get("access_token") if isinstance(answer, dict) else None
    if not isinstance(longer, str) or not longer:
        raise NoReceiptError("an answer without a token")
    return longer


def own_pages(token: str, version: str, session: PlatformSession) -> tuple[OwnPage, ...]:
    """The Pages of the person whose token that is. https://developers.facebook.com/docs/pages-api/getting-started"""
    return tuple(_own_pages(open_graph(token, version, session)))


def _own_pages(graph: Any) -> Iterator[OwnPage]:
    after: dict[str, str] = {}
    for _ in range(MOST_PAGES):
        answer = graph.get_connections("me", "accounts", fields="id,name,access_token,tasks", limit=100, **after)
        for page in answer["data"]:
            tasks = tuple(map(str, page.get("tasks") or ()))
            yield OwnPage(str(page["id"]), str(page.get("name", "")), str(page.get("access_token", "")), tasks)
        paging = answer.get("paging") or {}
        if "next" not in paging:
            return
        after = {"after": paging["cursors"]["after"]}


def _only_part(parts: Any, session: PlatformSession) -> Mapping[str, Any]:
    """The answer within a batch of one. From here on it counts as the session's last answer, for its error decides."""
    part = parts[0] if isinstance(parts, list) and parts else None
    if not isinstance(part, dict) or not isinstance(part.get("code"), int):
        raise NoReceiptError("an answer that is no batch")
    body, headers = str(part.get("body") or ""), session.answer.headers if session.answer else {}
    session.answer = Answer(part["code"], headers, body.encode())
    document = json.loads(body)
    if part["code"] != 200 or not isinstance(document, dict) or "error" in document:
        raise NoReceiptError("an answer that is no success")
    return document


def _token_facts(data: Mapping[str, Any]) -> TokenFacts:
    granular = data.get("granular_scopes") or ()
    return TokenFacts(
        kind=str(data.get("type", "")),
        is_valid=data.get("is_valid") is True,
        error=data["error"] if isinstance(data.get("error"), dict) else {},
        app=str(data.get("application", "")),
        app_id=str(data.get("app_id", "")),
        page_id=str(data.get("profile_id", "")),
        scopes=_texts(data.get("scopes")),
        pages_by_scope={
            str(grant["scope"]): frozenset(_texts(grant["target_ids"]))
            for grant in granular
            if isinstance(grant, dict) and grant.get("scope") and grant.get("target_ids")
        },
        ends_at=_time(data.get("expires_at")),
        access_ends_at=_time(data.get("data_access_expires_at")),
    )


def _texts(value: Sequence[Any] | None) -> tuple[str, ...]:
    return tuple(map(str, value or ()))


def _time(seconds: Any) -> datetime | None:
    """Unix time; None for 0, which means never."""
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) and seconds > 0 else None
