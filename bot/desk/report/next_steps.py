"""Next steps: what is worth doing now, the most pressing first. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.actions import Action
from bot.desk.report.overview import Overview, Waiting
from bot.outbox.rules.delivery import Delivery, Status

AT_MOST = 3

LOOKS_MISSED = 5
LEAST_SILENCE = timedelta(minutes=10)
"""Sites that nobody has asked for five looks, and for so long, are watched by no bot."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is worth doing."""

    why: str
    action: Action


def next_steps(
    found: Overview, waiting: Sequence[Waiting], secret_faults: Sequence[str], *, every: timedelta, now: datetime
) -> tuple[Step, ...]:
    """The next steps for a newsroom in that state; there is always one. `every`: how often its sites are asked."""
    deliveries = [row.delivery for row in waiting]
    steps = [
        *_about_secrets(secret_faults),
        *_about_accounts(found),
        *_about_deliveries(deliveries),
        *_about_sites(found, every, now),
    ]
    return tuple([*steps, *_WHEN_ALL_IS_WELL][:AT_MOST])


def first_steps() -> tuple[Step, ...]:
    """Those of somebody who has no bot.toml yet."""
    return (
        Step("see the whole line at work on this machine; no account is needed", Action("demo")),
        Step("find your site's feed, and write bot.toml and .env for it", Action("init")),
        Step("see what would be posted about an article that you have saved", Action("preview")),
    )


_WHEN_ALL_IS_WELL = (
    Step("see what each account would post about the newest articles", Action("preview", target="latest")),
    Step("see what was posted", Action("history")),
    Step("ask the sites whether anything was missed", Action("audit")),
)


def _about_secrets(faults: Sequence[str]) -> Iterator[Step]:
    if faults:
        yield Step(f"{_count(len(faults), 'secret is', 'secrets are')} missing or cannot be right", Action("check"))


def _about_accounts(found: Overview) -> Iterator[Step]:
    for account in found.accounts:
        if account.halted:
            yield Step(f"{account.name} is halted: {account.halted}", Action("resume", accounts=(account.name,)))
    for account in found.accounts:
        if account.paused and not account.halted and account.goes_on_at is None:
            yield Step(f"{account.name} is paused by an editor", Action("resume", accounts=(account.name,)))


def _about_deliveries(waiting: Sequence[Delivery]) -> Iterator[Step]:
    unsure = [one for one in waiting if one.needs_editor]
    if unsure:
        many = _count(len(unsure), "post is", "posts are")
        yield Step(
            f"nobody knows whether {many} out: look at the timeline", Action("resolve", deliveries=(unsure[0].id,))
        )
    failed = [one for one in waiting if one.status is Status.FAILED]
    if failed:
        yield Step(f"{_count(len(failed), 'post', 'posts')} could not be posted", Action("queue"))
    held = [one for one in waiting if one.status is Status.HELD]
    if held:
        yield Step(f"{_count(len(held), 'post waits', 'posts wait')} for an editor", Action("queue"))


def _about_sites(found: Overview, every: timedelta, now: datetime) -> Iterator[Step]:
    asked = [site.asked_at for site in found.sites if site.asked_at]
    if not asked:
        yield Step("no site has been asked yet; what they show at the first look is never posted", Action("once"))
    elif now - max(asked) > max(LOOKS_MISSED * every, LEAST_SILENCE):
        yield Step("no site has been asked for a while, so no bot is running", Action("run"))
    faulty = [site for site in found.sites if site.fault]
    if faulty:
        yield Step(f"{faulty[0].name} cannot be read: {faulty[0].fault}", Action("once"))
    for name in found.quiet:
        yield Step(f"{name} publishes nothing, against its habit", Action("audit"))
    if found.changed:
        many = _count(len(found.changed), "post has", "posts have")
        yield Step(f"{many} an article that was changed since", Action("status"))


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
