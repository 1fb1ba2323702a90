"""What a Mastodon server says of an account and its token."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.errors import AccountHalted
from bot.platforms.http import PlatformSession
from bot.platforms.mastodon import DEFAULT_LENGTH
from bot.platforms.mastodon.client import Mastodon
from bot.platforms.mastodon.errors import error_of
from bot.platforms.mastodon.instance import Server, host_of
from bot.platforms.mastodon.text import URL_LENGTH
from bot.platforms.spec import Examination

WRITE = "write:statuses"
READ = "read:statuses"


def examine(secrets: Mapping[str, str], session: PlatformSession) -> Examination:
    """See PlatformSpec. Free of charge."""
    client = Mastodon(secrets, session)
    user, server = client.me(), client.server()
    missing = tuple(
        right
        for right, ask in ((READ, client.require_right_to_read), (WRITE, client.require_right_to_write))
        if not _is_granted(ask, session)
    )
    return Examination(
        account=_handle(user, host_of(secrets["INSTANCE"])),
        granted=(f"software: {server.version or 'unknown'}", "tokens of Mastodon do not expire"),
        missing_rights=missing,
        warnings=tuple(_warnings(user, server)),
        notes=tuple(_notes(server)),
    )


def _is_granted(ask: Callable[[], None], session: PlatformSession) -> bool:
    """Whether a call is allowed by the token's rights. Raises what the call raises for any other reason."""
    try:
        ask()
    except AccountHalted:
        answer = session.answer
        if answer is not None and answer.status == 403 and "scope" in error_of(answer).words.casefold():
            return False
        raise
    return True


def _handle(user: Mapping[str, Any], host: str) -> str:
    """The account's full name. Its host may be another than the server's, and is in its address then."""
    return f"@{user['acct']}@{host}"


def _warnings(user: Mapping[str, Any], server: Server) -> Iterator[str]:
    # https://docs.joinmastodon.org/user/profile/#bot; most servers' rules ask for it
    if user.get("bot") is False:
        yield (
            "the account is not marked as automated, as the rules of many servers ask: tick “This is an automated "
            "account” in its profile's settings"
        )
    if 0 < server.longest_post < DEFAULT_LENGTH:
        yield (
            f"the server takes posts of {server.longest_post} characters only: write length = {server.longest_post} "
            "below [accounts.mastodon] in bot.toml"
        )
    if server.url_length > URL_LENGTH:
        yield (
            f"the server counts a link as {server.url_length} characters and not as {URL_LENGTH}: write a smaller "
            "`length` below [accounts.mastodon] in bot.toml"
        )


def _notes(server: Server) -> Iterator[str]:
    if server.longest_post > DEFAULT_LENGTH:
        yield f"the server takes posts of up to {server.longest_post:,} characters: `length` in bot.toml uses them"
    if not server.keeps_keys:
        yield (
            "the server does not say that it is Mastodon, so it may not know a post again that is sent twice: after a "
            "lost answer its timeline is looked through for ten minutes before the post is sent again"
        )
