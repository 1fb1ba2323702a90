"""Mastodon, and the servers that speak its API: the platform's spec. https://docs.joinmastodon.org/api/"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.platforms.spec import (
    CardRules,
    Details,
    Dialogue,
    DisplayLink,
    Examination,
    Limits,
    Mark,
    Option,
    Platform,
    PlatformSpec,
    Receipt,
    Secret,
)

DEFAULT_LENGTH = 500
"""`StatusLengthValidator::MAX_CHARS`, the limit of every server that has not raised it."""

if TYPE_CHECKING:
    from bot.platforms.http import PlatformSession
    from bot.sandbox.accounts import StandIn


def length_of(text: str) -> int:
    """The length of a text as Mastodon counts it."""
    # Imported in functions for a quick start: the tables and patterns take 30 ms, the client far more.
    from bot.platforms.mastodon.text import length_of

    return length_of(text)


def limits_for(details: Details) -> Limits:
    """The limits of the account's server, less what a warning takes."""
    from bot.platforms.mastodon.fields import length_of_warning, longest_post

    return replace(SPEC.limits, length=longest_post(details) - length_of_warning(details))


def notes_for(details: Details) -> tuple[str, ...]:
    """What an editor should know of a post beside its text."""
    from bot.platforms.mastodon.fields import notes_of

    return notes_of(details)


def marks_of(text: str) -> tuple[Mark, ...]:
    """The links, hashtags and mentions in a text."""
    from bot.platforms.mastodon.text import marks_of

    return marks_of(text)


def display_link(url: str) -> DisplayLink:
    """A link as Mastodon shows it: without https://www., and shortened."""
    from bot.platforms.mastodon.text import display_link

    return display_link(url)


def cautions(text: str, marks: Sequence[Mark], *, link: str, appeal: str) -> tuple[str, ...]:
    """Messages about accidental mentions."""
    names = dict.fromkeys(text[mark.start : mark.end] for mark in marks if mark.kind == "mention")
    return tuple(f"it mentions {name}, who is told of it" for name in names)


def client(secrets: Mapping[str, str], session: PlatformSession) -> Platform:
    """The client of a Mastodon account."""
    from bot.platforms.mastodon.client import Mastodon

    return Mastodon(secrets, session)


def examine(secrets: Mapping[str, str], session: PlatformSession) -> Examination:
    """Whose the token is, whether it may post, and what its server takes."""
    from bot.platforms.mastodon.examine import examine

    return examine(secrets, session)


def authorise(known: Mapping[str, str], session: PlatformSession, dialogue: Dialogue) -> Mapping[str, str]:
    """A token of the account, by a code."""
    from bot.platforms.mastodon.authorise import authorise

    return authorise(known, session, dialogue)


def post_at(url: str) -> Receipt | None:
    """The post to which an address leads."""
    from bot.platforms.mastodon.address import post_at

    return post_at(url)


def stand_in() -> StandIn:
    """The part of a Mastodon server that the client uses, for the sandbox."""
    from bot.platforms.mastodon.stand_in import STAND_IN

    return STAND_IN


SPEC = PlatformSpec(
    name="mastodon",
    title="Mastodon",
    package=__name__,
    # https://docs.joinmastodon.org/user/posting/#text; a server may take more, and tells in /api/v2/instance
    limits=Limits(
        length=DEFAULT_LENGTH,
        length_of=length_of,
        counting_note="A link counts 23 there, and of @name@server only @name.",
        sentences=3,
        mentions=True,
    ),
    limits_for=limits_for,
    notes_for=notes_for,
    marks_of=marks_of,
    display_link=display_link,
    cautions=cautions,
    absence_is_proof=True,  # https://docs.joinmastodon.org/methods/accounts/#statuses
    prepares=True,
    deletes=True,
    rewrites=True,
    uses_details=True,
    # https://github.com/mastodon/mastodon/blob/main/app/lib/link_details_extractor.rb
    card=CardRules(
        platform="Mastodon",
        crawler="Mastodon",
        title=("og:title", "title"),
        description=("og:description", "description"),
        image=("og:image", "og:image:url"),
        most_image_bytes=8_000_000,
    ),
    how_to_begin="""\
Mastodon: a dialogue gets the token in a browser, as the account that shall post. No app has to be made before.
https://docs.joinmastodon.org/client/token/""",
    secrets=(
        Secret(
            name="INSTANCE",
            where="The server on which the account is, such as mastodon.social.",
            is_public=True,
            shape=r"(?:[Hh][Tt][Tt][Pp][Ss]://)?[\w.@:-]*/?",
        ),
        Secret(
            name="TOKEN",
            where=(
                'Make it on the server, under Preferences, Development, "New application", with the scopes '
                'read:accounts, read:statuses and write:statuses: it is "Your access token".'
            ),
        ),
    ),
    options=(
        Option(name="visibility", default="public", choices=("public", "unlisted")),
        Option(name="length", default=DEFAULT_LENGTH, number_within=(100, 100_000)),
        Option(name="warnings", default={}),
    ),
    client=client,
    stand_in=stand_in,
    post_at=post_at,
    examine=examine,
    authorise=authorise,
)
