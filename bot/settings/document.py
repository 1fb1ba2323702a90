"""A bot.toml that knows where each value comes from, and collects the faults.

Environment variables override the file: BOT_WATCH__EVERY overrides `every` in `[watch]`, and BOT_ACCOUNTS__MTT__GAP
overrides `gap` of the account "mtt". A key that is read is a known key; those that nobody has read are reported.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.settings.checks import InvalidValue, VariableText, did_you_mean
from bot.settings.places import KeyPath, key_lines

T = TypeVar("T")
Default = TypeVar("Default")

TOP_KEYS = ("database", "timezone", "templates", "contact", "sandbox", "keep")
"""Keys at the top of the file. If they are written below a table's header, TOML counts them to that table."""


class Document:
    """The values of a bot.toml, the variables that override them, and the faults so far."""

    def __init__(self, name: str, text: str, values: dict[str, object], variables: Mapping[str, str]) -> None:
        """`name` is what messages call the file; `variables` are the environment variables that start with BOT_."""
        self.name = name
        self._faults: list[tuple[int, str]] = []
        self.origins: dict[str, str] = {}
        self.variables = variables
        self.variables_known: set[str] = set()
        self._lines = key_lines(text)
        self.top = Table(self, (), "", "BOT_", values)

    @property
    def faults(self) -> list[str]:
        """The faults in the order of the file; those of variables come last."""
        return [fault for _, fault in sorted(self._faults, key=lambda fault: fault[0])]

    def place(self, path: KeyPath) -> str:
        """Where `path` is written, or else the nearest table around it: "bot.toml, line 7"."""
        line = self._line(path)
        return f"{self.name}, line {line}" if line else self.name

    def fault_at(self, path: KeyPath, name: str, problem: str) -> None:
        """Report a fault of the key or table at `path`, which messages call `name`."""
        self._faults.append((self._line(path), f"{self.place(path)}: {name}: {problem}"))

    def fault_in_variable(self, variable: str, problem: str) -> None:
        """Report a fault of a variable's value or name."""
        self._faults.append((sys.maxsize, f"{variable}: {problem}"))

    def _line(self, path: KeyPath) -> int:
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 0)


class Table:
    """One table of the file, read key by key. Faults are collected and do not end the reading."""

    def __init__(
        self, document: Document, path: KeyPath, label: str, prefix: str, values: Mapping[str, object]
    ) -> None:
        self.label = label
        """What messages call it, such as "accounts[mtt]"; "" for the top of the file."""
        self._document = document
        self._path = path
        self._prefix = prefix
        self._values = values
        self._known: set[str] = set()

    def take(self, key: str, read: Callable[[object], T], default: Default) -> T | Default:
        """The value of `key`, as `read` checks and converts it; `default` if it is missing or wrong."""
        value = self._find(key)
        if value is None:
            return default
        try:
            return read(value)
        except InvalidValue as exc:
            self.fault(key, str(exc))
            return default

    def require(self, key: str, read: Callable[[object], T], default: Default, remedy: str) -> T | Default:
        """As `take`, but reports a fault if `key` is missing."""
        if self._find(key) is None:
            self.fault(key, f"is missing; {remedy}")
        return self.take(key, read, default)

    def has(self, key: str) -> bool:
        """Whether the file has `key`, or a variable sets something in the table of that name."""
        prefix = f"{self._prefix}{variable_part(key)}__"
        return key in self._values or any(name.startswith(prefix) for name in self._document.variables)

    def table(self, key: str) -> Table:
        """The table `[key]`; an empty one if it is missing."""
        self._known.add(key)
        values = self._values.get(key, {})
        if not isinstance(values, dict):
            remedy = f"{key} = {{…}}" if self.label else f"[{key}] on a line of its own, and its keys below it"
            self.fault(key, f"is not a table; write {remedy}")
            values = {}
        return self._below((key,), self._name(key), variable_part(key), values)

    def tables(self, key: str) -> list[Table]:
        """The tables `[[key]]`. Messages call each by its name, or if it has none by its number, from 1."""
        self._known.add(key)
        elements = self._values.get(key, [])
        if not isinstance(elements, list) or not all(isinstance(element, dict) for element in elements):
            self.fault(key, f"must be written as [[{key}]], in two brackets, with its keys below it")
            return []
        return [self._element(key, number, values) for number, values in enumerate(elements)]

    def fault(self, key: str, problem: str) -> None:
        """Report a fault of `key`, in the file or in the variable that overrides it."""
        variable = self._variable(key)
        if variable in self._document.variables:
            self._document.fault_in_variable(variable, problem)
        else:
            self._document.fault_at((*self._path, key), self._name(key), problem)

    def close(self) -> None:
        """Report every key that was never read."""
        for key in self._values:
            if key not in self._known:
                problem = f"unknown key; {self._remedy(key)}"
                self._document.fault_at((*self._path, key), self._name(key), problem)

    def _remedy(self, key: str) -> str:
        if self._path and key in TOP_KEYS:
            return "it belongs at the top of the file, before the first line in brackets"
        known = ", ".join(sorted(self._known))
        return did_you_mean(key, self._known) or f"known here: {known}"

    def _find(self, key: str) -> object:
        self._known.add(key)
        variable = self._variable(key)
        self._document.variables_known.add(variable)
        if variable in self._document.variables:
            self._document.origins[self._name(key)] = variable
            return VariableText(self._document.variables[variable])
        if key in self._values:
            self._document.origins[self._name(key)] = self._document.place((*self._path, key))
        return self._values.get(key)

    def _element(self, key: str, number: int, values: Mapping[str, object]) -> Table:
        name = values.get("name")
        label = name if isinstance(name, str) and name.strip() else str(number + 1)
        return self._below((key, number), f"{key}[{label}]", f"{variable_part(key)}__{variable_part(label)}", values)

    def _below(self, steps: KeyPath, label: str, variable_part: str, values: Mapping[str, object]) -> Table:
        return Table(self._document, (*self._path, *steps), label, f"{self._prefix}{variable_part}__", values)

    def _name(self, key: str) -> str:
        return f"{self.label}.{key}" if self.label else key

    def _variable(self, key: str) -> str:
        return f"{self._prefix}{variable_part(key)}"


def variable_part(name: str) -> str:
    """A key or name as it is written in a variable: "Modern Tokyo News" is MODERN_TOKYO_NEWS."""
    return re.sub(r"\W+", "_", name).strip("_").upper() or name
