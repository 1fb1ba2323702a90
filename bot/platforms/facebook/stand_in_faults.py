"""What Facebook is known to answer instead of taking a post, for the sandbox: an answer for each rule of `error_rows`.

https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.sandbox.faults import Fault


def _error(says: str, code: int, message: str, subcode: int = 0, *, status: int = 400, stores: bool = False) -> Fault:
    error = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "Asandbox"}
    error |= {"error_subcode": subcode} if subcode else {}
    return Fault(says=says, stores=stores, status=status, body=json.dumps({"error": error}))


_TOKEN = {
    "Facebook: app removed": _error(
        "The person has removed the app.", 190, "The user has not authorized application.", 458, status=401
    ),
    "Facebook: checkpoint": _error(
        "The person must log in and be confirmed.", 190, "You cannot access the app till you log in.", 459, status=401
    ),
    "Facebook: session": _error("The person must log in and be confirmed.", 190, "Session expired.", 490, status=401),
    "Facebook: password changed": _error(
        "The person has changed the password.",
        190,
        "The session has been invalidated because the user changed their password.",
        460,
        status=401,
    ),
    "Facebook: token expired": _error("The token has expired.", 190, "Session has expired.", 463, status=401),
    "Facebook: no role": _error(
        "The person has no role on the Page.", 190, "The user must be an administrator of the page.", 492, status=401
    ),
    "Facebook: token refused": _error(
        "The token is not accepted.", 190, "Error validating access token.", 467, status=401
    ),
    "Facebook: signature": _error("The token is broken.", 104, "Invalid access token signature."),
}

_LIMITED = {
    "Facebook: app's limit": _error("The app has made too many calls.", 4, "(#4) Application request limit reached"),
    "Facebook: Page's limit": _error(
        "The Page has had too many calls.", 80001, "There have been too many calls to this Page account."
    ),
    "Facebook: limit of actions": _error("The app has done too much.", 341, "(#341) Feed action request limit reached"),
    "Facebook: limit of posts": _error("The Page has posted too much.", 340, "(#340) Feed request limit reached"),
    "Facebook: too often": _error("The Page posts too often.", 368, "We limit how often you can post.", 1_390_008),
    "Facebook: limited for days": _error(
        "The account is limited for some days.",
        368,
        "For security reasons, your account has limited access to the site for a few days.",
        1_404_112,
    ),
    "Facebook: abusive": _error(
        "Facebook blocks the post or the Page, and does not say which.",
        368,
        "The action attempted has been deemed abusive or is otherwise disallowed",
    ),
}

_ACCOUNT = {
    "Facebook: security check": _error(
        "The person must pass a security check.", 368, "A security check is required to proceed.", 1_404_006
    ),
    "Facebook: publishing authorization": _error(
        "The person must be authorised to publish.",
        368,
        "You're restricted from acting as your Page until you complete Page Publishing Authorization.",
        1_404_078,
    ),
    "Facebook: person's token": _error(
        "The token is a person's, and not the Page's.",
        200,
        "(#200) Unpublished posts must be posted to a page as the page itself.",
        status=403,
    ),
    "Facebook: no permission": _error(
        "The token has no right to post.",
        200,
        "(#200) The permission pages_manage_posts is needed to publish on the Page.",
        status=403,
    ),
    "Facebook: no proof": _error(
        "The app wants a proof of its secret.",
        100,
        "API calls from the server require an appsecret_proof argument",
    ),
    "Facebook: signed calls": _error("The app wants signed calls.", 15, "This method call must be signed."),
    "Facebook: capability": _error("The app may not make this call.", 3, "(#3) Application does not have capability."),
    "Facebook: address": _error("The app does not know this machine.", 5, "(#5) Unauthorized source IP address"),
    "Facebook: retired": _error("The call is not known any more.", 12, "(#12) This API version is deprecated."),
    "Facebook: Page moved": _error(
        "The Page has another ID.", 21, "(#21) Page ID 1 was migrated to page ID 2. Please update your API calls."
    ),
    "Facebook: no such Page": _error(
        "The Page is not there.", 100, "Unsupported post request. Object with ID '1' does not exist.", 33
    ),
    "Facebook: which Page": _error("Facebook cannot tell which Page is meant.", 803, "(#803) No such alias"),
}

_CONTENT = {
    "Facebook: duplicate": _error("Facebook has this text already, it says.", 506, "(#506) Duplicate status message"),
    "Facebook: posted already": _error(
        "Facebook has this text already, it says.", 368, "You've already posted this.", 1_404_082
    ),
    "Facebook: posted already, by words": _error(
        "Facebook has this text already, it says.",
        368,
        "You've already posted this. Posting the same content repeatedly on Facebook isn't allowed.",
    ),
    "Facebook: blocked link": _error(
        "Facebook blocks the link of this post.",
        368,
        "Your message could not be sent because it includes content that other people on Facebook have reported.",
        1_346_003,
    ),
    "Facebook: blocked link, by words": _error(
        "Facebook blocks the link of this post.",
        368,
        "Your message couldn't be sent because it includes content that other people on Facebook have reported.",
    ),
    "Facebook: dead link": _error(
        "Facebook cannot read the page behind the link.", 100, "Error while posting the link.", 1_609_005
    ),
    "Facebook: bad link": _error("Facebook does not take the link.", 1500, "(#1500) The url you supplied is invalid"),
    "Facebook: own link": _error(
        "Facebook takes no link to itself.", 100, "Cannot post Facebook.com links.", 1_609_008
    ),
    "Facebook: empty": _error("Facebook says that the post is empty.", 197, "(#197) The post is empty."),
    "Facebook: bad picture": _error(
        "Facebook does not take the picture.", 100, "Photos should be less than 4 MB.", 1_366_046
    ),
    "Facebook: bad file": _error("Facebook does not take the file.", 324, "(#324) Missing or invalid image file"),
    "Facebook: invalid": _error("Facebook finds a fault in the post.", 100, "(#100) Invalid parameter"),
    "Facebook: too few fields": _error("Facebook misses a field.", 194, "(#194) Missing a required parameter"),
    "Facebook: bad field": _error("Facebook finds a fault in a field.", 144, "(#144) Invalid JSON"),
}

_UNSURE = {
    "Facebook: unsupported, yet stored": _error(
        "The post is stored, and the answer says that the call is not supported.",
        100,
        "Unsupported post request.",
        stores=True,
    ),
    "Facebook: service": _error(
        "Facebook fails, and may have stored the post.", 100, "The service is unavailable.", 1_363_047
    ),
    "Facebook: unknown error": _error("Facebook fails, and may have stored the post.", 1, "An unknown error", 99),
    "Facebook: an unknown code": _error(
        "Facebook refuses the post by a code that this program does not know.", 987_654, "A reason from the future."
    ),
}

FAULTS: Mapping[str, Fault] = {**_TOKEN, **_LIMITED, **_ACCOUNT, **_CONTENT, **_UNSURE}
"""By the name that the sandbox's page shows."""
