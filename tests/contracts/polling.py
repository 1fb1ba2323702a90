"""Records polls as the desk does: recognise, decide, and carry that out in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.article import Article, identities
from bot.outbox.rules.article_rules import ArticleRules, Follower
from bot.outbox.rules.candidates import SeenArticle
from bot.outbox.rules.new_articles import decide_new_articles
from bot.outbox.rules.poll_record import PollRecord, Recorded
from bot.outbox.rules.states import SourceState
from bot.outbox.store.articles import Articles


def seen(*articles: Article) -> list[SeenArticle]:
    return [SeenArticle(article, identities(article)) for article in articles]


def decided(
    articles: Articles,
    before: SourceState,
    *shown: Article,
    followers: Sequence[Follower],
    rules: ArticleRules,
    at: datetime,
) -> PollRecord:
    """What a poll that shows these articles is to change, by what is known now."""
    seen_articles = seen(*shown)
    recognised = articles.recognise(before.site, seen_articles, now=at)
    decisions = decide_new_articles(
        recognised.candidates, followers, rules, before=before, now=at, recent=recognised.recent
    )
    return PollRecord(replace(before, asked_at=at, answered_at=at), seen_articles, recognised, decisions)


def record_poll(
    articles: Articles,
    before: SourceState,
    *shown: Article,
    followers: Sequence[Follower],
    rules: ArticleRules,
    at: datetime,
) -> Recorded:
    poll = decided(articles, before, *shown, followers=followers, rules=rules, at=at)
    (recorded,) = articles.record([poll], rules=rules, now=at)
    assert recorded is not None
    return recorded
