"""Parses HTML pages with lxml: their meta tags, feeds, and article. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree, html

from bot.sources.parsing.article_list import is_list_of_articles
from bot.sources.parsing.body import body_of, runs_of, telling_words
from bot.sources.parsing.headline import PageTitles, headline_of
from bot.sources.parsing.item import ParsedItem, web_address
from bot.sources.parsing.linked_data import LinkedArticle, linked_article
from bot.sources.parsing.page_date import published_on

__all__ = ["Head", "is_comments_title", "is_feed_type", "read_head", "read_page"]

_MOST_META = 1_000
_LONGEST_NAME = 200
_LONGEST_META = 10_000
_MOST_FEEDS = 50
_MOST_HEADINGS = 20
_MOST_TAGS = 100_000
"""What follows so many is not part of an article; a page of 20 MB of tags alone would take minutes."""
_MOST_TAGS_OF_HEAD = 20_000
"""Meta tags and links of a page stand among the first of its tags."""
_LONGEST_HEAD = 2_000_000
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def document(page: str) -> html.HtmlElement | None:
    """The page as a tree; None where it is empty. Nothing is fetched, and no entity is expanded."""
    if page.count("<") > _MOST_TAGS:
        page = "<".join(page.split("<", _MOST_TAGS)[:-1])
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(_NO_XML.sub("", page).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


class Head(NamedTuple):
    """The metadata of a page."""

    title: str = ""
    """The text of its <title>."""
    tags: dict[str, str] = {}  # noqa: RUF012 (never written to)
    """Meta tags by name; see `metadata`."""
    feeds: list[str] = []  # noqa: RUF012 (never written to)
    """URLs of its feeds, without those of comments, as the page writes them: often relative."""
    base: str = ""
    """The URL against which it resolves them, as it writes it; "" where that is its own."""


def read_head(page: str) -> Head:
    """The metadata of an HTML page."""
    tree = document(_beginning(page))
    if tree is None:
        return Head()
    title = next(filter(None, map(_text, tree.iter("title"))), "")
    base = next((str(base.get("href")).strip() for base in tree.iter("base") if base.get("href")), "")
    return Head(title, metadata(tree), list(islice(_feeds(tree), _MOST_FEEDS)), base)


def _beginning(page: str) -> str:
    """As much of the page as its metadata can be in, for work that is bounded."""
    page = page[:_LONGEST_HEAD]
    if page.count("<") <= _MOST_TAGS_OF_HEAD:
        return page
    return "<".join(page.split("<", _MOST_TAGS_OF_HEAD)[:-1])


def read_page(page: str, url: str) -> ParsedItem:
    """The article on an HTML page that came from `url`; an empty item where the page is empty, or a list of articles.

    The body is "" where the page has none, or has only a text of another kind in its place, such as a consent wall.
    """
    tree = document(page)
    if tree is None:
        return ParsedItem()
    meta, linked = metadata(tree), linked_article(tree)
    links = (web_address(link, url) for link in (_link(tree, "canonical"), meta.get("og:url", "")))
    address = next(filter(None, links), url)
    if linked.is_list or (_is_front_page(address, meta) and not linked.headline):
        return ParsedItem()
    says_article = _says_article(meta, linked)
    titles = _titles(tree, meta, linked, url)
    title = headline_of(titles)
    if not says_article and (is_list_of_articles(tree, address) or _is_name(title, titles.sites)):
        return ParsedItem()
    body = body_of(tree)
    descriptions = [text for text in (*map(meta.get, _DESCRIPTIONS), linked.description) if text]
    if not _is_about(body, (title, *descriptions)):
        body = ""
    shortlink = _link(tree, "shortlink")
    return ParsedItem(
        title=title,
        title_is="text",
        link=address,
        guid=shortlink if re.search(r"[?&]p=\d+$", shortlink) else "",
        body=body,
        excerpt=max(descriptions, key=lambda text: _shares_a_word(text, f"{title} {body}"), default=""),
        excerpt_is="text",
        author=_author(meta) or linked.author,
        published=published_on(tree, meta, linked.published, title),
        tags=(*(tuple(islice(_tags(tree), _MOST_META)) or linked.tags), *_kinds(meta, linked)),
        language=tree.get("lang") or meta.get("og:locale") or linked.language,
        image=meta.get("og:image") or meta.get("twitter:image") or "",
        says_article=says_article,
    )


_DESCRIPTIONS = ("og:description", "description")
_FEW_WORDS = 8
_LEAST_IN_COMMON = 0.07
"""Of the telling words in title and description, the part that also stands in the body. Of 500 news articles none had
less; three in four had more than 0.7."""


def _is_front_page(address: str, meta: Mapping[str, str]) -> bool:
    """Whether that is the address of a whole site, and the page says nothing of an article."""
    try:
        is_root = urlsplit(address).path in ("", "/") and not urlsplit(address).query and bool(address)
    except ValueError:
        return False
    return is_root and meta.get("og:type", "website") == "website" and "article:published_time" not in meta


def _is_name(title: str, sites: Iterable[str]) -> bool:
    """Whether a page's title is nothing but the name of its site."""
    return title.casefold() in {name.casefold() for name in sites if name}


def _says_article(meta: Mapping[str, str], linked: LinkedArticle) -> bool:
    """Whether the page says that it is an article (https://ogp.me/#type_article, https://schema.org/Article).

    A page such as "About us" may call itself an article of Open Graph and have a date of its last change, but none of
    when it was published.
    """
    if linked.headline or "article:published_time" in meta:
        return True
    return meta.get("og:type") == "article" and "article:modified_time" not in meta


def _is_about(body: str, descriptions: Iterable[str]) -> bool:
    """Whether the body may be the article that is described so. It may where too few words are there to tell."""
    words = telling_words(" ".join(descriptions))
    return len(words) < _FEW_WORDS or len(words & telling_words(body)) >= _LEAST_IN_COMMON * len(words)


def _shares_a_word(description: str, text: str) -> bool:
    """Whether the description may be the article's, not the whole site's, as on many pages."""
    words = telling_words(description)
    return len(words) < _FEW_WORDS or bool(words & telling_words(text))


def _titles(tree: html.HtmlElement, meta: Mapping[str, str], linked: LinkedArticle, url: str) -> PageTitles:
    return PageTitles(
        social=_collapsed(meta.get("og:title", "")),
        linked=linked.headline,
        headings=tuple(filter(None, map(_spaced_text, islice(tree.iter("h1"), _MOST_HEADINGS)))),
        document=next((_text(title) for title in tree.iter("title")), ""),
        sites=(meta.get("og:site_name", ""), *linked.sites),
        url=url,
    )


def metadata(tree: html.HtmlElement) -> dict[str, str]:
    """Meta tags by name in lower case, the first of each, as in https://ogp.me/ and
    https://html.spec.whatwg.org/#standard-metadata-names.
    """
    tags: dict[str, str] = {}
    for tag in islice(tree.iter("meta"), _MOST_META):
        name = (tag.get("property") or tag.get("name") or "").strip().lower()
        if name and tag.get("content"):
            tags.setdefault(name[:_LONGEST_NAME], str(tag.get("content")).strip()[:_LONGEST_META])
    return tags


_FEED_TYPE = re.compile(r"(?:application|text)/(?:[\w.-]+\+)?(?:xml|json|rss|atom|rdf|x-rss|x-atom)", re.IGNORECASE)
_OTHER_TYPE = re.compile(r"oembed|xhtml|activity|ld\+json|manifest|svg|mathml", re.IGNORECASE)


def is_feed_type(media_type: str) -> bool:
    """Whether a feed may be served with that media type: any XML or JSON that has no other purpose by its name."""
    kind = media_type.partition(";")[0].strip()
    return _FEED_TYPE.fullmatch(kind) is not None and _OTHER_TYPE.search(media_type) is None


def _feeds(tree: html.HtmlElement) -> Iterator[str]:
    """As in https://www.rssboard.org/rss-autodiscovery, without WordPress's REST API, which is linked alike."""
    for link in tree.iter("link"):
        rel, kind, href = ((link.get(name) or "") for name in ("rel", "type", "href"))
        rels = rel.lower().split()
        if not (("alternate" in rels and is_feed_type(kind)) or "feed" in rels) or not href:
            continue
        if not is_comments_title(link.get("title") or "") and "/wp-json/" not in href and "oembed" not in href:
            yield href


# WordPress calls feeds of comments "Comments on: X" and "Comments for X", in the site's language.
_COMMENTS_TITLE = re.compile(
    r"^(?:comments (?:on|for)|kommentare (?:zu|für)|commentaires (?:sur|pour)|comentarios (?:en|de)|comentários)"
    r"|\bcomments? feed\b|コメント",
    re.IGNORECASE,
)


def is_comments_title(title: str) -> bool:
    """Whether a feed with that title is one of readers' comments."""
    return _COMMENTS_TITLE.search(title) is not None


def _link(tree: html.HtmlElement, rel: str) -> str:
    links = (link.get("href") for link in tree.iter("link") if rel in (link.get("rel") or "").lower().split())
    return next((str(href) for href in links if href), "")


def _tags(tree: html.HtmlElement) -> Iterator[str]:
    return (str(tag.get("content") or "") for tag in tree.iter("meta") if tag.get("property") == "article:tag")


def _kinds(meta: Mapping[str, str], linked: LinkedArticle) -> Iterator[str]:
    """The section in which the page stands, and that an advertiser has paid for it, that it gives a view, or that it
    checks a claim, where the page says so.
    """
    yield from filter(None, [meta.get("article:section", ""), *linked.special_types])


def _author(meta: dict[str, str]) -> str:
    names = (meta.get("author"), meta.get("article:author"), meta.get("twitter:data1"))
    return next((name for name in names[:2] if name and "://" not in name), "")


def _text(element: html.HtmlElement) -> str:
    return _collapsed(element.text_content())


def _spaced_text(element: html.HtmlElement) -> str:
    """The text of an element that may have lines of its own, which are divided by a space."""
    return _collapsed(" ".join(run.text() for run in runs_of(element)))


def _collapsed(text: str) -> str:
    return " ".join(text.split())
