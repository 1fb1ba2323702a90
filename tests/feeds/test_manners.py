from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.manners import fresh_until, retry_after

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("Fri, 20 Nov 2026 12:05:00 GMT", 300),
        ("Friday, 20-Nov-26 12:05:00 GMT", 300),
        ("Fri, 20 Nov 2026 14:05:00 +0200", 300),
        ("0", None),
        ("-5", None),
        ("Fri, 20 Nov 2026 11:00:00 GMT", None),
        ("soon", None),
        ("", None),
        ("1.5", None),
        ("٣", None),
        ("9" * 40, None),
        ("99999999", 86_400),
        ("Fri, 20 Nov 2099 12:00:00 GMT", 86_400),
    ],
)
def test_retry_after_is_read_in_both_forms_and_never_believed_beyond_a_day(said: str, seconds: int | None) -> None:
    expected = NOW + timedelta(seconds=seconds) if seconds else None
    assert retry_after({"Retry-After": said}, NOW) == expected


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Cache-Control": "max-age=300"}, 300),
        ({"Cache-Control": "public, Max-Age=300, must-revalidate"}, 300),
        ({"Cache-Control": 'max-age="300"'}, 300),
        ({"Cache-Control": "max-age=300", "Age": "100"}, 200),
        ({"Cache-Control": "max-age=300", "Age": "400"}, None),
        ({"Cache-Control": "s-maxage=300"}, None),
        ({"Cache-Control": "no-cache, max-age=0"}, None),
        ({"Cache-Control": "max-age=0", "Expires": "Fri, 20 Nov 2026 12:05:00 GMT"}, None),
        ({"Expires": "Fri, 20 Nov 2026 12:05:00 GMT"}, 300),
        ({"Expires": "0"}, None),
        ({"Expires": "Thu, 19 Nov 1981 08:52:00 GMT"}, None),
        ({"Cache-Control": "max-age=31536000"}, 86_400),
        ({}, None),
    ],
)
def test_an_answer_stays_fresh_as_long_as_it_says(headers: dict[str, str], seconds: int | None) -> None:
    assert fresh_until(headers, NOW) == (NOW + timedelta(seconds=seconds) if seconds else None)


@given(st.text(), st.text(), st.text())
def test_no_header_is_too_strange(first: str, second: str, third: str) -> None:
    for moment in (
        retry_after({"Retry-After": first}, NOW),
        fresh_until({"Cache-Control": f"max-age={first}", "Age": second, "Expires": third}, NOW),
        fresh_until({"Expires": third}, NOW),
    ):
        assert moment is None or NOW < moment <= NOW + timedelta(days=1)
