"""Builds the parts of the program from its settings. The one place that knows every class."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from bot.desk import Announce, Desk
from bot.desk.keys import AccountKeys
from bot.messenger import Messenger
from bot.platforms import PLATFORMS, Platform, open_platform
from bot.settings import Account, Settings, account_secrets
from bot.sources.types import WebPolicy

if TYPE_CHECKING:
    from bot.actions import Action
    from bot.errors import FeedError
    from bot.outbox.rules.acts import Actor
    from bot.sources.page.card import CardPage
    from bot.writing.templates import Templates


def utc_now() -> datetime:
    return datetime.now(UTC)


def templates_of(settings: Settings) -> Templates:
    """The templates of the settings' folder, and the shipped ones where it has none of that name.

    Raises TemplateError where one cannot be used.
    """
    # Imported here for a fast start: `bot status` needs none, and works where one of them is faulty.
    from bot.desk.composing import template_sources, templates_without_link
    from bot.writing.templates import Templates

    return Templates(template_sources(settings), without_link=templates_without_link(settings))


def web_policy(settings: Settings, stop: Callable[[], bool] = lambda: False) -> WebPolicy:
    """How the web is asked by these settings."""
    watch = settings.watch
    policy = WebPolicy(contact=settings.contact, allow_private=watch.allow_private, bounds=settings.bounds, stop=stop)
    return policy if settings.path.exists() else replace(policy, private_remedy=_NO_FILE)


_NO_FILE = "only with a bot.toml, in which watch.allow_private = true, can that be asked"
"""What to do about a private address where there is no bot.toml, and the sample's settings stand in."""


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
    spell: Callable[[Action], str] = lambda action: action.name,
    actor: Actor | None = None,
) -> Iterator[Desk]:
    """The desk of these settings, with its database open. Once `stop` is true, no site is waited for any more.

    `spell` says how messages to people write an action. `actor` is the person whose acts are recorded; None: the user
    of the system. Raises StoreError where the database cannot be opened.
    """
    from bot.desk.who import system_user
    from bot.outbox.store.accounts import Accounts
    from bot.outbox.store.acts import Acts
    from bot.outbox.store.alerts import Alerts
    from bot.outbox.store.articles import Articles
    from bot.outbox.store.changes import Changes
    from bot.outbox.store.credentials import CredentialsBook
    from bot.outbox.store.database import Database
    from bot.outbox.store.deliveries import Outbox
    from bot.outbox.store.findings import Findings
    from bot.outbox.store.following import Following
    from bot.outbox.store.forgetting import Forgetting
    from bot.outbox.store.notes import Notes
    from bot.outbox.store.open_edits import OpenEdits
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
            read_templates=cache(lambda: templates_of(settings)),
            articles=Articles(database),
            sources=Sources(database),
            following=Following(database),
            subscriptions=Subscriptions(database),
            outbox=Outbox(database, settings.folder / f"{settings.path.name}.last-call"),
            changes=Changes(database),
            open_edits=OpenEdits(database),
            accounts=Accounts(database),
            acts=Acts(database),
            processes=Processes(database),
            credentials=CredentialsBook(database),
            notes=Notes(database),
            forgetting=Forgetting(database),
            findings=Findings(database),
            alerts=Alerts(database),
            messenger=Messenger(environ, spell),
            web=web,
            platform_of=platform_of,
            keys=AccountKeys(settings, environ),
            announce=announce,
            now=now,
            chance=random.random,
            me=this_process(),
            actor=actor or system_user(environ, with_host=database.is_server),
        )
    finally:
        web.close()
        database.close()
