"""Of a briefing with several stories a post is made of one of them, and of any other article of its head as ever."""

from __future__ import annotations

import pytest

from bot.writing.reading.clean import paragraphs

ROUNDUPS = [
    # language, title, [heading, text]…, the number of the story
    (
        "en",
        "Friday roundup: Library wins its grant, and a heron on the bus",
        (
            (
                "Money for books",
                "The library in Exford will get £90,000 to mend its roof, the county decided on Thursday.",
            ),
            ("Cricket", "Seamers took nine wickets before lunch as Ardlea beat Velbury by an innings."),
            ("Passenger with wings", "A heron rode the number 12 for three stops and left by the rear door."),
        ),
        0,
    ),
    (
        "de",
        "Der Morgen: Reiher im Bus, Geld für die Bücherei",
        (
            (
                "Dach wird geflickt",
                "Die Bücherei in Exfeld bekommt 90.000 Euro vom Landkreis, beschloss der Ausschuss am Donnerstag.",
            ),
            ("Handball", "Mit zwölf Treffern führte Torjägerin Lena Voss ihre Mannschaft ins Achtelfinale."),
            ("Fahrgast mit Flügeln", "Ein Reiher fuhr drei Haltestellen weit im Bus und stieg hinten wieder aus."),
        ),
        2,
    ),
    (
        "fr",
        "Le brief : la bibliothèque sauvée, un héron dans le bus",
        (
            (
                "Des livres au sec",
                "La bibliothèque d'Exford recevra 90 000 euros du département pour réparer son toit.",
            ),
            ("Handball", "Douze buts de Léna Voss ont qualifié les Ardléennes pour les huitièmes."),
            ("Passager ailé", "Un héron a voyagé trois arrêts durant dans le bus 12 avant de descendre."),
        ),
        0,
    ),
    (
        "es",
        "Lo del día: una garza viaja en autobús",
        (
            ("Libros secos", "La biblioteca de Exford recibirá 90.000 euros de la diputación para reparar su tejado."),
            ("Balonmano", "Doce goles de Lena Voss llevaron a las locales hasta los octavos."),
            ("Pasajera con alas", "Una garza recorrió tres paradas dentro del autobús 12 antes de bajarse."),
        ),
        2,
    ),
    (
        "pl",
        "Poranek: biblioteka dostanie pieniądze, czapla w autobusie",
        (
            (
                "Suche książki",
                "Biblioteka w Eksfordzie otrzyma 90 tysięcy złotych na naprawę dachu, zdecydował powiat.",
            ),
            ("Piłka ręczna", "Dwanaście bramek Leny Voss dało gospodyniom awans do ćwierćfinału."),
            ("Pasażerka", "Czapla przejechała trzy przystanki linią numer dwanaście i wysiadła tylnymi drzwiami."),
        ),
        0,
    ),
    (
        "ru",
        "Утро: цапля в автобусе",
        (
            ("Сухие книги", "Библиотека Эксфорда получит девяносто тысяч рублей, чтобы починить протекающую крышу."),
            ("Гандбол", "Двенадцать мячей Лены Фосс вывели хозяек площадки в четвертьфинал турнира."),
            ("Пассажирка", "Цапля проехала три остановки в автобусе и вышла через заднюю дверь."),
        ),
        2,
    ),
    (
        "id",
        "Kabar pagi: perpustakaan dapat dana, bangau naik bus",
        (
            ("Buku kering", "Perpustakaan Exford menerima sembilan puluh juta rupiah untuk memperbaiki atapnya."),
            ("Bola tangan", "Dua belas gol Lena Voss membawa tuan rumah melaju menuju perempat final."),
            ("Penumpang bersayap", "Seekor bangau menumpang sejauh tiga halte lalu turun lewat pintu belakang."),
        ),
        0,
    ),
    (
        "tr",
        "Güne bakış: otobüste balıkçıl",
        (
            ("Kuru kitaplar", "Exford kütüphanesine çatısının onarılması amacıyla doksan bin lira verilecek."),
            ("Hentbol", "Lena Voss attığı sayılarla takımını çeyrek finale taşıdı, taraftarlar coştu."),
            ("Kanatlı yolcu", "Balıkçıl, üç durak boyunca otobüste kaldı ve arka kapıdan uçup gitti."),
        ),
        2,
    ),
    (
        "sv",
        "Morgonkollen: biblioteket får pengar",
        (
            ("Torra böcker", "Biblioteket i Exford får nittiotusen kronor av regionen för att laga taket."),
            ("Handboll", "Tolv mål av Lena Voss tog hemmalaget vidare till kvartsfinal på lördag."),
            ("Passagerare med vingar", "Hägern åkte tre hållplatser och klev av genom bakdörren utan biljett."),
        ),
        0,
    ),
    (
        "nl",
        "De ochtend: reiger in de bus",
        (
            ("Droge boeken", "Bibliotheek Exford krijgt negentigduizend euro van de provincie voor het lekkende dak."),
            ("Handbal", "Twaalf doelpunten van Lena Voss brachten de thuisploeg naar de kwartfinale."),
            ("Passagier met vleugels", "Een reiger reisde drie haltes mee en verliet lijn twaalf achterin."),
        ),
        2,
    ),
]


@pytest.mark.parametrize(("language", "title", "stories", "number"), ROUNDUPS)
def test_of_a_round_up_only_the_story_is_read_that_its_title_names_first(
    language: str, title: str, stories: tuple[tuple[str, str], ...], number: int
) -> None:
    body = "".join(f"<h2>{heading}</h2><p>{text}</p>" for heading, text in stories)
    assert paragraphs(body, title=title, language=language) == (stories[number][1],)


def test_where_the_title_names_none_it_is_the_introduction_or_else_the_first_story() -> None:
    _, _, stories, _ = ROUNDUPS[0]
    body = "".join(f"<h2>{heading}</h2><p>{text}</p>" for heading, text in stories)
    assert paragraphs(body, title="Friday, 27 November", language="en") == (stories[0][1],)
    introduction = "It rained on the whole county for a sixth day running."
    assert paragraphs(f"<p>{introduction}</p>{body}", title="Friday, 27 November", language="en") == (introduction,)


def test_an_article_whose_sections_go_on_with_one_story_is_read_on() -> None:
    body = (
        "<p>The library in Exford will close for a year while its roof is mended.</p>"
        "<h2>Why it leaks</h2><p>The library roof was laid in 1932, and its slates have slipped since May.</p>"
        "<h2>Where readers go</h2><p>Readers find the library books in the old school, the council said.</p>"
        "<h2>What it costs</h2><p>The roof costs £90,000: the council pays half, the readers half.</p>"
    )
    assert len(paragraphs(body, title="Exford library to close", language="en")) == 4
