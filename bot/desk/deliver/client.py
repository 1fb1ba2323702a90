"""The client with which a delivery is sent: where its platform uses more than text and link, it knows that too.

A platform that makes no link cards is sent one, made here of the article's page as the platform's `CardRules` say. As
other platforms' crawlers do, this reads the page when the post goes out. A page that cannot be read keeps no post back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from bot.desk import Desk
from bot.desk.composing import details_of, link_of
from bot.errors import FeedError
from bot.outbox.rules.delivery import Delivery
from bot.platforms import PLATFORMS, Platform
from bot.platforms.spec import Card, CardRules, PlatformWithDetails
from bot.settings import Account
from bot.sources.stopping import StoppedError

if TYPE_CHECKING:
    from bot.sources.page.card import LinkCard


def client_for(desk: Desk, account: Account, delivery: Delivery) -> Platform:
    """The account's client, with what its platform uses for this post. May wait half a minute for the article's page.

    Raises SettingsError where the account cannot be opened, and StoreError.
    """
    spec, platform = PLATFORMS[account.platform], desk.platform_of(account)
    if not spec.uses_details:
        return platform
    article = desk.articles.article(delivery.article_id).whole
    details = details_of(account, article)
    if spec.card.is_made_here and (link := link_of(account, delivery)):
        details = replace(details, card=_card(desk, link, article.title, spec.card))
    return cast("PlatformWithDetails", platform).with_details(details)


def _card(desk: Desk, link: str, title: str, rules: CardRules) -> Card | None:
    """The card that a preview shows; with the article's own title alone where the page cannot be read."""
    try:
        card = _card_of_page(desk, link, rules)
    except StoppedError:  # the program is to end, and the post goes out when it runs next
        raise
    except Exception as exc:  # noqa: BLE001 (whatever it is, a card keeps no post back)
        desk.announce("card.unread", url=link, reason=str(exc) or repr(exc))
        return Card(title=title) if title else None
    if not card.title:
        return None
    picture = card.picture if card.picture and card.picture.content else None
    return Card(
        title=card.title,
        description=card.description,
        picture=picture.content if picture else b"",
        media_type=picture.media_type if picture else "",
    )


def _card_of_page(desk: Desk, link: str, rules: CardRules) -> LinkCard:
    """Raises FeedError where the page cannot be read."""
    from bot.sources.page.card import link_card

    page = desk.web.read_cards([link], [rules])[link]
    if isinstance(page, FeedError):
        raise page
    return link_card(page, rules)
