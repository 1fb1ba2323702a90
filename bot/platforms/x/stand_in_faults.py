"""What X is known to answer instead of taking a post, for the sandbox: an answer for each rule of `error_rows`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.sandbox.faults import Fault

_PROBLEMS = "https://api.x.com/2/problems/"


def _refusal(says: str, status: int, document: Mapping[str, Any]) -> Fault:
    return Fault(says=says, stores=False, status=status, body=json.dumps(document))


def _problem(says: str, status: int, detail: str, kind: str = "", **more: str) -> Fault:
    """An answer in the form of today's API: https://docs.x.com/x-api/fundamentals/response-codes-and-errors"""
    document = {"title": "Forbidden", "detail": detail, "type": f"{_PROBLEMS}{kind}" if kind else "about:blank"}
    return _refusal(says, status, document | {"status": status} | more)


def _code(says: str, status: int, code: int, message: str) -> Fault:
    """An answer in the form of the older API: https://developer.x.com/en/support/x-api/error-troubleshooting"""
    return _refusal(says, status, {"errors": [{"code": code, "message": message}]})


_LIMITS = {
    "X: limit of a day": _code(
        "X says that the account has reached its limit of a day, which may not be true; it is tried again.",
        403,
        344,
        "You have reached your daily limit for sending Tweets and messages. Please try again later.",
    ),
    "X: limit of posts": _code(
        "X takes no more posts of this account for now.", 403, 185, "User is over daily status update limit."
    ),
    "X: limit of calls": _code("X takes no more calls for now.", 403, 88, "Rate limit exceeded."),
    "X: automated": _code(
        "X takes this for the work of a robot, and asks to try again later.",
        403,
        226,
        "This request looks like it might be automated. To protect our users from spam and other malicious activity, "
        "we can't complete this action right now.",
    ),
    "X: cap of the month": _problem(
        "The app has reached its cap of the month.", 429, "Usage cap exceeded: Monthly product cap", "usage-capped"
    ),
    "X: wrong clock": _code("X finds that this machine's clock is wrong.", 401, 135, "Timestamp out of bounds."),
}

_ACCOUNT = {
    "X: keys refused": _problem("X does not accept the account's keys.", 401, "Unauthorized"),
    "X: token expired": _code("X does not accept the account's token.", 403, 89, "Invalid or expired token."),
    "X: app suspended": _code("X has suspended the app.", 401, 416, "Invalid / suspended application."),
    "X: app suspended, by type": _problem("X has suspended the app.", 403, "Forbidden", "app-suspended"),
    "X: no credit": _problem(
        "The app has no credit left.", 402, "Your enrolled account does not have any credits to fulfill this request."
    ),
    "X: suspended": _problem(
        "X has suspended the account.", 403, "The user used for authentication is suspended", "user-suspended"
    ),
    "X: suspended, by code": _code(
        "X has suspended the account.",
        403,
        64,
        "Your account is suspended and is not permitted to access this feature.",
    ),
    "X: locked": _code(
        "X has locked the account until somebody logs in.",
        403,
        326,
        "To protect our users from spam and other malicious activity, this account is temporarily locked.",
    ),
    "X: locked, by words": _problem(
        "X has locked the account until somebody logs in.", 403, "This account is temporarily locked."
    ),
    "X: read only": _problem(
        "The app may read, and may not post.",
        403,
        "Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.",
        "oauth1-permissions",
    ),
    "X: read only, by code": _code("The app may read, and may not post.", 403, 261, "Your App cannot perform writes."),
    "X: access level": _code(
        "The app has no access to posting.", 403, 453, "You currently have access to a subset of X API v2 endpoints."
    ),
    "X: not enrolled": _problem(
        "The app is attached to no project.",
        403,
        "You must use keys and tokens from an App that is attached to a Project.",
        "client-forbidden",
        reason="client-not-enrolled",
    ),
    "X: client forbidden": _problem("The app has no access.", 403, "Forbidden", "client-forbidden"),
    "X: app's own token": _problem(
        "The keys are the app's, and not the account's.",
        403,
        "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.",
        "unsupported-authentication",
    ),
    "X: restricted": _problem(
        "X has restricted the account.", 403, "Your account is not permitted to access this feature."
    ),
    "X: not permitted": _problem(
        "X forbids the post, and does not say why.", 403, "You are not permitted to perform this action."
    ),
    "X: no such address": _problem("X no longer takes posts at this address.", 404, "Not Found"),
}

_CONTENT = {
    "X: duplicate": _problem(
        "X has this text already, it says.", 403, "You are not allowed to create a Tweet with duplicate content."
    ),
    "X: duplicate, by code": _code("X has this text already, it says.", 403, 187, "Status is a duplicate."),
    "X: too long": _problem("X finds the text too long.", 403, "Your Tweet text is too long."),
    "X: too long, by code": _code("X finds the text too long.", 403, 186, "Tweet needs to be a bit shorter."),
    "X: two cashtags": _problem("X takes one cashtag.", 403, "Posts may contain a maximum of one cashtag."),
    "X: blocked link": _problem("X blocks the link of this post.", 403, "The Tweet contains an invalid URL."),
    "X: bad link": _code("X does not take the link of this post.", 400, 407, "The given URL is invalid."),
    "X: bad picture": _code(
        "X does not take what is attached to the post.", 400, 324, "The validation of media ids failed."
    ),
    "X: no reply": _problem(
        "X does not let the account reply there.", 403, "You can only reply to posts where you are mentioned."
    ),
    "X: no reply, by code": _code(
        "X does not let the account reply there.", 403, 433, "The original Tweet author restricted who can answer."
    ),
    "X: not authorized": _problem(
        "X does not let the account see what it answers.", 403, "Forbidden", "not-authorized-for-resource"
    ),
    "X: against the rules": _problem("X says that the post breaks its rules.", 403, "Forbidden", "disallowed-resource"),
    "X: invalid": _problem(
        "X finds a fault in the post.", 400, "One or more parameters was invalid.", "invalid-request"
    ),
    "X: conflict": _problem("X does not take the post.", 409, "Conflict", "conflict"),
}

FAULTS: Mapping[str, Fault] = {
    **_LIMITS,
    **_ACCOUNT,
    **_CONTENT,
    "X: an unknown code": _code(
        "X refuses the post by a code that this program does not know.", 403, 999, "A reason from the future."
    ),
}
"""By the name that the sandbox's page shows."""
