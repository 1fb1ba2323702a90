"""What `bot once` would do now. Nothing is stored, and nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass

from bot.desk import Desk
from bot.desk.deliver.once import faults_of
from bot.desk.ingest.collect import poll_without_recording
from bot.desk.ingest.pages import as_they_would_be_posted
from bot.desk.report.preview import PreviewContext, preview
from bot.outbox.rules.delivery import Status


@dataclass(frozen=True, slots=True)
class WouldPost:
    """A post that would be queued."""

    account: str
    title: str
    when: str
    """When it would go out, or why it would wait, in words."""
    text: str


@dataclass(frozen=True, slots=True)
class NotPosted:
    """A new article that would be stored without being posted."""

    site: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class DryRun:
    """The result of a dry run."""

    posts: tuple[WouldPost, ...]
    not_posted: tuple[NotPosted, ...]
    faults: tuple[str, ...]
    """Why sites could not be read."""


def dry_run(desk: Desk) -> DryRun:
    """Read every site, and tell what would be queued."""
    collected = poll_without_recording(desk)
    accounts = {account.name: account for account in desk.settings.accounts}
    posts, not_posted = [], []
    articles = [decision.article for decision in collected.decisions if decision.deliveries]
    whole_articles = dict(zip(articles, as_they_would_be_posted(desk, articles), strict=True))
    for decision in collected.decisions:
        article = whole_articles.get(decision.article, decision.article)
        if decision.not_posted:
            not_posted.append(NotPosted(article.site, article.title, decision.not_posted))
        context = PreviewContext(recurring=desk.sources.feed(article.site).facts.recurring)
        for delivery in decision.deliveries:
            if delivery.status is Status.SKIPPED:
                not_posted.append(NotPosted(article.site, article.title, delivery.reason))
                continue
            account = accounts[delivery.account]
            (account_preview,) = preview(desk.settings, desk.templates, article, [account], context).accounts
            text = account_preview.post.text if account_preview.post else account_preview.fault
            when = delivery.reason or f"from {delivery.due_at.astimezone(desk.settings.timezone):%Y-%m-%d %H:%M}"
            posts.append(WouldPost(delivery.account, article.title, when, text))
    return DryRun(tuple(posts), tuple(not_posted), faults_of(collected))
