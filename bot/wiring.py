"""Builds the parts of the program from its settings. The one place that knows every class."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from bot.desk import Announce, Desk
from bot.desk.composing import template_sources, templates_beside_link
from bot.platforms import PLATFORMS, Platform, open_platform
from bot.settings import Account, Settings, account_secrets
from bot.sources.types import WebPolicy
from bot.writing.templates import Templates

if TYPE_CHECKING:
    from bot.errors import FeedError
    from bot.sources.page.card import CardPage


def utc_now() -> datetime:
    return datetime.now(UTC)


def templates_of(settings: Settings) -> Templates:
    """The templates of the settings' folder, and the shipped ones where it has none of that name."""
    return Templates(template_sources(settings), link_is_beside=templates_beside_link(settings))


def web_policy(settings: Settings, stop: Callable[[], bool] = lambda: False) -> WebPolicy:
    """How the web is asked by these settings."""
    watch = settings.watch
    return WebPolicy(contact=settings.contact, allow_private=watch.allow_private, bounds=settings.bounds, stop=stop)


def read_card_pages(settings: Settings, urls: Sequence[str]) -> dict[str, CardPage | FeedError]:
    """For each link what its card is made of, or why that cannot be read."""
    from bot.sources.web import WebSources

    rules = list(dict.fromkeys(PLATFORMS[account.platform].card for account in settings.accounts))
    with WebSources(web_policy(settings)) as web:
        return web.read_cards(urls, rules)


@contextmanager
def open_desk(
    settings: Settings,
    environ: Mapping[str, str],
    announce: Announce,
    *,
    now: Callable[[], datetime] = utc_now,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Desk]:
    """The desk of these settings, with its database open. Once `stop` is true, no site is waited for any more.

    Raises StoreError where that cannot be opened, and TemplateError where a template cannot be used.
    """
    from bot.outbox.store.accounts import Accounts
    from bot.outbox.store.articles import Articles
    from bot.outbox.store.database import Database
    from bot.outbox.store.deliveries import Outbox
    from bot.outbox.store.following import Following
    from bot.outbox.store.processes import Processes, this_process
    from bot.outbox.store.sources import Sources
    from bot.outbox.store.subscriptions import Subscriptions
    from bot.sources.web import WebSources

    @cache
    def platform_of(account: Account) -> Platform:
        secrets = account_secrets(settings, account, environ)
        return open_platform(account.platform, account.name, secrets, sandbox=settings.sandbox)

    database = Database(settings.database)
    web = WebSources(web_policy(settings, stop))
    try:
        yield Desk(
            settings=settings,
            templates=templates_of(settings),
            articles=Articles(database),
            sources=Sources(database),
            following=Following(database),
            subscriptions=Subscriptions(database),
            outbox=Outbox(database, settings.folder / f"{settings.path.name}.last-call"),
            accounts=Accounts(database),
            processes=Processes(database),
            web=web,
            platform_of=platform_of,
            announce=announce,
            now=now,
            chance=random.random,
            me=this_process(),
        )
    finally:
        web.close()
        database.close()
