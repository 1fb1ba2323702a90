"""The rules for errors of the Graph API, as data: what each answer to a Page's new post means, and who says so. Pure.

The HTTP statuses of the codes are not documented, so codes and subcodes decide. Posts answered with code 1 or 2, and
with a bare "Unsupported post request", have nevertheless appeared on the Page.

What cannot be known: Facebook documents no subcode of 368, which blocks one post, or the Page for hours or days. Those
here were seen by others; at any other the Page waits, and the post waits longer: the next post shows which it is.
"""

from __future__ import annotations

from datetime import timedelta

from bot.platforms.error_mapping import Row

_GUIDE = "https://developers.facebook.com/docs/graph-api/guides/error-handling"
_FEED = "https://developers.facebook.com/docs/graph-api/reference/page/feed"
_LIMITS = "https://developers.facebook.com/docs/graph-api/overview/rate-limiting"
_PROOF = "https://developers.facebook.com/docs/graph-api/guides/secure-requests"
_HTTP = "https://www.rfc-editor.org/rfc/rfc9110#"
_OLD_LIST = "https://www.cnblogs.com/cosnis/archive/2011/01/06/1927545.html"
"""Facebook's whole list of codes, which it has taken down; a copy. Those of its other methods are left out."""
_SEEN_BY_POSTIZ = (
    "https://github.com/gitroomhq/postiz-app/blob/main/libraries/nestjs-libraries/src/integrations/social/"
    "facebook.provider.ts"
)
"""What a large service that posts for others has seen Facebook answer."""

NEW_TOKEN = "make a new Page token and put it into .env"
_ID_CHECK = f"wants the person behind the token to log in to facebook.com and be confirmed; then {NEW_TOKEN}"
_NO_RIGHT = (
    "gives the token no right to post on this Page: make a new Page token with pages_manage_posts and "
    "pages_read_engagement, by a person who may publish there, and put it into .env"
)
_NO_MORE = "takes no more calls for now"
_ALREADY = "has this text already"
_DEAD_LINK = "cannot read the page that the post links to: open the link"
_FAULTY = "finds a fault in this post: edit it"

_TOKEN = (
    Row(
        then="account halted",
        numbers=(458,),
        source=_GUIDE,
        because=f"says that the app was removed from the person's account: let it in again, then {NEW_TOKEN}",
    ),
    Row(then="account halted", numbers=(459, 464), source=_GUIDE, because=_ID_CHECK),
    Row(then="account halted", codes=(190,), subcodes=(490,), source=_SEEN_BY_POSTIZ, because=_ID_CHECK),
    Row(
        then="account halted",
        numbers=(460,),
        source=_GUIDE,
        because=f"ended the token because that person's password changed: {NEW_TOKEN}",
    ),
    Row(
        then="account halted",
        numbers=(463,),
        source=_GUIDE,
        because=f"says that the token has expired: {NEW_TOKEN}",
    ),
    Row(
        then="account halted",
        numbers=(492,),
        source=_GUIDE,
        because=f"says that the person behind the token has no role on the Page: give one, then {NEW_TOKEN}",
    ),
    Row(
        then="account halted",
        codes=(102, 190),
        source=_GUIDE,
        because=f"does not accept the Page's token: {NEW_TOKEN}",
    ),
    Row(
        then="account halted",
        codes=(104, *range(450, 468)),
        source=_OLD_LIST,
        because=f"does not accept the Page's token: {NEW_TOKEN}",
    ),
)
"""The token itself. Code 102 and 190 have these numbers as subcodes; old parts of the API give them as codes."""

_LIMITED = (
    Row(then="retry later", codes=(4, 17, 32, 613), source=_LIMITS, because=_NO_MORE),
    Row(then="retry later", codes=range(80_000, 80_100), source=_LIMITS, because=_NO_MORE),
    Row(then="retry later", codes=(341,), source=_GUIDE, because=_NO_MORE),
    Row(
        then="retry later",
        codes=(9, 340),
        source=_OLD_LIST,
        wait=timedelta(hours=1),
        because="has reached its limit of posts for a day, or for a part of one; it is tried again",
        when_reading=_NO_MORE,
    ),
)
"""What passes by itself."""

_BLOCKED = (
    Row(then="duplicate", codes=(506,), source=_GUIDE, because=f"{_ALREADY}, as the Page's last post"),
    Row(then="duplicate", numbers=(1_404_082,), source="https://github.com/arsduo/koala/issues/422", because=_ALREADY),
    Row(
        then="duplicate",
        codes=(368,),
        words="already posted this",
        source="https://github.com/arsduo/koala/issues/422",
        because=_ALREADY,
    ),
    Row(
        then="refused",
        numbers=(1_346_003, 1_404_102),
        source=_SEEN_BY_POSTIZ,
        because="blocks this post for its text or its link, which others have reported or its rules forbid: "
        "edit it, or ask Facebook to unblock the link",
    ),
    Row(
        then="refused",
        codes=(368,),
        words="includes content that other people",
        source="https://github.com/facebookarchive/php-graph-sdk/issues/528",
        because="blocks this post for its text or its link, which others have reported: "
        "edit it, or ask Facebook to unblock the link",
    ),
    Row(
        then="account halted",
        numbers=(1_404_006, 4_854_002),
        source=_SEEN_BY_POSTIZ,
        because="wants a security check: log in to facebook.com as the person behind the token, and do what it asks",
    ),
    Row(
        then="account halted",
        numbers=(1_404_078,),
        source=_SEEN_BY_POSTIZ,
        because="wants the Page's publishing to be authorised: log in to facebook.com as the person behind the token, "
        "and confirm your identity in the Page's settings",
    ),
    Row(
        then="retry later",
        numbers=(1_390_008,),
        source=_SEEN_BY_POSTIZ,
        wait=timedelta(hours=2),
        because="says that the Page posts too often: it is tried again; set a longer `gap` for the account",
        when_reading=_NO_MORE,
    ),
    Row(
        then="retry later",
        numbers=(1_404_112,),
        source=_SEEN_BY_POSTIZ,
        wait=timedelta(hours=6),
        because="limits the account for some days, for security: it is tried again; "
        "log in to facebook.com as the person behind the token, and see what it says",
        when_reading=_NO_MORE,
    ),
    Row(
        then="retry later",
        codes=(368,),
        source=_GUIDE,
        wait=timedelta(hours=2),
        post_waits=timedelta(hours=5),
        because="blocks this post or the Page for what it takes for abuse: it is tried again, after the next post; "
        "see the Page's support inbox",
        when_reading="blocks the Page for what it takes for abuse: see the Page's support inbox",
    ),
)
"""Blocks: of one post, which the next does not wait for, and of the Page."""

_RIGHTS = (
    Row(
        then="account halted",
        codes=(200,),
        words="as the page itself",
        source=_SEEN_BY_POSTIZ,
        because=f"says that the token is a person's, and not the Page's: {NEW_TOKEN}",
    ),
    Row(then="account halted", codes=(10, *range(200, 300)), source=_GUIDE, because=_NO_RIGHT),
    Row(
        then="account halted",
        words="appsecret_proof",
        source=_PROOF,
        because="wants a proof of the app's secret: set APP_SECRET to the secret of the token's app",
    ),
    Row(
        then="account halted",
        codes=(15,),
        source=_OLD_LIST,
        because="wants a proof of the app's secret: set APP_SECRET to the secret of the token's app",
    ),
    Row(
        then="account halted",
        codes=(3,),
        source=_GUIDE,
        because="says that the app may not make this call: give it pages_manage_posts in its settings",
    ),
    Row(
        then="account halted",
        codes=(5,),
        source=_OLD_LIST,
        because="takes no calls from this machine's address: add it to the server addresses in the app's settings",
    ),
    Row(
        then="account halted",
        codes=(11, 12),
        source=_OLD_LIST,
        because="no longer knows this call: set GRAPH_VERSION to a version that is alive, or update this program",
    ),
    Row(
        then="account halted",
        numbers=(21,),
        source="https://github.com/stickfigure/batchfb",
        because="has given the Page another ID: set PAGE_ID to the new one",
    ),
    Row(
        then="account halted",
        codes=(100,),
        subcodes=(33,),
        source=_SEEN_BY_POSTIZ,
        because="does not know the Page, or hides it from this token: check PAGE_ID",
    ),
    Row(
        then="account halted",
        codes=(101, 803, 900, 2500),
        source=_OLD_LIST,
        because="cannot tell which app, Page or token is meant: check PAGE_ID, PAGE_TOKEN and the app",
    ),
)
"""What would meet the Page's next post too."""

_CONTENT = (
    Row(then="refused", numbers=(1_609_005,), source=_GUIDE, because=_DEAD_LINK),
    Row(then="refused", codes=(1500,), source=_FEED, because=_DEAD_LINK),
    Row(
        then="refused",
        numbers=(1_609_008,),
        source=_SEEN_BY_POSTIZ,
        because="takes no link to facebook.com in a post: take it out",
    ),
    Row(then="refused", codes=(197,), source=_FEED, because="says that the post is empty: write a text"),
    Row(
        then="refused",
        numbers=(1_349_125, 1_366_046, 1_366_051, 2_061_006, 2_069_019),
        source=_SEEN_BY_POSTIZ,
        because="does not take the post's picture or link: edit it",
    ),
    Row(
        then="refused",
        codes=(5101, *range(320, 330)),
        source=_OLD_LIST,
        because="does not take what is attached to the post: edit it",
    ),
    Row(
        then="unknown",
        numbers=(1_363_047, 1_609_010),
        source=_SEEN_BY_POSTIZ,
        because="failed while it handled the post",
        when_reading="failed while it looked for what was asked",
    ),
    Row(
        then="unknown",
        codes=(100,),
        words="unsupported post request",
        source="https://github.com/nov/fb_graph2/issues/13",
        because="says that it does not support the call, which has posted all the same",
        when_reading="did not show what was asked for",
    ),
    Row(then="refused", codes=(100,), source=_GUIDE, because=_FAULTY),
    Row(then="refused", codes=(105, 194), source=_FEED, because=_FAULTY),
    Row(then="refused", codes=range(110, 190), source=_OLD_LIST, because=_FAULTY),
)
"""What is the fault of one post, so that the next goes on."""

_WITHOUT_CODE = (
    Row(
        then="retry later", statuses=(429,), source="https://www.rfc-editor.org/rfc/rfc6585#section-4", because=_NO_MORE
    ),
    Row(
        then="unknown",
        statuses=(408, *range(500, 600)),
        source=f"{_HTTP}status.5xx",
        because="failed while it handled the post",
        when_reading="failed while it looked for what was asked",
    ),
    Row(
        then="unknown",
        statuses=range(200, 300),
        source=f"{_HTTP}status.2xx",
        because="took the post, it seems, but named no id",
        when_reading="gave an answer that is none of its API",
    ),
    Row(
        then="unknown",
        statuses=range(300, 400),
        source=f"{_HTTP}status.3xx",
        because="pointed elsewhere instead of answering",
    ),
)
"""Answers that are not the Graph API's own, such as those of what stands before it."""

ROWS = (
    *_TOKEN,
    *_LIMITED,
    *_BLOCKED,
    *_RIGHTS,
    *_CONTENT,
    Row(
        then="unknown",
        codes=(-2, -1, 1, 2),
        source="https://github.com/facebookarchive/php-graph-sdk/issues/1141",
        because="failed while it handled the post",
        when_reading="failed while it looked for what was asked",
    ),
    *_WITHOUT_CODE,
)
"""The first row that fits decides. Any other answer (HTML, a new code) may mean that the post was stored."""
