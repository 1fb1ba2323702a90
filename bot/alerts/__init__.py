"""ALERTS: messages leave here for people, by mail, to a webhook, or through Apprise.

address    what an address below [alerts] says, and the names of secrets in it                 pure
message    what is sent
mail       by SMTP
webhook    as JSON to a URL
services   to everything else, through the library Apprise

    from bot.alerts import Message, send
"""

from __future__ import annotations

from bot.alerts.message import Message
from bot.alerts.sending import send, why_unusable

__all__ = ("Message", "send", "why_unusable")
