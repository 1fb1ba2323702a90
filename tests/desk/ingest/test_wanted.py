"""What the newsroom wants of articles, from the settings to the outbox, and how it is told."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.desk.edit.editing import queue_article
from bot.desk.report.dry_run import dry_run
from bot.desk.report.explain import explain, explanation_text
from bot.desk.report.outlook import outlook
from bot.desk.report.waiting import queue
from bot.outbox.rules.delivery import Status
from bot.outbox.rules.wanted import Terms, WantedRule
from tests.desk.sending import publish_due

NO_PUZZLES = WantedRule(name="accounts[page]", never=Terms(tags=("Puzzles",)))
REASON = "accounts[page].never leaves it out: it is filed under “Puzzles”"


@pytest.fixture
def newsroom(world):
    """Its account "page" posts nothing of puzzles; the feed has shown nothing yet."""
    world = wanting(world, "page", NO_PUZZLES)
    world.show()
    return world


def wanting(world, name, rule):
    accounts = (
        replace(account, wanted=rule) if account.name == name else account for account in world.desk.settings.accounts
    )
    return world.with_settings(accounts=tuple(accounts))


def publish(world):
    world.clock.forward(minutes=6)
    for account in world.desk.settings.accounts:
        publish_due(world.desk, account)


def statuses(world):
    return {one.account: (one.status, one.reason) for one in world.deliveries()}


def test_an_account_posts_what_it_wants_and_explain_names_the_rule_for_the_rest(newsroom, article):
    newsroom.show(article(1, tags=("Puzzles",)))
    publish(newsroom)
    assert [name for name, _ in newsroom.posted()] == ["x"]
    assert statuses(newsroom)["page"] == (Status.SKIPPED, REASON)
    told = explanation_text(explain(newsroom.desk, "https://news.example/1"), ZoneInfo("UTC"), lambda actions: "")
    assert f"  because           {REASON}" in told
    assert ("left_out", REASON) in [pair for event, values in newsroom.told for pair in values.items()]


def test_a_site_s_rule_holds_for_every_account(world, article):
    sites = (replace(world.desk.settings.sites[0], wanted=replace(NO_PUZZLES, name="sites[News]")),)
    world = world.with_settings(sites=sites)
    world.show()
    world.show(article(1, tags=("puzzles",)))
    assert world.deliveries() == []
    assert world.desk.articles.article(1).not_posted == REASON.replace("accounts[page]", "sites[News]")


def test_a_preview_and_a_dry_run_name_the_rule_before_anything_is_recorded(newsroom, article):
    puzzle = article(1, tags=("Puzzles",))
    assert outlook(newsroom.desk, newsroom.account("page"), puzzle).why == REASON
    assert "held" in outlook(newsroom.desk, newsroom.account("x"), puzzle).why
    newsroom.sites.shown["News"] = [puzzle]
    run = dry_run(newsroom.desk)
    assert [post.account for post in run.posts] == ["x"]
    assert [left_out.reason for left_out in run.not_posted] == [REASON]


def test_a_changed_rule_never_posts_the_past(newsroom, article):
    newsroom.show(article(1, tags=("Puzzles",)))
    without_rule = wanting(newsroom, "page", WantedRule())
    without_rule.clock.forward(minutes=5)
    without_rule.show(article(1, tags=("Puzzles",)))
    publish(without_rule)
    assert [name for name, _ in without_rule.posted()] == ["x"]


def test_what_waits_when_a_rule_comes_is_shown_with_it_in_the_queue(world, article):
    world.show()
    world.show(article(1, tags=("Puzzles",)))
    ruled = wanting(world, "page", NO_PUZZLES)
    why = {row.delivery.account: row.why for row in queue(ruled.desk, ruled.desk.settings.accounts)}
    assert why["page"].endswith(f"it was queued before or against the settings: {REASON}")
    assert "settings" not in why["x"]


def test_an_article_that_turns_out_to_be_sponsored_while_it_waits_is_skipped(newsroom, article):
    newsroom.show(article(1))
    newsroom.show(article(1, tags=("Puzzles",)))
    assert statuses(newsroom) == {"x": (Status.QUEUED, ""), "page": (Status.SKIPPED, REASON)}


def test_what_turns_out_to_be_a_puzzle_while_its_site_has_taken_it_back_is_skipped_when_it_is_shown_again(
    newsroom, article
):
    newsroom.show(article(1))
    newsroom.desk.articles.retract(1, "its page is gone", now=newsroom.clock())
    newsroom.show(article(1, tags=("Puzzles",)))
    assert statuses(newsroom) == {"x": (Status.QUEUED, ""), "page": (Status.SKIPPED, REASON)}


def test_what_an_editor_queues_against_the_rule_goes_out_whatever_is_corrected(newsroom, article):
    puzzle = article(1, tags=("Puzzles",))
    queue_article(newsroom.desk, puzzle, [newsroom.account("page")])
    newsroom.show(replace(puzzle, title="Ministers agree after all"))
    publish(newsroom)
    assert ("page", "https://news.example/1") in newsroom.posted()


def test_an_editor_may_still_take_what_a_rule_has_skipped(newsroom, article):
    newsroom.show(article(1, tags=("Puzzles",)))
    outlooks = outlook(newsroom.desk, newsroom.account("page"), article(1))
    assert REASON in outlooks.why
    assert "retry" in [action.name for action in outlooks.actions]


@pytest.mark.parametrize("declared", ["en", "ja", ""])
def test_the_language_is_the_one_that_the_text_is_surely_in_whatever_its_site_states(world, article, declared):
    rule = WantedRule(name="accounts[page]", only=Terms(languages=("ja",)))
    world = wanting(world, "page", rule)
    world.show()
    text = "<p>区教育委員会は七日、老朽化した校舎の耐震工事を始めたと発表した。工事は来年三月まで続く。</p>"
    english = "<p>The ministers met on Monday and agreed on the plan, which is to begin in May of this year.</p>"
    world.show(article(1, title="耐震工事始まる", body=text, language=declared), article(2, body=english, language=""))
    waiting = [one.link for one in world.deliveries(Status.QUEUED) if one.account == "page"]
    assert waiting == ["https://news.example/1"]
