"""Decides what follows from a failed call to a platform: retry, refuse, halt, or look the post up. Pure.

Each platform has its rules as a table of rows; the first row that fits decides. An answer that fits no row is
`OutcomeUnknown`: no platform here supports idempotency keys, so a post that may have been stored is looked up on the
timeline, never just sent again.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.errors import AccountHalted, BotError, OutcomeUnknown, PublishError, Refused, RetryLater
from bot.platforms.rate_limits import RegainTimes, free_again_at, no_times

Outcome = Literal["retry later", "refused", "duplicate", "account halted", "unknown"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer of a platform. The names in `headers` are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class ApiError:
    """The error in an answer without a receipt, in the terms that rows use."""

    status: int
    codes: frozenset[int] = frozenset()
    subcodes: frozenset[int] = frozenset()
    words: str = ""
    """All texts of the answer that may give the reason, as the platform wrote them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One rule of a platform: the errors that it fits, what follows (`then`), and the reason with its remedy."""

    then: Outcome
    because: str
    when_reading: str = ""
    """The same where the call only reads, so that no post was sent; "" where `because` does not speak of one."""
    statuses: Container[int] | None = None
    codes: Iterable[int] | None = None
    subcodes: Iterable[int] | None = None
    words: str = ""

    def fits(self, error: ApiError) -> bool:
        """Whether the row applies to the error; a condition that is None or "" always fits."""
        return (
            (self.statuses is None or error.status in self.statuses)
            and (self.codes is None or not error.codes.isdisjoint(self.codes))
            and (self.subcodes is None or not error.subcodes.isdisjoint(self.subcodes))
            and self.words.casefold() in error.words.casefold()
        )


NOT_SHOWN = "did not show what was asked for"
"""Where the call only reads, and the answer is about a post."""

UNLISTED = Row(then="unknown", because="gave an answer that this program does not know")


def outcome_of_silence(error: Exception, request_left: bool, title: str) -> PublishError:
    """What follows where no complete answer came. `request_left`: a connection was open, so bytes may have arrived.

    Without an open connection nothing was sent. With one, neither a time-out nor a reset shows whether the post was
    stored. Exceptions of requests for wrong settings (a bad URL, header or proxy) are both ValueError and OSError;
    waiting does not help there. Secrets are checked when an account is opened, so a UnicodeError is about the text.
    """
    reason = _shortened(f"{type(error).__name__}: {_root_cause(error)}")
    if request_left:
        return OutcomeUnknown(f"{title} was asked but its answer did not arrive ({reason})")
    if isinstance(error, UnicodeError):
        return Refused(f"This text cannot be sent to {title}: take out its broken characters ({reason})")
    if isinstance(error, OSError) and not isinstance(error, ValueError):
        return RetryLater(f"{title} cannot be reached ({reason})")
    return AccountHalted(
        f"Nothing could be sent to {title}: look at the account's secrets and at the proxy variables ({reason})"
    )


def outcome_of_answer(
    error: ApiError,
    rows: Iterable[Row],
    title: str,
    headers: Mapping[str, str],
    now: datetime,
    own_times: RegainTimes = no_times,
    *,
    reads: bool = False,
) -> PublishError:
    """What follows from an answer without a receipt: the first of `rows` that fits decides.

    `own_times` reads the platform's own rate limit headers. `now` is aware. `reads`: the call sends no post.
    """
    row = next((row for row in rows if row.fits(error)), UNLISTED)
    detail = f"{error.status}: {_shortened(error.words)}" if error.words else f"{error.status}"
    message = f"{title} {_because(row, reads=reads)} ({detail})"
    match row.then:
        case "retry later":
            return RetryLater(message, at=free_again_at(headers, now, own_times))
        case "refused":
            return Refused(message)
        case "duplicate":
            return Refused(message, duplicate=True)
        case "account halted":
            return AccountHalted(message)
        case "unknown":
            return OutcomeUnknown(message)


def _because(row: Row, *, reads: bool) -> str:
    if reads and row.then in ("refused", "duplicate"):
        return NOT_SHOWN
    return row.when_reading if reads and row.when_reading else row.because


def as_reading(outcome: PublishError) -> RetryLater | AccountHalted:
    """The outcome where the call only reads: whatever is not a problem of the account is retried later."""
    if isinstance(outcome, (RetryLater, AccountHalted)):
        return outcome
    return RetryLater(str(outcome))


def _root_cause(error: BaseException) -> BaseException:
    """The first cause, such as "Connection refused": the exceptions around it tell of pools and URLs.

    An error of this program is returned itself: its message is meant for readers.
    """
    while not isinstance(error, BotError):
        cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if cause is None:
            break
        error = cause
    return error


def _shortened(words: str, most: int = 300) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= most else f"{flat[:most]}…"
