"""Recognises the articles of a poll: which are new, which are known, and which are copies of each other. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.article import Article, Identity
from bot.outbox.rules.new_articles import CURABLE, Newcomer, Sighting


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """What decides about an article that has a row."""

    id: int
    site: str
    not_posted: str
    missing_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Recognised:
    """A poll's articles, by what is known of them."""

    known: dict[Identity, int] = field(default_factory=dict)
    """The articles behind those of their identities that are known already."""
    newcomers: tuple[Newcomer, ...] = ()
    """To be decided on, in the order of the poll."""
    rows: dict[Article, KnownArticle] = field(default_factory=dict)
    """The newcomers that have a row all the same: from another site, or because they were not whole before."""
    again: dict[Article, KnownArticle] = field(default_factory=dict)
    """Known to this site, and decided on."""
    same_as: dict[Article, Article] = field(default_factory=dict)
    """A second copy in one document → the first."""


def partition(
    seen: Sequence[Sighting], known: dict[Identity, int], rows: Mapping[int, KnownArticle], site: str
) -> Recognised:
    """Part a poll's articles by what is known of them. `rows` are those of the articles in `known`. Pure."""
    newcomers: list[Newcomer] = []
    result = Recognised(known)
    new: dict[Identity, Article] = {}
    for sighting in seen:
        article = sighting.article
        ids = {known[name] for name in sighting.identities if name in known}
        first_copy = next((new[name] for name in sighting.identities if name in new), None)
        if ids:
            # More than one: two rows that only now turn out to be one article. The older has been decided on.
            row = rows[min(ids)]
            newcomer = _to_decide_again(sighting, row, known, site)
            if newcomer is None:
                result.again[article] = row
                continue
            result.rows[article] = row
            newcomers.append(newcomer)
        elif first_copy is not None:
            result.same_as[article] = first_copy
        else:
            new.update(dict.fromkeys(sighting.identities, article))
            newcomers.append(Newcomer(sighting))
    return Recognised(known, tuple(newcomers), result.rows, result.again, result.same_as)


def _to_decide_again(
    sighting: Sighting, row: KnownArticle, known: Mapping[Identity, int], site: str
) -> Newcomer | None:
    """The article that has a row, where it is to be decided on all the same."""
    if row.not_posted in CURABLE and not sighting.incomplete:
        return Newcomer(sighting)
    if row.site != site and any(name not in known for name in sighting.identities):
        return Newcomer(sighting, first_site=row.site)
    return None
