"""What is said of calls to action that nobody has written, that are over, or that leave posts without one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.settings import Settings, appeal_warnings
from bot.settings.appeals import Span, gaps
from bot.settings.loading import settings_from_text
from bot.settings.starter import SAMPLE, Starter, settings_text

TODAY = date(2026, 11, 28)
BELOW = """
[[sites]]
name = "News"
url = "https://news.example"
[[sites]]
name = "Sport"
url = "https://sport.example"
[[accounts]]
name = "mtt"
platform = "x"
"""
GENERAL = '[[appeals]]\ntext = "Give at d.example"\nnever_with = ["dies"]\n'

Warnings = Callable[..., list[str]]


def settings_of(text: str) -> Settings:
    return settings_from_text(text, Path("bot.toml"), {})


@pytest.fixture
def warnings() -> Warnings:
    """The warnings of `bot check` about these appeals; each is the general one with more keys."""

    def warnings(*more: str, today: date = TODAY) -> list[str]:
        text = "".join(f"{GENERAL}{keys}\n" for keys in more)
        return list(appeal_warnings(settings_of(text + BELOW), today))

    return warnings


def test_an_appeal_for_all_days_sites_and_languages_is_no_matter(warnings: Warnings) -> None:
    assert warnings("") == []
    assert list(appeal_warnings(settings_of(settings_text(SAMPLE)), TODAY)) == []


def test_the_text_of_a_new_bot_toml_is_told_until_somebody_writes_another() -> None:
    text = settings_text(Starter(sites=[("The Daily", "https://daily.example")]))
    assert list(appeal_warnings(settings_of(text), TODAY)) == [
        "appeal.text is the one of a new bot.toml, and does not say how to donate; write your own, or give a url",
        "appeal.short is the one of a new bot.toml, and does not say how to donate; write your own, or give a url",
    ]
    renamed = text.replace('name     = "The Daily"', 'name = "The Weekly"')
    assert len(list(appeal_warnings(settings_of(renamed), TODAY))) == 2
    with_page = text.replace('url   = ""', 'url = "https://daily.example/donate"')
    assert list(appeal_warnings(settings_of(with_page), TODAY)) == []
    written = text.replace("Please support The Daily with a donation.", "Donate at daily.example/give").replace(
        "Please support us.", "Donate: daily.example/give"
    )
    assert list(appeal_warnings(settings_of(written), TODAY)) == []


@pytest.mark.parametrize(("until", "is_told"), [("2026-11-27", True), ("2026-11-28", False), ("2027-01-01", False)])
def test_an_appeal_whose_days_are_past_is_told_with_its_number(warnings: Warnings, until: str, is_told: bool) -> None:
    warning = f"appeals[2].until is past ({until}): no new article carries it; give it a later day, or take it out"
    assert warnings("", f"until = {until}") == ([warning] if is_told else [])


def test_a_site_without_any_appeal_is_told(warnings: Warnings) -> None:
    [warning] = warnings('sites = ["News"]')
    assert warning.startswith("posts about articles of Sport have no call to action: no appeal is for them")
    assert 'sites = ["Sport"]' in warning
    [both] = warnings("weight = 0")
    assert both.startswith("posts about articles of News and Sport have no call to action")


@pytest.mark.parametrize(
    ("appeals", "said"),
    [
        (["until = 2026-12-31"], ["News and Sport have no call to action from 2027-01-01 on"]),
        (["from = 2026-12-01"], ["News and Sport have no call to action from today until 2026-11-30"]),
        (["from = 2026-11-29"], ["News and Sport have no call to action today"]),
        (["until = 2026-12-31", "from = 2027-01-01"], []),
        (["until = 2026-12-31", "from = 2027-01-02"], ["News and Sport have no call to action on 2027-01-01"]),
        (["until = 2026-12-31", ""], []),
        (["until = 2026-12-31", 'sites = ["News"]'], ["Sport have no call to action from 2027-01-01 on"]),
        (['language = "ja"\nuntil = 2026-12-31', 'language = "en"'], ["News and Sport in ja have no call to action"]),
        (['language = "ja"\nuntil = 2026-12-31', ""], []),
        (['language = ["en", "ja"]'], []),
        (['language = "en"', "until = 2026-12-31"], ["News and Sport in other languages have no call to action"]),
        (['language = "pt"', 'language = "pt-BR"\nuntil = 2026-12-31'], []),
    ],
)
def test_days_on_which_posts_have_no_appeal_are_told(warnings: Warnings, appeals: list[str], said: list[str]) -> None:
    told = warnings(*appeals)
    assert [
        warning.removeprefix("posts about articles of ")[: len(text)] for warning, text in zip(told, said, strict=True)
    ] == said


def test_an_appeal_that_is_over_everywhere_is_told_with_what_follows(warnings: Warnings) -> None:
    over, without = warnings("until = 2026-01-31")
    assert over.startswith("appeals[1].until is past")
    assert "have no call to action from today on" in without


def test_spans_may_overlap_and_lie_in_the_past() -> None:
    day = date
    spans = [
        Span(day(2026, 12, 5), day(2026, 12, 20)),
        Span(date.min, day(2025, 1, 1)),
        Span(day(2026, 12, 10), day(2026, 12, 12)),
        Span(day(2026, 12, 22), None),
    ]
    assert gaps(spans, TODAY) == [Span(TODAY, day(2026, 12, 4)), Span(day(2026, 12, 21), day(2026, 12, 21))]
    assert gaps([Span(date.min, date.max)], TODAY) == []
    assert gaps([], TODAY) == [Span(TODAY, None)]
