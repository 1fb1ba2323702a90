"""A dateline goes, though its town is on no list; what may be the subject of its sentence stays."""

from __future__ import annotations

import pytest

from bot.writing.furniture.heads import without_head

HEADS = [
    ("OSS - ", "De brandweer heeft dinsdag een hond uit de Maas gehaald, ten noorden van Oss.", "", ""),
    ("BEST – ", "In een loods aan de Eindhovenseweg heeft dinsdag een felle brand gewoed.", "", ""),
    (
        "URK - ",
        "Een visser heeft in de haven een zeehond van 40 kilo uit zijn netten bevrijd.",
        "Zeehond in haven Urk",
        "",
    ),
    ("HOBRO: ", "Efter to års byggeri kan børnene fra mandag tage den nye skole i brug.", "Ny skole i Hobro", ""),
    ("SKIVE: ", "Den gamle fjordbro åbner igen for biler, når vinteren er forbi.", "", ""),
    ("MORA: ", "Branden i sågverket är släckt och ingen har skadats, säger räddningstjänsten i Mora.", "", ""),
    ("ÅMÅL – ", "Den nya bron över kanalen öppnar för trafik på fredag, ett år för sent.", "", ""),
    ("Tlaxcala, Tlax.- ", "La Secretaría de Turismo anunció este martes la apertura de dos museos.", "", ""),
    ("Gómez Palacio, Dgo.- ", "Elementos de la policía recuperaron este martes 14 bicicletas robadas.", "", ""),
    ("Ushuaia.- ", "El puerto recibió el martes al primer crucero de la temporada de verano.", "", ""),
    ("ACN Vic.-", "El mercat de la plaça tornarà a obrir dissabte, després de les obres.", "", ""),
    ("Olot (ACN).- ", "El mercat de la plaça tornarà a obrir dissabte, després de les obres.", "", ""),
    ("ACN Ripoll - ", "El mercat de la plaça tornarà a obrir dissabte, després de les obres.", "", ""),
    ("सतना, घाटी टाइम्स। ", "शहर के पुराने पुल पर मंगलवार से भारी वाहनों की आवाजाही बंद रहेगी।", "", "घाटी टाइम्स"),
    ("मैहर। ", "शहर के पुराने पुल पर मंगलवार से भारी वाहनों की आवाजाही बंद रहेगी।", "", ""),
    ("मैहर: ", "शहर के पुराने पुल पर मंगलवार से भारी वाहनों की आवाजाही बंद रहेगी, मैहर पुलिस ने कहा।", "", ""),
    ("أسوان - ", "افتتحت وزارة الثقافة المصرية يوم السبت أول مكتبة عائمة على النيل في أسوان.", "", ""),
    ("المفرق – نداء الشمال – ", "افتتح وزير التربية اليوم الثلاثاء مدرسة جديدة تتسع لنحو ستمئة طالب.", "", ""),
    ("جرش – «الأفق» – ", "افتتح وزير التربية اليوم الثلاثاء مدرسة جديدة تتسع لنحو ستمئة طالب.", "", ""),
    ("دمشق – سامر الحلبي – ", "افتتح وزير التربية اليوم الثلاثاء مدرسة جديدة تتسع لنحو ستمئة طالب.", "", ""),
    (
        "Exford, Moorland Mercury. ",
        "Forty regulars have bought the pub in which they drink, for £410,000.",
        "",
        "Moorland Mercury",
    ),
    (
        "Velbury – Moorland Mercury – ",
        "Forty regulars have bought the pub in which they drink.",
        "",
        "Moorland Mercury",
    ),
]


@pytest.mark.parametrize(("head", "rest", "title", "site"), HEADS)
def test_the_dateline_of_a_town_that_is_on_no_list_goes(head: str, rest: str, title: str, site: str) -> None:
    assert without_head(head + rest, title=title, site=site) == rest


SENTENCES = [
    "NATO - the alliance of 32 states - has agreed to send four ships to the Baltic.",
    "IKEA – das Möbelhaus – schließt im März seine Filiale am Stadtrand von Kassel.",
    "WHO - Geneva's biggest employer - will cut one job in five before the end of next year.",
    "Ajax - Feyenoord wordt zondag zonder publiek gespeeld, heeft de burgemeester besloten.",
    "TV: The second season of the harbour drama begins on Friday and ends in the spring.",
    "Primero - y esto lo repitió tres veces - hay que arreglar el puente de la entrada norte.",
    "A.- El puente de la entrada norte se cerrará durante ocho meses a partir del lunes.",
    "Sí. Pero el puente de la entrada norte se cerrará durante ocho meses a partir del lunes.",
    "Fire. That is what the people of Exford feared most when the refinery opened in 1956.",
    "النهر في المدينة – وهو الأطول – يفيض كل شتاء ويغرق البيوت القريبة من الجسر القديم.",
    "पुल बंद है। शहर के पुराने पुल पर मंगलवार से भारी वाहनों की आवाजाही बंद रहेगी।",
    "শীত পড়তে শুরু করেছে উত্তরে। ভোরের কুয়াশা দেখতে এ সময় প্রতিবছর প্রায় দুই লাখ পর্যটক আসেন।",
    "Moorland Mercury readers have raised £410,000 for the pub in which they drink.",
    "Bürgermeisterin Lohe: Die Brücke bleibt bis zum Sommer für den Verkehr gesperrt.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_what_may_belong_to_the_sentence_stays(sentence: str) -> None:
    assert without_head(sentence, site="Moorland Mercury") == sentence


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        ("Höxter (WB). ", "Nach einem Brand in einem Putenstall sucht die Polizei Zeugen des Vorfalls."),
        ("Bad Rehna. ", "Den Schaden schätzt die Polizei auf rund 80.000 Euro, verletzt wurde niemand."),
        ("Sankt Andrä-Wördern – ", "Bei einem Brand in einem Wohnhaus sind am Montag drei Menschen verletzt worden."),
        ("Lhotka u Javorníku - ", "Hasiči v sobotu vyprostili z rybníka krávu, která se propadla ledem."),
        ("Nová Ves nad Nisou - ", "Požár poškodil střechu hasičské zbrojnice, škoda je dva miliony."),
        ("Krásna Hôrka - ", "Polícia vyšetruje krádež zvona z kostola, ktorý zmizol v noci na stredu."),
        ("Stara Wieś – ", "Strażacy gasili w nocy pożar stodoły, w której znajdowały się trzy traktory."),
        ("Šmarje pri Jelšah – ", "Gasilci so ponoči pogasili požar v gospodarskem poslopju, škode je za 90.000 evrov."),
        ("Velika Gorica - ", "Policija je u nedjelju uhitila trojicu muškaraca zbog krađe bakra iz trafostanica."),
        ("Kisújszállás - ", "Két autó ütközött össze hétfő reggel a vasúti átjáró közelében."),
        ("Нижняя Тура. ", "Коммунальщики третий день устраняют прорыв теплотрассы на улице Ленина."),
        ("Велике Поле — ", "Рятувальники три години гасили пожежу в школі, ніхто не постраждав."),
        ("Горна Баня – ", "Двама души пострадаха при катастрофа на пътя към Перник в неделя."),
        ("Νέα Μάκρη – ", "Δύο άτομα τραυματίστηκαν σε τροχαίο στη λεωφόρο Μαραθώνος το απόγευμα."),
        ("Saint-Jean-de-Luz. ", "Un incendie a détruit dans la nuit deux entrepôts du port de pêche."),
        ("São João da Madeira - ", "A GNR deteve no sábado dois homens suspeitos de furtarem catalisadores."),
        ("Yeni Foça - ", "Orman yangını üçüncü saatinde kontrol altına alındı, iki ev zarar gördü."),
    ],
)
def test_a_town_is_known_by_how_its_name_is_made(head: str, rest: str) -> None:
    assert without_head(head + rest) == rest


@pytest.mark.parametrize(
    "text",
    [
        "Lhotka u Javorníku - nejmenší vesnice okresu - má nového starostu.",
        "Bayern München - Die Mannschaft hat am Samstag das Spiel gegen Mainz gewonnen.",
        "Deutsche Bahn – Der Konzern streicht 300 Stellen in der Verwaltung und schließt zwei Werke.",
        "Angela Merkel – Die frühere Kanzlerin hat am Montag in Berlin ihr Buch vorgestellt.",
        "Jan Novák - Hasič, který v sobotu vyprostil z rybníka krávu, dostal medaili města.",
        "Real Madrid - El equipo blanco ganó el domingo por tres goles a cero ante su afición.",
        "Fête nationale. Un incendie a détruit dans la nuit deux entrepôts du port de pêche.",
        "Новый закон. Правительство в понедельник внесло в парламент поправки о вывозе мусора.",
        "Noch stehen die Ausgrabungen am Anfang. Die Menge an Funden ist groß, die Forscher sind gespannt.",
        "Chaos am Hauptbahnhof. Bei einem Stromausfall sind am Montag dutzende Züge ausgefallen.",
        "Bad Rehna. Kurz.",
    ],
)
def test_a_name_that_is_made_otherwise_stays(text: str) -> None:
    assert without_head(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "NEW DELHI: The Supreme Court here on Monday stayed an order of the high court on the sale of land.",
        "Madrid, 3 nov (EFE).- El presidente dijo aquí este lunes que no habrá elecciones hasta el año que viene.",
        "नई दिल्ली: सुप्रीम कोर्ट ने सोमवार को यहां ज़मीन की बिक्री पर हाईकोर्ट के आदेश पर रोक लगा दी है।",
    ],
)
def test_a_dateline_stays_whose_town_is_called_here(text: str) -> None:
    assert without_head(text) == text


def test_french_hier_is_no_here() -> None:
    text = "PARIS (AFP) - Le président a dit hier que la réforme sera votée avant la fin de l’année."
    assert without_head(text).startswith("Le président")


@pytest.mark.parametrize(
    ("head", "rest", "title"),
    [
        ("Wieliczka – ", "Strażacy gasili w nocy pożar magazynu, strat jeszcze nie oszacowano.", "Pożar w Wieliczce"),
        ("Humpolec - ", "Policisté hledají svědky nehody, při které se zranili dva cyklisté.", "Nehoda v Humpolci"),
        (
            "Trebnje – ",
            "Gasilci so ponoči reševali psa, ki je padel v šest metrov globok vodnjak.",
            "V Trebnjem rešili psa",
        ),
        ("Ржев — ", "Пожарные три часа тушили склад ткани, обошлось без пострадавших.", "Во Ржеве сгорел склад"),
        ("Καρδίτσα – ", "Δύο άτομα τραυματίστηκαν το απόγευμα σε τροχαίο έξω από την πόλη.", "Τροχαίο στην Καρδίτσα"),
        ("Sóc Trăng - ", "Công an đang điều tra vụ cháy xảy ra lúc rạng sáng thứ Bảy vừa qua.", "Cháy chợ ở Sóc Trăng"),
    ],
)
def test_a_town_is_known_where_something_is_said_to_be_in_it(head: str, rest: str, title: str) -> None:
    assert without_head(head + rest, title=title) == rest
    assert without_head(head + rest) == head + rest
