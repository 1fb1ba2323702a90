"""Reads the errors of the Graph API; `error_rows` has the rules for a post, and this those for other calls. Pure."""

from __future__ import annotations

import json

from bot.platforms.error_mapping import Answer, ApiError, Row
from bot.platforms.facebook.error_rows import NEW_TOKEN, ROWS

_POSTS = "https://developers.facebook.com/docs/pages-api/posts"
_TOKENS = "https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived"
_DEBUG = "https://developers.facebook.com/docs/graph-api/reference/debug_token"

CHANGING_ROWS = (
    Row(
        then="refused",
        codes=(100,),
        subcodes=(33,),
        source=_POSTS,
        because="does not have the post, or does not let this token change it: look at the Page",
    ),
    Row(
        then="refused",
        codes=(10, *range(200, 300)),
        words="app",
        source=_POSTS,
        because="lets only the app that made a post change it: change it on the Page itself",
    ),
    *ROWS,
)
"""For changing a post that is out."""


def is_no_such_object(error: ApiError) -> bool:
    """Whether the error says that there is no object of that id, or none that the token may see."""
    return 100 in error.codes and 33 in error.subcodes


_OTHER_APP = Row(
    then="account halted",
    words="did not match the viewing app",
    source=_DEBUG,
    because="says that another app made the token: APP_ID and APP_SECRET must be those of the token's own app",
)
_APP_SECRET = 'does not accept the app\'s ID and secret: copy both again from "App settings", "Basic" of the app'

APP_ROWS = (
    _OTHER_APP,
    Row(then="account halted", codes=(101, 190), source=_DEBUG, because=_APP_SECRET),
    *ROWS,
)
"""For calls with the token of the app, which are its ID and secret."""

PAGE_ROWS = (
    Row(
        then="account halted",
        codes=(100,),
        words="nonexisting field",
        source="https://developers.facebook.com/docs/graph-api/reference/page",
        because=f"says that the token is not that of a Page, but perhaps that of a person: {NEW_TOKEN}",
    ),
    *ROWS,
)
"""For reading the Page to which a token belongs."""

USER_ROWS = (
    _OTHER_APP,
    Row(then="account halted", words="client secret", source=_TOKENS, because=_APP_SECRET),
    Row(then="account halted", codes=(101,), source=_TOKENS, because=_APP_SECRET),
    Row(
        then="account halted",
        codes=(102, 190),
        source=_TOKENS,
        because="does not accept the user token: make a new one, with this app chosen beside it",
    ),
    Row(
        then="account halted",
        codes=(100,),
        source=_TOKENS,
        because="finds a fault in what was entered: the token must be a user token of this very app",
    ),
    *ROWS,
)
"""For calls with the token of a person, from which that of the Page is made."""


def error_of(answer: Answer) -> ApiError:
    """The error in `answer`; without codes where it is not an error of the Graph API."""
    try:
        document = json.loads(answer.body)
    except ValueError:
        document = None
    error = document.get("error") if isinstance(document, dict) else None
    if not isinstance(error, dict):
        return ApiError(answer.status, words=error if isinstance(error, str) else "")
    texts = (error.get("message"), error.get("error_user_msg"))
    return ApiError(
        answer.status,
        codes=_numbers(error.get("code")),
        subcodes=_numbers(error.get("error_subcode")),
        words=" · ".join(text for text in texts if isinstance(text, str)),
        is_transient=error.get("is_transient") is True,
    )


def _numbers(value: object) -> frozenset[int]:
    return frozenset({value}) if isinstance(value, int) else frozenset()
