"""Facebook Pages: the platform's spec. https://developers.facebook.com/docs/pages-api"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.platforms.spec import (
    CardRules,
    Dialogue,
    Examination,
    Fold,
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


def utf16_length(text: str) -> int:
    """The length of a text in UTF-16 code units, which Facebook counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def marks_of(text: str) -> tuple[Mark, ...]:
    """The links and hashtags in a text. A mention needs the id of a Page, as in @[1234].

    https://developers.facebook.com/docs/pages-api/posts
    """
    # Imported in functions for a quick start: the tables and patterns take 30 ms, the client far more.
    from bot.platforms.marks import marks_of

    return marks_of(text, ("link", "hashtag"))


def client(secrets: Mapping[str, str], session: PlatformSession) -> Platform:
    """The client of a Page."""
    from bot.platforms.facebook.drafts import FacebookWithDrafts

    return FacebookWithDrafts(secrets, session)


def probe(secrets: Mapping[str, str], session: PlatformSession) -> str:
    """Whether the Page can keep a post as a draft."""
    from bot.platforms.facebook.probe import probe

    return probe(secrets, session)


def examine(secrets: Mapping[str, str], session: PlatformSession) -> Examination:
    """Which Page the token is for, what it may do there, and when it ends."""
    from bot.platforms.facebook.examine import examine

    return examine(secrets, session)


def authorise(known: Mapping[str, str], session: PlatformSession, dialogue: Dialogue) -> Mapping[str, str]:
    """The token of the Page, from that of a person."""
    from bot.platforms.facebook.authorise import authorise

    return authorise(known, session, dialogue)


def renew(secrets: Mapping[str, str], session: PlatformSession) -> Mapping[str, str]:
    """A token in the place of one that ends, where Facebook gives one."""
    from bot.platforms.facebook.authorise import renew

    return renew(secrets, session)


def post_at(url: str) -> Receipt | None:
    """The post to which an address leads."""
    from bot.platforms.facebook.address import post_at

    return post_at(url)


def stand_in() -> StandIn:
    """The part of the Graph API that the client uses, for the sandbox."""
    from bot.platforms.facebook.stand_in import STAND_IN

    return STAND_IN


_DESKTOP_FOLD = 477

SPEC = PlatformSpec(
    name="facebook",
    title="Facebook",
    package=__name__,
    # Meta documents no number; every client uses 63,206, and for longer texts the Graph API answers code 100.
    limits=Limits(length=63_206, length_of=utf16_length, sentences=3, shown=_DESKTOP_FOLD, link_is_beside=True),
    # Not documented by Meta. Measurements agree within a line; line breaks make the fold come earlier:
    # https://socialk.it/fr/tools/facebook-character-counter and https://boldlytype.com/blog/facebook-post-character-limit
    folds=(Fold("phone", 125), Fold("desktop", _DESKTOP_FOLD)),
    marks_of=marks_of,
    # "The API will return approximately 600 ranked, published posts per year":
    # https://developers.facebook.com/docs/graph-api/reference/page/feed/#limitations
    absence_is_proof=False,
    prepares=True,
    deletes=True,
    rewrites=True,  # by the app that made the post: https://developers.facebook.com/docs/pages-api/posts#update-a-post
    # https://developers.facebook.com/docs/sharing/webmasters/images
    card=CardRules(
        platform="Facebook",
        crawler="facebookexternalhit",  # https://developers.facebook.com/docs/sharing/webmasters/web-crawlers
        title=("og:title", "title"),
        description=("og:description", "description"),
        image=("og:image", "og:image:url", "og:image:secure_url"),
        smallest_image=(200, 200),
        wide_image=(600, 315),
        most_image_bytes=8_000_000,
        follows_og_url=True,
        wants_declared_size=True,
    ),
    how_to_begin="""\
Facebook: make an app at https://developers.facebook.com/apps with a person who may publish on the Page.
https://developers.facebook.com/docs/pages-api/getting-started""",
    secrets=(
        Secret(
            name="PAGE_ID",
            where='The number under "About", "Page transparency" on the Page.',
            is_public=True,
            shape=r"[\w.-]*",
            form=r"\d+",
            form_in_words="digits only",
        ),
        Secret(
            name="PAGE_TOKEN",
            where=(
                "In https://developers.facebook.com/tools/explorer make a user token with pages_show_list, "
                "pages_read_engagement and pages_manage_posts; extend it in "
                "https://developers.facebook.com/tools/debug/accesstoken; with the extended one ask for me/accounts, "
                "and copy the Page's access_token from the answer: that one does not expire."
            ),
            form=r"EAA[A-Za-z0-9_-]+",
            form_in_words="EAA, and many letters and digits",
        ),
        Secret(
            name="APP_ID",
            is_of_app=True,
            where='Optional, for token upkeep: "App settings", "Basic" of the app.',
            is_optional=True,
            is_public=True,
            form=r"\d+",
            form_in_words="digits only",
        ),
        Secret(
            name="APP_SECRET",
            is_of_app=True,
            where='Optional, for token upkeep: "App settings", "Basic" of the app.',
            is_optional=True,
            form=r"[0-9a-f]{32}",
            form_in_words="32 of the characters 0 to 9 and a to f",
        ),
        Secret(
            name="GRAPH_VERSION",
            where="Optional: the version of the Graph API to speak; v25.0 when left out.",
            is_optional=True,
            is_public=True,
            shape=r"(v\d+\.\d+)?",
        ),
    ),
    starter_account="mtt-page",
    client=client,
    stand_in=stand_in,
    post_at=post_at,
    examine=examine,
    authorise=authorise,
    renew=renew,
    probe=probe,
    clock_url="https://graph.facebook.com/v25.0/me",  # without a token it answers an error
)
