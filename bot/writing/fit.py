"""Finds the richest versions of a post's parts that fit together within the limit. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

Part = TypeVar("Part", bound=str)
Choice = dict[Part, int]
"""For each part, the index of the version that is used; 0 is the richest."""


def richest(
    versions: Mapping[Part, Sequence[object]], gives_way: Sequence[Part], fits: Callable[[Choice[Part]], bool]
) -> Choice[Part] | None:
    """The richest choice that fits; None where not even the poorest does.

    `versions` are from the richest to the shortest; `gives_way` is the order in which parts are shortened. The part
    that gives way last gets the richest version that fits with all others at their shortest; then the part before it,
    and so on. So no part is richer at the cost of one that gives way after it.
    """
    choice = {part: len(versions[part]) - 1 for part in gives_way}
    if not fits(choice):
        return None
    for part in reversed(gives_way):
        for index in range(len(versions[part])):
            if fits(choice | {part: index}):
                choice[part] = index
                break
    return choice
