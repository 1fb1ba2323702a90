"""Where the lead has no room, only what misleads nobody stands below the title; else the title stands alone."""

from __future__ import annotations

import pytest

from bot.writing.summary.ranking import ranked_sentences
from bot.writing.summary.versions import summary_versions

ROOM = 130
"""Characters that a summary on X has beside a title of usual length."""


def summary_in_room(title: str, language: str, *paragraphs: str) -> str:
    """The best version of the summary that fits."""
    ranked = ranked_sentences(paragraphs, title=title, language=language)
    versions = summary_versions(ranked, 3, language, title=title)
    return next(version.text for version in versions if len(version.text) <= ROOM)


MATCHES = [
    (
        "en",
        "Harlow stun Barrow with late rally",
        "Harlow came back from eleven points down in the final quarter to beat "
        "Barrow 88-86 in front of a full house at "
        "the Latton Bush on Sunday, a result that nobody in the town had dared to hope for at the break.",
        "Tom Ashe put Barrow ahead with 12 points in five minutes.",
    ),
    (
        "pl",
        "Widzew odwrócił losy meczu z Cracovią",
        "Widzew Łódź, który do 80. minuty przegrywał w sobotę przed własną publicznością 0:2, pokonał Cracovię 3:2 po "
        "dwóch trafieniach rezerwowego napastnika i samobójczym strzale obrońcy gości w doliczonym czasie.",
        "Pierwszego gola strzelił dla Cracovii w 9. minucie Benjamin Källman.",
    ),
    (
        "de",
        "Flensburg dreht das Spiel in Lemgo",
        "Die SG Flensburg hat am Samstag beim TBV Lemgo nach einem Rückstand von acht Toren noch mit 30:29 gewonnen, "
        "weil Torhüter Benjamin Burić in den letzten sechs Minuten keinen einzigen Ball mehr passieren ließ.",
        "Lemgo führte nach 20 Minuten mit 14:6.",
    ),
    (
        "es",
        "El Lugo remonta ante el Racing en el descuento",
        "El Lugo, que perdía por dos goles a falta de diez minutos, derrotó 3 a 2 al Racing de Ferrol con un tanto de "
        "cabeza de su capitán cuando ya se cumplía el quinto minuto de un descuento que nadie en la grada esperaba.",
        "El Racing de Ferrol abrió el marcador a los 7 minutos con un disparo de Álvaro Giménez.",
    ),
    (
        "tr",
        "Göztepe, Rizespor karşısında geriden gelip kazandı",
        "Göztepe, ilk yarısını 2-0 geride kapattığı karşılaşmada Rizespor'u "
        "son on dakikada bulduğu üç golle 3-2 yenerek "
        "üst üste dördüncü galibiyetini aldı ve haftayı lider tamamlamayı başardı.",
        "Rizespor 14. dakikada Ali Sowe'nin golüyle öne geçti.",
    ),
    (
        "ar",
        "الترجي يقلب تأخره أمام الصفاقسي إلى فوز",
        "حقق الترجي الرياضي فوزًا ثمينًا على ضيفه الصفاقسي بثلاثة أهداف لهدفين "
        "مساء الأحد في رادس بعدما كان متأخرًا بهدفين "
        "حتى منتصف الشوط الثاني، ليحافظ على صدارة البطولة التونسية بفارق أربع نقاط كاملة.",
        "وافتتح الصفاقسي التسجيل في الدقيقة 11 من ضربة رأس.",
    ),
    (
        "vi",
        "Nam Định ngược dòng thắng Hải Phòng",
        "Bị dẫn trước hai bàn sau hiệp một, đội chủ nhà Nam Định vùng lên mạnh "
        "mẽ và thắng ngược 3-2 trước Hải Phòng nhờ "
        "cú đúp của Rafaelson ở những phút bù giờ, qua đó vươn lên ngôi đầu bảng trước vòng đấu cuối.",
        "Hải Phòng mở tỷ số ở phút 10 nhờ công Lucão.",
    ),
]


@pytest.mark.parametrize(("language", "title", "lead", "goal"), MATCHES)
def test_no_goal_from_before_the_turn_tells_a_match(language: str, title: str, lead: str, goal: str) -> None:
    assert goal not in summary_in_room(title, language, lead, goal)


HISTORY = [
    (
        "en",
        "Tolland Foods to shut its Hull cannery",
        "Tolland Foods will shut its cannery on the Hull waterfront before "
        "Easter and move the work to Lincolnshire, the "
        "family firm told its 340 workers, two thirds of whom have been there for more than ten years, on Monday.",
        "The plant was built in 1931 by the grandfather of Sir John Tolland.",
    ),
    (
        "fr",
        "La filature de Wesserling va fermer",
        "La direction du groupe textile alsacien a annoncé lundi aux représentants du personnel qu’elle fermera avant "
        "l’été la filature de Wesserling, où travaillent encore cent vingt salariés, faute de repreneur sérieux.",
        "Le site emploie depuis 1802 les habitants de toute la vallée.",
    ),
    (
        "nl",
        "Vriesfabriek in Oosterhout sluit",
        "Het moederbedrijf van de vriesfabriek in Oosterhout zet na een lange "
        "reeks verliesgevende jaren de productie in "
        "het voorjaar stil, waardoor ruim driehonderd vaste en tijdelijke krachten hun baan kwijtraken.",
        "Het concern kocht de hallen van Unilever voor 12 miljoen euro.",
    ),
    (
        "it",
        "Chiude la cartiera di Fabriano",
        "La proprietà della cartiera di Fabriano ha comunicato ai sindacati, "
        "dopo mesi di trattative senza esito, che gli "
        "impianti si fermeranno alla fine di gennaio e che per i centosettanta addetti scatterà la cassa integrazione.",
        "Lo stabilimento produce carta per 40 Paesi.",
    ),
    (
        "pt",
        "Fábrica de calçado de Felgueiras fecha portas",
        "A administração da maior fábrica de calçado de Felgueiras anunciou aos trabalhadores, reunidos em plenário na "
        "segunda-feira, que encerra a produção no fim do mês e que pedirá a insolvência por falta de encomendas.",
        "A empresa exportava para 23 países, entre eles a Alemanha.",
    ),
    (
        "el",
        "Κλείνει το κλωστήριο της Νάουσας",
        "Η διοίκηση του κλωστηρίου της Νάουσας ανακοίνωσε στους εργαζομένους, "
        "ύστερα από μήνες αβεβαιότητας και άκαρπων "
        "συναντήσεων, ότι η παραγωγή σταματά οριστικά στο τέλος Ιανουαρίου λόγω των χρεών και του κόστους.",
        "Το εργοστάσιο άνοιξε το 1961 με 900 εργάτες από την Ημαθία.",
    ),
    (
        "hu",
        "Bezár a győri cukorgyár",
        "A győri cukorgyár tulajdonosa a dolgozóknak tartott keddi tájékoztatón bejelentette, hogy a következő kampány "
        "után végleg leállítja a termelést, mert a répa ára és az energia költsége két év alatt megduplázódott.",
        "A vállalat 1912 óta dolgozza fel a Szigetköz répáját.",
    ),
    (
        "uk",
        "У Сумах створили детектор токсинів у воді",
        "Науковці Сумського університету разом із колегами з Риги розробили кишеньковий детектор, який за дві хвилини "
        "знаходить у воді сліди токсичних металів і передає результат на телефон, повідомила пресслужба закладу.",
        "Торік в Україні воду з перевищенням токсинів пили 40 громад.",
    ),
    (
        "id",
        "Festival Danau Toba digelar lagi",
        "Pemerintah Provinsi Sumatera Utara kembali menggelar festival di tepi "
        "danau itu selama lima hari pada pertengahan "
        "Desember dengan lomba perahu, pasar kopi, dan panggung musik yang seluruhnya dapat dinikmati secara gratis.",
        "Tahun lalu festival di Danau Toba dikunjungi 80.000 orang.",
    ),
    (
        "fr",
        "L'ex-préfet Morel condamné",
        "Le tribunal de Lyon a condamné mercredi l'ancien préfet Bernard Morel à dix-huit mois de prison avec sursis, "
        "une peine plus lourde que celle que le parquet avait demandée au terme d'une audience de trois jours en "
        "septembre.",
        "Bernard Morel, 59 ans, avait été suspendu en 2024.",
    ),
]


@pytest.mark.parametrize(("language", "title", "lead", "sentence"), HISTORY)
def test_neither_history_nor_a_house_that_nobody_has_introduced_stands_for_the_lead(
    language: str, title: str, lead: str, sentence: str
) -> None:
    assert summary_in_room(title, language, lead, sentence) == ""


ROUND_UPS = [
    (
        "en",
        "Tuesday in brief: bin strike, new library, lost parrot",
        "The library in Mill Lane cost 4.2 million pounds.",
    ),
    ("hu", "Keddi körkép: útzár, uszoda, hiányzó papagáj", "Az uszoda felújítása 340 millió forintba került Győrben."),
    ("uk", "Коротко про головне: тарифи, басейн, виставка", "Басейн на вулиці Шевченка відкриють о 10 ранку."),
    ("pl", "Wieści z gminy: remont drogi; nowy basen; targ", "Nowy basen w Rawie kosztował 12 mln złotych."),
    ("sv", "Veckan i korthet: vägarbete, badhus, marknad", "Det nya badhuset i Falun kostade 48 miljoner kronor."),
]


@pytest.mark.parametrize(("language", "title", "item"), ROUND_UPS)
def test_no_single_item_tells_a_round_up(language: str, title: str, item: str) -> None:
    lead = {"en": "The road", "hu": "Az út", "uk": "Дорогу", "pl": "Droga", "sv": "Vägen"}[language] + " x" * 80 + "."
    assert summary_in_room(title, language, lead, item) == ""


FACTS = [
    (
        "en",
        "Police break up fake-ticket ring in Leeds",
        "Officers in three counties raided fourteen addresses before dawn on "
        "Wednesday in what they called the end of a "
        "two-year inquiry into people who sold tickets for concerts that had "
        "been sold out for months or never existed.",
        "Detectives in Leeds took away 58 laptops and 9,000 blank tickets.",
    ),
    (
        "de",
        "Sturmflut: Hamburg sperrt den Fischmarkt",
        "Wegen der schwersten Sturmflut seit mehr als zehn Jahren haben "
        "Feuerwehr und Hafenbehörde am Donnerstagabend alle "
        "Zufahrten zum Wasser gesperrt und die Anwohner der tief liegenden Straßen gebeten, ihre Autos wegzufahren.",
        "Rund 4.100 Menschen in Wilhelmsburg und Veddel sind ohne Strom.",
    ),
    (
        "hi",
        "जयपुर में नकली दवा फैक्ट्री पकड़ी, 11 गिरफ्तार",
        "जयपुर पुलिस ने औषधि विभाग के साथ मिलकर विश्वकर्मा औद्योगिक क्षेत्र "
        "में छापा मारा और एक ऐसी फैक्ट्री पकड़ी जहां पिछले "
        "कई महीनों से बुखार और मधुमेह की नकली दवाएं बनाकर आसपास के राज्यों में भेजी जा रही थीं।",
        "पुलिस ने फैक्ट्री से 12 लाख गोलियां और 4 मशीनें जब्त कीं।",
    ),
]


@pytest.mark.parametrize(("language", "title", "lead", "fact"), FACTS)
def test_a_fact_about_what_the_title_says_stands_for_the_lead(language: str, title: str, lead: str, fact: str) -> None:
    assert summary_in_room(title, language, lead, fact) == fact


def test_a_true_part_of_the_lead_comes_before_a_sentence_that_stands_for_it() -> None:
    part = "Police in Leeds arrested eleven people on Wednesday on suspicion of selling tickets for concerts"
    lead = f"{part} that never existed, after raids on fourteen addresses in three counties that began before dawn."
    fact = "Detectives in Leeds took away 58 laptops and 9,000 blank tickets."
    summary = summary_in_room("Fake-ticket ring in Leeds broken up", "en", lead, fact)
    assert summary == f"{part} that never existed…"


def test_a_sentence_stands_behind_a_title_that_says_all_of_the_lead() -> None:
    title = "Norway opens the longest undersea road tunnel"
    lead = "Norway has opened the longest undersea road tunnel of the world."
    fact = "It runs for 26.7 km under the Boknafjord and took nine years to build."
    ranked = ranked_sentences((lead, fact), title=title, language="en")
    assert next(each for each in ranked if each.text == fact).stands_for_lead


MATTERS = [
    (
        "pt",
        "Assembleia aprova passe gratuito para estudantes",
        "A Assembleia da República aprovou esta quinta-feira, com os votos contra da bancada liberal e a abstenção de "
        "dois deputados independentes, o passe gratuito nos transportes públicos para todos os estudantes até aos 23 "
        "anos.",
        "A medida vai custar 61 milhões de euros por ano.",
    ),
    (
        "it",
        "Il Senato vieta le auto nei centri storici",
        "Il Senato ha approvato mercoledì sera in via definitiva, dopo un dibattito di undici ore e con il voto "
        "contrario delle opposizioni, il divieto di circolazione per le auto private nei centri storici delle città "
        "d'arte.",
        "Il divieto entrerà in vigore il 15 marzo.",
    ),
    (
        "el",
        "Ψηφίστηκε η δωρεάν μετακίνηση των μαθητών",
        "Με μεγάλη πλειοψηφία και ύστερα από συζήτηση που κράτησε ως τα ξημερώματα η Βουλή ψήφισε την Πέμπτη τη δωρεάν "
        "μετακίνηση όλων των μαθητών με λεωφορεία, τρένα και πλοία σε ολόκληρη τη χώρα από την επόμενη σχολική χρονιά.",
        "Το μέτρο θα κοστίζει 44 εκατ. ευρώ.",
    ),
    (
        "en",
        "Parliament caps rents in student towns",
        "Members of parliament voted late on Tuesday, after a debate of nine hours in which three ministers had to "
        "defend their own drafts, to cap the rents of rooms and small flats in every town with a university or a "
        "college.",
        "The law takes effect on 1 September.",
    ),
]


@pytest.mark.parametrize(("language", "title", "lead", "sentence"), MATTERS)
def test_what_calls_the_news_the_measure_is_understood_below_its_title(
    language: str, title: str, lead: str, sentence: str
) -> None:
    assert summary_in_room(title, language, lead, sentence) == sentence


TEASERS = [
    (
        "en",
        "Farewell to the singing postman",
        "Donald Reeve, who has delivered letters to the hill farms above Keld for four decades and sung old hymns on "
        "the way so that the dogs would know him, handed in his bag on Friday and took the bus home for the first "
        "time.",
        "More than 300 farmers and their children lined the road to Keld.",
    ),
    (
        "sv",
        "”Nu får det vara nog”",
        "Efter fyrtio år bakom disken stänger Gunnel Persson på lördag den lilla järnhandeln i Svartå, som hennes "
        "farfar öppnade under kriget och där man fortfarande kan köpa en enda skruv och få en kopp kaffe på köpet.",
        "Över 200 kunder skrev på en lista för att få henne att stanna.",
    ),
    (
        "pl",
        "Pożegnanie z morzem",
        "Jan Kolasa, który przez czterdzieści lat codziennie o świcie wypływał z plaży w Chłopach na dorsze i flądry, "
        "sprzedał w piątek swój kuter muzeum i po raz pierwszy w życiu zaspał na wschód słońca nad Bałtykiem.",
        "W osadzie zostały już tylko 4 kutry.",
    ),
    (
        "tr",
        "Son sefer",
        "Kırk yıldır her sabah gün doğmadan Heybeliada'dan Bostancı'ya gazete ve ekmek taşıyan kaptan İsmail Acar, "
        "eski ahşap motorunu dün akşam sessizce iskeleye bağladı ve dümenini torununa hediye etti.",
        "Adada yaşayan 120 kişi onu iskelede karşıladı.",
    ),
]


@pytest.mark.parametrize(("language", "title", "lead", "sentence"), TEASERS)
def test_below_a_teaser_a_figure_right_behind_the_lead_tells_more_than_nothing(
    language: str, title: str, lead: str, sentence: str
) -> None:
    assert summary_in_room(title, language, lead, sentence) == sentence


def test_a_day_in_brackets_is_no_date_that_a_sentence_lacks() -> None:
    lead = (
        "Ribuan sopir truk di Kabupaten Gresik, Jawa Timur, memblokade jalan menuju pelabuhan pada Jumat (27/11/2026) "
        "karena menolak kenaikan tarif tol yang mulai berlaku pekan depan di seluruh Pulau Jawa dan Bali."
    )
    sentence = "Para sopir truk menuntut kenaikan tarif tol ditunda hingga April."
    assert summary_in_room("Sopir truk di Gresik tolak kenaikan tarif tol", "id", lead, sentence) == sentence


ACCIDENTS = [
    (
        "ru",
        "В Твери обрушился мост через Тьмаку",
        "Пешеходный мост через реку Тьмаку обрушился в субботу днём в центре Твери, когда по нему проходила колонна "
        "участников городского праздника, а спасатели до позднего вечера доставали из воды обломки деревянного "
        "настила.",
        "Пострадали девять человек.",
    ),
    (
        "en",
        "Stand collapses at Wendle speedway",
        "A wooden stand that was put up for the final of the county championship gave way on Saturday afternoon during "
        "the last race at the Wendle speedway, throwing part of the crowd on to the grass, the organisers said.",
        "Fourteen people were injured, three of them seriously.",
    ),
    (
        "de",
        "Gerüst stürzt in Halle auf Straßenbahn",
        "Ein mehr als zwanzig Meter hohes Baugerüst an der Marktkirche in Halle ist am Samstagnachmittag bei Sturm "
        "auf eine voll besetzte Straßenbahn gestürzt und hat den vorderen Wagen bis auf die Höhe der Sitze "
        "eingedrückt.",
        "Sieben Fahrgäste wurden verletzt.",
    ),
    (
        "tr",
        "Rize'de teleferik halatı koptu",
        "Ayder Yaylası'na çıkan yeni teleferiğin taşıyıcı halatı, cumartesi öğleden sonra kabinler turistlerle "
        "doluyken henüz bilinmeyen bir nedenle koptu ve iki kabin çay bahçelerinin üzerine düştü.",
        "Olayda 6 kişi yaralandı.",
    ),
    (
        "fi",
        "Bussi suistui tieltä Sodankylässä",
        "Hiihtokeskukseen matkalla ollut linja-auto suistui lauantaina aamupäivällä liukkaalla tiellä metsään "
        "Sodankylän ja Saariselän välillä, ja matkustajat joutuivat odottamaan pelastajia kovassa pakkasessa.",
        "Kahdeksan matkustajaa loukkaantui.",
    ),
]


@pytest.mark.parametrize(("language", "title", "lead", "sentence"), ACCIDENTS)
def test_below_the_title_of_an_accident_the_number_of_those_hurt_is_told(
    language: str, title: str, lead: str, sentence: str
) -> None:
    assert summary_in_room(title, language, lead, sentence) == sentence
