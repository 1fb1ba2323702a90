"""Decision: what the settings say about new articles, and which accounts they are for."""

from __future__ import annotations

from collections.abc import Mapping

from bot.outbox.rules.new_articles import ArticleRules, Follower
from bot.settings import Settings


def article_rules(settings: Settings) -> ArticleRules:
    """What the settings say about new articles."""
    watch, breaking = settings.watch, settings.breaking
    tags = frozenset(tag.casefold() for tag in breaking.tags)
    reviews = {account.name: account.review_after for account in settings.accounts if account.review_after is not None}
    return ArticleRules(watch.max_age, watch.hold, watch.burst, tags, reviews)


FollowedSites = Mapping[str, frozenset[str]]
"""Each account → the sites that it posts about."""


def followed_by(settings: Settings) -> FollowedSites:
    """Which sites each account follows; for ten thousand sites it is worked out once in a round."""
    names = [site.name for site in settings.sites]
    return {account.name: frozenset(filter(account.posts_about, names)) for account in settings.accounts}


def followers(settings: Settings, site: str, followed: FollowedSites) -> tuple[Follower, ...]:
    """The accounts that post about this site."""
    by_site = next((watched.leave_out for watched in settings.sites if watched.name == site), ())
    return tuple(
        Follower(
            account.name,
            account.review,
            account.review_after,
            followed[account.name],
            frozenset(tag.casefold() for tag in (*by_site, *account.leave_out)),
        )
        for account in settings.accounts
        if account.posts_about(site)
    )
