"""What a server says of an account is understood, and its token is got in a browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
import requests

from bot.errors import AccountHalted, RetryLater
from bot.platforms.http import PlatformSession
from bot.platforms.mastodon.authorise import authorise
from bot.platforms.mastodon.examine import examine
from bot.platforms.spec import Examination
from bot.sandbox import Sandbox
from bot.sandbox.accounts import Timeline
from bot.sandbox.faults import Fault


def secrets_of(sandbox: Sandbox) -> dict[str, str]:
    credentials = sandbox.credentials.items()
    return {name.removeprefix("MASTODON_"): value for name, value in credentials if name.startswith("MASTODON_")}


def timeline_of(sandbox: Sandbox) -> Timeline:
    return next(timeline for timeline in sandbox.timelines() if timeline.account.platform == "mastodon")


def examined(sandbox: Sandbox) -> Examination:
    return examine(secrets_of(sandbox), PlatformSession(sandbox=sandbox.url))


def test_a_token_is_named_by_its_account_and_server(sandbox: Sandbox) -> None:
    examination = examined(sandbox)
    assert (examination.account, examination.can_post) == ("@moderntokyonews@mastodon.example", True)
    assert timeline_of(sandbox).posts == []


@pytest.mark.parametrize(
    ("scopes", "missing"),
    [
        (["read", "write"], ()),
        (["read:accounts", "read:statuses", "write:statuses"], ()),
        (["read"], ("write:statuses",)),
        (["read:accounts", "write:statuses"], ("read:statuses",)),
        (["read:accounts"], ("read:statuses", "write:statuses")),
    ],
)
def test_a_right_that_a_token_lacks_is_told_before_anything_is_posted(
    sandbox: Sandbox, scopes: list[str], missing: tuple[str, ...]
) -> None:
    timeline_of(sandbox).grants["scopes"] = scopes
    assert examined(sandbox).missing_rights == missing


def test_a_token_that_may_not_even_tell_its_account_is_not_accepted(sandbox: Sandbox) -> None:
    timeline_of(sandbox).grants["scopes"] = ["write:statuses"]
    with pytest.raises(AccountHalted, match="no right to this"):
        examined(sandbox)


def test_a_revoked_token_is_not_accepted(sandbox: Sandbox) -> None:
    timeline_of(sandbox).grants["is_revoked"] = True
    with pytest.raises(AccountHalted, match="make a new token"):
        examined(sandbox)


def test_the_server_s_own_limits_are_told(sandbox: Sandbox) -> None:
    timeline_of(sandbox).grants["max_characters"] = 5000
    assert "up to 5,000 characters" in examined(sandbox).notes[0]
    timeline_of(sandbox).grants["max_characters"] = 300
    assert "length = 300" in examined(sandbox).warnings[0]


def test_software_that_may_not_keep_keys_is_told(sandbox: Sandbox) -> None:
    timeline_of(sandbox).grants["version"] = "2.7.2 (compatible; Pleroma 2.6.0)"
    assert "lost answer" in examined(sandbox).notes[0]


def test_a_server_that_has_moved_says_nothing_about_the_token(sandbox: Sandbox) -> None:
    sandbox.faults.add("redirect", method="GET")
    with pytest.raises(RetryLater, match="correct MASTODON_INSTANCE"):
        examined(sandbox)


def test_an_account_that_is_not_marked_as_automated_is_a_warning(sandbox: Sandbox) -> None:
    me = '{"id":"1","acct":"moderntokyonews","bot":false}'
    sandbox.faults.add(Fault(status=200, body=me), method="GET")
    assert "automated" in examined(sandbox).warnings[0]


@dataclass
class Person:
    """Opens the address, and copies the code from the page; or types another one."""

    types: str = ""
    instance: str = "https://mastodon.example/@moderntokyonews"
    said: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        self.said.append(text)

    def ask(self, question: str) -> str:
        address = next(word for word in " ".join(self.said).split() if word.startswith("http"))
        page = requests.get(address).text
        return self.types or page.partition('id="pin">')[2].partition("<")[0]

    def ask_secret(self, name: str) -> str:
        assert name == "INSTANCE"
        return self.instance

    def ask_hidden(self, question: str) -> str:
        raise AssertionError(question)

    def choose(self, question: str, options: Sequence[str]) -> int:
        raise AssertionError(question)


def test_a_person_who_names_the_server_gets_its_token(sandbox: Sandbox) -> None:
    values = authorise({}, PlatformSession(sandbox=sandbox.url), Person())
    assert values == secrets_of(sandbox)


def test_a_server_that_is_known_is_not_asked_for(sandbox: Sandbox) -> None:
    person = Person(instance="")
    values = authorise({"INSTANCE": "mastodon.example"}, PlatformSession(sandbox=sandbox.url), person)
    assert values == secrets_of(sandbox)


def test_a_wrong_code_is_told_with_what_to_do(sandbox: Sandbox) -> None:
    with pytest.raises(AccountHalted, match="begin again"):
        authorise({}, PlatformSession(sandbox=sandbox.url), Person(types="wrong"))


@pytest.mark.parametrize("status", [403, 404, 422])
def test_a_server_that_lets_no_app_in_is_told_with_another_way(sandbox: Sandbox, status: int) -> None:
    sandbox.faults.add(Fault(stores=False, status=status, body='{"error":"no"}'))
    with pytest.raises(AccountHalted, match=r"New application|MASTODON_INSTANCE"):
        authorise({}, PlatformSession(sandbox=sandbox.url), Person())
