from __future__ import annotations

from dataclasses import replace

from bot.article import Article
from bot.outbox.rules.corrections import as_edited, no_longer_wanted
from bot.outbox.rules.wanted import Terms, WantedRule

BEFORE = Article(site="News", title="A title", link="https://news.example/1", tags=("Food",), author="Ana Sá")
NO_ADS = WantedRule(name="accounts[page]", never=Terms(tags=("Sponsored",)))
SPONSORED = replace(BEFORE, tags=("Sponsored",))


def test_an_account_that_wanted_an_article_may_not_want_it_corrected() -> None:
    rules = {"page": [NO_ADS], "x": [WantedRule(name="accounts[x]")]}
    reason = "accounts[page].never leaves it out: it is filed under “Sponsored”"
    assert no_longer_wanted(BEFORE, SPONSORED, rules) == {"page": reason}


def test_what_was_not_wanted_before_either_is_left_to_the_editor_who_queued_it() -> None:
    assert no_longer_wanted(SPONSORED, replace(SPONSORED, title="Another title"), {"page": [NO_ADS]}) == {}


def test_a_correction_in_another_language_counts_by_its_text() -> None:
    in_japanese = replace(BEFORE, title="耐震工事始まる")
    rules = {"page": [WantedRule(name="accounts[page]", never=Terms(languages=("ja",)))]}
    assert no_longer_wanted(BEFORE, in_japanese, rules, {BEFORE: "en", in_japanese: "ja"}).keys() == {"page"}


def test_an_edit_keeps_the_tags_and_the_author_that_only_the_feed_names_and_a_link_to_the_same_page() -> None:
    told = Article(site="News", title="New", link="https://www.news.example/1/", body="<p>New.</p>")
    edited = as_edited(BEFORE, told)
    assert (edited.title, edited.body, edited.tags, edited.author) == ("New", "<p>New.</p>", ("Food",), "Ana Sá")
    assert edited.link == BEFORE.link
    assert as_edited(BEFORE, replace(told, link="https://news.example/2")).link == "https://news.example/2"
