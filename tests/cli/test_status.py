from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.cli.status import show
from bot.desk.report.moved_feed import MovedFeed
from bot.desk.report.overview import HubOverview, Overview, SiteOverview

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TOKYO = ZoneInfo("Asia/Tokyo")

NEWS = SiteOverview(
    name="News",
    feed_url="https://news.example/feed/",
    moved=None,
    redated_at=None,
    asked_at=NOON,
    answered_at=NOON,
    next_look_at=NOON + timedelta(minutes=2),
    waits_as_asked=False,
    newest_article_at=NOON,
    gone=False,
    fault="",
    faults=0,
    fault_since=None,
    hub=None,
)
ASKED = HubOverview("https://hub.example/", subscribed_until=None, ask_at=NOON + timedelta(hours=6), fault="")
SUBSCRIBED = replace(ASKED, subscribed_until=NOON + timedelta(days=1))
REFUSES = "https://hub.example/ answers 422"


@pytest.fixture(autouse=True)
def _wide_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")


def told_of_hubs(capsys, site):
    show(Overview("", (site,), (), (), (), ()), TOKYO)
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert any("News" in line for line in lines)
    return [line for line in lines if line.startswith("its hub")]


def test_a_site_that_is_asked_later_than_the_settings_say_is_told_so(capsys):
    for site, is_told in ((NEWS, False), (replace(NEWS, waits_as_asked=True), True)):
        show(Overview("", (site,), (), (), (), ()), TOKYO)
        assert ("21:02, as the site asks" in capsys.readouterr().out) == is_told


def test_of_a_feed_that_dates_articles_anew_against_the_settings_it_is_told_what_follows(capsys):
    show(Overview("", (replace(NEWS, redated_at=NOON),), (), (), (), ()), TOKYO)
    out = " ".join(capsys.readouterr().out.split())
    assert "gave a known article a new date on 2026-11-23 21:00, so that updated_is_published" in out


def test_of_a_feed_that_has_moved_to_another_address_it_is_told_where_and_since_when(capsys):
    moved = MovedFeed("https://other.example/feed/", since=NOON)
    show(Overview("", (replace(NEWS, moved=moved),), (), (), (), ()), TOKYO)
    out = capsys.readouterr().out
    assert "since 2026-11-23 21:00 that it has moved to another address: https://other.example/feed/" in out


def test_of_a_site_without_a_hub_nothing_is_said_about_hubs(capsys):
    assert told_of_hubs(capsys, NEWS) == []


@pytest.mark.parametrize(
    ("hub", "lines"),
    [
        (
            HubOverview("https://hub.example/", subscribed_until=None, ask_at=None, fault=""),
            ["its hub has not been asked yet, which `bot run` does: https://hub.example/"],
        ),
        (ASKED, ["its hub has not confirmed yet; asked again 2026-11-24 03:00: https://hub.example/"]),
        (SUBSCRIBED, ["its hub tells of new articles until 2026-11-24 21:00: https://hub.example/"]),
        (
            replace(ASKED, fault=REFUSES),
            ["its hub did not take the subscription; asked again 2026-11-24 03:00: https://hub.example/ answers 422"],
        ),
        (
            replace(SUBSCRIBED, fault=REFUSES),
            [
                "its hub tells of new articles until 2026-11-24 21:00: https://hub.example/",
                "its hub did not take the subscription; asked again 2026-11-24 03:00: https://hub.example/ answers 422",
            ],
        ),
    ],
    ids=["not asked", "not confirmed", "subscribed", "refused", "renewal refused"],
)
def test_a_site_with_a_hub_says_whether_it_is_subscribed_and_until_when(capsys, hub, lines):
    assert told_of_hubs(capsys, replace(NEWS, hub=hub)) == lines
