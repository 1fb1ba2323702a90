"""Finds sentences that call a person by the last name alone, whom an earlier sentence has introduced. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NOUNS_IN_CAPITALS = frozenset({"de", "lb", "nds"})
"""Languages that write every noun with a capital, so that a capital tells no name."""


def introductions(sentences: Sequence[str], title: str, language: str) -> tuple[int | None, ...]:
    """For each sentence the position of the earlier one without which a name in it says nothing; None: there is none.

    "Hale resigned" depends on "Mayor Ann Hale was charged", unless the title names Hale.
    """
    if language in _NOUNS_IN_CAPITALS:
        return (None,) * len(sentences)
    known = set(_WORD.findall(title))
    # A word that is written small elsewhere is no name: "On Friday", "The Council".
    common = {word for sentence in sentences for word in _WORD.findall(sentence) if word[:1].islower()}
    first_named: dict[str, int] = {}
    needed: list[int | None] = []
    for position, sentence in enumerate(sentences):
        full, alone = _last_names(sentence, common)
        needed.append(min((first_named[name] for name in alone - full - known if name in first_named), default=None))
        for name in full:
            first_named.setdefault(name, position)
    return tuple(needed)


def _last_names(sentence: str, common: AbstractSet[str]) -> tuple[set[str], set[str]]:
    """The last words of names of several words, and those names that are one word; no word of `common` is a name."""
    full: set[str] = set()
    alone: set[str] = set()
    run: list[str] = []
    end = 0
    for match in _WORD.finditer(sentence):
        word = match[0].removesuffix("’s").removesuffix("'s")
        goes_on = bool(run) and sentence[end : match.start()] in (" ", ". ")
        is_name = word[:1].isupper() and word.lower() not in common
        if run and not (goes_on and is_name):
            _note(run, full, alone)
            run = []
        if is_name:
            run.append(word)
        end = match.end() if word == match[0] else -1
    _note(run, full, alone)
    return full, alone


def _note(run: list[str], full: set[str], alone: set[str]) -> None:
    if len(run) > 1:
        full.add(run[-1])
    elif run:
        alone.add(run[0])
