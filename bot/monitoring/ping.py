"""The dead-man's ping: a service outside is told that work was done, and raises the alarm when it is not told any more.

Healthchecks (https://healthchecks.io/docs/http_api/), Uptime Kuma (push monitors) and Cronitor
(https://cronitor.io/docs/telemetry-api) can be told of a beginning or a failure too. Any other address is asked when
work was done, and at no other time.
"""

from __future__ import annotations

import logging
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

State = Literal["start", "success", "fail"]

_TIMEOUT_SECONDS = 10
_LONGEST_MESSAGE = 200


def ping_address(base: str, state: State, message: str = "") -> str:
    """The address that tells the service behind `base` of that state; "" where it cannot be told of that. Pure.

    `message` says what has failed, for services that show it.
    """
    parts = urlsplit(base)
    host, path = (parts.hostname or "").lower(), parts.path.rstrip("/")
    if "/api/push/" in path:  # Uptime Kuma
        failed = {"status": "down", "msg": message[:_LONGEST_MESSAGE] or "failed"}
        changed = {"success": {"status": "up"}, "fail": failed}.get(state)
        return urlunsplit(parts._replace(query=_query(parts.query, changed))) if changed else ""
    if host == "cronitor.link" or host.endswith(".cronitor.link"):
        words = {"start": "run", "success": "complete", "fail": "fail"}
        more = {"message": message[:_LONGEST_MESSAGE]} if message else {}
        return urlunsplit(parts._replace(query=_query(parts.query, {"state": words[state]} | more)))
    if host.startswith("hc-ping.") or "/ping/" in f"{path}/":  # Healthchecks, also where it is one's own
        return base if state == "success" else urlunsplit(parts._replace(path=f"{path}/{state}"))
    return base if state == "success" else ""


def _query(query: str, changed: dict[str, str]) -> str:
    return urlencode(dict(parse_qsl(query, keep_blank_values=True)) | changed)


def send_ping(base: str, state: State, message: str = "") -> str:
    """Tell the service; return why it could not be told, or "" where it was. No message has the address: it is secret.

    Waits for ten seconds at most. One that fails is not tried again: the next comes within minutes, and a service
    raises no alarm before its own grace time is over.
    """
    address = ping_address(base, state, message)
    if not address:
        return ""
    import requests  # loaded where something is sent only

    # urllib3 warns of what it tries again, and quotes the address.
    logging.getLogger("urllib3.connectionpool").setLevel(logging.ERROR)
    host = urlsplit(base).hostname
    try:
        with requests.get(address, timeout=_TIMEOUT_SECONDS, allow_redirects=False, stream=True) as answer:
            return "" if answer.ok else f"{host} answers {answer.status_code}: is the address of `ping` still right?"
    except requests.RequestException as exc:
        return f"{host} cannot be reached ({type(exc).__name__})"
