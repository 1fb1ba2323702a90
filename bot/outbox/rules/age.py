"""Whether an article is news: how old it is, by its date, its place in the feed and the first look. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.article import Article
from bot.outbox.rules.article_rules import ArticleRules
from bot.outbox.rules.bursts import CLOSE
from bot.outbox.rules.candidates import Candidate
from bot.outbox.rules.lifetime import latest_moment, spell
from bot.outbox.rules.states import SourceState

OLDER_THAN_BASELINE = "it was published before the first look at its site, and what is older than that is never posted"

AT_THE_OLD_END = "it has no date, and has come up at that end of its feed where the oldest articles stand"

CACHED_FOR = timedelta(hours=1)
"""So long an article may be out before its feed shows it, because something between the two keeps an older copy."""

LONGEST_DRAFT = timedelta(days=7)
"""An article whose date is that of its draft is rarely older; an older one that comes up on top has been pinned."""

AHEAD = timedelta(days=1)
"""A date further ahead than this is no mistake about a time zone."""


def why_old(candidate: Candidate, rules: ArticleRules, before: SourceState, now: datetime) -> str:
    """Why the article is too old to be posted; "" where it is not."""
    published = candidate.article.published
    if published is None:
        return AT_THE_OLD_END if candidate.place == "bottom" and before.kind == "feed" else ""
    return why_too_old(published, rules, before, now)


def why_too_old(published: datetime, rules: ArticleRules, before: SourceState, now: datetime) -> str:
    """Why an article with that date, first seen at `now`, is not posted; "" where it is new."""
    age = age_of(published, rules, now)
    if age > rules.max_age:
        return f"it was {spell(age)} old when first seen, and watch.max_age is {spell(rules.max_age)}"
    return OLDER_THAN_BASELINE if _was_out_before_baseline(now - age, before, now) else ""


def _was_out_before_baseline(published: datetime, before: SourceState, now: datetime) -> bool:
    """Whether the feed could have shown the article at the first look, and a newer one was out by now.

    A feed without a newest article was empty then; of a sitemap it is not kept which its newest is. A first look that
    lies ahead was made by a clock that was wrong, and tells nothing.
    """
    baseline, newest = before.baseline_at, before.newest_article_at
    if baseline is None or before.kind != "feed" or baseline > now:
        return False
    return published < baseline - CACHED_FOR and (newest is None or published < newest)


def may_be_late(candidate: Candidate, before: SourceState, now: datetime, *, dates_allow: bool) -> bool:
    """Whether an article that is dated before the first look may have come out since: its date may be that of its
    draft, or its site's clock may stand in another zone. `dates_allow` is what the dates of all say of that.
    """
    if candidate.place == "between":
        return _is_close(before, now)
    return candidate.place == "top" or (candidate.place == "" and dates_allow)


def may_all_be_late(articles: Sequence[Article], before: SourceState, now: datetime) -> bool:
    """Whether all articles of a feed that was empty until now may have come out since the last look.

    Their dates lie no further apart than the two looks, in whatever zone the site's clock stands. What has been out for
    hours and comes up at once, as from a cold cache, lies further apart.
    """
    dates = [article.published for article in articles if article.published]
    if before.newest_article_at is not None or before.answered_at is None or not dates:
        return False
    return max(dates) - min(dates) <= now - before.answered_at + CACHED_FOR


def _is_close(before: SourceState, now: datetime) -> bool:
    """Whether the last look was a moment ago, so that what it did not show has come up just now."""
    return before.answered_at is not None and now - before.answered_at <= CLOSE


def age_of(published: datetime, rules: ArticleRules, now: datetime) -> timedelta:
    return now - min(latest_moment(published, rules.timezone), now)


def has_come_up_now(candidate: Candidate, before: SourceState, now: datetime) -> bool:
    """Whether the article stands where new ones come up, though its date is that of its draft."""
    published = candidate.article.published
    return (
        candidate.place == "top"
        and before.kind == "feed"  # a sitemap has no order
        and published is not None
        and now - published <= LONGEST_DRAFT
        and _is_close(before, now)
    )


def why_ahead(published: datetime, rules: ArticleRules, now: datetime) -> str:
    """Why an article with that date waits until then; "" where it does not."""
    return (
        f"its date lies ahead: {published.astimezone(rules.timezone):%Y-%m-%d %H:%M}" if published - now > AHEAD else ""
    )
