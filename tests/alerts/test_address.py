"""What an address below [alerts] says."""

from __future__ import annotations

import pytest

from bot.alerts.address import filled, holds_secret, literal_secrets, mail_address, names_in, require_usable, shown
from bot.errors import SettingsError

PRIVATE = "mailto://desk:${SMTP_PASSWORD}@mail.example.org/?to=desk@example.org,editor@example.org&from=bot@example.org"


def test_an_address_by_itself_is_the_recipient_and_goes_through_this_machine_s_server() -> None:
    address = mail_address("mailto://desk@example.org")
    assert (address.host, address.port, address.user) == ("localhost", 25, "")
    assert address.recipients == ("desk@example.org",)


def test_with_a_password_the_host_is_the_server_and_the_port_that_of_submission() -> None:
    address = mail_address(PRIVATE.replace("${SMTP_PASSWORD}", "a%2Fb"))
    assert (address.host, address.port, address.is_tls) == ("mail.example.org", 587, False)
    assert (address.user, address.password) == ("desk", "a/b")
    assert address.recipients == ("desk@example.org", "editor@example.org")
    assert address.sender == "bot@example.org"


def test_a_user_may_be_a_whole_mail_address_which_is_then_sender_and_recipient() -> None:
    address = mail_address("mailtos://desk%40example.org:pw@smtp.example.com")
    assert (address.host, address.port, address.is_tls) == ("smtp.example.com", 465, True)
    assert (address.user, address.sender, address.recipients) == (
        "desk@example.org",
        "desk@example.org",
        ("desk@example.org",),
    )


def test_a_server_that_wants_no_password_is_asked_as_a_relay() -> None:
    address = mail_address("mailto://mail.example.org/?to=desk@example.org")
    assert (address.host, address.port, address.user) == ("mail.example.org", 25, "")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("mailto://mail.example.org/", "names nobody"),
        ("mailto://mail.example.org/?to=desk", "no mail address"),
        ("mailto://mail.example.org:smtp/?to=a@b.example", "port"),
        ("mailto://mail.example.org/?too=a@b.example", '"too"'),
        ("https:///hook", "names no host"),
        ("mailto://[::1/?to=a@b.example", "not a URL"),
    ],
)
def test_an_address_that_cannot_be_used_says_why(address, reason) -> None:
    with pytest.raises(SettingsError, match=reason):
        require_usable(address)


def test_a_secret_stands_in_its_place_whatever_signs_it_has() -> None:
    assert names_in(PRIVATE) == ("SMTP_PASSWORD",)
    address = mail_address(filled(PRIVATE, {"SMTP_PASSWORD": "p@ss/w:rd?&#%"}))
    assert (address.password, address.host) == ("p@ss/w:rd?&#%", "mail.example.org")


def test_a_name_may_stand_for_several_parts_of_a_path() -> None:
    assert filled("slack://${SLACK}", {"SLACK": "T1/A1/B1"}) == "slack://T1/A1/B1"
    assert filled("tgram://${TELEGRAM}/42", {"TELEGRAM": "12:ab"}) == "tgram://12:ab/42"


@pytest.mark.parametrize(
    ("address", "as_shown"),
    [
        (PRIVATE, "mailto://desk@example.org,editor@example.org"),
        ("mailto://desk:secret@mail.example.org/?to=desk@example.org", "mailto://desk@example.org"),
        ("https://user:secret@hooks.example.org:8443/T0/secret", "https://hooks.example.org:8443/…/…"),
        ("https://hooks.example.org/${HOOK}", "https://hooks.example.org/${HOOK}"),
        ("slack://${SLACK}", "slack://${SLACK}"),
        ("ntfy://ntfy.example.org/secret-topic", "ntfy://…/…"),
        ("discord://123456/secret?x=secret", "discord://…/…?…"),
    ],
)
def test_an_address_is_shown_without_anything_that_may_be_a_secret(address, as_shown) -> None:
    assert shown(address) == as_shown


@pytest.mark.parametrize(
    ("address", "is_secret"),
    [
        (PRIVATE, False),
        ("mailto://desk:secret@mail.example.org/?to=desk@example.org", True),
        ("https://hooks.example.org/${HOOK}", False),
        ("https://hooks.example.org/services/T0123ABCD/B0123ABCD/9fJx0aBcDeFgHiJkLmNoPq", True),
        ("https://user:secret@hooks.example.org/", True),
        ("discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js", True),
        ("slack://${SLACK}", False),
        ("ntfy://ntfy.example.org/newsroom", False),
    ],
)
def test_a_password_or_token_in_an_address_is_noticed(address, is_secret) -> None:
    assert holds_secret(address) is is_secret
    assert bool(literal_secrets(address)) is is_secret
