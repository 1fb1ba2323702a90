from __future__ import annotations

import pytest

from bot.id_ranges import in_ranges


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ([], []),
        ([7], ["7"]),
        ([1, 2], ["1", "2"]),
        ([1, 2, 3], ["1-3"]),
        ([*range(1, 15), 17], ["1-14", "17"]),
        ([3, 1, 2, 2, 9, 8], ["1-3", "8", "9"]),
        ([5, 7, 9, 11], ["5", "7", "9", "11"]),
        ([98, 99, 100, 101, 103], ["98-101", "103"]),
    ],
)
def test_ids_that_follow_each_other_are_a_range_which_holds_no_other(ids: list[int], words: list[str]) -> None:
    assert in_ranges(ids) == words
