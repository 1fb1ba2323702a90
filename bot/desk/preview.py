"""Preview: what each account would post about an article. It is the sending path with the last step left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.article import Article
from bot.desk import Desk
from bot.desk.composing import post_for
from bot.errors import ComposeError, FeedError
from bot.feeds.page import read_saved
from bot.platforms import PLATFORMS
from bot.settings import Account, Settings
from bot.writing.compose import Post

if TYPE_CHECKING:
    from bot.writing.templates import Templates


@dataclass(frozen=True, slots=True)
class AccountPreview:
    """What one account would post, or why it cannot."""

    account: str
    platform: str
    post: Post | None
    fault: str
    """Why there is no post; "" where there is one."""
    price: Decimal
    """US dollars."""


@dataclass(frozen=True, slots=True)
class Preview:
    """An article, and what each account that follows its site would post about it."""

    article: Article
    accounts: tuple[AccountPreview, ...]


def preview(
    settings: Settings,
    templates: Templates,
    article: Article,
    accounts: Iterable[Account],
    recurring: frozenset[str] = frozenset(),
) -> Preview:
    """Compose for each of `accounts`, exactly as sending does. Raises TemplateError."""
    return Preview(article, tuple(_for_account(settings, templates, article, one, recurring) for one in accounts))


def article_in_file(settings: Settings, content: bytes, link: str = "") -> tuple[Article, ...]:
    """The articles of a saved feed, HTML page or text file, the first first.

    `link` is the address of an article whose file does not tell it; without one, the address of the site itself
    stands in. Raises FeedError where there is no article.
    """
    site = site_of(settings, link)
    articles = read_saved(content, site=site, url=link)
    if not articles:
        raise FeedError(site, "the file is a feed that holds no article")
    return tuple(_at_home(settings, article) for article in articles)


def _at_home(settings: Settings, article: Article) -> Article:
    if not article.link:
        home = next(site.url for site in settings.sites if site.name == article.site)
        return replace(article, link=home)
    return replace(article, site=site_of(settings, article.link))


def preview_of_delivery(desk: Desk, delivery_id: int) -> Preview:
    """What the delivery would send if it went out now. Raises DeliveryNotFound and TemplateError."""
    delivery = desk.outbox.delivery(delivery_id)
    article = desk.archive.article(delivery.article_id).article
    accounts = [account for account in desk.settings.accounts if account.name == delivery.account]
    recurring = desk.archive.site_state(article.site).recurring
    return preview(desk.settings, desk.templates, article, accounts, recurring)


def accounts_for(settings: Settings, article: Article, named: Sequence[Account]) -> list[Account]:
    """The accounts that an editor named, else those that follow the article's site."""
    return list(named) or [account for account in settings.accounts if account.posts_about(article.site)]


def site_of(settings: Settings, url: str) -> str:
    """The name of the site that lives at that address; of the only one, or of the first, where none does."""
    host = _host(url)
    for site in settings.sites:
        if host and _host(site.url) == host:
            return site.name
    return settings.sites[0].name


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _for_account(
    settings: Settings, templates: Templates, article: Article, account: Account, recurring: frozenset[str]
) -> AccountPreview:
    limits = PLATFORMS[account.platform].limits
    try:
        post = post_for(settings, templates, article, account, recurring)
    except ComposeError as exc:
        return AccountPreview(account.name, account.platform, None, str(exc), Decimal(0))
    price = limits.price_with_url if post.has_url else limits.price
    return AccountPreview(account.name, account.platform, post, "", price)
