"""What one round of everything would do; neither the database nor a platform is touched."""

from __future__ import annotations

from dataclasses import dataclass

from bot.desk import Desk
from bot.desk.deliver.once import faults_of
from bot.desk.ingest.collect import poll_without_recording
from bot.desk.ingest.pages import as_they_would_be_posted
from bot.desk.report.preview import PreviewContext, preview


@dataclass(frozen=True, slots=True)
class WouldPost:
    """A post that a round would queue."""

    account: str
    title: str
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class NotPosted:
    """A new article that a round would record without posting it."""

    site: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class DryRun:
    """What one round would do."""

    posts: tuple[WouldPost, ...]
    not_posted: tuple[NotPosted, ...]
    faults: tuple[str, ...]


def dry_run(desk: Desk) -> DryRun:
    """Ask every site, and say what would be queued; nothing is remembered or sent."""
    collected = poll_without_recording(desk)
    accounts = {account.name: account for account in desk.settings.accounts}
    posts, not_posted = [], []
    wanted = [decision.article for decision in collected.decisions if decision.deliveries]
    whole = dict(zip(wanted, as_they_would_be_posted(desk, wanted), strict=True))
    for decision in collected.decisions:
        article = whole.get(decision.article, decision.article)
        if decision.not_posted:
            not_posted.append(NotPosted(article.site, article.title, decision.not_posted))
        known = PreviewContext(recurring=desk.sources.feed(article.site).facts.recurring)
        for planned in decision.deliveries:
            one = preview(desk.settings, desk.templates, article, [accounts[planned.account]], known).accounts[0]
            when = planned.reason or f"from {planned.due_at.astimezone(desk.settings.timezone):%Y-%m-%d %H:%M}"
            posts.append(WouldPost(planned.account, article.title, when, one.post.text if one.post else one.fault))
    return DryRun(tuple(posts), tuple(not_posted), faults_of(collected))
