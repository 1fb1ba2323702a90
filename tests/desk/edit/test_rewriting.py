"""An editor's text: what it must keep, and that nothing goes out while it is written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.actions import Action
from bot.cli.spelling import advice
from bot.desk.edit.editing import move_delivery
from bot.desk.edit.rewriting import draft_of, faults_in, note_on_link, revert, rewrite
from bot.desk.open_edits import held_while_editing
from bot.desk.report.explain import explain, explanation_text
from bot.desk.report.health import health
from bot.desk.report.waiting import queue
from bot.errors import DeliveryNotFound, WrongStatus
from bot.outbox.rules.delivery import OUTDATED, SKIP, Status, actions_for
from tests.desk.sending import publish_due

pytestmark = pytest.mark.every_database

APPEAL = "Please support News with a donation: news.example/donate"


@pytest.fixture
def waiting(world, article):
    """Article 1 is queued: delivery 1 for x, 2 for page; due in five minutes."""
    world.show()
    world.show(article(1))
    return world


def delivery(world, number=1):
    return world.desk.outbox.delivery(number)


def faults(world, text, number=1):
    return faults_in(world.desk, draft_of(world.desk, delivery(world, number)), text)


def write(world, text, number=1):
    return rewrite(world.desk, draft_of(world.desk, delivery(world, number)), text)


def publish(world, account="x"):
    return publish_due(world.desk, world.account(account))


def test_a_draft_begins_with_the_text_that_would_go_out(waiting):
    draft = draft_of(waiting.desk, delivery(waiting))
    assert faults(waiting, draft.text) == ()
    waiting.clock.forward(minutes=5)
    publish(waiting)
    assert waiting.platforms["x"].sent == [draft.text]


def test_what_an_editor_wrote_goes_out_as_it_stands(waiting, article):
    text = f"Better words.\n\nhttps://news.example/1\n\n{APPEAL}"
    assert faults(waiting, text) == ()
    write(waiting, text)
    waiting.sites.shown["News"] = [article(1, title="A headline that was corrected since")]
    waiting.clock.forward(minutes=5)
    assert publish(waiting) == [Status.SENT]
    assert waiting.platforms["x"].sent == [text]


def test_a_draft_of_what_was_edited_begins_with_the_editor_s_text(waiting):
    write(waiting, "Better words.")
    assert draft_of(waiting.desk, delivery(waiting)).text == "Better words."


def test_the_bot_s_own_text_comes_back(waiting):
    before = draft_of(waiting.desk, delivery(waiting))
    write(waiting, "Better words.")
    revert(waiting.desk, delivery(waiting))
    assert draft_of(waiting.desk, delivery(waiting)) == before


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "it is empty"),
        (f"No link. {APPEAL}", "it has lost its link: https://news.example/1"),
        ("No appeal. https://news.example/1", f"it has lost its call to action: {APPEAL}"),
        (f"{'Too long. ' * 30}https://news.example/1 {APPEAL}", "the platform takes 280"),
    ],
    ids=["empty", "no link", "no appeal", "too long"],
)
def test_a_text_that_has_lost_what_it_must_keep_is_told_so(waiting, text, fault):
    assert any(fault in found for found in faults(waiting, text))


def test_any_form_of_the_call_to_action_is_enough(waiting):
    assert faults(waiting, "Words. https://news.example/1 Support us.") == ()


def test_nothing_goes_out_while_its_text_is_written_and_then_it_waits_as_before(waiting):
    before = delivery(waiting)
    waiting.clock.forward(minutes=5)
    with held_while_editing(waiting.desk, before):
        assert publish(waiting) == []
        assert delivery(waiting).reason.startswith("an editor is writing its text")
    assert replace(delivery(waiting), checked_at=before.checked_at) == before
    assert publish(waiting) == [Status.SENT]


def test_an_editor_who_gives_up_in_the_middle_leaves_it_waiting_as_before(waiting):
    before = delivery(waiting)
    with pytest.raises(KeyboardInterrupt), held_while_editing(waiting.desk, before):
        raise KeyboardInterrupt
    assert replace(delivery(waiting), checked_at=before.checked_at) == before


def test_what_another_editor_has_skipped_meanwhile_stays_skipped(waiting):
    with held_while_editing(waiting.desk, delivery(waiting)):
        draft = draft_of(waiting.desk, delivery(waiting))
        move_delivery(waiting.desk, 1, SKIP)
        with pytest.raises(WrongStatus):
            rewrite(waiting.desk, draft, "Better words.")
    assert (delivery(waiting).status, delivery(waiting).text) == (Status.SKIPPED, "")


def test_a_post_that_the_bot_could_not_make_can_be_written_by_hand(waiting):
    waiting.desk.outbox.fail(delivery(waiting), "nothing fits", now=waiting.clock())
    text = f"By hand. https://news.example/1 {APPEAL}"
    with held_while_editing(waiting.desk, delivery(waiting)):
        write(waiting, text)
    assert (delivery(waiting).status, delivery(waiting).text) == (Status.FAILED, text)


def test_where_the_bot_can_make_no_post_the_draft_says_why_and_what_is_needed(waiting):
    from dataclasses import replace

    (appeal,) = waiting.desk.settings.appeals
    talkative = waiting.with_settings(appeals=(replace(appeal, text="Give! " * 60, short=""),))
    draft = draft_of(talkative.desk, delivery(talkative))
    assert (draft.text, draft.link) == ("", "https://news.example/1")
    assert "no post fits into 280" in draft.fault


def test_a_post_for_an_account_that_is_gone_cannot_be_rewritten(waiting):
    alone = waiting.with_settings(accounts=(waiting.account("page"),))
    with pytest.raises(DeliveryNotFound, match="delivery 1 is for x, which is in bot"):
        draft_of(alone.desk, delivery(alone))


def test_what_was_skipped_before_the_editor_began_stays_skipped(waiting):
    seen_before = delivery(waiting)
    move_delivery(waiting.desk, 1, SKIP)
    with (
        pytest.raises(WrongStatus, match="is skipped, so `edit` does not apply"),
        held_while_editing(waiting.desk, seen_before),
    ):
        pytest.fail("the editor must not be opened")
    assert delivery(waiting).status is Status.SKIPPED


OWN = "https://news.example/1"
ANOTHER = "it links to another article, “Ministers agree on plan number 2”"


@pytest.fixture
def with_others(waiting, article):
    """Article 2 waits too, and article 3 was there before the bot came."""
    waiting.show(article(1), article(2))
    return waiting


@pytest.mark.parametrize(
    ("text", "number", "fault"),
    [
        (f"Words. https://news.example/2 {APPEAL}", 2, ANOTHER),
        (f"Words. {OWN} and https://news.example/2 {APPEAL}", 2, ANOTHER),
        (f"Words. {OWN} and https://news.example/2 {APPEAL}", 1, ANOTHER),
        (f"Words. {OWN} and http://www.news.example/2/?utm_source=x {APPEAL}", 1, ANOTHER),
        (f"言葉。 news.example/2 {APPEAL}", 2, ANOTHER),
        (f"Mots. {OWN} (https://news.example/2#comments) {APPEAL}", 2, ANOTHER),
        (f"Words. {OWN} https://news.example/never-seen {APPEAL}", 2, "it links to a page of the newsroom's"),
        (f"Words. {OWN} news.example/2026/11/other?p=77 {APPEAL}", 1, "it links to a page of the newsroom's"),
        (f"Words. https://ministry.example/plan.pdf {APPEAL}", 2, "it links to https://ministry.example/plan.pdf, and"),
        (f"Words. https://youtu.be/abc {APPEAL}", 2, "it links to https://youtu.be/abc, and not to its article"),
    ],
)
def test_a_text_that_leads_its_readers_to_another_article_is_refused(with_others, text, number, fault):
    assert any(found.startswith(fault) for found in faults(with_others, text, number))


@pytest.mark.parametrize(
    "text",
    [
        f"Words without a link. {APPEAL}",
        f"Words. {OWN} {APPEAL}",
        f"Words. {OWN}/?utm_source=facebook {APPEAL}",
        f"Words. http://www.news.example/1 {APPEAL}",
        f"Words. {OWN} and the plan: https://ministry.example/plan.pdf {APPEAL}",
        f"By news.example: words. {APPEAL}",
        f"Words. {OWN} and http://[ {APPEAL}",
    ],
)
def test_on_facebook_a_text_may_go_without_its_link_or_have_others_beside_it(with_others, text):
    assert faults(with_others, text, 2) == ()


def test_it_is_told_that_the_card_leads_to_the_article_where_the_text_does_not(waiting):
    on_facebook, on_x = (draft_of(waiting.desk, delivery(waiting, number)) for number in (2, 1))
    assert "Facebook shows the article's card" in note_on_link(on_facebook, f"Words. {APPEAL}")
    assert note_on_link(on_facebook, f"Words. http://www.news.example/1/ {APPEAL}") == ""
    assert note_on_link(on_x, f"Words. {OWN} {APPEAL}") == ""


CHANGES = [
    {"title": "Ministers reject plan number 1"},
    {"title": "大臣、計画を否決"},
    {"body": "<p>The ministers met on Monday and rejected plan 1.</p>"},
    {"body": "<p>The ministers met on Monday and agreed on plan 1. It begins in June.</p>"},
    {"title": "Plan number 1: ministers agree", "body": ""},
    {"excerpt": "Correction: an earlier version named the wrong minister."},
]


@pytest.mark.parametrize("changed", CHANGES)
def test_a_text_over_which_the_article_has_changed_is_outdated_until_it_is_seen_to(waiting, article, changed):
    write(waiting, f"Mine. {OWN} {APPEAL}")
    waiting.clock.forward(minutes=1)
    waiting.show(article(1, **changed))
    assert [delivery(waiting, number).is_outdated for number in (1, 2)] == [True, False]
    assert actions_for(delivery(waiting))[:2] == (
        Action("edit", deliveries=(1,)),
        Action("edit", deliveries=(1,), reverts=True),
    )
    waiting.clock.forward(minutes=1)
    write(waiting, f"Mine. {OWN} {APPEAL}")
    assert not delivery(waiting).is_outdated


@pytest.mark.parametrize(
    "changed",
    [
        {"body": '<p class="lead">The ministers  met on Monday and agreed on plan 1.\nIt begins in May.</p>'},
        {"tags": ("Politics",)},
        {"image": "https://news.example/picture.jpg"},
        {"link": "https://news.example/1?ref=feed"},
    ],
)
def test_what_no_reader_of_the_article_notices_makes_no_text_outdated(waiting, article, changed):
    write(waiting, f"Mine. {OWN} {APPEAL}")
    waiting.clock.forward(minutes=1)
    waiting.show(article(1, **changed))
    assert not delivery(waiting).is_outdated


def test_a_change_while_the_text_is_open_in_the_editor_makes_it_outdated(waiting, article):
    draft = draft_of(waiting.desk, delivery(waiting))
    waiting.clock.forward(minutes=1)
    waiting.show(article(1, title="Ministers reject plan number 1"))
    waiting.clock.forward(minutes=1)
    rewrite(waiting.desk, draft, f"Mine. {OWN} {APPEAL}")
    assert delivery(waiting).is_outdated


def test_a_text_that_the_bot_writes_again_is_not_outdated(waiting, article):
    write(waiting, f"Mine. {OWN} {APPEAL}")
    waiting.clock.forward(minutes=1)
    waiting.show(article(1, title="Ministers reject plan number 1"))
    revert(waiting.desk, delivery(waiting))
    assert not delivery(waiting).is_outdated
    assert "Ministers reject" in draft_of(waiting.desk, delivery(waiting)).text


def test_queue_explain_and_status_say_that_the_article_has_changed_and_what_to_do(waiting, article):
    write(waiting, f"Mine. {OWN} {APPEAL}")
    waiting.clock.forward(minutes=1)
    waiting.show(article(1, title="Ministers reject plan number 1"))
    row = next(row for row in queue(waiting.desk, waiting.desk.settings.accounts) if row.delivery.id == 1)
    assert OUTDATED in row.why
    shown = explanation_text(explain(waiting.desk, "1"), waiting.desk.settings.timezone, advice)
    assert OUTDATED in shown
    assert "what to do        `bot edit 1` changes its text, `bot edit 1 --revert`" in shown
    (finding,) = [finding for finding in health(waiting.desk).findings if finding.kind == "posts-outdated"]
    assert finding.subject == "x"
    assert finding.actions[0] == Action("edit", deliveries=(1,))


def test_a_post_that_failed_with_an_editor_s_text_is_outdated_too(waiting, article):
    write(waiting, f"Mine. {OWN} {APPEAL}")
    waiting.desk.outbox.fail(delivery(waiting), "no room", now=waiting.clock())
    waiting.clock.forward(minutes=1)
    waiting.show(article(1, title="Ministers reject plan number 1"))
    assert delivery(waiting).is_outdated
    assert OUTDATED in explain(waiting.desk, "1").deliveries[0].why
