"""Of an article whose feed dates only changes, its address, its number or the settings tell that it is new."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.article import Article
from bot.outbox.rules.change_dates import AS_SETTINGS_SAY, COUNTS_ON, NAMES_ITS_DAY, dates_known_anew, why_new
from bot.outbox.rules.known import KnownArticle
from bot.outbox.rules.states import SourceState

BEGAN = datetime(2026, 11, 1, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


def edited(link: str = "https://news.example/bridge", guid: str = "", at: datetime = NOW) -> Article:
    return Article(site="News", title="T", link=link, guid=guid, published=at, dated_by_change=True)


def followed(links: list[str], guids: list[str] | None = None, at_first: int = 5) -> list[KnownArticle]:
    """What the site has shown, newest first: `at_first` of them at the first look, then one a day."""
    rows = [
        KnownArticle(
            number,
            "News",
            "",
            link=link,
            guid=guids[number] if guids else "",
            published=BEGAN,
            first_seen_at=BEGAN + timedelta(days=max(0, number - at_first)),
            dated_by_change=True,
        )
        for number, link in enumerate(links)
    ]
    return rows[::-1]


def why(article: Article, recent: list[KnownArticle] = [], *, settings: bool = False, redated: bool = False) -> str:  # noqa: B006
    feed = SourceState(site="News", baseline_at=BEGAN, redated_at=BEGAN if redated else None)
    return why_new(article, NOW, recent, feed, updated_is_published=settings)


ADDRESSES = {
    "a number behind words": "https://news.example/sport/bridge-opens-{n}.html",
    "a number before words": "https://news.example/{n}-bridge-opens",
    "a folder of its own": "https://news.example/news/{n}/",
    "a query": "https://news.example/article.php?lang=en&id={n}",
    "WordPress without pretty addresses": "https://news.example/?p={n}",
    "a year and a number": "https://news.example/2026/artikel/{n}/die-bruecke",
    "Japanese": "https://news.example/記事/{n}/橋が開く",
    "Drupal": "https://news.example/node/{n}",
    "Joomla": "https://news.example/index.php/news/{n}-ponte",
    "a page of a board": "https://news.example/article/view.html?no={n}&code=pol",
}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_a_number_greater_than_all_before_tells_a_new_article_and_a_smaller_one_does_not(address: str) -> None:
    recent = followed([address.format(n=4100 + 7 * number) for number in range(15)])
    assert why(edited(address.format(n=4300)), recent) == COUNTS_ON
    assert why(edited(address.format(n=4150)), recent) == ""
    assert why(edited(address.format(n=12)), recent) == ""


def test_a_number_in_the_guid_tells_it_where_the_address_has_none() -> None:
    guids = [f"tag:news.example,2005:Article/{number}" for number in range(500, 515)]
    recent = followed([f"https://news.example/story-{'abcdefghijklmno'[n]}" for n in range(15)], guids)
    assert why(edited(guid="tag:news.example,2005:Article/520"), recent) == COUNTS_ON
    assert why(edited(guid="tag:news.example,2005:Article/77"), recent) == ""


RANDOM = [771, 15, 402, 88, 930, 5, 613, 249, 700, 34, 555, 120, 867, 301, 42, 690]
NO_COUNTERS = {
    "drawn by lot": ([f"https://news.example/{number}" for number in RANDOM], "https://news.example/998"),
    "the moment of a change": (
        [f"https://news.example/{'abcdefghijklmno'[n]}?v={1764000000 + n}" for n in range(15)],
        "https://news.example/old?v=1764999999",
    ),
    "the day of a change": (
        [f"https://news.example/{'abcdefghijklmno'[n]}?mod=202611{n + 10}" for n in range(15)],
        "https://news.example/old?mod=20261128",
    ),
    "a revision": (
        [f"https://news.example/{'abcdefghijklmno'[n]}?rev=1" for n in range(15)],
        "https://news.example/old?rev=9",
    ),
    "a few numbers among words": (
        [
            f"https://news.example/{'abcdefghijklmno'[n]}" if n % 2 else f"https://news.example/top-{n}"
            for n in range(15)
        ],
        "https://news.example/top-99",
    ),
    "too few articles": ([f"https://news.example/{n}" for n in range(9)], "https://news.example/10"),
    "one look alone": ([f"https://news.example/{n}" for n in range(5)], "https://news.example/10"),
    "no address": ([f"https://news.example/{n}" for n in range(15)], "https://[news.example/99"),
}


@pytest.mark.parametrize(("links", "link"), NO_COUNTERS.values(), ids=NO_COUNTERS)
def test_numbers_that_do_not_count_articles_tell_nothing(links: list[str], link: str) -> None:
    assert why(edited(link), followed(links)) == ""


def test_a_place_in_the_feed_is_no_number_of_an_article() -> None:
    recent = followed(["https://news.example/a"] * 15, [str(number) for number in range(15)])
    assert why(edited(guid="15"), recent) == ""


def test_old_articles_that_came_up_edited_do_not_hide_that_a_site_counts() -> None:
    links = [f"https://news.example/{number}" for number in (*range(100, 112), 3, 113, 114, 9, 115, 116)]
    assert why(edited("https://news.example/120"), followed(links)) == COUNTS_ON
    assert why(edited("https://news.example/8"), followed(links)) == ""


DAYS = [
    "https://news.example/2026/11/28/bridge",
    "https://news.example/2026-11-28-bridge/",
    "https://news.example/20261128/bridge.html",
    "https://news.example/ru/2026/11/28/most",
]


@pytest.mark.parametrize("link", DAYS)
def test_an_address_that_names_the_day_of_the_change_tells_a_new_article(link: str) -> None:
    assert why(edited(link)) == NAMES_ITS_DAY
    assert why(edited(link, at=NOW + timedelta(hours=24))) == NAMES_ITS_DAY  # still that day in Honolulu
    assert why(edited(link, at=NOW + timedelta(days=3))) == ""


@pytest.mark.parametrize("link", ["https://news.example/2026/11/bridge", "https://news.example/2026/11/2/bridge"])
def test_an_address_that_names_a_month_or_another_day_tells_nothing(link: str) -> None:
    assert why(edited(link)) == ""


def test_an_address_tells_nothing_of_the_day_on_which_its_site_was_first_asked() -> None:
    feed = SourceState(site="News", baseline_at=NOW - timedelta(hours=20))
    assert why_new(edited(DAYS[0]), NOW, [], feed, updated_is_published=False) == ""


def test_the_settings_tell_it_until_the_feed_gives_a_known_article_another_date() -> None:
    assert why(edited(), settings=True) == AS_SETTINGS_SAY
    assert why(edited(), settings=True, redated=True) == ""
    assert why(edited()) == ""


def test_another_date_of_a_known_article_is_noticed_and_the_same_one_is_not() -> None:
    (row,) = followed(["https://news.example/bridge"])
    assert dates_known_anew([(edited(at=NOW), row)])
    assert not dates_known_anew([(edited(at=BEGAN), row)])


def test_a_date_that_the_page_gave_is_no_date_of_a_change() -> None:
    by_page = KnownArticle(1, "News", "", published=BEGAN, first_seen_at=BEGAN)
    assert not dates_known_anew([(edited(at=NOW), by_page)])
