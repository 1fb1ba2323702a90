"""The richest version of a post that fits: parts give way in their order. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

Part = TypeVar("Part", bound=str)
Choice = dict[Part, int]
"""For each part, which of its versions stands in the post; 0 is the richest."""


def richest(
    versions: Mapping[Part, Sequence[object]], gives_way: Sequence[Part], fits: Callable[[Choice[Part]], bool]
) -> Choice[Part] | None:
    """The richest choice that fits, or None where the poorest does not.

    Every part has its versions from the richest to the shortest. What gives way last is as rich as it can be when all
    others are at their shortest; then comes the part before it, and so on: a part never gets richer at the cost of one
    that gives way after it.
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
