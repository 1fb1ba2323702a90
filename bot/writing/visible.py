"""Reads an article's HTML as a browser shows it: its blocks of text, line by line, and what each is. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import lxml.html
from lxml import etree

from bot.writing.roles import BLOCKS, Kind, kind_of, look_of_class, look_of_style
from bot.writing.superscripts import UNREADABLE, raised

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
_CLOSING = ".,;:!?)]}…”’»"
_QUOTATION_MARKS = frozenset("\"'“”„‟‘’‚‛«»‹›「」『』")
_MATH_CLASS = re.compile(r"(?:^|[\s_-])(?:latex|math|mathjax|tex|equation|mwe)(?:$|[\s_-])", re.IGNORECASE)
_MATH_PARTS = frozenset({"msup", "msub", "msubsup", "mfrac", "mroot", "msqrt", "mover", "munder", "mtable"})
_NO_LINE_OF_TEXT = re.compile(r"[\\^_{}$]")
_FOOTNOTE_LINK = re.compile(r"[\[(]?(?:\d{1,3}|[a-zA-Z]|[*†‡§¶]{1,3}|[ivx]{1,5}|↩︎?|↑|\^)[\])]?")
_FOOTNOTE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:fn|footnote|reference|noteref|sdfootnote\w*|easy-footnote\w*)", re.IGNORECASE
)
_MOST_DEPTH = 400


def blocks_of_html(body: str, language: Callable[[], str]) -> list[Block]:
    """The blocks of `body`, in order; none where it is no HTML. `language` is asked only where a <q> needs its marks.

    Where a thing stands in a line that plain text cannot show, such as a formula, the line has UNREADABLE in its place.
    """
    try:
        root = lxml.html.fragment_fromstring(body, create_parent="div")
    except (etree.ParserError, ValueError):
        return []
    reader = _Reader(language, keeps_lines=not _ANY_BLOCK.search(body), keeps_blank_lines=not _TEXT_BLOCKS.search(body))
    reader.read(root)
    return reader.blocks


class _Context(NamedTuple):
    """What an element's text inherits from the elements around it."""

    kind: Kind = Kind.TEXT
    marked: bool = False
    keeps_lines: bool = False
    set_apart: bool = False
    language: str = ""
    quotations: int = 0
    """How many <q> are open."""
    shown: Kind = Kind.TEXT
    """The kind that its text has again where an element inside undoes the hiding."""


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

    def read(self, root: etree._Element) -> None:
        """Collects all blocks of the tree below `root`."""
        self._context = _Context(keeps_lines=self._keeps_lines)
        self._read_inside(root, self._context, 0)
        self._end_block()

    def _read_inside(self, element: etree._Element, context: _Context, depth: int) -> None:
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
        attributes = dict(element.items())
        kind = kind_of(element, tag, attributes)
        if kind is Kind.NEVER:
            self._skip(element, tag)
            return
        blocks = tag in BLOCKS
        if attributes:
            context, blocks = self._with_attributes(attributes, context, blocks=blocks)
        special = _SPECIAL.get(tag)
        if special is not None and special(self, element, attributes, context, depth):
            return
        if kind is not Kind.TEXT:
            if kind >= Kind.HIDDEN and not blocks and not self._is_seen(element, attributes, kind):
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
                context = context._replace(kind=context.shown)
            if look.blocks is not None:
                blocks = look.blocks
            if "white-space:pre" in "".join(attributes["style"].split()):
                context = context._replace(keeps_lines=True)
        return context, blocks

    def _is_seen(self, element: etree._Element, attributes: dict[str, str], kind: Kind) -> bool:
        """Whether an element within a line is seen although it is kept from screen readers.

        That is so where it is a part of a word, or has a text for screen readers beside it.
        """
        if kind is not Kind.HIDDEN or attributes.get("aria-hidden", "").lower() != "true" or "hidden" in attributes:
            return False
        if look_of_class(attributes.get("class", "")).kind or look_of_style(attributes.get("style", "")).kind:
            return False
        text = "".join(element.itertext()).strip()
        if not any(char.isalnum() for char in text):
            return False
        if self._before()[-1:].isalnum() or (element.tail or "")[:1].isalnum():
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
        if not self._pieces and not self._lines:
            return
        self._end_line()
        context = self._context
        lines: list[Line] = []
        for line in (*self._lines, Line("", "")):
            if line.text and not line.text.isspace():
                lines.append(line)
            elif lines:
                self.blocks.append(Block(tuple(lines), context.kind, context.set_apart, self._has_picture))
                lines = []
                self._has_picture = False
        self._lines = []

    def _read_quotation(
        self, element: etree._Element, attributes: dict[str, str], context: _Context, depth: int
    ) -> bool:
        """<q>: with the marks that a browser puts around it, unless the author has typed some."""
        before = self._before().rstrip()[-1:]
        first = "".join(element.itertext()).strip()[:1]
        if before in _QUOTATION_MARKS or first in _QUOTATION_MARKS:
            self._read_inside(element, context, depth + 1)
            return True
        marks = _marks_of(context.language or self._language())
        opening, closing = marks[2:] if context.quotations % 2 else marks[:2]
        self._add(opening, context)
        self._read_inside(element, context._replace(quotations=context.quotations + 1), depth + 1)
        self._add(closing, context)
        return True

    def _read_raised(self, element: etree._Element, attributes: dict[str, str], context: _Context, depth: int) -> bool:
        text = "".join(element.itertext())
        if len(text) > 60:
            return False
        if _is_footnote_mark(element, attributes, text):
            self._has_gap = True
            return True
        shown = raised(text, self._before(), element.tail or "", lowered=element.tag == "sub")
        if shown:
            self._add(shown, context)
        else:
            self._has_gap = True
        return True

    def _read_link(self, element: etree._Element, attributes: dict[str, str], context: _Context, depth: int) -> bool:
        """<a>: without a footnote's mark, and without the remark that it opens in a new tab."""
        if "#" in attributes.get("href", ""):
            text = "".join(element.itertext()).strip()
            if len(text) < 8 and _FOOTNOTE_LINK.fullmatch(text):
                self._has_gap = True
                return True
        blocks, lines, start = len(self.blocks), len(self._lines), len(self._pieces)
        self._read_inside(element, context, depth + 1)
        if (len(self.blocks), len(self._lines)) == (blocks, lines) and len(self._pieces) > start:
            text = "".join(self._pieces[start:])
            remark = _NEW_TAB.search(text[-200:])
            if remark is not None:
                self._pieces[start:] = [text[: len(text) - (len(remark[0]))]]
        return True

    def _read_picture(self, element: etree._Element, attributes: dict[str, str], context: _Context, depth: int) -> bool:
        alternative = attributes.get("alt", "").strip()
        if alternative and _is_emoji(alternative, attributes):
            self._add(alternative, context)
        elif _MATH_CLASS.search(attributes.get("class", "")):
            self._add(UNREADABLE, context)
        else:
            self._has_picture = True
        return True

    def _read_formula(self, element: etree._Element, attributes: dict[str, str], context: _Context, depth: int) -> bool:
        alternative = attributes.get("alttext", "").strip()
        if alternative:
            text = alternative if not _NO_LINE_OF_TEXT.search(alternative) else UNREADABLE
        elif any(part.tag in _MATH_PARTS for part in element.iter()):
            text = UNREADABLE
        else:
            text = "".join("".join(element.itertext()).split())
        self._add(text, context)
        return True

    def _read_spread(self, element: etree._Element, attributes: dict[str, str], context: _Context, depth: int) -> bool:
        """<span>: it may be raised by its style."""
        level = look_of_style(attributes["style"]).superscript if "style" in attributes else ""
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
    return context._replace(kind=kind, shown=context.kind, marked=context.marked or kind is Kind.HEADING)


def _is_footnote_mark(element: etree._Element, attributes: dict[str, str], text: str) -> bool:
    if element.tag != "sup":
        return False
    if "data-fn" in attributes or _FOOTNOTE_CLASS.search(attributes.get("class", "")):
        return True
    link = element.find(".//a")
    if link is None:
        parent = element.getparent()
        link = parent if parent is not None and parent.tag == "a" and len("".join(parent.itertext())) < 12 else None
    return link is not None and ("#" in link.get("href", "") or bool(_FOOTNOTE_LINK.fullmatch(text.strip())))


_EMOJI = re.compile(
    "[\u00a9\u00ae\u203c\u2049\u20e3\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2934\u2935\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\ufe0f\u200d\U0001f000-\U0001faff\U000e0020-\U000e007f#*0-9]{1,40}"
)
_SMILEY_CLASS = re.compile(r"(?:^|\s)(?:wp-smiley|emoji|twemoji|emojione|emote|smiley)(?:$|\s)", re.IGNORECASE)
_EMOJI_ADDRESS = re.compile(
    r"(?:s\.w\.org/images/core/emoji|twimg\.com/emoji|fbcdn\.net/(?:images/)?emoji|/twemoji|/emojione|/emoji/)",
    re.IGNORECASE,
)


def _is_emoji(alternative: str, attributes: dict[str, str]) -> bool:
    """Whether a picture is shown instead of the emoji, or the smiley such as ":)", that is its `alt`."""
    if _EMOJI.fullmatch(alternative):
        return not alternative.isascii()
    is_marked = _SMILEY_CLASS.search(attributes.get("class", "")) or _EMOJI_ADDRESS.search(attributes.get("src", ""))
    return bool(is_marked) and len(alternative) <= 4 and not alternative.isalnum()


@cache
def _quotation_marks() -> dict[str, str]:
    text = files("bot.writing").joinpath("data/quotation_marks.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _marks_of(language: str) -> str:
    """The four quotation marks of a language (BCP 47): outer and inner, opening and closing each."""
    table = _quotation_marks()
    tag = language.replace("_", "-").lower()
    while tag:
        if tag in table:
            return table[tag]
        tag = tag.rpartition("-")[0]
    return "“”‘’"


_NEW_TAB = re.compile(
    r"\s*(?:[(（\[「](?=[^()（）\[\]]{0,60}?(?:\btab|\bwindow|\bexternal|pestaña|ventana|onglet|fen[eê]tre|fenster|scheda|finestra"
    r"|\baba\b|\bguia\b|\bjanela|separador|venster|fli?ken?\b|fönster|\bfane|vindu|välilehte|ikkuna|kart[aęuě]|panelu|okn|záložk|вкладк"
    r"|окн|вікн|\blap|ablak|sekme|pencere|タブ|ウィンドウ|标签|窗口|分頁|分页|視窗|탭|새 창|تبويب|نافذة|לשונית|חלון|टैब|विंडो|แท็บ|หน้าต่าง"
    r"|\bthẻ\b|cửa sổ|καρτέλα|παράθυρο|fereastr|filă|pestanya|finestra|vahelehe|aknas|cilnē|skirtuke|lange\b))[^()（）\[\]]{0,60}[)）\]」]"
    r"|,\s+opens\s+(?:in\s+a\s+)?new\s+(?:tab|window))\s*\Z",
    re.IGNORECASE,
)
"""At the end of a link: "(opens in a new tab)" in many languages, by their words for tab and window."""
