"""Where an article warns people, the post tells them what to do."""

from __future__ import annotations

import pytest

from bot.writing.language.text import Text
from bot.writing.language.warnings import advises, warns
from bot.writing.summary.ranking import ranked_sentences
from bot.writing.summary.versions import summary_versions


@pytest.mark.parametrize(
    ("language", "title", "lead", "detail", "advice"),
    [
        (
            "en",
            "Boil-water notice for 6,000 homes in Pembroke Dock",
            "About 6,000 homes in Pembroke Dock have been without safe tap water since a treatment works failed on "
            "Sunday night.",
            "The works at Bolton Hill lost power twice within an hour, and disinfection stopped for 40 minutes.",
            "Customers should boil water for one minute before drinking it or brushing their teeth, until at least "
            "Thursday.",
        ),
        (
            "en",
            "Maker recalls 40,000 baby bottles over choking risk",
            "Larkmead has recalled 40,000 baby bottles sold at Boots and Asda since March after a valve came loose "
            "in seven of them.",
            "No child has been hurt. The company, based in Telford, makes its bottles in Portugal.",
            "Parents should stop using bottles with the batch numbers LM-2207 to LM-2219 and can return them for a "
            "refund.",
        ),
        (
            "de",
            "Bombenfund in Kassel: 4.200 Menschen müssen Wohnungen verlassen",
            "In der Kasseler Nordstadt ist am Mittwoch eine 250 Kilogramm schwere Weltkriegsbombe gefunden worden.",
            "Bauarbeiter stießen beim Aushub einer Tiefgarage auf den Blindgänger.",
            "Die Anwohner im Umkreis von 600 Metern müssen ihre Wohnungen bis 17 Uhr verlassen.",
        ),
        (
            "fr",
            "Disparition inquiétante de Lila, 9 ans, à Angers",
            "La police recherche depuis mardi soir Lila, 9 ans, disparue dans le quartier de la Roseraie, à Angers.",
            "La fillette mesure 1,32 mètre, a les cheveux bruns et portait un anorak jaune.",
            "Toute personne disposant d’informations est invitée à appeler le commissariat d’Angers au 02 41 57 52 "
            "00 ou le 17.",
        ),
        (
            "es",
            "Alerta roja en Málaga por lluvias torrenciales",
            "La Agencia Estatal de Meteorología ha activado la alerta roja por lluvias torrenciales en la costa de "
            "Málaga.",
            "En seis horas pueden caer 180 litros por metro cuadrado.",
            "Emergencias pide a los vecinos que no salgan de casa y que no crucen cauces ni pasos inferiores.",
        ),
        (
            "pl",
            "Wyciek chloru w Tarnowie. Straż apeluje o zamknięcie okien",
            "W zakładach chemicznych w Tarnowie doszło w czwartek rano do wycieku chloru.",
            "Trzech pracowników trafiło do szpitala. Zbiornik ma pojemność 12 ton.",
            "Mieszkańcy Mościc powinni zamknąć okna i nie wychodzić z domów do odwołania.",
        ),
        (
            "ru",
            "Власти Оренбурга объявили эвакуацию из-за паводка",
            "Власти Оренбурга объявили эвакуацию жителей трёх микрорайонов из-за подъёма воды в Урале.",
            "За сутки уровень реки вырос на 28 сантиметров и достиг 10,6 метра.",
            "Жителей просят покинуть дома до 20:00, взяв документы и лекарства.",
        ),
        (
            "el",
            "Πυρκαγιά στον Βαρνάβα: Μήνυμα 112 για εκκένωση",
            "Μεγάλη πυρκαγιά ξέσπασε το μεσημέρι της Κυριακής σε δασική έκταση στον Βαρνάβα Αττικής.",
            "Στο σημείο επιχειρούν 120 πυροσβέστες με 40 οχήματα και επτά αεροσκάφη.",
            "Οι κάτοικοι του Βαρνάβα καλούνται να απομακρυνθούν προς τη Νέα Μάκρη και να μην επιστρέψουν στα σπίτια "
            "τους.",
        ),
        (
            "zh",
            "台风“海葵”逼近福建 厦门停课停运",
            "福建省气象台21日发布台风红色预警，台风“海葵”预计22日凌晨在厦门至漳浦一带登陆。",
            "登陆时中心附近最大风力可达14级。",
            "厦门市要求居民22日6时至18时留在室内，关好门窗，切勿前往海边。",
        ),
        (
            "ja",
            "荒川が氾濫のおそれ　さいたま市が避難指示",
            "さいたま市は12日午後8時、荒川が氾濫するおそれがあるとして、西区と桜区の約2万世帯に避難指示を出した。",
            "荒川の水位は治水橋観測所で午後7時に氾濫危険水位を超えた。",
            "市は対象の住民に対し、近くの小学校など18か所の避難所に直ちに避難するよう呼びかけている。",
        ),
        (
            "ar",
            "تحذير من مياه ملوثة في حمص",
            "حذرت مديرية المياه في حمص من تلوث شبكة الشرب في ثلاثة أحياء بعد انكسار خط للصرف الصحي.",
            "وسجل المشفى الوطني 45 حالة تسمم خفيفة منذ السبت.",
            "ودعت المديرية السكان إلى غلي الماء أو شراء المياه المعبأة حتى يوم الأحد.",
        ),
        (
            "hi",
            "चेन्नई में चक्रवात का रेड अलर्ट",
            "मौसम विभाग ने चक्रवात 'निवार' को लेकर चेन्नई और तीन ज़िलों में रेड अलर्ट जारी किया है।",
            "हवा की रफ़्तार 120 किलोमीटर प्रति घंटा तक पहुँच सकती है।",
            "प्रशासन ने लोगों से गुरुवार सुबह तक घरों में रहने और समुद्र तट से दूर रहने की अपील की है।",
        ),
        (
            "de",
            "Salmonella: Migros ruft Salami zurück",
            "Die Migros ruft eine Salami der Marke Monti zurück, weil darin Salmonellen gefunden wurden.",
            "Die Wurst wurde seit dem 3. November in den Kantonen Bern und Freiburg verkauft.",
            "Kundinnen und Kunden sollen das Produkt nicht verzehren und erhalten den Kaufpreis in jeder Filiale "
            "zurück.",
        ),
        (
            "sl",
            "Poplave: rdeči alarm za Posavje",
            "Agencija za okolje je za Posavje razglasila rdeče opozorilo zaradi poplav.",
            "Sava bo v Čatežu dosegla vrh v noči na soboto.",
            "Prebivalce Kostanjevice pozivajo, naj do 18. ure zapustijo domove in se umaknejo v športno dvorano v "
            "Krškem.",
        ),
    ],
)
def test_of_a_warning_the_best_summary_tells_people_what_to_do(
    language: str, title: str, lead: str, detail: str, advice: str
) -> None:
    ranked = ranked_sentences((lead, detail, detail[::-1], advice), title=title, language=language)
    best = summary_versions(ranked, 3, language, title=title)[0]
    assert best.sentences[0] == lead
    assert advice in best.sentences


def test_what_somebody_is_quoted_with_is_no_advice() -> None:
    paragraphs = (
        "Scientists issued a warning about the Broads at a conference in Norwich on Monday.",
        "Sea levels could rise by 90 centimetres by the end of the century, they said.",
        "The Broads Authority looks after 200 kilometres of waterways.",
        "“People should stop pretending that this will go away,” said Professor Ann Low.",
    )
    ranked = ranked_sentences(paragraphs, title="Council debates warning", language="en")
    assert not any(sentence.is_advice for sentence in ranked)


def test_a_report_that_warns_nobody_has_no_advice() -> None:
    paragraphs = ("Leeds won 3-1 at home.", "Drivers were asked to leave the car park by 6 p.m., the club said.")
    ranked = ranked_sentences(paragraphs, title="Leeds win at home", language="en")
    assert not any(sentence.is_advice for sentence in ranked)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The warning is in effect until 8:45 p.m. for Cass County."),
        ("da", "Varslet gælder fra lørdag klokken 9 til klokken 21."),
        ("nl", "De waarschuwing geldt van vrijdagavond 22 uur tot zaterdagmiddag."),
        ("ro", "Avertizarea este valabilă de vineri, ora 20:00, până sâmbătă, ora 16:00."),
        ("hi", "चेतावनी शुक्रवार सुबह से शनिवार रात तक लागू रहेगी।"),
        ("fa", "این هشدار از صبح پنجشنبه تا شامگاه جمعه معتبر است."),
        ("sr", "Црвено упозорење важи до петка у поноћ."),
    ],
)
def test_until_when_a_warning_holds_is_advice_too(language: str, sentence: str) -> None:
    assert advises(Text(sentence, language))
    assert warns(Text(sentence, language))
