from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sources.parsing.hints import stated_interval

SY = '<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>'


@pytest.mark.parametrize(
    ("head", "stated"),
    [
        ("<rss><channel><ttl>30</ttl>", timedelta(minutes=30)),
        ("<rss><channel><ttl> 5 </ttl>", timedelta(minutes=5)),
        (
            f"{SY}<sy:updatePeriod>\n\thourly\t</sy:updatePeriod><sy:updateFrequency>\n1\n</sy:updateFrequency>",
            timedelta(hours=1),
        ),
        (f"{SY}<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", timedelta(hours=6)),
        (f"{SY}<sy:updateFrequency>2</sy:updateFrequency>", timedelta(hours=12)),
        (f"{SY}<sy:updatePeriod>hourly</sy:updatePeriod><ttl>120</ttl>", timedelta(hours=2)),
        (f"{SY}<sy:updatePeriod>yearly</sy:updatePeriod>", timedelta(days=1)),
        (
            f"{SY}<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
            timedelta(hours=1),
        ),
        ("<rss><channel><ttl>0</ttl>", None),
        ("<rss><channel><ttl>soon</ttl>", None),
        (f"{SY}<sy:updatePeriod>sometimes</sy:updatePeriod>", None),
        ("<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title>", None),
        ("", None),
    ],
)
def test_a_feed_says_how_often_it_is_worth_asking(head: str, stated: timedelta | None) -> None:
    assert stated_interval(head.encode()) == stated


def test_what_an_article_says_of_it_is_no_statement_of_the_feed() -> None:
    assert stated_interval(b"<rss><channel><item><title>x</title><ttl>60</ttl></item>") is None
