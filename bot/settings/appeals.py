"""Warnings about calls to action: which posts would go without one, and which texts nobody has written yet. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bot.language_tags import is_within
from bot.settings.values import Settings
from bot.writing.appeal import Appeal

STARTER_SHORT = "Please support us."
"""The short form in a new bot.toml."""

_DAY = timedelta(days=1)


class Span(NamedTuple):
    """Days, the last one included; `last` is None where they do not end."""

    first: date
    last: date | None


def starter_text(site: str) -> str:
    """The call to action in a new bot.toml, until somebody writes a better one."""
    return f"Please support {site} with a donation."


def appeal_warnings(settings: Settings, today: date) -> Iterator[str]:
    """The warnings, in the order of the settings. `today` is the day in the newsroom's zone."""
    for number, appeal in enumerate(settings.appeals, 1):
        name = _name(settings, number)
        yield from (f"{name}.{warning}" for warning in (*_unwritten(appeal), *_over(appeal, today)))
    yield from _dear_appeals(settings)
    yield from _without_appeal(settings)
    yield from _days_without_appeal(settings, today)
    if all(appeal.never_with is None for appeal in settings.appeals):
        yield (
            "the call to action stands below news of disaster too, for it has no never_with, and only a death forbids "
            'it: give it words, as never_with = ["obituary", "evacuated", "earthquake"]; a bot.toml that is made anew '
            "for your site has those of its language"
        )


def _dear_appeals(settings: Settings) -> Iterator[str]:
    """Warnings about posts that were to have no link, and have that of the call to action."""
    forms = [form for appeal in settings.appeals for form in appeal.forms]
    for account in settings.accounts:
        usual = account.price_of()
        dear = next((form for form in forms if account.price_of(form) > usual), None)
        if dear is not None:
            yield (
                f'account {account.name}: with link = "never" a post costs ${usual}, and ${account.price_of(dear)} '
                f"with this call to action, which has a link: {dear}"
            )


def _name(settings: Settings, number: int) -> str:
    """What the file calls the appeal: "appeal" if it is the only table, else such as "appeals[2]"."""
    numbered = f"appeals[{number}]"
    return numbered if f"{numbered}.text" in settings.origins else "appeal"


def _unwritten(appeal: Appeal) -> Iterator[str]:
    """Warnings about texts of a new bot.toml. With the address of a donation page they are good enough."""
    if appeal.url:
        return
    before, after = starter_text("\0").split("\0")
    if appeal.text.startswith(before) and appeal.text.endswith(after):
        yield "text is the one of a new bot.toml, and does not say how to donate; write your own, or give a url"
    if appeal.short == STARTER_SHORT:
        yield "short is the one of a new bot.toml, and does not say how to donate; write your own, or give a url"


def _over(appeal: Appeal, today: date) -> Iterator[str]:
    if appeal.valid_until and appeal.valid_until < today:
        yield f"until is past ({appeal.valid_until}): no new article carries it; give it a later day, or take it out"


def _without_appeal(settings: Settings) -> Iterator[str]:
    sites = [site.name for site in settings.sites if not _appeals_of(settings, site.name)]
    if sites:
        yield (
            f"posts about articles of {_listed(sites)} have no call to action: no appeal is for them; write "
            f'[[appeals]], and below it text = "…" and sites = ["{sites[0]}"]'
        )


def _days_without_appeal(settings: Settings, today: date) -> Iterator[str]:
    sites: dict[tuple[Span, tuple[str, ...]], list[str]] = defaultdict(list)
    for site in settings.sites:
        for span, languages in _gaps_by_language(_appeals_of(settings, site.name), today).items():
            sites[span, languages].append(site.name)
    for (span, languages), names in sites.items():
        articles = f"articles of {_listed(names)}" + (f" in {_listed(languages)}" if languages else "")
        yield (
            f"posts about {articles} have no call to action {_said(span, today)}: no appeal is for these days; give "
            "one of them other days, or neither from nor until"
        )


def _appeals_of(settings: Settings, site: str) -> list[Appeal]:
    return [appeal for appeal in settings.appeals if appeal.weight and (not appeal.sites or site in appeal.sites)]


def _gaps_by_language(appeals: Sequence[Appeal], today: date) -> Mapping[Span, tuple[str, ...]]:
    """The days without any of these appeals: with the languages for which that holds, () for all articles.

    Where all appeals name languages, articles in others go without one on all days: that is what the newsroom wants.
    """
    by_language = {
        language: gaps((_span(appeal) for appeal in appeals if _is_for(appeal, language)), today)
        for language in dict.fromkeys(language for appeal in appeals for language in appeal.languages)
    }
    if general := [appeal for appeal in appeals if not appeal.languages]:
        by_language["other languages"] = gaps(map(_span, general), today)
    for_all = gaps((_span(appeal) for appeal in appeals), today) if appeals else []
    result = dict.fromkeys(for_all, ())
    languages_of: dict[Span, list[str]] = defaultdict(list)
    for language, spans in by_language.items():
        for span in spans:
            if span not in result:
                languages_of[span].append(language)
    return result | {span: tuple(named) for span, named in languages_of.items()}


def _is_for(appeal: Appeal, language: str) -> bool:
    return not appeal.languages or any(is_within(language, wanted) for wanted in appeal.languages)


def _span(appeal: Appeal) -> Span:
    return Span(appeal.valid_from or date.min, appeal.valid_until)


def gaps(spans: Iterable[Span], today: date) -> list[Span]:
    """The days from today on that are in none of the spans."""
    missing: list[Span] = []
    day = today
    for span in sorted(spans, key=lambda span: span.first):
        if span.first > day:
            missing.append(Span(day, span.first - _DAY))
            day = span.first
        if span.last is None or span.last == date.max:
            return missing
        day = max(day, span.last + _DAY)
    return [*missing, Span(day, None)]


def _said(span: Span, today: date) -> str:
    first = "today" if span.first == today else str(span.first)
    if span.last is None:
        return f"from {first} on"
    if span.last == span.first:
        return f"on {first}" if first != "today" else "today"
    return f"from {first} until {span.last}"


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
