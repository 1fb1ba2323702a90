from __future__ import annotations

import pytest

from bot.actions import Action
from bot.desk.edit.editing import move_delivery
from bot.desk.edit.selection import Selector, is_selector, move_each, select
from bot.outbox.rules.delivery import APPROVE, HOLD, RETRY, SKIP


@pytest.fixture
def waiting(world, article):
    """Twelve deliveries of six articles, all queued: the odd IDs for x, the even for page."""
    world.show()
    for number in range(1, 7):
        world.show(*(article(one, published=world.clock()) for one in range(number, 0, -1)))
        world.clock.forward(hours=2)
    return world


def ids(chosen):
    return [one.id for one in chosen.deliveries]


def reasons(chosen):
    return {one.named: one.reason for one in chosen.refused}


def chosen(world, *words, move=SKIP, **narrowed):
    return select(world.desk, Selector(words, **narrowed), move)


def moved(world, move, *words):
    found = chosen(world, *words, move=move)
    return move_each(world.desk, found, move, lambda desk, one: move_delivery(desk, one, move))


def test_ids_are_taken_in_the_order_in_which_they_are_named_and_once(waiting):
    assert ids(chosen(waiting, "5", "2", "5")) == [5, 2]


def test_a_range_takes_both_of_its_ends_and_may_be_named_backwards(waiting):
    assert sorted(ids(chosen(waiting, "3-5"))) == [3, 4, 5]
    assert sorted(ids(chosen(waiting, "5-3"))) == [3, 4, 5]


def test_a_range_passes_over_what_the_move_does_not_apply_to(waiting):
    moved(waiting, HOLD, "3")
    assert ids(chosen(waiting, "2-4", move=APPROVE)) == [3]
    assert reasons(chosen(waiting, "5-9", move=APPROVE)) == {
        "5-9": "no delivery of 5-9 is held, so `approve` has nothing to do there"
    }


def test_an_account_or_a_site_alone_stands_for_all_that_the_move_applies_to(waiting):
    assert sorted(ids(chosen(waiting, accounts=["page"]))) == [2, 4, 6, 8, 10, 12]
    assert len(ids(chosen(waiting, site="News"))) == 12
    assert ids(chosen(waiting, site="Elsewhere")) == []


def test_with_a_range_they_narrow_it(waiting):
    assert sorted(ids(chosen(waiting, "3-6", accounts=["x"]))) == [3, 5]


def test_what_is_named_and_left_out_by_them_is_told(waiting):
    assert reasons(chosen(waiting, "3", accounts=["page"])) == {"3": "delivery 3 is for x, not for page"}
    assert reasons(chosen(waiting, "3", site="Elsewhere")) == {"3": "delivery 3 is of News, not of Elsewhere"}


def test_what_was_skipped_comes_back_only_where_it_is_named_itself(waiting):
    moved(waiting, SKIP, "3", "4")
    assert ids(chosen(waiting, site="News", move=RETRY)) == []
    assert ids(chosen(waiting, "1-9", move=RETRY)) == []
    assert ids(chosen(waiting, "3", move=RETRY)) == [3]


def test_an_id_that_is_one_is_never_taken_for_the_beginning_of_another(waiting):
    assert ids(chosen(waiting, "1")) == [1]


def test_the_first_digits_of_one_id_stand_for_it_where_they_are_none_themselves(waiting):
    with waiting.desk.outbox._database.writing() as connection:
        connection.exec_driver_sql("UPDATE deliveries SET id = id + 480 WHERE id IN (3, 4)")
    assert ids(chosen(waiting, "48")) == []
    assert reasons(chosen(waiting, "48")) == {"48": "48 is the beginning of 483, 484: write one of them out"}
    moved(waiting, SKIP, "484")
    assert ids(chosen(waiting, "48", move=HOLD)) == [483]
    assert "there is no delivery 48" in reasons(chosen(waiting, "48", move=HOLD, first_digits=False))["48"]


def test_an_id_that_does_not_exist_is_told_with_one_that_is_like_it(waiting):
    assert reasons(chosen(waiting, "122"))["122"].endswith('; did you mean "12"?')


def test_a_status_that_does_not_allow_the_move_is_told_before_anything_is_done(waiting):
    assert "is queued, so `approve` does not apply" in reasons(chosen(waiting, "3", move=APPROVE))["3"]


def test_what_another_program_has_moved_meanwhile_is_refused_and_the_others_go_on(waiting):
    found = chosen(waiting, "5", "6", move=HOLD)
    waiting.desk.outbox.fail(found.deliveries[0], "no post", now=waiting.clock())
    late = move_each(waiting.desk, found, HOLD, lambda desk, one: move_delivery(desk, one, HOLD))
    assert ([one.id for one in late.changed], [one.named for one in late.refused]) == ([6], ["5"])
    assert late.undo == (Action("undo", deliveries=(6,)),)


@pytest.mark.parametrize("word", ["12", "12-15", "015"])
def test_an_id_and_a_range_can_name_deliveries(word):
    assert is_selector(word)


@pytest.mark.parametrize("word", ["", "mtt", "12-", "-12", "1.5", "１２", "1-2-3", "9" * 19])
def test_nothing_else_can(word):
    assert not is_selector(word)
