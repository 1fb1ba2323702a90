from __future__ import annotations

import pytest

from bot.sources.parsing.headline import PageTitles, headline_of


@pytest.mark.parametrize(
    ("titles", "headline"),
    [
        (PageTitles(social="Silta suljetaan | Turun Viesti", sites=("Turun Viesti",)), "Silta suljetaan"),
        (PageTitles(document="Turun Viesti: Silta suljetaan", sites=("Turun Viesti",)), "Silta suljetaan"),
        (PageTitles(document="Мост закроют — Новости — Порт", headings=("Мост закроют",)), "Мост закроют"),
        (PageTitles(document="إغلاق الجسر - صحيفة الميناء", headings=("إغلاق الجسر",)), "إغلاق الجسر"),
        (PageTitles(document="市议会关闭大桥_国内新闻_海港网", headings=("市议会关闭大桥",)), "市议会关闭大桥"),
        (PageTitles(social="橋を閉鎖：港新聞", document="橋を閉鎖：港新聞", sites=("港新聞",)), "橋を閉鎖"),
        (PageTitles(document="Bridge closes - Gazette", url="https://www.gazette.co.uk/x"), "Bridge closes"),
        (PageTitles(document="Pont fermé · lavoixduport.fr", url="https://lavoixduport.fr/x"), "Pont fermé"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_headline(titles: PageTitles, headline: str) -> None:
    assert headline_of(titles) == headline


@pytest.mark.parametrize(
    "title",
    [
        "Brücke gesperrt – was Pendler wissen müssen",
        "Nach dem Sturm: Fähre fährt wieder",
        "Why I left the Guardian",
        "How we work: The Guardian",
        "Covid-19: Bridge | Ferry | Bus, what runs",
        "AC/DC kommen nach Köln - und nach Wien",
        "Tax on Spider-Man",
    ],
)
def test_a_part_of_the_headline_stays(title: str) -> None:
    sites = ("The Guardian",)
    assert headline_of(PageTitles(social=title, headings=(title,), document=title, sites=sites)) == title
    assert headline_of(PageTitles(social=title, document=f"{title} | The Guardian", sites=sites)) == title


@pytest.mark.parametrize("wrong", ["Home", "Etusivu", "Der Hafenbote", "hafenbote.de", "Главная"])
def test_a_title_that_is_none_is_not_taken(wrong: str) -> None:
    titles = PageTitles(
        social=wrong, headings=("Brücke gesperrt",), document="Brücke gesperrt - Der Hafenbote",
        sites=("Der Hafenbote",), url="https://hafenbote.de/1",
    )  # fmt: skip
    assert headline_of(titles) == "Brücke gesperrt"


def test_a_logo_in_the_first_heading_is_not_the_headline() -> None:
    titles = PageTitles(headings=("Steinzeit & Co", "Werkzeuge des Menschen"), document="Werkzeuge des Menschen")
    assert headline_of(titles) == "Werkzeuge des Menschen"


def test_a_heading_before_the_colon_of_a_title_is_the_sites_name() -> None:
    titles = PageTitles(social="Ponte fechada", headings=("Jornal",), document="Jornal: Ponte fechada")
    assert headline_of(titles) == "Ponte fechada"


def test_the_headline_that_most_of_the_page_gives_is_taken() -> None:
    titles = PageTitles(
        social="You won't believe what closes", linked="Council closes bridge", headings=("Council closes bridge",),
        document="Council closes bridge",
    )  # fmt: skip
    assert headline_of(titles) == "Council closes bridge"


def test_a_short_headline_after_a_long_name_is_taken_where_two_places_give_it() -> None:
    titles = PageTitles(social="Ferry sinks", headings=("Ferry sinks",), document="The Northern Gazette - Ferry sinks")
    assert headline_of(titles) == "Ferry sinks"


def test_a_title_that_a_quotation_mark_has_cut_is_not_taken() -> None:
    titles = PageTitles(social="Senator calls him", headings=('Senator calls him "incapable"',))
    assert headline_of(titles) == 'Senator calls him "incapable"'


@pytest.mark.parametrize(
    "headline",
    [
        "نقد فیلم «باد در کوچه»",
        "Critique de « La Route du sel »",
        "Nachruf auf »Die Salzstrasse«",
        "«Соляная дорога»",
        "Review: “The Salt Road – Gazette”",
    ],
)
@pytest.mark.parametrize("name", [" | Gazette", " » Gazette", " - Gazette", "_Gazette"])
def test_a_quotation_at_the_end_of_the_headline_keeps_its_mark(headline: str, name: str) -> None:
    assert headline_of(PageTitles(document=headline + name, sites=("Gazette",))) == headline


@pytest.mark.parametrize(
    ("short", "headline"),
    [
        ("نقد فیلم «باد در کوچه»", "نقد فیلم «باد در کوچه»؛ سکوتی که حرف می‌زند"),
        ("«Die Salzstrasse»", "«Die Salzstrasse»: Ein Film, der schweigt"),
        ("Crue : « on a eu peur »", "Crue : « on a eu peur » – récit d’une nuit"),
        ("Piscina de Lussà", "Piscina de Lussà - reobre dijous"),
    ],
)
def test_the_heading_is_the_headline_where_the_title_of_the_document_is_its_beginning(
    short: str, headline: str
) -> None:
    document = f"{short} | Gazette"
    titles = PageTitles(social=headline, headings=(headline,), document=document, sites=("Gazette",))
    assert headline_of(titles) == headline
    assert headline_of(PageTitles(headings=(headline,), document=short)) == headline


@pytest.mark.parametrize(
    ("cut", "headline"),
    [
        ("Mér sagði hann „nei", "Mér sagði hann „nei“ á fundinum"),
        ("市長「橋は", "市長「橋は閉鎖」と発表"),
        ("Le maire : « Le pont", "Le maire : « Le pont – notre honte » rouvre"),
    ],
)
def test_a_title_that_ends_within_a_quotation_is_not_taken(cut: str, headline: str) -> None:
    assert headline_of(PageTitles(linked=cut, social=cut, headings=(headline,))) == headline


@pytest.mark.parametrize("url", ["", "http://[", "https://x.example/"])
def test_a_page_with_one_title_has_that(url: str) -> None:
    assert headline_of(PageTitles(document="Gazette", sites=("Gazette",), url=url)) == "Gazette"
    assert headline_of(PageTitles(url=url)) == ""
