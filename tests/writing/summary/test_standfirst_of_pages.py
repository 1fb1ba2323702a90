"""A page's description is the standfirst only where it is whole, about the article, and not about its site."""

from __future__ import annotations

import pytest

from bot.writing.summary.standfirst import standfirst_of

CUT = [
    # language, description, the article's paragraphs, title, what is left
    (
        "en",
        "Three ferries will stop at Ardlea from March. Skipper Moira",
        ("Read on below for the timetable.", "Skipper Moira Baird said the winter had been long.", "More boats come."),
        "Ardlea gets its pier back",
        "Three ferries will stop at Ardlea from March.",
    ),
    (
        "pt",
        "A ponte pênsil reabre ao trânsito na sexta-feira, depois de obras. O engenheiro responsável, Nuno",
        ("As obras duraram oito meses.", "O engenheiro responsável, Nuno Vaz, garante que o cabo está seguro."),
        "Vila Franca volta a ter travessia",
        "A ponte pênsil reabre ao trânsito na sexta-feira, depois de obras.",
    ),
    (
        "ja",
        "市立図書館は来年4月から夜9時まで開館する。館長の大",
        ("写真は記事の最後にあります。", "館長の大島さんは「仕事帰りに寄ってほしい」と話した。"),
        "開館時間を延長へ",
        "市立図書館は来年4月から夜9時まで開館する。",
    ),
    (
        "ko",
        "시립도서관이 내년 4월부터 밤 9시까지 문을 연다. 관장인 오",
        ("시의회가 예산을 통과시켰다.", "관장인 오세민 씨는 퇴근길에 들러 달라고 말했다."),
        "개관 시간 연장",
        "시립도서관이 내년 4월부터 밤 9시까지 문을 연다.",
    ),
    (
        "tr",
        "Köprü cuma günü yeniden trafiğe açılacak. Belediye Başkanı Ayşe",
        ("Çalışmalar sekiz ay sürdü.", "Belediye Başkanı Ayşe Kaya, halatların yenilendiğini söyledi."),
        "Asma köprüde sona gelindi",
        "Köprü cuma günü yeniden trafiğe açılacak.",
    ),
    (
        "it",
        "Il ponte sospeso riapre venerdì dopo otto mesi di lavori. 2 / 3",
        ("Dopo otto mesi di lavori ai cavi e alle pile, il ponte riapre venerdì.",),
        "Di nuovo aperta la passerella",
        "Il ponte sospeso riapre venerdì dopo otto mesi di lavori.",
    ),
    (
        "nl",
        "De hangbrug gaat vrijdag na acht maanden weer open. Pagina 2",
        ("De brug was acht maanden dicht.",),
        "Eindelijk weer naar de overkant",
        "De hangbrug gaat vrijdag na acht maanden weer open.",
    ),
    (
        "ms",
        "Jambatan gantung itu dibuka semula pada Jumaat selepas lapan bulan ditutup. Halaman 1 dari 2",
        ("Kerja pembaikan mengambil masa lapan bulan.",),
        "Penduduk boleh menyeberang lagi",
        "Jambatan gantung itu dibuka semula pada Jumaat selepas lapan bulan ditutup.",
    ),
    (
        "fr",
        "La passerelle rouvre vendredi après huit mois de travaux | Le Courrier du Fleuve",
        ("Les câbles ont été changés.",),
        "Le fleuve se traverse de nouveau",
        "La passerelle rouvre vendredi après huit mois de travaux",
    ),
    (
        "de",
        "… und am Freitag öffnet die Brücke wieder, sagt der Bürgermeister von Brückfeld.",
        ("Acht Monate lang war die Brücke zu.",),
        "Freie Fahrt über den Fluss",
        "",
    ),
    (
        "es",
        "tras ocho meses de obras, el puente colgante reabre el viernes con cables nuevos y un carril para bicicletas.",
        ("El Ayuntamiento anunció que, tras ocho meses de obras, el puente colgante reabre el viernes.",),
        "Vuelve el paso sobre el río",
        "",
    ),
    (
        "en",
        "The footbridge reopens on Friday, after eight months of work on the cables and the.",
        ("The footbridge reopens on Friday, after eight months of work on the cables and the piers.", "It cost £2m."),
        "Over the river again",
        "",
    ),
    (
        "pl",
        "Kładka zostanie otwarta w piątek po ośmiu miesiącach remontu. Burmistrz podkreśla, że nowe liny wytrzymają co",
        ("Remont trwał osiem miesięcy.", "Burmistrz podkreśla, że nowe liny wytrzymają co najmniej pół wieku."),
        "Znów można przejść przez rzekę",
        "Kładka zostanie otwarta w piątek po ośmiu miesiącach remontu.",
    ),
]


@pytest.mark.parametrize(("language", "description", "body", "title", "left"), CUT)
def test_of_a_description_that_is_cut_only_the_whole_sentences_are_left(
    language: str, description: str, body: tuple[str, ...], title: str, left: str
) -> None:
    assert standfirst_of([description], body, title, language, site="Le Courrier du Fleuve") == left


OF_THE_SITE = [
    # language, site, link, description, title, the article's paragraphs
    (
        "en",
        "The Moorland Mercury",
        "https://moorlandmercury.example/a",
        "Moorland Mercury is your independent newspaper for Exford and the valleys. News, sport and events every day.",
        "Exford pub saved by its regulars",
        ("Forty regulars have bought the Crown in Exford.", "The pub had been for sale since May."),
    ),
    (
        "en",
        "",
        "https://www.example.org/a",
        "Get the latest breaking news, sport, TV, travel and fashion from across the county.",
        "Exford pub saved by its regulars",
        ("Forty regulars have bought the Crown in Exford.", "The pub had been for sale since May."),
    ),
    (
        "de",
        "Wesertal-Anzeiger",
        "https://wesertal-anzeiger.example/a",
        "Aktuelle Nachrichten aus dem Wesertal: Politik, Sport, Kultur und Wirtschaft aus Ihrer Region.",
        "Wirtshaus gerettet",
        ("Vierzig Stammgäste haben die Krone gekauft.", "Das Haus stand seit Mai zum Verkauf."),
    ),
    (
        "es",
        "El Faro del Valle",
        "https://elfarodelvalle.example/a",
        "El Faro del Valle, diario digital con toda la actualidad de la comarca. Noticias, deportes y última hora.",
        "Los vecinos salvan el bar del pueblo",
        ("Cuarenta vecinos han comprado el bar La Corona.", "El local estaba en venta desde mayo."),
    ),
    (
        "fr",
        "La Gazette du Val",
        "https://gazetteduval.example/a",
        "Toute l'actualité du Val en direct : faits divers, sport, politique, économie et culture.",
        "Les habitués sauvent leur bistrot",
        ("Quarante habitués ont racheté la Couronne.", "L'établissement était en vente depuis mai."),
    ),
    (
        "it",
        "Valle Oggi",
        "https://valleoggi.example/a",
        "Valle Oggi è il quotidiano online della provincia: cronaca, sport, politica e ultime notizie in tempo reale.",
        "Gli abitanti salvano il bar",
        ("Quaranta clienti hanno comprato il bar Corona.", "Il locale era in vendita da maggio."),
    ),
    (
        "ru",
        "Долина сегодня",
        "https://dolina.example/a",
        "Последние новости Долинска и района: происшествия, спорт, культура, афиша.",
        "Жители выкупили трактир",
        ("Сорок завсегдатаев купили трактир «Корона».", "Здание продавали с мая."),
    ),
    (
        "fi",
        "Laakson Sanomat",
        "https://laaksonsanomat.example/a",
        "Laakson Sanomat on paikallislehti, joka kertoo alueen tuoreimmat uutiset joka päivä.",
        "Kanta-asiakkaat pelastivat kuppilan",
        ("Neljäkymmentä asiakasta osti Kruunun.", "Kiinteistö oli ollut myynnissä toukokuusta."),
    ),
    (
        "el",
        "Η Φωνή της Κοιλάδας",
        "https://foni.example/a",
        "Όλες οι τελευταίες ειδήσεις από την Ελλάδα και τον κόσμο, με άμεση ενημέρωση όλο το 24ωρο.",
        "Οι θαμώνες έσωσαν το καφενείο",
        ("Σαράντα θαμώνες αγόρασαν την Κορώνα.", "Το κτίριο πωλούνταν από τον Μάιο."),
    ),
    (
        "zh",
        "河谷日报",
        "https://hegu.example/a",
        "河谷日报网提供最新新闻、体育、财经和娱乐资讯，全天候滚动更新。",
        "老顾客合资买下茶馆",
        ("四十位老顾客出资买下了“皇冠”茶馆。", "这处房产自五月起挂牌出售。"),
    ),
    (
        "ar",
        "صوت الوادي",
        "https://sawt.example/a",
        "تابعوا آخر الأخبار العاجلة من مصر والعالم على مدار الساعة.",
        "الزبائن ينقذون المقهى",
        ("اشترى أربعون زبونا مقهى التاج.", "كان المبنى معروضا للبيع منذ مايو."),
    ),
    (
        "sv",
        "Dalbladet",
        "https://dalbladet.example/a",
        "Dalbladet är din lokaltidning. Läs de senaste nyheterna från Dalen, dygnet runt.",
        "Stamgästerna räddade krogen",
        ("Fyrtio stamgäster har köpt Kronan.", "Huset hade varit till salu sedan maj."),
    ),
    (
        "hi",
        "घाटी टाइम्स",
        "https://ghati.example/a",
        "पढ़ें देश और दुनिया की ताज़ा ख़बरें, खेल, मनोरंजन और बिज़नेस समाचार सबसे पहले।",
        "ग्राहकों ने चायघर बचाया",
        ("चालीस ग्राहकों ने मिलकर क्राउन चायघर खरीद लिया।", "इमारत मई से बिक्री पर थी।"),
    ),
]


@pytest.mark.parametrize(("language", "site", "link", "description", "title", "body"), OF_THE_SITE)
def test_what_a_site_says_of_itself_is_no_standfirst(
    language: str, site: str, link: str, description: str, title: str, body: tuple[str, ...]
) -> None:
    assert standfirst_of([description], body, title, language, site=site, link=link) == ""


def test_what_the_site_says_of_itself_behind_a_standfirst_is_left_out() -> None:
    standfirst = "Forty regulars have paid £410,000 for a pub that closed in May."
    body = ("The Crown in Exford belongs to those who drink there.", "It will open again at Easter.")
    description = f"{standfirst} Read the latest news from Exford on Moorland Mercury."
    assert standfirst_of([description], body, "Exford pub saved", "en", site="Moorland Mercury") == standfirst


def test_a_description_that_has_no_word_of_its_article_is_none() -> None:
    body = ("Forty regulars have bought the Crown in Exford, which had been for sale since May.",) * 3
    description = "Recipes, gardens and walks for readers who love the quiet side of life."
    assert standfirst_of([description], body, "Exford pub saved by its regulars", "en") == ""


ABOUT_NEWS = [
    (
        "en",
        "The Moorland Mercury",
        "The editor of the Moorland Mercury resigns after police raid the newspaper over a leak.",
        "Editor quits",
        ("Police searched the newspaper’s office on Monday.", "The editor resigned hours later over the leak."),
    ),
    (
        "de",
        "Wesertal-Anzeiger",
        "Falsche Nachrichten über den Brunnen halten sich hartnäckig. Das Wasser ist sauber, sagt das Gesundheitsamt.",
        "Der Brunnen ist nicht vergiftet",
        ("Das Wasser des Brunnens ist sauber.", "Das Gesundheitsamt hat die falschen Nachrichten geprüft."),
    ),
    (
        "es",
        "El Faro del Valle",
        "El periódico más antiguo de la comarca deja de imprimirse el 31 de diciembre",
        "Adiós al papel",
        ("El periódico La Voz dejará de imprimirse.", "Es el más antiguo de la comarca."),
    ),
    (
        "ja",
        "河谷新聞",
        "地域の新聞販売店が配達の途中で高齢者を見守る取り組みを始めた。",
        "配達で見守り",
        ("新聞販売店の配達員が、高齢者の見守りを始めた。", "取り組みには12の販売店が加わった。"),
    ),
]


@pytest.mark.parametrize(("language", "site", "description", "title", "body"), ABOUT_NEWS)
def test_a_standfirst_may_speak_of_news_and_of_newspapers(
    language: str, site: str, description: str, title: str, body: tuple[str, ...]
) -> None:
    assert standfirst_of([description], body, title, language, site=site) == description


WHOLE = [
    ("en", "The mayor has resigned. Her deputy takes over on Monday", "Mayor goes"),
    ("de", "Der Bürgermeister tritt zurück. Seine Stellvertreterin übernimmt am Montag das Amt", "Aus im Rathaus"),
    ("fr", "Le maire démissionne. Son adjointe prend le relais lundi", "Changement à la mairie"),
]


@pytest.mark.parametrize(("language", "standfirst", "title"), WHOLE)
def test_a_whole_last_sentence_may_lack_its_full_stop(language: str, standfirst: str, title: str) -> None:
    body = ("The mayor of Exford resigned on Friday; Bürgermeister, maire.", "The deputy will take over.")
    assert standfirst_of([standfirst], body, title, language) == standfirst
