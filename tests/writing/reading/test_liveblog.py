"""Of a live blog the newest state is posted, and no clock time."""

from __future__ import annotations

import pytest

from bot.writing.reading.liveblog import newest_first


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (
            [
                "6:42 p.m.",
                "A state of emergency is declared.",
                "6:15 p.m. — The power is out.",
                "5:31 PM ET: Landfall.",
            ],
            ("A state of emergency is declared.", "The power is out.", "Landfall."),
        ),
        (
            ["14.05 Uhr: Der Zug hält.", "14.20 Uhr: Die Strecke ist frei.", "15.00 Uhr: Alles fährt."],
            ("Alles fährt.", "Die Strecke ist frei.", "Der Zug hält."),
        ),
        (
            ["What we know: two are hurt.", "18h42 - Le pont ferme.", "18h10 - Le vent forcit.", "17h55 - Il pleut."],
            ("What we know: two are hurt.", "Le pont ferme.", "Le vent forcit.", "Il pleut."),
        ),
        (
            ["14時35分 橋が閉鎖された。", "14時10分 風が強まった。", "13時 雨が降り出した。"],
            ("橋が閉鎖された。", "風が強まった。", "雨が降り出した。"),
        ),
        (
            ["2.35pm GMT The gates open.", "2.10pm GMT They are shut.", "11.50am GMT A queue forms."],
            ("The gates open.", "They are shut.", "A queue forms."),
        ),
        (
            ["[09:30] The vote begins.", "[09:10] The hall fills.", "[08:55] Doors open."],
            ("The vote begins.", "The hall fills.", "Doors open."),
        ),
        (
            ["0:10 Uhr: Ende.", "23:50 Uhr: Es brennt.", "23:20 Uhr: Die Feuerwehr kommt.", "23 Uhr: Rauch."],
            ("Ende.", "Es brennt.", "Die Feuerwehr kommt.", "Rauch."),
        ),
    ],
)
def test_the_newest_entry_comes_first_without_its_time(paragraphs: list[str], expected: tuple[str, ...]) -> None:
    assert newest_first(paragraphs) == expected


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["The council met at 10.30.", "It voted.", "It left at 12.15."],
        ["10:30 Yoga", "10:30 Chess", "10:30 Choir", "10:30 Chess for children"],
        ["3.5 million people came.", "4.2 million left.", "7.1 million stayed."],
        ["12 people were hurt.", "14 are missing.", "15 were found."],
        ["2 h of rain fell.", "The town is dry again."],
        ["18:30 Doors open", "19:00 Choir of the harbour", "20:15 Readings", "22:00 Music."],
        [],
    ],
)
def test_any_other_article_stays_as_it_is(paragraphs: list[str]) -> None:
    assert newest_first(paragraphs) == tuple(paragraphs)
