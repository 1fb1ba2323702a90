"""Changes values in the text of a .env, and nothing else: order, comments and other lines stay. Pure.

A value that is replaced stays above the new one as a comment, until the new one is proven or taken back:

    # kept until the new value is proven: X_ACCESS_TOKEN=old
    X_ACCESS_TOKEN=new

Only the last value that was proven is kept. What a line means is told by python-dotenv, which reads the file too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dotenv.parser import Binding

KEPT = "# kept until the new value is proven: "

_BYTE_ORDER_MARK = "\ufeff"
"""With which some editors begin a file."""

_LINE = re.compile(
    r"""
      (?P<head> [^\S\r\n]* (?: export [^\S\r\n]+ )? (?: '[^'\r\n]+' | [^=\#\s]+ ) [^\S\r\n]* = [^\S\r\n]* )
      (?P<value> '(?:\\.|[^'\\\r\n])*' | "(?:\\.|[^"\\\r\n])*" | [^\r\n]*? )
      (?P<comment> [^\S\r\n]+ \# [^\r\n]* )?
      (?P<end> [^\S\r\n]* (?: \r\n | \r | \n )? )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line, or several that belong together, as they are written. All pieces together are the text."""

    text: str
    name: str = ""
    """The variable that it sets, or that it set before it became a comment; "" for neither."""
    value: str = ""
    is_kept: bool = False
    """It is the comment that keeps an older value."""


def with_values(text: str, values: Mapping[str, str]) -> str:
    """The text with these values of variables; those that are not in it yet are added at its end.

    An older value is kept as a comment, unless one is kept already: then the newer one was never proven.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    pieces = list(_pieces(text))
    kept = {piece.name for piece in pieces if piece.is_kept}
    written: set[str] = set()
    lines: list[str] = []
    for piece in pieces:
        if piece.is_kept or piece.name not in values or (not piece.value and piece.name in written):
            lines.append(piece.text)
            continue
        if piece.value and piece.name not in kept and piece.value != values[piece.name]:
            lines.append(_as_comment(piece, newline))
        if piece.name not in written:
            written.add(piece.name)
            lines.append(_with_value(piece, values[piece.name], newline))
    missing = [name for name in values if name not in written]
    if missing and lines and not lines[-1].endswith(("\n", "\r")):
        lines.append(newline)
    lines += (f"{name}={_quoted(values[name])}{newline}" for name in missing)
    return "".join(lines)


def without_kept(text: str, names: Collection[str]) -> str:
    """The text without the older values of these variables: the new ones are proven."""
    return "".join(piece.text for piece in _pieces(text) if not (piece.is_kept and piece.name in names))


def with_kept_again(text: str, names: Collection[str]) -> str:
    """The text with the older values of these variables in the place of the new ones, where older ones are kept."""
    pieces = list(_pieces(text))
    restored = {piece.name for piece in pieces if piece.is_kept and piece.name in names}
    return "".join(
        _uncommented(piece.text) if piece.is_kept and piece.name in restored else piece.text
        for piece in pieces
        if piece.is_kept or piece.name not in restored or not piece.value
    )


def kept_names(text: str) -> frozenset[str]:
    """The variables of which an older value is kept."""
    return frozenset(piece.name for piece in _pieces(text) if piece.is_kept)


def _pieces(text: str) -> Iterator[_Piece]:
    if text.startswith(_BYTE_ORDER_MARK):
        yield _Piece(_BYTE_ORDER_MARK)
        text = text.removeprefix(_BYTE_ORDER_MARK)
    for binding in _bindings(text):
        written = binding.original.string
        blank, rest = _without_blank_lines(written)
        if blank:
            yield _Piece(blank)
        if rest.lstrip(" \t").startswith(KEPT):
            older = next(iter(_bindings(_uncommented(rest))), None)
            yield _Piece(rest, (older.key if older else None) or "", is_kept=True)
        elif rest:
            yield _Piece(rest, binding.key or "", binding.value or "")


def _bindings(text: str) -> Iterator[Binding]:
    from dotenv.parser import parse_stream  # loads as slowly as all the rest of the settings together

    return parse_stream(StringIO(text, newline=""))


def _without_blank_lines(written: str) -> tuple[str, str]:
    """Blank lines before a line belong to it for python-dotenv."""
    blank = written[: len(written) - len(written.lstrip())]
    end = max(blank.rfind("\n"), blank.rfind("\r")) + 1
    return written[:end], written[end:]


def _as_comment(piece: _Piece, newline: str) -> str:
    """A value of several lines, which no token is, is written in one."""
    line = piece.text.rstrip("\r\n")
    if "\n" in line or "\r" in line:
        line = f"{piece.name}={_in_one_line(piece.value)}"
    return f"{KEPT}{line}{newline}"


def _uncommented(text: str) -> str:
    return text.replace(KEPT, "", 1)


def _with_value(piece: _Piece, value: str, newline: str) -> str:
    line = _LINE.fullmatch(piece.text)
    if line is None:  # a value of several lines, or one that is not written as usual
        return f"{piece.name}={_quoted(value)}{newline}"
    return f"{line['head']}{_quoted(value)}{line['comment'] or ''}{line['end']}"


def _in_one_line(value: str) -> str:
    for character, written in (("\\", r"\\"), ('"', r"\""), ("\n", r"\n"), ("\r", r"\r")):
        value = value.replace(character, written)
    return f'"{value}"'


def _quoted(value: str) -> str:
    """The value as python-dotenv reads it back. A token has no blank, so only its first character can mislead."""
    if not value.startswith(("'", '"', "#")):
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
