"""Whether a page is a list of articles, such as a front page or a section's, by how it is built. Pure."""

from __future__ import annotations

from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml import html

__all__ = ["is_list_of_articles"]

_FEWEST = 3
"""Headings that lead elsewhere, with text below."""
_OWN_PART = 0.25
"""So much of the text of an article at least stands under headings of its own, however long its neighbours are."""
_SHORTEST_TEXT = 40
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BESIDE = frozenset({"nav", "aside", "footer", "form", "script", "style", "template"})
_MOST_ELEMENTS = 20_000


def is_list_of_articles(tree: html.HtmlElement, url: str) -> bool:
    """Whether most of the text on the page that came from `url` stands under headings that lead to other pages.

    An article has its own text, however many others are announced behind it.
    """
    own, others, links = 0, 0, 0
    is_other, has_text = False, False
    beside: set[html.HtmlElement] = set()
    for element in islice(tree.iter(), _MOST_ELEMENTS):
        if element.tag in _BESIDE or element.getparent() in beside:
            beside.add(element)
        elif element.tag in _HEADINGS:
            is_other, has_text = _leads_elsewhere(element, url), False
        else:
            letters = len((element.text or "").strip()) + sum(len((child.tail or "").strip()) for child in element)
            if letters < _SHORTEST_TEXT:
                continue
            own, others = (own, others + letters) if is_other else (own + letters, others)
            links += is_other and not has_text
            has_text = True
    return links >= _FEWEST and own < _OWN_PART * (own + others)


def _leads_elsewhere(heading: html.HtmlElement, url: str) -> bool:
    """Whether the heading holds a link to another page, or stands within one."""
    around = (parent for parent in heading.iterancestors("a"))
    links = (*heading.iter("a"), *islice(around, 1))
    return any(href and _page(urljoin(url, href)) != _page(url) for link in links if (href := _href(link)))


def _href(link: html.HtmlElement) -> str:
    href = (link.get("href") or "").strip()
    return "" if href.startswith("#") or "[" in href or "]" in href else href  # brackets may be no address


def _page(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ("", "", url)
    return (parts.netloc.lower(), parts.path.rstrip("/"), parts.query)
