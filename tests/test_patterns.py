"""Every regular expression of the program takes time that grows as its input does, whatever a stranger sends.

For each pattern a text is made that it nearly matches, and at each place of that text some twenty pieces are repeated:
letters and classes of the pattern itself. Time is this process's own, and only the ratio of two lengths counts.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import re._constants as sre  # type: ignore[import-not-found]
import re._parser as sre_parser  # type: ignore[import-not-found]
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import bot

LENGTH = 3_000
"""Of the repeated part; at that a quadratic pattern takes millions of steps and a linear one thousands."""
LONGER = 4
UNSUSPECTED = 0.004
"""Seconds. What is over so soon at `LENGTH` has taken no millions of steps on any machine."""
PATIENCE = 2.0
"""Seconds of processor time, after which a run is ended: so long takes what is cubic, or worse."""
LINEAR_UP_TO = 9.0
"""Times as long for four times the length; a quadratic pattern takes sixteen times as long."""
MOST_UNITS = 20

NOT_HELD_TO_IT = {
    "bot.platforms": "tests/platforms/test_growth.py holds them to it",
    "bot.outbox.store.migrations.env": "alembic alone can import it; it has no pattern",
    "bot.settings": "it reads the newsroom's own bot.toml",
    "bot.sandbox": "it reads what the bot itself sends, on this machine",
}


@dataclass(frozen=True)
class Pattern:
    """A pattern, and the methods by which the program uses it."""

    name: str
    compiled: re.Pattern[Any]
    methods: frozenset[str]


METHODS = ("match", "fullmatch", "search", "sub", "findall", "finditer", "split")


@pytest.mark.long
@pytest.mark.timeout(1_800)
def test_no_pattern_takes_longer_than_its_input_grows() -> None:
    patterns = list(patterns_of_the_program())
    assert len(patterns) > 80
    slow = [told for pattern in patterns if (told := slowness(pattern))]
    assert not slow, "\n".join(slow)


@pytest.mark.parametrize(
    ("source", "method"),
    [
        (r"\s*(?:utc)?\s*([+-])", "match"),
        (r"\s+\Z", "search"),
        (r"(\w+)*x", "match"),
        (r"\W*(?:\*+|-+)\W*", "fullmatch"),
    ],
)
def test_a_pattern_that_grows_faster_is_found(source: str, method: str) -> None:
    assert slowness(Pattern("sample", re.compile(source), frozenset({method})))


def patterns_of_the_program() -> Iterator[Pattern]:
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        if module.name == "bot.__main__" or module.name.startswith(tuple(NOT_HELD_TO_IT)):
            continue
        loaded = importlib.import_module(module.name)
        tree = ast.parse(Path(str(loaded.__file__)).read_text("utf-8"))
        for name, value in vars(loaded).items():
            for number, compiled in enumerate(patterns_in(pattern_made_by(value))):
                yield Pattern(f"{module.name}.{name}[{number}]", compiled, methods_called(tree, name))
        yield from patterns_in_functions(module.name, tree)


def pattern_made_by(value: object) -> object:
    """The pattern that a function without arguments compiles at its first use; any other value as it is."""
    made = inspect.signature(value) if callable(value) and hasattr(value, "cache_info") else None
    is_pattern = made is not None and not made.parameters and str(made.return_annotation) == "re.Pattern[str]"
    return value() if is_pattern and callable(value) else value


def patterns_in(value: object) -> list[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        return [value]
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        return [pattern for each in value for pattern in patterns_in(each)]
    return []


def methods_called(tree: ast.Module, name: str) -> frozenset[str]:
    """How the module uses the pattern of that name; as if it searched where it is handed on, or nothing is found."""
    called, used = set(), 0
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
            used += 1
        if not isinstance(node, ast.Attribute):
            continue
        user = node.value.func if isinstance(node.value, ast.Call) else node.value
        if isinstance(user, ast.Name) and user.id == name:
            used -= 1
            called.add(node.attr)
    return frozenset(called & set(METHODS) if not used else called & set(METHODS) | {"search"}) or frozenset({"search"})


def patterns_in_functions(module: str, tree: ast.Module) -> Iterator[Pattern]:
    """`re.search("…", text)`, and its like."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in METHODS
            and isinstance(node.args[0], ast.Constant)
        ):
            compiled = re.compile(node.args[0].value)
            yield Pattern(f"{module}:{node.lineno}", compiled, frozenset({node.func.attr}))


def slowness(pattern: Pattern) -> str:
    """Which input takes too long; "" where none does."""
    for method in sorted(pattern.methods):
        run = runner(pattern.compiled, method)
        for make in hostile_inputs(pattern.compiled):
            if grows_too_fast(run, make):
                text = make(6)
                return f"{pattern.name}.{method}: {pattern.compiled.pattern!r} on {text!r}, its middle repeated"
    return ""


def runner(compiled: re.Pattern[Any], method: str) -> Callable[[Any], object]:
    if method == "sub":
        nothing = compiled.pattern[:0]
        return lambda text: compiled.sub(nothing, text)
    if method == "finditer":
        return lambda text: list(compiled.finditer(text))
    found: Callable[[Any], object] = getattr(compiled, method)
    return found


def grows_too_fast(run: Callable[[Any], object], make: Callable[[int], Any]) -> bool:
    try:
        for length in (30, 300):  # what doubles with each letter would never come back from more
            seconds(run, make(length))
        short = seconds(run, make(LENGTH))
        if short < UNSUSPECTED:
            return False
        short = min(short, *(seconds(run, make(LENGTH)) for _ in range(3)))
        long = min(seconds(run, make(LENGTH * LONGER)) for _ in range(3))
    except TimeoutError:
        return True
    return long > LINEAR_UP_TO * short and long > UNSUSPECTED * LONGER


def seconds(run: Callable[[Any], object], text: Any) -> float:
    with ended_after(PATIENCE):
        begun = time.process_time()
        run(text)
        return time.process_time() - begun


@contextmanager
def ended_after(limit: float) -> Iterator[None]:
    """Raises TimeoutError in the middle of a match: Python's engine looks for signals as it goes."""

    def give_up(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def hostile_inputs(compiled: re.Pattern[Any]) -> Iterator[Callable[[int], Any]]:
    """Each makes an input whose repeated part has that many letters."""
    parsed = sre_parser.parse(compiled.pattern, compiled.flags & ~re.DEBUG)
    in_bytes = isinstance(compiled.pattern, bytes)
    units = repeated_units(parsed)
    for before, behind in {(*cut,): None for sample in samples(parsed) for cut in cuts(sample)}:
        for unit in units:
            for end in dict.fromkeys(
                [behind, *(before_it + letter for before_it in (behind, "") for letter in "\x01Q")]
            ):
                yield lambda length, before=before, unit=unit, end=end: as_asked(
                    before + unit * (length // len(unit)) + end, in_bytes
                )


def as_asked(text: str, in_bytes: bool) -> str | bytes:
    return text.encode("latin-1", "replace") if in_bytes else text


def cuts(sample: list[str]) -> Iterator[tuple[str, str]]:
    for at in range(len(sample) + 1):
        yield "".join(sample[:at]), "".join(sample[at:])


def repeated_units(parsed: Any) -> list[str]:
    letters = dict.fromkeys(letters_of(parsed))
    usual = dict.fromkeys([" ", "a", "1", "=", "\n", "<"])
    whole = ["".join(sample) for sample in samples(parsed) if sum(map(len, sample)) > 1][:2]
    return [*whole, *(usual | letters)][: MOST_UNITS + 2]


def letters_of(parsed: Any) -> Iterator[str]:
    """One letter for every literal and every class, wherever it stands in the pattern."""
    for op, value in parsed:
        if op in {sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN}:
            yield from letters_that_match(op, value)
        else:
            for part in parts_of(op, value):
                yield from letters_of(part)


def parts_of(op: Any, value: Any) -> list[Any]:
    if op is sre.BRANCH:
        return list(value[1])
    if op in {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}:
        return [value[2]]
    if op is sre.SUBPATTERN:
        return [value[3]]
    if op is sre.ATOMIC_GROUP:
        return [value]
    if op in {sre.ASSERT, sre.ASSERT_NOT}:
        return [value[1]]
    return []


def letters_that_match(op: Any, value: Any) -> list[str]:
    if op is sre.LITERAL:
        return [chr(value)]
    if op is sre.NOT_LITERAL:
        return ["b" if value == ord("a") else "a"]
    if op is sre.ANY:
        return ["a"]
    if value[0] == (sre.NEGATE, None):
        taken = {chr(v) for o, v in value[1:] if o is sre.LITERAL}
        refused = sre_class(value[1:])
        return [letter for letter in "a1 =-_." if letter not in taken and not refused(letter)][:2]
    return [letter for item in value for letter in letters_of_class(item)][:4]


def sre_class(items: Any) -> Callable[[str], bool]:
    def refused(letter: str) -> bool:
        return any(letter in letters_of_category(v) for o, v in items if o is sre.CATEGORY)

    return refused


def letters_of_class(item: Any) -> list[str]:
    op, value = item
    if op is sre.LITERAL:
        return [chr(value)]
    if op is sre.RANGE:
        return [chr(value[0])]
    return list(letters_of_category(value)) if op is sre.CATEGORY else []


def letters_of_category(category: Any) -> str:
    name = str(category).lower()
    negated = "_not_" in name
    if "digit" in name:
        return "a= " if negated else "1"
    if "space" in name:
        return "a=" if negated else " \n"
    return "= " if negated else "a1_"


def samples(parsed: Any) -> list[list[str]]:
    """Texts that the pattern nearly matches, in pieces: one through each of its branches, a few at most."""
    ways: list[list[str]] = [[]]
    for op, value in parsed:
        ways = [way + piece for piece in pieces(op, value) for way in ways][:6]
    return ways


def pieces(op: Any, value: Any) -> list[list[str]]:
    if op in {sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN}:
        return [[letter] for letter in letters_that_match(op, value)[:1] or [""]]
    if op in {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}:
        once = samples(value[2])[:2]
        return [way * max(value[0], 1) if value[0] < 10 else way for way in once]
    if op is sre.BRANCH:
        return [way for part in value[1] for way in samples(part)[:1]][:4]
    if op in {sre.ASSERT, sre.ASSERT_NOT, sre.AT}:
        return [[]]
    return [way for part in parts_of(op, value) for way in samples(part)][:4] or [[]]
