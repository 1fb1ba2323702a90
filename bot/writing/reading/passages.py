"""Turns an article's body into passages: paragraphs, headings, quotations, each as one line of plain text. Pure.

A passage is what a reader sees, letter by letter, but for markup that was not rendered, marks of footnotes, and
sentences that plain text cannot show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from bot.html_text import unescape, unescape_all
from bot.writing.reading.lines import WIDE, is_rest, joined, wrapped_runs
from bot.writing.reading.markdown import (
    MarkdownLine,
    is_markdown,
    is_strong_alone,
    markdown_lines,
    without_inline_markup,
)
from bot.writing.reading.roles import Kind
from bot.writing.reading.shortcodes import without_shortcodes
from bot.writing.reading.signs import without_remarks
from bot.writing.reading.superscripts import UNREADABLE, with_fractions
from bot.writing.reading.visible import Block, Line, blocks_of_html

__all__ = ["MOST_PASSAGES", "Passage", "passages_of"]

MOST_PASSAGES = 500
"""Passages of an article that are read, and lines of one passage; a post never uses anything further down."""


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
_LINE_TAG = re.compile(r"<(?:br|pre)\b", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t\r]*\n")
_TAG = re.compile(r"<[a-zA-Z!/?][^<>]*>")
_ESCAPED_BLOCK = re.compile(
    r"&(?:amp;){0,2}lt;/?(?:p|div|br|ul|ol|li|h[1-6]|blockquote|article|section|figure)(?:\s[^<>]{0,500}?)?\s?/?&(?:amp;){0,2}gt;",
    re.IGNORECASE,
)
_ESCAPED_INLINE = re.compile(
    r"<(b|i|em|strong|u|a|span|font|small|sup|sub)(?:\s[^<>]{0,500}+)?>([^<>]{0,1000}+)</\1\s?>|<(?:br|hr|img)(?:\s[^<>]{0,500}+)?/?>",
    re.IGNORECASE,
)
_ESCAPED_TAG = re.compile(
    r"&lt;(/?(?:p|div|br|b|i|em|strong|u|a|span|font|small|li|ul|ol)(?:\s[^<>&]{0,300}+)?\s?/?)&gt;", re.IGNORECASE
)
_MOST_ESCAPES = 3
_LEFT_OVER_TAG = re.compile(r"</?(?:p|div|span|br|strong|em|b|i)(?:\s[\w-]{1,30}=[^<>]{0,300}+)?\s?/?>", re.IGNORECASE)
_NUMBERED_NOTE = re.compile(r"\A\s*\[(\d{1,3})\]\s*\S|\A\s*(?:↑|↩|\^)\s*\S")
_NOTE_MARK = re.compile(r"(?<=[.,;:!?”’»\")])\[(?:\d{1,3}|[a-z]|note \d{1,2})\](?=\s|\Z|\[)")
_NOTE_MARK_ANYWHERE = re.compile(r"\s?\[\d{1,3}\]")
_STARRED_NOTE = re.compile(r"\A\s*\*{1,3}(?![*\s])\s?\S|\A\s*[†‡]\s*\S")
_STAR_MARK = re.compile(r"(?<=\w)[*†‡]{1,3}(?=[\s,.;:!?)]|\Z)")

_SENTENCE_END = re.compile(
    r"(?<!\w)(\w*+)[%\"”»’)]?[.!?…][\"”»’)]*\s+(?=[\"“„«‘(¿¡]?[^\W\d_a-zà-öø-ÿа-яёα-ω])|[。！？][」』”’）]*"
)
_FINISHED = re.compile(r"[.!?…。！？][\"”»’)」』]*\Z")
_VOWELS = frozenset("aeiouyäöüàáâãåèéêëìíîïòóôõøùúûýаеёиоуыэюяіїєαεηιουωάέήίόύώ")


def passages_of(body: str, language: Callable[[], str]) -> list[Passage]:
    """The passages of an article's body (HTML or plain text), in order.

    `language` gives the language of the text (BCP 47); it is called only where something depends on it.
    """
    body = without_shortcodes(body)
    body = _with_escaped_blocks(body)
    markdown = is_markdown(body)
    blocks = _blocks(body, language)
    soft = markdown and not _LINE_TAG.search(body)
    passages = (passage for block in blocks for passage in _passages(block, markdown=markdown, soft=soft))
    return _without_notes(list(islice(passages, MOST_PASSAGES)))


def _with_escaped_blocks(body: str) -> str:
    """`body`, decoded as often as its tags were escaped, where all of its paragraphs are escaped ones."""
    for _ in range(_MOST_ESCAPES):
        if "lt;" not in body or not _ESCAPED_BLOCK.search(body) or _has_paragraphs(body):
            break
        body = unescape(body)
    return body


def _has_paragraphs(body: str) -> bool:
    """Whether the tags of the body itself make its paragraphs, so that escaped ones are meant to be seen."""
    return len(re.findall(r"<(?:p|br|div)\b[^<>]{0,300}>(?!\s*&(?:amp;){0,2}lt;)", body[:20_000])) > 1


def _blocks(body: str, language: Callable[[], str]) -> Iterable[Block]:
    if not _MARKUP.search(body):
        texts = _BLANK_LINES.split(unescape(body).replace("\r\n", "\n"))
        return (Block(_lines_of(text), Kind.TEXT) for text in texts if text.strip())
    blocks = blocks_of_html(body, language)
    if blocks is not None:
        return blocks
    texts = unescape(_TAG.sub("\0", body)).split("\0")
    return (Block((Line(text, ""),), Kind.TEXT) for text in texts if text.strip())


def _lines_of(text: str) -> tuple[Line, ...]:
    return tuple(Line(line, "") for line in text.split("\n") if line.strip())


def _passages(block: Block, *, markdown: bool, soft: bool) -> Iterator[Passage]:
    """The passages of one block: hard-wrapped lines joined, other lines each for itself."""
    most = block.lines[:MOST_PASSAGES]
    texts = [_collapsed(line.text) for line in most]
    heads = [_collapsed(line.head) if line.head else "" for line in most]
    lines = (
        markdown_lines(texts, markdown=markdown)
        if _may_have_marks(texts, markdown=markdown)
        else [MarkdownLine(text, "text") for text in texts]
    )
    for run in _runs(lines, soft=soft):
        if run[0] and lines[run[0]].kind == "text" and is_rest(lines[run[0]].text, lines[run[0] - 1].text):
            continue
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


@cache
def _wide_line_end() -> re.Pattern[str]:
    """Between Chinese or Japanese characters, where it is no space: https://drafts.csswg.org/css-text-4/#line-break-transform"""
    return re.compile(rf"(?<={WIDE})[ \t\r]*\n\s*(?={WIDE})")


def _collapsed(text: str) -> str:
    """The text with its white space as a browser shows it."""
    if "\n" in text and not text.isascii():
        text = _wide_line_end().sub("", text)
    return " ".join(text.split())


def _may_have_marks(texts: Sequence[str], *, markdown: bool) -> bool:
    return markdown or any(text[:1] in ">•▪‣◦●■*" for text in texts if text)


def _runs(lines: Sequence[MarkdownLine], *, soft: bool) -> Iterator[list[int]]:
    """The numbers of the lines that make one passage each; lines that are no text are in none.

    `soft`: the end of a line means no more than a space, as in Markdown.
    """
    if len(lines) == 1:
        if lines[0].kind != "none":
            yield [0]
        return
    group: list[int] = []
    for number, line in enumerate((*lines, MarkdownLine("", "none"))):
        begins = line.kind in ("heading", "none", "entry") or (group and line.kind != _kind_within(lines[group[0]]))
        if begins and group:
            if soft:
                yield group
            else:
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
    if "&lt;/" in text:
        text = _ESCAPED_TAG.sub(r"<\1>", text)
    if "<" in text and ">" in text and "HTML" not in text and _ESCAPED_INLINE.search(text):
        text = _LEFT_OVER_TAG.sub("", _ESCAPED_INLINE.sub(r"\2", text))
    if "(" in text or "（" in text:
        text = without_remarks(text)
    text = with_fractions(text)
    if "]" in text:
        text = _NOTE_MARK.sub("", text)
    return _without_unreadable(text) if UNREADABLE in text else text


def _without_unreadable(text: str) -> str:
    """`text` without the sentences in which something is that plain text cannot show."""
    sentences: list[str] = []
    begin = 0
    for match in _SENTENCE_END.finditer(text):
        if match[1] is None or _is_whole_word(match[1]):
            sentences.append(text[begin : match.end()])
            begin = match.end()
    return "".join(_readable(sentence) for sentence in (*sentences, text[begin:])).strip()


def _is_whole_word(word: str) -> bool:
    """Whether a full stop after `word` is sure to end a sentence; after "Mr", "bzw" or "No" it may not."""
    return len(word) > 3 or (len(word) == 3 and word.islower() and not _VOWELS.isdisjoint(word))


def _readable(sentence: str) -> str:
    """The sentence; "" where something is missing in it, and not only after its end."""
    if UNREADABLE not in sentence:
        return sentence
    without = sentence.rstrip(f"{UNREADABLE} ")
    return f"{without} " if UNREADABLE not in without and _FINISHED.search(without) else ""


def _without_notes(passages: Sequence[Passage]) -> list[Passage]:
    """The passages without footnotes, which begin with a number or a star, and without the marks that refer to them."""
    numbered = any(_NUMBERED_NOTE.match(passage.text) for passage in passages)
    starred = any(_STARRED_NOTE.match(passage.text) for passage in passages) and any(
        _STAR_MARK.search(passage.text) and not _STARRED_NOTE.match(passage.text) for passage in passages
    )
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
