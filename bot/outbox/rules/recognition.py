"""Recognises the articles of a poll: which are new, which are known, and which are copies of each other. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.article import Article, Identity
from bot.outbox.rules.new_articles import CURABLE, Candidate, SeenArticle


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
    candidates: tuple[Candidate, ...] = ()
    """To be decided on, in the order of the poll."""
    rows: dict[Article, KnownArticle] = field(default_factory=dict)
    """The candidates that have a row all the same: from another site, or because they were not whole before."""
    again: dict[Article, KnownArticle] = field(default_factory=dict)
    """Known to this site, and decided on."""
    same_as: dict[Article, Article] = field(default_factory=dict)
    """A copy in one document → the article that it is a copy of, which is known or stands above it."""
    doubles: dict[int, int] = field(default_factory=dict)
    """The rows of articles that turn out to be one with an older one → the older one's row."""


def partition(
    seen: Sequence[SeenArticle], known: dict[Identity, int], rows: Mapping[int, KnownArticle], site: str
) -> Recognised:
    """Part a poll's articles by what is known of them. `rows` are those of the articles in `known`. Pure."""
    candidates: list[Candidate] = []
    result = Recognised(known)
    new = _new_names_of_known(seen, known)
    for seen_article in seen:
        article = seen_article.article
        ids = {known[name] for name in seen_article.identities if name in known}
        first_copy = next((new[name] for name in seen_article.identities if name in new), None)
        if ids:
            # More than one: two rows that only now turn out to be one article. The older has been decided on.
            row = rows[min(ids)]
            result.doubles.update((younger, row.id) for younger in ids - {row.id})
            candidate = _to_decide_again(seen_article, row, known, site)
            if candidate is None:
                result.again[article] = row
                continue
            result.rows[article] = row
            candidates.append(candidate)
        elif first_copy is not None:
            result.same_as[article] = first_copy
        else:
            new.update(dict.fromkeys(seen_article.identities, article))
            candidates.append(Candidate(seen_article))
    return replace(result, candidates=tuple(candidates))


def _new_names_of_known(seen: Sequence[SeenArticle], known: Mapping[Identity, int]) -> dict[Identity, Article]:
    """The identities that known articles bear for the first time, as an article in new words does.

    A copy of the same words may stand above it in the same document, so they are gathered before anything is parted.
    """
    names: dict[Identity, Article] = {}
    for seen_article in seen:
        new = [name for name in seen_article.identities if name not in known]
        if len(new) < len(seen_article.identities):
            for name in new:
                names.setdefault(name, seen_article.article)
    return names


def _to_decide_again(
    seen_article: SeenArticle, row: KnownArticle, known: Mapping[Identity, int], site: str
) -> Candidate | None:
    """The article that has a row, where it is to be decided on all the same."""
    if row.not_posted in CURABLE and not seen_article.incomplete:
        return Candidate(seen_article)
    if row.site != site and any(name not in known for name in seen_article.identities):
        return Candidate(seen_article, first_site=row.site)
    return None
