"""Bluesky: the platform's spec. https://docs.bsky.app"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.platforms.spec import (
    CardRules,
    Dialogue,
    DisplayLink,
    Examination,
    Limits,
    Mark,
    Platform,
    PlatformSpec,
    Receipt,
    Secret,
)

if TYPE_CHECKING:
    from bot.platforms.http import PlatformSession
    from bot.sandbox.accounts import StandIn


def length_of(text: str) -> int:
    """The length of a text as Bluesky counts it, with its links as they are sent."""
    # Imported in functions for a quick start: the tables and patterns take 50 ms, the client far more.
    from bot.platforms.bluesky.text import length_of

    return length_of(text)


def marks_of(text: str) -> tuple[Mark, ...]:
    """The links and hashtags in a text. A mention would need the DID of whom it mentions."""
    from bot.platforms.bluesky.text import marks_of

    return marks_of(text)


def display_link(url: str) -> DisplayLink:
    """A link as it stands in the text that is sent: without its scheme, and shortened."""
    from bot.platforms.bluesky.text import display_link

    return display_link(url)


def client(secrets: Mapping[str, str], session: PlatformSession) -> Platform:
    """The client of an account."""
    from bot.platforms.bluesky.client import Bluesky

    return Bluesky(secrets, session)


def examine(secrets: Mapping[str, str], session: PlatformSession) -> Examination:
    """Whose the app password is, and whether the account may post."""
    from bot.platforms.bluesky.examine import examine

    return examine(secrets, session)


def authorise(known: Mapping[str, str], session: PlatformSession, dialogue: Dialogue) -> Mapping[str, str]:
    """An app password, and the server that has the account."""
    from bot.platforms.bluesky.authorise import authorise

    return authorise(known, session, dialogue)


def post_at(url: str) -> Receipt | None:
    """The post to which an address leads."""
    from bot.platforms.bluesky.address import post_at

    return post_at(url)


def stand_in() -> StandIn:
    """The part of a server's API that the client uses, for the sandbox."""
    from bot.platforms.bluesky.stand_in import STAND_IN

    return STAND_IN


SPEC = PlatformSpec(
    name="bluesky",
    title="Bluesky",
    package=__name__,
    # https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json
    limits=Limits(
        length=300,
        length_of=length_of,
        counting_note="A link counts there as its host and 16 characters at the most, an emoji 1 as a rule.",
        sentences=3,
    ),
    marks_of=marks_of,
    display_link=display_link,
    absence_is_proof=True,  # an account's own server lists every record that it has
    prepares=True,
    uses_details=True,
    # It has no way to edit: a record can be put again, and the app goes on to show the first one
    # (snarfed/bridgy-fed#947, bluesky-social/social-app#673).
    deletes=True,
    # https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/embed/external.json
    card=CardRules(
        platform="Bluesky",
        crawler="syndication-bot",
        title=("og:title", "twitter:title", "title"),
        description=("og:description", "twitter:description", "description"),
        image=("og:image", "og:image:url", "og:image:secure_url", "twitter:image"),
        most_image_bytes=1_000_000,
        is_made_here=True,
    ),
    how_to_begin="""\
Bluesky: take the account that shall post, at https://bsky.app or on a server of your own, and make an app password
at https://bsky.app/settings/app-passwords: it needs no access to direct messages.""",
    secrets=(
        Secret(
            name="HANDLE",
            where="The account's handle, such as news.bsky.social, or its DID.",
            is_public=True,
            shape=r"@?[\w.:%-]*",
        ),
        Secret(
            name="APP_PASSWORD",
            where='"Settings", "Privacy and security", "App passwords" in the app; shown once. Not the main password.',
            form=r"[a-z2-7]{4}(-[a-z2-7]{4}){3}",
            form_in_words="four groups of four letters and digits, with hyphens between them",
        ),
        Secret(
            name="SERVICE",
            where="Optional: the address of the server that has the account, where it is not one of Bluesky's own.",
            is_optional=True,
            is_public=True,
            shape=r"(https://[\w.-]+(:\d+)?/?)?",
        ),
    ),
    client=client,
    stand_in=stand_in,
    post_at=post_at,
    examine=examine,
    authorise=authorise,
    clock_url="https://bsky.social/xrpc/_health",  # free, and without a log-in
)
