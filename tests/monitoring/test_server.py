"""The health endpoint answers what it is asked, and nobody can hold it up."""

from __future__ import annotations

import socket
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from bot.errors import SettingsError
from bot.monitoring.server import Answer, HealthServer


@pytest.fixture
def server() -> Iterator[HealthServer]:
    with HealthServer("127.0.0.1", 0, {"/healthz": lambda: Answer(503, "text/plain", b"broken")}) as listening:
        yield listening


def asked(server: HealthServer, path: str, method: str = "GET") -> tuple[int, bytes]:
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", method=method)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as exc:
        return exc.code, exc.read()


def test_a_page_is_answered_with_its_status_whatever_is_asked_behind_it(server) -> None:
    assert asked(server, "/healthz") == (503, b"broken")
    assert asked(server, "/healthz?verbose=1") == (503, b"broken")
    assert asked(server, "/healthz", "HEAD") == (503, b"")


def test_other_pages_and_other_methods_are_refused(server) -> None:
    assert asked(server, "/.env") == (404, b"there is only: /healthz\n")
    assert asked(server, "/healthz", "POST")[0] == 501


def test_whoever_connects_and_says_nothing_holds_nobody_up(server) -> None:
    silent = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
    assert asked(server, "/healthz") == (503, b"broken")
    for connection in silent:
        connection.close()


def test_a_port_that_is_taken_is_told_with_what_to_do(server) -> None:
    with pytest.raises(SettingsError, match="write another port"):
        HealthServer("127.0.0.1", server.port, {})
