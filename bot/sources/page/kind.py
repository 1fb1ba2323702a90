"""What an address leads to that is no web page: a feed, a sitemap, a picture, data for programs. Pure."""

from __future__ import annotations

import json
import re

from bot.sources.parsing.decode import decoded
from bot.sources.types import Answer

__all__ = ["FEED_ROOT", "why_no_page"]

FEED_ROOT = re.compile(r"<(?:rss|(?:\w+:)?feed|rdf:rdf)[\s>]", re.IGNORECASE)
_SITEMAP_ROOT = re.compile(r"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_OF_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta)[\s>]", re.IGNORECASE)
_BEGINNING = 16_384
_MARKUP = re.compile(r"[/+](?:html|xml|xhtml)\b|^\s*$", re.IGNORECASE)
"""Media types of pages, and none at all."""
_ITS_ARTICLES = "give the address of one of its articles"
_ITS_PAGE = "give the address of the article's own page"


def why_no_page(answer: Answer) -> str:
    """Why an answer cannot be the page of an article, as the end of a sentence with a remedy; "" where it can.

    What the content is counts for more than what it is called, for feeds are served as HTML and pages as anything.
    """
    text = decoded(answer.content[:_BEGINNING], answer.content_type).lstrip()
    html = _OF_HTML.search(text)
    if (feed := FEED_ROOT.search(text)) and (html is None or feed.start() < html.start()):
        # A page may have RDF within, in a comment behind its beginning.
        return f"is a feed, not an article: {_ITS_ARTICLES}"
    if html is not None:
        return ""
    if _SITEMAP_ROOT.search(text):
        return f"is a sitemap, not an article: {_ITS_ARTICLES}"
    if text.startswith(("{", "[")) and (kind := _kind_of_json(answer.content)):
        return kind
    media_type = answer.content_type.partition(";")[0].strip().lower()
    if "<" not in text or "\0" in text or not (_MARKUP.search(media_type) or media_type.startswith("text/")):
        return f"is no web page{f' but {media_type}' if media_type else ''}: {_ITS_PAGE}"
    return ""


def _kind_of_json(content: bytes) -> str:
    """Why a JSON document is no page; "" where it is no JSON."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return ""
    if isinstance(value, dict) and isinstance(value.get("items"), list):
        return f"is a feed, not an article: {_ITS_ARTICLES}"
    return f"is data for programs, not an article: {_ITS_PAGE}"
