"""Mail, by a real server on loopback."""

from __future__ import annotations

import socket
from urllib.parse import quote

import pytest

from bot.alerts import mail, send
from bot.errors import AlertError
from tests.alerts.conftest import MESSAGE, PASSWORD

TO = "to=desk@example.org"


def at(mailbox, userinfo: str = "", scheme: str = "mailto") -> str:
    return f"{scheme}://{userinfo}127.0.0.1:{mailbox.port}/?{TO}"


def test_a_mail_arrives_with_its_subject_and_text(mail_server) -> None:
    mailbox = mail_server()
    send(at(mailbox), MESSAGE)
    (email,) = mailbox.mails
    assert email["Subject"] == MESSAGE.subject
    assert email.get_content().replace("\r\n", "\n").rstrip() == MESSAGE.body
    assert (email["To"], mailbox.recipients) == ("desk@example.org", [["desk@example.org"]])
    assert email["Auto-Submitted"] == "auto-generated"
    assert email["Date"]


def test_what_is_sent_twice_has_the_same_id_so_that_a_mailbox_can_tell(mail_server) -> None:
    mailbox = mail_server()
    send(at(mailbox), MESSAGE)
    send(at(mailbox), MESSAGE)
    first, second = (email["Message-ID"] for email in mailbox.mails)
    assert first == second == "<0123456789ab@example.org>"


def test_everybody_who_is_named_gets_it_from_the_sender_who_is_named(mail_server) -> None:
    mailbox = mail_server()
    send(f"{at(mailbox)},editor@example.org&from=bot@example.org", MESSAGE)
    assert mailbox.recipients == [["desk@example.org", "editor@example.org"]]
    assert mailbox.senders == ["bot@example.org"]


def test_a_connection_is_encrypted_where_the_server_offers_it(mail_server) -> None:
    mailbox = mail_server(tls=True)
    send(at(mailbox, f"desk:{quote(PASSWORD, safe='')}@"), MESSAGE)
    assert (mailbox.over_tls, mailbox.users) == ([True], ["desk"])


def test_a_wrong_password_says_so(mail_server) -> None:
    mailbox = mail_server(tls=True)
    with pytest.raises(AlertError, match="does not take user and password"):
        send(at(mailbox, "desk:wrong@"), MESSAGE)
    assert mailbox.mails == []


def test_no_password_is_sent_to_another_machine_without_encryption(mail_server, monkeypatch) -> None:
    mailbox = mail_server()
    monkeypatch.setattr(mail, "_is_loopback", lambda _: False)
    with pytest.raises(AlertError, match="offers no encryption"):
        send(at(mailbox, "desk:secret@"), MESSAGE)
    assert mailbox.users == []


def test_a_certificate_that_nobody_has_signed_is_refused_on_another_machine(mail_server, monkeypatch) -> None:
    mailbox = mail_server(tls=True)
    monkeypatch.setattr(mail, "_is_loopback", lambda _: False)
    with pytest.raises(AlertError, match="no TLS certificate to be trusted"):
        send(at(mailbox), MESSAGE)
    assert mailbox.mails == []


def test_a_recipient_that_is_refused_is_named(mail_server) -> None:
    mailbox = mail_server()
    mailbox.refusals["gone@example.org"] = "550 no such user"
    with pytest.raises(AlertError, match=r"takes nothing for gone@example\.org"):
        send(f"{at(mailbox)},gone@example.org", MESSAGE)
    with pytest.raises(AlertError, match=r"takes nothing for gone@example\.org"):
        send(at(mailbox).replace("desk@", "gone@"), MESSAGE)


def test_a_server_that_puts_the_mail_off_says_so(mail_server) -> None:
    mailbox = mail_server()
    mailbox.answers = ["451 try again later"]
    with pytest.raises(AlertError, match="451 try again later"):
        send(at(mailbox), MESSAGE)


def test_a_server_that_is_not_there_or_speaks_no_tls_is_a_sentence(mail_server) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(AlertError, match=f"127.0.0.1:{port} cannot be reached"):
        send(f"mailto://127.0.0.1:{port}/?{TO}", MESSAGE)
    with pytest.raises(AlertError, match="TLS"):
        send(at(mail_server(), scheme="mailtos"), MESSAGE)


def test_a_server_that_never_answers_is_given_up(monkeypatch) -> None:
    monkeypatch.setattr(mail, "SECONDS_FOR_AN_ANSWER", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(AlertError, match="does not answer"):
        send(f"mailto://127.0.0.1:{silent.getsockname()[1]}/?{TO}", MESSAGE)
