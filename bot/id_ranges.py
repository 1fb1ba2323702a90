"""Lists of IDs as a person writes them: "1-14, 17". Pure."""

from __future__ import annotations

from collections.abc import Iterable

_SHORTEST_RANGE = 3
"""From so many IDs in a row on, their first and last stand for all of them."""


def in_ranges(ids: Iterable[int]) -> list[str]:
    """The IDs in their order, those that follow each other as ranges: ["1-14", "17"]. No range holds any other ID."""
    runs: list[list[int]] = []
    for number in sorted(set(ids)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words: list[str] = []
    for run in runs:
        words += [f"{run[0]}-{run[-1]}"] if len(run) >= _SHORTEST_RANGE else map(str, run)
    return words
