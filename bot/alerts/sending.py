"""Sends a message to one address, whatever its kind."""

from __future__ import annotations

import importlib.util

from bot.alerts.address import MAIL, WEBHOOK, mail_address, require_usable, scheme_of
from bot.alerts.message import Message
from bot.errors import SettingsError

INSTALL_SERVICES = "pip install 'syndication-bot[alerts]'"


def send(address: str, message: Message) -> None:
    """Send it; the secrets stand in the address already.

    May take half a minute. Raises AlertError where it was not taken, and SettingsError where the address cannot be
    used.
    """
    # Each kind's library is imported only when it sends.
    if scheme_of(address) in MAIL:
        from bot.alerts import mail

        mail.send(mail_address(address), message)
    elif scheme_of(address) in WEBHOOK:
        from bot.alerts import webhook

        webhook.send(address, message)
    else:
        fault = why_unusable(address)
        if fault:
            raise SettingsError(fault)
        from bot.alerts import services

        services.send(address, message)


def why_unusable(address: str) -> str:
    """Why nothing can ever be sent to the address as it is; "" where nothing speaks against it. Sends nothing."""
    try:
        require_usable(address)
    except SettingsError as exc:
        return str(exc)
    scheme = scheme_of(address)
    if scheme in (*MAIL, *WEBHOOK) or importlib.util.find_spec("apprise"):
        return ""
    return f"{scheme}:// needs the package Apprise: {INSTALL_SERVICES}"
