"""What systemd is told, by a socket that plays it; and the unit that starts the bot."""

from __future__ import annotations

import re
import socket
from configparser import ConfigParser
from pathlib import Path

import pytest

from bot.monitoring.supervisor import Supervisor

UNIT = Path(__file__).parents[2] / "deploy" / "syndication-bot.service"


@pytest.fixture(params=["a file", "abstract"])
def systemd(request, tmp_path):
    """The socket, and the address of it that a service finds in its environment."""
    name = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(name if request.param == "a file" else f"\0{name}")
        listening.settimeout(5)
        yield listening, name if request.param == "a file" else f"@{name}"


def told(systemd) -> str:
    return systemd[0].recv(4096).decode()


def test_each_state_is_told_in_systemd_s_words(systemd) -> None:
    supervisor = Supervisor({"NOTIFY_SOCKET": systemd[1]})
    supervisor.ready("watches 4 sites")
    assert told(systemd) == "READY=1\nSTATUS=watches 4 sites"
    supervisor.alive()
    assert told(systemd) == "WATCHDOG=1"
    supervisor.status("all is well")
    assert told(systemd) == "STATUS=all is well"
    supervisor.reloading()
    assert re.fullmatch(r"RELOADING=1\nMONOTONIC_USEC=\d+", told(systemd))
    supervisor.stopping()
    assert told(systemd) == "STOPPING=1"


def test_a_status_cannot_hold_another_message(systemd) -> None:
    Supervisor({"NOTIFY_SOCKET": systemd[1]}).status("no\nMAINPID=1")
    assert told(systemd) == "STATUS=no MAINPID=1"


def test_without_a_supervisor_or_with_one_that_is_gone_nothing_happens(tmp_path) -> None:
    Supervisor({}).alive()
    Supervisor({"NOTIFY_SOCKET": str(tmp_path / "gone")}).alive()


def test_the_unit_starts_it_again_but_for_wrong_settings_and_gives_it_nothing_that_it_does_not_need() -> None:
    unit = ConfigParser(strict=False, interpolation=None)
    unit.read_string(UNIT.read_text("utf-8"))
    service = unit["Service"]
    assert service["Type"] == "notify"
    assert service["Restart"] == "always"
    assert service["RestartPreventExitStatus"] == "2"
    assert service["CapabilityBoundingSet"] == ""
    assert service["NoNewPrivileges"] == service["PrivateTmp"] == "true"
    assert service["ProtectSystem"] == "strict"
    assert service["User"] != "root"
