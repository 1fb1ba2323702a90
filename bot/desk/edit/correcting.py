"""What an editor does about a post that is out: bring it up to its article, delete it, or leave it as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.actions import Action
from bot.article import Article, canonical_url
from bot.desk import Desk
from bot.desk.composing import post_for
from bot.desk.deliver.changing import make_change
from bot.desk.edit.rewriting import account_of
from bot.desk.edit.selection import Refusal
from bot.desk.ingest.pages import whole_article
from bot.errors import FeedError, SettingsError, WrongStatus
from bot.outbox.rules.changes import Change, ChangeKind
from bot.outbox.rules.delivery import CORRECT, Delivery, refuse_move
from bot.platforms import PLATFORMS, PlatformSpec
from bot.settings import Account
from bot.sources.types import PollRequest

DELETED = "an editor has deleted its post"
POSTED_AGAIN = "an editor has deleted its post, so that it is posted again as its article is now"
LEFT_TO_THE_BOT = "this process has no key to the account, so that the bot that runs does it"


@dataclass(frozen=True, slots=True)
class Correction:
    """A post that is out, and what it would say if it were made now."""

    delivery: Delivery
    article: Article
    """As its site shows it now."""
    text: str
    """What the post would say."""
    account: Account

    @property
    def platform(self) -> PlatformSpec:
        """Of the account."""
        return PLATFORMS[self.account.platform]

    @property
    def is_needless(self) -> bool:
        """Whether the post says already what it would say."""
        return self.text == self.delivery.text

    @property
    def price_again(self) -> Decimal:
        """US dollars for deleting the post and posting it again."""
        return self.platform.limits.price_of_deletion + self.account.price_of(self.text)


@dataclass(frozen=True, slots=True)
class ChangedPost:
    """What has become of a post that was to be changed."""

    delivery: Delivery
    fault: str
    """Why the platform has not made the change, or not yet; "" where it has."""
    again_at: datetime | None
    """When it is tried again; None where it is done, or waits for a person."""
    undo: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeResult:
    """What has become of the posts that were to be changed."""

    posts: tuple[ChangedPost, ...]
    refused: tuple[Refusal, ...] = ()


def correction_of(desk: Desk, delivery_id: int) -> Correction:
    """The post, and what it would say now. Its site is asked for the article as it is.

    Raises DeliveryNotFound, WrongStatus where no post is out or its article was taken back, FeedError where the site
    cannot be asked, and ComposeError and TemplateError where no post can be made.
    """
    delivery = desk.outbox.delivery(delivery_id)
    if delivery.status not in CORRECT.allowed:
        raise refuse_move(CORRECT, delivery)
    if delivery.retracted:
        raise WrongStatus(
            delivery.id,
            delivery.status,
            f"there is no article any more that the post could be brought up to: {delivery.retracted}",
            actions=(Action("delete", deliveries=(delivery.id,)), Action("done", deliveries=(delivery.id,))),
        )
    account = account_of(desk, delivery)
    desk.articles.bring_up_to_date(delivery.article_id, _article_now(desk, delivery))
    article = whole_article(desk, delivery.article_id)
    recurring = desk.sources.feed(article.site).facts.recurring
    post = post_for(desk.settings, desk.templates, article, account, recurring)
    return Correction(desk.outbox.delivery(delivery_id), article, post.text, account)


def rewrite_post(desk: Desk, delivery_id: int, text: str) -> ChangedPost:
    """Give the post this text, in place. Raises DeliveryNotFound and WrongStatus."""
    title = desk.outbox.delivery(delivery_id).title
    change = desk.changes.ask(delivery_id, ChangeKind.REWRITE, text=text, title=title, now=desk.now(), by=desk.actor)
    return _make(desk, change)


def delete_post(desk: Desk, delivery_id: int, *, again: bool = False) -> ChangedPost:
    """Delete the post; `again`: then post about the article as it is now. Raises DeliveryNotFound and WrongStatus."""
    why = POSTED_AGAIN if again else DELETED
    change = desk.changes.ask(delivery_id, ChangeKind.DELETE, again=again, why=why, now=desk.now(), by=desk.actor)
    return _make(desk, change)


def leave_post(desk: Desk, delivery_id: int) -> Delivery:
    """Leave the post as it is, whatever has become of its article. Raises DeliveryNotFound and WrongStatus."""
    delivery = desk.changes.tick_off(delivery_id, now=desk.now(), by=desk.actor)
    desk.announce("delivery.ticked_off", delivery=delivery.id, account=delivery.account, by="editor")
    return delivery


def require_deletes(desk: Desk, delivery: Delivery) -> None:
    """Raises WrongStatus where the account's platform gives no way to delete a post."""
    spec = PLATFORMS[account_of(desk, delivery).platform]
    if not spec.deletes:
        raise WrongStatus(
            delivery.id,
            delivery.status,
            f"{spec.title} lets no program delete a post: delete it there, at {delivery.permalink}, and tick it off",
            actions=(Action("done", deliveries=(delivery.id,)),),
        )


def _make(desk: Desk, change: Change) -> ChangedPost:
    """Make the change at once, where this process can; else the bot that runs does it."""
    account = account_of(desk, desk.outbox.delivery(change.delivery_id))
    desk.announce("delivery.to_change", delivery=change.delivery_id, account=account.name, change=change.kind.value)
    halted = desk.accounts.state(account.name).halted
    try:
        fault = f"the account is halted: {halted}" if halted else make_change(desk, account, change)
    except SettingsError as exc:
        fault = f"{LEFT_TO_THE_BOT} ({exc})"
    pending = desk.changes.of(change.delivery_id) if fault else None
    delivery = desk.outbox.delivery(change.delivery_id)
    deleted = change.kind is ChangeKind.DELETE and not fault and not change.again
    undo = (Action("retry", deliveries=(delivery.id,)),) if deleted else ()
    return ChangedPost(delivery, fault, pending.try_at if pending else None, undo)


def _article_now(desk: Desk, delivery: Delivery) -> Article:
    """The article as its site's feed shows it now, or else its own page. Raises FeedError."""
    canonical, feed_url = canonical_url(delivery.link), desk.sources.feed(delivery.site).feed_url
    if feed_url:
        looks = [look for batch in desk.web.look([PollRequest(delivery.site, feed_url)]) for look in batch]
        for article in (article for look in looks for article in look.articles):
            if canonical_url(article.link) == canonical:
                return article
    page = desk.web.read_page(delivery.link, delivery.site)
    if not page.article.title:
        raise FeedError(delivery.site, f"{delivery.link} shows no headline, so the post cannot be made anew from it")
    return page.article
