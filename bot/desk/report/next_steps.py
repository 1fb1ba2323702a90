"""The next steps worth doing, the most urgent first. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions import Action
from bot.health import Health, Severity

MAX_STEPS = 3
"""At most so many are shown."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something worth doing."""

    why: str
    action: Action


def next_steps(health: Health, *, was_polled: bool) -> tuple[Step, ...]:
    """At most MAX_STEPS steps for a newsroom whose bot is doing so, and at least one.

    `was_polled`: some site has been asked already.
    """
    if not was_polled:
        first_look = Step(
            "no site has been asked yet; what they show at the first look is never posted", Action("once")
        )
        return (*_settings_steps(health), first_look, *_USUAL_STEPS)[:MAX_STEPS]
    steps = [
        Step(finding.what, finding.actions[0])
        for finding in health.findings
        if finding.actions and finding.severity is not Severity.NOTE
    ]
    return tuple([*steps, *_USUAL_STEPS][:MAX_STEPS])


def first_steps() -> tuple[Step, ...]:
    """The steps for somebody who has no bot.toml yet."""
    return (
        Step("see the bot at work on this machine, from article to post; no account is needed", Action("demo")),
        Step("find your site's feed, and write bot.toml and .env for it", Action("init")),
        Step("see what would be posted about an article that you have saved", Action("preview")),
    )


_USUAL_STEPS = (
    Step("see what each account would post about the newest articles", Action("preview", target="latest")),
    Step("see what was posted", Action("history")),
    Step("ask the sites whether anything was missed", Action("audit")),
)


def _settings_steps(health: Health) -> tuple[Step, ...]:
    return tuple(
        Step(finding.what, finding.actions[0]) for finding in health.findings if finding.kind == "secrets-missing"
    )
