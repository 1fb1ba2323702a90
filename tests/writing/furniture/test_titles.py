"""A title is posted without its site's name, and not at all where it says nothing or its article is not public."""

from __future__ import annotations

import pytest

from bot.writing.furniture import entries
from bot.writing.furniture.titles import is_withheld, says_nothing, without_site_name


@pytest.mark.parametrize(
    ("title", "site", "link"),
    [
        ("Bridge to close | Harbour Gazette", "Harbour Gazette", ""),
        ("Bridge to close – The Harbour Gazette", "Harbour Gazette", ""),
        ("Bridge to close | World | Harbour Gazette", "Harbour Gazette", ""),
        ("Bridge to close - Local News - Harbour Gazette", "Harbour Gazette", ""),
        ("Bridge to close | Harbour Gazette", "", "https://www.harbourgazette.com/1/"),
        ("Bridge to close - BBC News", "World", "https://www.bbc.co.uk/news/1"),
        ("Bridge to close - The New York Times", "Feed", "https://www.nytimes.com/1"),
        ("Bridge to close - Seznam Zprávy", "", "https://www.seznamzpravy.cz/1"),
        ("Bridge to close // Новости НТВ", "Новости НТВ", ""),
        ("Harbour Gazette: Bridge to close", "Harbour Gazette", ""),
    ],
)
def test_the_site_s_name_goes_with_its_section(title: str, site: str, link: str) -> None:
    assert without_site_name(title, site=site, link=link) == "Bridge to close"


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("Dogs - and cats", "Cats"),
        ("Trump – who else", "Harbour Gazette"),
        ("Review: A bridge too far", "Harbour Gazette"),
        ("The Guardian - a history of the paper", "The Guardian"),
        ("Harbour Gazette wins prize", "Harbour Gazette"),
        ("Harbour Gazette", "Harbour Gazette"),
        ("Barça 3 - Madrid 0", "Madrid"),
        ("Japan | A new start", "Harbour Gazette"),
    ],
)
def test_a_part_of_a_real_title_stays(title: str, site: str) -> None:
    assert without_site_name(title, site=site) == title


@pytest.mark.parametrize(
    "title", [*entries("wordpress_titles", "draft"), "Test post 2", "AUTO-DRAFT", "", "…", "(Untitled)"]
)
def test_a_placeholder_says_nothing_in_every_language(title: str) -> None:
    assert says_nothing(title)


@pytest.mark.parametrize(
    "title",
    [
        "Test cricket returns to Lahore",
        "Untitled by Basquiat sells for 110 million",
        "Draft budget cuts schools",
        "1984",
        "Hallo Welt: Baby Nummer acht Milliarden",
        "Черновик указа опубликован",
        "テストで満点",
    ],
)
def test_a_headline_that_begins_like_a_placeholder_says_something(title: str) -> None:
    assert not says_nothing(title)


@pytest.mark.parametrize("kind", ["protected", "private"])
def test_wordpress_s_titles_of_hidden_articles_are_known_in_every_language(kind: str) -> None:
    for prefix in entries("wordpress_titles", kind):
        assert is_withheld(f"{prefix} Memo", "", ""), prefix


@pytest.mark.parametrize(
    ("title", "body", "excerpt"),
    [
        ("Memo", "<form class='post-password-form' method='post'><p>Password:</p></form>", ""),
        ("Memo", "", "There is no excerpt because this is a protected post."),
        ("Mémo", "", "Il n’y pas d’extrait, car cet article est protégé."),
        ("Letter", "<p>This post is for paying subscribers only</p><a>Subscribe now</a>", "Read more"),
    ],
)
def test_a_form_or_an_excerpt_or_a_stub_shows_that_an_article_is_not_public(
    title: str, body: str, excerpt: str
) -> None:
    assert is_withheld(title, body, excerpt)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Private: Board minutes", "<p>See below.</p>"),
        (
            "Protected: Board minutes",
            "<p>This page is for friends of our society. Please enter the password that we sent you in spring.</p>",
        ),
        (
            "Geschützt: Protokoll",
            "<p>Dieser Inhalt ist passwortgeschützt.</p>"
            "<p>Das Protokoll der letzten Sitzung liegt im Büro der Redaktion aus, montags bis freitags.</p>",
        ),
        (
            "Protégé : Procès-verbal",
            "<p>Pour lire la suite, demandez le mot de passe à la rédaction de la gazette.</p>",
        ),
        (
            "保護中: 議事録",
            "<p>この記事を読むには、編集部からお送りしたパスワードを入力してください。お持ちでない方は編集部までご連絡ください。</p>",
        ),
    ],
)
def test_a_title_of_hidden_articles_is_believed_where_no_text_is_shown(title: str, body: str) -> None:
    assert is_withheld(title, body, "")


@pytest.mark.parametrize(
    "title",
    [
        "Private: the secret life of a lighthouse keeper",
        "Private: The Secret Life of a Lighthouse Keeper",
        "Privé : ce que cachent les phares",
        "Privé: Wat een vuurtorenwachter verbergt",
        "Protégé : le phare de Cordouan classé",
        "Protegido: el faro ya es monumento",
        "Privat: Zwei Leben auf dem Leuchtturm",
        "Защищено: маяк стал памятником",
    ],
)
def test_a_headline_like_a_title_of_hidden_articles_is_public_with_its_text(title: str) -> None:
    body = "<p>The keeper has lived in the tower for 40 years.</p><p>His diaries, found on Monday, fill 84 books.</p>"
    assert not is_withheld(title, body, "")
    assert is_withheld(title, "", "")


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Geschützt: So leben Wölfe",
            "<p>Wölfe leben in Rudeln von bis zu zwölf Tieren, sagt eine Studie vom Montag.</p>",
        ),
        ("Letter", "<p>The council voted to close the bridge.</p><p>This post is for paying subscribers only</p>"),
        ("Private schools lose tax break", "<p>They will pay from January.</p>"),
        ("Bridge to close", ""),
    ],
)
def test_an_article_with_a_text_is_public(title: str, body: str) -> None:
    assert not is_withheld(title, body, "")
