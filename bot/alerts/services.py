"""Sends a message to chats, phones and services of all kinds, through the library Apprise.

https://github.com/caronc/apprise/wiki lists them, and how their addresses are written.
"""

from __future__ import annotations

import logging

import apprise

from bot.alerts.address import scheme_of
from bot.alerts.message import Message
from bot.errors import AlertError, SettingsError

_QUOTED = 300
"""So many characters of what Apprise says stand in an error."""


def send(address: str, message: Message) -> None:
    """Send it. Raises AlertError where it was not taken, and SettingsError where Apprise does not know the address."""
    scheme = scheme_of(address)
    with apprise.LogCapture(level=logging.WARNING, fmt="%(message)s") as log:  # type: ignore[no-untyped-call]
        # Its own asset: nothing is read from files of this machine.
        service = apprise.Apprise.instantiate(address, suppress_exceptions=True)
        if service is None:
            raise SettingsError(
                f"Apprise does not know the address {scheme}://…; see how it is written at "
                "https://github.com/caronc/apprise/wiki"
            )
        try:
            taken = service.notify(title=message.subject, body=message.body, body_format=apprise.NotifyFormat.TEXT)
        except Exception as exc:  # a hundred services are behind it, and each may raise anything
            raise AlertError(f"Apprise failed with {scheme}://… ({type(exc).__name__})") from exc
        reasons = " ".join(log.getvalue().split())
    if not taken:
        raise AlertError(f"{scheme}://… has not taken the message ({reasons[:_QUOTED] or 'no reason was given'})")
