"""Parses HTML pages with lxml: their meta tags, feeds, and article. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from lxml import etree, html

from bot.sources.parsing.item import ParsedItem, web_address

__all__ = ["Head", "is_comments_title", "is_feed_type", "read_head", "read_page"]

# Furniture: elements within an article's block that are not its text.
_FURNITURE = re.compile(
    "script|style|noscript|template|iframe|object|form|button|nav|aside|header|footer|figure|svg|select"
)
_FURNITURE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:comments?|respond|share|sharing|sharedaddy|social|related|newsletter|subscribe|breadcrumbs?"
    r"|sidebar|widget|promo|advert|cookie|pagination|jp-relatedposts|post-navigation|tags?-links)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_BLOCKS = re.compile("p|blockquote|ul|ol|pre|h[2-4]")


_MOST_META = 1_000
_LONGEST_NAME = 200
_LONGEST_META = 10_000
_MOST_FEEDS = 50
_MOST_TAGS = 100_000
"""What follows so many is not part of an article; a page of 20 MB of tags alone would take minutes."""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def document(page: str) -> html.HtmlElement | None:
    """The page as a tree; None where it is empty. Nothing is fetched, and no entity is expanded."""
    if page.count("<") > _MOST_TAGS:
        page = "<".join(page.split("<", _MOST_TAGS)[:-1])
    parser = html.HTMLParser(encoding="utf-8", no_network=True, recover=True)
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


def read_head(page: str) -> Head:
    """The metadata of an HTML page."""
    tree = document(page)
    if tree is None:
        return Head()
    title = next(filter(None, map(_text, tree.iter("title"))), "")
    return Head(title, metadata(tree), list(islice(_feeds(tree), _MOST_FEEDS)))


def read_page(page: str, url: str) -> ParsedItem:
    """The article on an HTML page that came from `url`; an empty item where the page is empty."""
    tree = document(page)
    if tree is None:
        return ParsedItem()
    meta = metadata(tree)
    block = _densest_block(tree)
    heading = next((_text(h1) for h1 in tree.iter("h1") if _text(h1)), "")
    shortlink = _link(tree, "shortlink")
    return ParsedItem(
        title=meta.get("og:title") or heading or next((_text(title) for title in tree.iter("title")), ""),
        title_is="text",
        link=next(
            filter(None, (web_address(link, url) for link in (_link(tree, "canonical"), meta.get("og:url", "")))), url
        ),
        guid=shortlink if re.search(r"[?&]p=\d+$", shortlink) else "",
        body=_inner_html(block.element) if block is not None else "",
        excerpt=meta.get("og:description") or meta.get("description") or "",
        excerpt_is="text",
        author=_author(meta),
        published=_published(tree, meta),
        tags=tuple(islice(_tags(tree), _MOST_META)),
        language=tree.get("lang") or meta.get("og:locale") or "",
        image=meta.get("og:image") or meta.get("twitter:image") or "",
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


_FEED_TYPE = re.compile(r"application/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json|json)", re.IGNORECASE)


def is_feed_type(media_type: str) -> bool:
    """Whether feeds are served with that media type."""
    return _FEED_TYPE.match(media_type.strip()) is not None


def _feeds(tree: html.HtmlElement) -> Iterator[str]:
    """As in https://www.rssboard.org/rss-autodiscovery, without WordPress's REST API, which is linked alike."""
    for link in tree.iter("link"):
        rel, kind, href = ((link.get(name) or "") for name in ("rel", "type", "href"))
        if "alternate" not in rel.lower().split() or not is_feed_type(kind) or not href:
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


def _author(meta: dict[str, str]) -> str:
    names = (meta.get("author"), meta.get("article:author"), meta.get("twitter:data1"))
    return next((name for name in names[:2] if name and "://" not in name), "")


def _published(tree: html.HtmlElement, meta: dict[str, str]) -> str:
    times = (element.get("datetime") for element in tree.iter("time"))
    return meta.get("article:published_time") or next((str(time) for time in times if time), "")


@dataclass(slots=True)
class _Block:
    """An element, and the number of characters of text in it: in all, in paragraphs, and in its own paragraphs."""

    element: html.HtmlElement
    in_article: bool
    letters: int = 0
    in_paragraphs: int = 0
    own: int = 0
    """In paragraphs that are its direct children."""


def _blocks(tree: html.HtmlElement) -> list[_Block]:
    """All elements in document order. All are counted in one walk: counting each by itself would be quadratic."""
    blocks: list[_Block] = []
    open_blocks: list[_Block] = []
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start":
            within = bool(open_blocks) and open_blocks[-1].in_article
            block = _Block(element, within or element.tag == "article", _letters(element.text))
            blocks.append(block)
            open_blocks.append(block)
            continue
        if event == "end":
            _count_into_parent(open_blocks.pop(), open_blocks)
        if open_blocks:
            open_blocks[-1].letters += _letters(element.tail)
    return blocks


def _count_into_parent(block: _Block, ancestors: Sequence[_Block]) -> None:
    is_paragraph = block.element.tag == "p"
    if is_paragraph:
        block.in_paragraphs = block.letters
    if ancestors:
        ancestors[-1].letters += block.letters
        ancestors[-1].in_paragraphs += block.in_paragraphs
        ancestors[-1].own += block.letters if is_paragraph else 0


def _letters(text: str | None) -> int:
    return len(" ".join(text.split())) if text else 0


def _densest_block(tree: html.HtmlElement) -> _Block | None:
    """The element with the most text in direct child paragraphs, within an <article> if there is one."""
    _drop_furniture(tree)
    blocks = _blocks(tree)
    for candidates in ([block for block in blocks if block.in_article], blocks):
        densest = max(candidates, key=lambda block: block.own, default=None)
        if densest is not None and densest.own:
            return densest
    return None


def _drop_furniture(tree: html.HtmlElement) -> None:
    blocks = _blocks(tree)
    for block in blocks[1:]:
        element = block.element
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        is_furniture = _FURNITURE.fullmatch(element.tag) or _FURNITURE_NAMES.search(names)
        # Keep an element with most of the page's text: a page may be one big form, or have <body class="has-sidebar">.
        if is_furniture and block.in_paragraphs * 2 <= blocks[0].in_paragraphs:
            element.tag = "furniture"
    etree.strip_elements(tree, "furniture", with_tail=False)


def _inner_html(block: html.HtmlElement) -> str:
    return "\n".join(
        etree.tostring(child, encoding="unicode", method="html", with_tail=False).strip()
        for child in block
        if isinstance(child.tag, str) and (_BLOCKS.fullmatch(child.tag) or _has_paragraph(child))
    )


def _has_paragraph(element: html.HtmlElement) -> bool:
    return any(child.tag == "p" and _text(child) for child in element)


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
