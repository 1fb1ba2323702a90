"""Extracts the paragraphs of reporting from an article's HTML, without bylines, appeals and link lists. Pure.

Paragraphs that are not reporting are recognised by general features (`boilerplate`); those that a site repeats in every
article are learned from its articles (`recurring_paragraphs`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet

import lxml.html
from lxml import etree

from bot.html_text import unescape
from bot.invisible import without_invisible
from bot.writing.boilerplate import is_boilerplate, is_byline, is_heading, letters_of, same_words
from bot.writing.heads import without_head

MOST_CHARACTERS = 60_000
"""Characters of a body that are read; a post never uses anything further down."""

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "center", "dd", "details", "div", "dl", "dt", "hr"}
    | {"li", "main", "ol", "p", "pre", "section", "summary", "ul", "header"}
)
_DROPPED = frozenset(
    {"aside", "audio", "button", "canvas", "embed", "figcaption", "figure", "footer", "form", "head", "iframe", "input"}
    | {"nav", "noscript", "object", "script", "select", "style", "svg", "table", "template", "textarea", "video"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "title"}
)
_DROPPED_CLASS = re.compile(
    r"(?:addtoany|author-?bio|byline|comments?|comment-(?:form|list|respond)|donat(?:e|ion)s?|embed|gallery|jp-relatedposts"
    r"|newsletter|paywall|post-(?:tags|share|navigation)|promo|related(?:-posts)?|shar(?:e|ing)|sharedaddy|sd-sharing.*"
    r"|social(?:-(?:share|links|icons))?|sponsor(?:ed)?|subscri(?:be|ption)(?:-.*)?|tags-links|tiled-gallery|twitter-tweet"
    r"|button-wrapper|captioned-image-container|image-link|kg-(?:embed|signup|button|gallery|product|bookmark)-.*"
    r"|tr-caption(?:-container)?|separator|wp-caption(?:-text)?|wp-block-(?:embed|gallery|buttons?|social-links|table).*|yarpp.*)"
)
"""CSS classes by which WordPress, Blogger, Ghost and Substack mark what is not the text of the article."""
_TAG = re.compile(r"<[a-zA-Z!/?][^<>]*>")
_PICTURE = re.compile(r"<[^<>]{2000,}>")
"""A tag with an embedded picture."""
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_BLOCK_TAG = re.compile(r"<(?:p|div|li|br|blockquote)\b", re.IGNORECASE)
_NUL = re.compile("\0")
_NUL_OR_BLANK_LINE = re.compile(r"\0|\n[ \t\r]*\n")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_SPACE = re.compile(r"[\s\x1c-\x1f\x85\xa0\u2028\u2029]+")
_DAMAGING = re.compile(
    # controls, lone surrogates, noncharacters; soft hyphens and zero-width spaces; directional marks that need a
    # second mark to end them, without which the rest of a post would be reversed
    "[\0-\x08\x0b\x0c\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufffc\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff"
    "\u202a-\u202e\u2066-\u2069\u206a-\u206f]"
)


def paragraphs(
    body: str,
    *,
    title: str = "",
    author: str = "",
    site: str = "",
    recurring: AbstractSet[str] = frozenset(),
) -> tuple[str, ...]:
    """The paragraphs of reporting in an article's body (HTML or plain text), in order, as plain text.

    `recurring` is what `recurring_paragraphs` gave for the site's recent articles.
    """
    reporting: list[str] = []
    for text in all_paragraphs(body):
        if (recurring and fingerprint(text) in recurring) or is_boilerplate(text, site=site):
            continue
        if not reporting and (same_words(text, title) or is_byline(text, author)):
            continue
        if not is_heading(text):
            reporting.append(text if reporting else _without_head(text, (title, author)))
    return tuple(reporting)


def _without_head(text: str, heads: Sequence[str]) -> str:
    """`text` without a dateline and without `heads` (title and byline), which an excerpt may begin with."""
    title, author = heads
    return without_head(text, title=title, author=author)


def recurring_paragraphs(bodies: Sequence[str]) -> frozenset[str]:
    """The fingerprints of the paragraphs that most of these articles of one site share: they are not reporting.

    Empty for fewer than three articles.
    """
    if len(bodies) < 3:
        return frozenset()
    counts = Counter(key for body in bodies for key in {fingerprint(text) for text in all_paragraphs(body)})
    return frozenset(key for key, count in counts.items() if count * 2 > len(bodies))


def fingerprint(paragraph: str) -> str:
    """The letters and digits at a paragraph's head, case-folded, by which it is compared with others."""
    return letters_of(paragraph)


def one_line(text: str) -> str:
    """Plain `text` on one line: white space collapsed, harmful invisible characters removed, entities kept."""
    text = without_invisible(text)
    if text.isprintable() and "\ufffc" not in text:  # of the harmful characters only this one is printable
        return " ".join(text.split())
    return _SPACE.sub(" ", _DAMAGING.sub("", text)).strip()


def all_paragraphs(body: str) -> tuple[str, ...]:
    """Every paragraph of the body, reporting or not, in order, as plain text."""
    if len(body) > MOST_CHARACTERS:
        body = _PICTURE.sub("", body[:1_000_000])[:MOST_CHARACTERS]
    blocks = _blocks_of_html(body) if _MARKUP.search(body) else _BLANK_LINE.split(unescape(body))
    lines = (one_line(block) for block in blocks)
    return tuple(line for line in lines if line)


def _blocks_of_html(body: str) -> list[str]:
    try:
        root = lxml.html.fragment_fromstring(_DAMAGING.sub("", body), create_parent="div")
    except (etree.ParserError, ValueError):
        return _stripped(body)
    end_of_paragraph = _NUL if _BLOCK_TAG.search(body) else _NUL_OR_BLANK_LINE
    for is_dropped in (_stands_around, _is_no_text):
        blocks = end_of_paragraph.split("".join(_text_of(root, is_dropped)))
        if any(block.strip() for block in blocks):
            return blocks
    # lxml finds no text where tags are nested deeper than it allows
    return _stripped(body)


def _text_of(root: etree._Element, is_dropped: Callable[[etree._Element], bool]) -> Iterator[str]:
    """The text of the tree, in pieces, with a NUL where a block begins or ends."""
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if is_dropped(element):
                walk.skip_subtree()
                continue
            if element.tag in _BLOCKS:
                yield "\0"
            yield element.text or ""
        elif event == "end" and element.tag in _BLOCKS:
            yield "\0"
        if event != "start" and element is not root:
            yield element.tail or ""


def _stands_around(element: etree._Element) -> bool:
    classes = (element.get("class") or "").lower().split()
    return element.tag in _DROPPED or any(_DROPPED_CLASS.fullmatch(name) for name in classes)


def _is_no_text(element: etree._Element) -> bool:
    return element.tag in ("script", "style")


def _stripped(body: str) -> list[str]:
    return unescape(_TAG.sub("\0", body)).split("\0")
