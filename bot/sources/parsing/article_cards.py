"""Whether a page is a list of articles without headings: rows of cards, each with a link for a headline. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from urllib.parse import urljoin, urlsplit

from lxml import html

__all__ = ["BESIDE", "MOST_ELEMENTS", "is_list_of_cards", "leads_elsewhere"]

BESIDE = frozenset({"nav", "aside", "footer", "form", "script", "style", "template"})
"""Elements that hold no articles."""
_BESIDE = BESIDE - {"form"}
"""A form may be around all of a page, and what belongs to one is short."""
MOST_ELEMENTS = 20_000

_SHORTEST_HEADLINE = 20
"""Letters of a link. Menus and tags are shorter."""
_LONGEST_CARD = 800
"""Letters. What is longer is a part of the page, which may begin with a card."""
_MOST_BEFORE = 40
"""Letters of a card before its headline: a section, a date, a byline."""
_FEWEST_IN_ROW = 3
_FEWEST_CARDS = 5
_SHORTEST_TEXT = 40
_MOST_OWN = 200
"""Letters of text outside of all cards. A section may say what it is about; the shortest article is longer."""
_OWN_PART = 0.25
"""Of all letters that are no menu's, so many are an article's own at least."""
_OWN_HEADLINE = 40
"""Letters of a heading that leads nowhere else: that of an article, where a section's is a word or two."""
_MOST_BESIDE = 1_500
"""Letters of texts in a page's margins. Where there are more, an element was not closed and the article is in it."""
_TEXTS_BESIDE = frozenset({"nav", "aside", "footer"})
_HEADINGS = frozenset({"h1", "h2", "h3"})
_NO_TEXT = frozenset({"a", "title"})
"""A link tells of another page, and the title is that of the page in any case."""


@dataclass(slots=True)
class _Content:
    """What an element holds."""

    letters: int = 0
    """Of its text."""
    before: int = 0
    """Of its text before its headline; of all, where it has none."""
    target: str = ""
    """Where its headline leads, which is the first long link, near its beginning; "" where it has none."""


def is_list_of_cards(tree: html.HtmlElement, url: str) -> bool:
    """Whether the page that came from `url` shows hardly more than cards that announce other pages.

    A card is one of several siblings that begin with a link as long as a headline. An article announces others in
    such cards, too, but has its own text beside them.
    """
    elements = list(islice(tree.iter(), MOST_ELEMENTS))
    if _letters_beside(elements) > _MOST_BESIDE:
        return False
    contents = _contents(elements, url)
    cards = _cards(elements, contents)
    if len({contents[card].target for card in cards}) < _FEWEST_CARDS:
        return False
    own: list[int] = []
    for element in _outside(elements, cards):
        if element.tag in _HEADINGS and contents[element].letters >= _OWN_HEADLINE:
            return False
        own.append(_own_letters(element, cards))
    of_cards = sum(contents[card].letters for card in _outermost(elements, cards))
    texts = sum(letters for letters in own if letters >= _SHORTEST_TEXT)
    return texts <= _MOST_OWN and sum(own) < _OWN_PART * (sum(own) + of_cards)


def leads_elsewhere(link: html.HtmlElement, url: str) -> bool:
    """Whether a link on the page that came from `url` leads to another page."""
    href = (link.get("href") or "").strip()
    if not href or href.startswith("#") or "[" in href or "]" in href:  # brackets may be no address
        return False
    return _page(urljoin(url, href)) != _page(url)


def _page(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ("", "", url)
    return (parts.netloc.lower(), parts.path.rstrip("/"), parts.query)


def _contents(elements: Sequence[html.HtmlElement], url: str) -> dict[html.HtmlElement, _Content]:
    """What each element holds, from the innermost outwards, so that each is read once."""
    contents: dict[html.HtmlElement, _Content] = {}
    for element in reversed(elements):
        content = _Content()
        if isinstance(element.tag, str) and element.tag not in _BESIDE:
            content.letters = content.before = _width(element.text)
            for child in element:
                _add(content, contents.get(child, _Content()), _width(child.tail))
            if element.tag == "a" and content.letters >= _SHORTEST_HEADLINE and leads_elsewhere(element, url):
                content.target, content.before = urljoin(url, element.get("href", "")), 0
        contents[element] = content
    return contents


def _add(content: _Content, child: _Content, behind: int) -> None:
    """Add what a child holds, and the text behind it, to what stands before it."""
    if not content.target:
        if child.target and content.before + child.before <= _MOST_BEFORE:
            content.target = child.target
            content.before += child.before
        else:
            content.before += child.letters + behind
    content.letters += child.letters + behind


def _cards(
    elements: Sequence[html.HtmlElement], contents: Mapping[html.HtmlElement, _Content]
) -> set[html.HtmlElement]:
    """The elements that are cards, and those that belong to one: what stands directly behind a headline."""
    cards: set[html.HtmlElement] = set()
    for element in elements:
        children = [child for child in element if child in contents]
        texts = (element.text, *(child.tail for child in children))
        # A link behind a text is one within a sentence.
        at_start = {child for child, text in zip(children, texts, strict=False) if not (text or "").strip()}
        short = {child for child in children if contents[child].letters <= _LONGEST_CARD}
        row = {child for child in short & at_start if contents[child].target}
        if len({contents[child].target for child in row}) >= _FEWEST_IN_ROW:
            cards.update(row)
            cards.update(after for child, after in pairwise(children) if child in row and after in short)
    return cards


def _outside(elements: Sequence[html.HtmlElement], cards: set[html.HtmlElement]) -> Iterator[html.HtmlElement]:
    """The elements that are in no card, and not beside the articles."""
    left_out: set[html.HtmlElement] = set()
    for element in elements:
        if element in cards or element.tag in _BESIDE or element.getparent() in left_out:
            left_out.add(element)
        else:
            yield element


def _outermost(elements: Sequence[html.HtmlElement], cards: set[html.HtmlElement]) -> Iterator[html.HtmlElement]:
    """The cards that are in no other card."""
    inside: set[html.HtmlElement] = set()
    for element in elements:
        if element.getparent() in inside or element.getparent() in cards:
            inside.add(element)
        elif element in cards:
            yield element


def _letters_beside(elements: Sequence[html.HtmlElement]) -> int:
    """The letters of all texts in elements that hold no articles, as they should."""
    beside: set[html.HtmlElement] = set()
    letters = 0
    for element in elements:
        if element.tag in _TEXTS_BESIDE or element.getparent() in beside:
            beside.add(element)
            own = _own_letters(element, set())
            letters += own if own >= _SHORTEST_TEXT else 0
    return letters


def _own_letters(element: html.HtmlElement, cards: set[html.HtmlElement]) -> int:
    """The letters of the element's own text that is no link; text behind a card is the card's."""
    if not isinstance(element.tag, str) or element.tag in _NO_TEXT:
        return 0
    return _width(element.text) + sum(_width(child.tail) for child in element if child not in cards)


def _width(text: str | None) -> int:
    """The letters of a text; one of East Asia's counts as two, for it says as much."""
    stripped = (text or "").strip()
    return len(stripped) + len(_WIDE.findall(stripped))


_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ud7ff]")
