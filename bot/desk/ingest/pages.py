"""Pages: where a feed gives only an excerpt, the article's body comes from its own page before anything is posted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.article import Article, identities
from bot.desk import Desk
from bot.errors import FeedError
from bot.outbox.rules.excerpts import adds_to, is_only_excerpt

AT_ONCE = 20
"""Pages in one round; those of a burst that is held for an editor come in the rounds that follow."""


def read_pages(desk: Desk) -> int:
    """Read the pages of articles that wait to be posted, each once; return how many. Raises StoreError."""
    wanting = desk.articles.wanting_page(AT_ONCE)
    for stored, body in zip(wanting, _bodies(desk, [stored.article for stored in wanting]), strict=True):
        desk.articles.keep_page(stored.id, body)
    return len(wanting)


def whole_article(desk: Desk, article_id: int) -> Article:
    """The article of that row as it is posted; its own page is read now where that has not been done."""
    stored = desk.articles.article(article_id)
    if not stored.wants_page:
        return stored.whole
    (body,) = _bodies(desk, [stored.article])
    desk.articles.keep_page(article_id, body)
    return desk.articles.article(article_id).whole


def as_they_would_be_posted(desk: Desk, articles: Sequence[Article]) -> list[Article]:
    """The articles, given as feeds show them, with the bodies of their own pages where they want them.

    What is stored of a page is taken from there; what is read now is not remembered.
    """
    bodies = {article: _stored_body(desk, article) for article in articles if is_only_excerpt(article)}
    unread = [article for article, body in bodies.items() if not body]
    bodies.update(zip(unread, _bodies(desk, unread), strict=True))
    return [replace(article, body=bodies.get(article) or article.body) for article in articles]


def _stored_body(desk: Desk, article: Article) -> str:
    stored = desk.articles.find(identities(article))
    return stored.page_body if stored else ""


def _bodies(desk: Desk, articles: Sequence[Article]) -> Iterator[str]:
    """For each article the body from its own page; "" where that gives no more than its feed."""
    bodies = desk.web.read_bodies([(article.site, article.link) for article in articles]) if articles else ()
    for article, body in zip(articles, bodies, strict=True):
        if isinstance(body, FeedError):
            desk.announce("article.page_unread", site=article.site, title=article.title, fault=str(body))
        yield body if isinstance(body, str) and adds_to(article, body) else ""
