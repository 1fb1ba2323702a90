"""Words become hashtags in their own script."""

import pytest

from bot.writing.furniture import entries
from bot.writing.hashtags import hashtag, hashtags_of


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("Japan", "#Japan"),
        ("#Japan", "#Japan"),
        ("North Korea", "#NorthKorea"),
        ("U.S. politics", "#USPolitics"),
        ("Überschwemmung", "#Überschwemmung"),
        ("日本", "#日本"),
        ("ญี่ปุ่น", "#ญี่ปุ่น"),
        ("मौसम विभाग", "#मौसमविभाग"),
        ("الطقس", "#الطقس"),
        ("می‌خواهم", "#می‌خواهم"),
        ("COVID-19", "#COVID19"),
        ("2026", ""),
        ("!!!", ""),
        ("", ""),
        ("😀", ""),
    ],
)
def test_letters_and_marks_of_every_script_stay_and_punctuation_goes(words: str, written: str) -> None:
    assert hashtag(words) == written


def test_each_stands_once_in_the_words_order_and_no_more_than_asked() -> None:
    assert hashtags_of(["Japan", "japan", "Uncategorized", "2026", "Tokyo", "Osaka"], 2) == ("#Japan", "#Tokyo")


@pytest.mark.parametrize("name", entries("wordpress_categories", "default"))
def test_the_default_category_is_no_hashtag_in_every_language(name: str) -> None:
    assert hashtags_of([name, f"{name} @id", f"{name}-fr"], 3) == ()


@pytest.mark.parametrize(
    "name",
    ["Featured", "Top Stories", "Editor&#8217;s Picks", "Homepage Slider", "Actualités", "Nachrichten", "ニュース"],
)
def test_a_place_on_the_site_is_no_hashtag(name: str) -> None:
    assert hashtags_of([name], 3) == ()


@pytest.mark.parametrize(
    ("categories", "written"),
    [
        (["Sports > Football", "Football"], ("#Football",)),
        (["Sport/Fotboll"], ("#Fotboll",)),
        (["News > Uncategorized"], ()),
        (["Politics > Home"], ("#Politics",)),
        (["Arts &amp; Culture", "Arts & Culture", "Arts &amp;amp; Culture"], ("#ArtsCulture",)),
        (["NewsCorp", "HomeOffice", "AC/DC", "Rock / Pop"], ("#NewsCorp", "#HomeOffice", "#ACDC", "#RockPop")),
    ],
)
def test_a_topic_stands_once_and_without_its_parents(categories: list[str], written: tuple[str, ...]) -> None:
    assert hashtags_of(categories, 9) == written
