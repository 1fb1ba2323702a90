"""The richest version that fits is found, and parts give way in their order."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from bot.writing.fit import richest

ORDER = ("hashtags", "summary", "appeal", "title")
lengths = st.lists(st.integers(0, 9), min_size=1, max_size=4).map(lambda found: [*found, 0])
parts = st.fixed_dictionaries(dict.fromkeys(ORDER, lengths))


def total(versions: dict[str, list[int]], choice: dict[str, int]) -> int:
    return sum(versions[part][at] for part, at in choice.items())


def by_brute_force(versions: dict[str, list[int]], room: int) -> dict[str, int] | None:
    """Of all that fit, the one whose last part to give way is richest, then the part before that, and so on."""
    every = (dict(zip(ORDER, at, strict=True)) for at in product(*(range(len(versions[part])) for part in ORDER)))
    fitting = [choice for choice in every if total(versions, choice) <= room]
    return min(fitting, key=lambda choice: [choice[part] for part in reversed(ORDER)], default=None)


@given(parts, st.integers(-1, 40))
def test_the_choice_is_the_best_that_brute_force_finds(versions: dict[str, list[int]], room: int) -> None:
    assert richest(versions, ORDER, lambda choice: total(versions, choice) <= room) == by_brute_force(versions, room)


@given(parts, st.integers(0, 40), st.integers(0, 10))
def test_more_room_never_gives_a_poorer_choice(versions: dict[str, list[int]], room: int, more: int) -> None:
    less = richest(versions, ORDER, lambda choice: total(versions, choice) <= room)
    roomy = richest(versions, ORDER, lambda choice: total(versions, choice) <= room + more)
    assert less is not None
    assert roomy is not None
    assert [roomy[part] for part in reversed(ORDER)] <= [less[part] for part in reversed(ORDER)]
