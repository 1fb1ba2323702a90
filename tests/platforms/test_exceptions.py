"""No exception class of the client libraries, nor of what they stand on, leaves an adapter as itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import facebook
import oauthlib.oauth1.rfc5849.errors  # noqa: F401  # so that its classes exist when they are walked
import pytest
import requests
import tweepy
import urllib3
from oauthlib.oauth2.rfc6749.errors import OAuth2Error

from bot.errors import AccountHalted, OutcomeUnknown, Refused, RetryLater
from bot.platforms import Platform
from bot.platforms.error_mapping import Answer
from bot.platforms.facebook.client import Facebook
from bot.platforms.http import PlatformSession
from bot.platforms.x.client import X

FAMILIES = (
    tweepy.TweepyException,
    facebook.GraphAPIError,
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    OAuth2Error,
    OSError,
    ValueError,
    ArithmeticError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    RuntimeError,
    MemoryError,
)
LIBRARIES = ("tweepy", "facebook", "requests", "requests_oauthlib", "urllib3", "oauthlib", "ssl", "socket", "builtins")


def classes_below(family: type[Exception]) -> Iterator[type[Exception]]:
    yield family
    for below in family.__subclasses__():
        yield from classes_below(below)


def is_foreign(error: type[Exception]) -> bool:
    """Tests of other modules make subclasses too, which are nobody's to raise here."""
    return error.__module__.partition(".")[0] in LIBRARIES


FOREIGN = sorted(
    filter(is_foreign, {error for family in FAMILIES for error in classes_below(family)}),
    key=lambda error: (error.__qualname__, error.__module__),
)
every_class = pytest.mark.parametrize("error", FOREIGN, ids=lambda error: f"{error.__module__}.{error.__qualname__}")


class RaisingSession(PlatformSession):
    """Raises in place of asking."""

    def __init__(self, error: Exception, request_left: bool) -> None:
        super().__init__()
        self._error = error
        self._left = request_left

    def request(self, *_: Any, **__: Any) -> requests.Response:
        self.request_left = self._left
        raise self._error


SECRET = "123-a-long-enough-token"


def adapters(error: type[Exception], request_left: bool, text: str = "it broke") -> Iterator[Platform]:
    raised = error.__new__(error, text)
    raised.args = (text,)
    vars(raised).update(partial=0, expected=1, length=b"")  # without these two of urllib3's cannot be printed
    keys = dict.fromkeys(("API_KEY", "API_SECRET", "ACCESS_TOKEN", "ACCESS_TOKEN_SECRET"), SECRET)
    yield X(keys, RaisingSession(raised, request_left))
    yield Facebook({"PAGE_ID": "1", "PAGE_TOKEN": SECRET}, RaisingSession(raised, request_left))


def test_the_walk_meets_the_classes_that_it_is_for() -> None:
    assert {tweepy.TooManyRequests, requests.ReadTimeout, requests.JSONDecodeError} < set(FOREIGN)
    assert {facebook.GraphAPIError, urllib3.exceptions.ProtocolError, UnicodeEncodeError} < set(FOREIGN)
    assert len(FOREIGN) > 100


@every_class
def test_once_a_connection_stood_every_exception_is_an_unknown_outcome(error: type[Exception]) -> None:
    for platform in adapters(error, request_left=True):
        with pytest.raises(OutcomeUnknown) as raised:
            platform.publish("text", "")
        assert raised.value.__cause__ is not None


@every_class
def test_before_a_connection_stood_every_exception_says_what_happens_next(error: type[Exception]) -> None:
    for platform in adapters(error, request_left=False):
        with pytest.raises((RetryLater, Refused, AccountHalted)):
            platform.publish("text", "")


@every_class
def test_every_exception_while_reading_is_tried_again_or_halts(error: type[Exception]) -> None:
    for request_left in (True, False):
        for platform in adapters(error, request_left):
            with pytest.raises((RetryLater, AccountHalted)):
                platform.find("text", "", datetime.now(UTC))


@pytest.mark.parametrize(
    "error", [requests.ConnectionError, requests.Timeout, requests.exceptions.ProxyError, requests.exceptions.SSLError]
)
def test_a_connection_that_fails_is_tried_again(error: type[Exception]) -> None:
    for platform in adapters(error, request_left=False):
        with pytest.raises(RetryLater):
            platform.publish("text", "")


@pytest.mark.parametrize(
    "error", [requests.exceptions.InvalidHeader, requests.exceptions.InvalidProxyURL, TypeError, AssertionError]
)
def test_what_waiting_does_not_mend_halts_the_account(error: type[Exception]) -> None:
    for platform in adapters(error, request_left=False):
        with pytest.raises(AccountHalted):
            platform.publish("text", "")


@pytest.mark.parametrize("request_left", [True, False])
def test_a_secret_in_a_foreign_text_is_shown_nowhere(request_left: bool) -> None:
    for platform in adapters(requests.ConnectionError, request_left, text=f"no answer from /me?token={SECRET}"):
        with pytest.raises((OutcomeUnknown, RetryLater)) as raised:
            platform.publish("text", "")
        error, cause = raised.value, raised.value.__cause__
        assert SECRET not in f"{error!r} {cause!r} {error.__context__!r}"
        assert "no answer from /me?token=[secret]" in str(error)
        assert "no answer from /me?token=[secret]" in str(cause)


def test_an_answer_from_before_says_nothing_of_a_call_that_comes_to_no_request() -> None:
    for platform in adapters(TypeError, request_left=False):
        platform._caller.session.answer = Answer(500, {}, b"")  # type: ignore[attr-defined]
        with pytest.raises(AccountHalted):
            platform.publish("text", "")


def test_an_interruption_is_not_swallowed() -> None:
    for platform in adapters(KeyboardInterrupt, request_left=True):  # type: ignore[type-var]  # it is no Exception
        with pytest.raises(KeyboardInterrupt):
            platform.publish("text", "")
