"""Findings about posts that wait for a person, and about articles that were passed over. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.actions import Action
from bot.health.facts import AccountFacts, Facts, WaitingPosts
from bot.health.finding import Finding, Severity
from bot.health.program import working
from bot.health.words import counted, listed, spoken

_ACTIONS_FOR = 20
"""So many IDs stand in one command."""


def findings(facts: Facts) -> Iterator[Finding]:
    """What an editor has to decide or to look up, and what nobody has decided."""
    yield from map(_removed, (posts for posts in facts.posts if not posts.is_known_account))
    yield from map(_waiting, (posts for posts in facts.posts if posts.is_known_account))
    if working(facts.workers) is not None:
        for account in facts.accounts:
            yield from _stuck(account, facts.now)
    if facts.unexplained:
        yield Finding(
            kind="articles-unexplained",
            severity=Severity.BROKEN,
            since=facts.unexplained_since,
            what=f"nobody has decided on {counted(len(facts.unexplained), 'new article', 'new articles')}: "
            + listed(facts.unexplained),
            follows="they are not posted, and no reason is known",
            remedy="see what became of each, and post what is wanted; this is a fault of the bot, please report it",
            actions=(Action("audit"),),
        )


def _waiting(posts: WaitingPosts) -> Finding:
    ids = posts.deliveries[:_ACTIONS_FOR]
    number, is_one = len(posts.deliveries), len(posts.deliveries) == 1
    reason = f": {posts.reason}" if posts.reason else ""
    first = f"“{posts.title}”{reason}" if is_one else f"first “{posts.title}”{reason}"
    match posts.status:
        case "held":
            return Finding(
                kind="posts-held",
                subject=posts.account,
                newest=max(posts.deliveries),
                severity=Severity.PERSON,
                since=posts.since,
                what=f"{counted(number, 'post', 'posts')} of {posts.account} held for an editor, {first}",
                follows="held posts go out when an editor approves them, and not before",
                remedy="read them, and approve or skip each",
                actions=(Action("queue"), Action("approve", deliveries=ids), Action("skip", deliveries=ids)),
            )
        case "unsure":
            return Finding(
                kind="posts-unsure",
                subject=posts.account,
                newest=max(posts.deliveries),
                severity=Severity.PERSON,
                since=posts.since,
                what=f"nobody knows whether {counted(number, 'post', 'posts')} of {posts.account} went out, {first}",
                follows="such a post may be missing on the timeline; the bot does not send it again by itself",
                remedy="look at the account's timeline, and say whether the post is there",
                actions=(
                    Action("resolve", deliveries=ids[:1], was_sent=True),
                    Action("resolve", deliveries=ids[:1], was_sent=False),
                ),
            )
        case "failed":
            return Finding(
                kind="posts-failed",
                subject=posts.account,
                newest=max(posts.deliveries),
                severity=Severity.PERSON,
                since=posts.since,
                what=f"{counted(number, 'post', 'posts')} of {posts.account} could not be posted, {first}",
                follows="they are not tried again by themselves",
                remedy="do what the reason says and try again, or skip them",
                actions=(Action("retry", deliveries=ids), Action("skip", deliveries=ids)),
            )
        case "changed":
            return Finding(
                kind="posts-changed",
                subject=posts.account,
                newest=max(posts.deliveries),
                severity=Severity.NOTE,
                since=posts.since,
                what=f"{counted(number, 'post', 'posts')} of {posts.account} stand about an article that its site has "
                f"changed or withdrawn since, {first}",
                follows="followers read what the newsroom has corrected",
                remedy="bring each up to the article, delete it, or leave it as it is",
                actions=(
                    Action("correct", deliveries=ids[:1]),
                    Action("delete", deliveries=ids[:1]),
                    Action("done", deliveries=ids),
                ),
            )
        case "unchanged":
            return Finding(
                kind="posts-not-changed",
                subject=posts.account,
                newest=max(posts.deliveries),
                severity=Severity.PERSON,
                since=posts.since,
                what=f"{counted(number, 'post', 'posts')} of {posts.account} could not be changed or deleted, {first}",
                follows="followers go on reading what somebody wanted to change",
                remedy="do what the reason says and ask for it again, or do it on the platform and tick it off",
                actions=(
                    Action("correct", deliveries=ids[:1]),
                    Action("delete", deliveries=ids[:1]),
                    Action("done", deliveries=ids),
                ),
            )
        case "expired":
            return Finding(
                kind="posts-expired",
                subject=posts.account,
                newest=max(posts.deliveries),
                severity=Severity.NOTE,
                since=posts.since,
                what=f"{counted(number, 'post of', 'posts of')} {posts.account} not sent while it was news, {first}",
                follows="followers do not read of them; they are old news by now",
                remedy="if one is still worth posting, queue it again",
                actions=(Action("retry", deliveries=ids),),
            )


def _removed(posts: WaitingPosts) -> Finding:
    number = len(posts.deliveries)
    return Finding(
        kind="account-removed",
        subject=posts.account,
        newest=max(posts.deliveries),
        severity=Severity.PERSON,
        since=posts.since,
        what=f"{counted(number, 'post waits', 'posts wait')} for the account {posts.account}, which bot.toml no "
        "longer has",
        follows="they wait for ever",
        remedy="name the account again in bot.toml, or skip the posts",
        actions=(Action("skip", deliveries=posts.deliveries[:_ACTIONS_FOR]),),
    )


def _stuck(account: AccountFacts, now: datetime) -> Iterator[Finding]:
    is_held_back = account.halted or account.paused or account.waits_for
    if account.due and account.oldest_due_at and account.is_free and not is_held_back:
        yield Finding(
            kind="posts-stuck",
            subject=account.name,
            severity=Severity.BROKEN,
            since=account.oldest_due_at,
            what=f"{counted(account.due, 'post', 'posts')} of {account.name} could have gone out "
            f"{spoken(now - account.oldest_due_at)} ago, and did not",
            follows="they wait until what holds them up has ended",
            remedy="the queue says what each waits for, mostly a site that does not answer; the log says more",
            actions=(Action("queue", accounts=(account.name,)),),
        )
