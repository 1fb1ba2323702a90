"""A mail server on loopback that keeps what it is given."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from bot.alerts import Message
from tests.sources.conftest import LocalSite, local_site

__all__ = ["LocalSite", "local_site"]

PASSWORD = "pass/word@1"
CERTIFICATE = Path(__file__).with_name("localhost.pem")

MESSAGE = Message(
    id="0123456789ab",
    subject="[bot] Broken: mtt on X is halted: “renew” the token",
    body="BROKEN\n\nmtt on X is halted.\n\n-- \nThe bot of 東京.",
    findings=({"kind": "account-halted", "subject": "mtt", "since": None},),
)


@dataclass
class Mailbox:
    """What the server has been given, and how it answers."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    users: list[str] = field(default_factory=list)
    over_tls: list[bool] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    """Answers to recipients, by their addresses."""
    answers: list[str] = field(default_factory=list)
    """To the next mails, instead of taking them."""

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answers:
            return self.answers.pop(0)
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        self.senders.append(envelope.mail_from)
        self.recipients.append(envelope.rcpt_tos)
        self.over_tls.append(session.ssl is not None)
        return "250 OK"

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        is_right = data.password == PASSWORD.encode()
        self.users.append(data.login.decode())
        return AuthResult(success=is_right, handled=False)


class _Controller(Controller):
    def _trigger_server(self) -> None:
        """Connects once, to see that the server answers, at the port that the kernel has chosen."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def mail_server() -> Iterator[Callable[..., Mailbox]]:
    """Starts a server; with `tls=True` it offers STARTTLS, and takes a password only after that."""
    with ExitStack() as stack:

        def start(*, tls: bool = False) -> Mailbox:
            mailbox = Mailbox()
            options: dict[str, Any] = {"authenticator": mailbox.authenticate, "auth_require_tls": tls}
            if tls:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(CERTIFICATE)
                options["tls_context"] = context
            controller = _Controller(mailbox, hostname="127.0.0.1", port=0, **options)
            controller.start()
            stack.callback(controller.stop)
            mailbox.port = controller.port
            return mailbox

        yield start
