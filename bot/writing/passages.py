"""Turns an article's body into passages: paragraphs, headings, quotations, each as one line of plain text. Pure.

A passage is what a reader sees, letter by letter, but for markup that was not rendered, marks of footnotes, and
sentences that plain text cannot show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bot.html_text import unescape, unescape_all
from bot.writing.lines import joined, wrapped_runs
from bot.writing.markdown import (
    MarkdownLine,
    is_markdown,
    is_strong_alone,
    markdown_lines,
    without_inline_markup,
)
from bot.writing.roles import Kind
from bot.writing.shortcodes import without_shortcodes
from bot.writing.superscripts import UNREADABLE, with_fractions
from bot.writing.visible import Block, Line, blocks_of_html

__all__ = ["Passage", "passages_of"]


class Passage(NamedTuple):
    """A piece of an article that stands on lines of its own."""

    text: str
    kind: Kind = Kind.TEXT
    head: str = ""
    """The text at its beginning that is bold or italic; the whole text, where all of it is."""
    set_apart: bool = False
    """Centred or set to the right."""
    below_picture: bool = False
    """Whether a picture stands above it in the same block."""


_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_BLANK_LINES = re.compile(r"\n[ \t\r]*\n")
_TAG = re.compile(r"<[a-zA-Z!/?][^<>]*>")
_ESCAPED_BLOCK = re.compile(
    r"&lt;/?(?:p|div|br|ul|ol|li|h[1-6]|blockquote|article|section|figure)(?:\s[^<>]{0,500}?)?\s?/?&gt;", re.IGNORECASE
)
_ESCAPED_INLINE = re.compile(
    r"<(b|i|em|strong|u|a|span|font|small|sup|sub)(?:\s[^<>]{0,500}+)?>([^<>]{0,1000}+)</\1\s?>|<(?:br|hr|img)(?:\s[^<>]{0,500}+)?/?>",
    re.IGNORECASE,
)
_LEFT_OVER_TAG = re.compile(r"</?(?:p|div|span|br|strong|em|b|i)(?:\s[\w-]{1,30}=[^<>]{0,300}+)?\s?/?>", re.IGNORECASE)
_NUMBERED_NOTE = re.compile(r"\A\s*[\[(](\d{1,3})[\])]\s*\S|\A\s*(?:↑|↩|\^)\s*\S")
_NOTE_MARK = re.compile(r"(?<=[.,;:!?”’»\")])\[(?:\d{1,3}|[a-z]|note \d{1,2})\](?=\s|\Z|\[)")
_NOTE_MARK_ANYWHERE = re.compile(r"\s?\[\d{1,3}\]")
_STARRED_NOTE = re.compile(r"\A\s*\*{1,3}(?![*\s])\s?\S|\A\s*[†‡]\s*\S")
_STAR_MARK = re.compile(r"(?<=\w)[*†‡]{1,3}(?=[\s,.;:!?)]|\Z)")

_STRONG_END = re.compile(
    r"(?:(?<=[^\W\d_]{4}[.!?…])|(?<=\d%[.!?…])|(?<=[^\W\d_]{3}[\"”»’)][.!?…])|(?<=[^\W\d_]{3}[.!?…][\"”»’)]))"
    r"[\"”»’)]?\s+(?=[\"“„«‘(¿¡]?[^\W\d_a-zà-öø-ÿа-яёα-ω])|(?<=[。！？])(?:[」』”’）]*)"
)
"""Where a sentence is sure to end. Where it may only, before "Smith" in "Mr. Smith", none does here."""


def passages_of(body: str, language: Callable[[], str]) -> list[Passage]:
    """The passages of an article's body (HTML or plain text), in order.

    `language` gives the language of the text (BCP 47); it is called only where something depends on it.
    """
    body = without_shortcodes(body)
    if "&lt;" in body and _ESCAPED_BLOCK.search(body) and not _has_paragraphs(body):
        body = unescape(body)
    markdown = is_markdown(body)
    blocks = _blocks(body, language, markdown=markdown)
    return _without_notes([passage for block in blocks for passage in _passages(block, markdown=markdown)])


def _has_paragraphs(body: str) -> bool:
    """Whether the tags of the body itself make its paragraphs, so that escaped ones are meant to be seen."""
    return len(re.findall(r"<(?:p|br|div)\b[^<>]{0,300}>(?!\s*&lt;)", body[:20_000])) > 1


def _blocks(body: str, language: Callable[[], str], *, markdown: bool) -> Sequence[Block]:
    if not _MARKUP.search(body):
        texts = _BLANK_LINES.split(unescape(body).replace("\r\n", "\n"))
        return [Block(_lines_of(text), Kind.TEXT) for text in texts if text.strip()]
    blocks = blocks_of_html(body, language)
    if blocks:
        return blocks
    return [Block((Line(text, ""),), Kind.TEXT) for text in unescape(_TAG.sub("\0", body)).split("\0") if text.strip()]


def _lines_of(text: str) -> tuple[Line, ...]:
    return tuple(Line(line, "") for line in text.split("\n") if line.strip())


def _passages(block: Block, *, markdown: bool) -> Iterator[Passage]:
    """The passages of one block: hard-wrapped lines joined, other lines each for itself."""
    texts = [" ".join(line.text.split()) for line in block.lines]
    heads = [" ".join(line.head.split()) for line in block.lines]
    lines = (
        markdown_lines(texts, markdown=markdown)
        if _may_have_marks(texts, markdown=markdown)
        else [MarkdownLine(text, "text") for text in texts]
    )
    for run in _runs(lines):
        kind = Kind.QUOTATION if lines[run[0]].kind == "quotation" else block.kind
        if lines[run[0]].kind == "heading":
            kind = max(kind, Kind.HEADING)
        text = joined([lines[number].text for number in run])
        head = joined([heads[number] for number in run]) if all(heads[number] for number in run) else heads[run[0]]
        if is_strong_alone(text):
            head = text
        text = _cleaned(text, markdown=markdown)
        if text:
            yield Passage(text, kind, _cleaned(head, markdown=markdown), block.set_apart, block.below_picture)


def _may_have_marks(texts: Sequence[str], *, markdown: bool) -> bool:
    return markdown or any(text[:1] in ">•▪‣◦●■*" for text in texts if text)


def _runs(lines: Sequence[MarkdownLine]) -> Iterator[list[int]]:
    """The numbers of the lines that make one passage each; lines that are no text are in none."""
    if len(lines) == 1:
        if lines[0].kind != "none":
            yield [0]
        return
    group: list[int] = []
    for number, line in enumerate((*lines, MarkdownLine("", "none"))):
        begins = line.kind in ("heading", "none", "entry") or (group and line.kind != _kind_within(lines[group[0]]))
        if begins and group:
            for run in wrapped_runs([lines[part].text for part in group]):
                yield [group[part] for part in run]
            group = []
        if line.kind == "heading":
            yield [number]
        elif line.kind != "none":
            group.append(number)


def _kind_within(first: MarkdownLine) -> str:
    """The kind of a line that goes on with what `first` begins."""
    return "text" if first.kind == "entry" else first.kind


def _cleaned(text: str, *, markdown: bool) -> str:
    if not text:
        return ""
    text = unescape_all(text)
    if "[" in text or "*" in text or markdown or "~~" in text:
        text = without_inline_markup(text, markdown=markdown)
    if "<" in text and ">" in text:
        text = _LEFT_OVER_TAG.sub("", _ESCAPED_INLINE.sub(r"\2", text)) if _ESCAPED_INLINE.search(text) else text
    text = with_fractions(text)
    if "]" in text:
        text = _NOTE_MARK.sub("", text)
    return _without_unreadable(text) if UNREADABLE in text else text


def _without_unreadable(text: str) -> str:
    """`text` without the sentences in which something is that plain text cannot show."""
    sentences: list[str] = []
    begin = 0
    for end in (*(match.end() for match in _STRONG_END.finditer(text)), len(text)):
        sentences.append(text[begin:end])
        begin = end
    return "".join(_readable(sentence) for sentence in sentences).strip()


def _readable(sentence: str) -> str:
    """The sentence; "" where something is missing in it, and not only after its end."""
    if UNREADABLE not in sentence:
        return sentence
    without = sentence.rstrip(f"{UNREADABLE} ")
    return f"{without} " if UNREADABLE not in without and _FINISHED.search(without) else ""


_FINISHED = re.compile(r"[.!?…。！？][\"”»’)」』]*\Z")


def _without_notes(passages: Sequence[Passage]) -> list[Passage]:
    """The passages without footnotes, whose numbers or stars begin a passage, and without the marks that refer to them."""
    numbered = any(_NUMBERED_NOTE.match(passage.text) for passage in passages)
    starred = any(_STARRED_NOTE.match(passage.text) for passage in passages)
    if not numbered and not starred:
        return list(passages)
    kept = []
    for passage in passages:
        text = passage.text
        if (numbered and _NUMBERED_NOTE.match(text)) or (starred and _STARRED_NOTE.match(text)):
            continue
        if numbered:
            text = _NOTE_MARK_ANYWHERE.sub("", text)
        kept.append(passage._replace(text=_STAR_MARK.sub("", text) if starred else text))
    return kept
