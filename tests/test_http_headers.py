from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.http_headers import Link, links, retry_after

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("0", 0),
        ("Fri, 20 Nov 2026 12:05:00 GMT", 300),
        ("Fri, 20 Nov 2026 11:00:00", -3_600),
    ],
)
def test_a_retry_after_is_read_in_both_forms(value, seconds):
    assert retry_after(value, NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("value", ["", "soon", "-5", "9" * 400, "１２"])
def test_what_says_no_time_is_none(value):
    assert retry_after(value, NOW) is None


def test_the_links_of_several_headers_are_told_apart():
    headers = [
        '<https://hub.example/>; rel="hub Self", </feed>; type="application/rss+xml"; rel=alternate',
        "nothing",
        "<a>",
    ]
    assert list(links(headers)) == [
        Link("https://hub.example/", ("hub", "self"), ""),
        Link("/feed", ("alternate",), "application/rss+xml"),
        Link("a", (), ""),
    ]
