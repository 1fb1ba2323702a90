"""The rules for errors of X's API, as data: what each answer to a new post means, and who says so. Pure.

What cannot be known: X publishes no list of the reasons for a 403, nor how long a limit of a day lasts. A 403 with a
code or a reason that is not here is unknown; see `bot.platforms.error_mapping`.
"""

from __future__ import annotations

from datetime import timedelta

from bot.platforms.error_mapping import Row

CONSOLE = "in the X developer console"

_STATUSES = "https://docs.x.com/x-api/fundamentals/response-codes-and-errors"
_CODES = "https://developer.x.com/en/support/x-api/error-troubleshooting"
"""The codes of the older API. Their list is not kept up any more, but the codes still come."""
_PRICES = "https://docs.x.com/x-api/getting-started/pricing"
_TYPES = "https://github.com/plhery/node-twitter-api-v2/blob/master/src/types/errors.types.ts"
"""The types of problems that X's own documents have left out since 2026, from a library's list of them."""
_SEEN_BY_POSTIZ = (
    "https://github.com/gitroomhq/postiz-app/blob/main/libraries/nestjs-libraries/src/integrations/social/x.provider.ts"
)
"""What a large service that posts for others has seen X answer."""

_NEW_KEYS = f"does not accept the account's keys: make new ones {CONSOLE}"
_NO_RIGHT_TO_WRITE = f"gives this app no right to post: set it to read and write {CONSOLE}, then make new tokens"
_NO_MORE = "takes no more posts for now"
_NO_MORE_QUESTIONS = "answers no more questions for now"

_CALLS = (
    Row(
        then="unknown",
        statuses=range(200, 300),
        source=_STATUSES,
        because="took the post, it seems, but named no id",
        when_reading="gave an answer that is none of its API",
    ),
    Row(then="unknown", statuses=range(300, 400), source=_STATUSES, because="pointed elsewhere instead of answering"),
    Row(
        then="unknown",
        statuses=(408, *range(500, 600)),
        source=_STATUSES,
        because="failed while it handled the post",
        when_reading="failed while it looked for what was asked",
    ),
)
"""The answers that do not say whether the call was carried out."""

_LIMITS = (
    Row(
        then="retry later",
        codes=(135,),
        source=_CODES,
        because="takes nothing that is signed by a clock that is wrong: set this machine's right "
        "(by NTP, such as `timedatectl set-ntp true`)",
    ),
    Row(
        then="retry later",
        words="usage-capped",
        source=_STATUSES,
        wait=timedelta(hours=6),
        because=f"has reached this app's monthly cap: raise it {CONSOLE}; until then it is tried again",
    ),
    Row(
        then="retry later",
        statuses=(420, 429),
        source=_STATUSES,
        because=_NO_MORE,
        when_reading=_NO_MORE_QUESTIONS,
    ),
    Row(then="retry later", codes=(88,), source=_CODES, because=_NO_MORE, when_reading=_NO_MORE_QUESTIONS),
    Row(
        then="retry later",
        codes=(185,),
        source=_CODES,
        wait=timedelta(minutes=30),
        because="takes no more posts of this account for now, by its limit for a day or a part of one",
        when_reading=_NO_MORE_QUESTIONS,
    ),
    Row(
        then="retry later",
        codes=(344,),
        source="https://github.com/d60/twikit/issues/185",
        wait=timedelta(hours=1),
        post_waits=timedelta(hours=3),
        because="says that the account has reached its limit for a day: it is tried again; "
        "where that does not pass, log in to x.com, and see whether the account is trusted",
        when_reading=_NO_MORE_QUESTIONS,
    ),
    Row(
        then="retry later",
        codes=(226,),
        source=_CODES,
        wait=timedelta(hours=1),
        post_waits=timedelta(hours=3),
        because="takes this for the work of a robot, and asks to try again later: "
        "log in to x.com, and label the account as automated",
        when_reading="takes the account for a robot: log in to x.com, and label the account as automated",
    ),
)
"""What passes by itself."""

_ACCOUNT = (
    Row(then="account halted", codes=(32, 89, 99, 215), source=_CODES, because=_NEW_KEYS),
    Row(
        then="account halted",
        codes=(416,),
        source=_CODES,
        because=f"has suspended the app: see what it says {CONSOLE}",
    ),
    Row(
        then="account halted",
        words="app-suspended",
        source=_SEEN_BY_POSTIZ,
        because=f"has suspended the app: see what it says {CONSOLE}",
    ),
    Row(
        then="account halted",
        statuses=(401,),
        source=_STATUSES,
        because=f"{_NEW_KEYS}, and check this machine's clock",
    ),
    Row(
        then="account halted",
        statuses=(402,),
        source=_PRICES,
        because=f"has no credit left for this app: buy credits {CONSOLE}",
    ),
    Row(
        then="account halted",
        codes=(63, 64),
        source=_CODES,
        because="has suspended the account: appeal on x.com",
    ),
    Row(
        then="account halted",
        words="suspended",
        source=_SEEN_BY_POSTIZ,
        because="has suspended the account: appeal on x.com",
    ),
    Row(
        then="account halted",
        codes=(326,),
        source=_CODES,
        because="has locked the account: log in to x.com to unlock it",
    ),
    Row(
        then="account halted",
        words="temporarily locked",
        source=_CODES,
        because="has locked the account: log in to x.com to unlock it",
    ),
    Row(
        then="account halted",
        words="oauth1-permissions",
        source="https://github.com/plhery/node-twitter-api-v2/issues/493",
        because=_NO_RIGHT_TO_WRITE,
    ),
    Row(then="account halted", codes=(87, 220, 261), source=_CODES, because=_NO_RIGHT_TO_WRITE),
    Row(
        then="account halted",
        codes=(453,),
        source="https://docs.x.com/x-api/getting-started/getting-access",
        because=f"gives this app no access to posting: see its access level {CONSOLE}",
    ),
    Row(
        then="account halted",
        words="client-not-enrolled",
        source=_TYPES,
        because=f"does not know the app's plan: attach the app to a project with access {CONSOLE}",
    ),
    Row(
        then="account halted",
        words="client-forbidden",
        source=_STATUSES,
        because=f"does not know the app's plan: attach the app to a project with access {CONSOLE}",
    ),
    Row(
        then="account halted",
        words="unsupported-authentication",
        source=_TYPES,
        because=f"wants user keys here: make an access token for the account, with read and write, {CONSOLE}",
    ),
    Row(
        then="account halted",
        words="access this feature",
        source=_SEEN_BY_POSTIZ,
        because="has restricted the account: log in to x.com",
    ),
)
"""What would meet the account's next post too."""

_CONTENT = (
    Row(then="duplicate", codes=(187,), source=_CODES, because="has this text already"),
    Row(
        then="duplicate",
        words="duplicate content",
        source="https://github.com/plhery/node-twitter-api-v2/issues/469",
        because="has this text already",
    ),
    Row(then="refused", codes=(186,), source=_CODES, because="finds the text too long: shorten it"),
    Row(
        then="refused",
        words="text is too long",
        source="https://docs.x.com/fundamentals/counting-characters",
        because="finds the text too long: shorten it",
    ),
    Row(
        then="refused",
        words="maximum of one cashtag",
        source=_SEEN_BY_POSTIZ,
        because="takes one cashtag at most: write the others without $",
    ),
    Row(
        then="refused",
        codes=(44, 195, 407),
        source=_CODES,
        because="does not take a URL of this post: see whether the link is right, and on no block list",
    ),
    Row(
        then="refused",
        words="invalid url",
        source=_SEEN_BY_POSTIZ,
        because="blocks a URL of this post: see whether the link is on a block list",
    ),
    Row(
        then="refused",
        codes=(323, 324, 325, 386),
        source=_CODES,
        because="does not take what is attached to this post",
    ),
    Row(
        then="refused",
        codes=(144, 179, 385, 421, 422, 425, 433),
        source=_CODES,
        because="does not let this account reply there, or quote that",
    ),
    Row(then="refused", words="reply to", source=_STATUSES, because="does not let this account reply there"),
    Row(
        then="refused",
        words="not-authorized-for-resource",
        source=_STATUSES,
        because="does not let this account reply there, or quote that",
    ),
    Row(
        then="refused",
        words="disallowed-resource",
        source="https://docs.x.com/x-api/posts/create-post",
        because="says that this post breaks its rules: edit it",
    ),
)
"""What is the fault of one post, so that the next goes on."""

ROWS = (
    *_CALLS,
    *_LIMITS,
    *_ACCOUNT,
    *_CONTENT,
    Row(
        then="account halted",
        statuses=(404, 405, 410),
        source=_STATUSES,
        because="no longer takes posts at this address: update this program",
    ),
    Row(
        then="account halted",
        statuses=(403,),
        words="not permitted to perform this action",
        source=_SEEN_BY_POSTIZ,
        because="forbids the post, and does not say why: log in to x.com, and see that the app may write "
        f"{CONSOLE}; where both are well, edit or skip this post",
    ),
    Row(then="refused", statuses=(400,), source=_STATUSES, because="finds a fault in this post: edit it"),
    Row(then="refused", statuses=(409, 413, 415, 422), source=_STATUSES, because="does not take this post: edit it"),
)
"""The first row that fits decides. Not in it are the codes of other calls (following, lists, direct messages)."""
