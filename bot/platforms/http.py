"""`PlatformSession`, the `requests.Session` that every client library uses.

The libraries set no time-outs, follow redirects (which turns a POST into a GET whose 200 looks like a success), and
ignore headers. This session limits the time of every call, follows no redirect, keeps the last answer for the client,
and can send every call to the sandbox.
"""

from __future__ import annotations

import logging
import ssl
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.util.ssl_ import create_urllib3_context

from bot.errors import SettingsError
from bot.platforms.deadline import POOLS, Call, Clock, awake_or_asleep
from bot.platforms.error_mapping import Answer

MOST_BYTES = 4_000_000
"""The largest answer accepted; a platform's own are far smaller."""


def quieten(*libraries: str) -> None:
    """Make these libraries log nothing below INFO.

    At DEBUG they log keys, access tokens or request headers.
    """
    for name in libraries:
        logging.getLogger(name).setLevel(logging.INFO)


quieten("urllib3")


@dataclass(frozen=True, slots=True)
class Patience:
    """Time-outs in seconds: for connecting, for each read, and for a whole call."""

    connect: float = 5.0
    read: float = 20.0
    whole: float = 45.0


class PlatformSession(requests.Session):
    """A session for the calls of one account; not thread-safe.

    Proxies and `REQUESTS_CA_BUNDLE` are used as requests does; `~/.netrc` is not read, because it could replace an
    account's token. `sandbox` is the URL of a local sandbox, to which every call is then sent. Raises SettingsError
    where `sandbox` is not an http URL on this machine.
    """

    def __init__(self, *, sandbox: str = "", patience: Patience | None = None, clock: Clock = awake_or_asleep) -> None:
        super().__init__()
        self.patience = patience or Patience()
        self._clock = clock
        self.forget()
        self.auth = _without_netrc
        # A connection kept open would be dead by the next post, whose outcome would then be unknown.
        self.headers["Connection"] = "close"
        self._sandbox = checked_sandbox(sandbox) if sandbox else ""
        adapter = SandboxAdapter(self._sandbox) if sandbox else WatchedAdapter()
        self.mount("https://", adapter)
        self.mount("http://", adapter)

    def browser_url(self, url: str) -> str:
        """Where a person finds the platform's page at `url`: the sandbox has those that it needs itself."""
        return in_sandbox(url, self._sandbox) if self._sandbox else url

    def forget(self) -> None:
        """Drop the last answer, so that a call that fails before its request is not judged by it."""
        self.answer: Answer | None = None
        self.request_left = False

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **options: Any) -> requests.Response:
        """As in requests, within this session's time limit. Sets `answer` and `request_left`."""
        options["timeout"] = options.get("timeout") or (self.patience.connect, self.patience.read)
        options |= {"allow_redirects": False, "stream": True}
        _move_token_to_header(options)
        self.forget()
        with Call(self.patience.whole, self._clock) as call:
            try:
                response = super().request(method, url, *args, **options)
                body = _read_whole(response)
            except Exception:
                call.raise_if_expired()
                raise
            finally:
                self.request_left = call.connected
            call.raise_if_expired()
        headers = {name.lower(): value for name, value in response.headers.items()}
        self.answer = Answer(response.status_code, headers, body)
        return response


def _without_netrc(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Does nothing, but requests reads ~/.netrc only where a session has no `auth`."""
    return request


def _move_token_to_header(options: dict[str, Any]) -> None:
    """Send `access_token` in a header: in the URL, where a client library puts it, connection errors would quote it.

    As a Bearer token it is equivalent: https://www.rfc-editor.org/rfc/rfc6750#section-2.1
    """
    params = dict(options.get("params") or {})
    if token := params.pop("access_token", None):
        options["params"] = params
        options["headers"] = {**(options.get("headers") or {}), "Authorization": f"Bearer {token}"}


def _read_whole(response: requests.Response) -> bytes:
    body = bytearray()
    with response:
        for chunk in response.iter_content(65_536):
            body += chunk
            if len(body) > MOST_BYTES:
                raise requests.exceptions.ContentDecodingError(f"an answer of more than {MOST_BYTES} bytes")
    response._content = bytes(body)  # where requests itself keeps the content
    return response._content


def checked_sandbox(url: str) -> str:
    """`url` without a final slash. Raises SettingsError unless it is an http URL with a loopback address."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "http" or not _is_loopback(host):
        raise SettingsError(
            f"sandbox = {url!r}: the sandbox must be on this machine; give an address such as http://127.0.0.1:8400"
        )
    return url.rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class WatchedAdapter(HTTPAdapter):
    """requests' adapter with connections that a `Call` can end, and with one SSLContext for each CA file."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """See HTTPAdapter; uses connections that a `Call` can end."""
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, *args: Any, **options: Any) -> Any:
        manager = super().proxy_manager_for(*args, **options)
        manager.pool_classes_by_scheme = POOLS
        return manager

    def build_connection_pool_key_attributes(self, request: Any, verify: Any, cert: Any = None) -> Any:
        host, _ = super().build_connection_pool_key_attributes(request, verify, cert)
        return host, {"ssl_context": _ssl_context(verify)} if host["scheme"] == "https" else {}

    def cert_verify(self, *_: Any) -> None:
        """Does nothing: the shared SSLContext has read the CA file; requests would read it for every connection."""


class SandboxAdapter(WatchedAdapter):
    """Sends every request to the sandbox, without a proxy. The request was signed for the real URL before."""

    def __init__(self, sandbox: str) -> None:
        super().__init__()
        self._sandbox = sandbox

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:  # type: ignore[override]  # requests.Session names every option
        """See WatchedAdapter; path and query of the request are kept."""
        request.url = in_sandbox(request.url or "", self._sandbox)
        return super().send(request, **(options | {"proxies": {}}))


def in_sandbox(url: str, sandbox: str) -> str:
    """The same path and query on the sandbox."""
    parts = urlsplit(url)
    return f"{sandbox}{parts.path}" + (f"?{parts.query}" if parts.query else "")


@lru_cache(maxsize=4)
def _ssl_context(verify: bool | str) -> ssl.SSLContext:
    """The SSLContext for a CA file or folder. Cached: reading 145 certificates takes some 30 ms of CPU time."""
    path = Path(verify if isinstance(verify, str) else DEFAULT_CA_BUNDLE_PATH)
    context = create_urllib3_context()
    try:
        if path.is_dir():
            context.load_verify_locations(capath=path)
        else:
            context.load_verify_locations(cafile=path)
    except OSError as exc:
        raise SettingsError(
            f"the CA certificates of {path} cannot be read ({exc}); set REQUESTS_CA_BUNDLE to a file of them"
        ) from exc
    return context
