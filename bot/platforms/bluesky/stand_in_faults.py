"""What Bluesky is known to answer instead of taking a post, for the sandbox: an answer for each rule of `errors`."""

from __future__ import annotations

import json

from bot.sandbox.faults import Fault


def _refusal(says: str, status: int, name: str, message: str) -> Fault:
    """An answer in the form of https://atproto.com/specs/xrpc#error-responses"""
    body = json.dumps({"error": name, "message": message})
    return Fault(says=says, stores=False, status=status, body=body)


FAULTS = {
    "Bluesky: limit of calls": _refusal(
        "Bluesky takes no more calls for now.", 429, "RateLimitExceeded", "Rate Limit Exceeded"
    ),
    "Bluesky: session ended": _refusal("The session has ended.", 400, "ExpiredToken", "Token has expired"),
    "Bluesky: session unknown": _refusal(
        "The server has forgotten the session.", 400, "InvalidToken", "Token could not be verified"
    ),
    "Bluesky: no session": _refusal("The token was lost on its way.", 401, "AuthMissing", "Authentication Required"),
    "Bluesky: picture lost": _refusal(
        "The server has not kept the card's picture.", 400, "InvalidRequest", "Could not find blob: bafkreisandbox"
    ),
    "Bluesky: second factor": _refusal(
        "The main password wants a code from an e-mail.",
        401,
        "AuthFactorTokenRequired",
        "A sign in code has been sent to your email address",
    ),
    "Bluesky: taken down": _refusal(
        "The account has been taken down.", 401, "AccountTakedown", "Account has been taken down"
    ),
    "Bluesky: suspended": _refusal("The account is suspended.", 400, "AccountSuspended", "Account is suspended"),
    "Bluesky: deactivated": _refusal(
        "The account is deactivated.", 400, "AccountDeactivated", "Account is deactivated"
    ),
    "Bluesky: password refused": _refusal(
        "The app password has been revoked.", 401, "AuthenticationRequired", "Invalid identifier or password"
    ),
    "Bluesky: no right": _refusal("The app password may not do this.", 403, "Forbidden", "Bad token scope"),
    "Bluesky: no such account": _refusal(
        "The account is on another server.", 400, "InvalidRequest", "Could not find repo: did:plc:sandbox"
    ),
    "Bluesky: no such repository": _refusal(
        "The account has moved to another server.", 400, "RepoNotFound", "Could not find root for DID: did:plc:sandbox"
    ),
    "Bluesky: no such call": _refusal(
        "The server is none for accounts.", 501, "MethodNotImplemented", "Method Not Implemented"
    ),
    "Bluesky: too large": _refusal("The post is too large.", 413, "PayloadTooLarge", "request entity too large"),
    "Bluesky: record refused": _refusal(
        "The server finds a fault in the post.",
        400,
        "InvalidRequest",
        "Invalid app.bsky.feed.post record: Record/text must not be longer than 300 graphemes",
    ),
    "Bluesky: server busy": _refusal(
        "The server behind the first one does not answer.", 502, "UpstreamFailure", "pipethrough network error"
    ),
}
"""By the name that the sandbox's page shows."""
