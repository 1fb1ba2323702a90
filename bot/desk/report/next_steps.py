"""The next steps worth doing, the most urgent first. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.actions import Action
from bot.desk.report.overview import Overview, Waiting
from bot.outbox.rules.delivery import Delivery, Status

MAX_STEPS = 3
"""At most so many are shown."""

LOOKS_MISSED = 5
"""No bot is running if no site was polled for so many polling intervals,"""
LEAST_SILENCE = timedelta(minutes=10)
"""and for at least this long."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something worth doing."""

    why: str
    action: Action


def next_steps(
    report: Overview, waiting: Sequence[Waiting], secret_faults: Sequence[str], *, every: timedelta, now: datetime
) -> tuple[Step, ...]:
    """At most MAX_STEPS steps for a newsroom in that state, and at least one.

    `every` is the interval at which its sites are polled.
    """
    deliveries = [row.delivery for row in waiting]
    steps = [
        *_secret_steps(secret_faults),
        *_account_steps(report),
        *_delivery_steps(deliveries),
        *_site_steps(report, every, now),
    ]
    return tuple([*steps, *_USUAL_STEPS][:MAX_STEPS])


def first_steps() -> tuple[Step, ...]:
    """The steps for somebody who has no bot.toml yet."""
    return (
        Step("see the whole line at work on this machine; no account is needed", Action("demo")),
        Step("find your site's feed, and write bot.toml and .env for it", Action("init")),
        Step("see what would be posted about an article that you have saved", Action("preview")),
    )


_USUAL_STEPS = (
    Step("see what each account would post about the newest articles", Action("preview", target="latest")),
    Step("see what was posted", Action("history")),
    Step("ask the sites whether anything was missed", Action("audit")),
)


def _secret_steps(faults: Sequence[str]) -> Iterator[Step]:
    if faults:
        yield Step(f"{_count(len(faults), 'secret is', 'secrets are')} missing or cannot be right", Action("check"))


def _account_steps(report: Overview) -> Iterator[Step]:
    for account in report.accounts:
        if account.halted:
            yield Step(f"{account.name} is halted: {account.halted}", Action("resume", accounts=(account.name,)))
    for account in report.accounts:
        if account.paused and not account.halted and account.goes_on_at is None:
            yield Step(f"{account.name} is paused by an editor", Action("resume", accounts=(account.name,)))


def _delivery_steps(waiting: Sequence[Delivery]) -> Iterator[Step]:
    unsure = [delivery for delivery in waiting if delivery.needs_editor]
    if unsure:
        number_text = _count(len(unsure), "post is", "posts are")
        yield Step(
            f"nobody knows whether {number_text} out: look at the timeline",
            Action("resolve", deliveries=(unsure[0].id,)),
        )
    failed = [delivery for delivery in waiting if delivery.status is Status.FAILED]
    if failed:
        yield Step(f"{_count(len(failed), 'post', 'posts')} could not be posted", Action("queue"))
    held = [delivery for delivery in waiting if delivery.status is Status.HELD]
    if held:
        yield Step(f"{_count(len(held), 'post waits', 'posts wait')} for an editor", Action("queue"))


def _site_steps(report: Overview, every: timedelta, now: datetime) -> Iterator[Step]:
    asked_times = [site.asked_at for site in report.sites if site.asked_at]
    if not asked_times:
        yield Step("no site has been asked yet; what they show at the first look is never posted", Action("once"))
    elif now - max(asked_times) > max(LOOKS_MISSED * every, LEAST_SILENCE):
        yield Step("no site has been asked for a while, so no bot is running", Action("run"))
    faulty = [site for site in report.sites if site.fault]
    if faulty:
        yield Step(f"{faulty[0].name} cannot be read: {faulty[0].fault}", Action("once"))
    for name in report.quiet:
        yield Step(f"{name} publishes nothing, against its habit", Action("audit"))
    if report.changed:
        number_text = _count(len(report.changed), "post has", "posts have")
        yield Step(f"{number_text} an article that was changed since", Action("status"))


def _count(number: int, singular: str, plural: str) -> str:
    return f"{number} {singular if number == 1 else plural}"
