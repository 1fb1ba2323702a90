"""Reads the errors of X's API, whose rules are in `error_rows`; and checks this machine's clock. Pure.

X gives the reason by the HTTP status, by `type` and `detail` of a problem document, and sometimes by the numeric codes
of its older API. That X refuses a repeated text does not prove that it stored the earlier attempt.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bot.errors import RetryLater
from bot.http_headers import http_date
from bot.platforms.error_mapping import Answer, ApiError, Row
from bot.platforms.x.error_rows import CONSOLE, ROWS

DELETING_ROWS = (
    Row(
        then="unknown",
        statuses=range(200, 300),
        source="https://docs.x.com/x-api/posts/delete-post",
        because="took the request, it seems, but did not say that it deleted",
    ),
    Row(
        then="refused",
        statuses=(403,),
        words="not authorized to delete",
        source="https://docs.x.com/x-api/posts/delete-post",
        because="says that the post is another account's: delete it on x.com, as that account",
    ),
    *ROWS,
)
"""For deleting a post; the rest of a refusal means the same as for a post."""

READING_ROWS = (
    Row(
        then="account halted",
        statuses=(403,),
        words="not permitted",
        source="https://docs.x.com/x-api/users/get-posts",
        because=f"does not let the app read the account: log in to x.com, and see that the app has access {CONSOLE}",
    ),
    *ROWS,
)
"""For calls that only read; the rest of a refusal means the same as for a post."""

_PIN = "https://docs.x.com/fundamentals/authentication/oauth-1-0a/pin-based-oauth"

PIN_ROWS = (
    Row(
        then="account halted",
        statuses=(401,),
        words="oauth_verifier",
        source=_PIN,
        because="does not take this PIN: begin again, for a PIN is good for one try",
    ),
    Row(
        then="account halted",
        statuses=(401, 400),
        source=_PIN,
        because="does not accept the app's API key and secret: copy both again from the X developer console",
    ),
    Row(
        then="account halted",
        words="callback",
        source=_PIN,
        because=f'wants a callback address, though it is never used: give the app one in its "User authentication '
        f'settings" {CONSOLE}, such as that of your site',
    ),
    *READING_ROWS,
)
"""For the calls that end in an access token."""


def error_of_pin(answer: Answer) -> ApiError:
    """The error in an answer to such a call, which may be plain text instead of a JSON document."""
    error = error_of(answer)
    is_html = answer.body.lstrip().startswith(b"<")
    return error if error.words or is_html else ApiError(answer.status, words=answer.body.decode("utf-8", "replace"))


MOST_SKEW = timedelta(minutes=5)
"""How far this machine's clock and X's may differ. X accepts a signed timestamp for about so long; not documented.

https://www.rfc-editor.org/rfc/rfc5849#section-3.3
"""


def clock_fault(answer: Answer, now: datetime) -> RetryLater | None:
    """The error where X rejects the keys while this machine's clock is wrong, as the keys may be right; else None.

    `now` is this machine's time (aware); X's own is in the Date header of the answer.
    """
    theirs = http_date(answer.headers.get("date", "")) if answer.status == 401 else None
    if theirs is None or abs(now - theirs) <= MOST_SKEW:
        return None
    minutes = round(abs(now - theirs) / timedelta(minutes=1))
    return RetryLater(
        f"X takes nothing that is signed by a clock that is wrong: this machine's is {minutes} min "
        f"{'ahead of' if now > theirs else 'behind'} X's; set it right (by NTP, such as `timedatectl set-ntp true`) "
        f"({answer.status})"
    )


def error_of(answer: Answer) -> ApiError:
    """The error in `answer`. X gives the reason in `detail`, `errors[].message` or `message`."""
    document = _document(answer.body)
    parts = (document, *_dicts(document.get("errors")))
    texts = [part[key] for part in parts for key in ("title", "detail", "message", "reason", "type") if key in part]
    words = " · ".join(dict.fromkeys(text for text in texts if isinstance(text, str) and text != "about:blank"))
    codes = frozenset(part["code"] for part in parts if isinstance(part.get("code"), int))
    return ApiError(answer.status, codes, words=words)


def _document(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(body)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    return (item for item in value if isinstance(item, dict)) if isinstance(value, list) else iter(())
