"""Decides what follows from a failed call to a platform: retry, refuse, halt, or look the post up. Pure.

Each platform has its rules as a table of rows; the first row that fits decides, and each row names its source. An
answer that fits no row is `OutcomeUnknown`, told with its code so that the table can grow: a post
that may have been stored is looked up on the timeline, or sent again under its key where that makes no second one.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
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
    is_transient: bool = False
    """The platform itself says that the error will pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One rule of a platform: the errors that it fits, what follows (`then`), and the reason with its remedy."""

    then: Outcome
    because: str
    source: str = ""
    """The URL of where this is documented, or of who has seen it."""
    when_reading: str = ""
    """`because`, where the call only reads, so that no post was sent; "" where `because` does not speak of one."""
    statuses: Container[int] | None = None
    codes: Container[int] | None = None
    subcodes: Container[int] | None = None
    numbers: Container[int] | None = None
    """Fits a code or a subcode: a platform may give the same number as either."""
    words: str = ""
    wait: timedelta = timedelta(0)
    """How long the account waits at least, where `then` is "retry later" and the answer need not tell."""
    post_waits: timedelta = timedelta(0)
    """How long this post waits at least: longer than `wait` where the post may be the reason, so others go first."""

    def fits(self, error: ApiError) -> bool:
        """Whether the row applies to the error; a condition that is None or "" always fits.

        What the platform itself calls passing refuses no post for good.
        """
        return (
            (self.statuses is None or error.status in self.statuses)
            and _has_one_of(error.codes, self.codes)
            and _has_one_of(error.subcodes, self.subcodes)
            and _has_one_of(error.codes | error.subcodes, self.numbers)
            and self.words.casefold() in error.words.casefold()
            and not (error.is_transient and self.then == "refused")
        )


def _has_one_of(numbers: Iterable[int], wanted: Container[int] | None) -> bool:
    return wanted is None or any(number in wanted for number in numbers)


NOT_SHOWN = "did not show what was asked for"
"""Where the call only reads, and the answer is about a post."""

UNLISTED = Row(
    then="unknown",
    because="gave an answer that this program does not know: please report it; the post is looked for",
    when_reading="gave an answer that this program does not know: please report it",
)


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
    message = f"{title} {_because(row, reads=reads)} ({_quoted(error)})"
    match row.then:
        case "retry later":
            return _retry_later(row, message, free_again_at(headers, now, own_times), now)
        case "refused":
            return Refused(message)
        case "duplicate":
            return Refused(message, duplicate=True)
        case "account halted":
            return AccountHalted(message)
        case "unknown":
            is_refusal = row is UNLISTED and 400 <= error.status < 500 and not error.is_transient
            return OutcomeUnknown(message, is_refusal=is_refusal)


def _retry_later(row: Row, message: str, free_at: datetime | None, now: datetime) -> RetryLater:
    """`free_at` is when the answer's headers allow another call; None where they do not say."""
    if not row.wait:
        return RetryLater(message, at=free_at)
    at = max(now + row.wait, free_at or now)
    return RetryLater(message, at=at, post_at=max(now + row.post_waits, at) if row.post_waits else None)


def _quoted(error: ApiError) -> str:
    """The error as the platform told it: the status, the codes with the subcodes, and the words."""
    codes, subcodes = ", ".join(map(str, sorted(error.codes))), ", ".join(map(str, sorted(error.subcodes)))
    numbers = "/".join(filter(None, (codes, subcodes)))
    head = f"{error.status}, code {numbers}" if numbers else f"{error.status}"
    return f"{head}: {_shortened(error.words)}" if error.words else head


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
