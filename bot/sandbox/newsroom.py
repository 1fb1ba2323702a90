"""A small local news site, with pages and a feed like those of a WordPress site.

It may have drafts. POST /publish, or the button on its front page, publishes the next one; then its readers may also
write articles of their own, and correct and withdraw what is published:

POST /write                title and text, paragraphs with an empty line between them
POST /archives/N/edit      the same; what is left out stays as it is
POST /archives/N/withdraw
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from types import TracebackType
from typing import Self

from bot.sandbox.articles import SampleArticle
from bot.sandbox.cover import cover
from bot.sandbox.listening import LoopbackServer
from bot.sandbox.newsroom_pages import (
    Published,
    Site,
    article_page,
    body_of_text,
    editing_page,
    feed,
    front_page,
    writing_page,
)
from bot.sandbox.wire import Answer, Request

FEED_LENGTH = 10
"""Articles in a WordPress feed by default."""


class Newsroom:
    """A site called `name`, which is at `url` within its `with` block. Raises SandboxError where `port` is in use.

    `drafts` are the articles to be published next, in this order; with None, nobody may publish or change anything over
    HTTP. `timelines` is the URL of the sandbox whose page its front page links to, "" for none.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        name: str = "Modern Tokyo News",
        description: str = "Tokyo News and International News",
        feed_length: int = FEED_LENGTH,
        host: str = "127.0.0.1",
        drafts: Iterable[SampleArticle] | None = None,
        timelines: str = "",
    ) -> None:
        self._server = LoopbackServer(self._answer, port, host)
        self._site = Site(name, description, self._server.url)
        self._feed_length = feed_length
        self._published: list[Published] = []
        self._is_open = drafts is not None
        self._timelines = timelines
        self._drafts = deque(drafts or ())
        self._changed = datetime.now(UTC)
        self._lock = threading.Lock()
        self.url = self._site.url
        self.feed_url = f"{self.url}/feed/"

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._server.stop()

    def publish(self, article: SampleArticle, at: datetime | None = None) -> str:
        """Publish `article`, dated `at` (aware; by default now), as the newest one. Returns its URL."""
        with self._lock:
            now = datetime.now(UTC)
            published = Published(article, self._site, 1024 + len(self._published), at or now)
            self._published.insert(0, published)
            self._changed = now
        return published.link

    def correct(self, link: str, article: SampleArticle) -> None:
        """Let the published article at that URL read like `article` from now on. Its URL and its date stay."""
        with self._lock:
            self._published = [
                replace(entry, article=replace(article, slug=entry.article.slug)) if entry.link == link else entry
                for entry in self._published
            ]
            self._changed = datetime.now(UTC)

    def withdraw(self, link: str) -> None:
        """Take the article at that URL back: the feed does not show it any more, and its page answers 404."""
        with self._lock:
            self._published = [entry for entry in self._published if entry.link != link]
            self._changed = datetime.now(UTC)

    def _answer(self, request: Request) -> Answer:
        if request.method == "POST" and self._is_open:
            return self._write(request)
        with self._lock:
            published, changed = tuple(self._published), self._changed
            draft = self._drafts[0].title if self._drafts else ""
        match request.path:
            case _ if request.method not in ("GET", "HEAD"):
                return _page(405, "only reading is possible here")
            case "/feed/" | "/feed":
                return _feed_or_not_modified(
                    request, feed(self._site, published[: self._feed_length], changed), changed
                )
            case "/":
                return _page(
                    200, front_page(self._site, published, draft, is_open=self._is_open, timelines=self._timelines)
                )
            case "/write" if self._is_open:
                return _page(200, writing_page(self._site))
            case path:
                return self._answer_article(self.url + path, published)

    def _write(self, request: Request) -> Answer:
        """Publish or change an article, as the request says."""
        form = request.form
        title, text = " ".join(form.get("title", "").split()), form.get("text", "").strip()
        match = _ACT.fullmatch(request.path)
        with self._lock:
            entry = next((entry for entry in self._published if match and entry.number == int(match["number"])), None)
        if request.path == "/publish":
            return self._publish_next()
        if request.path == "/write" and title and text:
            return self._published_now(own_article(title, text))
        if entry and match and match["act"] == "withdraw":
            self.withdraw(entry.link)
            return _done(f"withdrawn: {entry.article.title}", entry.link)
        if entry and match and (title or text):
            body = body_of_text(text) if text else entry.article.body
            self.correct(entry.link, replace(entry.article, title=title or entry.article.title, body=body))
            return _done(f"corrected: {title or entry.article.title}", entry.link)
        return Answer(400, b"give the title and the text of an article that is there\n", _PLAIN)

    def _publish_next(self) -> Answer:
        try:
            article = self._drafts.popleft()
        except IndexError:
            return Answer(409, b"every draft has been published\n", _PLAIN)
        return self._published_now(article)

    def _published_now(self, article: SampleArticle) -> Answer:
        return _done(f"published: {article.title}", self.publish(article))

    def _answer_article(self, url: str, published: Iterable[Published]) -> Answer:
        for entry in published:
            if url == entry.link:
                return _page(200, article_page(entry))
            if url == f"{entry.link}/edit" and self._is_open:
                return _page(200, editing_page(entry))
            if url == entry.image:
                return Answer(200, cover(entry.article.slug), {"Content-Type": "image/png"})
        return _page(404, "there is no such page")


_ACT = re.compile(r"/archives/(?P<number>\d{1,9})/(?P<act>edit|withdraw)", re.ASCII)


def own_article(title: str, text: str) -> SampleArticle:
    """An article that somebody has written on the site. `text` is plain, with empty lines between paragraphs."""
    slug = hashlib.sha256(title.encode()).hexdigest()[:12]  # of which its picture is made
    return SampleArticle(title=title, slug=slug, author="You", tags=(), language="", body=body_of_text(text))


def _done(what: str, link: str) -> Answer:
    """Redirects a browser to the front page; the body is for other programs."""
    return Answer(303, f"{what}\n{link}\n".encode(), {**_PLAIN, "Location": "/"})


_PLAIN = {"Content-Type": "text/plain; charset=UTF-8"}


def _page(status: int, document: str) -> Answer:
    return Answer(status, document.encode(), {"Content-Type": "text/html; charset=UTF-8"})


def _feed_or_not_modified(request: Request, document: str, changed: datetime) -> Answer:
    """The feed, or 304 where the client has it: https://www.rfc-editor.org/rfc/rfc9110#name-conditional-requests"""
    etag = f'"{hashlib.sha256(document.encode()).hexdigest()[:32]}"'
    headers = {
        "Content-Type": "application/rss+xml; charset=UTF-8",
        "ETag": etag,
        "Last-Modified": format_datetime(changed.replace(microsecond=0), usegmt=True),
    }
    if _is_current(request, etag, changed):
        return Answer(304, b"", headers)
    return Answer(200, document.encode(), headers)


def _is_current(request: Request, etag: str, changed: datetime) -> bool:
    if "if-none-match" in request.headers:
        return etag in _etags(request.headers["if-none-match"])
    try:
        return parsedate_to_datetime(request.headers.get("if-modified-since", "")) >= changed.replace(microsecond=0)
    except ValueError:
        return False


def _etags(header: str) -> Iterator[str]:
    return (tag.strip().removeprefix("W/") for tag in header.split(","))
