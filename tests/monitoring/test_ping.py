"""Whoever watches from outside is told that work was done, in the words of its service."""

from __future__ import annotations

import pytest

from bot.monitoring.ping import ping_address, send_ping
from tests.monitoring.services import listening_service

CHECK = "11112222-3333-4444-5555-666677778888"


@pytest.mark.parametrize(
    ("base", "start", "success", "fail"),
    [
        (
            f"https://hc-ping.com/{CHECK}",
            f"https://hc-ping.com/{CHECK}/start",
            f"https://hc-ping.com/{CHECK}",
            f"https://hc-ping.com/{CHECK}/fail",
        ),
        (
            f"https://checks.example.org/ping/{CHECK}",
            f"https://checks.example.org/ping/{CHECK}/start",
            f"https://checks.example.org/ping/{CHECK}",
            f"https://checks.example.org/ping/{CHECK}/fail",
        ),
        (
            "https://kuma.example.org/api/push/AbCdEf?status=up&msg=OK&ping=",
            "",
            "https://kuma.example.org/api/push/AbCdEf?status=up&msg=OK&ping=",
            "https://kuma.example.org/api/push/AbCdEf?status=down&msg=no+database&ping=",
        ),
        (
            "https://cronitor.link/p/key/bot",
            "https://cronitor.link/p/key/bot?state=run&message=no+database",
            "https://cronitor.link/p/key/bot?state=complete&message=no+database",
            "https://cronitor.link/p/key/bot?state=fail&message=no+database",
        ),
        ("https://example.org/alive?key=1", "", "https://example.org/alive?key=1", ""),
    ],
)
def test_each_service_is_told_in_its_own_way(base, start, success, fail) -> None:
    assert ping_address(base, "start", "no database") == start
    assert ping_address(base, "success", "no database") == success
    assert ping_address(base, "fail", "no database") == fail


def test_a_ping_that_arrives_is_no_fault() -> None:
    with listening_service() as (address, asked):
        assert send_ping(f"{address}/alive", "success") == ""
        assert asked.get(timeout=5) == "/alive"


def test_a_ping_that_does_not_arrive_is_told_without_its_address() -> None:
    with listening_service(404) as (address, _):
        secret = f"{address}/secret"
        assert send_ping(secret, "success") == "127.0.0.1 answers 404: is the address of `ping` still right?"
    fault = send_ping(secret, "success")
    assert "127.0.0.1 cannot be reached" in fault
    assert "secret" not in fault


def test_a_service_that_is_not_told_of_beginnings_is_not_asked_then() -> None:
    with listening_service() as (address, asked):
        assert send_ping(f"{address}/alive", "start") == ""
        assert asked.empty()
