"""Sends a message as JSON to a URL."""

from __future__ import annotations

from urllib.parse import urlsplit

import requests

from bot.alerts.message import Message
from bot.errors import AlertError

SECONDS_TO_CONNECT, SECONDS_FOR_AN_ANSWER = 10, 20


def send(url: str, message: Message) -> None:
    """POST the message. Raises AlertError where the answer is anything but a success.

    No redirect is followed: the message would arrive as a GET. No message of an error quotes the URL, which may hold a
    token.
    """
    document = {
        "id": message.id,
        "subject": message.subject,
        "body": message.body,
        "findings": list(message.findings),
    }
    host = urlsplit(url).hostname
    try:
        answer = requests.post(
            url, json=document, timeout=(SECONDS_TO_CONNECT, SECONDS_FOR_AN_ANSWER), allow_redirects=False, stream=True
        )
        answer.close()
    except requests.Timeout as exc:
        raise AlertError(f"the webhook at {host} does not answer: see that it runs") from exc
    except requests.exceptions.SSLError as exc:
        raise AlertError(f"the webhook at {host} has no TLS certificate to be trusted: ask its owner") from exc
    except (requests.RequestException, ValueError) as exc:
        raise AlertError(f"the webhook at {host} cannot be reached: see that it runs, and its address") from exc
    if answer.is_redirect:
        raise AlertError(f"the webhook at {host} has moved (it answers {answer.status_code}): write its new address")
    if not answer.ok:
        raise AlertError(f"the webhook at {host} answers {answer.status_code}: see what it expects, and its address")
