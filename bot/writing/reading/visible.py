"""Reads an article's HTML as a browser shows it: its blocks of text, line by line, and what each is. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, cast

import lxml.html
from lxml import etree

from bot.writing.reading.roles import BLOCKS, Kind, kind_of, look_of_class, look_of_style
from bot.writing.reading.signs import (
    inside,
    is_emoji,
    is_footnote_link,
    is_footnote_mark,
    is_formula,
    quotation_marks,
    without_new_tab,
)
from bot.writing.reading.superscripts import UNREADABLE, raised

__all__ = ["Block", "Line", "blocks_of_html"]


class Line(NamedTuple):
    """One line of a block, with its white space as it stands in the HTML."""

    text: str
    head: str
    """The text at its beginning that is bold or italic; "" where it does not begin so."""


class Block(NamedTuple):
    """A paragraph, a list entry, a heading: text that stands on lines of its own."""

    lines: tuple[Line, ...]
    kind: Kind
    set_apart: bool = False
    """Centred or set to the right."""
    below_picture: bool = False
    """Whether a picture precedes its text."""


_MARKING_TAGS = frozenset({"b", "strong", "em", "i", "u", "h1", "h2", "h3", "h4", "h5", "h6", "dt"})
_LANGUAGE_NAMES = ("lang", "xml:lang")
_LINE_BREAKING = frozenset({"pre", "listing", "plaintext", "xmp"})
_TEXT_BLOCKS = re.compile(r"<(?:p|div|br)\b", re.IGNORECASE)
_ANY_BLOCK = re.compile(r"<(?:p|div|li|br|blockquote)\b", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_WORD_CHARACTERS_WANTED = 16
"""Characters before an element that are looked at: enough for the word that it belongs to."""
_CLOSING = ".,;:!?)]}…”’»"
_QUOTATION_MARKS = frozenset("\"'“”„‟‘’‚‛«»‹›「」『』")
_MATH_PARTS = frozenset({"msup", "msub", "msubsup", "mfrac", "mroot", "msqrt", "mover", "munder", "mtable"})
_NO_LINE_OF_TEXT = re.compile(r"[\\^_{}$]")
_MOST_DEPTH = 400
"""Elements inside one another; what is deeper is not read, for Python's stack ends."""
_LONGEST_RAISED = 60
"""Characters of a text that is raised or lowered; what is longer only looks so."""


def blocks_of_html(body: str, language: Callable[[], str]) -> list[Block] | None:
    """The blocks of `body`, in order; None where its text cannot be read as HTML.

    `language` gives the language of the text (BCP 47); it is called only where a <q> needs its quotation marks.
    Where a thing stands in a line that plain text cannot show, such as a formula, the line has UNREADABLE in its place.
    """
    try:
        root = _root_of(body)
    except (etree.ParserError, ValueError):
        return None
    reader = _Reader(language, keeps_lines=not _ANY_BLOCK.search(body), keeps_blank_lines=not _TEXT_BLOCKS.search(body))
    reader.read(root)
    if not reader.blocks and not root.text_content().strip():
        return None  # libxml2 before 2.14 gives up where tags are nested deeper than it allows
    return reader.blocks


def _root_of(body: str) -> lxml.html.HtmlElement:
    """An element around all of `body`. Raises ParserError or ValueError where it cannot be read as HTML."""
    try:
        root = lxml.html.fragment_fromstring(body, create_parent="div")
    except (AssertionError, IndexError):  # there is no <body> in a whole page, or several
        root = lxml.html.document_fromstring(body)
    return cast("lxml.html.HtmlElement", root)


class _Context(NamedTuple):
    """What an element's text inherits from the elements around it."""

    kind: Kind = Kind.TEXT
    marked: bool = False
    keeps_lines: bool = False
    linked: bool = False
    set_apart: bool = False
    language: str = ""
    quotations: int = 0
    """How many <q> are open."""
    kind_if_shown: Kind = Kind.TEXT
    """The kind that its text has again where an element inside undoes the hiding."""


def _is_within_word(before: str, after: str) -> bool:
    """Whether two characters that touch can be of one word: not "e|T", as where an icon's name touches a sentence."""
    return before.isalnum() and after.isalnum() and not (before.islower() and after.isupper())


class _Reader:
    """Walks through a tree, and collects its text into lines and blocks."""

    def __init__(self, language: Callable[[], str], *, keeps_lines: bool, keeps_blank_lines: bool) -> None:
        self.blocks: list[Block] = []
        self._language = language
        self._keeps_lines = keeps_lines
        self._keeps_blank_lines = keeps_blank_lines
        self._lines: list[Line] = []
        self._pieces: list[str] = []
        self._head: int | None = None
        """The number of pieces at the head of the line that are bold or italic; None: all of them so far."""
        self._context = _Context()
        self._has_gap = False
        self._has_picture = False
        self._is_linked = True
        """Whether all of the block's text so far is in links."""
        self._has_text = False
        """Whether a block of text has ended: a block after it that is a link as a whole leads to another article."""

    def read(self, root: etree._Element) -> None:
        """Collects all blocks of the tree below `root`."""
        self._context = _Context(keeps_lines=self._keeps_lines)
        self._read_inside(root, self._context, 0)
        self._end_block()

    def _read_inside(self, element: etree._Element, context: _Context, depth: int) -> None:
        if element.tag == "details" and "open" not in element.attrib:
            context = self._read_summary(element, context, depth)
        if element.text:
            self._add(element.text, context)
        if depth > _MOST_DEPTH:
            return
        for child in element:
            tag = child.tag
            if tag == "br":
                self._end_line()
            elif isinstance(tag, str):
                self._read_element(child, tag, context, depth)
            if child.tail:
                self._add(child.tail, context)

    def _read_element(self, element: etree._Element, tag: str, context: _Context, depth: int) -> None:
        attributes = cast("dict[str, str]", dict(element.items()))
        kind = kind_of(element, tag, attributes)
        blocks = tag in BLOCKS
        if kind is Kind.NEVER or (kind is Kind.HIDDEN and not blocks and not self._is_seen(element, attributes)):
            self._skip(element, tag)
            return
        if attributes:
            context, blocks = self._with_attributes(attributes, context, blocks=blocks)
        special = _SPECIAL.get(tag)
        if special is not None and special(self, element, attributes, context, depth):
            return
        if kind is not Kind.TEXT:
            if kind > Kind.HIDDEN and not blocks:
                self._skip(element, tag)
                return
            if blocks or kind is Kind.HEADING:
                context = _with_kind(context, kind)
        if tag in _MARKING_TAGS and not context.marked:
            context = context._replace(marked=True)
        if tag in _LINE_BREAKING:
            context = context._replace(keeps_lines=True)
        if blocks:
            self._end_block()
            self._context = context
            self._read_inside(element, context, depth + 1)
            self._end_block()
        else:
            self._read_inside(element, context, depth + 1)

    def _read_summary(self, details: etree._Element, context: _Context, depth: int) -> _Context:
        """Reads the <summary> of a closed <details>, which alone is seen; returns the context of the rest."""
        summary = details.find("summary")
        if summary is not None and depth <= _MOST_DEPTH:
            details.text = f"{details.text or ''} {summary.tail or ''}"
            details.remove(summary)
            self._read_element(summary, "summary", context, depth)
        return _with_kind(context, Kind.HIDDEN)

    def _with_attributes(self, attributes: dict[str, str], context: _Context, *, blocks: bool) -> tuple[_Context, bool]:
        for name in _LANGUAGE_NAMES:
            if name in attributes:
                context = context._replace(language=attributes[name])
        if "class" in attributes:
            look = look_of_class(attributes["class"])
            if look.marks or look.sets_apart:
                context = context._replace(marked=context.marked or look.marks, set_apart=look.sets_apart)
        if "style" in attributes:
            look = look_of_style(attributes["style"])
            if look.marks or look.sets_apart:
                context = context._replace(
                    marked=context.marked or look.marks, set_apart=context.set_apart or look.sets_apart
                )
            if look.resets and context.kind is Kind.HIDDEN:
                context = context._replace(kind=context.kind_if_shown)
            if look.blocks is not None:
                blocks = look.blocks
            if "white-space:pre" in "".join(attributes["style"].split()):
                context = context._replace(keeps_lines=True)
        return context, blocks

    def _is_seen(self, element: etree._Element, attributes: dict[str, str]) -> bool:
        """Whether an element within a line is seen although it is kept from screen readers.

        That is so where it is a part of a word, or has a text for screen readers beside it.
        """
        if attributes.get("aria-hidden", "").lower() != "true" or "hidden" in attributes:
            return False
        if look_of_class(attributes.get("class", "")).kind or look_of_style(attributes.get("style", "")).kind:
            return False
        text = inside(element).strip()
        if not any(char.isalnum() for char in text):
            return False
        if _is_within_word(self._before()[-1:], text[0]) or _is_within_word(text[-1], (element.tail or "")[:1]):
            return True
        return any(
            beside is not None
            and isinstance(beside.tag, str)
            and look_of_class(beside.get("class", "")).kind is Kind.HIDDEN
            for beside in (element.getnext(), element.getprevious())
        )

    def _skip(self, element: etree._Element, tag: str) -> None:
        """Leaves the element out; a block still ends what stands before it."""
        if tag in BLOCKS or tag == "figcaption":
            self._end_block()
        else:
            self._has_gap = True

    def _add(self, text: str, context: _Context) -> None:
        if context.keeps_lines and "\n" in text:
            self._add_lines(text, context)
            return
        if self._keeps_blank_lines and "\n" in text and _BLANK_LINE.search(text):
            self._add_lines(text, context, _BLANK_LINE)
            return
        self._add_piece(text, context)

    def _add_lines(self, text: str, context: _Context, line_end: re.Pattern[str] | None = None) -> None:
        for number, part in enumerate(line_end.split(text) if line_end else text.split("\n")):
            if number:
                self._end_line()
                if line_end:
                    self._end_block()
            if part:
                self._add_piece(part, context)

    def _add_piece(self, text: str, context: _Context) -> None:
        if self._has_gap:
            self._has_gap = False
            if text[0] in _CLOSING and self._pieces:
                self._pieces[-1] = self._pieces[-1].rstrip()
        if not self._pieces and not self._lines:
            self._context = context
        if self._head is None and not context.marked and not text.isspace():
            self._head = len(self._pieces)
        if self._is_linked and not context.linked and any(map(str.isalnum, text)):
            self._is_linked = False
        self._pieces.append(text)

    def _before(self) -> str:
        """The text to the left in the same line, at least a word of it."""
        before = ""
        for piece in reversed(self._pieces[-4:]):
            before = piece[-_WORD_CHARACTERS_WANTED:] + before
        return before

    def _end_line(self) -> None:
        pieces = self._pieces
        text = "".join(pieces)
        self._lines.append(Line(text, text if self._head is None else "".join(pieces[: self._head])))
        self._pieces = []
        self._head = None
        self._has_gap = False

    def _end_block(self) -> None:
        below_picture, self._has_picture = self._has_picture, False
        is_linked, self._is_linked = self._is_linked, True
        if not self._pieces and not self._lines:
            return
        self._end_line()
        context = self._context
        kind = context.kind
        if is_linked and self._has_text:
            kind = max(kind, Kind.FURNITURE)
        lines: list[Line] = []
        for line in (*self._lines, Line("", "")):
            if line.text and not line.text.isspace():
                lines.append(line)
            elif lines:
                self.blocks.append(Block(tuple(lines), kind, context.set_apart, below_picture))
                lines = []
                self._has_text |= kind is Kind.TEXT
        self._lines = []

    def _read_quotation(
        self, element: etree._Element, attributes: dict[str, str], context: _Context, depth: int
    ) -> bool:
        """<q>: with the marks that a browser puts around it, unless the author has typed some."""
        before = self._before().rstrip()[-1:]
        first = inside(element).strip()[:1]
        if before in _QUOTATION_MARKS or first in _QUOTATION_MARKS:
            self._read_inside(element, context, depth + 1)
            return True
        marks = quotation_marks(context.language or self._language())
        inner = 2 if context.quotations % 2 else 0
        self._add(marks[inner], context)
        self._read_inside(element, context._replace(quotations=context.quotations + 1), depth + 1)
        self._add(marks[inner + 1], context)
        return True

    def _read_raised(self, element: etree._Element, attributes: dict[str, str], context: _Context, depth: int) -> bool:
        """<sup> and <sub>: with signs that a line of plain text has for them; a long one as any other element."""
        text = inside(element)
        if len(text) > _LONGEST_RAISED:
            return False
        if is_footnote_mark(element, attributes, text):
            self._has_gap = True
            return True
        in_line = raised(text, self._before(), element.tail or "", lowered=element.tag == "sub")
        if in_line:
            self._add(in_line, context)
        else:
            self._has_gap = True
        return True

    def _read_link(self, element: etree._Element, attributes: dict[str, str], context: _Context, depth: int) -> bool:
        """<a>: without a footnote's mark, and without the remark that it opens in a new tab."""
        if is_footnote_link(element, attributes):
            self._has_gap = True
            return True
        blocks, lines, start = len(self.blocks), len(self._lines), len(self._pieces)
        self._read_inside(element, context._replace(linked="href" in attributes), depth + 1)
        if (len(self.blocks), len(self._lines)) == (blocks, lines) and len(self._pieces) > start:
            text = "".join(self._pieces[start:])
            shorter = without_new_tab(text)
            if shorter != text:
                self._pieces[start:] = [shorter]
        return True

    def _read_picture(self, element: etree._Element, attributes: dict[str, str], context: _Context, depth: int) -> bool:
        """<img>: an emoji is text, a formula cannot be shown, and any other picture is only noted."""
        if is_emoji(attributes):
            self._add(attributes["alt"].strip(), context)
        elif is_formula(attributes):
            self._add(UNREADABLE, context)
        else:
            self._has_picture = True
        return True

    def _read_formula(self, element: etree._Element, attributes: dict[str, str], context: _Context, depth: int) -> bool:
        """<math>: its text, where that reads the same in a line."""
        alternative = attributes.get("alttext", "").strip()
        if alternative:
            text = alternative if not _NO_LINE_OF_TEXT.search(alternative) else UNREADABLE
        elif any(part.tag in _MATH_PARTS for part in element.iter()):
            text = UNREADABLE
        else:
            text = "".join(inside(element).split())
        if text:
            self._add(text, context)
        return True

    def _read_spread(self, element: etree._Element, attributes: dict[str, str], context: _Context, depth: int) -> bool:
        """<span>: it may be raised by its style."""
        level = look_of_style(attributes["style"]).level if "style" in attributes else ""
        if not level:
            return False
        element.tag = level
        return self._read_raised(element, attributes, context, depth)


_Special = Callable[[_Reader, etree._Element, dict[str, str], _Context, int], bool]
_SPECIAL: dict[str, _Special] = {
    "a": _Reader._read_link,
    "img": _Reader._read_picture,
    "math": _Reader._read_formula,
    "q": _Reader._read_quotation,
    "span": _Reader._read_spread,
    "sub": _Reader._read_raised,
    "sup": _Reader._read_raised,
}
"""How the elements are read that show something else than their text; False: as any other element."""


def _with_kind(context: _Context, kind: Kind) -> _Context:
    if kind <= context.kind:
        return context
    return context._replace(kind=kind, kind_if_shown=context.kind, marked=context.marked or kind is Kind.HEADING)
