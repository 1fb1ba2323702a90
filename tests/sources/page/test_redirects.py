from __future__ import annotations

import pytest

from bot.sources.page.redirects import leads_away

ARTICLE = "https://news.example/2026/11/bridge-closed-for-repairs/"


@pytest.mark.parametrize(
    "answered",
    [
        "https://news.example/",
        "https://www.news.example",
        "https://new.example/2026/",
        "https://news.example/2026/11/",
        "https://news.example/login?next=%2F2026%2F11%2Fbridge-closed-for-repairs%2F",
        "https://news.example/wp-login.php?redirect_to=https%3A%2F%2Fnews.example%2F2026%2F11%2Fbridge-closed-for-repairs",
        "https://consent.vendor.example/?brand=n&ru=https%253A%252F%252Fnews.example%252F2026%252F11%252Fbridge-closed-for-repairs%252F",
        "https://id.news.example/signin#/2026/11/bridge-closed-for-repairs",
    ],
)
def test_a_front_page_a_section_and_what_leads_back_are_not_the_article(answered: str) -> None:
    assert leads_away(ARTICLE, answered)


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        (ARTICLE, ARTICLE),
        (ARTICLE, ARTICLE.rstrip("/")),
        (ARTICLE.replace("https", "http"), ARTICLE),
        (ARTICLE, ARTICLE + "?utm_source=rss"),
        (ARTICLE, "https://www.new.example/news/bridge-closed-for-repairs-until-june"),
        ("https://news.example/?p=7", ARTICLE),
        ("https://news.example/a/48213/bridge-closed", "https://news.example/a/48213"),
        (ARTICLE + "amp/", ARTICLE),
        ("https://news.example/strike/index.html", "https://news.example/strike/"),
        ("https://feeds.example/r?u=https%3A%2F%2Fnews.example%2Fa", "https://news.example/a"),
        ("https://news.example/städte/brücke", "https://news.example/st%C3%A4dte/br%C3%BCcke"),
        ("https://news.example/a", "https://[odd"),
    ],
)
def test_an_article_may_move(asked: str, answered: str) -> None:
    assert not leads_away(asked, answered)


def test_a_page_without_a_path_of_its_own_is_told_from_the_front_page_by_its_query() -> None:
    assert leads_away("https://news.example/?p=7", "https://news.example/")
    assert leads_away("https://news.example/?p=7", "https://news.example/login?to=%2F%3Fp%3D7")
    assert not leads_away("https://news.example/?p=7", "https://news.example/?p=7&lang=de")
