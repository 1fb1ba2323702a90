"""Bots that work on one database at the same moment post every article once, at their accounts' pace."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Event

import pytest

from bot.desk.deliver.publish import publish_due
from bot.desk.ingest.collect import collect
from bot.outbox.rules.delivery import Status
from tests.contracts.rivals import NOON, PATIENCE, RIVALS, SHOWN, Plan, article, opened

pytestmark = pytest.mark.every_database

ROUNDS = 4
ARTICLES = 3

TWO_ACCOUNTS = {"x": "x", "page": "facebook"}


@pytest.fixture
def plan(tmp_path, database_url):
    """Makes a plan for the test's own database."""

    def make(*, accounts=TWO_ACCOUNTS, pace='gap = "0s"', **what):
        made = Plan(folder=str(tmp_path), databases=[database_url], **what)
        made.write_settings(accounts, pace)
        return made

    return make


def take_baseline(plan):
    with opened(plan) as bot:
        bot.look(published=0)


def finish(plan):
    """One bot posts alone what is left."""
    with opened(plan) as bot:
        bot.publish()


def deliveries(plan):
    with opened(plan) as bot:
        return bot.desk.outbox.listed(list(Status))


def assert_each_once(plan, accounts=TWO_ACCOUNTS):
    """Every article has one delivery and one post on each account, whichever site has shown it first."""
    wanted = {(name, number): 1 for name in accounts for number in range(1, plan.rounds * plan.articles + 1)}
    posts = Counter((account, int(link.rpartition("/")[2])) for account, link in plan.posted())
    assert {post: times for post, times in posts.items() if times > 1} == {}
    assert posts == wanted
    kept = deliveries(plan)
    assert Counter((one.account, int(one.link.rpartition("/")[2])) for one in kept) == wanted
    assert {one.status for one in kept} == {Status.SENT}


@pytest.mark.parametrize("shown", SHOWN)
@pytest.mark.parametrize("rivals", RIVALS)
def test_bots_that_see_new_articles_at_one_moment_post_each_once(plan, rivals, shown):
    made = plan(shown=shown, rounds=ROUNDS, articles=ARTICLES)
    take_baseline(made)
    RIVALS[rivals](made)
    finish(made)
    assert_each_once(made)


@pytest.mark.parametrize("shown", [shown for shown, sites in SHOWN.items() if len(sites) > 1])
@pytest.mark.parametrize("rivals", ["two threads", "two processes"])
def test_bots_that_record_the_looks_at_two_sisters_together_and_in_two_orders_post_each_once(plan, rivals, shown):
    made = plan(shown=shown, in_one_lot=True, rounds=ROUNDS, articles=ARTICLES)
    take_baseline(made)
    RIVALS[rivals](made)
    finish(made)
    assert_each_once(made)


def test_the_threads_of_a_newsroom_s_accounts_that_read_the_site_again_at_one_moment_post_each_once(plan):
    """One bot as it is shipped: when the hold ends, the thread of each account asks the site once more."""
    made = plan(rounds=12)
    take_baseline(made)
    both = Barrier(2, timeout=PATIENCE)
    with opened(made) as bot, ThreadPoolExecutor(2) as threads:
        for published in range(1, made.rounds + 1):
            bot.sites.published, bot.sites.meet = published, both.wait
            looks = [threads.submit(collect, bot.desk, bot.desk.settings.sites) for _ in range(2)]
            assert [len(look.result().faults) for look in looks] == [0, 0]
            bot.sites.meet = lambda: None
            for sending in [threads.submit(publish_due, bot.desk, one) for one in bot.desk.settings.accounts]:
                sending.result()
    assert_each_once(made)


def test_two_bots_that_take_the_first_look_at_one_moment_post_nothing(plan):
    made = plan(shown="sisters with the same texts", rounds=1, articles=10)
    assert deliveries(made) == []
    RIVALS["two processes"](made)
    finish(made)
    assert made.posted() == []
    assert deliveries(made) == []


def test_two_processes_that_start_at_one_moment_on_new_databases_both_come_up(plan, databases):
    made = plan()
    RIVALS["two processes"](Plan(folder=made.folder, databases=[databases.new() for _ in range(6)]))


TWENTY_ACCOUNTS = {f"account-{number}": "facebook" if number % 4 else "x" for number in range(20)}
"""Few on X, each of which needs another wording."""


def test_twenty_accounts_that_publish_at_once_have_every_receipt_kept(plan):
    made = plan(accounts=TWENTY_ACCOUNTS, rounds=1, articles=5)
    take_baseline(made)
    all_in_a_call = Barrier(len(TWENTY_ACCOUNTS), timeout=PATIENCE)
    with opened(made) as bot, ThreadPoolExecutor(len(TWENTY_ACCOUNTS)) as threads:
        bot.look(published=5)
        for timeline in bot.timelines.values():
            timeline.before_taking = all_in_a_call.wait
        sending = [threads.submit(publish_due, bot.desk, one) for one in bot.desk.settings.accounts]
    assert Counter(str(fault) for call in sending if (fault := call.exception())) == {}
    assert [call.result() for call in sending] == [[Status.SENT] * 5] * len(TWENTY_ACCOUNTS)
    assert_each_once(made, TWENTY_ACCOUNTS)


PACES = {"a gap": 'gap = "20m"', "a day's cap": 'gap = "0s"\nper_day = 1', "a budget": 'gap = "0s"\nbudget = 0.30'}
"""Each lets one post out, and no second."""


@pytest.mark.parametrize("pace", PACES)
def test_two_processes_that_publish_for_one_account_at_one_moment_keep_its_pace(plan, pace):
    made = plan(accounts={"x": "x"}, pace=PACES[pace], rounds=4, articles=5)
    take_baseline(made)
    RIVALS["two processes"](made)
    finish(made)
    assert len(made.posted()) == 1


@pytest.mark.parametrize("pace", PACES)
def test_a_bot_that_was_about_to_post_keeps_the_pace_that_another_s_post_has_set_meanwhile(plan, pace):
    """Each has chosen another article: one that is older has come up in between."""
    made = plan(accounts={"x": "x"}, pace=PACES[pace])
    take_baseline(made)
    has_chosen, may_go_on = Event(), Event()
    with opened(made) as slow, opened(made) as quick, ThreadPoolExecutor(1) as threads:

        def platform_of(account):
            has_chosen.set()
            assert may_go_on.wait(PATIENCE)
            return slow.timelines[account.name]

        (account,) = slow.desk.settings.accounts
        slow.look(published=1)
        sending = threads.submit(publish_due, replace(slow.desk, platform_of=platform_of), account)
        assert has_chosen.wait(PATIENCE)
        quick.sites.late = (article(2, published=NOON - timedelta(hours=2)),)
        quick.look(published=1)
        quick.publish()
        may_go_on.set()
        sending.result()
    assert len(made.posted()) == 1
