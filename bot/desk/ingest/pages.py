"""Pages: where a feed gives only an excerpt, the article's body comes from its own page before anything is posted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.article import Article
from bot.desk import Desk
from bot.desk.doubts import why_advertising
from bot.desk.ingest.seen import seen_alone
from bot.errors import FeedError, WrongStatus
from bot.excerpts import is_only_excerpt, text_of
from bot.outbox.rules.delivery import HOLD, Status
from bot.outbox.rules.pages import adds_to
from bot.outbox.rules.relevance import PARAGRAPH_END, is_about
from bot.writing.furniture.notices import is_notice

if TYPE_CHECKING:
    from bot.outbox.store.articles import StoredArticle

AT_ONCE = 20
"""Pages in one round; those of a burst that is held for an editor come in the rounds that follow."""

_MUCH = 0.15
"""The part of a page's text that is notices to its readers where the text may be an offer of a subscription."""


def read_pages(desk: Desk) -> int:
    """Read the pages of articles that wait to be posted, each once; return how many. Raises StoreError."""
    wanting = desk.articles.wanting_page(AT_ONCE)
    for stored, body in zip(wanting, _bodies(desk, [stored.article for stored in wanting]), strict=True):
        _keep(desk, stored, body)
    return len(wanting)


def whole_article(desk: Desk, article_id: int) -> Article:
    """The article of that row as it is posted; its own page is read now where that has not been done."""
    stored = desk.articles.article(article_id)
    if not stored.wants_page:
        return stored.whole
    (body,) = _bodies(desk, [stored.article])
    _keep(desk, stored, body)
    return desk.articles.article(article_id).whole


def _keep(desk: Desk, stored: StoredArticle, body: str) -> None:
    """Remember the body of an article's page. What only that shows to be advertising is held for an editor, once."""
    desk.articles.keep_page(stored.id, body)
    doubt = why_advertising(replace(stored.article, body=body)) if body else ""
    if not doubt or why_advertising(stored.article):
        return
    for delivery in desk.outbox.deliveries_of(stored.id):
        if delivery.status is Status.QUEUED or (delivery.status is Status.HELD and delivery.release_at):
            with suppress(WrongStatus):  # it is going out, or an editor was faster
                desk.outbox.move(delivery.id, replace(HOLD, reason=doubt), now=desk.now())
                desk.announce("delivery.held", delivery=delivery.id, account=delivery.account, by="advertising")


def as_they_would_be_posted(desk: Desk, articles: Sequence[Article]) -> list[Article]:
    """The articles, given as feeds show them, with the bodies of their own pages where they want them.

    What is stored of a page is taken from there; what is read now is not remembered.
    """
    bodies = {article: _stored_body(desk, article) for article in articles if is_only_excerpt(article)}
    unread = [article for article, body in bodies.items() if not body]
    bodies.update(zip(unread, _bodies(desk, unread), strict=True))
    return [replace(article, body=bodies.get(article) or article.body) for article in articles]


def _stored_body(desk: Desk, article: Article) -> str:
    stored = desk.articles.find_again(seen_alone(article), now=desk.now())
    return stored.page_body if stored else ""


def _bodies(desk: Desk, articles: Sequence[Article]) -> Iterator[str]:
    """For each article the body from its own page; "" where that gives no more of the article than its feed."""
    bodies = desk.web.read_bodies([(article.site, article.link) for article in articles]) if articles else ()
    for article, body in zip(articles, bodies, strict=True):
        fault = str(body) if isinstance(body, FeedError) else _why_foreign(article, body)
        if fault:
            desk.announce("article.page_unread", site=article.site, title=article.title, fault=fault)
        yield body if isinstance(body, str) and not fault and adds_to(article, body) else ""


def _why_foreign(article: Article, body: str) -> str:
    """Why the text of the article's page is not taken for the article's; "" where it is."""
    if not adds_to(article, body) or is_about(article, body, has_notices=_has_notices(body)):
        return ""
    return "the article's own page shows a text that is not about it, such as a wall for consent, sign-in or payment"


def _has_notices(body: str) -> bool:
    """Whether much of the text is notices to readers."""
    texts = [text_of(part) for part in PARAGRAPH_END.split(body)]
    in_notices = sum(len(text) for text in texts if is_notice(text))
    return in_notices >= _MUCH * sum(map(len, texts)) > 0
