"""Reads Markdown and wiki markup that an article's software has left unrendered. Pure.

What only markup can be is removed from any text: **bold**, [text](address), ![picture](address), ~~struck out~~. What a
writer may have typed, such as _one word_ or a line that begins with "-", counts as markup only in a text that has some
that is certain (`is_markdown`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["MarkdownLine", "is_markdown", "markdown_lines", "without_inline_markup"]

_LETTERS = "A-Za-z0-9À-ɏΑ-ωЀ-ӿ"
"""Letters of scripts that have spaces: no mark opens after one or closes before one, as in "f***"."""
_CERTAIN = re.compile(
    rf"(?<![*{_LETTERS}])\*\*(?=[^\s*])[^*\n]{{1,500}}+\*\*(?![*{_LETTERS}])"
    r"|\[[^\[\]\n]{0,300}+\]\((?:https?:|/|\#|mailto:|www\.)"
    r"|(?:^|\n|>)\#{2,6}\ \S|(?:^|\n|>)\#\ \S[^\n<.]{0,100}+(?:\n|<)|\[\[[^\[\]\n]{1,300}+\]\]"
    r"|'''[^'\n]{1,300}+'''|~~[^~\s]"
    r"|(?:^|\n)```|(?:^|\n)={2,4}\ [^=\n]{1,100}+\ ={2,4}",
    re.VERBOSE,
)
_FENCE = re.compile(r"\s*(?:```|~~~)")
_HEADING = re.compile(r"\s*#{1,6}\s+(\S.*)")
_WIKI_HEADING = re.compile(r"\s*+(={2,5})\s*+([^=\s][^=]{0,199})\1\s*+")
_QUOTED = re.compile(r"\s*>+\s?")
_ENTRY = re.compile(r"\s*(?:[-*+•▪‣◦]|\d{1,3}[.)]|\[[ xX]\])\s+(?=\S)")
_BULLET = re.compile(r"\s*(?:[•▪‣◦●■]|\*(?!\*))\s+(?=\S)")
_NO_TEXT = re.compile(
    r"\s*(?:(?:[-*_=~]\s?){3,}|\|.*\|?|\[[^\[\]]{1,100}\]:\s.*|:?-+:?(?:\|:?-+:?)+|\[TOC\]|\{[:.#][^{}]*\}|<!--.*-->)\s*"
)
_UNDERLINE = re.compile(r"\s*(?:=+|-{2,})\s*")

_PICTURE = re.compile(
    r"!\[[^\[\]]{0,500}+\]\([^()\s]{0,2000}+(?:\s[^()]{0,300}+)?\)(?:\{[^{}]{0,200}+\})?|!\[\[[^\[\]]{1,300}+\]\]"
)
_LINK = re.compile(
    r"(?<![\\!])\[([^\[\]]{0,500}+)\]\(<?(?:https?:|/|#|mailto:|tel:|www\.|\.\.?/|[\w-]{1,60}+\.[\w-])[^()\s]{0,2000}+"
    r"(?:\([^()\s]{0,200}+\)[^()\s]{0,200}+)?(?:\s[\"'“][^()]{0,300}+)?\)(?:\{[^{}]{0,200}+\})?"
)
_REFERENCE_LINK = re.compile(r"(?<![\\!\]])\[([^\[\]]{1,500}+)\]\s?\[[^\[\]]{0,100}+\]")
_WIKI_LINK = re.compile(r"\[\[(?:([^\[\]|]{1,200}+)\|)?([^\[\]|]{1,300}+)(?:\|[^\[\]]{0,300}+)?\]\]")
_WIKI_FILE = re.compile(
    r"\[\[(?:File|Image|Datei|Bild|Fichier|Archivo|Category|Kategorie|Файл|Категория):[^\[\]]{0,500}+\]\]",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"\[\^[\w-]{1,40}+\]:?")
_STRONG = re.compile(rf"(?<![*{_LETTERS}])(\*{{2,3}})(?=[^\s*])([^*\n]{{1,1000}}+)(?<=\S)\1(?![*{_LETTERS}])")
_STRONG_ALONE = re.compile(r"(?:\*{2,3}|__)(?=[^\s*_])[^*\n]{1,1000}+(?:\*{2,3}|(?<=__))[?？:：.!]?")
_STRUCK = re.compile(r"~~(?=[^\s~])[^~\n]{1,1000}+~~")
_WIKI_STRONG = re.compile(r"'{3}(?=[^\s'])((?:[^'\n]|'(?!'')){1,1000}+)'{3}")
_EMPHASIS = re.compile(
    r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,500}+)(?<=\S)\*(?![\w*])|(?<![\w\\])__?(?=[^\s_])([^_\n]{1,500}+)(?<=\S)__?(?!\w)"
    r"|(?<![\w'])''(?=[^\s'])([^'\n]{1,500}+)''(?![\w'])|(?<!`)`([^`\n]{1,500}+)`(?!`)"
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")


class MarkdownLine(NamedTuple):
    """One line of a text, without the marks at its beginning."""

    text: str
    kind: str
    """ "text"; "entry" of a list; "heading"; "quotation"; "none" for what is no text."""


def is_markdown(body: str) -> bool:
    """Whether the body has markup that nothing else can be: the rest of it is read as Markdown, too."""
    return any(mark in body for mark in ("**", "](", "# ", "[[", "'''", "~~", "```", "== ")) and bool(
        _CERTAIN.search(body)
    )


def markdown_lines(lines: Sequence[str], *, markdown: bool) -> list[MarkdownLine]:
    """The lines of one block, each with what it is. Without `markdown`, only a ">" and a bullet count as marks."""
    read: list[MarkdownLine] = []
    is_fenced = False
    for line in lines:
        if markdown and _FENCE.match(line):
            is_fenced = not is_fenced
            read.append(MarkdownLine("", "none"))
        elif is_fenced:
            read.append(MarkdownLine("", "none"))
        elif markdown and read and read[-1].kind == "text" and _UNDERLINE.fullmatch(line):
            read[-1] = read[-1]._replace(kind="heading")
            read.append(MarkdownLine("", "none"))
        else:
            read.append(_read_line(line, markdown=markdown))
    return read


def _read_line(line: str, *, markdown: bool) -> MarkdownLine:
    quoted = _QUOTED.match(line)
    if quoted and line.lstrip()[:1] == ">":
        return MarkdownLine(line[quoted.end() :], "quotation")
    if not markdown:
        bullet = _BULLET.match(line)
        return MarkdownLine(line[bullet.end() :], "entry") if bullet else MarkdownLine(line, "text")
    heading = _HEADING.match(line)
    if heading:
        return MarkdownLine(heading[1].rstrip(" #"), "heading")
    wiki = _WIKI_HEADING.fullmatch(line)
    if wiki:
        return MarkdownLine(wiki[2].strip(), "heading")
    if _NO_TEXT.fullmatch(line):
        return MarkdownLine("", "none")
    entry = _ENTRY.match(line)
    return MarkdownLine(line[entry.end() :], "entry") if entry else MarkdownLine(line, "text")


def is_strong_alone(text: str) -> bool:
    """Whether the whole text is **marked**, as a question of an interview may be."""
    return _STRONG_ALONE.fullmatch(text) is not None


def without_inline_markup(text: str, *, markdown: bool) -> str:
    """`text` without marks around words, links and pictures."""
    if "[" in text:
        text = _without_brackets(text, markdown=markdown)
    if "**" in text:
        text = _STRONG.sub(r"\2", text)
    if "~~" in text:
        text = _STRUCK.sub("", text)
    if "'''" in text:
        text = _WIKI_STRONG.sub(r"\1", text)
    if markdown:
        text = _EMPHASIS.sub(_emphasised, text)
        if "**" in text:
            text = _STRONG.sub(r"\2", text)
        if "\\" in text:
            text = _ESCAPED.sub(r"\1", text)
    return text


def _emphasised(match: re.Match[str]) -> str:
    return match[1] or match[2] or match[3] or match[4]


def _without_brackets(text: str, *, markdown: bool) -> str:
    if "![" in text:
        text = _PICTURE.sub("", text)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "[[" in text:
        text = _WIKI_LINK.sub(r"\2", _WIKI_FILE.sub("", text))
    if "[^" in text:
        text = _FOOTNOTE.sub("", text)
    return _REFERENCE_LINK.sub(r"\1", text) if markdown and "][" in text else text
