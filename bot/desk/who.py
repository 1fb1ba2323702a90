"""Who works at this desk, as the acts of people are recorded."""

from __future__ import annotations

import getpass
import os
import socket
from collections.abc import Mapping

from bot.outbox.rules.acts import Actor, person


def system_user(environ: Mapping[str, str], *, with_host: bool) -> Actor:
    """The user who has typed the command, also where `sudo` runs it as the bot's own user.

    Args:
        with_host: Whether users of several machines work with the database, so that a name alone may mean several.

    This is a record for colleagues and no proof: whoever may change the environment may claim to be another.
    """
    name = environ.get("SUDO_USER", "") or _login_name()
    return person(f"{name}@{socket.gethostname()}" if with_host else name)


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may be a number only
        return f"user {os.getuid()}"
