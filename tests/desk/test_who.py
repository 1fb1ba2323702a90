"""Whose acts are recorded."""

from __future__ import annotations

import getpass
import socket

from bot.desk.who import system_user
from bot.outbox.rules.acts import person


def test_it_is_the_user_of_the_system():
    assert system_user({}, with_host=False) == person(getpass.getuser())


def test_it_is_who_has_called_sudo_and_not_the_bot_s_own_user():
    assert system_user({"SUDO_USER": "anna", "USER": "syndication-bot"}, with_host=False) == person("anna")


def test_where_several_machines_share_a_database_the_machine_is_named():
    assert system_user({"SUDO_USER": "anna"}, with_host=True) == person(f"anna@{socket.gethostname()}")
