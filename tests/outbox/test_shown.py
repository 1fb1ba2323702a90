from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.shown import NO_WORDPRESS, Shown, digests_of, mark_of, packed, unpacked, wordpress_of

dates = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001 (bounds must be naive)
shown = st.lists(
    st.builds(Shown, st.binary(min_size=8, max_size=8), st.integers(1, 2**62), st.none() | dates), max_size=40
)


@given(shown, st.sampled_from([NO_WORDPRESS, mark_of("news.example")]))
def test_what_was_shown_comes_back_as_it_was_packed(articles: list[Shown], mark: bytes) -> None:
    kept = packed(articles, mark)
    assert unpacked(kept) == tuple(articles)
    assert digests_of(kept) == b"".join(one.digest for one in articles)
    assert wordpress_of(kept) == mark
    assert len(kept) == 24 * len(articles) + 8


def test_where_nothing_was_packed_nothing_is_known() -> None:
    assert unpacked(b"") == ()
    assert digests_of(b"") == b""
    assert wordpress_of(b"") == NO_WORDPRESS
