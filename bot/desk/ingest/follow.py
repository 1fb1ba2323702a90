"""Follow: what WordPress sites have edited or taken back, of articles that wait or were posted lately.

The feed tells that of what it shows. What has left it is asked of the site's REST API, once an hour at most, and at the
end of an article's hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.article import Article
from bot.desk import Desk
from bot.desk.ingest.recording import announce_corrections, announce_retracted, own_fault_of
from bot.desk.ingest.rules import article_rules, decide_corrections, wanted_rules
from bot.errors import FeedError, StoreError, UnstorableError
from bot.outbox.rules.corrections import NoLongerWanted, as_edited
from bot.sources.wordpress import MOST_FOLLOWED, FollowRequest, FollowResult

if TYPE_CHECKING:
    from bot.outbox.store.following import FollowedArticle

EVERY = timedelta(hours=1)
LONGEST_TURN = timedelta(minutes=70)
"""Sites that were asked together drift apart."""
WITHOUT_API = timedelta(days=1)
"""How long a site is left alone that offers no API, as many do."""
AT_ONCE = 50
"""Sites in one round; the others come in the rounds that follow."""


def follow_changes(desk: Desk) -> int:
    """Ask the sites whose turn it is; return how many that were. Raises StoreError."""
    watched = {site.name for site in desk.settings.sites}
    due = desk.following.due(now=desk.now(), most=MOST_FOLLOWED)
    turn = [site for site in due if site in watched][:AT_ONCE]
    _follow(desk, {site: due[site] for site in turn}, edited_lately=True)
    return len(turn)


def follow_articles(desk: Desk, article_ids: Sequence[int]) -> None:
    """Ask what their sites say of these articles now, just before they are posted. Raises StoreError."""
    _follow(desk, desk.following.of_articles(article_ids, now=desk.now()), edited_lately=False)


def _follow(desk: Desk, followed: Mapping[str, Sequence[FollowedArticle]], *, edited_lately: bool) -> None:
    """`edited_lately`: only what was edited since the last time is wanted whole, and the next turn is in an hour."""
    states = desk.sources.feeds(followed.keys())
    requests = []
    for site, articles in followed.items():
        since = (states[site].facts.follow_at or desk.now()) - LONGEST_TURN if edited_lately else None
        requests.append(
            FollowRequest(site, states[site].feed_url, {article.number: article.link for article in articles}, since)
        )
    for answer in desk.web.follow(requests) if requests else ():
        ids = {article.number: article.id for article in followed[answer.site]}
        _try_to_note(desk, answer, ids, again_at=_next_turn(desk) if edited_lately else None)


def _next_turn(desk: Desk) -> datetime:
    return desk.now() + EVERY + (LONGEST_TURN - EVERY) * desk.chance()


def _try_to_note(desk: Desk, answer: FollowResult, ids: Mapping[int, int], again_at: datetime | None) -> None:
    """Remember what a site has told; whatever its answer sets off is told, and keeps no other site's from that.

    Raises StoreError.
    """
    try:
        _note(desk, answer, ids, again_at)
    except Exception as exc:
        if isinstance(exc, StoreError) and not isinstance(exc, UnstorableError):
            raise
        feed_url = desk.sources.feed(answer.site).feed_url
        desk.announce("site.fault", site=answer.site, fault=str(own_fault_of(answer.site, feed_url, exc)), faults=1)
        desk.following.skip_turn(answer.site, _next_turn(desk), has_no_api=False)


def _note(desk: Desk, answer: FollowResult, ids: Mapping[int, int], again_at: datetime | None) -> None:
    if answer.fault is not None:
        desk.following.skip_turn(answer.site, *_pause_after(desk, answer.fault))
        return
    edited = {ids[number]: article for number, article in answer.edited.items() if number in ids}
    noted = desk.following.note(
        answer.site,
        edited,
        {ids[number] for number in answer.withdrawn if number in ids},
        no_longer_wanted=_no_longer_wanted(desk, answer.site, edited),
        rules=article_rules(desk.settings),
        now=desk.now(),
        again_at=again_at,
    )
    announce_corrections(desk, noted.corrected)
    for retracted in noted.retracted:
        announce_retracted(desk, retracted)


def _no_longer_wanted(desk: Desk, site: str, edited: Mapping[int, Article]) -> NoLongerWanted:
    """Which accounts do not want articles any more that the API tells are edited."""
    rules = wanted_rules(desk.settings, site) if edited else {}
    if not rules:
        return {}
    before = desk.articles.that_may_wait(site, edited.keys())
    after = {article_id: as_edited(article, edited[article_id]) for article_id, article in before.items()}
    return decide_corrections(before, after, rules)


def _pause_after(desk: Desk, fault: FeedError) -> tuple[datetime, bool]:
    """When to ask again, and whether the site has no API that the public may ask; else it is in trouble just now."""
    has_no_api = 200 <= fault.status < 500 and fault.status != 429
    at = desk.now() + WITHOUT_API if has_no_api else _next_turn(desk)
    return max(at, fault.ask_again_at or at), has_no_api
