"""Replacing a post's text by one that an editor wrote, which must keep the link and the call to action."""

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

BEING_EDITED = Move(
    EDIT.name, frozenset({Status.HELD, Status.QUEUED}), Status.HELD, "an editor is writing its text", "begin-edit"
)


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

    @property
    def limits(self) -> Limits:
        """The length limits of the platform."""
        return PLATFORMS[self.platform].limits


def draft_of(desk: Desk, delivery: Delivery) -> Draft:
    """The draft that the editor starts from. Raises DeliveryNotFound if bot.toml no longer has its account."""
    account = account_of(desk, delivery)
    article = whole_article(desk, delivery.article_id)
    recurring = desk.sources.feed(article.site).facts.recurring
    try:
        post = post_for(desk.settings, desk.templates, article, account, recurring)
    except (ComposeError, TemplateError) as exc:
        choice = choose_appeal(desk.settings.appeals, article, account.name, zone=desk.settings.timezone)
        appeals = choice.appeal.forms if choice.appeal else ()
        return Draft(delivery, account.platform, delivery.text, postable(delivery.link), appeals, str(exc))
    text = delivery.text if delivery.edited else post.text
    return Draft(delivery, account.platform, text, post.link, post.appeals, "")


def faults_in(draft: Draft, text: str) -> tuple[str, ...]:
    """The reasons why this text cannot replace the draft's; empty if it can. Pure."""
    return faults_of(text, link=draft.link, appeals=draft.appeals, limits=draft.limits)


@contextmanager
def held_while_editing(desk: Desk, delivery: Delivery) -> Iterator[None]:
    """Hold the delivery while the `with` block runs, so that it is not sent, and restore its status afterwards.

    A failed delivery is left as it is, because it is not sent by itself. Raises WrongStatus.
    """
    if delivery.status is Status.FAILED:
        yield
        return
    desk.outbox.move(delivery.id, BEING_EDITED, now=desk.now(), by=desk.actor)
    try:
        yield
    finally:
        desk.outbox.put_back(delivery, BEING_EDITED.reason, now=desk.now(), by=desk.actor)


def rewrite(desk: Desk, delivery: Delivery, text: str) -> Delivery:
    """Store the new text; "" brings back the text that the bot composes. Raises DeliveryNotFound and WrongStatus."""
    updated = desk.outbox.rewrite(delivery.id, text, now=desk.now(), by=desk.actor)
    desk.announce("delivery.edited", delivery=updated.id, account=updated.account, by="editor" if text else "bot")
    return updated


def account_of(desk: Desk, delivery: Delivery) -> Account:
    """The account that the delivery is for. Raises DeliveryNotFound if bot.toml no longer has it."""
    for account in desk.settings.accounts:
        if account.name == delivery.account:
            return account
    raise DeliveryNotFound(f"delivery {delivery.id} is for {delivery.account}, which is in bot.toml no more")
