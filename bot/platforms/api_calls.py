"""Calls a client library, and converts every exception and failed answer to one of the bot's own errors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar
from urllib.parse import quote, quote_plus

from bot.errors import PublishError
from bot.platforms.error_mapping import Answer, ApiError, Row, as_reading, outcome_of_answer, outcome_of_silence
from bot.platforms.http import PlatformSession
from bot.platforms.rate_limits import RegainTimes, no_times

T = TypeVar("T")

_SECRET_PARAMETER = re.compile(
    r"((?:access_token|appsecret_proof|client_secret|fb_exchange_token|input_token|oauth_[a-z_]{1,40})=)[^&,\s'\"]+"
)


class NoReceiptError(Exception):
    """The client library took an answer for a success, but it holds no id of a post."""


class RedactedError(Exception):
    """Replaces, as the cause of an error, a client library's exception whose text contains a secret."""


def utc_now() -> datetime:
    """The time now, aware."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Makes the calls of one account, and decides by a platform's rules what follows from a failure."""

    title: str
    """The platform's name, for messages."""
    session: PlatformSession
    error_of: Callable[[Answer], ApiError]
    """Reads the platform's error from an answer without a receipt."""
    rows: tuple[Row, ...]
    """The platform's rules: what follows from an error."""
    secrets: frozenset[str]
    """Values that no message may show."""
    own_times: RegainTimes = no_times
    """Reads the platform's own rate limit headers: when an account that must wait may send again."""
    judged_first: Callable[[Answer, datetime], PublishError | None] = lambda answer, now: None
    """A check before `rows`, for reasons that are not in the body of an answer; None: `rows` decide."""
    clock: Callable[[], datetime] = utc_now

    def send(self, call: Callable[[], T]) -> T:
        """The value of a call that may store a post. Raises RetryLater, Refused, AccountHalted or OutcomeUnknown."""
        return self._call(call, lambda error: error, reads=False)

    def read(self, call: Callable[[], T]) -> T:
        """The value of a call that only reads. Raises RetryLater or AccountHalted."""
        return self._call(call, as_reading, reads=True)

    def _call(self, call: Callable[[], T], convert: Callable[[PublishError], PublishError], *, reads: bool) -> T:
        self.session.forget()
        try:
            return call()
        except Exception as error:  # noqa: BLE001  # whatever it is, the post may have been stored
            failure = error
        # Raised outside the handler, so that the original exception, which may hold a secret, is not its `__context__`.
        outcome = convert(self._outcome_of(failure, reads=reads))
        outcome.args = (redacted(str(outcome), self.secrets),)
        raise outcome from without_secrets(failure, self.secrets)

    def _outcome_of(self, failure: Exception, *, reads: bool) -> PublishError:
        answer = self.session.answer
        if answer is None:
            return outcome_of_silence(failure, self.session.request_left, self.title)
        now = self.clock()
        return self.judged_first(answer, now) or outcome_of_answer(
            self.error_of(answer), self.rows, self.title, answer.headers, now, self.own_times, reads=reads
        )


def redacted(text: str, secrets: Iterable[str]) -> str:
    """`text` without `secrets`, plain or URL-encoded, and without the values of parameters that hold secrets."""
    spellings = {spelling for secret in secrets for spelling in (secret, quote(secret, safe=""), quote_plus(secret))}
    for spelling in sorted(filter(None, spellings), key=len, reverse=True):
        text = text.replace(spelling, "[secret]")
    return _SECRET_PARAMETER.sub(r"\1[secret]", text)


def without_secrets(error: Exception, secrets: Iterable[str]) -> Exception:
    """`error`, or a RedactedError with its traceback where a text in its chain of causes contains a secret."""
    texts = [text for cause in _chain(error) for text in (str(cause), repr(cause))]
    if all(redacted(text, secrets) == text for text in texts):
        return error
    stand_in = RedactedError(redacted(f"{type(error).__name__}: {error}", secrets))
    return stand_in.with_traceback(error.__traceback__)


def _chain(error: BaseException) -> Iterator[BaseException]:
    pending: list[BaseException | None] = [error]
    visited: set[int] = set()
    while pending:
        exception = pending.pop()
        if exception is not None and id(exception) not in visited:
            visited.add(id(exception))
            yield exception
            pending += [exception.__cause__, exception.__context__]
