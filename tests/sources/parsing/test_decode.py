from __future__ import annotations

import time

import pytest

from bot.sources.parsing.decode import decoded

TEXTS = {
    "shift_jis": ("ja", "東京都知事は20日の記者会見で、来年度の予算案について説明した。子育て支援を拡充する。"),
    "euc-jp": ("ja", "港の橋は改修のため九か月間閉鎖される。市長は水曜日、費用は三億円だと述べた。"),
    "gb18030": ("zh", "市议会星期一决定关闭港口大桥九个月，市长说工程费用为三百五十万元。"),
    "big5": ("zh-Hant", "市議會星期一決定關閉港口大橋九個月，市長說工程費用為三百五十萬元。"),
    "euc-kr": ("ko", "시의회는 월요일 보수 공사를 위해 항구 다리를 아홉 달 동안 폐쇄하기로 결정했다."),
    "windows-1251": ("ru", "Городской совет решил в понедельник закрыть мост на девять месяцев для ремонта."),
    "koi8-r": ("ru", "Городской совет решил в понедельник закрыть мост на девять месяцев для ремонта."),
    "iso-8859-2": ("pl", "Rada miasta zdecydowała w poniedziałek o zamknięciu mostu; wzrośnie też opłata za żeglugę."),
    "windows-1250": ("cs", "Rada města rozhodla ve středu, že most bude šest měsíců uzavřen, řekl starosta Žďáru."),
    "windows-1256": ("ar", "قرر المجلس البلدي يوم الاثنين إغلاق الجسر لمدة تسعة أشهر بسبب أعمال الإصلاح."),
    "windows-1253": ("el", "Το δημοτικό συμβούλιο αποφάσισε τη Δευτέρα να κλείσει τη γέφυρα για εννέα μήνες."),
    "windows-1254": (
        "tr",
        "Belediye meclisi pazartesi günü köprünün dokuz ay kapatılmasına karar verdi, dedi başkan İnönü.",
    ),
    "windows-1255": ("he", "מועצת העיר החליטה ביום שני לסגור את הגשר למשך תשעה חודשים."),
    "windows-874": ("th", "สภาเมืองมีมติเมื่อวันจันทร์ให้ปิดสะพานเป็นเวลาเก้าเดือนเพื่อซ่อมแซม"),
    "windows-1252": (
        "fr",
        "Le conseil a décidé lundi de fermer le pont près de l’hôtel pendant neuf mois, « un progrès ».",
    ),
}
CODECS = {"shift_jis": "cp932", "windows-874": "cp874"}


def encoded(page: str, label: str) -> bytes:
    return page.encode(CODECS.get(label, label))


@pytest.mark.parametrize("label", TEXTS)
@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE html><html><head><meta charset={}><title>",
        '<HTML><HEAD><META content="text/html; charset={}" http-equiv="Content-Type"><TITLE>',
        "<html><head><script>var page = 'charset=koi8-u; <meta charset=big5>';</script><meta charset='{}'/><title>",
        "<html><!-- <meta charset=utf-8> --><head><meta name=a content='charset=x'><meta CHARSET = \"{}\"><title>",
        '<?xml version="1.0" encoding="{}"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><title>',
        "<html><link title='<meta charset=big5>' href=x><meta charset={}><title>",
    ],
    ids=["short", "long", "after a script", "after a comment", "xhtml", "after another tag"],
)
def test_a_page_is_read_in_the_encoding_that_it_declares(label: str, head: str) -> None:
    page = f"{head.format(label)}{TEXTS[label][1]}"
    assert decoded(encoded(page, label)) == page


@pytest.mark.parametrize("label", TEXTS)
def test_the_header_decides_before_the_page(label: str) -> None:
    page = f"<meta charset=iso-8859-5>{TEXTS[label][1]}"
    assert decoded(encoded(page, label), f'text/html; charset="{label}"') == page


@pytest.mark.parametrize("label", TEXTS)
def test_a_page_that_declares_nothing_is_read_by_what_its_bytes_are_like(label: str) -> None:
    language, text = TEXTS[label]
    page = f"<html lang={language}><style>p {{ margin: 0 }}</style><p class=lead>{text}<p>{text}"
    assert decoded(encoded(page, label)) == page


@pytest.mark.parametrize("label", ["shift_jis", "euc-kr", "gb18030", "utf-8"])
def test_a_few_broken_bytes_do_not_change_the_encoding(label: str) -> None:
    text = TEXTS.get(label, TEXTS["windows-1251"])[1] * 9
    page = encoded(f"<meta charset={label}>{text}", label)
    assert text in decoded(page + b"<p>\xff</p>" + encoded("x" + text, label)[:-1])


def test_utf_8_is_known_without_a_declaration_even_if_it_ends_within_a_letter() -> None:
    page = "Ленинградское шоссе закрыто до июня" * 9
    assert decoded(page.encode()[:-1])[:-1] == page[:-1]


def test_a_script_that_names_an_encoding_does_not_choose_it() -> None:
    page = "<script src='x.js' charset='iso-8859-1'></script><link charset=big5 rel=x><title>Žluťoučký kůň</title>"
    assert decoded(page.encode()) == page


@pytest.mark.parametrize(
    "page",
    [
        b"<!--" * 3_000_000,
        b"<script " * 2_000_000,
        b"<meta a=b " * 2_000_000,
        b"<html lang " * 1_000_000,
        b"<?xml " + b" encoding =" * 1_000_000,
        b"<style>" * 500_000,
        b"\xff\xfe\x81" * 2_000_000,
        ("é" * 3_000_000).encode(),
    ],
    ids=["comments", "scripts", "metas", "languages", "declarations", "styles", "bytes", "letters"],
)
def test_no_page_keeps_the_decoder_busy_for_long(page: bytes) -> None:
    begun = time.process_time()
    decoded(b"." + page + b"\xe9")
    assert time.process_time() - begun < 4
