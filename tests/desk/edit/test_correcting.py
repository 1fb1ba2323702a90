"""What becomes of a post that is out when its article has changed or was taken back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.actions import Action
from bot.desk.deliver.changing import change_due, next_change_at
from bot.desk.edit.correcting import correction_of, delete_post, leave_post, rewrite_post
from bot.desk.edit.editing import move_delivery
from bot.desk.report.health import health
from bot.desk.report.overview import overview
from bot.errors import AccountHalted, FeedError, OutcomeUnknown, Refused, RetryLater, SettingsError, WrongStatus
from bot.outbox.rules.changes import ChangeKind
from bot.outbox.rules.delivery import RETRY, Status
from tests.desk.sending import publish_due

pytestmark = pytest.mark.every_database


@pytest.fixture
def posted(world, article):
    """Delivery 1 is on X, 2 on the Page; the article has another headline since."""
    world.show()
    world.show(article(1))
    world.clock.forward(minutes=10)
    for account in world.desk.settings.accounts:
        publish_due(world.desk, account)
    assert [delivery.status for delivery in world.deliveries()] == [Status.SENT, Status.SENT]
    world.clock.forward(minutes=10)
    world.show(article(1, title="Ministers disagree on plan number 1"))
    return world


def delivery(world, number):
    return world.desk.outbox.delivery(number)


def findings(world):
    return [(finding.kind, finding.subject) for finding in health(world.desk).findings if "chang" in finding.kind]


def test_a_correction_shows_the_post_as_its_article_is_now(posted):
    correction = correction_of(posted.desk, 2)
    assert correction.text.startswith("Ministers disagree")
    assert not correction.is_needless


def test_where_the_article_has_left_the_feed_its_own_page_is_asked(posted):
    posted.show()
    with pytest.raises(FeedError, match="cannot be read"):
        correction_of(posted.desk, 2)


def test_a_rewritten_post_keeps_its_place_and_is_in_step_with_its_article(posted):
    assert ("posts-changed", "page") in findings(posted)
    text = correction_of(posted.desk, 2).text
    changed = rewrite_post(posted.desk, 2, text)
    assert changed.fault == ""
    assert posted.platforms["page"].changes == [("rewrite", "1", text)]
    assert (delivery(posted, 2).status, delivery(posted, 2).text) == (Status.SENT, text)
    assert ("posts-changed", "page") not in findings(posted)
    assert correction_of(posted.desk, 2).is_needless


def test_a_deleted_post_is_skipped_and_does_not_come_back_by_itself(posted):
    changed = delete_post(posted.desk, 1)
    assert changed.undo == (Action("retry", deliveries=(1,)),)
    posted.live(days=2)
    assert delivery(posted, 1).status is Status.SKIPPED
    assert len(posted.platforms["x"].sent) == 1


def test_what_is_deleted_and_posted_again_goes_out_once_with_the_new_headline(posted):
    correction_of(posted.desk, 1)
    delete_post(posted.desk, 1, again=True)
    posted.live(hours=2)
    assert [text.split("\n")[0] for text in posted.platforms["x"].sent] == [
        "Ministers agree on plan number 1",
        "Ministers disagree on plan number 1",
    ]
    assert (delivery(posted, 1).status, delivery(posted, 1).remote_id) == (Status.SENT, "2")


def test_a_deleted_post_that_the_timeline_still_shows_is_not_taken_for_the_new_one(posted):
    delete_post(posted.desk, 1)
    move_delivery(posted.desk, 1, RETRY)
    posted.live(hours=2)
    assert delivery(posted, 1).remote_id == "2"
    assert len(posted.platforms["x"].sent) == 2


@pytest.mark.parametrize("error", [RetryLater("takes no more calls"), OutcomeUnknown("its answer did not arrive")])
def test_a_change_that_may_not_have_been_made_is_made_again_by_the_bot(posted, error):
    posted.platforms["page"].change_answers = [error]
    changed = rewrite_post(posted.desk, 2, "new text")
    assert (changed.fault, changed.again_at is not None) == (str(error), True)
    account = posted.account("page")
    change_due(posted.desk, account)
    assert len(posted.platforms["page"].changes) == 1, "not before its time"
    posted.clock.at = next_change_at(posted.desk, account)
    change_due(posted.desk, account)
    assert delivery(posted, 2).text == "new text"
    assert next_change_at(posted.desk, account) is None


def test_a_change_of_a_halted_account_waits_until_the_account_goes_on(posted):
    posted.platforms["page"].change_answers = [AccountHalted("make a new token")]
    assert rewrite_post(posted.desk, 2, "new text").fault == "make a new token"
    account = posted.account("page")
    change_due(posted.desk, account)
    assert (len(posted.platforms["page"].changes), next_change_at(posted.desk, account)) == (1, None)
    posted.desk.accounts.resume("page", now=posted.clock())
    change_due(posted.desk, account)
    assert delivery(posted, 2).text == "new text"


def test_a_change_that_is_refused_needs_a_person_until_it_is_ticked_off(posted):
    posted.platforms["page"].change_answers = [Refused("lets only the app that made a post change it")]
    changed = rewrite_post(posted.desk, 2, "new text")
    assert (changed.fault, changed.again_at) == ("lets only the app that made a post change it", None)
    posted.clock.forward(days=1)
    change_due(posted.desk, posted.account("page"))
    assert len(posted.platforms["page"].changes) == 1
    assert ("posts-not-changed", "page") in findings(posted)
    leave_post(posted.desk, 2)
    assert [finding for finding in findings(posted) if finding[1] == "page"] == []
    assert delivery(posted, 2).status is Status.SENT


def test_a_change_of_a_process_that_died_is_made_by_the_next(posted):
    posted.platforms["x"].change_answers = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        delete_post(posted.desk, 1)
    with posted.restarted() as successor:
        change_due(successor.desk, successor.account("x"))
    assert posted.platforms["x"].changes == [("delete", "1"), ("delete", "1")]
    assert delivery(posted, 1).status is Status.SKIPPED


def test_a_change_that_two_processes_make_at_once_is_recorded_once(posted):
    now, text = posted.clock(), correction_of(posted.desk, 2).text
    change = posted.desk.changes.ask(2, ChangeKind.REWRITE, text=text, title=delivery(posted, 2).title, now=now)
    for _ in range(2):
        posted.desk.changes.settle_made(change, approved_until=now, cost=Decimal(0), now=now)
    acts = [act.name for act in posted.desk.acts.latest(9, delivery_id=2)]
    assert acts.count("rewritten") == 1
    assert delivery(posted, 2).text == text


def test_whoever_has_no_keys_leaves_the_change_to_the_bot_that_runs(posted):
    def without_keys(account):
        raise SettingsError("X_API_KEY: is missing")

    editor = replace(posted.desk, platform_of=without_keys)
    changed = delete_post(editor, 1)
    assert "the bot that runs does it" in changed.fault
    assert changed.again_at is not None
    change_due(posted.desk, posted.account("x"))
    assert delivery(posted, 1).status is Status.SKIPPED


def test_what_was_asked_for_last_is_what_is_done(posted):
    posted.platforms["page"].change_answers = [OutcomeUnknown("no answer")]
    rewrite_post(posted.desk, 2, "first text")
    delete_post(posted.desk, 2)
    posted.clock.forward(hours=2)
    change_due(posted.desk, posted.account("page"))
    assert [asked[0] for asked in posted.platforms["page"].changes] == ["rewrite", "delete"]
    assert delivery(posted, 2).status is Status.SKIPPED


def test_only_a_post_that_is_out_can_be_changed(world, article):
    world.show()
    world.show(article(1))
    for change in (delete_post, leave_post, correction_of):
        with pytest.raises(WrongStatus, match="delivery 1 is queued"):
            change(world.desk, 1)


def test_a_post_that_is_left_as_it_is_is_shown_again_when_its_article_changes_again(posted, article):
    leave_post(posted.desk, 1)
    assert [changed.id for changed in overview(posted.desk).changed] == [2]
    posted.show(article(1, title="Ministers resign over plan number 1"))
    assert [changed.id for changed in overview(posted.desk).changed] == [1, 2]


def retracted(posted):
    posted.desk.articles.retract(delivery(posted, 1).article_id, "its site has withdrawn it", now=posted.clock())


def test_a_post_about_an_article_that_was_taken_back_can_only_be_deleted_or_left(posted):
    retracted(posted)
    with pytest.raises(WrongStatus, match="no article any more") as raised:
        correction_of(posted.desk, 2)
    assert [action.name for action in raised.value.actions] == ["delete", "done"]


def test_where_an_account_wants_it_the_posts_of_a_retracted_article_are_deleted_by_themselves(posted):
    retracted(posted)
    page, x = (replace(posted.account(name), delete_retracted=name == "page") for name in ("page", "x"))
    for account in (page, x):
        change_due(posted.desk, account)
    assert (delivery(posted, 2).status, delivery(posted, 1).status) == (Status.SKIPPED, Status.SENT)
    assert "taken the article back" in delivery(posted, 2).reason


def test_a_retracted_article_whose_post_an_editor_leaves_keeps_it(posted):
    retracted(posted)
    leave_post(posted.desk, 2)
    change_due(posted.desk, replace(posted.account("page"), delete_retracted=True))
    assert posted.platforms["page"].changes == []


def test_a_refused_deletion_of_a_retracted_article_is_not_asked_for_again(posted):
    retracted(posted)
    posted.platforms["page"].change_answers = [Refused("no")]
    account = replace(posted.account("page"), delete_retracted=True)
    for _ in range(3):
        change_due(posted.desk, account)
        posted.clock.forward(hours=1)
    assert len(posted.platforms["page"].changes) == 1


def test_deleting_and_posting_again_stands_in_the_account_of_what_was_spent(posted):
    delete_post(posted.desk, 1)
    attempts = posted.desk.outbox.attempts_at(1)
    assert [attempt.outcome for attempt in attempts] == ["sent", "deleted"]
    assert f"{attempts[1].cost:.3f}" == "0.010"
