"""Whether a page is a list of articles, such as a front page or a section's, by how it is built. Pure."""

from __future__ import annotations

from itertools import islice

from lxml import html

from bot.sources.parsing.article_cards import BESIDE, MOST_ELEMENTS, is_list_of_cards, leads_elsewhere

__all__ = ["is_list_of_articles"]

_FEWEST = 3
"""Headings that lead elsewhere, with text below."""
_OWN_PART = 0.25
"""So much of the text of an article at least stands under headings of its own, however long its neighbours are."""
_SHORTEST_TEXT = 40
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def is_list_of_articles(tree: html.HtmlElement, url: str) -> bool:
    """Whether most of the text on the page that came from `url` announces what stands on other pages."""
    return _stands_under_links(tree, url) or is_list_of_cards(tree, url)


def _stands_under_links(tree: html.HtmlElement, url: str) -> bool:
    """Whether most of the text stands under headings that lead to other pages.

    An article has its own text, however many others are announced behind it.
    """
    own, others, links = 0, 0, 0
    is_other, has_text = False, False
    beside: set[html.HtmlElement] = set()
    for element in islice(tree.iter(), MOST_ELEMENTS):
        if element.tag in BESIDE or element.getparent() in beside:
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
    return any(leads_elsewhere(link, url) for link in links)
