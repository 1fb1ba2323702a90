from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from bot.outbox.rules.evidence import (
    Signs,
    Verdict,
    is_page_of_many,
    repeats_headline,
    same_moment,
    same_title,
    verdict,
    verdict_on_text,
)

ARCHITECTURE = Path(__file__).parents[3] / "docs" / "architecture.md"
MEANS = {"the same": Verdict.SAME, "for an editor": Verdict.UNSURE, "new": Verdict.NEW}
MARKS = {"+": True, "−": False, "?": None}
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def rows_of_the_document() -> list[tuple[list[str], str]]:
    """Each row's marks, in the order of `Signs`, and what it says of the article."""
    table = ARCHITECTURE.read_text("utf-8").partition("| guid | address |")[2].partition("\n\n")[0]
    rows = [[field.strip() for field in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    return [(row[:-1], row[-1]) for row in rows]


def test_every_combination_of_signs_is_decided_as_the_table_in_the_architecture_says():
    rows = rows_of_the_document()
    for values in product((True, False, None), repeat=6):
        marks, says = next(
            row
            for row in rows
            if all(not mark or MARKS[mark] is value for mark, value in zip(row[0], values, strict=True))
        )
        meant = next(meaning for words, meaning in MEANS.items() if says.startswith(words))
        assert verdict(Signs(*values)) is meant, (values, marks)


def test_an_agreement_more_never_makes_an_article_newer():
    order = [Verdict.NEW, Verdict.UNSURE, Verdict.SAME]
    for values in product((True, False, None), repeat=6):
        for place, value in enumerate(values):
            if not value:
                more = (*values[:place], True, *values[place + 1 :])
                assert order.index(verdict(Signs(*more))) >= order.index(verdict(Signs(*values))), (values, more)


def test_a_columns_headline_may_come_again_the_next_day():
    assert verdict(Signs(title=True, date=False)) is Verdict.UNSURE
    assert verdict(Signs(title=True, date=False, recurs=True)) is Verdict.NEW


def test_a_page_that_shows_its_headline_again_the_next_day_under_another_guid_is_for_an_editor():
    page = Signs(guid=False, address=True, title=True, date=False)
    assert verdict(page) is Verdict.SAME
    assert verdict(page._replace(recurs=True)) is Verdict.UNSURE
    assert verdict(page._replace(recurs=True, guid=True)) is Verdict.SAME


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Mayor resigns after audit of the ferry fund", "Mayor steps down after audit of the ferry fund"),
        ("Zwei Tote bei Brand in Köln", "Drei Verletzte, zwei Tote bei Brand in Köln"),
        ("El Gobierno aprueba la ley de vivienda", "El Gobierno aprueba, por fin, la ley de vivienda"),
        ("東京都知事、再開発計画の見直しを表明", "東京都知事、再開発計画の見直しを正式に表明"),
        ("นายกรัฐมนตรีเยือนเชียงใหม่วันนี้", "นายกรัฐมนตรีเยือนเชียงใหม่แล้ววันนี้"),
        ("Θανατηφόρο τροχαίο στη Λάρισα", "ΘΑΝΑΤΗΦΟΡΟ ΤΡΟΧΑΙΟ ΣΤΗ ΛΑΡΙΣΑ"),
        ("Storm: 3 dead", "Storm – 3 dead"),
    ],
)
def test_a_corrected_headline_is_the_same(before: str, after: str):
    assert same_title(before, after)
    assert same_title(after, before)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dock 3 opens early after pumps pass the test", "Dock 4 opens early after pumps pass the test"),
        ("Storm: 3 dead", "Storm: 5 dead"),
        ("Mayor resigns after audit", "Budget vote is put off until Friday"),
        ("東京都知事、再開発計画の見直しを表明", "大阪府、万博跡地の売却を決定"),
        ("Bundestag beschließt Rentenreform", "Bahnstreik endet am Freitag"),
    ],
)
def test_headlines_of_two_articles_differ(one: str, other: str):
    assert same_title(one, other) is False


def test_nothing_is_told_by_a_headline_that_is_not_there():
    assert same_title("", "Mayor resigns") is None


def test_dates_agree_to_the_second_and_a_day_without_a_time_agrees_with_nothing():
    assert same_moment(NOON, NOON) is True
    assert same_moment(NOON, NOON + timedelta(seconds=1)) is False
    assert same_moment(NOON, None) is None
    midnight = NOON.replace(hour=0)
    assert same_moment(midnight, midnight) is None
    assert same_moment(midnight, midnight + timedelta(days=1)) is False


def test_a_page_of_many_has_a_new_article_with_each_headline_of_another_day():
    page = Signs(address=True, title=False, date=False, recurs=True, page=True)
    assert verdict(page) is Verdict.NEW
    assert verdict(page._replace(guid=False)) is Verdict.NEW
    assert verdict(page._replace(title=True)) is Verdict.UNSURE
    assert verdict(page._replace(date=None)) is Verdict.UNSURE
    assert verdict(page._replace(recurs=False)) is Verdict.SAME
    assert verdict(page._replace(page=False)) is Verdict.SAME
    assert verdict(page._replace(guid=True)) is Verdict.SAME
    assert verdict(page._replace(text=True)) is Verdict.SAME


@pytest.mark.parametrize(
    ("address", "known", "title", "is_page"),
    [
        ("/today", "Ferry runs again", "Old mill burns", True),
        ("/heute.html", "Ferry runs again", "Old mill burns", True),
        ("/nachrichten/ueberblick/", "Bahnstreik endet", "Rente steigt", True),
        ("/segodnya", "Мэр ушёл", "Мост закрыт", True),
        ("/市況", "東京株、反発", "東京株、続落", True),
        ("/harbour-bulletin", "The harbour bulletin", "The harbour bulletin", True),
        ("/en-direct", "Le maire démissionne", "La grève est finie", True),
        ("/harbour-bulletin-on-the-new-ferry", "Harbour bulletin", "Old mill burns", False),
        ("/ferry-again", "Ferry runs again", "Old mill burns", False),
        ("/news/4821", "Ferry runs again", "Old mill burns", False),
        ("/today?d=2026-11-23", "Ferry runs again", "Old mill burns", False),
        ("/storm-coast", "Storm hits the coast of Aldport", "Storm hits the coast of Aldport", False),
        ("/", "Ferry runs again", "Old mill burns", False),
    ],
)
def test_an_address_of_few_words_that_are_no_headlines_is_a_pages(address: str, known: str, title: str, is_page: bool):
    assert is_page_of_many(f"https://news.example{address}", known, title) is is_page


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mayor resigns after audit", "Copy of Mayor resigns after audit"),
        ("Mayor resigns after audit", "MAYOR RESIGNS AFTER AUDIT – LIVE"),
        ("Burgemeester stapt op na onderzoek", "Kopie: Burgemeester stapt op na onderzoek"),
        (
            "Pormestari eroaa tarkastuksen jälkeen nyt",
            "Päivitetty: Pormestari eroaa tarkastuksen jälkeen nyt",
        ),
        ("A polgármester lemond a vizsgálat után", "FRISSÍTVE: A polgármester lemond a vizsgálat után"),
        ("Belediye başkanı denetimden sonra istifa etti", "SON DAKİKA | Belediye başkanı denetimden sonra istifa etti"),
        ("ראש העיר התפטר אחרי הביקורת", "עדכון: ראש העיר התפטר אחרי הביקורת"),
        ("นายกเทศมนตรีลาออกหลังการตรวจสอบ", "ด่วน! นายกเทศมนตรีลาออกหลังการตรวจสอบ"),
        ("महापौर ने जाँच के बाद इस्तीफा दिया", "अपडेट: महापौर ने जाँच के बाद इस्तीफा दिया"),
        ("市长在审计之后宣布辞去职务", "市长在审计之后宣布辞去职务（更新）"),
        ("Thị trưởng từ chức sau kiểm toán", "Cập nhật: Thị trưởng từ chức sau kiểm toán"),
        ("The mayor resigns after an audit of funds", "Corrected: The mayor resigns after audit of funds"),
    ],
)
def test_a_headline_within_another_with_a_label_is_repeated_whatever_the_label_says(one: str, other: str):
    assert repeats_headline(one, other, recurs=False)
    assert repeats_headline(other, one, recurs=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mayor resigns", "Mayor resigns after audit"),
        ("Mayor resigns after audit", "Mayor resigns after audit"),
        ("Mayor resigns after audit", "Old mill burns down at night"),
        ("Köln: Zwei Tote bei Brand", "Bonn: Zwei Tote bei Brand"),
        ("Dock 3: pumps pass the test of the year", "Dock 4: pumps pass the test of the year"),
        ("Mayor resigns after audit", "Mayor resigns after auditors find that four million are missing"),
        ("市长宣布", "市长宣布辞职"),
    ],
)
def test_headlines_of_two_articles_do_not_repeat_each_other(one: str, other: str):
    assert not repeats_headline(one, other, recurs=False)


def test_a_columns_headline_is_not_repeated_a_day_later_by_that_of_its_next_issue():
    assert repeats_headline("Letters to the editor", "Letters to the editor: bus fares", recurs=False)
    assert not repeats_headline("Letters to the editor", "Letters to the editor: bus fares", recurs=True)


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("facts", "meant"),
    [
        ({}, Verdict.SAME),
        ({"apart": None}, Verdict.SAME),
        ({"apart": 30 * HOUR}, Verdict.UNSURE),
        ({"apart": 30 * HOUR, "elsewhere": True}, Verdict.SAME),
        ({"apart": 300 * HOUR, "elsewhere": True}, Verdict.UNSURE),
        ({"is_shown": True}, Verdict.UNSURE),
        ({"is_long": False}, Verdict.UNSURE),
        ({"is_told": False}, Verdict.UNSURE),
        ({"is_told": False, "apart": None}, Verdict.UNSURE),
        ({"is_told": False, "apart": 30 * HOUR}, Verdict.NEW),
        ({"is_whole": False}, Verdict.UNSURE),
        ({"is_whole": False, "apart": 30 * HOUR}, Verdict.NEW),
        ({"is_whole": False, "apart": 30 * HOUR, "elsewhere": True}, Verdict.UNSURE),
        ({"is_whole": False, "is_told": False}, Verdict.NEW),
    ],
)
def test_a_text_is_as_much_of_a_proof_as_its_headline_its_length_and_its_date_make_it(facts, meant: Verdict):
    usual = {"is_told": True, "is_whole": True, "is_long": True, "elsewhere": False, "is_shown": False, "apart": HOUR}
    assert verdict_on_text(**usual | facts) is meant
