"""What X says of an account and its keys."""

from __future__ import annotations

from collections.abc import Mapping

from bot.platforms.http import PlatformSession
from bot.platforms.spec import Examination
from bot.platforms.x.client import X

WRITE = "Read and write"
"""The right to post, as X calls it in an app's settings."""


def examine(secrets: Mapping[str, str], session: PlatformSession) -> Examination:
    """See PlatformSpec. Costs $0.010: https://docs.x.com/x-api/getting-started/pricing"""
    user = X(secrets, session).me()
    answer = session.answer
    return _examination(user, answer.headers.get("x-access-level", "") if answer else "")


def _examination(user: Mapping[str, object], access_level: str) -> Examination:
    """`access_level` is "read", "read-write" or "read-write-directmessages"; "" where X does not say it.

    https://docs.x.com/resources/fundamentals/authentication/oauth-1-0a
    """
    account = f"@{user['username']}"
    if not access_level:
        return Examination(
            account=account,
            warnings=(
                f'X does not say whether the keys may post: see that the app has "{WRITE}" in its '
                '"User authentication settings", and make new tokens if it had not',
            ),
        )
    may_write = "write" in access_level.split("-")
    return Examination(
        account=account,
        granted=(f"rights: {access_level}", "keys of X do not expire"),
        missing_rights=() if may_write else (WRITE,),
    )
