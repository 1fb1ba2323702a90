"""An editor's text: what it must keep, and that nothing goes out while it is written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.desk.edit.editing import move_delivery
from bot.desk.edit.rewriting import draft_of, faults_in, held_while_editing, rewrite
from bot.errors import DeliveryNotFound, WrongStatus
from bot.outbox.rules.delivery import SKIP, Status
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


def publish(world, account="x"):
    return publish_due(world.desk, world.account(account))


def test_a_draft_begins_with_the_text_that_would_go_out(waiting):
    draft = draft_of(waiting.desk, delivery(waiting))
    assert faults_in(draft, draft.text) == ()
    waiting.clock.forward(minutes=5)
    publish(waiting)
    assert waiting.platforms["x"].sent == [draft.text]


def test_what_an_editor_wrote_goes_out_as_it_stands(waiting, article):
    text = f"Better words.\n\nhttps://news.example/1\n\n{APPEAL}"
    assert faults_in(draft_of(waiting.desk, delivery(waiting)), text) == ()
    rewrite(waiting.desk, delivery(waiting), text)
    waiting.sites.shown["News"] = [article(1, title="A headline that was corrected since")]
    waiting.clock.forward(minutes=5)
    assert publish(waiting) == [Status.SENT]
    assert waiting.platforms["x"].sent == [text]


def test_a_draft_of_what_was_edited_begins_with_the_editor_s_text(waiting):
    rewrite(waiting.desk, delivery(waiting), "Better words.")
    assert draft_of(waiting.desk, delivery(waiting)).text == "Better words."


def test_the_bot_s_own_text_comes_back(waiting):
    before = draft_of(waiting.desk, delivery(waiting))
    rewrite(waiting.desk, delivery(waiting), "Better words.")
    rewrite(waiting.desk, delivery(waiting), "")
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
    assert any(fault in found for found in faults_in(draft_of(waiting.desk, delivery(waiting)), text))


def test_any_form_of_the_call_to_action_is_enough(waiting):
    assert faults_in(draft_of(waiting.desk, delivery(waiting)), "Words. https://news.example/1 Support us.") == ()


def test_nothing_goes_out_while_its_text_is_written_and_then_it_waits_as_before(waiting):
    before = delivery(waiting)
    waiting.clock.forward(minutes=5)
    with held_while_editing(waiting.desk, before):
        assert publish(waiting) == []
        assert delivery(waiting).reason == "an editor is writing its text"
    assert replace(delivery(waiting), checked_at=before.checked_at) == before
    assert publish(waiting) == [Status.SENT]


def test_an_editor_who_gives_up_in_the_middle_leaves_it_waiting_as_before(waiting):
    before = delivery(waiting)
    with pytest.raises(KeyboardInterrupt), held_while_editing(waiting.desk, before):
        raise KeyboardInterrupt
    assert replace(delivery(waiting), checked_at=before.checked_at) == before


def test_what_another_editor_has_skipped_meanwhile_stays_skipped(waiting):
    with held_while_editing(waiting.desk, delivery(waiting)):
        move_delivery(waiting.desk, 1, SKIP)
        with pytest.raises(WrongStatus):
            rewrite(waiting.desk, delivery(waiting), "Better words.")
    assert (delivery(waiting).status, delivery(waiting).text) == (Status.SKIPPED, "")


def test_a_post_that_the_bot_could_not_make_can_be_written_by_hand(waiting):
    waiting.desk.outbox.fail(delivery(waiting), "nothing fits", now=waiting.clock())
    text = f"By hand. https://news.example/1 {APPEAL}"
    with held_while_editing(waiting.desk, delivery(waiting)):
        rewrite(waiting.desk, delivery(waiting), text)
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
