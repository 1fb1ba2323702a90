"""Replacing a post's text by one that an editor wrote, which must keep the link and the call to action."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.desk import Desk
from bot.desk.composing import details_of, limits_of, post_for
from bot.desk.edit.links import address_of, faults_of_links, hosts_of, links_in
from bot.desk.ingest.pages import whole_article
from bot.errors import ComposeError, DeliveryNotFound, TemplateError
from bot.outbox.rules.delivery import Delivery
from bot.platforms import PLATFORMS, Limits
from bot.settings import Account
from bot.writing.appeal import choose_appeal
from bot.writing.link import postable
from bot.writing.post import faults_of


@dataclass(frozen=True, slots=True)
class Draft:
    """A post's text before an editor changes it, and what the new text must keep."""

    delivery: Delivery
    platform: str
    text: str
    """As it would go out now; "" if the bot cannot compose a post."""
    link: str
    appeals: tuple[str, ...]
    """The allowed wordings of the call to action, of which the text must hold one; empty if it has none."""
    fault: str
    """Why the bot cannot compose a post; "" if it can."""
    read_at: datetime
    """When the article was read that the editor sees."""
    limits: Limits
    """Those of the account's platform for this post."""
    own_links: frozenset[str] = frozenset()
    """Canonical addresses that the text may link to in any case: the article's, and those of the bot's own text."""


def draft_of(desk: Desk, delivery: Delivery) -> Draft:
    """The draft that the editor starts from. Raises DeliveryNotFound if bot.toml no longer has its account."""
    account, read_at = account_of(desk, delivery), desk.now()
    article = whole_article(desk, delivery.article_id)
    recurring = desk.sources.feed(article.site).facts.recurring
    try:
        post = post_for(desk.settings, desk.templates, article, account, recurring)
        composed, link, fault, appeals = post.text, post.link, "", post.appeals
    except (ComposeError, TemplateError) as exc:
        choice = choose_appeal(desk.settings.appeals, article, account.name, zone=desk.settings.timezone)
        appeals = choice.appeal.forms if choice.appeal else ()
        composed, link, fault = "", postable(delivery.link) if account.with_link else "", str(exc)
    own_links = links_in("\n".join((composed, *appeals)), account.platform, hosts_of(desk))
    return Draft(
        delivery=delivery,
        platform=account.platform,
        text=delivery.text if delivery.edited or fault else composed,
        link=link,
        appeals=appeals,
        fault=fault,
        read_at=read_at,
        limits=limits_of(account, details_of(account, article)),
        own_links=frozenset(map(address_of, (link, *own_links))),
    )


def faults_in(desk: Desk, draft: Draft, text: str) -> tuple[str, ...]:
    """The reasons why this text cannot replace the draft's; empty if it can. Raises StoreError."""
    faults = faults_of(text, link=draft.link, appeals=draft.appeals, limits=draft.limits)
    article_id = draft.delivery.article_id
    of_links = faults_of_links(
        desk, text, platform=draft.platform, link=draft.link, own=draft.own_links, article_id=article_id
    )
    return (*faults, *of_links)


def note_on_link(draft: Draft, text: str) -> str:
    """What an editor should know about the link of the text; "" for nothing. Pure."""
    spec, limits = PLATFORMS[draft.platform], draft.limits
    if not draft.link:
        is_dearer = limits.price_with_url > limits.price_without_url and spec.has_link(text)
        return f"the text has a link, so that {spec.title} charges ${limits.price_with_url} for it" if is_dearer else ""
    if not limits.link_is_beside or draft.link in text:
        return ""
    if address_of(draft.link) in map(address_of, links_in(text, draft.platform)):
        return ""
    return f"the text has no link: {spec.title} shows the article's card below it, which leads there"


def rewrite(desk: Desk, draft: Draft, text: str) -> Delivery:
    """Store the new text in the place of the draft's. Raises DeliveryNotFound and WrongStatus."""
    return _store(desk, draft.delivery, text, draft.read_at)


def revert(desk: Desk, delivery: Delivery) -> Delivery:
    """Bring back the text that the bot composes. Raises DeliveryNotFound and WrongStatus."""
    return _store(desk, delivery, "", desk.now())


def _store(desk: Desk, delivery: Delivery, text: str, read_at: datetime) -> Delivery:
    updated = desk.outbox.rewrite(delivery.id, text, read_at=read_at, now=desk.now(), by=desk.actor)
    desk.announce("delivery.edited", delivery=updated.id, account=updated.account, by="editor" if text else "bot")
    return updated


def account_of(desk: Desk, delivery: Delivery) -> Account:
    """The account that the delivery is for. Raises DeliveryNotFound if bot.toml no longer has it."""
    for account in desk.settings.accounts:
        if account.name == delivery.account:
            return account
    raise DeliveryNotFound(f"delivery {delivery.id} is for {delivery.account}, which is in bot.toml no more")
