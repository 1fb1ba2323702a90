"""The one `requests.Session` under every client library.

Those libraries set no time-out, follow redirects (which turns a POST into a GET whose 200 looks like success) and
drop what an answer's headers say. This session bounds every call by the clock, follows nothing, keeps what it saw for
the client to judge, and can steer every call to the sandbox.
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
"""No answer of a platform comes near this; what is longer is not theirs."""


def quieten(*libraries: str) -> None:
    """Let these libraries log nothing below INFO.

    At DEBUG they print keys, access tokens or request headers, whatever level the program's own log has.
    """
    for name in libraries:
        logging.getLogger(name).setLevel(logging.INFO)


quieten("urllib3")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds: for a connection, for each read, and for a call from begin to end."""

    connect: float = 5.0
    read: float = 20.0
    whole: float = 45.0


class PlatformSession(requests.Session):
    """A session for the calls of one account; not for two threads at once.

    Proxies and `REQUESTS_CA_BUNDLE` are honoured as requests does; `~/.netrc` is not read, for it could overwrite
    an account's own token. `sandbox` is the URL of a local sandbox, to which every call then goes.
    Raises SettingsError where `sandbox` is not an http URL on this machine.
    """

    def __init__(self, *, sandbox: str = "", patience: Patience | None = None, clock: Clock = awake_or_asleep) -> None:
        super().__init__()
        self.patience = patience or Patience()
        self._clock = clock
        self.forget()
        self.auth = _without_netrc
        # A connection kept between two posts is dead by the next one, and a post on it would end as unknown.
        self.headers["Connection"] = "close"
        adapter = SandboxAdapter(checked_sandbox(sandbox)) if sandbox else WatchedAdapter()
        self.mount("https://", adapter)
        self.mount("http://", adapter)

    def forget(self) -> None:
        """Nothing has been seen yet: a call that fails before it comes to a request is not judged by the last one."""
        self.answer: Answer | None = None
        self.request_left = False

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **options: Any) -> requests.Response:
        """As requests does, within this session's bounds. Keeps in `answer` and `request_left` what was seen."""
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
    """requests asks ~/.netrc only where a session has no `auth`."""
    return request


def _move_token_to_header(options: dict[str, Any]) -> None:
    """A token in the URL, where a client library puts it, is quoted in the text of every connection error.

    A platform takes it as a Bearer token too: https://www.rfc-editor.org/rfc/rfc6750#section-2.1
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
    response._content = bytes(body)  # where requests itself keeps what it has read
    return response._content


def checked_sandbox(url: str) -> str:
    """`url` without a slash at its end. Raises SettingsError unless it is http on a loopback address."""
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
    """The adapter of requests, over connections that a `Call` can end, and with one SSLContext for a CA file."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """Connections that a `Call` can end."""
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
        """The shared context knows the CA file already; requests would read it again for every connection."""


class SandboxAdapter(WatchedAdapter):
    """Sends every request to the sandbox, past any proxy. OAuth signatures stay valid: they are made before this."""

    def __init__(self, sandbox: str) -> None:
        super().__init__()
        self._sandbox = sandbox

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:  # type: ignore[override]  # requests.Session names every option
        """See WatchedAdapter; `request` keeps the path and query that it was made for."""
        parts = urlsplit(request.url or "")
        request.url = f"{self._sandbox}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        return super().send(request, **(options | {"proxies": {}}))


@lru_cache(maxsize=4)
def _ssl_context(verify: bool | str) -> ssl.SSLContext:
    """One context for each CA file or folder: reading 145 certificates takes some 30 ms of CPU."""
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
