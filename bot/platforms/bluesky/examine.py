"""What Bluesky says of an account and its app password."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.platforms.bluesky.client import Bluesky
from bot.platforms.bluesky.session import LogIn, claims_of
from bot.platforms.http import PlatformSession
from bot.platforms.spec import Examination

NO_HANDLE = "handle.invalid"
"""Stands in for a handle that leads to the account no more: https://atproto.com/specs/handle"""

MAIN_PASSWORD = "com.atproto.access"
"""The scope of a session that the account's main password has opened:
https://github.com/bluesky-social/atproto/blob/main/packages/pds/src/auth-scope.ts"""

_STATES = {
    "takendown": "Bluesky has taken the account down: log in to the app to read why, and to appeal",
    "suspended": "Bluesky has suspended the account: log in to the app to read why",
    "deactivated": "the account is deactivated: log in to the app and reactivate it",
}
"""https://docs.bsky.app/docs/api/com-atproto-server-get-session"""


def examine(secrets: Mapping[str, str], session: PlatformSession) -> Examination:
    """See PlatformSpec. Costs nothing."""
    log_in, told = Bluesky(secrets, session).account()
    return _examination(log_in, told)


def _examination(log_in: LogIn, told: Mapping[str, object]) -> Examination:
    handle = str(told.get("handle") or log_in.handle)
    return Examination(
        account=f"@{handle} ({log_in.did})" if handle == NO_HANDLE else f"@{handle}",
        granted=("app passwords of Bluesky do not end",),
        faults=tuple(_faults(told)),
        warnings=tuple(_warnings(log_in, handle)),
    )


def _faults(told: Mapping[str, object]) -> Iterator[str]:
    if told.get("active") is False:
        state = str(told.get("status") or "")
        yield _STATES.get(state, f"Bluesky says that the account is not active ({state or 'without a reason'})")


def _warnings(log_in: LogIn, handle: str) -> Iterator[str]:
    if handle == NO_HANDLE:
        yield (
            "the account's handle leads to it no more, so people see it without one: mend the domain's record, or take "
            "another handle in the app's settings"
        )
    if claims_of(log_in.access).get("scope") == MAIN_PASSWORD:
        yield (
            "APP_PASSWORD holds the account's main password, which may do everything: make an app password in the app, "
            "under Settings, Privacy and security, App passwords"
        )
