"""X: the platform's spec. https://docs.x.com"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
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
    """The length of a text as X counts it."""
    # Imported in functions for a quick start: the tables and patterns take 30 ms, the client far more.
    from bot.platforms.x.counting import weighted_length

    return weighted_length(text)


def marks_of(text: str) -> tuple[Mark, ...]:
    """The links, hashtags, mentions and cashtags in a text."""
    from bot.platforms.marks import marks_of
    from bot.platforms.x.counting import SHORT_LINK

    return marks_of(text, ("link", "hashtag", "mention", "cashtag"), short_link=SHORT_LINK)


def display_link(url: str) -> DisplayLink:
    """A link as X shows it: without scheme and www., and shortened."""
    from bot.platforms.x.text import display_link

    return display_link(url)


def cautions(text: str, marks: Sequence[Mark], *, link: str, appeal: str) -> tuple[str, ...]:
    """Messages about accidental links, mentions, and more than one cashtag."""
    from bot.platforms.x.text import cautions

    return cautions(text, marks, link=link, appeal=appeal)


def stray_links(text: str) -> tuple[str, ...]:
    """What X would make a link of and is surely none."""
    from bot.platforms.x.text import stray_links

    return stray_links(text)


def client(secrets: Mapping[str, str], session: PlatformSession) -> Platform:
    """The client of an X account."""
    from bot.platforms.x.client import X

    return X(secrets, session)


def examine(secrets: Mapping[str, str], session: PlatformSession) -> Examination:
    """Whose the keys are, and whether they may post."""
    from bot.platforms.x.examine import examine

    return examine(secrets, session)


def authorise(known: Mapping[str, str], session: PlatformSession, dialogue: Dialogue) -> Mapping[str, str]:
    """An access token of the account, by a PIN."""
    from bot.platforms.x.authorise import authorise

    return authorise(known, session, dialogue)


def post_at(url: str) -> Receipt | None:
    """The post to which an address leads."""
    from bot.platforms.x.address import post_at

    return post_at(url)


def stand_in() -> StandIn:
    """The part of X's API that the client uses, for the sandbox."""
    from bot.platforms.x.stand_in import STAND_IN

    return STAND_IN


SPEC = PlatformSpec(
    name="x",
    title="X",
    aliases=("twitter",),
    package=__name__,
    # https://docs.x.com/fundamentals/counting-characters and https://docs.x.com/x-api/getting-started/pricing
    limits=Limits(
        length=280,
        length_of=length_of,
        counting_note="A link counts 23 there, an emoji or a letter of Chinese, Japanese or Korean 2.",
        sentences=3,
        # https://docs.x.com/x-api/posts/manage-tweets/integrate
        cashtags=1,
        mentions=True,
        stray_links=stray_links,
        price_with_url=Decimal("0.200"),
        price_without_url=Decimal("0.015"),
        # Each post returned costs 0.001, or 0.005 where another user owns the app. A lookup goes back some minutes, or
        # a day after a restored backup: 25 posts, or 5.
        price_of_lookup=Decimal("0.025"),
        price_of_examination=Decimal("0.010"),
        price_of_deletion=Decimal("0.010"),
    ),
    marks_of=marks_of,
    display_link=display_link,
    cautions=cautions,
    # https://docs.x.com/developer-guidelines
    forbids_identical_texts=True,
    absence_is_proof=True,
    deletes=True,  # and it has no way to edit: `edit_options` of POST /2/tweets is for paying authors, within an hour
    # https://developer.x.com/cards/markup
    card=CardRules(
        platform="X",
        crawler="Twitterbot",  # https://developer.x.com/en/docs/x-for-websites/cards/guides/getting-started
        title=("twitter:title", "og:title"),
        description=("twitter:description", "og:description"),
        image=("twitter:image", "twitter:image:src", "og:image", "og:image:url"),
        smallest_image=(144, 144),
        wide_image=(300, 157),
        most_image_bytes=5_000_000,
        card_tag="twitter:card",
        wide_card="summary_large_image",
        instead_of_card_tag=("og:type", "og:title", "og:description"),
    ),
    how_to_begin="""\
X: make an app at https://console.x.com with the X account that shall post. In its "User authentication settings"
choose "Read and write" first: tokens made before that cannot post. Then open its "Keys and tokens".
https://docs.x.com/resources/fundamentals/authentication/oauth-1-0a""",
    secrets=(
        Secret(
            name="API_KEY",
            is_of_app=True,
            where='"Consumer Keys" under "Keys and tokens" of the app; also called consumer key.',
            form=r"[A-Za-z0-9]{18,30}",
            form_in_words="some 25 letters and digits",
        ),
        Secret(
            name="API_SECRET",
            is_of_app=True,
            where="Shown together with the API key, once; also called consumer secret.",
            form=r"[A-Za-z0-9]{35,60}",
            form_in_words="some 50 letters and digits",
        ),
        Secret(
            name="ACCESS_TOKEN",
            where='"Access Token and Secret" under "Keys and tokens", made after "Read and write" was chosen.',
            form=r"\d+-[A-Za-z0-9]{20,60}",
            form_in_words="digits, a hyphen, and some 40 letters and digits",
        ),
        Secret(
            name="ACCESS_TOKEN_SECRET",
            where="Shown together with the access token, once.",
            form=r"[A-Za-z0-9]{35,60}",
            form_in_words="some 45 letters and digits",
        ),
    ),
    starter_account="mtt",
    client=client,
    stand_in=stand_in,
    post_at=post_at,
    examine=examine,
    authorise=authorise,
    clock_url="https://api.twitter.com/2/users/me",  # without keys it answers 401, and costs nothing
)
