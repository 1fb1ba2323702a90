"""Findings about posts that wait for a person, and about articles that were passed over. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.actions import Action
from bot.health.facts import AccountFacts, Facts, WaitingPosts
from bot.health.finding import Finding, Kind, Severity
from bot.health.program import working
from bot.health.words import counted, listed, spoken
from bot.outbox.rules.delivery import actions_for_outdated

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    """What is said of posts in one status. In `what`, {posts} is their number with the noun, {account} the account."""

    kind: Kind
    severity: Severity
    what: str
    nouns: tuple[str, str] = ("post", "posts")
    follows: str
    remedy: str
    actions: Callable[[tuple[int, ...]], tuple[Action, ...]]
    """From the IDs that fit into a command."""


def _actions_on_sent(ids: tuple[int, ...]) -> tuple[Action, ...]:
    return (
        Action("correct", deliveries=ids[:1]),
        Action("delete", deliveries=ids[:1]),
        Action("done", deliveries=ids),
    )


_WORDINGS = {
    "held": _Wording(
        kind="posts-held",
        severity=Severity.PERSON,
        what="{posts} of {account} held for an editor",
        follows="held posts go out when an editor approves them, and not before",
        remedy="read them, and approve or skip each",
        actions=lambda ids: (Action("queue"), Action("approve", deliveries=ids), Action("skip", deliveries=ids)),
    ),
    "unsure": _Wording(
        kind="posts-unsure",
        severity=Severity.PERSON,
        what="nobody knows whether {posts} of {account} went out",
        follows="such a post may be missing on the timeline; the bot does not send it again by itself",
        remedy="look at the account's timeline, and say whether the post is there",
        actions=lambda ids: (
            Action("resolve", deliveries=ids[:1], was_sent=True),
            Action("resolve", deliveries=ids[:1], was_sent=False),
        ),
    ),
    "failed": _Wording(
        kind="posts-failed",
        severity=Severity.PERSON,
        what="{posts} of {account} could not be posted",
        follows="they are not tried again by themselves",
        remedy="do what the reason says and try again, or skip them",
        actions=lambda ids: (Action("retry", deliveries=ids), Action("skip", deliveries=ids)),
    ),
    "outdated": _Wording(
        kind="posts-outdated",
        severity=Severity.PERSON,
        what="the article has changed since an editor wrote the text of {posts} of {account}",
        follows="they go out as the editor has written them, and may say what the article does not say any more",
        remedy="see to each text, which may stay as it is, or let the bot write it again",
        actions=actions_for_outdated,
    ),
    "changed": _Wording(
        kind="posts-changed",
        severity=Severity.NOTE,
        what="{posts} of {account} may be wrong: the site has changed or withdrawn the article since",
        follows="followers read what the newsroom has corrected",
        remedy="bring each up to the article, delete it, or leave it as it is",
        actions=_actions_on_sent,
    ),
    "unchanged": _Wording(
        kind="posts-not-changed",
        severity=Severity.PERSON,
        what="{posts} of {account} could not be changed or deleted",
        follows="followers go on reading what somebody wanted to change",
        remedy="do what the reason says and ask for it again, or do it on the platform and tick it off",
        actions=_actions_on_sent,
    ),
    "expired": _Wording(
        kind="posts-expired",
        severity=Severity.NOTE,
        what="{posts} {account} not sent while it was news",
        nouns=("post of", "posts of"),
        follows="followers do not read of them; they are old news by now",
        remedy="if one is still worth posting, queue it again",
        actions=lambda ids: (Action("retry", deliveries=ids),),
    ),
}
"""What is said of posts that wait for a person, by their status in `WaitingPosts`."""


def _waiting(posts: WaitingPosts) -> Finding:
    wording, number = _WORDINGS[posts.status], len(posts.deliveries)
    what = wording.what.format(posts=counted(number, *wording.nouns), account=posts.account)
    first = "" if number == 1 else "first "
    reason = f": {posts.reason}" if posts.reason else ""
    return Finding(
        kind=wording.kind,
        subject=posts.account,
        newest=max(posts.deliveries),
        severity=wording.severity,
        since=posts.since,
        what=f"{what}, {first}“{posts.title}”{reason}",
        follows=wording.follows,
        remedy=wording.remedy,
        actions=wording.actions(posts.deliveries[:_ACTIONS_FOR]),
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
