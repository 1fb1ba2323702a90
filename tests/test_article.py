from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.article import Article, Identity, canonical_url, identities, identities_within

WORDS = (
    "The ferry stayed in port on Friday because of the storm, for the first time in ten years, the mayor said. "
    "It sails again on Monday, if the wind allows, and then every hour until the summer, when there is a second one. "
    "Those who have a ticket for Friday may use it on any other day of the month, or have their money back."
)
FERRY = Article(
    site="Gazette",
    title="The ferry stays in port because of the storm",
    link="https://gazette.example/2026/11/20/ferry/",
    guid="https://gazette.example/?p=301",
    body=f"<p>The ferry stays in port because of the storm</p><p>Ann Lee</p><p>Harbour Gazette</p><p>{WORDS}</p>",
)


def kinds(article: Article) -> dict[str, str]:
    return {identity.kind: identity.value for identity in identities(article)}


def known_again(first: Article, second: Article) -> set[str]:
    return {identity.kind for identity in set(identities(first)) & set(identities(second))}


def test_an_article_carries_every_kind_of_identity_that_it_has_ground_for() -> None:
    found = kinds(FERRY)
    assert found["guid"] == "gazette.example?p=301"
    assert found["url"] == "gazette.example/2026/11/20/ferry"
    assert found["wordpress"] == "301"
    assert len(found["fingerprint"]) == 64


def test_an_article_that_has_nothing_has_no_identity() -> None:
    assert identities(Article(site="S", title="", link="")) == ()


@pytest.mark.parametrize(
    "spelling",
    [
        "http://gazette.example/2026/11/20/ferry/",
        "https://www.gazette.example/2026/11/20/ferry",
        "HTTPS://WWW.Gazette.Example:443/2026/11/20/ferry/",
        "https://gazette.example./2026//11/./20/x/../ferry",
        "https://gazette.example/2026/11/20/ferry/#respond",
        "https://gazette.example/2026/11/20/ferry/?utm_source=rss&utm_medium=rss&fbclid=Iw&gclid=1&mc_cid=2",
        "https://gazette.example/2026/11/20/%66erry",
        "https://gazette.example/2026/11/20/ferry/amp/",
        "https://gazette.example/2026/11/20/ferry.amp",
        "https://gazette.example/2026/11/20/ferry?amp=1",
        "https://gazette.example/amp/2026/11/20/ferry/",
        "https://amp.gazette.example/2026/11/20/ferry",
        "https://www.google.com/amp/s/www.gazette.example/2026/11/20/ferry/",
        "https://gazette-example.cdn.ampproject.org/c/s/gazette.example/2026/11/20/ferry/",
        "https://user:password@gazette.example/2026/11/20/ferry/",
    ],
)
def test_every_spelling_of_an_address_is_one_identity(spelling: str) -> None:
    assert canonical_url(spelling) == "gazette.example/2026/11/20/ferry"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.example/a", "https://x.example/b"),
        ("https://x.example/a", "https://y.example/a"),
        ("https://x.example/?p=1", "https://x.example/?p=2"),
        ("https://x.example/a?id=1", "https://x.example/a?id=2"),
        ("https://x.example/A", "https://x.example/a"),
        ("https://x.example/a%2Fb", "https://x.example/a/b"),
        ("https://x.example/a", "https://x.example:8080/a"),
        ("https://amplifiers.example/a", "https://lifiers.example/a"),
        ("https://x.example/lamp", "https://x.example/l"),
        ("https://x.example/stamp", "https://x.example/st"),
    ],
)
def test_different_addresses_are_different_identities(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    "nothing",
    [
        "",
        "/relative",
        "mailto:a@b.example",
        "javascript:alert(1)",
        "https://",
        "http://[::1/",
        "https://x.example:port/a",
        "https://www.gazette.example",
        "http://gazette.example/?utm_source=rss#top",
    ],
)
def test_what_is_no_articles_address_is_no_identity(nothing: str) -> None:
    assert canonical_url(nothing) == ""


segments = st.text(st.characters(codec="utf-8", exclude_characters="/\\."), min_size=1).filter(
    lambda text: text.strip() == text and text.lower() != "amp"
)
paths = st.lists(segments, min_size=1, max_size=4).map(lambda parts: "/" + "/".join(quote(part) for part in parts))


@given(
    paths,
    st.sampled_from(["http://", "https://"]),
    st.sampled_from(["", "www.", "amp."]),
    st.sampled_from(["", "/", "/amp", "/amp/"]),
    st.sampled_from(["", "?utm_source=a", "?fbclid=b&utm_campaign=c", "?amp"]),
    st.sampled_from(["", "#more"]),
)
def test_scheme_www_slash_tracking_and_amp_never_make_another_article(
    path: str, scheme: str, prefix: str, suffix: str, query: str, fragment: str
) -> None:
    plain = Article(site="S", title="", link=f"https://x.example{path}", guid=f"https://x.example{path}")
    spelling = f"{scheme}{prefix}x.example{path}{suffix}{query}"
    assert identities(replace(plain, link=spelling, guid=spelling)) == identities(plain)
    assert set(identities(replace(plain, link=spelling + fragment, guid=spelling))) >= set(identities(plain))


@given(st.text())
def test_a_canonical_address_is_its_own_canonical_form(text: str) -> None:
    for url in (f"https://x.example/{text}", f"https://{text}", text):
        once = canonical_url(url)
        assert not once or canonical_url(f"https://{once}") == once


articles = st.builds(
    Article,
    site=st.just("S"),
    title=st.text(),
    link=st.text(max_size=30).map(lambda text: f"https://x.example/{text}"),
    guid=st.text(max_size=400),
    body=st.text(),
)


@given(articles)
def test_every_identity_fits_a_column_and_only_a_link_with_a_fragment_has_two_of_a_kind(article: Article) -> None:
    names = identities(article)
    assert len(names) - len({identity.kind for identity in names}) <= ("#" in article.link)
    for identity in names:
        assert 0 < len(identity.value) <= 255
        assert "\0" not in identity.value
        identity.value.encode()


numbers = st.integers(1, 10**6)


@given(st.lists(numbers, min_size=2, max_size=2, unique=True))
def test_different_articles_share_no_identity(pair: list[int]) -> None:
    one, other = (
        Article(
            site="S",
            title=f"The council votes on motion number {number}",
            link=f"https://x.example/motion-{number}",
            guid=f"https://x.example/?p={number}",
            body=f"<p>The council has voted on motion {number}. {WORDS}</p>",
        )
        for number in pair
    )
    assert set(identities(one)).isdisjoint(identities(other))


@pytest.mark.parametrize(
    "change",
    [
        {"guid": "https://gazette.example/new-guid-plugin/301"},
        {"guid": "http://gazette.example/?p=301"},
        {"link": "https://gazette.example/2026/11/20/ferry-does-not-sail/"},
        {"link": "https://new.example/ferry/", "guid": "https://new.example/?p=301"},
        {"title": "Ferry", "body": "<p>Short now.</p>"},
        {"link": "", "guid": ""},
        {"guid": "", "title": "Corrected: the ferry stays in port"},
    ],
    ids=["guid", "http guid", "slug", "moved domain", "edited", "only text", "no guid and a new title"],
)
def test_a_change_leaves_the_article_known(change: dict[str, str]) -> None:
    assert known_again(FERRY, replace(FERRY, **change))


def test_a_copy_on_a_sister_site_is_known_in_spite_of_its_own_surroundings() -> None:
    copy = Article(
        site="Sister",
        title="The Ferry stays in port — because of the storm",
        link="https://sister.example/ferry-copy",
        guid="https://sister.example/?p=17",
        body=f"<div><em>Ann Lee</em></div><p>Sister Times</p>\n<p>{WORDS.replace('e', '&#101;', 3)}</p>",
    )
    assert known_again(FERRY, copy) == {"fingerprint", "text"}


def test_long_copies_may_end_as_they_like() -> None:
    one = replace(FERRY, body=f"<p>{WORDS * 5}</p><p>The Gazette is free. Please donate to a@gazette.example.</p>")
    other = replace(one, site="Sister", body=one.body.replace("Gazette is free", "Sister is part of a group"))
    assert "fingerprint" in known_again(one, other)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Photo of the day", f"<p>{WORDS}</p>"),
        ("The ferry stays in port because of the storm", "<p>Read more on our site.</p>"),
        ("The ferry stays in port because of the storm", ""),
        ("", f"<p>{WORDS}</p>"),
        ("🦊" * 40, f"<p>{WORDS}</p>"),
    ],
    ids=["generic title", "teaser", "no body", "no title", "no letters"],
)
def test_what_is_not_distinctive_has_no_fingerprint(title: str, body: str) -> None:
    assert "fingerprint" not in kinds(Article(site="S", title=title, link="", body=body))


def test_the_same_title_over_another_text_is_another_article() -> None:
    other = replace(FERRY, site="T", link="", guid="", body=FERRY.body.replace("Friday", "Saturday"))
    assert not known_again(FERRY, other)


def test_japanese_texts_are_distinctive_by_fewer_letters() -> None:
    article = Article(
        site="S",
        title="嵐のためフェリーは港に留まる",
        link="",
        body=f"<p>{'フェリーは金曜日、嵐のため港に留まった。' * 6}</p>",
    )
    assert "fingerprint" in kinds(article)


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/?p=12",
        "https://x.example/?post_type=review&p=12",
        "https://x.example/?post_type=review&#038;p=12",
    ],
)
def test_the_wordpress_post_id_is_found_in_guid_and_link(url: str) -> None:
    assert kinds(Article(site="S", title="", link="", guid=url))["wordpress"] == "12"
    assert kinds(Article(site="S", title="", link=url))["wordpress"] == "12"


def test_a_wordpress_post_id_counts_within_the_path_of_its_installation() -> None:
    assert kinds(Article(site="S", title="", link="", guid="http://x.example/blog/?p=12"))["wordpress"] == "blog 12"


@pytest.mark.parametrize(
    "url", ["https://x.example/article.php?id=5&p=2", "https://x.example/?cat=3&p=2", "https://x.example/?p=two", "12"]
)
def test_not_every_p_is_a_wordpress_post(url: str) -> None:
    assert "wordpress" not in kinds(Article(site="S", title="", link="", guid=url))


def test_post_ids_and_plain_guids_are_unique_only_within_their_site() -> None:
    one = Article(site="S", title="", link="", guid="12")
    assert not known_again(one, replace(one, site="T"))
    assert known_again(one, replace(one, guid=" 12 ")) == {"guid"}


def test_a_link_to_the_home_page_makes_no_two_articles_one() -> None:
    one, other = (Article(site="S", title=guid, link="https://x.example/", guid=guid) for guid in "ab")
    assert not known_again(one, other)


def test_a_very_long_guid_is_still_its_own() -> None:
    one, other = (Article(site="S", title="", link="", guid="x" * 5000 + end) for end in "ab")
    assert not known_again(one, other)


def shared_within(*found: Article) -> set[Identity]:
    first, *others = (set(signs) for signs in identities_within(found))
    return first.intersection(*others)


def test_articles_of_one_document_with_one_link_and_two_guids_are_two() -> None:
    one, other = (
        Article(site="S", title=guid, link="https://x.example/live-blog", guid=f"https://x.example/#{guid}-{n}")
        for n, guid in enumerate("ab")
    )
    one, other = replace(one, guid="tag:a"), replace(other, guid="tag:b")
    assert known_again(one, other) == {"url"}
    assert not shared_within(one, other)
    assert all({sign.kind for sign in signs} == {"guid"} for signs in identities_within([one, other]))


def test_articles_of_one_document_with_one_guid_but_two_links_and_two_titles_are_two() -> None:
    one, other = (Article(site="S", title=name, link=f"https://x.example/{name}", guid="item") for name in "ab")
    assert not shared_within(one, other)
    assert [[sign.kind for sign in signs] for signs in identities_within([one, other])] == [["url"], ["url"]]


def test_an_article_that_a_document_has_twice_stays_one() -> None:
    edited = replace(FERRY, title="The ferry stays in port because of a storm")
    assert {"guid", "url"} <= {sign.kind for sign in shared_within(FERRY, edited)}


def test_an_equal_text_under_two_guids_is_one_article_all_the_same() -> None:
    again = replace(FERRY, link="https://gazette.example/again", guid="https://gazette.example/?p=302")
    assert {sign.kind for sign in shared_within(FERRY, again)} == {"fingerprint", "text"}


def test_post_ids_say_nothing_where_a_document_joins_several_blogs() -> None:
    found = [
        Article(site="Planet", title=blog, link=f"https://{blog}.example/a", guid=f"https://{blog}.example/?p=1")
        for blog in ("one", "two")
    ]
    assert all("wordpress" not in {sign.kind for sign in signs} for signs in identities_within(found))


@given(st.lists(articles, max_size=5))
def test_what_is_left_within_a_document_is_what_each_article_has_by_itself(found: list[Article]) -> None:
    within = identities_within(found)
    assert len(within) == len(found)
    assert all(set(left) <= set(identities(article)) for left, article in zip(within, found, strict=True))


@given(
    st.text("abz019.-", min_size=1, max_size=12),
    st.lists(st.sampled_from(["story-1", "2026", ".", "..", "", "amp", "a.AMP", "c", "x~y", "%41", "é"]), max_size=5),
    st.sampled_from(["", "?p=12", "?p=", "?a=1", "?amp=1"]),
)
def test_an_address_spelt_plainly_is_read_as_every_other(host: str, path: list[str], query: str) -> None:
    plain = f"https://{host}.example/{'/'.join(path)}{query}"
    assert canonical_url(plain) == canonical_url(f"{plain}#a-fragment-is-not-plain")


def test_a_text_is_known_again_under_another_headline_and_as_an_excerpt() -> None:
    other = Article(site="Sister", title="No boats today", link="https://sister.example/1", guid="s1", body=FERRY.body)
    assert known_again(FERRY, other) == {"text"}
    assert known_again(FERRY, replace(other, body="", excerpt=FERRY.body)) == {"text"}


def test_a_text_under_three_headlines_of_one_document_tells_nothing() -> None:
    tickers = [
        replace(
            FERRY, title=f"The game of the day, live from {town}", link=f"https://gazette.example/{town}", guid=town
        )
        for town in ("Kiel", "Bonn", "Ulm")
    ]
    assert {name.kind for names in identities_within(tickers) for name in names} == {"guid", "url", "fingerprint"}
    assert any(name.kind == "text" for name in identities_within(tickers[:2])[0])
