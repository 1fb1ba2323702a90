"""What an article had wrong is no news: a box that tells it, with a date or by its name, is no part of the report."""

from __future__ import annotations

import pytest

from bot.writing.furniture.paragraphs import is_furniture
from bot.writing.reading.clean import paragraphs

CORRECTIONS = [
    "Oikaisu 14.2. kello 9.05: Jutussa sanottiin aiemmin, että silta on suljettu kaksi viikkoa.",
    "Correction, 14 February 2027, 9.05 a.m.: An earlier version said that the bridge was shut for two weeks.",
    "CORRECTION (Feb. 14, 2027, 9:05 a.m. ET) – A previous version said that the bridge was shut for two weeks.",
    "Clarification added 14 February: The headline said that the bridge was shut.",
    "Korrektur vom 14. Februar, 9.05 Uhr: In einer früheren Version stand, die Brücke sei zwei Wochen gesperrt.",
    "Rectificatif le dimanche 14 février 2027 à 9 h 05 : Une version précédente parlait de deux semaines.",
    "Erratum du 14/02 à 9h05. Une version précédente parlait de deux semaines.",
    "Fe de errores (14 de febrero, 9.05 horas): En una versión anterior se hablaba de dos semanas.",
    "Rättelse 14 februari kl 9.05: I en tidigare version stod det två veckor.",
    "Rettelse d. 14/2 kl. 9.05: I en tidligere version stod der to uger.",
    "Sprostowanie z dnia 14.02.2027, godz. 9.05: We wcześniejszej wersji podaliśmy dwa tygodnie.",
    "Helyreigazítás, 2027. február 14., 9:05: Korábban két hetet írtunk.",
    "Leiðrétting 14. febrúar kl. 9:05: Í fyrri útgáfu stóð tvær vikur.",
    "Düzeltme (14 Şubat 2027, 9.05): Haberin önceki halinde iki hafta yazıyordu.",
    "Đính chính 14/2, 9h05: Phiên bản trước ghi là hai tuần.",
    "Исправление от 14 февраля, 9:05: Ранее сообщалось о двух неделях.",
    "Διόρθωση 14/2, ώρα 9:05: Σε προηγούμενη έκδοση αναφέρονταν δύο εβδομάδες.",
    "تصحيح 14 شباط 2027، الساعة 9:05: ورد في نسخة سابقة أن الجسر مغلق أسبوعين.",
    "اصلاحیه ۲۵ بهمن، ساعت ۹:۰۵: در نسخه قبلی دو هفته آمده بود.",
    "תיקון 14.2, 9:05: בגרסה קודמת נכתב שבועיים.",
    "सुधार 14 फ़रवरी, 9:05 बजे: पहले दो सप्ताह लिखा गया था।",
    "訂正（2月14日9時05分）：当初、橋は2週間通行止めとしていました。",
    "更正（2月14日9:05）：此前报道称大桥封闭两周。",
    "[정정 2월 14일 오전 9시 5분] 당초 다리를 2주 동안 통제한다고 보도했습니다.",
    "แก้ไข 14 ก.พ. 2570 เวลา 9.05 น.: ก่อนหน้านี้ระบุว่าปิดสะพานสองสัปดาห์",
    "14.2.2027 klo 9.05 Korjaus: Aiemmin kerrottiin kahdesta viikosta.",
]
REPORTING = [
    ("fi", "Korjaus 26 koulussa maksaa kolme miljoonaa: kaupunki lykkää hanketta keväälle asti."),
    ("fi", "Korjaus 14. helmikuuta alkavalla tiellä vie viikon, kertoo kaupungin tiepäällikkö."),
    ("en", "Correction officers at the prison walked out on 14 February, the union said."),
    ("en", "Clarification of the rules will take until 14 February: the council wants more time."),
    ("cs", "Oprava 26 mostů začne v dubnu a potrvá podle ředitelství silnic dva roky."),
    ("ru", "Поправка 14 февраля внесена в закон о бюджете, сообщили в городской думе."),
    ("zh", "修正2027年度预算的决定将于14日公布，市议会周二表示。"),
    ("ko", "정정 3시간 만에 주가가 반등했다고 거래소가 14일 밝혔다."),
]
LEAD = "Der Bezirk öffnet die Hängebrücke am Freitag nach acht Monaten wieder für Fußgänger."


@pytest.mark.parametrize("text", CORRECTIONS)
def test_a_dated_correction_is_no_reporting(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize(("language", "sentence"), REPORTING)
def test_a_report_that_begins_with_such_a_word_stays(language: str, sentence: str) -> None:
    assert paragraphs(f"<p>{sentence}</p>", language=language) == (sentence,)


@pytest.mark.parametrize("name", ["oikaisu", "article-correction", "c-errata__text", "FeDeErrores", "korrektur-box"])
def test_a_box_that_is_called_a_correction_is_no_reporting(name: str) -> None:
    box = f'<div class="{name}"><p>Zunächst stand hier, die Brücke sei seit zwei Wochen gesperrt gewesen.</p></div>'
    assert paragraphs(f"{box}<p>{LEAD}</p>", language="de") == (LEAD,)


@pytest.mark.parametrize("name", ["has-correction", "tag-correction", "color-correction", "correction-fluid-review"])
def test_a_name_that_only_speaks_of_a_correction_hides_nothing(name: str) -> None:
    assert paragraphs(f'<div class="{name}"><p>{LEAD}</p></div><p>{LEAD}</p>', language="de")[0] == LEAD
    assert len(paragraphs(f'<div class="{name}"><p>Er kostet nichts, sagt der Bezirk.</p></div><p>{LEAD}</p>')) == 2


def test_a_word_that_was_corrected_within_a_sentence_stays() -> None:
    sentence = 'Die Hängebrücke war <span class="correction">acht</span> Monate gesperrt, sagt der Bezirk.'
    assert paragraphs(f"<p>{sentence}</p>") == ("Die Hängebrücke war acht Monate gesperrt, sagt der Bezirk.",)
