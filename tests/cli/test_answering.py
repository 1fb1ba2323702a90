"""explain, audit, status, and how an editor settles a burst: what the program answers when somebody asks."""

from __future__ import annotations

import sqlite3

import pytest


@pytest.fixture
def posted(office):
    """The first sample article is out on both accounts; return its address."""
    office.bot("once")
    url = office.newsroom.publish(office.articles[0])
    office.bot("once")
    return url


def in_the_database(office, statement):
    """Do to the database what the program never does."""
    with sqlite3.connect(office.folder / "bot.db") as connection:
        connection.execute(statement)
    connection.close()


def held(office):
    return [one for one in office.json("queue")["deliveries"] if one["delivery"]["status"] == "held"]


def test_explain_tells_what_became_of_an_article_in_one_screen(office, posted):
    shown = office.bot("explain", posted)
    assert shown.exit_code == 0, shown.output
    assert office.articles[0].title in shown.stdout
    assert "mtt: delivery 1 is sent" in shown.stdout
    assert "page: delivery 2 is sent" in shown.stdout
    assert len(shown.stdout.splitlines()) < 40
    assert [one["delivery"]["status"] for one in office.json("explain", "1")["deliveries"]] == ["sent", "sent"]


def test_explain_says_what_to_do_about_an_address_that_was_never_seen(office, posted):
    shown = office.bot("explain", f"{office.newsroom.url}/never")
    assert shown.exit_code == 1
    assert "has never been seen under that address" in shown.stderr
    assert f"`bot post {office.newsroom.url}/never`" in shown.stderr


def test_audit_of_a_newsroom_where_all_is_well_ends_with_0(office, posted):
    shown = office.bot("audit")
    assert (shown.exit_code, shown.stdout) == (0, "1 articles of the last 7 days; 0 unexplained\n")
    assert office.json("audit", "--days", "1")["unexplained"] == []


def test_audit_ends_with_3_where_something_is_unexplained(office, posted):
    for table in ("attempts", "deliveries", "identities", "articles"):
        in_the_database(office, f"DELETE FROM {table}")
    shown = office.bot("audit")
    assert shown.exit_code == 3
    assert office.articles[0].title in shown.stdout
    assert "no look has taken it in" in shown.stdout


def test_audit_ends_with_3_where_a_site_cannot_be_asked(office, posted):
    office.write_settings(**{office.newsroom.url: "http://127.0.0.1:9"})
    shown = office.bot("audit", "--json")
    assert shown.exit_code == 3
    assert "fault: Modern Tokyo News: " in shown.stderr


def test_status_shows_a_headline_that_was_changed_after_posting(office, posted):
    assert "Changed after posting" not in office.bot("status").stdout
    in_the_database(office, "UPDATE articles SET title = 'Another headline altogether'")
    shown = office.bot("status").stdout
    assert "Changed after posting" in shown
    assert f"1 on mtt: {office.articles[0].title}" in shown
    assert "its headline is now: Another headline altogether" in shown
    assert len(office.json("status")["changed"]) == 2


def test_a_burst_is_settled_by_approving_its_site(burst):
    assert len(held(burst)) == 4
    assert "burst: 2 new articles at once" in burst.bot("queue").stdout
    assert burst.bot("approve", "--site", "Modern Tokyo News").exit_code == 0
    assert held(burst) == []
    burst.bot("once")
    assert [len(texts) for texts in burst.texts().values()] == [2, 2]


def test_a_burst_is_settled_by_skipping_its_site(burst):
    assert burst.bot("skip", "--site", "Modern Tokyo News", "--yes").exit_code == 0
    burst.bot("once")
    assert burst.json("queue")["deliveries"] == []
    assert [len(texts) for texts in burst.texts().values()] == [0, 0]
