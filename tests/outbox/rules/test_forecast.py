"""The forecast says of every post when it goes out, as an outbox does that is emptied step by step."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.rules.forecast import PostingAccount, WaitingPost, forecast
from bot.outbox.rules.lifetime import is_left_from_last_month
from bot.outbox.rules.pacing import Pace, QuietHours, day_start, month_start, slot_for
from bot.outbox.rules.states import AccountState, Activity

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
FOREVER = datetime(2030, 1, 1, tzinfo=UTC)
PRICE = Decimal("0.2")
BERLIN = ZoneInfo("Europe/Berlin")


def post(id_, due=0, published=0, expires_at=FOREVER, **changed):
    """A post that is due so many minutes from now, about an article of so many minutes ago."""
    due_at, order_at = NOW + timedelta(minutes=due), NOW - timedelta(minutes=published)
    return WaitingPost(id_, due_at, order_at, expires_at, **changed)


def account(state=None, activity=None, newest_first=False, **pace):
    return PostingAccount(
        Pace(**pace),
        state or AccountState(name="x"),
        activity or Activity(None, 0, Decimal(0)),
        PRICE,
        BERLIN,
        newest_first,
    )


def minutes(posts, of_account):
    """By ID, in how many minutes each post goes out; None: not by itself."""
    foreseen = forecast(posts, of_account, now=NOW)
    return {id_: None if each.at is None else (each.at - NOW) / timedelta(minutes=1) for id_, each in foreseen.items()}


def test_posts_go_out_one_gap_after_the_other_the_oldest_article_first():
    posts = [post(1, published=1), post(2, published=3), post(3, published=2)]
    assert minutes(posts, account(gap=timedelta(minutes=20))) == {2: 0, 3: 20, 1: 40}


def test_an_account_may_send_the_newest_article_first():
    posts = [post(1, published=1), post(2, published=3), post(3, published=2)]
    assert minutes(posts, account(gap=timedelta(minutes=20), newest_first=True)) == {1: 0, 3: 20, 2: 40}


def test_an_older_article_that_is_due_later_does_not_hold_up_what_is_due_now():
    posts = [post(1, published=1), post(2, due=10, published=30)]
    assert minutes(posts, account(gap=timedelta(minutes=20))) == {1: 0, 2: 20}


def test_an_older_article_that_becomes_due_within_the_gap_goes_before_a_newer_one():
    posts = [post(1, published=9), post(2, published=1), post(3, due=10, published=30)]
    assert minutes(posts, account(gap=timedelta(minutes=20))) == {1: 0, 3: 20, 2: 40}


def test_breaking_news_goes_first_and_begins_the_gap_anew():
    posts = [post(1), post(2, due=25, breaking=True), post(3, published=1)]
    assert minutes(posts, account(gap=timedelta(minutes=20))) == {3: 0, 1: 20, 2: 25}


def test_a_day_s_cap_moves_the_rest_to_the_next_day():
    posts = [post(1, published=3), post(2, published=2), post(3, published=1)]
    # In Berlin the day ends in eleven hours.
    assert minutes(posts, account(per_day=2)) == {1: 0, 2: 0, 3: 11 * 60}


def test_what_is_too_old_when_its_turn_comes_does_not_go_out_and_holds_up_nobody():
    posts = [post(1), post(2, published=-1, expires_at=NOW + timedelta(minutes=15)), post(3, published=-2)]
    of_account = account(gap=timedelta(minutes=20))
    assert minutes(posts, of_account) == {1: 0, 2: None, 3: 20}
    why = forecast(posts, of_account, now=NOW)[2].reason
    assert why == "the account's gap of 20 min between two posts; it is too old by then, and is skipped"


def test_what_the_budget_does_not_pay_waits_for_no_other_month_unless_an_editor_wants_it():
    in_december = 5 * 24 * 60
    posts = [post(1, published=3), post(2, published=2), post(3, is_approved=True), post(4, due=in_december)]
    until_december = (datetime(2026, 12, 1, tzinfo=BERLIN) - NOW) / timedelta(minutes=1)
    assert minutes(posts, account(budget=PRICE)) == {1: 0, 2: None, 3: until_december, 4: None}
    assert minutes(posts, account(budget=3 * PRICE)) == {1: 0, 2: 0, 3: 0, 4: in_december}


@pytest.mark.parametrize("state", [{"halted": "make a token"}, {"paused": True}])
def test_an_account_that_waits_for_a_person_foretells_no_time(state):
    assert minutes([post(1), post(2, due=5)], account(AccountState(name="x", **state))) == {1: None, 2: None}


def test_what_holds_a_post_back_is_said():
    foreseen = forecast([post(1), post(2, published=-1), post(3, due=90)], account(gap=timedelta(minutes=20)), now=NOW)
    assert [each.reason for each in foreseen.values()] == ["", "the account's gap of 20 min between two posts", ""]
    assert [each.posts_before for each in foreseen.values()] == [0, 1, 2]


def test_a_long_outbox_is_foreseen():
    posts = [post(number, published=number) for number in range(2_000)]
    assert len(set(minutes(posts, account(gap=timedelta(minutes=1))).values())) == 2_000


STEP = timedelta(minutes=15)


def step_by_step(posts, of_account, *, until):
    """What happens to an outbox that somebody looks at every quarter of an hour: by ID, when each post went out.

    It keeps to the rules one by one, and does not look ahead.
    """
    left, sent, over_budget, clock = list(posts), {}, of_account.state.over_budget, NOW
    while left and clock < until:
        left = [each for each in left if each.expires_at >= clock]
        due = [each for each in left if each.due_at <= clock]
        if not due:
            clock += STEP
            continue
        before, zone = of_account.activity, of_account.timezone
        day, month = day_start(clock, zone), month_start(clock, zone)
        activity = Activity(
            max(sent.values(), default=before.last_at),
            sum(at >= day for at in sent.values()) + (before.sent_today if day <= NOW else 0),
            PRICE * sum(at >= month for at in sent.values()) + (before.spent_this_month if month <= NOW else 0),
        )
        for each in sorted(due, key=lambda each: (not each.breaking, each.order_at, each.id)):
            slot = slot_for(
                of_account.pace,
                of_account.state,
                activity,
                now=clock,
                timezone=zone,
                price=PRICE,
                breaking=each.breaking,
            )
            if slot.over_budget:
                over_budget = True
                clock += STEP
                break
            if slot.at is None or slot.at > clock:
                continue
            if over_budget:
                over_budget = False
                left = [
                    other
                    for other in left
                    if not is_left_from_last_month(other.due_at, clock, zone, is_approved=other.is_approved)
                ]
                break
            sent[each.id] = clock
            left.remove(each)
            break
        else:
            clock += STEP
    return sent


def quarters(least, most):
    """Minutes, in whole quarters of an hour."""
    return st.integers(least, most).map(lambda number: 15 * number)


POSTS = st.lists(
    st.builds(
        lambda due, published, life, approved, breaking: (due, published, life, approved, breaking),
        quarters(-40, 400),
        st.integers(0, 300),
        quarters(0, 200),
        st.booleans(),
        st.booleans(),
    ),
    max_size=9,
)
PACES = st.builds(
    Pace,
    gap=st.sampled_from([timedelta(0), timedelta(minutes=15), timedelta(hours=5)]),
    quiet=st.sampled_from([None, QuietHours(time(23, 30), time(6)), QuietHours(time(12), time(15))]),
    per_day=st.sampled_from([None, 1, 3]),
    budget=st.sampled_from([None, PRICE, 3 * PRICE]),
)
ACTIVITIES = st.builds(
    lambda ago, today, spent: Activity(NOW - timedelta(minutes=ago), today, spent * PRICE),
    quarters(1, 30),
    st.integers(0, 3),
    st.integers(0, 3),
)
STATES = st.builds(
    lambda waits, paused, over: AccountState(
        name="x",
        waits_until=NOW + timedelta(minutes=waits) if waits else None,
        paused=paused > 0,
        paused_until=NOW + timedelta(minutes=paused) if paused else None,
        over_budget=over,
    ),
    st.sampled_from([0, 30, 3_000]),
    st.sampled_from([0, 45, 4_005]),
    st.booleans(),
)


@given(POSTS, PACES, ACTIVITIES, STATES)
def test_what_is_foreseen_is_what_happens(rows, pace, activity, state):
    posts = [
        post(
            number,
            due=due,
            published=published,
            expires_at=NOW + timedelta(minutes=due + life),
            is_approved=approved,
            breaking=breaking,
        )
        for number, (due, published, life, approved, breaking) in enumerate(rows)
    ]
    of_account = replace(account(state, activity), pace=pace)
    foreseen = {id_: each.at for id_, each in forecast(posts, of_account, now=NOW).items()}
    horizon = NOW + timedelta(days=12)
    happened = step_by_step(posts, of_account, until=horizon)
    assert {id_: at for id_, at in foreseen.items() if at and at < horizon} == happened
    assert foreseen.keys() == {each.id for each in posts}
