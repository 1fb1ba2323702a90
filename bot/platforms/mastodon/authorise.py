"""Gets a token for a Mastodon account by a code, which a person copies from the server's page in any browser.

https://docs.joinmastodon.org/client/token/ and https://docs.joinmastodon.org/client/authorized/
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from bot.platforms.api_calls import Caller, NoReceiptError
from bot.platforms.http import PlatformSession
from bot.platforms.mastodon.errors import SIGNING_IN_ROWS, error_of, reset_times
from bot.platforms.mastodon.instance import AGENT, host_of
from bot.platforms.spec import Dialogue

SCOPES = "read:accounts read:statuses write:statuses"
"""What this program does, and no more: https://docs.joinmastodon.org/api/oauth-scopes/"""
NO_ADDRESS = "urn:ietf:wg:oauth:2.0:oob"
"""In the place of an address to which the browser would be sent: the code is shown instead."""
APP = "syndication-bot"


def authorise(known: Mapping[str, str], session: PlatformSession, dialogue: Dialogue) -> Mapping[str, str]:
    """See PlatformSpec. The app is registered with the server each time, and nothing of it is kept but the token."""
    host = host_of(known.get("INSTANCE") or dialogue.ask_secret("INSTANCE"))
    app = _caller(session, ()).read(lambda: _register(session, host))
    query = urlencode(
        {
            "response_type": "code",
            "client_id": app["client_id"],
            "redirect_uri": NO_ADDRESS,
            "scope": SCOPES,
            "force_login": "true",
        }
    )
    page = session.browser_url(f"https://{host}/oauth/authorize?{query}")
    dialogue.say(
        "Open this address in a browser, on any machine, log in as the account that shall post, and let the app in:"
        f"\n\n    {page}\n"
    )
    code = dialogue.ask("Enter the code that the server shows").strip()
    hidden = (app["client_secret"], code)
    token = _caller(session, hidden).read(lambda: _token(session, host, app, code))
    return {"INSTANCE": host, "TOKEN": token}


def _register(session: PlatformSession, host: str) -> dict[str, str]:
    """https://docs.joinmastodon.org/methods/apps/#create"""
    fields = {"client_name": APP, "redirect_uris": NO_ADDRESS, "scopes": SCOPES}
    return _texts(_post(session, f"https://{host}/api/v1/apps", fields), "client_id", "client_secret")


def _token(session: PlatformSession, host: str, app: Mapping[str, str], code: str) -> str:
    """https://docs.joinmastodon.org/methods/oauth/#token"""
    fields = {**app, "grant_type": "authorization_code", "code": code, "redirect_uri": NO_ADDRESS, "scope": SCOPES}
    return _texts(_post(session, f"https://{host}/oauth/token", fields), "access_token")["access_token"]


def _post(session: PlatformSession, url: str, fields: Mapping[str, str]) -> Any:
    answer = session.request("POST", url, data=dict(fields), headers=AGENT)
    if answer.status_code != 200:
        raise NoReceiptError("an answer that is no success")
    return answer.json()


def _texts(document: Any, *names: str) -> dict[str, str]:
    """These fields of a document, each of which must be a text."""
    fields = document if isinstance(document, dict) else {}
    texts = {name: fields[name] for name in names if isinstance(fields.get(name), str) and fields[name]}
    if len(texts) < len(names):
        raise NoReceiptError(f"an answer without {' and '.join(names)}")
    return texts


def _caller(session: PlatformSession, hidden: tuple[str, ...]) -> Caller:
    return Caller(
        title="Mastodon",
        session=session,
        error_of=error_of,
        rows=SIGNING_IN_ROWS,
        secrets=frozenset(hidden),
        own_times=reset_times,
    )
