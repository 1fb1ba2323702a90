"""Rewriting: an editor writes the text of a post anew, and it keeps what every post must have."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.desk import Desk
from bot.desk.composing import post_for
from bot.desk.ingest.pages import whole_article
from bot.errors import ComposeError, DeliveryNotFound, TemplateError
from bot.outbox.rules.delivery import EDIT, Delivery, Move, Status
from bot.platforms import PLATFORMS, Limits
from bot.settings import Account
from bot.writing.appeal import choose_appeal
from bot.writing.link import postable
from bot.writing.post import faults_of

BEING_EDITED = Move(EDIT.name, frozenset({Status.HELD, Status.QUEUED}), Status.HELD, "an editor is writing its text")


@dataclass(frozen=True, slots=True)
class Draft:
    """A post before an editor rewrites it, and what the new text must keep."""

    delivery: Delivery
    platform: str
    text: str
    """As it would go out now; "" where the bot can make no post of it."""
    link: str
    appeals: tuple[str, ...]
    """The wordings of its call to action, any one of which is enough; empty: it has none."""
    fault: str
    """Why the bot can make no post of it; "" where it can."""

    @property
    def limits(self) -> Limits:
        return PLATFORMS[self.platform].limits


def draft_of(desk: Desk, delivery: Delivery) -> Draft:
    """What the editor is to begin with. Raises DeliveryNotFound where its account is not in bot.toml any more."""
    account = _account_of(desk, delivery)
    article = whole_article(desk, delivery.article_id)
    recurring = desk.sources.feed(article.site).facts.recurring
    chosen = choose_appeal(desk.settings.appeals, article, account.name, zone=desk.settings.timezone)
    appeals = chosen.appeal.forms if chosen.appeal else ()
    try:
        post = post_for(desk.settings, desk.templates, article, account, recurring)
    except (ComposeError, TemplateError) as exc:
        return Draft(delivery, account.platform, delivery.text, postable(delivery.link), appeals, str(exc))
    text = delivery.text if delivery.edited else post.text
    return Draft(delivery, account.platform, text, post.link, appeals, "")


def faults_in(draft: Draft, text: str) -> tuple[str, ...]:
    """Why that text cannot go out in the place of the draft's; empty: it can. Pure."""
    return faults_of(text, link=draft.link, appeals=draft.appeals, limits=draft.limits)


@contextmanager
def held_while_editing(desk: Desk, delivery: Delivery) -> Iterator[None]:
    """Nothing goes out while its text is being written: it is held, and waits again afterwards as it did before."""
    if delivery.status is Status.FAILED:
        yield
        return
    desk.outbox.move(delivery.id, BEING_EDITED, now=desk.now())
    try:
        yield
    finally:
        desk.outbox.put_back(delivery)


def rewrite(desk: Desk, delivery: Delivery, text: str) -> Delivery:
    """Send that text, and "" for the bot's own again. Raises DeliveryNotFound and WrongStatus."""
    changed = desk.outbox.rewrite(delivery.id, text)
    desk.announce("delivery.edited", delivery=changed.id, account=changed.account, by="editor" if text else "bot")
    return changed


def _account_of(desk: Desk, delivery: Delivery) -> Account:
    for account in desk.settings.accounts:
        if account.name == delivery.account:
            return account
    raise DeliveryNotFound(f"delivery {delivery.id} is for {delivery.account}, which is in bot.toml no more")
