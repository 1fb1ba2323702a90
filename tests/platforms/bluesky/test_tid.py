"""Keys of posts: the examples of https://atproto.com/specs/tid, and what the client makes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.bluesky.tid import CLOCK_IDS, tid_at, time_of


@pytest.mark.parametrize("tid", ["3jzfcijpj2z2a", "7777777777777", "3zzzzzzzzzzzz", "2222222222222"])
def test_the_valid_examples_of_the_specification_are_taken(tid: str) -> None:
    assert time_of(tid) is not None


@pytest.mark.parametrize(
    "text",
    [
        "3jzfcijpj2z21",
        "0000000000000",
        "3jzfcijpj2z2aa",
        "3jzfcijpj2z2",
        "222",
        "3jzf-cij-pj2z-2a",
        "zzzzzzzzzzzzz",
        "",
    ],
)
def test_the_invalid_examples_of_the_specification_are_none(text: str) -> None:
    assert time_of(text) is None


def test_zero_is_the_first_moment_of_unix_time() -> None:
    assert tid_at(datetime(1970, 1, 1, tzinfo=UTC), 0) == "2222222222222"


def test_the_key_of_a_moment_that_others_have_written_is_the_same_here() -> None:
    """The example of the TypeScript package @atcute/tid."""
    assert tid_at(datetime.fromtimestamp(1724171495, UTC).replace(microsecond=793_000), 512) == "3l25zusnsfck2"


MOMENTS = st.integers(0, 10**15).map(lambda number: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=number))


@given(st.lists(MOMENTS, min_size=2, max_size=5), st.integers(0, CLOCK_IDS - 1))
def test_keys_hold_their_moment_and_sort_as_their_moments_do(moments: list[datetime], clock_id: int) -> None:
    keys = [tid_at(moment, clock_id) for moment in moments]
    assert [time_of(key) for key in keys] == moments
    assert sorted(keys) == [tid_at(moment, clock_id) for moment in sorted(moments)]
