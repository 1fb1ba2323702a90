"""The line on which each key of a TOML file stands, which tomllib does not tell. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

KeyPath = tuple[str | int, ...]
"""A key's way from the top: ("accounts", 0, "gap") is `gap` in the first `[[accounts]]`."""

# Strings and comments come first: what stands in them is no structure (https://toml.io/en/v1.0.0#string).
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
    """The line, from 1, of each table, key and array element; `text` must be TOML that tomllib can read."""
    return _Walk(text).lines


class _Walk:
    """One way through a TOML file from top to bottom (https://toml.io/en/v1.0.0)."""

    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._tokens = list(_tokens(text))
        self._next = 0
        self._last_element: dict[KeyPath, int] = {}
        table: KeyPath = ()
        while self._next < len(self._tokens):
            if self._sees("["):
                table = self._header()
            elif not self._skips("\n"):
                self._pair(table)

    def _header(self) -> KeyPath:
        line = self._line()
        self._take()
        is_element = self._skips("[")
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
        """`[sites.a]` below `[[sites]]` belongs to the last of the sites."""
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
        if self._skips("["):
            self._array(path)
        elif self._skips("{"):
            while not self._ends("}"):
                self._pair(path)
        else:
            while self._next < len(self._tokens) and not any(map(self._sees, (",", "]", "}", "\n"))):
                self._take()

    def _array(self, path: KeyPath) -> None:
        index = 0
        while not self._ends("]"):
            self.lines[(*path, index)] = self._line()
            self._value((*path, index))
            index += 1

    def _ends(self, bracket: str) -> bool:
        while self._skips("\n") or self._skips(","):
            pass
        return self._skips(bracket)

    def _key(self) -> list[str]:
        parts = [_unquoted(self._take())]
        while self._skips("."):
            parts.append(_unquoted(self._take()))
        return parts

    def _line(self) -> int:
        return self._tokens[self._next][1]

    def _sees(self, mark: str) -> bool:
        return self._next < len(self._tokens) and self._tokens[self._next][0] == mark

    def _skips(self, mark: str) -> bool:
        seen = self._sees(mark)
        self._next += seen
        return seen

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
