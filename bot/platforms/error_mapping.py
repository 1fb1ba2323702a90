"""From what one call to a platform showed to the error that says what follows. Pure: `now` is an argument.

The rules are rows of data, one table for each platform; the first row that fits decides. An answer that no row
knows is `OutcomeUnknown`: no platform here has an idempotency key, so a post that may have landed is looked for,
never sent again on a guess.
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
    """A whole answer of a platform. The names of `headers` are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class ApiError:
    """What an answer without a receipt says, in the terms that rows are written in."""

    status: int
    codes: frozenset[int] = frozenset()
    subcodes: frozenset[int] = frozenset()
    words: str = ""
    """Every text of the answer that may tell the reason, as the platform wrote it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a platform's table: what it fits, what follows, and the remedy in one sentence."""

    then: Outcome
    because: str
    statuses: Container[int] | None = None
    codes: Iterable[int] | None = None
    subcodes: Iterable[int] | None = None
    words: str = ""

    def fits(self, error: ApiError) -> bool:
        """Whether the answer is one that this row is about."""
        return (
            (self.statuses is None or error.status in self.statuses)
            and (self.codes is None or not error.codes.isdisjoint(self.codes))
            and (self.subcodes is None or not error.subcodes.isdisjoint(self.subcodes))
            and self.words.casefold() in error.words.casefold()
        )


UNLISTED = Row(then="unknown", because="gave an answer that this program does not know")


def outcome_of_silence(error: Exception, request_left: bool, title: str) -> PublishError:
    """What follows where no whole answer came. `request_left`: a connection stood, so bytes may have arrived.

    A connection that never stood has carried nothing. Once it stood, neither a time-out nor a reset says whether
    the post was stored. requests' faults of settings (a bad URL, header or proxy) are ValueErrors beside OSErrors:
    waiting does not mend those. Secrets are checked when an account is opened, so what cannot be encoded is the text.
    """
    reason = _shortened(f"{type(error).__name__}: {_root_of(error)}")
    if request_left:
        return OutcomeUnknown(f"{title} was asked but its answer did not arrive ({reason})")
    if isinstance(error, UnicodeError):
        return Refused(f"This text cannot be sent to {title}: take out its broken characters ({reason})")
    if isinstance(error, OSError) and not isinstance(error, ValueError):
        return RetryLater(f"{title} cannot be reached; it is tried again ({reason})")
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
) -> PublishError:
    """What follows from an answer that is no receipt: the first of `rows` that fits decides.

    `own_times` reads from the platform's own headers when an account that must wait may go on.
    """
    row = next((row for row in rows if row.fits(error)), UNLISTED)
    detail = f"{error.status}: {_shortened(error.words)}" if error.words else f"{error.status}"
    message = f"{title} {row.because} ({detail})"
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


def as_reading(outcome: PublishError) -> RetryLater | AccountHalted:
    """The same outcome for a call that only reads: what is not the account's own trouble is asked again later."""
    if isinstance(outcome, (RetryLater, AccountHalted)):
        return outcome
    return RetryLater(str(outcome))


def _root_of(error: BaseException) -> BaseException:
    """What began it, such as "Connection refused": the errors around it name pools and URLs that nobody asked about.

    An error of this program's own says what it means, whatever its cause.
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
