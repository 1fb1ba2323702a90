"""Finds the line of each key in a TOML file, which tomllib does not report. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

KeyPath = tuple[str | int, ...]
"""The keys from the top of the file: ("accounts", 0, "gap") is `gap` in the first `[[accounts]]`."""

# Strings and comments come first, because brackets and the like mean nothing in them
# (https://toml.io/en/v1.0.0#string).
_TOKEN = re.compile(
    r"""
      (?P<string> \"{3} (?: \\. | [^\\] )*? \"{3,5} | '{3} .*? '{3,5} | "(?: \\. | [^"\\] )*" | '[^']*' )
    | (?P<blank> [ \t\r]+ | \#[^\n]* )
    | (?P<mark> [\n\[\]{}=,.] )
    | (?P<word> [^\s\[\]{}=,.\#"']+ )
    """,
    re.VERBOSE | re.DOTALL,
)


def key_lines(text: str) -> dict[KeyPath, int]:
    """The line number, from 1, of every table, key and array element. `text` must be valid TOML."""
    return _Parser(text).lines


class _Parser:
    """Reads the tokens of a TOML file once, and notes the lines of its keys (https://toml.io/en/v1.0.0)."""

    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._tokens = list(_tokens(text))
        self._next = 0
        self._last_element: dict[KeyPath, int] = {}
        table: KeyPath = ()
        while self._next < len(self._tokens):
            if self._is_next("["):
                table = self._header()
            elif not self._skip_if_next("\n"):
                self._pair(table)

    def _header(self) -> KeyPath:
        line = self._line()
        self._take()
        is_element = self._skip_if_next("[")
        *parents, last = self._key()
        path = (*self._within_last_elements(parents), last)
        self.lines.setdefault(path, line)
        if is_element:
            self._last_element[path] = self._last_element.get(path, -1) + 1
            path = (*path, self._last_element[path])
            self.lines[path] = line
            self._take()
        self._take()
        return path

    def _within_last_elements(self, parents: list[str]) -> KeyPath:
        """The path of a table below arrays of tables: `[sites.a]` belongs to the last `[[sites]]` before it."""
        path: KeyPath = ()
        for part in parents:
            path = (*path, part)
            if path in self._last_element:
                path = (*path, self._last_element[path])
        return path

    def _pair(self, table: KeyPath) -> None:
        line, path = self._line(), table
        for part in self._key():
            path = (*path, part)
            self.lines.setdefault(path, line)
        self._take()
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        if self._skip_if_next("["):
            self._array(path)
        elif self._skip_if_next("{"):
            while not self._skip_closing("}"):
                self._pair(path)
        else:
            while self._next < len(self._tokens) and not any(map(self._is_next, (",", "]", "}", "\n"))):
                self._take()

    def _array(self, path: KeyPath) -> None:
        index = 0
        while not self._skip_closing("]"):
            self.lines[(*path, index)] = self._line()
            self._value((*path, index))
            index += 1

    def _skip_closing(self, bracket: str) -> bool:
        while self._skip_if_next("\n") or self._skip_if_next(","):
            pass
        return self._skip_if_next(bracket)

    def _key(self) -> list[str]:
        parts = [_unquoted(self._take())]
        while self._skip_if_next("."):
            parts.append(_unquoted(self._take()))
        return parts

    def _line(self) -> int:
        return self._tokens[self._next][1]

    def _is_next(self, mark: str) -> bool:
        return self._next < len(self._tokens) and self._tokens[self._next][0] == mark

    def _skip_if_next(self, mark: str) -> bool:
        is_next = self._is_next(mark)
        self._next += is_next
        return is_next

    def _take(self) -> str:
        self._next += 1
        return self._tokens[self._next - 1][0]


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line = 1
    for token in _TOKEN.finditer(text):
        if token.lastgroup != "blank":
            yield token.group(), line
        line += token.group().count("\n")


def _unquoted(part: str) -> str:
    return next(iter(tomllib.loads(f"{part} = 0"))) if part[0] in "\"'" else part
