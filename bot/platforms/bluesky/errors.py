"""The rules for errors of Bluesky's servers: what each means for a post. Pure.

An error is a name and a sentence: https://atproto.com/specs/xrpc#error-responses. The names stand in the lexicons, and
in the code of the accounts' server.
"""

from __future__ import annotations

import json

from bot.platforms.error_mapping import Answer, ApiError, Row

_NEW_PASSWORD = "make a new app password in the app, under Settings, Privacy and security, App passwords"

ENDED = ("ExpiredToken", "InvalidToken", "AuthMissing")
"""The names of errors that say that the session has ended, and not that the account may do nothing."""

_LEXICONS = "https://github.com/bluesky-social/atproto/tree/main/lexicons/com/atproto/"
_SERVER = "https://github.com/bluesky-social/atproto/tree/main/packages/pds/src/"
_PROTOCOL = "https://atproto.com/specs/xrpc"
_LIMITS = "https://docs.bsky.app/docs/advanced-guides/rate-limits"

_PASSING = (
    Row(then="retry later", statuses=(429,), source=_LIMITS, because="takes no more calls for now"),
    *(
        Row(
            then="retry later",
            words=name,
            source=f"{_SERVER}auth-verifier.ts",
            because="has ended the session, which is opened anew",
        )
        for name in ENDED
    ),
    Row(
        then="retry later",
        words="Could not find blob",
        source=f"{_SERVER}actor-store/blob/transactor.ts",
        because="has not kept the picture of the card, which is sent anew",
    ),
)

_ACCOUNT = (
    Row(
        then="account halted",
        words="AuthFactorTokenRequired",
        source=f"{_LEXICONS}server/createSession.json",
        because=f"wants a code from an e-mail, as it does for an account's main password: {_NEW_PASSWORD}",
    ),
    Row(
        then="account halted",
        words="AccountTakedown",
        source=f"{_LEXICONS}server/createSession.json",
        because="has taken the account down: log in to the app to read why, and to appeal",
    ),
    Row(
        then="account halted",
        words="AccountSuspended",
        source=f"{_LEXICONS}server/getSession.json",
        because="has suspended the account: log in to the app to read why",
    ),
    Row(
        then="account halted",
        words="AccountDeactivated",
        source=f"{_SERVER}auth-verifier.ts",
        because="says that the account is deactivated: log in to the app and reactivate it",
    ),
    Row(
        then="account halted",
        statuses=(401,),
        source=f"{_SERVER}api/com/atproto/server/createSession.ts",
        because=(
            f"does not accept the handle and the app password: look at both, or {_NEW_PASSWORD}; "
            "an account on a server of its own needs SERVICE too"
        ),
    ),
    Row(
        then="account halted",
        statuses=(402,),
        source="https://www.rfc-editor.org/rfc/rfc9110#section-15.5.3",
        because="wants to be paid: ask whoever runs the account's server",
    ),
    Row(
        then="account halted",
        statuses=(403,),
        source=_PROTOCOL,
        because=f"gives the app password no right to do this: {_NEW_PASSWORD}",
    ),
    Row(
        then="account halted",
        words="Could not find repo",
        source=f"{_SERVER}auth-verifier.ts",
        because="does not have this account: set SERVICE to the server that has it",
    ),
    Row(
        then="account halted",
        words="RepoNotFound",
        source=f"{_LEXICONS}sync/getRepo.json",
        because="does not have this account: set SERVICE to the server that has it",
    ),
    Row(
        then="account halted",
        statuses=(404, 405, 501),
        source=_PROTOCOL,
        because="does not know the call: SERVICE must be the address of an account's server",
    ),
)

_POST = (
    Row(then="refused", statuses=(413,), source=_PROTOCOL, because="finds this post too large: edit it"),
    Row(
        then="refused",
        statuses=(400,),
        words="Invalid",
        source=f"{_SERVER}api/com/atproto/repo/putRecord.ts",
        because="finds a fault in this post: edit it",
    ),
)

_CALLS = (
    Row(
        then="unknown",
        statuses=range(200, 300),
        source=f"{_LEXICONS}repo/putRecord.json",
        because="took the post, it seems, but did not name it",
        when_reading="gave an answer that is none of its API",
    ),
    Row(then="unknown", statuses=range(300, 400), source=_PROTOCOL, because="pointed elsewhere instead of answering"),
    Row(
        then="unknown",
        statuses=(408, *range(500, 600)),
        source=_PROTOCOL,
        because="failed while it handled the post",
        when_reading="failed while it looked for what was asked",
    ),
)
"""The answers that do not say whether the call was carried out."""

ROWS = (*_PASSING, *_ACCOUNT, *_POST, *_CALLS)
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
