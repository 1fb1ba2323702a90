"""Decision: what the settings say about new articles, and which accounts they are for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from bot.article import Article
from bot.outbox.rules.article_rules import ArticleRules, Follower
from bot.outbox.rules.corrections import NoLongerWanted, no_longer_wanted
from bot.outbox.rules.wanted import WantedRule, why_unwanted
from bot.settings import Settings
from bot.writing.language.article_language import article_language


def article_rules(settings: Settings) -> ArticleRules:
    """What the settings say about new articles."""
    watch, breaking = settings.watch, settings.breaking
    tags = frozenset(tag.casefold() for tag in breaking.tags)
    reviews = {account.name: account.review_after for account in settings.accounts if account.review_after is not None}
    return ArticleRules(
        watch.max_age,
        watch.hold,
        watch.burst,
        tags,
        reviews,
        settings.timezone,
        watch.allow_private,
    )


FollowedSites = Mapping[str, frozenset[str]]
"""Each account → the sites that it posts about."""


def followed_by(settings: Settings) -> FollowedSites:
    """Which sites each account follows; for ten thousand sites it is worked out once in a round."""
    names = [site.name for site in settings.sites]
    return {account.name: frozenset(filter(account.posts_about, names)) for account in settings.accounts}


def followers(settings: Settings, site: str, followed: FollowedSites) -> tuple[Follower, ...]:
    """The accounts that post about this site."""
    wanted = wanted_rules(settings, site)
    return tuple(
        Follower(
            account.name, account.review, account.review_after, followed[account.name], wanted.get(account.name, ())
        )
        for account in settings.accounts
        if account.posts_about(site)
    )


def wanted_rules(settings: Settings, site: str) -> dict[str, tuple[WantedRule, ...]]:
    """Each account that does not want every article of this site → what the site's settings and its own ask of one."""
    of_site = [watched.wanted for watched in settings.sites if watched.name == site]
    rules = {account.name: (*of_site, account.wanted) for account in settings.accounts}
    return {name: wanted for name, wanted in rules.items() if not all(rule.wants_all for rule in wanted)}


WantedRules = Mapping[str, Sequence[WantedRule]]
"""By account; as `wanted_rules` gives them."""


def decide_corrections(
    before: Mapping[int, Article], after: Mapping[int, Article], rules: WantedRules
) -> NoLongerWanted:
    """Which accounts do not want articles of one site any more that it has corrected.

    Args:
        before: The articles as they were, by id.
        after: As the site shows them now; those of `before` are among them.
    """
    every_rule = list(chain.from_iterable(rules.values()))
    unwanted = {}
    for article_id, was in before.items():
        now = after[article_id]
        if was != now:
            languages = _languages_of((was, now), every_rule)
            unwanted[article_id] = no_longer_wanted(was, now, rules, languages)
    return unwanted


def languages_for(accounts: Iterable[Follower], articles: Iterable[Article]) -> dict[Article, str]:
    """The languages that the articles' texts are in, where one of the accounts' rules names languages; else nothing."""
    return _languages_of(articles, chain.from_iterable(account.wanted for account in accounts))


def _languages_of(articles: Iterable[Article], rules: Iterable[WantedRule]) -> dict[Article, str]:
    """Many a site states another language than it writes in, and telling the language takes time."""
    if not any(rule.names_languages for rule in rules):
        return {}
    return {article: article_language(article) for article in articles}


def unwanted_by(settings: Settings, account: str, article: Article) -> str:
    """By which rule of the settings the account does not post the article; "" where it does."""
    rules = wanted_rules(settings, article.site).get(account, ())
    return why_unwanted(article, rules, _languages_of([article], rules))
