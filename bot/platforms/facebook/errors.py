"""The rules for errors of the Graph API: what each means for a Page's post. Pure.

The HTTP statuses of the codes are not documented, so codes and subcodes decide
(https://developers.facebook.com/docs/graph-api/guides/error-handling). Posts answered with code 1 or 2 have
nevertheless appeared on the Page.
"""

from __future__ import annotations

import json

from bot.platforms.error_mapping import Answer, ApiError, Row

_NEW_TOKEN = "make a new Page token and put it into .env"

ROWS = (
    Row(
        then="account halted",
        codes=(190,),
        subcodes=(458,),
        because=f"says that the app was removed from the person's account: let it in again, then {_NEW_TOKEN}",
    ),
    Row(
        then="account halted",
        codes=(190,),
        subcodes=(459, 464, 490),
        because=f"wants the person behind the token to log in to facebook.com and be confirmed; then {_NEW_TOKEN}",
    ),
    Row(
        then="account halted",
        codes=(190,),
        subcodes=(460,),
        because=f"ended the token because that person's password changed: {_NEW_TOKEN}",
    ),
    Row(
        then="account halted",
        codes=(190,),
        subcodes=(463,),
        because=f"says that the token has expired: {_NEW_TOKEN}",
    ),
    Row(
        then="account halted",
        codes=(190,),
        subcodes=(492,),
        because=f"says that the person behind the token has no role on the Page: give one, then {_NEW_TOKEN}",
    ),
    Row(then="account halted", codes=(102, 190), because=f"does not accept the Page's token: {_NEW_TOKEN}"),
    Row(then="retry later", codes=(4, 17, 32, 341, 613, 80001), because="takes no more calls for now"),
    Row(then="duplicate", codes=(506,), because="has this text already, as the Page's last post"),
    Row(then="duplicate", codes=(368,), subcodes=(1404082,), because="has this text already"),
    Row(
        then="account halted",
        codes=(368,),
        because="blocks the Page for what it takes for abuse: see the Page's support inbox, and wait some hours",
    ),
    Row(
        then="account halted",
        codes=(10, *range(200, 300)),
        because="gives the token no right to post on this Page: it needs pages_manage_posts and pages_read_engagement",
    ),
    Row(
        then="account halted",
        words="appsecret_proof",
        because="wants a proof of the app's secret: set APP_SECRET to the secret of the token's app",
    ),
    Row(then="refused", codes=(1609005,), because="cannot read the page that the post links to: open the link"),
    Row(
        then="refused",
        subcodes=(1609005,),
        because="cannot read the page that the post links to: open the link",
    ),
    Row(then="refused", codes=(1609008,), because="takes no link to facebook.com in a post"),
    Row(
        then="account halted",
        codes=(100,),
        subcodes=(33,),
        because="does not know the Page, or hides it from this token: check PAGE_ID",
    ),
    Row(then="refused", codes=(100,), because="finds a fault in this post: edit it"),
    Row(
        then="refused",
        codes=(1366046, 1366051, 2061006, 2069019),
        because="does not take the post's picture or link",
    ),
    Row(
        then="account halted",
        codes=(3, 101, 803, 2500),
        because="cannot tell which app, Page or token is meant: check PAGE_ID, PAGE_TOKEN and the app",
    ),
    Row(
        then="unknown",
        codes=(1, 2),
        because="failed while it handled the post",
        when_reading="failed while it looked for what was asked",
    ),
)
"""The first row that fits decides. Any other answer (HTML, `{}`, a new code) may mean that the post was stored."""


CHANGING_ROWS = (
    Row(
        then="refused",
        codes=(100,),
        subcodes=(33,),
        because="does not have the post, or does not let this token change it: look at the Page",
    ),
    Row(
        then="refused",
        codes=(10, *range(200, 300)),
        words="app",
        because="lets only the app that made a post change it: change it on the Page itself",
    ),
    *ROWS,
)
"""For changing a post that is out: https://developers.facebook.com/docs/pages-api/posts#update-a-post"""


def is_no_such_object(error: ApiError) -> bool:
    """Whether the error says that there is no object of that id, or none that the token may see."""
    return 100 in error.codes and 33 in error.subcodes


_OTHER_APP = Row(
    then="account halted",
    words="did not match the viewing app",
    because="says that another app made the token: APP_ID and APP_SECRET must be those of the token's own app",
)
_APP_SECRET = 'does not accept the app\'s ID and secret: copy both again from "App settings", "Basic" of the app'

APP_ROWS = (
    _OTHER_APP,
    Row(then="account halted", codes=(101, 190), because=_APP_SECRET),
    *ROWS,
)
"""For calls with the token of the app, which are its ID and secret."""

PAGE_ROWS = (
    Row(
        then="account halted",
        codes=(100,),
        words="nonexisting field",
        because=f"says that the token is not that of a Page, but perhaps that of a person: {_NEW_TOKEN}",
    ),
    *ROWS,
)
"""For reading the Page to which a token belongs."""

USER_ROWS = (
    _OTHER_APP,
    Row(then="account halted", words="client secret", because=_APP_SECRET),
    Row(then="account halted", codes=(101,), because=_APP_SECRET),
    Row(
        then="account halted",
        codes=(102, 190),
        because="does not accept the user token: make a new one, with this app chosen beside it",
    ),
    Row(
        then="account halted",
        codes=(100,),
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
    )


def _numbers(value: object) -> frozenset[int]:
    return frozenset({value}) if isinstance(value, int) else frozenset()
