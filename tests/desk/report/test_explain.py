from __future__ import annotations

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.actions import Action
from bot.desk.edit.editing import move_delivery, queue_article
from bot.desk.ingest.pages import read_pages
from bot.desk.ingest.recheck import ask_about_missing
from bot.desk.report.explain import explain, explanation_text
from bot.errors import AccountHalted, DeliveryNotFound, FeedError, OutcomeUnknown, RetryLater
from bot.outbox.rules.acts import person
from bot.outbox.rules.delivery import APPROVE, HOLD, SKIP

TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.fixture
def shown(world, article):
    """Article 1 stood there at the baseline, article 2 has come since."""
    world.show(article(1))
    world.show(article(2), article(1))
    return world


def told(world, wanted, zone=TOKYO):
    return explanation_text(explain(world.desk, wanted), zone, lambda actions: " or ".join(one.name for one in actions))


def test_an_article_that_was_posted_is_told_from_first_sight_to_last_call(shown):
    shown.platforms["page"].answers = [RetryLater("rate limit"), OutcomeUnknown("the answer never came")]
    shown.live(hours=1)
    page = told(shown, "https://news.example/2")
    for line in (
        "Ministers agree on plan number 2",
        "  first seen        2026-11-23 21:00",
        "  known by          guid: guid-2",
        "                    url: news.example/2",
        "x: delivery 1 is sent 2026-11-23 21:05",
        "  post              https://x.example/1",
        "  2026-11-23 21:00  the bot queued it",
        "  2026-11-23 21:05  the bot sent it ($0.200)",
        "  2026-11-23 21:05  the bot put it off: sending → queued, rate limit, due 2026-11-23 21:05",
        "page: delivery 2 is unsure",
        "  2026-11-23 21:07  the timeline was read: it is not there",
    ):
        assert line in page.splitlines()
    assert "  because           not found at 4 looks, and Facebook does not list every post: look for it there" in page
    assert "  what to do        resolve or resolve" in page
    assert len(page.splitlines()) <= 40


def test_the_text_that_was_posted_is_shown_line_by_line(shown):
    shown.live(minutes=10)
    sent = shown.desk.outbox.delivery(1)
    lines = told(shown, "1").splitlines()
    begin = next(index for index, line in enumerate(lines) if line.startswith("  text "))
    shown_lines = lines[begin : begin + len(sent.text.splitlines())]
    assert "\n".join(line[20:] for line in shown_lines) == sent.text


def test_a_text_that_may_still_change_is_not_shown_as_the_one_that_was_posted(shown):
    assert not any(line.startswith("  text ") for line in told(shown, "1").splitlines())


def test_every_time_has_one_form(shown):
    shown.platforms["page"].answers = [RetryLater("rate limit"), OutcomeUnknown("the answer never came")]
    shown.live(hours=1)
    page = told(shown, "1")
    times = re.findall(r"\S*\d:\d\d\S*|\d+-\d+-\d+\S*", page)
    assert times[::2]
    assert all(re.fullmatch(r"2026-11-23", date) for date in times[::2])
    assert all(re.fullmatch(r"2[01]:\d\d", time) for time in times[1::2])


def test_an_article_is_found_by_any_spelling_of_its_address_by_its_guid_and_by_its_post(shown, article):
    shown.show(article(3, guid="https://news.example/?p=77"), article(2))
    shown.live(minutes=10)
    ids = [
        explain(shown.desk, wanted).article.id
        for wanted in (
            "http://www.news.example/3/?utm_source=x",
            "https://news.example/?p=77",
            "3",
            shown.desk.outbox.delivery(3).permalink,
        )
    ]
    assert ids[:3] == [2 + 1] * 3
    assert explain(shown.desk, shown.desk.outbox.delivery(1).permalink).article.article.link == "https://news.example/2"


def test_an_article_that_is_not_posted_is_told_with_its_rule(shown):
    page = told(shown, "https://news.example/1")
    assert "  not posted        it stood on the site already at the first look" in page


@pytest.mark.parametrize(
    ("move", "because"), [(HOLD, "held by an editor"), (SKIP, "skipped by an editor")], ids=["hold", "skip"]
)
def test_what_an_editor_did_is_the_reason(shown, move, because):
    move_delivery(shown.desk, 1, move)
    assert f"  because           {because}" in told(shown, "1").splitlines()


def test_who_has_done_what_to_it_and_when_is_told(shown):
    anna = replace(shown.desk, actor=person("anna"))
    move_delivery(anna, 1, HOLD)
    shown.clock.forward(minutes=3)
    move_delivery(anna, 1, APPROVE)
    lines = told(shown, "1").splitlines()
    assert "  2026-11-23 21:00  anna held it: queued → held" in lines
    assert "  2026-11-23 21:03  anna approved it: held → queued, due 2026-11-23 21:03" in lines


def test_a_headline_that_was_corrected_while_it_waited_is_told_with_both(shown, article):
    shown.clock.forward(minutes=1)
    shown.show(article(2, title="Ministers agree on plan number 3"), article(1))
    change = "Ministers agree on plan number 2 → Ministers agree on plan number 3"
    assert f"  2026-11-23 21:01  the bot took in a correction of it: {change}" in told(shown, "1").splitlines()


def test_what_was_posted_before_acts_were_recorded_is_told_by_its_calls(shown):
    shown.live(minutes=10)
    explanation = explain(shown.desk, "1")
    older = replace(explanation, deliveries=tuple(replace(story, acts=()) for story in explanation.deliveries))
    lines = explanation_text(older, TOKYO, lambda actions: "").splitlines()
    assert "  queued            2026-11-23 21:00" in lines
    assert "  2026-11-23 21:05  sent ($0.200)" in lines


def test_what_waits_says_for_what_and_until_when(shown):
    page = told(shown, "1")
    assert "  because           watch.hold: its newsroom may still correct it" in page
    assert "  goes out          2026-11-23 21:05 at the earliest" in page
    shown.desk.accounts.halt("x", "make a new token", now=shown.clock())
    assert "halted: make a new token" in told(shown, "1")


def test_an_account_that_halted_in_the_call_is_told(shown):
    shown.platforms["x"].answers = [AccountHalted("make a new token")]
    shown.live(minutes=6)
    assert "the bot put it off: sending → queued, make a new token ($0.200)" in told(shown, "1")


def test_an_account_that_is_no_longer_in_bot_toml_is_told(shown):
    without = shown.with_settings(accounts=(shown.account("page"),))
    assert "bot.toml has no account of this name any more" in told(without, "1")


def test_an_account_that_came_later_is_named(shown):
    late = replace(shown.account("page"), name="late")
    more = shown.with_settings(accounts=(*shown.desk.settings.accounts, late))
    assert "late: no delivery, for it was added later" in told(more, "1")
    queue_article(more.desk, explain(more.desk, "1").article.article, [late])
    assert explain(more.desk, "1").left_out == ()


def test_a_changed_headline_and_a_retraction_are_told(shown, article):
    shown.live(minutes=10)
    shown.show(article(3), article(2, title="Another headline"), article(1))
    shown.show(article(3), article(1))
    shown.sites.gone = {article(2).link}
    ask_about_missing(shown.desk)
    page = told(shown, "1")
    assert page.startswith("Another headline\n")
    assert "  headline          it was posted as: Ministers agree on plan number 2" in page
    assert "  taken back        its site has taken it back" in page


def test_an_address_that_was_never_seen_is_told_with_what_to_do(world):
    with pytest.raises(DeliveryNotFound, match=r"News has not answered yet") as before_the_first_look:
        explain(world.desk, "https://news.example/9")
    assert before_the_first_look.value.actions == (Action("once"), Action("status"))
    world.show()
    with pytest.raises(DeliveryNotFound, match=r"at 2026-11-23 12:00, when News last answered") as not_in_feed:
        explain(world.desk, "https://news.example/9")
    assert not_in_feed.value.actions == (Action("once"), Action("post", target="https://news.example/9"))
    with pytest.raises(DeliveryNotFound, match=r"no site of bot.toml is at other.example") as elsewhere:
        explain(world.desk, "https://other.example/9")
    assert elsewhere.value.actions == (Action("post", target="https://other.example/9"),)
    with pytest.raises(DeliveryNotFound, match="there is no delivery 9") as unknown:
        explain(world.desk, "9")
    assert unknown.value.actions == (Action("queue"), Action("history"))


def test_what_is_no_address_at_all_is_told_so(world):
    world.sites.shown["News"] = FeedError("News", "the site answers 500")
    with pytest.raises(DeliveryNotFound, match="has never been seen"):
        explain(world.desk, "ministers agree")


def test_where_the_body_comes_from_is_told_where_the_feed_gives_only_an_excerpt(shown, article):
    def body(number):
        return [line.strip() for line in told(shown, f"https://news.example/{number}").splitlines() if "body" in line]

    shown.sites.pages["https://news.example/4"] = "<p>Seven ministers met in the harbour town of Norddeich.</p>"
    excerpts = [article(number, body="", excerpt="<p>Seven ministers […]</p>") for number in (4, 3)]
    shown.show(*excerpts, article(2), article(1))
    unread = "body              its feed gives only an excerpt, and its own page is still to be read"
    assert [body(number) for number in (1, 2, 3, 4)] == [[], [], [unread], [unread]]
    read_pages(shown.desk)
    assert body(3) == ["body              its feed gives only an excerpt, and its own page gave no more"]
    assert body(4) == ["body              from its own page, for its feed gives only an excerpt"]


def test_a_page_that_will_never_be_read_is_not_waited_for(shown, article):
    shown.show(article(3, body="", excerpt="<p>Seven ministers […]</p>"), article(2), article(1))
    for delivery in (3, 4):
        move_delivery(shown.desk, delivery, SKIP)
    assert "  body              its feed gives only an excerpt" in told(shown, "3").splitlines()
