"""How the bot is doing, as metrics for Prometheus in the OpenMetrics text format.

Names keep to https://prometheus.io/docs/practices/naming/. Accounts have labels, and sites, of which there may be many
thousands, have none: `bot status` and /healthz name them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from bot.health import Health, Severity
from bot.health.facts import Facts

MEDIA_TYPE = CONTENT_TYPE_LATEST

_OF_DELIVERIES = "delivery."
_COUNTED = {
    "article.new": ("bot_articles_new", "New articles that are to be posted."),
    "article.recorded": ("bot_articles_not_posted", "New articles that are not posted, by a rule."),
    "site.fault": ("bot_site_faults", "Looks at a site that have failed."),
    "job.failed": ("bot_job_failures", "Troubles of the bot itself, such as a database that is away."),
}


def metrics_text(facts: Facts, health: Health, counts: Mapping[tuple[str, str], int]) -> bytes:
    """The metrics. `counts` says how often each event was announced for each account since the process began."""
    registry = CollectorRegistry()
    registry.register(_Families([*_gauges(facts, health), *_counters(counts)]))
    text: bytes = generate_latest(registry)  # type: ignore[no-untyped-call]
    return text


class _Families(Collector):
    def __init__(self, families: list[Metric]) -> None:
        self._families = families

    def collect(self) -> list[Metric]:
        return self._families


def _gauges(facts: Facts, health: Health) -> Iterator[Metric]:
    yield InfoMetricFamily("bot", "The program.", value={"version": facts.version})
    is_well = health.worst is not Severity.BROKEN
    yield GaugeMetricFamily("bot_healthy", "1 where nothing is broken, else 0.", value=is_well)
    yield GaugeMetricFamily("bot_judged_timestamp_seconds", "When that was judged.", value=health.at.timestamp())
    findings = GaugeMetricFamily(
        "bot_findings", "What is found, by kind and by how bad it is.", labels=("kind", "severity")
    )
    for (kind, severity), number in Counter((finding.kind, finding.severity) for finding in health.findings).items():
        findings.add_metric((kind, severity), number)
    yield findings
    yield GaugeMetricFamily("bot_sites", "Sites and sitemaps that are watched.", value=len(facts.feeds))
    failing = sum(bool(feed.fault) for feed in facts.feeds)
    yield GaugeMetricFamily("bot_sites_failing", "Those whose last look has failed.", value=failing)
    last_look = max((feed.asked_at for feed in facts.feeds if feed.asked_at), default=None)
    yield _moment("bot_last_look_timestamp_seconds", "When a site was last asked.", last_look)
    yield _moment("bot_last_backup_timestamp_seconds", "When the last backup was made.", facts.machine.backup_at)
    yield from _of_accounts(facts)


def _moment(name: str, help_text: str, at: datetime | None) -> Metric:
    family = GaugeMetricFamily(name, help_text)
    if at:
        family.add_metric((), at.timestamp())
    return family


def _of_accounts(facts: Facts) -> Iterator[Metric]:
    halted = GaugeMetricFamily("bot_account_halted", "1 where a person must act before it posts.", labels=("account",))
    due = GaugeMetricFamily("bot_posts_due", "Posts that are due and have not gone out.", labels=("account",))
    spent = GaugeMetricFamily("bot_spent_dollars", "US dollars spent this month.", labels=("account",))
    budget = GaugeMetricFamily("bot_budget_dollars", "US dollars for a month.", labels=("account",))
    waiting = GaugeMetricFamily(
        "bot_posts_waiting", "Posts that wait for a person, by why.", labels=("account", "status")
    )
    for account in facts.accounts:
        halted.add_metric((account.name,), bool(account.halted))
        due.add_metric((account.name,), account.due)
        spent.add_metric((account.name,), float(account.spent))
        if account.budget is not None:
            budget.add_metric((account.name,), float(account.budget))
    for posts in facts.posts:
        waiting.add_metric((posts.account, posts.status), len(posts.deliveries))
    return iter((halted, due, spent, budget, waiting))


def _counters(counts: Mapping[tuple[str, str], int]) -> Iterator[Metric]:
    deliveries = CounterMetricFamily(
        "bot_deliveries", "What became of posts since the process began.", labels=("account", "outcome")
    )
    for (event, account), number in sorted(counts.items()):
        if event.startswith(_OF_DELIVERIES) and account:
            deliveries.add_metric((account, event.removeprefix(_OF_DELIVERIES)), number)
    yield deliveries
    for event, (name, help_text) in _COUNTED.items():
        total = sum(number for (counted, _), number in counts.items() if counted == event)
        yield CounterMetricFamily(name, help_text, value=total)
