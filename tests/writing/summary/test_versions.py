"""A summary says more than its title, nothing twice, and no detail without the news."""

from __future__ import annotations

import pytest

from bot.writing.summary.ranking import ranked_sentences
from bot.writing.summary.versions import summary_versions


@pytest.mark.parametrize(
    ("language", "title", "lead"),
    [
        (
            "en",
            "Council of Northam votes to close the old harbour bridge",
            "The council of Northam voted to close the old harbour bridge, which carries 9,000 lorries and four "
            "tram lines each day.",
        ),
        (
            "es",
            "El Ayuntamiento de Lorca cierra el puente viejo del puerto",
            "El Ayuntamiento de Lorca cierra el puente viejo del puerto, que soporta cada día el paso de nueve mil "
            "camiones.",
        ),
        (
            "uk",
            "Міська рада Ковеля закриває старий міст у порту",
            "Міська рада Ковеля закриває старий міст у порту, де щодня проїжджають дев'ять тисяч вантажівок та "
            "чотири трамваї.",
        ),
    ],
)
def test_a_sentence_is_not_cut_to_what_the_title_says(language: str, title: str, lead: str) -> None:
    versions = summary_versions(ranked_sentences((lead,), title=title, language=language), 3, language, title=title)
    assert [summary.text for summary in versions] == [lead, ""]


def test_a_standfirst_is_not_cut_to_what_the_title_says() -> None:
    title = "Council of Northam votes to close the old harbour bridge"
    standfirst = "The council of Northam voted to close the old harbour bridge. Traders fear for their living."
    assert [summary.text for summary in summary_versions((), 3, "en", standfirst, title)] == [standfirst, ""]


def test_what_follows_a_standfirst_without_a_full_stop_stands_in_its_own_paragraph() -> None:
    lead = "The council voted 7 to 2 on Friday to close the old harbour bridge."
    standfirst = "Traders fear for their living"
    ranked = ranked_sentences((lead,), title="", language="en")
    best = summary_versions(ranked, 3, "en", standfirst)[0]
    assert best.text == f"{standfirst}\n\n{lead}"


@pytest.mark.parametrize(
    ("language", "title", "standfirst", "lead"),
    [
        (
            "hu",
            "Bezár a kikötői híd",
            "A városi tanács szavazása szerint kilenc hónapra bezár a kikötői híd.",
            "A városi tanács pénteki szavazása szerint kilenc hónapra, bezár a felújításra szoruló kikötői híd.",
        ),
        (
            "fi",
            "Satamasilta suljetaan",
            "Kaupunginvaltuusto sulkee vanhan satamasillan yhdeksäksi kuukaudeksi.",
            "Kaupunginvaltuusto päätti äänin 7–2, että se sulkee vanhan satamasillan yhdeksäksi kuukaudeksi.",
        ),
    ],
)
def test_a_longer_sentence_that_holds_the_standfirst_does_not_stand_beside_it(
    language: str, title: str, standfirst: str, lead: str
) -> None:
    ranked = ranked_sentences((lead,), title=title, language=language)
    versions = summary_versions(ranked, 3, language, standfirst, title)
    assert not any({standfirst, lead} <= set(summary.sentences) for summary in versions)


@pytest.mark.parametrize(
    ("language", "title", "standfirst", "lead", "following"),
    [
        (
            "pl",
            "Wójt Brzozowa straciła większość w radzie",
            "Troje radnych odeszło do opozycji. Poszło o sprzedaż starego młyna.",
            "Troje radnych klubu „Nasz Brzozów” ogłosiło w środę odejście do opozycji, przez co wójt Brzozowa Ewa Lis "
            "straciła większość w radzie.",
            "Nowy podział mandatów oznacza, że opozycja ma teraz 9 z 15 głosów i może odrzucić budżet na przyszły rok.",
        ),
        (
            "en",
            "Mayor of Tarnmouth loses her majority",
            "Three councillors have joined the opposition. They object to the sale of the old mill.",
            "Three councillors of the Harbour group joined the opposition on Wednesday, so that Mayor Ewa Lis of "
            "Tarnmouth loses her majority.",
            "The opposition now has nine of 15 seats and can reject the budget for next year.",
        ),
        (
            "de",
            "Bürgermeisterin von Velbach verliert Mehrheit",
            "Drei Stadträte wechseln zur Opposition. Sie sind gegen den Verkauf der alten Mühle.",
            "Drei Stadträte der Hafengruppe wechseln zur Opposition, weshalb Bürgermeisterin Eva Lis in Velbach ihre "
            "Mehrheit verliert.",
            "Die Opposition hat nun neun von 15 Sitzen und kann den Haushalt für das nächste Jahr ablehnen.",
        ),
    ],
)
def test_a_lead_that_only_joins_title_and_standfirst_is_passed_over_for_the_next_sentence(
    language: str, title: str, standfirst: str, lead: str, following: str
) -> None:
    ranked = ranked_sentences((lead, following), title=title, language=language)
    assert summary_versions(ranked, 4, language, standfirst, title)[0].text == f"{standfirst} {following}"


def test_a_lead_that_denies_what_title_and_standfirst_say_is_not_passed_over() -> None:
    title = "Mayor of Tarnmouth charged with fraud"
    standfirst = "Ewa Lis is accused of taking £40,000 from the harbour fund. Her trial begins in May."
    lead = (
        "Mayor Ewa Lis of Tarnmouth, charged with fraud and accused of taking £40,000 from the harbour fund on "
        "Wednesday, denies both, and says that auditors of the county approved each of the six payments in advance."
    )
    ranked = ranked_sentences((lead,), title=title, language="en")
    assert any(lead in summary.sentences[1:] for summary in summary_versions(ranked, 4, "en", standfirst, title))


SPONGE = (
    "A glass sponge that lives a mile deep in the Atlantic filters four times more water each day than was thought.",
    "The sponges form dense gardens off Nova Scotia.",
    "At such densities a garden of sponges could filter the water above it every ten days.",
    "The team counted sponges in the gardens with a robot.",
    "Trawling has destroyed nearly half of the gardens since 1985.",
    "Canada closed two areas to bottom fishing in 2013.",
    "Instruments were read every nine hours, and the temperature was four degrees.",
    "Funding came from a foundation in Bergen and two ministries.",
)


def test_a_detail_far_below_the_head_stands_only_beside_the_lead() -> None:
    ranked = ranked_sentences(SPONGE, title="Deep-sea sponge filters more water than thought", language="en")
    versions = summary_versions(ranked, 3, "en", title="Deep-sea sponge filters more water than thought")
    assert not any(
        set(SPONGE[6:]) & set(summary.sentences) and SPONGE[0] not in summary.sentences for summary in versions
    )


@pytest.mark.parametrize(
    ("language", "title", "anecdote", "nut"),
    [
        (
            "en",
            "Three counties hid nitrate in private wells for six years",
            "Carol Steinmetz remembers the morning on which she stopped drinking her own coffee.",
            "Officials of three counties knew of nitrate in private wells for six years before they told anybody.",
        ),
        (
            "de",
            "Drei Kreise verschwiegen sechs Jahre lang Nitrat in privaten Brunnen",
            "Karola Steinmetz erinnert sich an den Morgen, an dem sie ihren Kaffee stehen ließ.",
            "Behörden von drei Kreisen wussten sechs Jahre lang vom Nitrat in privaten Brunnen und schwiegen.",
        ),
        (
            "ru",
            "Три района шесть лет скрывали нитраты в частных колодцах",
            "Карина Савельева помнит утро, когда она впервые не допила собственный кофе.",
            "Чиновники трёх районов шесть лет знали про нитраты в частных колодцах и никому об этом не сообщили.",
        ),
    ],
)
def test_of_an_anecdote_and_what_the_title_was_made_from_the_latter_is_the_better(
    language: str, title: str, anecdote: str, nut: str
) -> None:
    ranked = ranked_sentences((anecdote, nut), title=title, language=language)
    singles = [
        summary.sentences[0]
        for summary in summary_versions(ranked, 1, language, title=title)
        if summary.sentences and not summary.is_cut
    ]
    assert singles == [nut]


@pytest.mark.parametrize(
    ("language", "title", "paragraphs"),
    [
        (
            "en",
            "Rents in Cork keep rising",
            (
                "Tenants in Cork paid more for a flat in October than ever before, the housing board said.",
                "“We see no end of it,” its head, Orla Byrne, told the council.",
                "The board measures what part of their wages people under 30 spend on a flat.",
                "The average rose to 42 per cent.",
            ),
        ),
        (
            "de",
            "Tarifstreit bei der Post geht weiter",
            (
                "Im Tarifstreit bei der Post ist am Freitag keine Einigung gelungen.",
                "Eine Kommission unter dem früheren Richter Paul Adler soll vermitteln.",
                "Die Gewerkschaft fordert neun Prozent mehr Geld für 170.000 Beschäftigte.",
                "Die Kommission will ihren Vorschlag am Montag in Bonn vorlegen.",
            ),
        ),
        (
            "cs",
            "Most v Bechyni se zavře na rok",
            (
                "Most v Bechyni se od března na rok uzavře, rozhodlo ministerstvo dopravy.",
                "Objízdné trasy povedou přes Opařany a přes Bernartice.",
                "První trasa měří 21 kilometrů a je určena nákladním autům.",
                "Druhá je o polovinu kratší, ale vede úzkou silnicí.",
            ),
        ),
        (
            "ru",
            "В Самаре построят новый трамвайный парк",
            (
                "В Самаре начнут строить трамвайный парк на 120 вагонов, сообщила мэрия.",
                "Проект разработало бюро из Казани, которое выиграло конкурс в мае.",
                "Стоимость работ оценивается в 4,6 миллиарда рублей.",
                "Бюро обещает сдать чертежи до конца марта следующего года.",
            ),
        ),
        (
            "ja",
            "富山市、路面電車の新路線を検討",
            (
                "富山市は路面電車の新しい路線をつくる検討を始めた。",
                "市民や専門家でつくる委員会が三つの案を比べる。",
                "事業費は最大で240億円と見込まれている。",
                "委員会は来年3月に結論をまとめる予定だ。",
            ),
        ),
        (
            "ar",
            "إضراب في ميناء صفاقس",
            (
                "دخل عمال ميناء صفاقس في إضراب مفتوح منذ صباح الاثنين.",
                "وشكلت وزارة النقل لجنة من خمسة خبراء للنظر في المطالب.",
                "ويعمل في الميناء نحو ألفي عامل وموظف.",
                "وستقدم اللجنة تقريرها إلى الوزير يوم الخميس المقبل.",
            ),
        ),
    ],
)
def test_between_two_sentences_of_a_summary_none_of_the_article_is_left_out(
    language: str, title: str, paragraphs: tuple[str, ...]
) -> None:
    ranked = ranked_sentences(paragraphs, title=title, language=language)
    for summary in summary_versions(ranked, 3, language, title=title):
        if not summary.is_cut:
            positions = [paragraphs.index(sentence) for sentence in summary.sentences]
            assert positions == list(range(min(positions, default=0), max(positions, default=-1) + 1))


@pytest.mark.parametrize(
    ("title", "between"),
    [
        ("Council votes to close bridge", "This was reported by the Northam Echo."),
        ("Council votes to close bridge", "WEATHER...WIND...RAIN"),
        (
            "Northam council votes to close old harbour bridge",
            "The Northam council votes to close the old harbour bridge.",
        ),
    ],
)
def test_what_is_no_sentence_of_its_own_may_be_left_out_between_two_others(title: str, between: str) -> None:
    lead = "Nine of the twelve members were for the repairs, which cost 3.5 million pounds."
    other = "Buses go by way of Clifton until June, and lorries by way of Leeds."
    ranked = ranked_sentences((lead, between, other), title=title, language="en")
    assert (lead, other) in {summary.sentences for summary in summary_versions(ranked, 3, "en", title=title)}


def test_behind_a_standfirst_stands_only_the_article_s_beginning() -> None:
    standfirst = "Tenants in Cork pay more than ever, and the council wants to act."
    paragraphs = (
        "The housing board has presented its figures for October.",
        "It measures what part of their wages people under 30 spend on a flat.",
        "The average rose to 42 per cent in the city and fell in the county.",
    )
    ranked = ranked_sentences(paragraphs, title="Rents in Cork", language="en")
    for summary in summary_versions(ranked, 3, "en", standfirst, "Rents in Cork"):
        if summary.text.startswith(standfirst):
            assert paragraphs[2] not in summary.sentences or paragraphs[1] in summary.sentences
