"""The metrics, read with the official parser."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from prometheus_client.openmetrics.parser import text_string_to_metric_families

from bot.health import health_of
from bot.health.facts import FeedFacts, MachineFacts, WaitingPosts
from bot.show.metrics import metrics_text
from tests.health.conftest import ACCOUNT, DAY, NOW, WELL


def samples(counts=None, **changed):
    facts = replace(WELL, **changed)
    text = metrics_text(facts, health_of(facts), counts or {}).decode()
    families = list(text_string_to_metric_families(text))
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value for family in families for sample in family.samples
    }


def test_where_all_is_well_it_is_healthy() -> None:
    read = samples()
    assert read["bot_healthy",] == 1
    assert read["bot_info", "1.0"] == 1
    assert read["bot_sites",] == 1
    assert read["bot_judged_timestamp_seconds",] == NOW.timestamp()
    assert not [name for name, *_ in read if name == "bot_findings"]


def test_what_is_broken_is_counted_by_its_kind() -> None:
    read = samples(accounts=(replace(ACCOUNT, halted="new token", due=3),))
    assert read["bot_healthy",] == 0
    assert read["bot_findings", "account-halted", "broken"] == 1
    assert read["bot_account_halted", "mtt"] == 1
    assert read["bot_posts_due", "mtt"] == 3


def test_money_backups_and_waiting_posts_are_told() -> None:
    posts = WaitingPosts(account="mtt", status="held", deliveries=(1, 2), since=NOW, title="Bridge closes")
    account = replace(ACCOUNT, spent=Decimal("1.5"), budget=Decimal(30))
    read = samples(accounts=(account,), posts=(posts,), machine=MachineFacts(backup_at=NOW - DAY))
    assert (read["bot_spent_dollars", "mtt"], read["bot_budget_dollars", "mtt"]) == (1.5, 30)
    assert read["bot_posts_waiting", "held", "mtt"] == 2
    assert read["bot_last_backup_timestamp_seconds",] == (NOW - DAY).timestamp()


def test_events_are_counters() -> None:
    counts = {
        ("delivery.sent", "mtt"): 7,
        ("delivery.failed", "mtt"): 1,
        ("article.new", ""): 4,
        ("run.started", ""): 1,
    }
    read = samples(counts)
    assert (read["bot_deliveries_total", "mtt", "sent"], read["bot_deliveries_total", "failed", "mtt"]) == (7, 1)
    assert read["bot_articles_new_total",] == 4
    assert read["bot_job_failures_total",] == 0


def test_a_hundred_thousand_sites_make_no_more_lines_than_one() -> None:
    one, many = (
        len(samples(feeds=tuple(FeedFacts(name=f"News {number}", fault="500") for number in range(count))))
        for count in (1, 100_000)
    )
    assert many == one
