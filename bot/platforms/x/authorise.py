"""Gets an access token for an X account by a PIN, which a person copies from X's page in any browser.

https://docs.x.com/resources/fundamentals/authentication/oauth-1-0a/pin-based-oauth
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import tweepy

from bot.platforms.api_calls import Caller
from bot.platforms.http import PlatformSession, quieten
from bot.platforms.spec import Dialogue
from bot.platforms.x.errors import PIN_ROWS, clock_fault, error_of_pin

T = TypeVar("T")

quieten("oauthlib", "requests_oauthlib", "tweepy")

PREPARATION = """\
In the app's "User authentication settings" at https://console.x.com "Read and write" must be chosen before you go on: \
a token that is made before that cannot post."""


def authorise(known: Mapping[str, str], session: PlatformSession, dialogue: Dialogue) -> Mapping[str, str]:
    """See PlatformSpec. Needs the app's API_KEY and API_SECRET, which a person has to copy once."""
    dialogue.say(PREPARATION)
    app = {name: known.get(name) or dialogue.ask_secret(name) for name in ("API_KEY", "API_SECRET")}
    handler = _PinHandler(app["API_KEY"], app["API_SECRET"], session)
    caller = Caller(
        title="X",
        session=session,
        error_of=error_of_pin,
        rows=PIN_ROWS,
        secrets=frozenset(app.values()),
        judged_first=clock_fault,
    )
    url = session.browser_url(caller.read(lambda: _unwrapped(handler.get_authorization_url)))
    dialogue.say(
        "Open this address in a browser, on any machine, logged in to X as the account that shall post, and let the "
        f"app in:\n\n    {url}\n"
    )
    pin = dialogue.ask("Enter the PIN that X shows").strip()
    token, token_secret = caller.read(lambda: _unwrapped(lambda: handler.get_access_token(pin)))
    return app | {"ACCESS_TOKEN": token, "ACCESS_TOKEN_SECRET": token_secret}


def _unwrapped(call: Callable[[], T]) -> T:
    """The value of a call of tweepy's, which puts every exception, a refused connection too, into one of its own."""
    try:
        return call()
    except tweepy.TweepyException as error:
        cause: Any = error
        while isinstance(cause, tweepy.TweepyException) and cause.args and isinstance(cause.args[0], Exception):
            cause = cause.args[0]
        raise cause from None


class _PinHandler(tweepy.OAuth1UserHandler):  # type: ignore[misc]  # tweepy has no types
    """tweepy's handler. The sessions that it makes only sign: `session` sends, within its time limits."""

    def __init__(self, api_key: str, api_secret: str, session: PlatformSession) -> None:
        self._sender = session
        super().__init__(api_key, api_secret, callback="oob")

    @property
    def oauth(self) -> Any:
        """The session of requests-oauthlib that makes the next request; tweepy replaces it for the second one."""
        return self._oauth

    @oauth.setter
    def oauth(self, signing: Any) -> None:
        def request(method: str, url: str, **options: Any) -> Any:
            return self._sender.request(method, url, auth=signing.auth, **options)

        signing.request = request
        self._oauth = signing
