"""Checks the OAuth 1.0a signature (RFC 5849) of a request to the stand-in, with oauthlib, which also signed it."""

from __future__ import annotations

import hmac
import threading
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from urllib.parse import urlsplit

from oauthlib.oauth1.rfc5849.signature import (
    base_string_uri,
    collect_parameters,
    normalize_parameters,
    sign_hmac_sha1_with_client,
    signature_base_string,
)

from bot.sandbox.wire import Request

HOSTS = ("https://api.twitter.com", "https://api.x.com")
"""A client signs the URL of the real API, not the sandbox's."""
MOST_SKEW = 300.0
"""Seconds by which a timestamp may differ from the clock."""


class SignatureCheck:
    """Accepts a request once, if its signature is right and recent."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._nonces: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    def accepts(self, request: Request, secrets: Mapping[str, str]) -> bool:
        """Whether the request is signed with `secrets`, recently, and has not been accepted before."""
        parameters = dict(_parameters(request))
        if parameters.get("oauth_consumer_key") != secrets["API_KEY"] or not self._in_time(parameters):
            return False
        return any(_is_signed_for(host, request, secrets) for host in HOSTS) and self._is_first(parameters)

    def _in_time(self, parameters: Mapping[str, str]) -> bool:
        timestamp = parameters.get("oauth_timestamp", "")
        return timestamp.isdigit() and abs(int(timestamp) - self._clock()) <= MOST_SKEW

    def _is_first(self, parameters: Mapping[str, str]) -> bool:
        nonce = (parameters["oauth_nonce"], parameters["oauth_timestamp"])
        with self._lock:
            if nonce in self._nonces:
                return False
            self._nonces.add(nonce)
            return True


def token_of(request: Request) -> str:
    """The access token of a request; "" where it is not signed."""
    return dict(_parameters(request)).get("oauth_token", "")


def consumer_of(request: Request) -> str:
    """The API key of the app that has signed a request; "" where it is not signed."""
    return dict(_parameters(request)).get("oauth_consumer_key", "")


def verifier_of(request: Request) -> str:
    """The PIN in a request; "" where it has none."""
    return dict(_parameters(request)).get("oauth_verifier", "")


def _parameters(request: Request) -> list[tuple[str, str]]:
    authorization = request.headers.get("authorization", "")
    if not authorization.startswith("OAuth "):
        return []
    parameters: list[tuple[str, str]] = collect_parameters(
        uri_query=urlsplit(request.target).query,
        headers={"Authorization": authorization},
        exclude_oauth_signature=False,
    )
    return parameters


def _is_signed_for(host: str, request: Request, secrets: Mapping[str, str]) -> bool:
    parameters = _parameters(request)
    normalised = normalize_parameters([pair for pair in parameters if pair[0] != "oauth_signature"])
    base = signature_base_string(request.method, base_string_uri(host + request.path), normalised)
    keys = SimpleNamespace(client_secret=secrets["API_SECRET"], resource_owner_secret=secrets["ACCESS_TOKEN_SECRET"])
    expected = sign_hmac_sha1_with_client(base, keys)
    return hmac.compare_digest(dict(parameters).get("oauth_signature", "").encode(), expected.encode())
