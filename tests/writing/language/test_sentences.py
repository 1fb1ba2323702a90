"""Sentences end where a reader would end them, in many languages. "‖" stands at each end."""

from __future__ import annotations

import re

import pytest

from bot.writing.language.sentences import sentences_of


def _assert_ends(language: str, marked: str) -> None:
    assert sentences_of(marked.replace("‖", ""), language) == tuple(part.strip() for part in marked.split("‖"))


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "Robt. K. Hale Jr., of 14 Dock St., met the Hon. Wm. T. Pratt at Ft. Collins. ‖They left."),
        ("en", "Sen. J. D. Marsh met Lt. Gov. Ann O'Brien on Oct. 3. ‖They discussed H.R. 1442 and No. 7."),
        ("en", "The case, Brown v. Board of Education, was cited by Col. (ret.) Tom Reid. ‖He wrote it."),
        ("en", "Farmer Kay Moss shows her 1,104-lb. pumpkin on Sat., Nov. 7. ‖She grew it."),
        ("en", "DR. LEE OF ST. PAUL WARNS. ‖THE RIVER RISES."),
        ("de", "Prof. Dr. h. c. Müller zahlt z. B. 3,5 Mio. Euro nach § 5 Abs. 2 Nr. 3 BauGB. ‖Er klagt."),
        ("fr", "M. Dupont, Mme. Roux et le Dr. J.-P. Martin citent l’art. 49 al. 3. ‖La séance est levée."),
        ("ro", "Potrivit directoarei Ana-M. Rus, liceul a cerut bani. ‖Primarul neagă."),
        ("de", "Die Leiterin, Karla-H. Rust, hatte die Stadt gebeten. ‖Sie wartet."),
        ("sv", "Rektorn Lars-E. Ohlsson hade bett kommunen om hjälp. ‖Han väntar."),
        ("cs", "Podle ředitelky Anny-M. Dylové škola požádala o hořák. ‖Čeká."),
        ("en", "He took vitamin-C. ‖Then he slept."),
        ("es", "El Sr. Ruiz fue a EE. UU. por la Av. Libertad núm. 5. ‖Según él, p. ej. hoy."),
        ("pt", "O Sr. Silva mora na R. das Flores, n.º 5, apto. 3. ‖A Dra. Ana falou."),
        ("it", "Il dott. Rossi e l’on. G. Conte citano l’art. 18 della legge n. 300. ‖Tacciono tutti."),
        ("nl", "Dhr. J. van den Berg zag mevr. A. de Wit, o.a. in Gent. ‖Het kost ca. 3,5 mln. euro."),
        ("pl", "Prof. dr hab. Jan Kowalski z ul. Długiej 5, m.in. radny, milczy. ‖Art. 5 ust. 2 jest jasny."),
        ("cs", "JUDr. Jan Novák cituje § 5 odst. 2 písm. a) zákona č. 40/2009 Sb. ‖Tzv. most stojí."),
        (
            "ru",
            "В г. Москве на ул. Ленина, д. 5, жил проф. Н. В. Гоголь. ‖По ст. 105 УК, т. е. за убийство, дали срок.",
        ),
        ("uk", "На вул. Хрещатик у м. Києві жив акад. Т. Г. Шевченко. ‖Див. стор. 5."),
        ("bg", "На ул. „Раковски“ в гр. София живя проф. Ив. Вазов. ‖По чл. 5 му дадоха срок."),
        ("el", "Ο κ. Παππάς και ο Δρ. Κ. Π. Καβάφης στην οδ. Ερμού. ‖Το άρ. 5 ισχύει."),
        ("ro", "Dl. Popescu și dna. Ionescu stau pe str. Lungă nr. 5. ‖Art. 5 alin. 2 se aplică."),
        ("id", "Prof. Dr. H. Ahmad Yani, M.Si. tinggal di Jl. Sudirman No. 5. ‖Ia diam."),
        ("vi", "PGS. TS. Nguyễn Văn A. ở Q. 1, TP. HCM phát biểu. ‖Giá là 3,5 tỉ đồng."),
        ("tr", "Av. Mehmet Öz ve Prof. Dr. Ayşe Kaya Atatürk Cad. No. 5’te. ‖Sustular."),
        ("hi", "डॉ. मनमोहन सिंह और एम. के. स्टालिन आए। ‖यह किसने कहा?"),
        ("ta", "டாக்டர் மு. கருணாநிதி மற்றும் எம். ஜி. ராமச்சந்திரன் பேசினர். ‖யார் சொன்னது?"),
        ("ar", "قال د. أحمد علي إن الجسر يكلف 3.5 مليون. ‖من قال ذلك؟ ‖لا أحد."),
    ],
)
def test_a_title_an_abbreviation_or_an_initial_ends_no_sentence(language: str, marked: str) -> None:
    _assert_ends(language, marked)


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        (
            "de",
            "Am 15. Mai 2026 gewann der 1. FC Köln in der 2. Bundesliga. ‖Das II. Vatikanum war im 20. Jahrhundert.",
        ),
        ("tr", "5393 sayılı Kanun’un 18. maddesi 2. Dünya Savaşı’ndan sonradır. ‖Ligin 34. haftası bitti."),
        ("cs", "Dne 9. června hrála 2. liga. ‖Karel IV. založil univerzitu."),
        ("sk", "Dňa 1. septembra sa začal súd. ‖Prišiel 3. svedok."),
        ("pl", "Był to 3. dzień. ‖Jan Paweł II. nie żył."),
        ("hr", "Sabor je 30. svibnja 2026. godine usvojio zakon. ‖To je 2. put."),
        ("hu", "A 3. emeleten 2026. május 5. napján tűz volt. ‖IV. Béla király volt."),
        ("fi", "Eduskunta päätti 5. toukokuuta. ‖Se on 2. kerta."),
        ("et", "Riigikogu otsustas 26. ja 27. mail. ‖See oli 2. kord."),
        ("lv", "Saeima 2026. gada 5. maijā lēma. ‖Tā ir 2. reize."),
        ("da", "Den 1. januar og 2. februar regnede det. ‖I 2. verdenskrig var det værre."),
        ("no", "Stortinget vedtok loven 5. mai. ‖Hun kom på 2. plass."),
        ("is", "Alþingi samþykkti lögin 5. maí. ‖Þetta var í 2. sinn."),
    ],
)
def test_an_ordinal_or_a_date_ends_no_sentence(language: str, marked: str) -> None:
    _assert_ends(language, marked)


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "He lives in Washington, D.C. ‖The mayor of the U.S. Senate’s city left the U.S. ‖He flew."),
        ("en", "It ended by 5 p.m. ‖Police said so. ‖It begins at 8 p.m. Friday and at 9 a.m. EST."),
        (
            "en",
            "She runs Acme Inc. ‖The firm makes pumps, valves, etc. ‖Its hope is plan B. ‖He scored 3. ‖Then he left.",
        ),
        (
            "de",
            "Er kam am 9. ‖Das Gericht tagte bis 2009. ‖Berlin zahlt Busse, Bahnen usw. ‖Bonn nicht. ‖Es sind 14 kg.",
        ),
        ("fr", "Louis XIV. ‖La cour compta 3 km. ‖Paris dort."),
        ("es", "Llegó a las 8 p. m. ‖Hubo 3. ‖Nadie lo sabe… ‖¿Quién fue? ‖¡Nadie!"),
        ("sl", "Vlada je sprejela zakon št. 12. ‖Novak ni prišel."),
        (
            "ru",
            "Мост построили в далёком, как кажется, 2010 г. ‖Президент приехал. ‖Он стоит 3 млн. руб. ‖Город платит.",
        ),
        ("ko", "다리는 위험하다. ‖왜 그랬을까? ‖아무도 모른다."),
        ("ka", "ხიდი ღირს 3,5 მლნ. ლარი. ‖ვინ თქვა ეს? ‖არავინ იცის."),
        ("el", "Ποιος το είπε; ‖Κανείς δεν ξέρει."),
        ("hy", "Նա ասաց. «Մենք կկառուցենք այն»։ ‖Բոլորը լռեցին։"),
        ("am", "ጠቅላይ ሚኒስትሩ ትናንት ተናገሩ። ‖ድልድዩ ብር ያስወጣል፡፡ ‖ሁሉም ዝም አሉ።"),
        ("ur", "پل پر 3.5 ملین خرچ ہوں گے۔ ‖یہ کس نے کہا؟ ‖کسی کو معلوم نہیں۔"),
        ("fi", "Suomi voitti 2–1. ‖Ruotsi hävisi."),
    ],
)
def test_a_real_end_is_not_lost(language: str, marked: str) -> None:
    _assert_ends(language, marked)


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "The file README.md is on example.com, version 3.5. ‖See ASP.NET."),
        ("en", "The iPhone sold out. ‖eBay sellers asked $2,000."),
        ("en", "It was... not what he wanted… at all. ‖Was it fair?! ‖Yes..."),
        ("nl", "Dit meldt het CBS. ‖’s Avonds regende het. ‖'t Was laat."),
        ("de", "Um 8.30 Uhr standen 3.500 Leute da. ‖Dann nicht mehr."),
        ("da", "Det er 3.500 kvm. land kl. 14.30. ‖Ja."),
        ("es", "Unos 1.200 buques y 3,5 mill. de euros. ‖Es mucho."),
    ],
)
def test_numbers_times_names_and_ellipses_stay_whole(language: str, marked: str) -> None:
    _assert_ends(language, marked)


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "“Who did it?” Mayor Jane Doe asked on Friday. ‖“We will see. We wait,” he said. ‖She left."),
        ("de", "„Wir gehen nicht. Wir bleiben“, sagte sie. ‖Er fragte: „Warum?“ ‖Sie schwieg."),
        ("fr", "« Non ! » a-t-il dit. ‖« Nous partons. Adieu », dit-elle."),
        ("sv", "”Vem?” frågade hon. ‖”Jag. Du,” sade han."),
        ("ru", "«Кто там?» — спросил он. ‖«Мы не уйдём. Мы останемся», — сказала она."),
        ("zh", "决定已通过。‖“不能拿生命开玩笑。”市长王强说。‖1355年，他说：“好。”‖市长还说，桥将封闭。"),
        ("ja", "市長は「橋は危険だ。閉鎖する。」と述べた。‖16日に決まった。‖「いつか」。‖住民は不安だ。"),
        ("ja", "費用は3億円（国が負担する。）という。‖以上だ。"),
        ("he", 'ח"כ כהן אמר: "לא נוותר. נילחם". ‖הנזק 3.5 מיליון ש"ח. ‖מה הלאה?'),
        ("ko", "시장은 “다리는 위험하다. 폐쇄한다”고 말했다. ‖비가 왔다."),
    ],
)
def test_a_quotation_stays_with_what_introduces_it_and_with_who_said_it(language: str, marked: str) -> None:
    _assert_ends(language, marked)


def test_an_item_number_stays_with_its_sentence() -> None:
    _assert_ends("en", "1. The bridge closes. ‖2. The ferry runs.")


def test_a_paragraph_of_a_script_without_full_stops_is_whole() -> None:
    paragraph = "สะพานปิด พ.ศ. 2569 แล้ว. เรือวิ่ง"
    assert sentences_of(paragraph, "th") == (paragraph,)


def test_the_sentences_joined_are_the_paragraph() -> None:
    paragraph = " Dr. Lee left.  “Why? How?” she asked … 東京。大阪！ Ende?! etc. 5. Mai "
    for language in ("en", "de", "ja", "xx", ""):
        joined = "".join(sentences_of(paragraph, language))
        assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", paragraph)


@pytest.mark.parametrize(
    "text",
    [
        "a." * 5000,
        "." * 10_000,
        ". " * 5000,
        '"' * 10_000,
        '." ' * 3334,
        "(. " * 3334,
        "J. " * 5000,
        "z. B. " * 1700,
        "1. " * 3334,
        "A. The " * 1430,
        "“Go!” " + "Aa " * 3300,
        "。" * 10_000,
        "a" + "\u0301" * 10_000 + ". B",
        "a-" * 5000 + "a. B",
    ],
)
def test_the_sentences_of_an_odd_text_are_all_of_it(text: str) -> None:
    assert "".join("".join(sentences_of(text, "de")).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("language", "glued", "second"),
    [
        ("ko", "여야가 정면으로 충돌했다.국회 위원회는 회의를 열었다.", "국회 위원회는 회의를 열었다."),
        ("es", "Es el fin.El alcalde dimite.", "El alcalde dimite."),
        ("cs", "Hořelo v Hřensku.Policie případ šetří.", "Policie případ šetří."),
        ("ru", "Совет закрыл библиотеки.Решение сэкономит деньги.", "Решение сэкономит деньги."),
        ("ar", "أغلق المجلس المكتبتين.وقال المحافظ إن القرار نهائي.", "وقال المحافظ إن القرار نهائي."),
    ],
)
def test_a_sentence_begins_after_a_full_stop_although_a_line_end_was_lost(
    language: str, glued: str, second: str
) -> None:
    assert sentences_of(glued, language)[1:] == (second,)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Node.js, ASP.NET, System.IO, Booking.com and Amazon.De grew."),
        ("en", "Dr.Martens met Mr.Smith and J.K.Rowling at U.S.Bank."),
        ("en", "Mail a.Smith@example.org or see example.org/Foo.Bar now."),
        ("pl", "Przy ul.Nowej i im.Jana Pawła trwa remont."),
        ("ar", "قال د.محمد وأ.د.علي إن القرار نهائي."),
        ("ko", "서울.경기 지역에 비가 내렸다."),
    ],
)
def test_a_full_stop_within_a_name_or_after_an_abbreviation_ends_no_sentence(language: str, text: str) -> None:
    assert sentences_of(text, language) == (text,)
