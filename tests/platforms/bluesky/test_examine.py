"""What Bluesky says of an account, and how a person gets its app password."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.errors import AccountHalted, RetryLater
from bot.platforms.access import authorise, examine
from bot.platforms.bluesky.authorise import plain_handle


class Person:
    def __init__(self, **answers: str) -> None:
        self.answers = answers
        self.said: list[str] = []

    def say(self, text: str) -> None:
        self.said.append(text)

    def ask(self, question: str) -> str:
        raise AssertionError(question)

    ask_hidden = ask

    def ask_secret(self, name: str) -> str:
        return self.answers[name]

    def choose(self, question: str, options: Sequence[str]) -> int:
        raise AssertionError(question)


@pytest.mark.parametrize(
    ("status", "told"),
    [("deactivated", "reactivate"), ("suspended", "suspended"), ("unheard-of", "not active")],
)
def test_an_account_that_is_not_active_cannot_post(sandbox, server, secrets, status: str, told: str) -> None:
    server.grants["status"] = status
    examination = examine("bluesky", secrets, sandbox=sandbox.url)
    assert not examination.can_post
    assert told in examination.faults[0]


def test_an_account_that_was_taken_down_halts(sandbox, server, secrets) -> None:
    server.grants["status"] = "takendown"
    with pytest.raises(AccountHalted, match="taken the account down"):
        examine("bluesky", secrets, sandbox=sandbox.url)


def test_a_main_password_and_a_lost_handle_are_warned_of(sandbox, server, secrets) -> None:
    server.grants |= {"scope": "com.atproto.access", "handle": "handle.invalid"}
    examination = examine("bluesky", secrets, sandbox=sandbox.url)
    assert examination.can_post
    assert [warning.split()[0] for warning in examination.warnings] == ["the", "APP_PASSWORD"]
    assert "did:plc:" in examination.account


@pytest.mark.parametrize(
    "typed",
    [
        "news.bsky.social",
        "@news.bsky.social",
        " News.bsky.social ",
        "https://bsky.app/profile/news.bsky.social",
        "https://bsky.app/profile/news.bsky.social/post/3jzfcijpj2z2a",
    ],
)
def test_a_handle_is_taken_as_people_write_it(typed: str) -> None:
    assert plain_handle(typed) == "news.bsky.social"


def test_a_person_gets_the_keys_of_an_account_of_bluesky_s_own(sandbox, server, secrets) -> None:
    person = Person(HANDLE=f"@{secrets['HANDLE'].upper()}", APP_PASSWORD=secrets["APP_PASSWORD"])
    assert authorise("bluesky", {}, person, sandbox=sandbox.url) == secrets
    assert "bsky.app/settings/app-passwords" in person.said[0]


def test_the_server_of_an_account_elsewhere_is_written_too(sandbox, server, secrets) -> None:
    server.grants["server"] = "https://pds.news.example"
    person = Person(**secrets)
    values = authorise("bluesky", {}, person, sandbox=sandbox.url)
    assert values == secrets | {"SERVICE": "https://pds.news.example"}


def test_a_handle_that_nobody_has_is_told_before_a_password_is_asked_for(sandbox, server) -> None:
    with pytest.raises(AccountHalted, match=r"knows no account of this handle"):
        authorise("bluesky", {}, Person(HANDLE="nobody.bsky.social"), sandbox=sandbox.url)


def test_a_password_that_is_not_taken_is_not_returned(sandbox, server, secrets) -> None:
    with pytest.raises(AccountHalted, match="make a new app password"):
        authorise(
            "bluesky", {}, Person(HANDLE=secrets["HANDLE"], APP_PASSWORD="aaaa-bbbb-cccc-dddd"), sandbox=sandbox.url
        )


def test_an_outage_while_the_server_is_looked_for_ends_with_an_error_of_ours(sandbox, server, secrets) -> None:
    sandbox.faults.add("stored, then 502", method="GET")
    with pytest.raises(RetryLater):
        authorise("bluesky", {}, Person(**secrets), sandbox=sandbox.url)
