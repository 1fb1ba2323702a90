from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.article import Article
from bot.outbox.rules.dating import end_of_date_in, is_surely_dated

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "until"),
    [
        ("/2026/10/03/bridge-opens/", datetime(2026, 10, 4, tzinfo=UTC)),
        ("/2026/10/bridge-opens", datetime(2026, 11, 1, tzinfo=UTC)),
        ("/2025/12/pont/", datetime(2026, 1, 1, tzinfo=UTC)),
        ("/2026/1/3/puente", datetime(2026, 1, 4, tzinfo=UTC)),
        ("/nyheter/2026-10-03/bro", datetime(2026, 10, 4, tzinfo=UTC)),
        ("/2026-10-03-bro.html", datetime(2026, 10, 4, tzinfo=UTC)),
        ("/news/20261003/a", datetime(2026, 10, 4, tzinfo=UTC)),
        ("/blog/2026/10/03", datetime(2026, 10, 4, tzinfo=UTC)),
        ("/articles/202610/4711", None),
        ("/2026/bridge-opens", None),
        ("/2026/13/bridge-opens", None),
        ("/2026/02/31/bridge-opens", None),
        ("/news/20261003114", None),
        ("/archive/1234/05/06", None),
        ("/2026/10things-to-do", None),
        ("/?date=2026/10/03", None),
        ("", None),
    ],
)
def test_the_day_or_month_in_an_address_is_read_to_its_end(path: str, until: datetime | None) -> None:
    assert end_of_date_in(f"https://gazette.example{path}") == until


@pytest.mark.parametrize(
    ("path", "is_sure"), [("/2026/10/03/a", False), ("/2026/11/a", True), ("/2026/11/27/a", True), ("/a", True)]
)
def test_a_date_days_after_that_of_the_address_is_in_doubt(path: str, is_sure: bool) -> None:
    article = Article(site="S", title="T", link=f"https://gazette.example{path}", published=NOON)
    assert is_surely_dated(article) is is_sure
