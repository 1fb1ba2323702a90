"""An article that an advertiser has paid for is known by how it is marked, and no other is taken for one."""

from __future__ import annotations

import pytest

from bot.writing.furniture.advertising import advertising_mark

TEXT = "<p>The ferry to Ardlea sails again from March.</p><p>It had been in dock since October.</p>"
TEXTS = {
    "en": TEXT,
    "de": "<p>Die Fähre fährt ab März wieder.</p><p>Sie lag seit Oktober im Dock.</p>",
    "es": "<p>El ferri vuelve a navegar en marzo.</p><p>Estaba en dique seco desde octubre.</p>",
    "fr": "<p>Le bac reprend ses traversées en mars.</p><p>Il était en cale sèche depuis octobre.</p>",
    "ru": "<p>Паром снова пойдёт в марте.</p><p>С октября он стоял в доке.</p>",
    "ja": "<p>フェリーは3月から運航を再開する。</p><p>10月からドックに入っていた。</p>",
    "hu": "<p>A komp márciustól újra jár.</p><p>Október óta dokkban állt.</p>",
    "ro": "<p>Feribotul circulă din nou din martie.</p><p>Era în doc din octombrie.</p>",
    "pl": "<p>Prom wraca na trasę w marcu.</p><p>Od października stał w doku.</p>",
    "ar": "<p>تعود العبارة إلى الإبحار في مارس.</p><p>كانت في الحوض منذ أكتوبر.</p>",
    "sv": "<p>Färjan går igen från mars.</p><p>Den har legat i docka sedan oktober.</p>",
    "zh": "<p>渡轮将于三月恢复航行。</p><p>它自十月起停在船坞。</p>",
    "ko": "<p>여객선이 3월부터 다시 운항한다.</p><p>10월부터 도크에 있었다.</p>",
    "tr": "<p>Feribot marttan itibaren yeniden sefere çıkıyor.</p><p>Ekimden beri havuzdaydı.</p>",
    "it": "<p>Il traghetto torna a navigare da marzo.</p><p>Era in bacino da ottobre.</p>",
    "fa": "<p>کشتی از ماه مارس دوباره حرکت می‌کند.</p><p>از اکتبر در تعمیرگاه بود.</p>",
}


def mark_of(
    language: str,
    *,
    title: str = "",
    link: str = "https://example.org/news/ferry-sails",
    tags: tuple[str, ...] = (),
    excerpt: str = "",
    more: str = "",
    before: str = "",
) -> str:
    body = before + TEXTS[language] + more
    return advertising_mark(title=title, link=link, tags=tags, excerpt=excerpt, body=body, declared_language=language)


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", {"tags": ("Travel", "Partner Content")}),
        ("es", {"tags": ("Publirreportaje",)}),
        ("sv", {"tags": ("Annons",)}),
        ("ru", {"tags": ("Реклама",)}),
        ("en", {"tags": ("AdvertiserContentArticle", "Ferries")}),
        ("de", {"link": "https://example.org/advertorial/2026/faehre"}),
        ("fr", {"link": "https://example.org/publi-redactionnel/bac"}),
        ("pl", {"link": "https://example.org/artykul-sponsorowany/prom/"}),
        ("pl", {"title": "Materiał partnera: Prom wraca na trasę"}),
        ("ja", {"title": "【PR】フェリーで行く春の島旅"}),
        ("ro", {"title": "Feribotul circulă din nou (P)"}),
        ("ko", {"title": "[광고] 여객선 다시 운항"}),
        ("de", {"title": "Werbung | Mit der Fähre in den Frühling"}),
        ("it", {"excerpt": "Informazione pubblicitaria – Il traghetto torna a navigare."}),
        ("tr", {"excerpt": "(Sponsorlu içerik) Feribot yeniden sefere çıkıyor."}),
        ("hu", {"more": "<p>A jegyeket már árusítják. (x)</p>"}),
        ("en", {"more": "<p>This article is a paid advertisement by Ardlea Ferries.</p>"}),
        ("de", {"more": "<p><em>Bei diesem Beitrag handelt es sich um ein Advertorial der Reederei.</em></p>"}),
        ("es", {"more": "<p>Este contenido es patrocinado por Naviera del Sur.</p>"}),
        ("zh", {"more": "<p>本文为广告，内容由渡轮公司提供。</p>"}),
        ("ar", {"more": "<p>هذه المادة محتوى إعلاني مقدم من شركة العبارات.</p>"}),
        ("ru", {"more": "<p>Реклама. ООО «Паром», ИНН 7700000000, erid: 2VtzqwABCD12</p>"}),
        ("fa", {"before": "<p>رپورتاژ آگهی</p>"}),
        ("en", {"before": "<p>Sponsored content by Ardlea Ferries</p>"}),
        ("fr", {"before": "<div class='tag'>Contenu sponsorisé</div>"}),
        (
            "en",
            {
                "more": '<p>Book at <a rel="sponsored" href="https://ferries.example/a">Ardlea Ferries</a> or '
                '<a href="https://ferries.example/b" rel="nofollow sponsored">by phone</a>.</p>'
            },
        ),
    ],
)
def test_an_article_that_is_marked_as_advertising_is_known(language: str, marked: dict[str, object]) -> None:
    assert mark_of(language, **marked)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "unmarked"),
    [
        ("en", {}),
        ("en", {"tags": ("Advertising", "Media")}),
        ("de", {"tags": ("Werbung", "Medien")}),
        ("de", {"link": "https://example.org/werbung/neues-gesetz"}),
        ("de", {"link": "https://example.org/news/anzeige-gegen-faehrmann"}),
        ("fr", {"title": "Publicité : Google condamné à payer 250 millions"}),
        ("es", {"title": "Publicidad: el Gobierno limita los anuncios de apuestas"}),
        ("en", {"before": "<p>ADVERTISEMENT</p>"}),
        ("de", {"before": "<p>Anzeige</p>"}),
        ("ru", {"more": "<p>Реклама</p><p>Билеты уже продают.</p>"}),
        ("ja", {"before": "<p>広告</p>"}),
        ("en", {"more": "<p>This post is for paid subscribers.</p>"}),
        ("en", {"more": "<p>This article is not sponsored by the ferry company.</p>"}),
        ("de", {"more": "<p>Lesen Sie diesen Artikel ohne Werbung: mit unserem Pur-Abo.</p>"}),
        ("en", {"more": "<p>This reporting was supported by a grant from the Harbour Foundation.</p>"}),
        ("en", {"more": "<p>The council said the sponsored ferry was a gift.</p>"}),
        ("es", {"more": "<p>El equipo, patrocinado por la naviera, jugará este domingo.</p>"}),
        (
            "en",
            {
                "more": '<p><a rel="sponsored" href="https://books.example/a">The book</a> is on sale; the '
                '<a href="https://council.example/">council</a> has a copy.</p>'
            },
        ),
        ("en", {"more": '<p><a rel="sponsored" href="https://books.example/a">The book</a> costs £12.</p>'}),
        ("hu", {"more": "<p>Az ismeretlen (x) értéke a feladatban három.</p>"}),
        ("ro", {"title": "Feribotul, oprit (foto)"}),
    ],
)
def test_an_article_that_only_speaks_of_advertising_or_has_some_is_none(
    language: str, unmarked: dict[str, object]
) -> None:
    assert mark_of(language, **unmarked) == ""  # type: ignore[arg-type]
