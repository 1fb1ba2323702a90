"""The rules for errors of X's API: what each means for a post; and the check of this machine's clock. Pure.

X gives the reason by the HTTP status, by `type` and `detail` of a problem document, and sometimes by the numeric codes
of its older API (https://docs.x.com/x-api/fundamentals/response-codes-and-errors). That X refuses a repeated text does
not prove that it stored the earlier attempt.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bot.errors import RetryLater
from bot.http_headers import http_date
from bot.platforms.error_mapping import Answer, ApiError, Row

CONSOLE = "in the X developer console"

ROWS = (
    Row(
        then="unknown",
        statuses=range(200, 300),
        because="took the post, it seems, but named no id",
        when_reading="gave an answer that is none of its API",
    ),
    Row(then="unknown", statuses=range(300, 400), because="pointed elsewhere instead of answering"),
    Row(
        then="unknown",
        statuses=(408, *range(500, 600)),
        because="failed while it handled the post",
        when_reading="failed while it looked for what was asked",
    ),
    Row(
        then="account halted",
        statuses=(401,),
        because=f"does not accept the account's keys: make new ones {CONSOLE}, and check this machine's clock",
    ),
    Row(
        then="account halted",
        statuses=(402,),
        because=f"has no credit left for this app: buy credits {CONSOLE}",
    ),
    Row(
        then="retry later",
        statuses=(429,),
        words="usage-capped",
        because=f"has reached this app's monthly cap: raise it {CONSOLE}; until then it is tried again",
    ),
    Row(
        then="retry later",
        statuses=(429,),
        because="takes no more posts for now",
        when_reading="answers no more questions for now",
    ),
    Row(
        then="retry later",
        codes=(88, 185),
        because="takes no more posts for now",
        when_reading="answers no more questions for now",
    ),
    Row(then="duplicate", codes=(187,), because="has this text already"),
    Row(then="duplicate", words="duplicate content", because="has this text already"),
    Row(
        then="account halted",
        codes=(32, 89, 215),
        because=f"does not accept the account's keys: make new ones {CONSOLE}",
    ),
    Row(then="account halted", codes=(64,), because="has suspended the account: appeal on x.com"),
    Row(then="account halted", words="suspended", because="has suspended the account: appeal on x.com"),
    Row(then="account halted", codes=(326,), because="has locked the account: log in to x.com to unlock it"),
    Row(
        then="account halted",
        words="temporarily locked",
        because="has locked the account: log in to x.com to unlock it",
    ),
    Row(
        then="account halted",
        words="client-not-enrolled",
        because=f"does not know the app's plan: attach the app to a project with access {CONSOLE}",
    ),
    Row(
        then="account halted",
        words="client-forbidden",
        because=f"does not know the app's plan: attach the app to a project with access {CONSOLE}",
    ),
    Row(
        then="account halted",
        words="unsupported-authentication",
        because=f"wants user keys here: make an access token for the account, with read and write, {CONSOLE}",
    ),
    Row(
        then="account halted",
        codes=(226,),
        because="takes the account for a robot: log in to x.com, and label the account as automated",
    ),
    Row(
        then="account halted",
        codes=(261, 453),
        because=f"gives this app no right to post: set it to read and write {CONSOLE}, then make new tokens",
    ),
    Row(
        then="account halted",
        words="access this feature",
        because="has restricted the account: log in to x.com",
    ),
    Row(then="refused", codes=(186,), because="finds the text too long: shorten it"),
    Row(then="refused", words="text is too long", because="finds the text too long: shorten it"),
    Row(
        then="refused",
        words="maximum of one cashtag",
        because="takes one cashtag at most: write the others without $",
    ),
    Row(
        then="refused",
        words="invalid url",
        because="blocks a URL of this post: see whether the link is on a block list",
    ),
    Row(then="refused", words="reply to", because="does not let this account reply there"),
    Row(
        then="account halted",
        statuses=(403,),
        because=f"forbids the post without a reason: log in to x.com, and see that the app may write {CONSOLE}",
    ),
    Row(then="refused", statuses=(400,), because="finds a fault in this post: edit it"),
    Row(
        then="account halted",
        statuses=(404, 405, 410),
        because="no longer takes posts at this address: update this program",
    ),
    Row(then="refused", statuses=(409, 413, 415, 422), because="does not take this post: edit it"),
)
"""The first row that fits decides."""

DELETING_ROWS = (
    Row(
        then="unknown", statuses=range(200, 300), because="took the request, it seems, but did not say that it deleted"
    ),
    Row(
        then="refused",
        statuses=(403,),
        words="not authorized to delete",
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
        because=f"does not let the app read the account: log in to x.com, and see that the app has access {CONSOLE}",
    ),
    *ROWS,
)
"""For calls that only read; the rest of a refusal means the same as for a post."""

PIN_ROWS = (
    Row(
        then="account halted",
        statuses=(401,),
        words="oauth_verifier",
        because="does not take this PIN: begin again, for a PIN is good for one try",
    ),
    Row(
        then="account halted",
        statuses=(401, 400),
        because="does not accept the app's API key and secret: copy both again from the X developer console",
    ),
    Row(
        then="account halted",
        words="callback",
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
    words = " · ".join(text for text in texts if isinstance(text, str) and text != "about:blank")
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
