"""Reads an article that a person names: from its page on the web, or from a saved page, feed or text file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.article import Article
from bot.errors import FeedError
from bot.sources.page.kind import FEED_ROOT, why_no_page
from bot.sources.page.redirects import leads_above, leads_away
from bot.sources.parsing.decode import decoded
from bot.sources.parsing.item import ParsedItem, as_article, paragraphs, web_address
from bot.sources.parsing.sanitize import one_line, printable_url, without_controls
from bot.sources.types import Answer

if TYPE_CHECKING:
    from bot.sources.http.fetch import Fetcher

__all__ = ["PageArticle", "article_from_html", "article_from_text", "fetch_article", "page_is_gone", "read_saved"]


class PageArticle(NamedTuple):
    """What a page was read as."""

    article: Article
    says_article: bool
    """Whether the page says of itself that it is an article; many do not."""


async def fetch_article(fetcher: Fetcher, url: str, site: str) -> PageArticle:
    """The article whose own page is at `url`. Raises FeedError(site)."""
    # Imported in functions for a quick start: asyncio takes a fifteenth of the time of a file's preview, lxml 20 ms.
    import asyncio

    answer = await fetcher.fetch(site, url)
    if leads_away(url, answer.url):
        message = f"{printable_url(url)} leads to {printable_url(answer.url)}, which is not the article's own page"
        raise FeedError(site, message)
    if reason := why_no_page(answer):
        raise FeedError(site, f"{printable_url(answer.url)} {reason}")
    return await asyncio.to_thread(_read_article_sandboxed, answer, site)


async def page_is_gone(fetcher: Fetcher, url: str) -> bool:
    """Whether the page at `url` answers 404 or 410, or leads to the front page or the section above it.

    Any other failure does not mean that it is gone.
    """
    try:
        answer = await fetcher.fetch("", url)
    except FeedError as fault:
        return fault.status in {404, 410}
    return leads_above(url, answer.url)


def read_saved(content: bytes, *, site: str, url: str = "") -> tuple[Article, ...]:
    """The articles of a file whose content shows what it is: a feed, the HTML of an article, or plain text.

    `url` is where the file came from, if known. Raises FeedError(site) where the file is empty or holds no article.
    """
    text = decoded(content[:4096]).lstrip()
    if not text:
        raise FeedError(site, "the file is empty: give a feed, an article's HTML or its text")
    if FEED_ROOT.search(text) or text.startswith("{"):
        from bot.sources.parsing.feed import parse

        return parse(content, site=site, url=url)
    if text.startswith("<"):
        return (article_from_html(content, site=site, url=url),)
    return (article_from_text(decoded(content), site=site, url=url),)


def article_from_text(text: str, *, site: str, url: str = "") -> Article:
    """The article of a plain text: its first line is the title, the rest the body. Raises FeedError(site) if empty."""
    text = without_controls(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    title, _, rest = text.partition("\n")
    if not title.strip():
        raise FeedError(site, "there is no text: the first line is taken for the title, the rest for the article")
    return Article(site=site, title=one_line(title, 1_000), link=web_address(url, ""), body=paragraphs(rest))


def article_from_html(content: bytes | str, *, site: str, url: str = "", content_type: str = "") -> Article:
    """The article of an HTML page, as `fetch_article` and `fetch_bodies` read it.

    `url` is where the page came from. Raises FeedError(site) where the page has neither title nor text, or is a list of
    articles.
    """
    from bot.sources.parsing.markup import read_page

    page = decoded(content, content_type) if isinstance(content, bytes) else content
    return _article(read_page(page, url), site, url)


def _read_article_sandboxed(answer: Answer, site: str) -> PageArticle:
    from bot.sources.page.sandboxed import read_article_sandboxed

    page = decoded(answer.content, answer.content_type)
    item = read_article_sandboxed(page, site=site, url=answer.url)
    return PageArticle(_article(item, site, answer.url), item.says_article)


def _article(item: ParsedItem, site: str, url: str) -> Article:
    article = as_article(item, site=site, base=url)
    if not (article.title or article.body):
        where = printable_url(url) or "the page"
        raise FeedError(site, f"{where} holds no article, or a list of them: is it the article's own page?")
    return article
