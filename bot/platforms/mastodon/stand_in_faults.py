"""What a Mastodon server is known to answer instead of taking a post, for the sandbox. The sources are beside the rules
in `errors.py`."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.sandbox.faults import Fault


def _fault(status: int, reason: str, says: str) -> Fault:
    return Fault(stores=False, status=status, body=json.dumps({"error": reason}), says=says)


def _page(status: int, title: str, says: str) -> Fault:
    return Fault(stores=False, status=status, body=f"<html><body><h1>{title}</h1></body></html>", says=says)


FAULTS: Mapping[str, Fault] = {
    "Mastodon: token without the right": _fault(
        403, "This action is outside the authorized scopes", "The token may read, and not write; the account is halted."
    ),
    "Mastodon: token of an app": _fault(
        422, "This method requires an authenticated user", "The token is nobody's account; the account is halted."
    ),
    "Mastodon: login disabled": _fault(
        403, "Your login is currently disabled", "The account is frozen, and is halted."
    ),
    "Mastodon: action not allowed": _fault(
        403, "This action is not allowed", "The account may not post, and is halted."
    ),
    "Mastodon: firewall": _page(
        403, "Attention required", "A firewall stands before the server; the post is tried again later."
    ),
    "Mastodon: post was deleted": _fault(
        404, "Record not found", "The server had this post already, and somebody has deleted it; it is refused."
    ),
    "Mastodon: text too long": _fault(
        422, "Validation failed: Text character limit of 500 exceeded", "The text is too long, and is refused."
    ),
    "Mastodon: text blank": _fault(422, "Validation failed: Text can't be blank", "The text is empty, and is refused."),
    "Mastodon: post invalid": _fault(
        422, "Validation failed: Language is invalid", "The post has a fault, and is refused."
    ),
    "Mastodon: no such server": _page(
        404, "There is nothing here", "No Mastodon is at this address; the account is halted."
    ),
    "Mastodon: blocked by law": _page(
        451, "Unavailable for legal reasons", "The server may not answer; the account is halted."
    ),
}
