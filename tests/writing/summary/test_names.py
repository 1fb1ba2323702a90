"""Nobody is called by the last name alone before a post has said who that is."""

from __future__ import annotations

import pytest

from bot.writing.summary.names import introductions

STORY = (
    "Mayor Ann Hale resigned on Friday.",
    "Hale took office in 2019.",
    "On Friday the council met in Leeds.",
    "The council and Ann Hale did not agree.",
    "Voters in Leeds liked Hale’s plan.",
)


def test_a_last_name_depends_on_the_sentence_with_the_whole_name() -> None:
    assert introductions(STORY, "A resignation", "en") == (None, 0, None, None, 0)


def test_a_name_in_the_title_needs_no_introduction() -> None:
    assert introductions(STORY, "Hale resigns", "en") == (None,) * 5


def test_days_and_words_that_are_written_small_elsewhere_are_no_names() -> None:
    sentences = ("On Friday The Council met.", "They met on Friday, and the council voted.", "Council talks on Friday.")
    assert introductions(sentences, "", "en") == (None, None, None)


def test_where_every_noun_has_a_capital_no_name_is_guessed() -> None:
    sentences = ("Die Stadt Köln plant eine Brücke.", "Köln baut.")
    assert introductions(sentences, "", "de") == (None, None)


def test_where_every_noun_has_a_capital_the_first_word_of_a_sentence_may_be_a_last_name() -> None:
    sentences = (
        "Erstmals hat die Thüringerin Lena Brandt ein Finale geleitet.",
        "Brandt arbeitet als Ärztin in Jena.",
        "Die Fans sahen zwei Rote Karten.",
        "Lena Brandt hört im Mai auf.",
    )
    assert introductions(sentences, "Erstes Finale mit einer Schiedsrichterin", "de") == (None, 0, None, None)


def test_names_in_cyrillic_are_names_too() -> None:
    sentences = ("Мэр Анна Хейл ушла в отставку.", "Хейл занимала пост с 2019 года.")
    assert introductions(sentences, "Отставка", "ru") == (None, 0)


@pytest.mark.parametrize(
    ("language", "whole", "alone"),
    [
        ("ru", "Суд арестовал блогера Артёма Зуева на два месяца.", "Зуев вину не признаёт."),
        ("uk", "Суд заарештував посадовця Андрія Мельника.", "Мельник вину заперечує."),
        ("pl", "Sąd uniewinnił burmistrza Marka Drewnowskiego.", "Drewnowski spędził w areszcie siedem miesięcy."),
        ("cs", "Policie obvinila ředitele Karla Doležala.", "Doležal vinu odmítá."),
        ("fi", "Oikeus vapautti johtajan Matti Virtasen.", "Virtanen kiisti syytteet."),
        ("lt", "Teismas suėmė direktorių Joną Kazlauską.", "Kazlauskas kaltę neigia."),
    ],
)
def test_a_last_name_is_known_in_all_its_forms(language: str, whole: str, alone: str) -> None:
    assert introductions([whole, alone], "", language) == (None, 0)


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "ja",
            ("横山の田中太郎市長が五日に辞職した。", "市議会は後任を選ぶ。", "田中氏は二〇一九年に就任した。"),
        ),
        ("ko", ("김철수 대구시장이 금요일 사퇴했다.", "시의회는 후임을 뽑는다.", "김 시장은 2019년에 취임했다.")),
        ("ko", ("법원은 전 군수 윤모(63)씨에게 무죄를 선고했다.", "재판은 두 해 걸렸다.", "윤씨는 고개를 숙였다.")),
        ("ko", ("경찰은 박민수(45)를 체포했다.", "사건은 대구에서 일어났다.", "박 씨는 혐의를 부인했다.")),
    ],
)
def test_in_japanese_and_korean_a_family_name_with_its_honorific_depends_on_the_whole_name(
    language: str, sentences: tuple[str, ...]
) -> None:
    assert introductions(sentences, "", language) == (None, None, 0)


def test_a_japanese_or_korean_family_name_in_the_title_needs_no_introduction() -> None:
    sentences = ("田中太郎市長が五日に辞職した。", "田中氏は二〇一九年に就任した。")
    assert introductions(sentences, "田中太郎市長が辞職", "ja") == (None, None)
    assert introductions(("김철수 시장이 사퇴했다.", "김 씨는 2019년에 취임했다."), "김철수 시장 사퇴", "ko") == (
        None,
        None,
    )


@pytest.mark.parametrize(
    ("language", "title", "sentence"),
    [
        ("en", "The postman of the hill farms", "Postman Reeve has sung to 40 dogs."),
        ("es", "El cartero que canta", "El cartero Robles repartió 900 cartas."),
        ("it", "Il postino che canta", "Il postino Ferri ha consegnato 900 lettere."),
        ("tr", "Dağın öğretmeni", "Öğretmen Aydın'ın 23 öğrencisi var."),
        ("pl", "Śpiewający listonosz", "Listonosz Kolasa rozniósł 900 listów."),
    ],
)
def test_a_last_name_behind_an_office_that_the_title_tells_needs_no_introduction(
    language: str, title: str, sentence: str
) -> None:
    office, name = sentence.split()[1:3] if language in {"es", "it"} else sentence.split()[:2]
    name = name.removesuffix("'ın")
    first = f"In 2026 {office.lower()} Ann {name} sang."
    assert introductions([first, sentence], title, language)[1] is None
    assert introductions([first, sentence], "2026", language)[1] == 0
