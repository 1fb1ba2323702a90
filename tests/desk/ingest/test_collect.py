from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk.ingest.collect import collect, next_collect_at, poll_without_recording, sites_to_ask
from bot.errors import ConflictError, FeedError
from bot.outbox.rules.delivery import Status
from bot.outbox.rules.known import BASELINE
from bot.outbox.store.articles import Articles
from bot.outbox.store.sources import Sources
from bot.settings import Site
from bot.sources.types import Validators

pytestmark = pytest.mark.every_database


def look(world):
    return collect(world.desk, world.desk.settings.sites)


def listed(world, status=Status.QUEUED):
    return [(one.account, one.title) for one in world.desk.outbox.listed([status])]


def test_what_a_site_shows_at_the_first_look_is_the_baseline(world, article):
    world.sites.shown["News"] = [article(1), article(2)]
    assert look(world).decisions == ()
    assert listed(world) == []
    assert {world.desk.articles.article(number).not_posted for number in (1, 2)} == {BASELINE}
    assert world.told[-1] == ("site.baseline", {"site": "News", "articles": 2})


def test_an_article_that_comes_after_the_baseline_is_queued_for_every_account(world, article):
    look(world)
    world.sites.shown["News"] = [article(1)]
    look(world)
    assert listed(world) == [("x", article(1).title), ("page", article(1).title)]


def test_an_empty_feed_is_a_baseline_too(world, article):
    look(world)
    assert world.desk.sources.feed("News").baseline_at == world.clock()


def test_a_site_that_could_not_be_read_has_no_baseline_yet(world, article):
    world.sites.shown["News"] = FeedError("News", "the site answers 500")
    look(world)
    world.sites.shown["News"] = [article(1)]
    look(world)
    assert listed(world) == []


def test_an_article_older_than_max_age_is_recorded_and_not_posted(world, article):
    look(world)
    world.sites.shown["News"] = [article(1, published=world.clock() - timedelta(hours=25))]
    look(world)
    assert listed(world) == []
    found = world.desk.articles.article(1)
    assert found.not_posted == "it was 25h old when first seen, and watch.max_age is 24h"


def test_an_article_without_a_date_is_as_old_as_our_first_look_at_it(world, article):
    look(world)
    world.sites.shown["News"] = [article(1, published=None)]
    look(world)
    assert len(listed(world)) == 2


def test_an_article_without_a_title_or_a_link_is_recorded_with_the_reason(world, article):
    look(world)
    world.sites.shown["News"] = [article(1, title=""), article(2, link="")]
    look(world)
    assert listed(world) == []
    reasons = {world.desk.articles.article(number).not_posted for number in (1, 2)}
    assert reasons == {"its feed gives it no title", "its feed gives it no link"}


def test_more_new_articles_than_burst_wait_for_an_editor(world, article):
    look(world)
    world.sites.shown["News"] = [article(number) for number in range(4)]
    look(world)
    assert len(listed(world, Status.HELD)) == 8
    assert world.desk.outbox.delivery(1).reason == "burst: 4 new articles at once, and watch.burst is 3"


def test_articles_that_are_not_to_be_posted_make_no_burst(world, article):
    look(world)
    old = world.clock() - timedelta(days=30)
    world.sites.shown["News"] = [article(number, published=old) for number in range(30)] + [article(99)]
    look(world)
    assert listed(world) == [("x", article(99).title), ("page", article(99).title)]


def test_one_broken_site_never_stops_the_others(world, article):
    world = world.with_settings(sites=(Site(name="Broken", url="https://broken.example"), *world.desk.settings.sites))
    world.sites.shown["Broken"] = FeedError("Broken", "the site answers 500")
    look(world)
    world.sites.shown["News"] = [article(1)]
    collected = look(world)
    assert [str(fault) for fault in collected.faults] == ["the site answers 500"]
    assert len(listed(world)) == 2
    state = world.desk.sources.feed("Broken")
    assert (state.fault, state.faults, state.answered_at) == ("the site answers 500", 2, None)


def beside_another(world):
    """The world with a second site, after the baseline of both."""
    both = world.with_settings(sites=(*world.desk.settings.sites, Site(name="Other", url="https://other.example")))
    both.show()
    return both


def test_a_site_that_dates_articles_centuries_apart_never_stops_the_others(world, article):
    world = beside_another(world)
    world.sites.shown["Other"] = [article(9, site="Other")]
    world.show(*(article(century, published=world.clock().replace(year=100 * century)) for century in (20, 19, 18, 17)))
    assert {one.site for one in world.deliveries(Status.QUEUED)} == {"Other"}
    assert [world.desk.sources.feed(site).fault for site in ("News", "Other")] == ["", ""]


def test_a_poll_that_no_database_takes_leaves_its_source_as_it_was_and_the_fault(world, article):
    world = beside_another(world)
    before = world.desk.sources.feed("News")
    world.sites.shown["Other"] = [article(9, site="Other")]
    world.sites.validators = Validators(etag="new")
    world.show(article(1, image_width=10**30))
    after = world.desk.sources.feed("News")
    assert {one.site for one in world.deliveries(Status.QUEUED)} == {"Other"}
    assert (after.etag, after.newest_article_at, after.faults) == (before.etag, before.newest_article_at, 1)
    assert "sets off a fault of this program" in after.fault
    assert "site.fault" in world.events()


@pytest.mark.parametrize("place", ["bot.desk.ingest.recording.decide", "bot.desk.ingest.collect.with_identities"])
def test_whatever_a_site_s_articles_set_off_is_a_fault_of_that_site_alone(world, article, monkeypatch, place):
    world = beside_another(world)
    module, _, name = place.rpartition(".")
    works = getattr(sys.modules[module], name)

    def fails_for_news(*given):
        if "News" in {
            getattr(one, "site", "") for each in given for one in (each if isinstance(each, tuple) else [each])
        }:
            raise KeyError(10)
        return works(*given)

    monkeypatch.setattr(place, fails_for_news)
    world.sites.shown["Other"] = [article(9, site="Other")]
    world.show(article(1))
    assert {one.site for one in world.deliveries(Status.QUEUED)} == {"Other"}
    assert "sets off a fault of this program" in world.desk.sources.feed("News").fault
    assert "site.fault" in world.events()


@pytest.mark.parametrize("shows", ["something new", "nothing new"])
def test_a_site_that_others_are_always_faster_to_record_never_stops_the_others(world, article, monkeypatch, shows):
    world = beside_another(world)
    world.sites.shown["Other"] = [article(9, site="Other")]
    world.sites.shown["News"] = [article(1)] if shows == "something new" else FeedError("News", "it answers 500")
    record, save = Articles.record, Sources.save

    def record_of_others(self, polls, others=(), **given):
        if any(state.site == "News" for state in (*(poll.state for poll in polls), *others)):
            raise ConflictError("another transaction was faster")
        return record(self, polls, others, **given)

    def save_of_others(self, states):
        if shows == "nothing new" and any(state.site == "News" for state in states):
            raise ConflictError("another transaction was faster")
        save(self, states)

    monkeypatch.setattr(Articles, "record", record_of_others)
    monkeypatch.setattr(Sources, "save", save_of_others)
    look(world)
    assert {one.site for one in world.deliveries(Status.QUEUED)} == {"Other"}
    assert ("site.fault", "News") in [(event, values.get("site")) for event, values in world.told]
    if shows == "something new":
        assert "changed 10 times while they were recorded" in world.desk.sources.feed("News").fault


def test_a_site_without_a_feed_is_a_fault_of_that_site_alone(world):
    world.sites.without_feed.add("https://news.example")
    collected = look(world)
    assert [str(fault) for fault in collected.faults] == ["no feed was found"]
    assert world.sites.requests == []


def test_the_feed_is_looked_for_once(world):
    look(world)
    look(world)
    assert [request.url for request in world.sites.requests] == ["https://news.example/feed/"] * 2
    assert world.events().count("site.feed_found") == 1


def test_a_site_is_asked_again_after_every(world):
    assert [site.name for site in sites_to_ask(world.desk)] == ["News"]
    look(world)
    assert sites_to_ask(world.desk) == []
    assert next_collect_at(world.desk) == world.clock() + timedelta(minutes=2)
    world.clock.forward(minutes=2)
    assert [site.name for site in sites_to_ask(world.desk)] == ["News"]


def test_a_correction_is_told_and_kept(world, article):
    look(world)
    world.sites.shown["News"] = [article(1)]
    look(world)
    world.sites.shown["News"] = [article(1, title="Ministers do not agree")]
    look(world)
    assert "article.corrected" in world.events()
    assert listed(world)[0][1] == "Ministers do not agree"


def test_a_look_without_recording_changes_nothing(world, article):
    look(world)
    before = world.desk.sources.feeds()
    world.sites.shown["News"] = [article(1)]
    found = poll_without_recording(world.desk)
    assert [decision.article.title for decision in found.decisions] == [article(1).title]
    assert world.desk.sources.feeds() == before
    assert listed(world) == []


def test_a_site_that_fails_is_asked_less_and_less_and_at_once_as_usual_when_it_answers(world, article):
    world.sites.shown["News"] = FeedError("News", "the site answers 500")
    for minutes in (2, 4, 8):
        look(world)
        assert next_collect_at(world.desk) == world.clock() + timedelta(minutes=minutes)
    del world.sites.shown["News"]
    look(world)
    assert next_collect_at(world.desk) == world.clock() + timedelta(minutes=2)


def at_its_feed(world):
    """The newsroom, where bot.toml gives the address of the site's feed."""
    sites = tuple(replace(site, url="https://news.example/feed/") for site in world.desk.settings.sites)
    world = world.with_settings(sites=sites)
    world.sites.is_feed = True
    return world


def test_a_feed_that_is_gone_for_good_is_told_and_asked_once_a_day(world, article):
    world = at_its_feed(world)
    look(world)
    world.sites.shown["News"] = FeedError("News", "the feed is gone for good", gone=True, status=410)
    look(world)
    assert world.events()[-1] == "site.gone"
    world.clock.forward(hours=23)
    assert sites_to_ask(world.desk) == []
    world.clock.forward(hours=1)
    assert [site.name for site in sites_to_ask(world.desk)] == ["News"]
    world.sites.shown["News"] = [article(1)]
    look(world)
    state = world.desk.sources.feed("News")
    assert (state.gone, state.fault) == (False, "")
    assert next_collect_at(world.desk) == world.clock() + timedelta(minutes=2)


@pytest.mark.parametrize(
    ("fault", "looks"),
    [
        (FeedError("News", "it answers 410", status=410, gone=True), 1),
        (FeedError("News", "it answers 403", status=403), 1),
        (FeedError("News", "it is a page now", no_feed=True), 1),
        (FeedError("News", "it answers 503", status=503), 2),
        (FeedError("News", "it is asked too often", status=429), 2),
        (FeedError("News", "it refuses connections"), 2),
    ],
)
def test_an_address_that_was_found_gives_way_to_that_of_bot_toml_when_it_fails(world, fault, looks):
    look(world)
    world.sites.shown["News"] = fault
    for number in range(1, 3):
        look(world)
        assert (world.desk.sources.feed("News").feed_url == "") == (number >= looks)
        if number >= looks:
            break


def test_now_and_then_a_site_is_asked_for_the_whole_whatever_it_has_said(world):
    world.sites.validators = Validators('"1"', "", "https://news.example/feed/", "the digest")
    for _ in range(34):
        look(world)
    whole = [number for number, request in enumerate(world.sites.requests, 1) if not request.conditional]
    assert whole == [1, 3, 5, 9, 17, 33]


@pytest.mark.parametrize(
    ("every", "slowest", "longest"),
    [
        (timedelta(minutes=2), timedelta(0), timedelta(minutes=20)),
        (timedelta(seconds=2), timedelta(0), timedelta(seconds=20)),
        (timedelta(minutes=30), timedelta(0), timedelta(hours=1)),
        (timedelta(minutes=2), timedelta(hours=3), timedelta(hours=3)),
        (timedelta(hours=6), timedelta(0), timedelta(hours=6)),
    ],
)
def test_a_feed_that_is_fresh_for_a_month_by_its_headers_is_asked_within_the_hour(world, every, slowest, longest):
    world = world.with_settings(watch=replace(world.desk.settings.watch, every=every, slowest=slowest))
    world.sites.ask_again_at = world.clock() + timedelta(days=30)
    look(world)
    assert next_collect_at(world.desk) == world.clock() + longest


def test_a_site_that_was_gone_is_asked_at_its_new_address(world):
    world.sites.shown["News"] = FeedError("News", "the feed is gone for good", gone=True)
    look(world)
    world = world.with_settings(sites=(Site(name="News", url="https://new.example"),))
    assert [site.name for site in sites_to_ask(world.desk)] == ["News"]
    world.sites.shown.clear()
    look(world)
    assert world.sites.requests[-1].url == "https://new.example/feed/"
    assert world.desk.sources.feed("News").fault == ""


def test_a_feed_that_is_not_found_any_more_is_looked_for_again_from_the_site_s_own_address(world, article):
    look(world)
    world.sites.shown["News"] = FeedError("News", "the feed answers 404", status=404)
    look(world)
    world.sites.shown["News"] = [article(1)]
    look(world)
    assert world.events().count("site.feed_found") == 2
    assert len(listed(world)) == 2


def test_a_feed_that_bot_toml_names_itself_is_asked_again_where_it_was(world):
    world = at_its_feed(world)
    look(world)
    world.sites.shown["News"] = FeedError("News", "the feed answers 404", status=404)
    look(world)
    look(world)
    assert world.events().count("site.feed_found") == 1


def test_a_site_without_a_feed_is_left_alone_for_longer_too(world):
    world.sites.without_feed.add("https://news.example")
    look(world)
    assert sites_to_ask(world.desk) == []


def test_a_site_is_asked_with_all_that_its_last_answer_gave(world):
    given = Validators('"1"', "Mon, 23 Nov 2026 10:00:00 GMT", "https://cdn.example/feed", "the digest")
    world.sites.validators = given
    look(world)
    look(world)
    assert [request.validators for request in world.sites.requests] == [Validators(), given]


def test_a_site_that_publishes_once_a_day_is_asked_less_often_where_that_is_wished(world, article):
    watch = replace(world.desk.settings.watch, slowest=timedelta(minutes=15))
    world = world.with_settings(watch=watch)
    world.sites.shown["News"] = [article(day, published=world.clock() - timedelta(days=day)) for day in range(6)]
    look(world)
    assert next_collect_at(world.desk) == world.clock() + timedelta(minutes=15)
    state = world.desk.sources.feed("News")
    assert (state.newest_article_at, state.usual_gap) == (world.clock(), 86_400)


def test_what_a_feed_says_of_how_often_to_ask_it_holds_where_that_is_wished(world):
    world.sites.hint = timedelta(hours=1)
    look(world)
    assert next_collect_at(world.desk) == world.clock() + timedelta(minutes=2)
    world = world.with_settings(watch=replace(world.desk.settings.watch, hints=True))
    look(world)
    assert next_collect_at(world.desk) == world.clock() + timedelta(hours=1)


def hours_ago(world, article, *numbers):
    return [article(number, published=world.clock() - timedelta(hours=number)) for number in numbers]


def test_what_has_passed_through_the_feed_unseen_is_asked_for_elsewhere(world, article):
    world.sites.shown["News"] = hours_ago(world, article, 8, 9)
    look(world)
    world.sites.shown["News"] = hours_ago(world, article, 1, 2)
    world.sites.others = hours_ago(world, article, 1, 2, 3, 4, 8, 9)
    collected = look(world)
    assert [decision.article.guid for decision in collected.decisions] == ["guid-4", "guid-3", "guid-2", "guid-1"]
    assert "site.caught_up" in world.events()


def test_where_there_is_no_other_source_the_feed_is_what_there_is(world, article):
    world.sites.shown["News"] = hours_ago(world, article, 8, 9)
    look(world)
    world.sites.shown["News"] = hours_ago(world, article, 1, 2)
    assert len(look(world).decisions) == 2
    assert "site.missed" in world.events()


def test_a_pinned_article_hides_no_gap(world, article):
    (pin,) = hours_ago(world, article, 20)
    world.sites.shown["News"] = [pin, *hours_ago(world, article, 8, 9)]
    look(world)
    undated = article(99, published=None)
    world.sites.shown["News"] = [pin, *hours_ago(world, article, 1, 2), undated]
    world.sites.others = hours_ago(world, article, 3, 4, 8)
    found = {decision.article.guid for decision in look(world).decisions}
    assert found == {"guid-1", "guid-2", "guid-3", "guid-4", "guid-99"}


def test_a_feed_that_still_shows_a_known_article_has_missed_none(world, article):
    world.sites.shown["News"] = hours_ago(world, article, 8, 9)
    look(world)
    world.sites.shown["News"] = hours_ago(world, article, 1, 8)
    world.sites.others = hours_ago(world, article, 1, 4, 8)
    assert [decision.article.guid for decision in look(world).decisions] == ["guid-1"]


def test_the_lines_that_a_site_repeats_are_looked_for_once_a_day(world, article):
    def shown(newest, line):
        return [
            article(number, body=f"<p>Report {number}.</p><p>{line}</p>") for number in range(newest, newest - 4, -1)
        ]

    world.show(*shown(4, "Support our work with a gift."))
    assert world.desk.sources.feed("News").facts.recurring == frozenset()
    world.show(*shown(5, "Support our work with a gift."))
    assert world.desk.sources.feed("News").facts.recurring == {"supportourworkwithagift"}
    world.show(*shown(6, "Read our newsletter every day."))
    assert world.desk.sources.feed("News").facts.recurring == {"supportourworkwithagift"}
    world.clock.forward(days=1)
    world.show(*shown(7, "Read our newsletter every day."))
    assert world.desk.sources.feed("News").facts.recurring == {"readournewslettereveryday"}
