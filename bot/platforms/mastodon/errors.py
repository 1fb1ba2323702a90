"""The rules for errors of Mastodon's API: what each means for a post. Pure.

Mastodon gives the reason as a sentence, `{"error": "…"}`, in English for most reasons, and no codes. A server behind a
proxy or a firewall may answer with that one's page of HTML instead.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.platforms.error_mapping import Answer, ApiError, Row
from bot.platforms.post_match import parse_time

PAGE = "a page instead of an answer"
"""The words of an answer that is no JSON object: it does not come from Mastodon, but from what stands before it."""

_SOURCE = "https://github.com/mastodon/mastodon/blob/main/"
_ERRORS = f"{_SOURCE}app/controllers/concerns/api/error_handling.rb"
_ACCESS = f"{_SOURCE}app/controllers/api/base_controller.rb"
_STATUSES = "https://docs.joinmastodon.org/methods/statuses/"
_LIMITS = "https://docs.joinmastodon.org/api/rate-limits/"
_SCOPES = "https://docs.joinmastodon.org/api/oauth-scopes/"
_HTTP = "https://www.rfc-editor.org/rfc/rfc9110#section-15"

_NEW_TOKEN = "make a new token"
_LOG_IN = "log in to the server in a browser, where it says what is the matter"

_CALLS = (
    Row(
        then="unknown",
        statuses=range(200, 300),
        source=_STATUSES,
        because="took the post, it seems, but named no id",
        when_reading="gave an answer that is none of its API",
    ),
    Row(
        then="unknown",
        statuses=range(300, 400),
        source=_HTTP,
        because="pointed elsewhere instead of answering: if the server has moved, correct MASTODON_INSTANCE",
    ),
    Row(
        then="unknown",
        statuses=(408, *range(500, 600)),
        source=_ERRORS,
        because="failed while it handled the post",
        when_reading="failed while it looked for what was asked",
    ),
)
"""The answers that do not say whether the call was carried out. A 503 may come from a proxy that has waited for long
enough, and a 500 from what is done after a post is stored: https://github.com/mastodon/mastodon/issues/40399"""

_LIMITED = (
    Row(
        then="retry later",
        statuses=(429,),
        source=_LIMITS,
        because="takes no more calls for now",
    ),
)

_ACCOUNT = (
    Row(
        then="account halted",
        statuses=(401,),
        source=_STATUSES,
        because=f"does not accept the account's token: {_NEW_TOKEN}",
    ),
    Row(then="account halted", statuses=(402,), source=_HTTP, because=f"asks for payment: {_LOG_IN}"),
    Row(
        then="account halted",
        statuses=(403,),
        words="outside the authorized scopes",
        source=_SCOPES,
        because=f"gives the account's token no right to this (it needs read and write:statuses): {_NEW_TOKEN}",
    ),
    Row(
        then="account halted",
        statuses=(403, 422),
        words="requires an authenticated user",
        source=_ACCESS,
        because=f"says that the token is an app's and nobody's account: {_NEW_TOKEN}",
    ),
    Row(
        then="account halted",
        statuses=(403,),
        words="your login is",
        source=_ACCESS,
        because=f"has disabled the account, or waits for its e-mail address or approval: {_LOG_IN}",
    ),
    Row(
        then="retry later",
        statuses=(403,),
        words=PAGE,
        source=_HTTP,
        because="lets no program through for now: if that lasts, ask the server's administrators, for a firewall "
        "stands before it",
    ),
)
"""Whose the fault is that no post goes out."""

_POSTS = (
    Row(
        then="refused",
        statuses=(404,),
        words="not found",
        source=f"{_SOURCE}app/services/post_status_service.rb",
        because="has had this post already, and it was deleted there: post it anew if it shall be seen",
    ),
    Row(
        then="refused",
        statuses=(422,),
        words="character limit",
        source=f"{_SOURCE}app/validators/status_length_validator.rb",
        because="finds the text too long: shorten it, or tell the server's limit by `length` in bot.toml",
    ),
    Row(then="refused", statuses=(422,), words="can't be blank", source=_STATUSES, because="takes no empty text"),
    Row(then="refused", statuses=(400, 413, 415, 422), source=_ERRORS, because="finds a fault in this post: edit it"),
)

_SERVER = (
    Row(
        then="account halted",
        statuses=(403,),
        source=_ERRORS,
        because=f"forbids this account to post: {_LOG_IN}",
        when_reading=f"forbids this account to look: {_LOG_IN}",
    ),
    Row(
        then="account halted",
        statuses=(404, 405, 410),
        source=_HTTP,
        because="is not at this address: see whether MASTODON_INSTANCE names the server, and whether it is still there",
    ),
    Row(
        then="account halted",
        statuses=(451,),
        source=_HTTP,
        because="may not serve this machine's country, for legal reasons: ask the server's administrators",
    ),
)

ROWS = (*_CALLS, *_LIMITED, *_ACCOUNT, *_POSTS, *_SERVER)
"""For sending a post, and for reading. The first row that fits decides."""

GONE = Row(
    then="refused",
    statuses=(404, 410),
    words="not found",
    source=_ERRORS,
    because="does not have this post any more, or not for this account: look at it there",
)

CHANGING_ROWS = (
    *_CALLS,
    *_LIMITED,
    *_ACCOUNT,
    GONE,
    Row(
        then="refused",
        statuses=(403,),
        words="not allowed",
        source=_ERRORS,
        because="says that the post is another account's: change it there, as that account",
    ),
    *_POSTS[1:],
    *_SERVER,
)
"""For changing and deleting a post that is out."""

SIGNING_IN_ROWS = (
    Row(
        then="account halted",
        statuses=(400, 401),
        words="authorization grant",
        source="https://docs.joinmastodon.org/methods/oauth/#token",
        because="does not take this code: begin again, for a code is good for one try and ten minutes",
    ),
    Row(
        then="account halted",
        statuses=(400, 401, 403, 422),
        source="https://docs.joinmastodon.org/methods/apps/#create",
        because="does not let this program sign in: make a new token on the server's own page, under Preferences, "
        "Development, New application",
    ),
    *_CALLS,
    *_LIMITED,
    *_SERVER,
)
"""For the calls that end in a token."""


def error_of(answer: Answer) -> ApiError:
    """The error in `answer`: `error`, and `error_description` of the calls that end in a token."""
    document = json_object(answer.body)
    if document is None:
        return ApiError(answer.status, words=PAGE if answer.body.strip() else "")
    texts = (document.get(key) for key in ("error", "error_description"))
    return ApiError(answer.status, words=" · ".join(text for text in texts if isinstance(text, str)))


def json_object(body: bytes) -> dict[str, Any] | None:
    """The JSON object that an answer holds; None where it holds something else."""
    try:
        document = json.loads(body)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def reset_times(headers: Mapping[str, str], now: datetime) -> Iterator[datetime]:
    """When an account that is over a rate limit may go on, as Mastodon tells it: a time, and not a number of seconds.

    https://docs.joinmastodon.org/api/rate-limits/#headers
    """
    time = parse_time(headers.get("x-ratelimit-reset", ""))
    if time is not None and headers.get("x-ratelimit-remaining", "0").strip() == "0":
        yield time
