"""Getting an access token from X by a PIN."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import requests

from bot.errors import AccountHalted
from bot.platforms.http import PlatformSession
from bot.platforms.x.authorise import authorise
from bot.sandbox import Sandbox
from bot.sandbox.faults import Fault
from tests.platforms.x.test_examine import keys_of


class Person:
    """Says a PIN that is made of what the page shows."""

    def __init__(self, pin: Callable[[str], str] = lambda shown: shown) -> None:
        self.pin = pin
        self.shown = ""

    def say(self, text: str) -> None:
        url = next((word for word in text.split() if word.startswith("http://127.")), "")
        if url:
            self.shown = requests.get(url).text.partition('id="pin">')[2].partition("<")[0]

    def ask(self, question: str) -> str:
        return self.pin(self.shown)

    def ask_secret(self, name: str) -> str:
        raise AssertionError(f"{name} is known, and was asked for")

    ask_hidden = ask_secret

    def choose(self, question: str, options: object) -> int:
        raise AssertionError("there is nothing to choose")


def authorised(sandbox: Sandbox, person: Person, **changed: str) -> dict[str, str]:
    app = {name: keys_of(sandbox)[name] for name in ("API_KEY", "API_SECRET")} | changed
    return dict(authorise(app, PlatformSession(sandbox=sandbox.url), person))


def test_what_is_known_is_not_asked_for(sandbox: Sandbox) -> None:
    assert authorised(sandbox, Person()) == keys_of(sandbox)


def test_a_wrong_pin_is_told_and_is_no_fault_of_the_keys(sandbox: Sandbox) -> None:
    with pytest.raises(AccountHalted, match="does not take this PIN"):
        authorised(sandbox, Person(lambda shown: f"0{shown[1:]}"))


def test_a_pin_without_a_browser_having_been_there_is_wrong(sandbox: Sandbox) -> None:
    person = Person(lambda shown: "1234567")
    person.say = lambda text: None  # type: ignore[method-assign]
    with pytest.raises(AccountHalted, match="does not take this PIN"):
        authorised(sandbox, person)


def test_a_wrong_app_is_told_before_anybody_opens_a_page(sandbox: Sandbox) -> None:
    person = Person()
    with pytest.raises(AccountHalted, match="does not accept the app's API key and secret"):
        authorised(sandbox, person, API_SECRET="x" * 50)
    assert person.shown == ""


def test_an_app_without_a_callback_address_is_told_so(sandbox: Sandbox) -> None:
    body = '{"errors":[{"code":415,"message":"Callback URL not approved for this client application."}]}'
    sandbox.faults.add(Fault(status=403, body=body))
    with pytest.raises(AccountHalted, match="wants a callback address"):
        authorised(sandbox, Person())


def test_a_wrong_clock_is_told_instead_of_wrong_keys(sandbox: Sandbox) -> None:
    clock = sandbox.rules.clock
    sandbox.rules.clock = lambda: clock() + 3_600
    sandbox.faults.add(Fault(status=401, body="{}", headers={"Date": "Mon, 23 Nov 2020 10:00:00 GMT"}))
    with pytest.raises(Exception, match="signed by a clock that is wrong"):
        authorised(sandbox, Person())
