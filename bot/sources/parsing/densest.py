"""Finds the part of an HTML page with the most text in paragraphs. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree

__all__ = ["densest_block"]

# Furniture: elements within an article's block that are not its text.
_FURNITURE = re.compile(
    "script|style|noscript|template|iframe|object|form|button|nav|aside|header|footer|figure|svg|select"
)
_FURNITURE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:comments?|respond|share|sharing|sharedaddy|social|related|newsletter|subscribe|breadcrumbs?"
    r"|sidebar|widget|promo|advert|cookie|pagination|jp-relatedposts|post-navigation|tags?-links)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_PARTS = re.compile("p|blockquote|ul|ol|pre|h[2-4]")


@dataclass(slots=True)
class _Block:
    """An element, and the number of characters of text in it: in all, in paragraphs, and in its own paragraphs."""

    element: Any
    in_article: bool
    letters: int = 0
    in_paragraphs: int = 0
    own: int = 0
    """In paragraphs that are its direct children."""


def densest_block(tree: Any) -> list[Any]:
    """The parts, in order, of the element with the most text in direct child paragraphs, without furniture.

    It is looked for within an <article>, if there is one with paragraphs. `tree` is not changed.
    """
    tree = deepcopy(tree)
    _drop_furniture(tree)
    blocks = _blocks(tree)
    for candidates in ([block for block in blocks if block.in_article], blocks):
        densest = max(candidates, key=lambda block: block.own, default=None)
        if densest is not None and densest.own:
            return list(_parts(densest.element))
    return []


def _parts(element: Any) -> Iterator[Any]:
    for child in element:
        if isinstance(child.tag, str) and (_PARTS.fullmatch(child.tag) or _has_paragraph(child)):
            yield child


def _has_paragraph(element: Any) -> bool:
    return any(child.tag == "p" and child.text_content().strip() for child in element)


def _blocks(tree: Any) -> list[_Block]:
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


def _drop_furniture(tree: Any) -> None:
    blocks = _blocks(tree)
    for block in blocks[1:]:
        element = block.element
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        is_furniture = _FURNITURE.fullmatch(element.tag) or _FURNITURE_NAMES.search(names)
        # Keep an element with most of the page's text: a page may be one big form, or have <body class="has-sidebar">.
        if is_furniture and block.in_paragraphs * 2 <= blocks[0].in_paragraphs:
            element.tag = "furniture"
    etree.strip_elements(tree, "furniture", with_tail=False)
