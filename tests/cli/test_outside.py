"""What is seen of a running bot from outside: by systemd, and by a service that waits for its ping."""

from __future__ import annotations

import json
import signal
import socket
import urllib.request

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from tests.monitoring.services import listening_service


@pytest.fixture
def pinged(office):
    """An office with a service of the kind of Healthchecks; the paths at which that was asked."""
    with listening_service() as (address, asked):
        office.write_settings(**{"[watch]": f'[health]\nping = "{address}/ping/mine"\n\n[watch]'})
        yield asked


def test_systemd_hears_that_the_bot_is_ready_lives_takes_settings_and_ends(office, tmp_path):
    path = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(path))
        systemd.settimeout(60)
        process = office.process("run", "--log-format", "json", NOTIFY_SOCKET=str(path))
        try:
            assert systemd.recv(4096).startswith(b"READY=1\nSTATUS=watches 1 sites for 2 accounts")
            assert systemd.recv(4096) == b"WATCHDOG=1"
            office.write_settings(hold="1s")
            while not (message := systemd.recv(4096)).startswith(b"RELOADING=1\n"):
                assert message == b"WATCHDOG=1"
            assert systemd.recv(4096).startswith(b"READY=1")
            process.send_signal(signal.SIGTERM)
            while (message := systemd.recv(4096)) != b"STOPPING=1":
                assert message == b"WATCHDOG=1"
            assert process.wait(30) == 0
        finally:
            process.kill()
            process.communicate()


def test_a_running_bot_pings_when_the_sites_were_asked_and_every_account_was_served(pinged, running):
    running("run", "--log-format", "json")
    assert pinged.get(timeout=100) == "/ping/mine"


def test_one_round_pings_when_it_begins_and_when_it_ends(office, pinged):
    office.bot("once")
    assert [pinged.get(timeout=5) for _ in range(2)] == ["/ping/mine/start", "/ping/mine"]


def test_a_round_in_which_no_site_could_be_asked_has_failed(office, pinged):
    toml = office.folder / "bot.toml"
    toml.write_text(toml.read_text("utf-8").replace(office.newsroom.url, "http://127.0.0.1:9"), "utf-8")
    assert json.loads(office.bot("once", "--json").stdout)["faults"]
    assert [pinged.get(timeout=5) for _ in range(2)] == ["/ping/mine/start", "/ping/mine/fail"]


def test_a_ping_that_nobody_takes_does_not_hold_the_posts_up(office):
    office.write_settings(**{"[watch]": '[health]\nping = "http://127.0.0.1:9/ping/mine"\n\n[watch]'})
    office.bot("once")
    office.newsroom.publish(office.articles[0])
    assert json.loads(office.bot("once", "--json").stdout)["sent"] == 2


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def test_a_running_bot_answers_how_it_is_doing_and_counts_its_posts(office, running):
    port = free_port()
    office.write_settings(**{"[watch]": f'[health]\nlisten = "127.0.0.1:{port}"\n\n[watch]'})
    office.bot("once")
    process = running("run", "--log-format", "json")
    events = (json.loads(line)["event"] for line in process.stderr)
    next(event for event in events if event == "run.started")
    office.newsroom.publish(office.articles[0])
    for _ in range(2):
        next(event for event in events if event == "delivery.sent")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30) as answer:
        assert answer.status == 200
        assert json.loads(answer.read())["health"]["worst"] in (None, "worth knowing")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30) as answer:
        families = list(text_string_to_metric_families(answer.read().decode()))
    sent = [sample for family in families for sample in family.samples if sample.name == "bot_deliveries_total"]
    assert {sample.labels["account"]: sample.value for sample in sent if sample.labels["outcome"] == "sent"} == {
        "mtt": 1,
        "page": 1,
    }
