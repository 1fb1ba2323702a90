"""Gets the app password of an account, and finds the server that has the account."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from bot.errors import AccountHalted
from bot.platforms.api_calls import Caller, NoReceiptError, utc_now
from bot.platforms.bluesky.client import Bluesky
from bot.platforms.bluesky.errors import error_of
from bot.platforms.bluesky.rate_limits import window_resets
from bot.platforms.bluesky.session import SERVICE, server_in, xrpc
from bot.platforms.error_mapping import Row
from bot.platforms.http import PlatformSession
from bot.platforms.spec import Dialogue

RESOLVER = "https://public.api.bsky.app"
"""Tells for nothing, and without a log-in, which account has a handle:
https://docs.bsky.app/docs/api/com-atproto-identity-resolve-handle"""
DIRECTORY = "https://plc.directory"
"""Where the documents of did:plc are: https://atproto.com/specs/did"""
APP_PASSWORDS = "https://bsky.app/settings/app-passwords"
OWN_SERVERS = ".host.bsky.network"
"""The domain of Bluesky's own servers, for which `SERVICE` logs in."""

_RESOLVING = "https://docs.bsky.app/docs/api/com-atproto-identity-resolve-handle"
_DIRECTORY_API = "https://web.plc.directory/api/redoc"

_ROWS = (
    Row(then="retry later", statuses=(429,), source=_RESOLVING, because="takes no more calls for now"),
    Row(
        then="account halted",
        statuses=(400, 404),
        source=_RESOLVING,
        because="knows no account of this handle: write it as in the account's profile, such as name.bsky.social",
    ),
    Row(
        then="account halted",
        statuses=(410,),
        source=_DIRECTORY_API,
        because="says that the account has been deleted",
    ),
)


def authorise(known: Mapping[str, str], session: PlatformSession, dialogue: Dialogue) -> Mapping[str, str]:
    """See PlatformSpec. The app password is tried before it is returned."""
    handle = plain_handle(known.get("HANDLE") or dialogue.ask_secret("HANDLE"))
    server = known.get("SERVICE") or _server_of(handle, session)
    dialogue.say(
        f"Open {APP_PASSWORDS} in a browser, on any machine, logged in as {handle}, and press “Add App Password”. "
        "Name it after this bot; it needs no access to direct messages."
    )
    values = {"HANDLE": handle, "APP_PASSWORD": dialogue.ask_secret("APP_PASSWORD")}
    if server != SERVICE:
        values["SERVICE"] = server
    log_in, _ = Bluesky(values, session).account()
    dialogue.say(f"Bluesky has opened the account @{log_in.handle}.")
    return values


def plain_handle(text: str) -> str:
    """The handle in what a person has typed or pasted: with an @, or the address of the profile."""
    path = re.match(r"/profile/([^/]+)", urlsplit(text).path) if "://" in text else None
    return unquote(path[1] if path else text).strip().removeprefix("@").lower()


def _server_of(handle: str, session: PlatformSession) -> str:
    """Where the account logs in. Raises RetryLater, and AccountHalted where there is no account of that handle."""
    caller = Caller(
        title="Bluesky",
        session=session,
        error_of=error_of,
        rows=_ROWS,
        secrets=frozenset(),
        own_times=window_resets,
        clock=utc_now,
    )
    did = handle if handle.startswith("did:") else caller.read(lambda: _did_of(handle, session))
    server = server_in(caller.read(lambda: _document(did, session)))
    if not server:
        raise AccountHalted(f"Bluesky names no server that has the account {handle}: set SERVICE to its address")
    return SERVICE if (urlsplit(server).hostname or "").endswith(OWN_SERVERS) else server


def _did_of(handle: str, session: PlatformSession) -> str:
    answer = xrpc(session, "GET", RESOLVER, "com.atproto.identity.resolveHandle", params={"handle": handle})
    did = answer.get("did")
    if not isinstance(did, str) or not did.startswith("did:"):
        raise NoReceiptError("an answer without a DID")
    return did


def _document(did: str, session: PlatformSession) -> Any:
    """https://web.plc.directory/api/redoc and https://w3c-ccg.github.io/did-method-web/"""
    host = did.removeprefix("did:web:")
    url = f"https://{host}/.well-known/did.json" if host != did else f"{DIRECTORY}/{quote(did, safe=':')}"
    answer = session.request("GET", url)
    if answer.status_code != 200:
        raise NoReceiptError("an answer that is no success")
    return answer.json()
