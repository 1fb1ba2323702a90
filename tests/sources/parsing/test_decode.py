from __future__ import annotations

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


DECLARED = '<?xml version="1.0" encoding="{}"?><rss>'


@pytest.mark.parametrize(
    ("label", "content", "text"),
    [
        ("Shift_JIS", "港①～㈱".encode("cp932"), "港①～㈱"),
        ("EUC-KR", "똠방각하".encode("cp949"), "똠방각하"),
        ("GB2312", "朱镕基说 €".encode("gb18030"), "朱镕基说 €"),
        ("EUC-JP", b"\xad\xa1" + "港".encode("euc_jp") + b"\xad\xea\xfc\xe2", "①港㈱髙"),
        ("ISO-8859-1", "“café” €".encode("cp1252"), "“café” €"),
        ("us-ascii", "café".encode("cp1252"), "café"),
        ("ISO-8859-9", "“İğ”".encode("cp1254"), "“İğ”"),
        ("TIS-620", "“สภา”".encode("cp874"), "“สภา”"),
    ],
)
def test_a_label_means_what_it_means_to_browsers(label: str, content: bytes, text: str) -> None:
    declaration = DECLARED.format(label)
    assert decoded(declaration.encode() + content) == declaration + text
    assert decoded(content + b" <p>", f"text/xml; charset={label}") == text + " <p>"


@pytest.mark.parametrize("label", ["ISO-8859-1", "windows-1252", "us-ascii", "ISO-8859-2", "windows-1251", "koi8-r"])
@pytest.mark.parametrize("text", ["Zürich", "Žluťoučký kůň", "naïve “quotes”", "Паром", "港が開く"])
def test_what_is_valid_utf_8_is_no_encoding_of_single_bytes(label: str, text: str) -> None:
    assert decoded(DECLARED.format(label).encode() + text.encode()).endswith(text)
    assert decoded(text.encode(), f"text/xml; charset={label}") == text


@pytest.mark.parametrize("label", ["utf-8", "shift_jis", "euc-jp", "euc-kr", "gb18030", "big5", None])
@pytest.mark.parametrize("times", [1, 40])
def test_one_broken_letter_is_one_broken_letter(label: str | None, times: int) -> None:
    text = TEXTS.get(label or "utf-8", TEXTS["windows-1251"])[1] * times
    declaration = DECLARED.format(label) if label else "<rss>"
    broken = encoded(text, label or "utf-8")[:-1] if label != "gb18030" else encoded(text, label)[:-2] + b"\xff"
    found = decoded(declaration.encode() + broken + b"</rss>")
    assert found.startswith(declaration + text[:-2])
    assert found.count("\ufffd") <= 1


@pytest.mark.parametrize("text", ["He said “no” – and left…", "Noël 😀"])
def test_a_letter_that_is_cut_is_no_other_encoding_where_it_is_the_only_one(text: str) -> None:
    ascii_text = text.encode("ascii", "ignore")
    cut = next(letter for letter in text if not letter.isascii() and len(letter.encode()) > 2).encode()[:-1]
    assert decoded(DECLARED.format("UTF-8").encode() + ascii_text + cut + b" ...").endswith("\ufffd ...")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_xml_in_utf_16_is_known_without_a_mark(encoding: str) -> None:
    document = DECLARED.format("UTF-16") + "港が開く"
    assert decoded(document.encode(encoding)) == document


@pytest.mark.parametrize("label", [b"utf-8\0", b"idna", b"no such thing"])
def test_a_label_that_names_nothing_is_passed_over(label: bytes) -> None:
    assert decoded(b'<?xml version="1.0" encoding="' + label + b'"?><p>Z\xc3\xbcrich</p>').endswith("<p>Zürich</p>")


WESTERN = {
    "Portuguese": (
        "Líder na pesquisa, o candidato não participou das simulações. A eleição será em outubro, diz a Justiça."
    ),
    "Spanish": "El alcalde anunció que la línea volverá mañana. Los niños podrán viajar gratis durante el año próximo.",
    "French": "La mairie a annoncé que la ligne reprendra dès demain, malgré les dépenses élevées, à côté de la forêt.",
    "German": "Der Bürgermeister kündigte an, dass die Straße ab morgen für größere Wagen geöffnet ist, sagte er spät.",
    "Swedish": "Borgmästaren meddelade att linjen öppnar igen på måndag. Barnen får åka gratis, trots högre kostnader.",
    "Danish": (
        "Borgmesteren oplyste, at linjen åbner igen på mandag. Børnene må køre gratis, trods højere udgifter på øen."
    ),
    "Norwegian": (
        "Ordføreren sa at bussen går igjen på mandag. Barna får kjøre gratis, tross høyere utgifter på øya i år."
    ),
    "Italian": (
        "Il sindaco ha annunciato che la linea riaprirà lunedì. La città pagherà di più, perché così è già deciso."
    ),
    "English": (
        "The council said the fee of £3 for the café would rise. “It is a pity,” said the mayor, who was against."
    ),
    "Dutch": (
        "De burgemeester zei dat de lijn maandag weer rijdt. Eén reëel plan kost € 3, aldus het coördinerend bureau."
    ),
    "Icelandic": (
        "Borgarstjórinn sagði að leiðin yrði opnuð á mánudag. Börnin fá ókeypis far í eitt ár, þrátt fyrir kostnað."
    ),
    "Finnish": (
        "Pormestari ilmoitti, että linja avataan jälleen maanantaina. Lapset saavat matkustaa ilmaiseksi tänä vuonna."
    ),
    "Catalan": (
        "L’alcalde va anunciar que la línia tornarà demà. Els nens viatjaran de franc l’any pròxim, segons informació."
    ),
}


@pytest.mark.parametrize("text", WESTERN.values(), ids=WESTERN)
def test_a_feed_of_western_europe_that_names_neither_encoding_nor_language_is_read_in_its_letters(text: str) -> None:
    feed = f"<rss><channel><language></language><item><title>{text}</title></item></channel></rss>"
    assert decoded(feed.encode("cp1252")) == feed


EASTERN = {
    "Czech": ("cp1250", "Rada města rozhodla ve středu, že most bude šest měsíců uzavřen, řekl starosta Žďáru."),
    "Slovak": (
        "cp1250",
        "Starosta oznámil, že linka sa zajtra vráti. Deti budú jazdiť zadarmo, hoci náklady sú vyššie ako vlani.",
    ),
    "Hungarian": (
        "cp1250",
        "A polgármester szerint a járat újraindul. A gyerekek ingyen utazhatnak, bár jövőre nőnek a díjak, űrhajó.",
    ),
    "Polish": (
        "iso8859-2",
        "Burmistrz ogłosił, że linia wróci jutro. Dzieci będą jeździć bezpłatnie mimo większych opóźnień.",
    ),
    "Croatian": (
        "cp1250",
        "Gradonačelnik je najavio da se linija sutra vraća. Djeca će se voziti besplatno, što građane čudi, šteta.",
    ),
    "Romanian": (
        "cp1250",
        "Primarul a anunţat că linia revine mâine. Copiii vor călători "
        "gratuit, în ciuda cheltuielilor şi a întârzierii.",
    ),
    "Turkish": (
        "cp1254",
        "Belediye başkanı hattın yarın açılacağını duyurdu. Çocuklar bir yıl ücretsiz gidecek, gider arttığı hâlde.",
    ),
}


@pytest.mark.parametrize(("encoding", "text"), EASTERN.values(), ids=EASTERN)
def test_the_letters_of_other_europeans_are_not_taken_for_those_of_the_west(encoding: str, text: str) -> None:
    content = f"<rss><channel><item><title>{text}</title></item></channel></rss>".encode(encoding)
    assert decoded(content) != content.decode("cp1252", "ignore")


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "windows-1251", "koi8-r"])
@pytest.mark.parametrize("stray", [b"\xf8", b"\xe9l", b"\xa0 "])
def test_a_feed_in_utf_8_with_a_few_other_bytes_is_utf_8_whatever_single_bytes_it_declares(
    label: str, stray: bytes
) -> None:
    text = f'<?xml version="1.0" encoding="{label}"?><rss><title>{"Brøndby køber. " * 20}</title><a>bes</a></rss>'
    read = decoded(text.encode().replace(b"bes", b"bes" + stray))
    assert "Brøndby køber. Brøndby køber." in read
    assert read.count("\ufffd") == 1
