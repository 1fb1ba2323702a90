"""What goes out beside a post's text and link, to a platform that takes more: the language, and the link's card.

A platform that makes no cards is sent one, made here of the article's page as the platform's `CardRules` say. As other
platforms' crawlers do, this reads the page when the post goes out. A page that cannot be read keeps no post back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.desk import Desk
from bot.desk.composing import link_of
from bot.errors import FeedError
from bot.outbox.rules.delivery import Delivery
from bot.platforms import PLATFORMS
from bot.platforms.spec import Card, CardRules, Details
from bot.settings import Account
from bot.sources.stopping import StoppedError

if TYPE_CHECKING:
    from bot.sources.page.card import LinkCard


def details_of(desk: Desk, account: Account, delivery: Delivery) -> Details | None:
    """None where the platform takes none. May wait for the page, for half a minute at the most."""
    from bot.writing.language.article_language import article_language  # takes 0.1 s, which `bot queue` need not spend

    spec = PLATFORMS[account.platform]
    if not spec.takes_details:
        return None
    article = desk.articles.article(delivery.article_id).whole
    card = _card(desk, link_of(account, delivery), article.title, spec.card) if spec.card.is_made_here else None
    return Details(language=article_language(article), card=card)


def _card(desk: Desk, link: str, title: str, rules: CardRules) -> Card | None:
    """The card that a preview shows; with the article's own title alone where the page cannot be read."""
    if not link:
        return None
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
