"""The rules for errors of Bluesky's servers: what each means for a post. Pure.

An error is a name and a sentence: https://atproto.com/specs/xrpc#error-responses. The names are those in the lexicons,
https://github.com/bluesky-social/atproto/tree/main/lexicons/com/atproto, and in the code of the server of accounts,
https://github.com/bluesky-social/atproto/tree/main/packages/pds/src
"""

from __future__ import annotations

import json

from bot.platforms.error_mapping import Answer, ApiError, Row

_NEW_PASSWORD = "make a new app password in the app, under Settings, Privacy and security, App passwords"

ENDED = ("ExpiredToken", "InvalidToken", "AuthMissing")
"""The names of errors that say that the session has ended, and not that the account may do nothing."""

ROWS = (
    # https://docs.bsky.app/docs/advanced-guides/rate-limits
    Row(then="retry later", statuses=(429,), because="takes no more calls for now"),
    Row(then="retry later", words="RateLimitExceeded", because="takes no more calls for now"),
    # packages/pds/src/auth-verifier.ts
    *(Row(then="retry later", words=name, because="has ended the session, which is opened anew") for name in ENDED),
    # lexicons/com/atproto/server/createSession.json
    Row(
        then="account halted",
        words="AuthFactorTokenRequired",
        because=f"wants a code from an e-mail, as it does for an account's main password: {_NEW_PASSWORD}",
    ),
    Row(
        then="account halted",
        words="AccountTakedown",
        because="has taken the account down: log in to the app to read why, and to appeal",
    ),
    # packages/pds/src/auth-verifier.ts; a deactivated account may still log in
    Row(
        then="account halted",
        words="AccountDeactivated",
        because="says that the account is deactivated: log in to the app and reactivate it",
    ),
    Row(
        then="account halted",
        words="AccountSuspended",
        because="has suspended the account: log in to the app to read why",
    ),
    Row(then="account halted", statuses=(402,), because="wants to be paid: ask whoever runs the account's server"),
    Row(
        then="account halted",
        statuses=(401,),
        because=(
            f"does not accept the handle and the app password: look at both, or {_NEW_PASSWORD}; "
            "an account on a server of its own needs SERVICE too"
        ),
    ),
    Row(
        then="account halted",
        statuses=(403,),
        because=f"gives the app password no right to do this: {_NEW_PASSWORD}",
    ),
    # packages/pds/src/api/com/atproto/repo/describeRepo.ts, auth-verifier.ts
    Row(
        then="account halted",
        words="Could not find repo",
        because="does not have this account: set SERVICE to the server that has it",
    ),
    Row(
        then="account halted",
        words="RepoNotFound",
        because="does not have this account: set SERVICE to the server that has it",
    ),
    # https://atproto.com/specs/xrpc
    Row(
        then="account halted",
        statuses=(404, 405, 501),
        because="does not know the call: SERVICE must be the address of an account's server",
    ),
    # The card's picture is uploaded before each attempt: packages/pds/src/actor-store/blob/transactor.ts
    Row(then="retry later", words="Could not find blob", because="has not kept the picture of the card"),
    Row(then="refused", statuses=(413,), because="finds this post too large: edit it"),
    Row(
        then="refused",
        statuses=(400,),
        words="Invalid",
        because="finds a fault in this post: edit it",
    ),
    Row(
        then="unknown",
        statuses=range(500, 600),
        because="failed while it handled the post",
        when_reading="failed while it looked for what was asked",
    ),
)
"""The first row that fits decides. Any other answer may mean that the post was stored."""


def error_of(answer: Answer) -> ApiError:
    """The error in `answer`: its name and its sentence."""
    try:
        document = json.loads(answer.body)
    except ValueError:
        document = None
    if not isinstance(document, dict):
        return ApiError(answer.status)
    texts = (document.get("error"), document.get("message"))
    return ApiError(answer.status, words=": ".join(text for text in texts if isinstance(text, str) and text))


def has_ended_session(answer: Answer | None) -> bool:
    """Whether the answer says that the session does not hold any more."""
    if answer is None:
        return False
    words = error_of(answer).words
    return answer.status == 401 or any(words.startswith(name) for name in ENDED)


def is_no_such_record(answer: Answer | None) -> bool:
    """Whether the answer says that the account has no record of that key.

    Older servers give the error no name of its own: packages/pds/src/api/com/atproto/repo/getRecord.ts
    """
    if answer is None or answer.status not in (400, 404):
        return False
    words = error_of(answer).words
    return words.startswith("RecordNotFound") or "Could not locate record" in words
