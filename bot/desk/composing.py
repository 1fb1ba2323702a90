"""Turning an article into an account's post. Preview, the queue and sending all use `post_for`, so they agree.

Whatever writes is imported by the first post: that takes 0.1 s, which `bot queue` need not spend where nothing waits.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.article import Article
from bot.outbox.rules.delivery import Delivery
from bot.platforms import PLATFORMS, Limits
from bot.platforms.spec import Details
from bot.settings import Account, Settings

if TYPE_CHECKING:
    from bot.writing.post import Post
    from bot.writing.templates import Templates


def post_for(
    settings: Settings,
    templates: Templates,
    article: Article,
    account: Account,
    recurring: frozenset[str] = frozenset(),
) -> Post:
    """The post that this account would send about this article.

    `recurring` holds the lines that most articles of the site repeat; they are left out. Raises ComposeError if no post
    fits the limits, and TemplateError if the account's template cannot be used.
    """
    from bot.writing.compose import compose

    spec = PLATFORMS[account.platform]
    hashtags = next((site.hashtags for site in settings.sites if site.name == article.site), ())
    return compose(
        article,
        account,
        limits=limits_of(account, details_of(account, article)),
        templates=templates,
        appeals=settings.appeals,
        hashtags=hashtags,
        recurring=recurring,
        campaign=settings.campaign,
        variant=_variant(settings, article.site, account) if spec.forbids_identical_texts else 0,
        zone=settings.timezone,
    )


def details_of(account: Account, article: Article | None = None) -> Details:
    """What the account's platform may use for a post about the article beside its text, but for the link's card.

    None: about any article.
    """
    if article is None or not PLATFORMS[account.platform].uses_details:
        return Details(options=account.options)
    from bot.writing.language.article_language import article_language

    return Details(language=article_language(article), tags=article.tags, options=account.options)


def limits_of(account: Account, details: Details) -> Limits:
    """The limits of the account's platform for a post with these details."""
    spec = PLATFORMS[account.platform]
    return spec.limits_for(details) if spec.limits_for else spec.limits


def template_sources(settings: Settings) -> dict[str, str]:
    """The text of every template, by its name: the newsroom's own, or the one that comes with the bot or a platform.

    Raises TemplateError if a file cannot be read.
    """
    from bot.writing.shipped import read_templates

    specs = (PLATFORMS[account.platform] for account in settings.accounts)
    names = ((spec, f"{spec.name}.j2") for spec in specs)
    return {name: text for spec, name in names if (text := spec.file(name))} | read_templates(settings.templates)


def link_of(account: Account, delivery: Delivery) -> str:
    """The link that is sent beside the delivery's text; "" where the account's posts have none. Pure."""
    return delivery.link if account.with_link else ""


def templates_without_link(settings: Settings) -> frozenset[str]:
    """The names of the templates that are used only where a post's text may go without the link."""
    names = {may_go_without: set[str]() for may_go_without in (True, False)}
    for account in settings.accounts:
        may_go_without = PLATFORMS[account.platform].limits.link_is_beside or not account.with_link
        names[may_go_without].add(account.template)
    return frozenset(names[True] - names[False])


def recurring_in(articles: Iterable[Article]) -> frozenset[str]:
    """The lines that several of these articles, which must be of one site, have in common."""
    from bot.writing.reading.clean import recurring_paragraphs

    return recurring_paragraphs([article.body or article.excerpt for article in articles])


def _variant(settings: Settings, site: str, account: Account) -> int:
    """The account's number, from 0, among the accounts of its platform that follow the site.

    Each number gives another wording, for platforms that forbid the same text on two accounts.
    """
    sibling_accounts = [
        other.name for other in settings.accounts if other.platform == account.platform and other.posts_about(site)
    ]
    return sibling_accounts.index(account.name) if account.name in sibling_accounts else 0
