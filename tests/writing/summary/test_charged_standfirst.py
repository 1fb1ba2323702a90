"""A standfirst that tells a charge stands only beside the sentence of the article that denies it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.article import Article

CASES = [
    (
        "pt",
        "MP denuncia ex-prefeito por desvio",
        "Ministério Público denunciou o ex-prefeito Wagner Teles por suposto desvio de R$ 11,3 milhões.",
        "O Ministério Público denunciou na quinta-feira o ex-prefeito Wagner Teles por suposto desvio de "
        "R$ 11,3 milhões da merenda escolar.",
        "Ele nega as acusações.",
    ),
    (
        "en",
        "Theatre director before the court",
        "Former director Ines Hale is accused of selling the theatre's seats and keeping the money.",
        "Ines Hale ran the Playhouse in Redcar for eleven years. The case was opened at Teesside on Monday morning.",
        "Ms Hale denies all the allegations.",
    ),
    (
        "de",
        "Prozess um gefälschte Rechnungen",
        "Der frühere Geschäftsführer Jörg Pahl soll Rechnungen gefälscht haben, lautet der Vorwurf der Ermittler.",
        "Vor dem Landgericht Kiel hat der Prozess um die Stadtwerke begonnen. Verhandelt wird bis in den März.",
        "Pahl bestreitet die Vorwürfe.",
    ),
    (
        "es",
        "El exalcalde, ante el juez",
        "La Fiscalía acusa al exalcalde Ramón Vidal de cobrar comisiones por la obra del puerto.",
        "La Fiscalía acusa al exalcalde Ramón Vidal de cobrar comisiones por la obra del puerto de Cariño.",
        "Vidal niega las acusaciones.",
    ),
    (
        "fr",
        "Un notaire mis en examen",
        "Le notaire Paul Kerbrat est soupçonné d’avoir détourné 300 000 euros de successions.",
        "Le notaire Paul Kerbrat, 61 ans, est soupçonné d’avoir détourné 300 000 euros de successions à Quimper.",
        "Il conteste les faits.",
    ),
    (
        "it",
        "Inchiesta sull’ospedale di Cuneo",
        "La procura accusa il primario Luca Ferri di aver truccato tre concorsi in due anni.",
        "La procura di Cuneo accusa il primario Luca Ferri di aver truccato tre concorsi in due anni di lavoro.",
        "Ferri respinge ogni accusa.",
    ),
    (
        "pl",
        "Wójt usłyszał zarzuty",
        "Wójt Marek Sowa jest podejrzany o przyjęcie łapówki za pozwolenie na budowę hali.",
        "Wójt Marek Sowa jest podejrzany o przyjęcie łapówki za pozwolenie na budowę hali pod Łomżą.",
        "Nie przyznaje się do winy.",
    ),
    (
        "ru",
        "Дело директора школы",
        "Директора школы Олега Рябова обвиняют в хищении двух миллионов рублей на ремонте.",
        "Директора школы Олега Рябова обвиняют в хищении двух миллионов рублей на ремонте спортивного зала.",
        "Свою вину он не признаёт и отрицает хищение.",
    ),
    (
        "tr",
        "Belediye başkanına dava",
        "Savcılık, belediye başkanı Kemal Arıkan'ı ihalede rüşvet almakla suçluyor.",
        "Savcılık, Sinop'ta belediye başkanı Kemal Arıkan'ı ihalede rüşvet almakla suçluyor.",
        "Arıkan suçlamaları reddediyor.",
    ),
    (
        "id",
        "Mantan bupati jadi tersangka",
        "Jaksa menuduh mantan bupati Hasan Lubis menerima suap dua miliar rupiah dari kontraktor.",
        "Jaksa menuduh mantan bupati Hasan Lubis menerima suap dua miliar rupiah dari kontraktor jalan di Langkat.",
        "Hasan membantah tuduhan itu.",
    ),
    (
        "ja",
        "元町長を起訴",
        "検察は元町長の山田健が業者から現金を受け取った疑いがあるとして起訴した。",
        "検察は元町長の山田健が道路工事の業者から現金を受け取った疑いがあるとして起訴した。",
        "山田被告は起訴内容を否認している。",
    ),
    (
        "de",
        "Razzia beim Bauamt",
        "Der Leiter des Bauamts wird verdächtigt, Genehmigungen verkauft zu haben.",
        "Die Polizei hat am Dienstag das Bauamt in Görlitz durchsucht. 40 Beamte trugen Akten aus dem Haus.",
        "Der Anwalt des Amtsleiters wies die Vorwürfe zurück.",
    ),
    (
        "zh",
        "市长被起诉",
        "检方指控市长王志强在采购学校设备时受贿三百万元。",
        "检方周二指控市长王志强在采购学校设备时受贿三百万元。",
        "王志强否认指控。",
    ),
]

FILLING = (
    "The playhouse opened in 1908 and seats four hundred people on two floors.",
    "A roof repair in the spring cost the borough more than it had planned.",
    "Concerts take place there on every second weekend of the winter.",
)


def article_of(language: str, title: str, standfirst: str, lead: str, denial: str) -> Article:
    return Article(
        site="Example News",
        link="https://news.example/charge",
        title=title,
        body=f"<p>{lead} {denial}</p><p>1998–2004: Exford.</p>",
        excerpt=standfirst,
        language=language,
    )


@pytest.mark.parametrize(("language", "title", "standfirst", "lead", "denial"), CASES)
def test_a_standfirst_that_charges_stands_beside_its_denial(
    compose_post, limits, language: str, title: str, standfirst: str, lead: str, denial: str
) -> None:
    article = article_of(language, title, standfirst, lead, denial)
    text = compose_post(article, limits=limits(length=5000)).text
    assert standfirst in text
    assert denial in text


@pytest.mark.parametrize(("language", "title", "standfirst", "lead", "denial"), CASES)
def test_without_room_for_its_denial_the_charge_of_a_standfirst_is_not_told(
    compose_post, limits, language: str, title: str, standfirst: str, lead: str, denial: str
) -> None:
    article = article_of(language, title, standfirst, lead, denial)
    for length in range(120, 420, 20):
        text = compose_post(article, limits=limits(length=length)).text
        assert standfirst not in text or denial in text


def test_a_denial_that_speaks_of_something_else_far_below_does_not_follow_the_standfirst(compose_post, limits) -> None:
    body = "".join(f"<p>{sentence}</p>" for sentence in (CASES[1][3], *FILLING, "The council denied that it rains."))
    article = replace(article_of(*CASES[1]), body=body)
    text = compose_post(article, limits=limits(length=5000)).text
    assert CASES[1][2] in text
    assert "rains" not in text


@pytest.mark.parametrize(("language", "title", "standfirst", "lead", "denial"), CASES)
def test_where_nobody_denies_it_the_charge_of_a_standfirst_stands_alone(
    compose_post, limits, language: str, title: str, standfirst: str, lead: str, denial: str
) -> None:
    article = replace(article_of(language, title, standfirst, lead, ""), body="")
    assert standfirst in compose_post(article, limits=limits(length=5000)).text


def test_behind_a_standfirst_the_denial_of_the_accusation_needs_no_sentence_between(compose_post, limits) -> None:
    text = compose_post(article_of(*CASES[-2]), limits=limits(length=5000)).text
    assert f"{CASES[-2][2]} {CASES[-2][4]}" in text


def test_a_plea_far_below_that_names_the_offence_is_the_denial(compose_post, limits) -> None:
    plea = "Ms Dale pleaded not guilty to theft."
    standfirst = "A councillor has been charged with stealing from a charity shop in Kendal."
    paragraphs = ("Magistrates in Kendal sat on Friday for a first hearing.", *FILLING, plea)
    article = replace(article_of(*CASES[1]), excerpt=standfirst, body="".join(f"<p>{text}</p>" for text in paragraphs))
    assert f"{standfirst} {plea}" in compose_post(article, limits=limits(length=5000)).text
