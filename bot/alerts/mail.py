"""Sends a message by SMTP."""

from __future__ import annotations

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.utils import format_datetime, localtime
from ipaddress import ip_address

import certifi

from bot.alerts.address import MailAddress
from bot.alerts.message import Message
from bot.errors import AlertError

SECONDS_FOR_AN_ANSWER = 10
SECONDS = 30
"""For the whole; a server that drips would take for ever."""

_QUOTED = 200
"""So many characters of a server's answer stand in an error."""


def send(to: MailAddress, message: Message) -> None:
    """Hand the message to the server. Raises AlertError where it does not take it for every recipient."""
    server = f"the mail server {to.host}:{to.port}"
    try:
        with _connected(to) as client:
            _log_in(client, to)
            refused = client.send_message(_email(to, message), to.sender, to.recipients)
    except smtplib.SMTPAuthenticationError as exc:
        raise AlertError(f"{server} does not take user and password ({_answer(exc)}): correct them") from exc
    except smtplib.SMTPRecipientsRefused as exc:
        raise AlertError(f"{server} takes nothing for {', '.join(exc.recipients)}: correct the address") from exc
    except smtplib.SMTPResponseException as exc:
        raise AlertError(f"{server} refuses the message ({_answer(exc)})") from exc
    except ssl.SSLError as exc:
        raise AlertError(
            f"{server} has no TLS certificate to be trusted ({exc.reason or exc}): name it as its certificate does"
        ) from exc
    except (smtplib.SMTPException, OSError, UnicodeError) as exc:
        reason = getattr(exc, "strerror", None) or str(exc) or type(exc).__name__
        raise AlertError(f"{server} cannot be reached, or does not answer ({reason}): see that it runs") from exc
    if refused:
        raise AlertError(f"{server} takes nothing for {', '.join(refused)}: correct the address")


@contextmanager
def _connected(to: MailAddress) -> Iterator[smtplib.SMTP]:
    """The connection, encrypted where it can be, which is cut when the whole takes too long."""
    context = _context(to.host)
    client: smtplib.SMTP
    if to.is_tls:
        client = smtplib.SMTP_SSL(to.host, to.port, timeout=SECONDS_FOR_AN_ANSWER, context=context)
    else:
        client = smtplib.SMTP(to.host, to.port, timeout=SECONDS_FOR_AN_ANSWER)
    cut = threading.Timer(SECONDS, _cut, [client])
    cut.daemon = True
    cut.start()
    try:
        client.ehlo()
        if not to.is_tls and client.has_extn("starttls"):
            client.starttls(context=context)
            client.ehlo()
        yield client
    finally:
        cut.cancel()
        with suppress(smtplib.SMTPException, OSError):
            client.quit()
        client.close()


def _context(host: str) -> ssl.SSLContext:
    """Trusts the usual authorities and those of this machine, and any server of this machine itself.

    Mail servers come with a certificate that they have signed themselves, and between programs of one machine nobody
    listens.
    """
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    if _is_loopback(host):
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _cut(client: smtplib.SMTP) -> None:
    with suppress(OSError, AttributeError):  # it is closed already
        client.sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]


def _log_in(client: smtplib.SMTP, to: MailAddress) -> None:
    if not to.user:
        return
    if not isinstance(client.sock, ssl.SSLSocket) and not _is_loopback(to.host):
        raise AlertError(
            f"the mail server {to.host}:{to.port} offers no encryption, and the password is not sent without: "
            "write mailtos:// if it speaks TLS from the beginning"
        )
    client.login(to.user, to.password)


def _email(to: MailAddress, message: Message) -> EmailMessage:
    email = EmailMessage()
    email["Subject"] = " ".join(message.subject.split())
    email["From"] = to.sender
    email["To"] = ", ".join(to.recipients)
    email["Date"] = format_datetime(localtime())
    # The same when it is sent again, so that a mailbox shows it once.
    email["Message-ID"] = f"<{message.id}@{to.sender.rpartition('@')[2]}>"
    # No machine is to answer it: https://www.rfc-editor.org/rfc/rfc3834#section-5
    email["Auto-Submitted"] = "auto-generated"
    email.set_content(message.body)
    return email


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _answer(exc: smtplib.SMTPResponseException) -> str:
    error = exc.smtp_error
    text = error.decode("utf-8", "replace") if isinstance(error, bytes) else str(error)
    return f"{exc.smtp_code} {' '.join(text.split())[:_QUOTED]}"
