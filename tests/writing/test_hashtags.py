"""Words become hashtags in their own script."""

import pytest

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
