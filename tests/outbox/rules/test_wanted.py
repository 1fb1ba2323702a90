from __future__ import annotations

import pytest

from bot.article import Article
from bot.outbox.rules.wanted import Terms, WantedRule, why_unwanted


def article(**changed: object) -> Article:
    facts = {"site": "News", "title": "A title", "link": "https://news.example/1"}
    return Article(**facts | changed)  # type: ignore[arg-type]


def why(rule: WantedRule, **changed: object) -> str:
    return why_unwanted(article(**changed), [rule])


def never(**terms: tuple[str, ...]) -> WantedRule:
    return WantedRule(name="sites[News]", never=Terms(**terms))


def only(**terms: tuple[str, ...]) -> WantedRule:
    return WantedRule(name="accounts[x]", only=Terms(**terms))


@pytest.mark.parametrize(
    ("terms", "has", "has_not"),
    [
        ({"tags": ("Sponsored",)}, {"tags": ("News", "SPONSORED")}, {"tags": ("Sponsored posts",)}),
        ({"tags": ("Haute-Savoie",)}, {"tags": ("haute savoie",)}, {"tags": ("Savoie",)}),
        ({"tags": ("広告",)}, {"tags": ("広告",)}, {"tags": ("広告業界",)}),
        ({"tags": ("Straße",)}, {"tags": ("STRASSE",)}, {"tags": ()}),
        ({"authors": ("PR Newswire",)}, {"author": "By PR Newswire, London"}, {"author": "J. Newswire"}),
        ({"authors": ("Ana Sá",)}, {"author": "Rui Costa / ANA SÁ"}, {"author": "Mariana Sá"}),
        ({"authors": ("山田",)}, {"author": "山田太郎"}, {"author": "田山花子"}),
        ({"languages": ("pt",)}, {"language": "pt-BR"}, {"language": "ptx"}),
        ({"languages": ("pt-BR",)}, {"language": "pt_br"}, {"language": "pt"}),
        ({"words": ("live",)}, {"title": "Budget day – live!"}, {"title": "Olive oil is dear"}),
        ({"words": ("en directo",)}, {"link": "https://n.example/2026/copa-en-directo/"}, {"title": "Viene directo"}),
        ({"words": ("sponsored",)}, {"link": "https://n.example/sponsored/a"}, {"link": "https://n.example/a"}),
        ({"words": ("promo",)}, {"link": "https://promo.n.example/a"}, {"link": "https://promotion.n.example/a"}),
        ({"words": ("реклама",)}, {"link": "https://n.example/%D1%80%D0%B5%D0%BA%D0%BB%D0%B0%D0%BC%D0%B0/1"}, {}),
        ({"words": ("訃報",)}, {"title": "元市長の訃報相次ぐ"}, {"title": "元市長が会見"}),
        ({"words": ("โฆษณา",)}, {"title": "บทความโฆษณาใหม่"}, {"title": "ข่าว"}),
        ({"words": ("C++",)}, {"title": "Why C++ stays"}, {"title": "Vitamin D"}),
    ],
)
def test_a_term_is_found_whole_whatever_its_case_and_the_marks_between_words(
    terms: dict[str, tuple[str, ...]], has: dict[str, object], has_not: dict[str, object]
) -> None:
    assert why(never(**terms), **has)
    assert not why(never(**terms), **has_not)
    assert not why(only(**terms), **has)
    assert why(only(**terms), **has_not)


@pytest.mark.parametrize(
    ("rule", "facts", "reason"),
    [
        (never(tags=("Ads",)), {"tags": ("ads",)}, "sites[News].never leaves it out: it is filed under “Ads”"),
        (never(authors=("PR",)), {"author": "PR"}, "sites[News].never leaves it out: it is by “PR”"),
        (never(languages=("de",)), {"language": "de-AT"}, "sites[News].never leaves it out: its language is de"),
        (never(words=("ad",)), {"title": "Ad"}, "sites[News].never leaves it out: “ad” stands in its title or address"),
        (only(tags=("A", "B")), {}, "accounts[x].only leaves it out: it is not filed under “A” or “B”"),
        (only(authors=("Al",)), {"author": "Bo"}, "accounts[x].only leaves it out: it is not by “Al”, but by “Bo”"),
        (only(authors=("Al",)), {}, "accounts[x].only leaves it out: it is not by “Al”, but names no author"),
        (only(languages=("en",)), {"language": "fr"}, "accounts[x].only leaves it out: its language is fr, and not en"),
        (only(languages=("en",)), {}, "accounts[x].only leaves it out: nobody can tell its language, and not en"),
        (only(words=("z",)), {}, "accounts[x].only leaves it out: neither its title nor its address has “z”"),
    ],
)
def test_the_reason_names_the_rule_and_what_it_has_found(
    rule: WantedRule, facts: dict[str, object], reason: str
) -> None:
    assert why(rule, **facts) == reason


def test_of_each_kind_that_only_names_an_article_needs_one() -> None:
    rule = only(tags=("Sports", "Football"), languages=("en",))
    assert not why(rule, tags=("Football",), language="en-GB")
    assert why(rule, tags=("Football",), language="fr")
    assert why(rule, tags=("Politics",), language="en")


def test_never_is_stronger_than_only() -> None:
    rule = WantedRule(name="sites[News]", only=Terms(tags=("Sports",)), never=Terms(tags=("Sponsored",)))
    assert why(rule, tags=("Sports", "Sponsored")).startswith("sites[News].never")


def test_no_rule_wants_everything() -> None:
    assert not why(WantedRule())


def test_the_language_of_the_text_counts_where_it_is_not_the_one_that_its_site_states() -> None:
    stated = article(language="en")
    assert not why_unwanted(stated, [never(languages=("ja",))])
    assert why_unwanted(stated, [never(languages=("ja",))], {stated: "ja"})
