from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.parsing.linked_data import LinkedArticle, linked_article
from bot.sources.parsing.markup import document

ARTICLE = {
    "@type": "ReportageNewsArticle",
    "headline": "Bridge &amp; ferry\nclosed",
    "description": "Both are closed.",
    "inLanguage": {"@type": "Language", "name": "Spanish", "alternateName": "es"},
    "publisher": [{"@type": "NewsMediaOrganization", "name": "Gazette"}],
}
OTHER = {"@type": "NewsArticle", "headline": "Another story"}


def linked(*scripts: str) -> LinkedArticle:
    tree = document("".join(f"<script type='application/ld+json'>{script}</script>" for script in scripts) + "<p>x")
    return linked_article(tree)


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE,
        [ARTICLE, OTHER],
        {"@graph": [{"@type": "WebSite", "name": "Gazette"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE, "hasPart": [OTHER]},
        {"@type": "ItemList", "itemListElement": [OTHER], "mainEntityOfPage": ARTICLE | {"@type": ["Article", "x"]}},
    ],
)
def test_the_article_of_the_page_is_found_and_no_other(data: object) -> None:
    article = linked(json.dumps(data))
    assert article.headline == "Bridge & ferry closed"
    assert (article.description, article.language, article.sites) == ("Both are closed.", "es", ("Gazette",))


@pytest.mark.parametrize("script", ["<!-- {} -->", "/*<![CDATA[*/ {} /*]]>*/", "\n[{}]\n", "{};"])
def test_json_is_read_in_any_wrapping(script: str) -> None:
    assert linked(script.replace("{}", json.dumps(OTHER))).headline == "Another story"
    assert linked("{ not json", script.replace("{}", '{"@type": "NewsArticle", "headline": "A\nB"}')).headline == "A B"


@pytest.mark.parametrize("script", ["", "[", "{" * 100_000, '{"a":' * 50_000, "null", '"x"', "[1, [2]]", "{}" * 9])
def test_json_of_any_other_kind_is_no_article(script: str) -> None:
    assert linked(script) == LinkedArticle()


def test_a_list_of_articles_says_so_itself() -> None:
    assert linked('{"@graph": [{"@type": "CollectionPage"}, {"@type": "WebSite", "name": "G"}]}').is_list
    assert not linked(json.dumps([{"@type": "CollectionPage"}, ARTICLE])).is_list


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*ARTICLE, "@graph", "@id"]), inner),
)


@given(JSON)
def test_no_value_is_too_strange(value: object) -> None:
    told = dict.fromkeys(("headline", "publisher", "author", "keywords", "datePublished"), value)
    article = linked(json.dumps(value), json.dumps({"@type": "Article", **told}))
    assert isinstance(article.headline + article.author + article.published + "".join(article.tags), str)


@pytest.mark.parametrize(
    "author",
    [
        {"@type": "Person", "name": "Zoë Hale"},
        [{"@type": ["Person"], "name": "Zoë Hale"}, {"@type": "Person", "url": "https://a.example"}],
        "Zoë Hale",
        ["Zoë Hale", "https://a.example/zoe"],
        {"@id": "https://a.example/#zoe"},
    ],
)
def test_who_wrote_the_article_is_read_in_every_form(author: object) -> None:
    person = {"@type": "Person", "@id": "https://a.example/#zoe", "name": "Zoë Hale"}
    assert linked(json.dumps([OTHER | {"author": author}, person])).author == "Zoë Hale"


@pytest.mark.parametrize("keywords", ["Floods, Porto", ["Floods", "tag:flood", "Porto"], [{"name": "Floods,Porto"}]])
def test_keywords_come_before_sections_and_marks_for_machines_are_none(keywords: object) -> None:
    assert linked(json.dumps(OTHER | {"keywords": keywords, "articleSection": ["Region", "Porto"]})).tags == (
        "Floods",
        "Porto",
        "Region",
    )
