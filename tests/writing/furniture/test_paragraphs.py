"""Furniture is told from reporting that looks like it, in many languages and in wordings that no list has."""

from __future__ import annotations

import pytest

from bot.writing.furniture import entries
from bot.writing.furniture.paragraphs import is_byline, is_furniture


@pytest.mark.parametrize("sentence", entries("wordpress_lines", "appeared_first"))
def test_the_line_below_each_item_of_yoast_is_furniture_in_all_its_languages(sentence: str) -> None:
    parts = ["Bridge to close", "Harbour Gazette"]
    for sign in ("%1$s", "%2$s") if "%1$s" in sentence else ("%s", "%s"):
        sentence = sentence.replace(sign, parts.pop(0), 1)
    assert is_furniture(sentence, site="Harbour Gazette")


@pytest.mark.parametrize(
    "line",
    [
        "Like our content? Subscribe!",
        "If you value our reporting, please consider making a donation.",
        "Correction, Nov. 20: A previous version of this story misspelled the name of the mayor.",
        "[Editor’s note: This story has been updated to include the names of the victims.]",
        "This is a breaking news story and will be updated as more information becomes available.",
        "This story was originally published at The Conversation.",
        "Reporting by Ana Souza in Brasília; Editing by Mark Heinz and Tom Roe",
        "Additional reporting by Jane Doe in Paris.",
        "The mayor at the bridge on Friday. (Photo: Anna Berg/TT)",
        "The court has ruled on the case. AP Photo/Jane Doe",
        "Lesen Sie auch: So kommt die Fähre durch den Winter.",
        "Korrektur: In einer früheren Version stand, dass die Brücke 1932 gebaut wurde.",
        "Cet article contient des liens affiliés. Nous pouvons percevoir une commission.",
        "Il vous reste 80 % de cet article à lire. La suite est réservée aux abonnés.",
        "Este artículo contiene enlaces de afiliados por los que podemos recibir una comisión.",
        "Denne artikel er opdateret kl. 14.20 med en udtalelse fra politiet.",
        "Obserwuj nas na Facebooku i bądź na bieżąco.",
        "Haberin devamı için tıklayın.",
        "Если вы нашли ошибку, выделите фрагмент текста и нажмите Ctrl+Enter.",
        "この記事は有料会員限定です。",
        "（责任编辑：张三）",
        "저작권자 ⓒ 항구신문, 무단 전재 및 재배포 금지",
        "نحن نستخدم ملفات تعريف الارتباط.",
        "हमारे व्हाट्सऐप चैनल से जुड़ें।",
        "Follow the latest updates here.",
        "Wir berichten im Liveticker.",
        "Suivez la situation en direct.",
        "Siga minuto a minuto la jornada.",
        "Segui la diretta.",
        "Följ utvecklingen i vår direktrapport.",
        "Стежте за розвитком подій у нашому онлайні.",
        "تابعوا التغطية المباشرة.",
        "L’autrice est directrice de la bibliothèque. Le texte n’engage qu’elle.",
        "Der Beitrag gibt die Meinung der Autorin wieder, nicht notwendigerweise die der Redaktion.",
        "Las opiniones expresadas aquí son responsabilidad de la autora.",
        "Názory autora nevyjadřují stanovisko redakce.",
        "Думка автора може не збігатися з позицією редакції.",
        "المقال لا يعبر بالضرورة عن رأي الصحيفة.",
        "Publié le 9 novembre 2026 à 18h12 - Lecture 4 min.",
        "Veröffentlicht am 9. November 2026 um 18:12 Uhr – 4 Min.",
        "Publicado em 9 de novembro de 2026, às 18h12. Leitura de 4 min.",
        "Опубликовано 9 ноября 2026 г. в 18:12. Время чтения 4 мин.",
    ],
)
def test_a_notice_to_readers_is_furniture_in_whatever_words_it_says_it(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "news",
    [
        "Like us, chimpanzees mourn their dead for weeks, a study of 84 animals found.",
        "Published 3 May 1932, it sold 40 copies.",
        "Las opiniones expresadas en la encuesta revelan un rechazo a la reforma.",
        "Alle Entwicklungen im Nahen Osten beunruhigen die Märkte.",
        "Følg saken nøye, ba dommeren.",
        "“Find our children,” the mothers of 43 missing students shouted in the capital.",
        "More from tourists than from taxes: the city took 14 million euros last year.",
        "Subscribe-to-own schemes for electric bikes are spreading, a survey found.",
        "Source: the spring above the village has run dry, and nobody knows why.",
        "Please, said the mayor, let us finish the bridge before the floods come.",
        "Please donate blood, hospitals told residents, and 4,000 people queued @noon.",
        "Support us, the rebels told villagers, or lose your cattle.",
        "Don’t expect the ferry before June, please, the operator wrote to info@example.org on Friday.",
        "Photo finish: Two centimetres separated the first three runners on Sunday.",
        "Advertisement spending fell 12 percent in October, the industry body said.",
        "Correction officers at the state prison walked out on Monday.",
        "This article of the constitution has been amended three times since 1949.",
        "All rights reserved for the king were abolished by parliament on Friday.",
        "With files from the secret police, historians have named 300 informers.",
        "Continue reading the old maps and you reach the village that the lake swallowed.",
        "L'articolo 18 proviene da una legge del 1970 e fu riformato nel 2015.",
        "该病毒最先出现在武汉，专家周五说。",
        "Anzeigen wegen Betrugs haben sich in einem Jahr verdoppelt, sagte die Polizei.",
        "Recibe el Nobel a los 84 años y lo regala a su pueblo.",
        "Leggi più severe entreranno in vigore da gennaio.",
        "Del af taget styrtede sammen fredag aften, oplyser politiet.",
        "Theo dõi 3.000 người trong 20 năm, các nhà khoa học thấy cà phê kéo dài tuổi thọ.",
        "Реклама пива будет запрещена с января, решила Дума.",
        "写真展が東京で始まり、初日に三千人が訪れた。",
        "سجل المنتخب ثلاثة أهداف في الشوط الأول.",
    ],
)
def test_reporting_that_begins_like_furniture_stays(news: str) -> None:
    assert not is_furniture(news, site="Harbour Gazette")


def test_a_sentence_before_a_link_is_not_lost_with_the_link() -> None:
    assert not is_furniture(
        "The report of 84 pages names the cause of the collision in the fog. More at www.example.org."
    )


@pytest.mark.parametrize(
    "lead",
    [
        "Sign up for the army, the president told young men on Friday.",
        "Subscribe to Netflix? You may soon pay more.",
        "Get the latest flu jab by December, doctors advise people over 60.",
        "Abonnieren Sie Streaming-Dienste? Dann zahlen Sie ab Januar mehr.",
        "Inscrivez-vous sur les listes avant le 31 décembre, rappelle le ministère aux Français de l’étranger.",
        "Suscríbase a un seguro antes de viajar, recomiendan los consumidores.",
        "Подпишитесь на контракт, призвал губернатор молодых людей в пятницу.",
    ],
)
def test_a_lead_that_plays_on_an_invitation_stays(lead: str) -> None:
    assert not is_furniture(lead)


@pytest.mark.parametrize(
    "invitation",
    [
        "Sign up for our newsletter, which 40,000 readers recommend.",
        "Subscribe to the Gazette? You will find our offers here.",
        "Lesen Sie das ganze Interview in der Printausgabe.",
        "Leia a reportagem completa em nosso site.",
    ],
)
def test_an_invitation_that_names_the_paper_s_own_is_none(invitation: str) -> None:
    assert is_furniture(invitation)


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe, in Paris",
        "Von Jane Doe",
        "Door Jane Doe",
        "Oleh: Jane Doe",
        "Автор: Анна Берг",
        "Από την Άννα",
        "文／張三",
    ],
)
def test_a_byline_is_known_in_the_words_of_many_languages(line: str) -> None:
    assert is_byline(line, "")


@pytest.mark.parametrize("line", ["Bypass to open in May", "Vondel Park closed", "文化祭に三千人"])
def test_a_word_that_begins_like_that_of_a_byline_makes_none(line: str) -> None:
    assert not is_byline(line, "")


@pytest.mark.parametrize(
    "line",
    [
        "Harbour Gazette is part of the Harbour Media group, which has 14 papers.",
        "Die Harbour Gazette gehört zu Harbour Media.",
        "Harbour Gazette forma parte de Harbour Media, un grupo de 14 diarios.",
    ],
)
def test_whose_paper_it_is_is_no_reporting(line: str) -> None:
    assert is_furniture(line, site="Harbour Gazette")
    assert not is_furniture(line, site="Coast Weekly")


@pytest.mark.parametrize(
    "fields",
    [
        "When: Friday, Nov. 27 at 7:30 p.m. Where: Old Ropery, 14 Quay Street. Tickets: $12.",
        "Wann: Freitag um 19 Uhr. Wo: Reeperbahn. Eintritt: frei.",
        "Début de phénomène : vendredi 18h. Fin : samedi 6h.",
        "कब: शुक्रवार, 27 नवंबर, शाम 7 बजे। कहाँ: पुरानी रस्सीशाला।",
        "日時：11月27日（金）19時。 会場：旧製綱所。",
        "Data: piątek • Miejsce: Stara Powroźnia • Wstęp: wolny",
    ],
)
def test_a_form_that_is_filled_in_is_no_reporting(fields: str) -> None:
    assert is_furniture(fields)


@pytest.mark.parametrize(
    "news",
    [
        "The result: Three dead and 40 hurt. The driver was 17.",
        "The result: Three dead. Many were hurt in the crash. The cause: A cable.",
        "One thing is sure: The bridge will close. Nobody knows when it will open.",
        "Mayor: The bridge will close, and it will stay so for three years at the least, whatever it costs the town.",
    ],
)
def test_a_sentence_with_a_colon_is_no_form(news: str) -> None:
    assert not is_furniture(news)
