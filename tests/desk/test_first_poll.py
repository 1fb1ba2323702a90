"""The first poll of a site, over real HTTP."""

from __future__ import annotations

import pytest

from bot.desk.edit.editing import latest_articles
from bot.desk.ingest.collect import poll_without_recording
from bot.desk.report.audit import audit

PAGE = b"<!doctype html><html><head><title>News</title></head><body><p>Welcome.</p></body></html>"
PAGE_WITH_LINK = PAGE.replace(b"</head>", b'<link rel="alternate" type="application/rss+xml" href="/all.xml"></head>')


def test_the_feed_of_a_site_whose_address_is_its_feed_is_downloaded_once(watched, local_site, feed):
    address = local_site.serve("/feed/", feed)
    assert watched.poll("/feed/").faults == ()
    assert watched.downloads() == {"/feed/": 1}
    assert watched.feed_url() == address
    assert watched.events[0] == ("site.feed_found", {"site": "News", "feed": address})
    assert watched.events[1][0] == "site.baseline"


def test_the_page_of_a_site_and_its_feed_are_downloaded_once_each(watched, local_site, feed):
    local_site.serve("/", PAGE_WITH_LINK)
    local_site.serve("/all.xml", feed)
    watched.poll("/")
    assert watched.downloads() == {"/": 1, "/all.xml": 1}
    watched.poll("/")
    assert watched.downloads() == {"/": 1, "/all.xml": 2}


def test_the_feed_of_a_home_page_that_refuses_programs_is_found(watched, local_site, feed):
    local_site.serve("/", PAGE, status=403)
    address = local_site.serve("/feed/", feed)
    assert watched.poll("/").faults == ()
    assert watched.feed_url() == address


def test_where_a_feed_itself_is_refused_no_other_is_taken(watched, local_site, feed):
    local_site.serve("/sport/feed/", feed, status=403)
    local_site.serve("/feed/", feed)
    (fault,) = watched.poll("/sport/feed/").faults
    assert fault.status == 403
    assert watched.downloads() == {"/sport/feed/": 1}


def test_while_the_feed_that_the_page_names_first_is_in_trouble_no_other_is_taken(watched, local_site, feed):
    both = PAGE_WITH_LINK.replace(b"</head>", b'<link rel="alternate" type="text/xml" href="/other.xml"></head>')
    local_site.serve("/", both)
    local_site.serve("/other.xml", feed)
    local_site.serve("/all.xml", feed, status=503)
    (fault,) = watched.poll("/").faults
    assert (fault.site, fault.status) == ("News", 503)
    address = local_site.serve("/all.xml", feed)
    assert watched.poll("/").faults == ()
    assert watched.feed_url() == address


def test_the_articles_of_a_feed_that_was_found_are_those_of_the_site(watched, local_site, feed):
    local_site.serve("/", PAGE_WITH_LINK)
    local_site.serve("/all.xml", feed)
    watched.poll("/")
    assert {article.site for article in latest_articles(watched.at("/"))} == {"News"}


def test_a_feed_that_has_moved_for_good_is_remembered_at_its_new_address(watched, local_site, feed):
    new = local_site.serve("/new.xml", feed)
    local_site.serve("/old.xml", status=301, Location="/new.xml")
    watched.poll("/old.xml")
    assert watched.feed_url() == new
    assert watched.events[0] == ("site.feed_found", {"site": "News", "feed": new})


def test_the_feed_of_a_page_is_still_found(watched, local_site, feed):
    local_site.serve("/", PAGE_WITH_LINK)
    address = local_site.serve("/all.xml", feed)
    assert watched.poll("/").faults == ()
    assert watched.feed_url() == address
    assert watched.events[0] == ("site.feed_found", {"site": "News", "feed": address})


@pytest.mark.parametrize("content", [PAGE, b"", b"{}", b"Welcome to the news."])
def test_where_no_feed_is_found_the_fault_says_what_was_tried(watched, local_site, content):
    local_site.serve("/", content)
    (fault,) = watched.poll("/").faults
    assert "no feed is found" in str(fault)
    assert f"{local_site.url}/feed/" in str(fault)
    assert watched.feed_url() == ""


def test_a_page_that_gets_a_feed_later_is_polled_there(watched, local_site, feed):
    local_site.serve("/", PAGE)
    watched.poll("/")
    address = local_site.serve("/feed/", feed)
    assert watched.poll("/").faults == ()
    assert watched.feed_url() == address


def test_a_site_that_could_not_be_reached_is_looked_at_again_as_if_for_the_first_time(
    watched,
    local_site,
    feed,
):
    local_site.serve("/", b"", status=503)
    (fault,) = watched.poll("/").faults
    assert fault.status == 503
    assert watched.downloads() == {"/": 1}
    local_site.serve("/", PAGE_WITH_LINK)
    address = local_site.serve("/all.xml", feed)
    assert watched.poll("/").faults == ()
    assert watched.feed_url() == address


def test_a_feed_of_comments_is_not_taken_for_the_site_s_own(watched, local_site, feed):
    local_site.serve("/comments/feed/", feed)
    address = local_site.serve("/feed/", feed)
    assert watched.poll("/comments/feed/").faults == ()
    assert watched.feed_url() == address


@pytest.mark.parametrize(
    "ask",
    [
        lambda desk: poll_without_recording(desk).faults,
        lambda desk: audit(desk, days=7).faults,
        lambda desk: [] if latest_articles(desk) else ["no article"],
    ],
    ids=["dry run", "audit", "preview latest"],
)
@pytest.mark.parametrize("path", ["/", "/all.xml"])
def test_who_asks_without_recording_finds_the_feed_too(watched, local_site, feed, ask, path):
    local_site.serve("/", PAGE_WITH_LINK)
    local_site.serve("/all.xml", feed)
    assert not ask(watched.at(path))
    assert watched.feed_url() == ""
