"""An article that corrects another one is posted with the whole correction, for a part of it may repeat the error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.article import Article
from bot.errors import ComposeError
from bot.writing.appeal import Appeal
from bot.writing.compose import Post
from bot.writing.furniture.corrections import corrects_another, tells_what_is_corrected

Compose = Callable[..., Post]

CORRECTIONS = [
    ("sv", "Rättelse", "Rättelse: ", "I en artikel uppgav vi att rektorn sagt upp sig. Hon är sjukskriven."),
    ("sv", "Rättelse: Fel belopp", "", "I en tidigare version av artikeln stod det 40 miljoner. Rätt är 14 miljoner."),
    (
        "da",
        "Rettelse",
        "RETTELSE – ",
        "Vi skrev torsdag, at broen koster 40 millioner kroner. Den koster 14 millioner.",
    ),
    (
        "de",
        "Korrektur: Zahl der Verletzten",
        "",
        "In einer früheren Version dieses Artikels hieß es, es seien zwölf. Tatsächlich waren es zwei.",
    ),
    (
        "nl",
        "Rectificatie",
        "Rectificatie 12 november: ",
        "In dit artikel stond eerder dat de brug 40 miljoen kost. Het is 14.",
    ),
    (
        "en",
        "Correction: Mill sale",
        "",
        "An earlier version of this article said that the mill had been sold. It was let.",
    ),
    (
        "fr",
        "Rectificatif",
        "",
        "Une version précédente de cet article annonçait la fermeture de l’usine. Elle reste ouverte.",
    ),
    ("es", "Fe de errores", "", "En una versión anterior de este artículo se decía 40 millones. Son 14 millones."),
    (
        "it",
        "Errata corrige",
        "Errata corrige. ",
        "Nell’articolo sul ponte abbiamo scritto 40 milioni. Sono 14 milioni.",
    ),
    ("pl", "Sprostowanie do tekstu o moście", "", "W artykule napisaliśmy, że most zamknięto. Most jest otwarty."),
    ("cs", "Oprava: cena mostu", "", "V původní verzi článku jsme uvedli 40 milionů. Správně je 14 milionů."),
    ("hu", "Helyreigazítás", "", "November 12-én azt írtuk, hogy a híd bezár. Ez nem igaz, a híd nyitva marad."),
    (
        "fi",
        "Oikaisu",
        "Oikaisu 12.11.: ",
        "Jutussa kerrottiin, että silta maksaa 40 miljoonaa. Oikea summa on 14 miljoonaa.",
    ),
    (
        "tr",
        "Düzeltme: Köprünün maliyeti",
        "",
        "Haberimizde köprünün 40 milyon liraya mal olacağı yazıldı. Doğrusu 14 milyondur.",
    ),
    ("ru", "Поправка: число погибших в аварии", "", "Ранее в этой статье сообщалось о 40 раненых. Ранены четверо."),
    (
        "el",
        "Διόρθωση: Το κόστος της γέφυρας",
        "",
        "Σε προηγούμενη έκδοση γράφαμε 40 εκατ. ευρώ. Το σωστό είναι 14 εκατ. ευρώ.",
    ),
    ("vi", "Đính chính", "", "Bài báo ngày 12/11 ghi cây cầu tốn 40 tỷ đồng. Con số đúng là 14 tỷ đồng."),
    (
        "id",
        "Ralat: Biaya jembatan",
        "",
        "Dalam artikel sebelumnya tertulis 40 miliar rupiah. Yang benar 14 miliar rupiah.",
    ),
    ("ja", "訂正とおわび", "訂正：", "12日の「橋の架け替え」の記事で、工費が40億円とあるのは14億円の誤りでした。"),
    ("zh", "更正：大桥造价", "", "本报11月12日报道称大桥造价40亿元。实际造价为14亿元。"),
    ("ko", "정정보도문", "", "본지는 11월 12일 시장이 사퇴했다고 보도했습니다. 시장은 사퇴하지 않았습니다."),
    ("ar", "تصويب: كلفة الجسر", "", "ذكرنا في نسخة سابقة من هذا المقال أن الكلفة 40 مليونا. والصحيح 14 مليونا."),
    ("he", "תיקון טעות", "", "בגרסה קודמת של הכתבה נכתב שהגשר עולה 40 מיליון שקל. הסכום הנכון הוא 14 מיליון."),
]
NO_CORRECTIONS = [
    "Correction officers strike at two prisons",
    "Correction-fluid sales rise for the first time in years",
    "Market correction: Nikkei falls 12 percent",
    "Oprava mostu v Brně potrvá dva roky",
    "Поправки: что изменится с января",
    "खुलासा: पुल की लागत तीन गुनी",
    "Editor's note: why we print letters",
    "Corrección del mercado: la bolsa cae un 12 %",
    "Korrekturleser gesucht",
    "Retraction in Ohio",
    "Correction and punishment in Ohio",
    "수정: 나의 이야기",
]


def article_of(title: str, *paragraphs: str, language: str = "en", tags: tuple[str, ...] = ()) -> Article:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return Article(site="Star", title=title, link="https://star.org/c/", body=body, language=language, tags=tags)


@pytest.mark.parametrize(("language", "title", "label", "correction"), CORRECTIONS)
def test_a_correction_is_posted_with_what_it_corrects(
    compose_post: Compose, language: str, title: str, label: str, correction: str
) -> None:
    post = compose_post(article_of(title, label + correction, language=language))
    assert post.text.startswith(f"{title}\n\n{correction}\n")


def test_a_correction_in_two_paragraphs_is_told_with_both(compose_post: Compose) -> None:
    error, right = "We wrote on Friday that the mayor had resigned.", "She has not, and chaired the council on Monday."
    assert f"{error} {right}" in compose_post(article_of("Correction: The mayor", error, right)).text


def test_short_lines_that_set_wrong_and_right_side_by_side_are_told(compose_post: Compose) -> None:
    lines = (
        "11月3日の「橋の通行料」の記事に誤りがありました。",
        "誤：200円",
        "正：2000円",
        "お詫びして訂正いたします。",
    )
    assert compose_post(article_of("お詫びと訂正", *lines, language="ja")).summary == lines


def test_where_to_write_to_about_errors_is_no_part_of_a_correction(compose_post: Compose) -> None:
    article = article_of(
        "Correction", "The bridge cost 14 million, not 40.", "To report an error, write to desk@star.org."
    )
    assert compose_post(article).summary == ("The bridge cost 14 million, not 40.",)


def test_the_box_of_a_site_around_its_correction_is_left_out(compose_post: Compose) -> None:
    article = article_of(
        "Rättelse", "Vi skrev att bron är stängd. Den är öppen.", "Följ oss på Facebook.", language="sv"
    )
    assert compose_post(article).summary == ("Vi skrev att bron är stängd.", "Den är öppen.")


def test_of_a_correction_without_room_the_title_alone_is_told(compose_post: Compose) -> None:
    article = article_of(
        "Correction: Hospital fire", "We wrote that twelve people had lost their way. " + "It was two. " * 40
    )
    post = compose_post(article)
    assert post.summary == ()
    assert any("whole correction" in warning for warning in post.warnings)


@pytest.mark.parametrize("title", ["Corrections, 12 November 2026", "Rättelse", "訂正とおわび", "정정"])
def test_a_title_that_says_only_that_something_is_corrected_is_not_posted_alone(
    compose_post: Compose, title: str
) -> None:
    with pytest.raises(ComposeError, match="write the text of this post by hand"):
        compose_post(article_of(title, "We wrote that twelve people had lost their way. " + "It was two. " * 40))


def test_of_an_excerpt_that_is_cut_nothing_is_told(compose_post: Compose) -> None:
    article = article_of("Correction: The mayor")
    excerpt = "We wrote that the mayor had resigned. She [&hellip;]"
    assert compose_post(replace(article, excerpt=excerpt)).summary == ()


def test_of_a_corrected_report_below_its_correction_that_is_told(compose_post: Compose) -> None:
    correction = "In a story on Friday the Star said that the bridge had cost 40 million. It cost 14 million."
    report = ["The bridge over the Ouse was opened on Monday by the mayor and the minister, who had paid for it."] * 20
    assert compose_post(article_of("Correction: Bridge", correction, *report)).summary == (
        "In a story on Friday the Star said that the bridge had cost 40 million.",
        "It cost 14 million.",
    )


@pytest.mark.parametrize("title", NO_CORRECTIONS)
def test_a_title_that_only_begins_with_such_a_word_is_of_no_correction(title: str) -> None:
    assert not corrects_another(title, ())


def test_a_category_says_that_an_article_is_a_correction_unless_it_may_be_a_subject() -> None:
    assert corrects_another("The mayor of Selby", ("Corrections and clarifications",))
    assert not corrects_another("Two prisons to close", ("Corrections",))


@pytest.mark.parametrize(
    ("title", "tells"),
    [
        ("Rättelse: Fel belopp", True),
        ("Rättelse", False),
        ("Oikaisu 12.11.", False),
        ("Düzeltme ve özür", False),
        ("【訂正】市長の退任", True),
    ],
)
def test_whether_a_title_says_what_is_corrected_is_known(title: str, tells: bool) -> None:
    assert tells_what_is_corrected(title) == tells


LONG = (
    "The Star published on Wednesday a report on a trial in York, in which an estate agent of 46 is accused of fraud.",
    "The first version of the report said that he had been the director of Linden Homes, which is wrong.",
    "He never worked for that company, and the right one is Linden House, which went bankrupt in 2024.",
    "The error stood on our pages until a quarter to five, and in print on page 6 of Thursday's paper.",
    "We apologise to Linden Homes and to the people who work there.",
)


def test_a_long_correction_is_told_whole_where_the_platform_has_the_room(compose_post: Compose, limits: Any) -> None:
    on_a_page = limits(length=63_206, length_of=len, shown=477, link_is_beside=True)
    assert compose_post(article_of("Correction: Wrong name in fraud report", *LONG), on_a_page).summary == LONG


def test_no_appeal_stands_below_a_correction_and_the_reason_is_told(compose_post: Compose) -> None:
    article = article_of("Correction: Mill sale", "We wrote that the mill was sold. It was let.")
    post = compose_post(article, appeal=Appeal(text="Give to the Star."))
    assert post.appeal == ""
    assert post.why_appeal.startswith("the newsroom corrects an error of its own")


def test_an_appeal_that_nothing_forbids_stands_below_a_correction_too(compose_post: Compose) -> None:
    article = article_of("Correction: Mill sale", "We wrote that the mill was sold. It was let.")
    assert compose_post(article, appeal=Appeal(text="Give to the Star.", never_with=())).appeal == "Give to the Star."
