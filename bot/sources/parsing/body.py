"""Finds the body of the article in the tree of an HTML page, and gives it in the page's own markup. Pure.

trafilatura (https://trafilatura.readthedocs.io) decides which paragraphs are the article's. Its answer loses markup
that changes what a sentence says (`del`, `q`, classes), so it serves only to recognise the paragraphs; they are taken
from the page.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from html import escape
from typing import Any

from lxml import etree

from bot.sources.parsing.densest import densest_block

__all__ = ["body_of", "runs_of", "telling_words", "words_of"]

# These four were chosen by `bench/pages.py`, with pages of four public collections.
_TIMES_MORE = 4
"""trafilatura's ordinary mode is preferred to its precise one where it gives so many times the text."""
_TIMES_MORE_IN_BLOCK = 1.5
"""The densest block is preferred where it has so many times the text that trafilatura gives, …"""
_NEARLY_ALL = 0.9
"""… and at least this part of what trafilatura gives."""
_LEAST_OF_ALL = 0.5
"""The densest block is also preferred where it has this part of what only trafilatura's ordinary mode gives."""

_SHINGLE = 12
"""Letters. Two paragraphs hardly ever have so many in a row in common."""
_STEP = 5
_IS_SAME = 0.6
"""The part of a paragraph's shingles by which it is recognised. trafilatura leaves out some inline elements."""
_IN_PAGE = 0.8
"""The least part of the chosen text that must be recognised in the page. A text from the page's JSON is not in it."""
_MOST_WEIGHT = 0.5
"""An element with a larger part of the text is the article's container, whatever its class says."""

_CONTAINERS = frozenset(
    {"address", "article", "aside", "body", "button", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt"}
    | {
        "fieldset",
        "figcaption",
        "figure",
        "font",
        "footer",
        "form",
        "head",
        "header",
        "hgroup",
        "html",
        "legend",
        "main",
    }
    | {"nav", "section", "span", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
)
_BLOCKS = frozenset(
    (_CONTAINERS - {"font", "span"})
    | {"blockquote", "br", "dir", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "menu", "ol", "p", "pre", "ul"}
    | {"cell", "head", "item", "lb", "list", "quote", "row"}  # trafilatura's names of some
)
"""Elements at which a paragraph ends."""
_NO_TEXT = frozenset(
    {"audio", "canvas", "embed", "iframe", "input", "link", "math", "meta", "noscript", "object", "script", "select"}
    | {"style", "svg", "template", "textarea", "title", "video"}
)
_EMPTY = frozenset(["br", "hr", "img", "wbr"])
_KEPT_ATTRIBUTES = (
    "alt",
    "aria-hidden",
    "cite",
    "class",
    "dir",
    "hidden",
    "href",
    "itemprop",
    "lang",
    "open",
    "popover",
    "role",
    "src",
    "style",
)
_LONGEST_ATTRIBUTE = 2_000
_HIDING = re.compile(r"display\s*+:\s*+none|visibility\s*+:\s*+hidden", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WITHOUT_SPACES = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_VOWEL_SIGNS = r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0966-\u0dff"
_WORD = re.compile(rf"[{_WITHOUT_SPACES}]|[^\W_{_WITHOUT_SPACES}](?:[^\W_{_WITHOUT_SPACES}]|[{_VOWEL_SIGNS}])*+")
"""A word, or a letter of a script that has no spaces between words."""
_LONG_WORD = 4
_LONGEST_HIDDEN = 500
"""Characters. Lines for search engines, screen readers and mail programs are no longer."""


def body_of(tree: Any) -> str:
    """The body of the article on the page, as HTML; "" where it has none. `tree` is not changed.

    Elements that tell how a text is meant are kept, with their classes: quotations, deletions, embedded posts. Text
    that the page hides by an attribute is left out, and so are scripts, frames, and pictures outside of paragraphs.
    """
    tree = _without_hidden(tree)
    runs = list(runs_of(tree))
    texts = _chosen_texts(tree, runs)
    if not texts:
        return ""
    return _markup(tree, _recognised(runs, texts)) or "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in texts)


def words_of(text: str) -> Counter[str]:
    """The words of a text, in lower case, with their number; letters, in scripts that do not separate words."""
    return Counter(_WORD.findall(text.lower()))


def telling_words(text: str) -> frozenset[str]:
    """The words that are likely to be the text's own: long ones, and letters that are words by themselves."""
    return frozenset(word for word in words_of(text) if len(word) >= _LONG_WORD or "\u30a0" <= word[0] <= "\u9fff")


@dataclass(slots=True)
class Run:
    """A text between two ends of paragraphs."""

    places: list[tuple[Any, bool]] = field(default_factory=list)
    """Where it stands: elements, each with whether the text is behind the element instead of in it."""

    def text(self) -> str:
        return " ".join("".join(_text_at(*place) for place in self.places).split())

    def is_title(self) -> bool:
        """Whether it begins a first-level heading."""
        return any(element.tag == "h1" for element, is_behind in self.places[:1] if not is_behind)


def _text_at(element: Any, is_behind: bool) -> str:
    return (element.tail if is_behind else element.text) or ""


def runs_of(root: Any) -> Iterator[Run]:
    """The visible text below `root`, in the order of the document, without that of scripts, frames and fields."""
    run = Run()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start" and element is not root and (element.tag in _NO_TEXT or _is_hidden(element)):
            walk.skip_subtree()
            continue
        if event in ("start", "end") and element.tag in _BLOCKS:
            yield run
            run = Run()
        if event == "start":
            run.places.append((element, False))
        elif element is not root:
            run.places.append((element, True))
    yield run


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or _HIDING.search(element.get("style") or "") is not None


def _without_hidden(tree: Any) -> Any:
    """The tree without the short texts that an attribute hides. A long one may be the article, which a script shows."""
    visible = deepcopy(tree)
    walk = etree.iterwalk(visible, events=("start",))
    for _, element in walk:
        if _is_hidden(element) and len("".join(element.itertext())) <= _LONGEST_HIDDEN:
            element.tag = "hidden"
            walk.skip_subtree()
    etree.strip_elements(visible, "hidden", with_tail=False)
    return visible


_MOST_RUNS = 30_000
"""The longest of 969 public pages has 13,000. trafilatura would take ten seconds for a page of tags alone."""


def _chosen_texts(tree: Any, runs: Sequence[Run]) -> list[str]:
    """The paragraphs of the article, as plain text, by the reader that is most likely right."""
    block = [text for part in densest_block(tree) for run in runs_of(part) if (text := run.text())]
    if len(runs) > _MOST_RUNS:
        return block
    texts = precise = _by_trafilatura(tree, is_precise=True)
    if not precise or _size(run.text() for run in runs) > _TIMES_MORE * _size(precise):
        ordinary = _by_trafilatura(tree, is_precise=False)
        texts = ordinary if _size(ordinary) > _TIMES_MORE * _size(precise) else precise
    if texts is not precise and _size(block) > _LEAST_OF_ALL * _size(texts):
        return block  # where trafilatura finds no article it gives all that is on the page
    if _size(block) <= _TIMES_MORE_IN_BLOCK * _size(texts):
        return texts
    return block if _share(_letters("".join(texts)), _shingles(block)) >= _NEARLY_ALL else texts


def _by_trafilatura(tree: Any, *, is_precise: bool) -> list[str]:
    from trafilatura import bare_extraction  # takes 0.15 s and 20 MB

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it says of every page that holds no article so
    try:
        document = bare_extraction(
            tree, include_comments=False, favor_precision=is_precise, include_tables=not is_precise
        )
    except Exception:  # noqa: BLE001 (a page that it fails at may still have a densest block)
        return []
    body = getattr(document, "body", None)
    return [text for run in runs_of(body) if (text := run.text())] if body is not None else []


def _size(texts: Iterable[str]) -> int:
    return sum(map(len, texts))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _shingles(texts: Sequence[str]) -> frozenset[str]:
    letters = _letters("".join(texts))
    return frozenset(letters[at : at + _SHINGLE] for at in range(max(1, len(letters) - _SHINGLE + 1)))


def _share(letters: str, shingles: frozenset[str]) -> float:
    """The part of a text, given by its letters, that is also in the text with these shingles."""
    starts = range(0, max(1, len(letters) - _SHINGLE + 1), _STEP)
    return sum(letters[at : at + _SHINGLE] in shingles for at in starts) / len(starts)


def _recognised(runs: Sequence[Run], texts: Sequence[str]) -> dict[int, tuple[Run, int]]:
    """The runs that are among the texts, by their place in `runs`, with their number of letters; {} if most are not.

    Many pages repeat a text for other screens: a run is taken as often as it is among the texts, from the first on.
    The page's title, which is in a heading of its own, is no part of the body.
    """
    wanted, shingles = Counter(map(_letters, texts)), _shingles(texts)
    recognised: dict[int, tuple[Run, int]] = {}
    taken: Counter[str] = Counter()
    for at, run in enumerate(runs):
        letters = _letters(run.text())
        if not letters or run.is_title() or taken[letters] >= max(wanted[letters], 1):
            continue
        if letters in wanted or (len(letters) > _SHINGLE and _share(letters, shingles) >= _IS_SAME):
            recognised[at] = run, len(letters)
            taken[letters] += 1
    size = sum(length for _, length in recognised.values())
    titles = {_letters(run.text()) for run in runs if run.is_title()}
    wanted_size = _size(letters for letters in wanted.elements() if letters not in titles)
    return recognised if size >= _IN_PAGE * wanted_size else {}


def _markup(tree: Any, recognised: dict[int, tuple[Run, int]]) -> str:
    """The runs as HTML, each within the elements in which it stands in the page."""
    shown = {place for run, _ in recognised.values() for place in run.places}
    weights = _weights(tree, recognised)
    most = _MOST_WEIGHT * sum(length for _, length in recognised.values())
    pieces: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        is_kept = element in weights or (element.tag == "br" and element.getparent() in weights)
        is_bare = element.tag in _CONTAINERS and weights.get(element, 0) > most
        if event == "start":
            if not is_kept:
                walk.skip_subtree()
                continue
            pieces.append("" if is_bare else _start_tag(element))
            pieces.append(_escaped(element, False) if (element, False) in shown else "")
            continue
        if event == "end" and is_kept:
            pieces.append("" if is_bare or element.tag in _EMPTY else f"</{element.tag}>")
            pieces.append("\n" if element.tag in _BLOCKS else "")
        pieces.append(_escaped(element, True) if (element, True) in shown else "")
    return "".join(pieces).strip()


def _weights(tree: Any, recognised: dict[int, tuple[Run, int]]) -> dict[Any, int]:
    """The elements in which the runs stand, with the number of letters in each."""
    weights: dict[Any, int] = {}
    for run, length in recognised.values():
        elements = [element.getparent() if is_behind else element for element, is_behind in run.places]
        weights |= {element: weights.get(element, 0) for element in elements}
        weights[elements[0]] += length
    for element in reversed(list(tree.iter("*"))):  # an element comes after those in which it stands
        if element in weights and (parent := element.getparent()) is not None:
            weights[parent] = weights.get(parent, 0) + weights[element]
    return weights


def _start_tag(element: Any) -> str:
    attributes = ((name, element.get(name)) for name in _KEPT_ATTRIBUTES)
    kept = (
        f' {name}="{escape(value)}"'
        for name, value in attributes
        if value is not None and len(value) <= _LONGEST_ATTRIBUTE
    )
    return f"<{element.tag}{''.join(kept)}>"


def _escaped(element: Any, is_behind: bool) -> str:
    text = escape(_text_at(element, is_behind), quote=False)
    around = element.getparent() if is_behind else element
    return text if around is not None and around.tag == "pre" else _SPACES.sub(" ", text)
