"""From a person's token to that of the Page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.errors import AccountHalted
from bot.platforms.facebook.authorise import authorise, renew
from bot.platforms.facebook.examine import examine
from bot.platforms.facebook.stand_in_tokens import short_user_token
from bot.platforms.http import PlatformSession
from bot.sandbox import Sandbox
from tests.platforms.facebook.test_examine import SOON, secrets_of, timeline_of

OTHER = {"id": "222", "name": "Another Page", "access_token": "EAAother", "tasks": ["ANALYZE"]}


class Person:
    """Has one token, and chooses the Page of one number."""

    def __init__(self, token: str, choice: int = 0) -> None:
        self.token, self.choice = token, choice
        self.said: list[str] = []
        self.options: Sequence[str] = ()

    def say(self, text: str) -> None:
        self.said.append(text)

    def ask_hidden(self, question: str) -> str:
        return self.token

    def ask(self, question: str) -> str:
        raise AssertionError("a token is typed where nobody sees it")

    def ask_secret(self, name: str) -> str:
        raise AssertionError(f"{name} is known")

    def choose(self, question: str, options: Sequence[str]) -> int:
        self.options = options
        return self.choice


def authorised(sandbox: Sandbox, person: Person, **changed: str) -> dict[str, str]:
    app = {name: secrets_of(sandbox)[name] for name in ("APP_ID", "APP_SECRET")} | changed
    return dict(authorise(app, PlatformSession(sandbox=sandbox.url), person))


@pytest.fixture
def person(sandbox: Sandbox) -> Person:
    return Person(short_user_token(timeline_of(sandbox).account))


def test_the_only_page_is_taken(sandbox: Sandbox, person: Person) -> None:
    assert authorised(sandbox, person) == secrets_of(sandbox)
    assert person.options == ()


def test_of_several_pages_the_person_chooses(sandbox: Sandbox, person: Person) -> None:
    timeline_of(sandbox).grants["other_pages"] = [OTHER]
    assert authorised(sandbox, person)["PAGE_ID"] == "222"
    assert person.options[0] == "Another Page (222)"


def test_the_page_that_the_account_has_already_is_kept(sandbox: Sandbox, person: Person) -> None:
    timeline_of(sandbox).grants["other_pages"] = [OTHER]
    page_id = timeline_of(sandbox).account.id
    assert authorised(sandbox, person, PAGE_ID=page_id)["PAGE_ID"] == page_id
    assert person.options == ()


def test_another_page_is_never_taken_unasked(sandbox: Sandbox, person: Person) -> None:
    authorised(sandbox, person, PAGE_ID="333")
    assert len(person.options) == 1
    assert any("333, is not among those" in text for text in person.said)


def test_a_person_who_may_not_publish_is_told_so(sandbox: Sandbox, person: Person) -> None:
    timeline_of(sandbox).grants["tasks"] = ["ANALYZE", "MODERATE"]
    authorised(sandbox, person)
    assert any("may not publish" in text for text in person.said)


def test_a_token_without_any_page_is_told_what_it_needs(sandbox: Sandbox, person: Person) -> None:
    timeline_of(sandbox).grants["scopes"] = ["pages_manage_posts"]
    with pytest.raises(AccountHalted, match="pages_show_list"):
        authorised(sandbox, person)


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"APP_SECRET": "0" * 32}, "the app's ID and secret"), ({"APP_ID": "1"}, "the app's ID and secret")],
)
def test_a_wrong_app_is_named(sandbox: Sandbox, person: Person, changed: dict[str, str], words: str) -> None:
    with pytest.raises(AccountHalted, match=words):
        authorised(sandbox, person, **changed)


def test_a_wrong_user_token_is_named(sandbox: Sandbox) -> None:
    with pytest.raises(AccountHalted, match="does not accept the user token"):
        authorised(sandbox, Person("EAAwrong"))


def test_a_token_that_ends_is_exchanged_for_one_that_lasts(sandbox: Sandbox) -> None:
    timeline_of(sandbox).grants.update(expires_at=SOON, renewed_token="EAArenewed")
    session, secrets = PlatformSession(sandbox=sandbox.url), secrets_of(sandbox)
    assert renew(secrets, session) == {"PAGE_TOKEN": "EAArenewed"}
    assert examine(secrets | {"PAGE_TOKEN": "EAArenewed"}, session).token_ends_at is None


def test_without_the_app_nothing_is_renewed(sandbox: Sandbox) -> None:
    assert renew(secrets_of(sandbox, with_app=False), PlatformSession(sandbox=sandbox.url)) == {}


def test_an_exchange_that_is_refused_is_told(sandbox: Sandbox) -> None:
    with pytest.raises(AccountHalted):
        renew(secrets_of(sandbox), PlatformSession(sandbox=sandbox.url))
