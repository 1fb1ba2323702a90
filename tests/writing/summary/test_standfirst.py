"""What an editor wrote as a summary of the article is known from what a program made."""

from __future__ import annotations

import pytest

from bot.writing.reading.clean import paragraphs
from bot.writing.summary.standfirst import standfirst_of

BODY = (
    "The council voted 7 to 2 on Friday to close the harbour bridge. It will be closed until June.",
    "Buses will go by way of Clifton.",
)


@pytest.mark.parametrize(
    "excerpt",
    [
        "Nine months without the bridge: what traders, buses and ships have to expect.",
        "Traders fear for their living as the harbour bridge shuts for nine months",
        "市議会は金曜日、港の橋を九か月閉鎖することを七対二で決めた。",
        "Der Stadtrat sperrt die Hafenbrücke für neun Monate – Händler bangen um ihre Existenz.",
    ],
)
def test_a_line_of_the_editors_is_the_standfirst(excerpt: str) -> None:
    assert standfirst_of([excerpt], BODY, "Bridge to close") == excerpt


@pytest.mark.parametrize(
    "excerpt",
    [
        "The council voted 7 to 2 on Friday to close the harbour bridge.",
        "The council voted 7 to 2 on Friday to close […]",
        "Traders fear for their living as the harbour bridge shuts…",
        "What will become of the traders on the harbour bridge?",
        "bridge, harbour, council, traffic, repairs, traders",
        "Bridge to close: the harbour bridge",
        "Tickets: $12, children $6, families $30, groups $5 each, dogs free.",
        "Read all.",
        "He said “the bridge will be shut for nine months and the traders",
    ],
)
def test_what_a_program_made_or_says_nothing_new_is_none(excerpt: str) -> None:
    assert standfirst_of([excerpt], BODY, "Bridge to close: the harbour bridge") == ""


@pytest.mark.parametrize(
    ("standfirst", "invitation", "language"),
    [
        ("Traders fear for their living as the bridge shuts.", "Follow our live coverage.", "en"),
        ("Le pont fermera neuf mois, et les commerçants s’inquiètent.", "Suivez la situation en direct.", "fr"),
        ("La città chiude il ponte del porto per nove mesi.", "Segui la diretta.", "it"),
    ],
)
def test_an_invitation_to_readers_is_no_part_of_it(standfirst: str, invitation: str, language: str) -> None:
    assert standfirst_of([f"{standfirst} {invitation}"], BODY, "Bridge to close", language) == standfirst


def test_the_stars_of_a_review_are_no_part_of_it() -> None:
    said = "The harbour bridge becomes a stage, and nine months of rain its only actor."
    assert standfirst_of([f"{said} ★★★★☆"], BODY, "Bridge to close", "en") == said


def test_an_excerpt_of_several_paragraphs_is_none() -> None:
    assert standfirst_of(["The council has voted at last.", "Buses will go by Clifton."], BODY, "") == ""


@pytest.mark.parametrize(
    ("language", "excerpt"),
    [
        ("fi", "Kauppiaat pelkäävät toimeentulonsa puolesta, kun satamasilta suljetaan yhdeksäksi kuukaudeksi"),
        ("cs", "Obchodníci se obávají o živobytí, most přes přístav se na devět měsíců zavře"),
        ("nl", "Winkeliers vrezen voor hun omzet nu de havenbrug negen maanden dichtgaat"),
        ("tr", "Liman köprüsü dokuz ay kapanırken esnaf geçiminden endişe ediyor"),
        ("ko", "상인들은 항구 다리가 아홉 달 동안 폐쇄되면 생계가 막막하다고 말한다"),
    ],
)
def test_a_standfirst_may_lack_a_full_stop(language: str, excerpt: str) -> None:
    paragraphs_of_excerpt = paragraphs(f"<p>{excerpt}</p>", language=language, is_excerpt=True)
    assert standfirst_of(paragraphs_of_excerpt, BODY, "", language) == excerpt


@pytest.mark.parametrize(
    ("language", "excerpt"),
    [
        ("en", "Traders fear for their living as the harbour bridge shuts for nine months and the"),
        ("de", "Händler bangen um ihre Existenz, weil die Hafenbrücke neun Monate lang gesperrt wird und"),
        ("it", "I commercianti temono per il lavoro mentre il ponte del porto chiude per nove mesi,"),
        ("en", "council voted 7 to 2 on Friday to close the harbour bridge. It will be closed"),
    ],
)
def test_what_ends_within_a_sentence_is_no_standfirst(language: str, excerpt: str) -> None:
    assert standfirst_of([excerpt], BODY, "", language) == ""


def test_where_there_is_no_article_a_line_of_the_length_at_which_software_cuts_is_no_standfirst() -> None:
    whole = "Traders at the old harbour fear for their living as the bridge shuts for most of next year"
    cut = f"{whole} and ships have to wait outside it until the tide is high enough"
    assert len(cut) == 154
    assert standfirst_of([whole], (), "", "en") == whole
    assert standfirst_of([cut], (), "", "en") == ""


@pytest.mark.parametrize("between", ["", " "])
def test_what_joins_the_first_paragraphs_of_the_article_is_none(between: str) -> None:
    body = (
        "시의회는 목요일 도서관 두 곳을 닫기로 의결했다.",
        "시민 1만 1천 명이 반대 청원에 서명했다.",
        "폐관은 4월이다.",
    )
    assert standfirst_of([between.join(body[:2])], body, "도서관 폐관", "ko") == ""


@pytest.mark.parametrize(
    ("title", "excerpt"),
    [
        ("ปภ.เตือน 6 จังหวัดใต้รับมือน้ำท่วมฉับพลัน", "กรมป้องกันภัยแจ้งเตือน 6 จังหวัดใต้เฝ้าระวังน้ำท่วมฉับพลัน"),
        ("南部6県に洪水警報、気象庁が発表", "気象庁は27日、南部6県に洪水警報を発表した。"),
    ],
)
def test_without_spaces_too_what_says_the_title_again_is_none(title: str, excerpt: str) -> None:
    assert standfirst_of([excerpt], ("ฝนตกหนัก",), title, "th") == ""


@pytest.mark.parametrize(
    ("language", "title", "excerpt", "body"),
    [
        (
            "pl",
            "Muzeum w Kole odzyskało obraz",
            "Płótno zniknęło w czasie wojny. Odnaleziono je w Kanadzie.",
            "Zrabowany w czterdziestym czwartym roku portret kanonika wrócił w piątek na zamek, ponieważ kanadyjska "
            "rodzina, która kupiła go na pchlim targu, zdecydowała się oddać go bez odszkodowania, a koszty przesyłki "
            "pokryła sama. Od grudnia będzie go można oglądać.",
        ),
        (
            "bg",
            "Пловдив забранява камионите в центъра",
            "Глобата ще е 500 лева, а нарушителите ще се следят денонощно.",
            "Общинският съвет реши от пролетта тежкотоварните автомобили да не се допускат между шест и двайсет и два "
            "часа, след като измерванията показаха, че замърсяването надхвърля нормата през всеки трети ден. "
            "Нарушенията ще установяват новите камери, които общината купува.",
        ),
        (
            "ru",
            "Вологда откроет музей кружева",
            "Экспонаты можно трогать. Входной билет не нужен.",
            "Первый в стране музей, в котором посетителям разрешат прикасаться к каждому экспонату, откроется в "
            "декабре в старом купеческом доме на набережной, отреставрированном за полтора года силами волонтёров и "
            "студентов, а за входные билеты там никогда не будут брать денег.",
        ),
        (
            "fi",
            "Rantarata suljetaan kesäksi",
            "Bussit korvaavat junia kuuden viikon ajan.",
            "Helsingin ja Turun välinen rata on poissa käytöstä juhannuksesta alkaen, sillä virasto uusii Salon "
            "kohdalla kiskoja ja kaksi siltaa, jotka ovat käyttöikänsä lopussa. Matkustajat kuljetetaan busseilla, ja "
            "matka pitenee noin tunnilla suuntaansa.",
        ),
    ],
)
def test_a_standfirst_shares_a_word_with_its_article_in_whatever_form(
    language: str, title: str, excerpt: str, body: str
) -> None:
    assert standfirst_of((excerpt,), (body,), title, language) == excerpt
