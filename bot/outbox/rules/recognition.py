"""Recognises the articles of a poll: which are new, which are known, and which are copies of each other. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter

from bot.article import Article, Identity
from bot.outbox.rules.candidates import CURABLE, Candidate, Place, SeenArticle
from bot.outbox.rules.evidence import (
    repeats_headline,
    same_moment,
    same_numbers,
)
from bot.outbox.rules.feed_order import FeedOrder, feed_order
from bot.outbox.rules.known import BASELINE, KnownArticle
from bot.outbox.rules.links import own_domain
from bot.outbox.rules.relevance import tells_of
from bot.outbox.rules.weighing import article_text, has_only_address, is_as_before, same_or_alike

MOST_COMPARED = 30
"""New articles of one poll that are compared with each other."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A poll's articles, by what is known of them."""

    known: dict[Identity, int] = field(default_factory=dict)
    """The articles behind those of their identities that are known already."""
    candidates: tuple[Candidate, ...] = ()
    """To be decided on, in the order of the poll, or turned round where that begins with the oldest."""
    rows: dict[Article, KnownArticle] = field(default_factory=dict)
    """The candidates that have a row all the same: from another site, or because they were not whole before."""
    again: dict[Article, KnownArticle] = field(default_factory=dict)
    """Known to this site, and decided on."""
    same_as: dict[Article, Article] = field(default_factory=dict)
    """A copy in one document → the article that it is a copy of, which is known or stands above it."""
    doubles: dict[int, int] = field(default_factory=dict)
    """The rows of articles that turn out to be one with an older one → the older one's row."""

    recent: Sequence[KnownArticle] = ()
    """What the site has shown of late, newest first; where the poll has an article without any known name."""

    def row_of(self, article: Article) -> KnownArticle | None:
        """What is known of that article of the poll; None where it is new."""
        return self.again.get(article) or self.rows.get(article)


def partition(
    seen: Sequence[SeenArticle],
    known: dict[Identity, int],
    rows: Mapping[int, KnownArticle],
    site: str,
    recent: Sequence[KnownArticle] = (),
    *,
    now: datetime,
) -> Recognised:
    """Part a poll's articles by what is known of them. Pure.

    Args:
        known: The articles behind those of their identities that are known.
        rows: Those articles.
        recent: What the site has shown of late, newest first: an article that bears no name that is known may be one of
            these under new names.
    """
    shown = _shown_by_name(seen, known)
    weighed = [same_or_alike(seen_article, known, rows, recent, shown, now) for seen_article in seen]
    # Of more than one: rows that only now turn out to be one article. The oldest has been decided on.
    rows_shown = [min(same, key=attrgetter("id"), default=None) for same, _ in weighed]
    candidates: list[Candidate] = []
    result = Recognised(known, recent=recent)
    copies = _new_names_of_known(seen, known, [row is not None for row in rows_shown])
    order = _order(seen, rows_shown)
    places = _places(rows_shown, order)
    own_links = _own_links(seen, [same for same, _ in weighed], recent)
    for seen_article, row, (same, like), place in zip(seen, rows_shown, weighed, places, strict=True):
        article = seen_article.article
        first_copy = next((copies[name] for name in _names(seen_article) if name in copies), None)
        if row is not None:
            result.doubles.update((younger.id, row.id) for younger in same if younger.id != row.id)
            candidate = _to_decide_again(seen_article, row, known, site)
            if candidate is None:
                result.again[article] = row
                continue
            result.rows[article] = row
            candidates.append(candidate)
        elif first_copy is not None:
            result.same_as[article] = first_copy
        else:
            copies.update(dict.fromkeys(_names(seen_article), article))
            candidate = Candidate(seen_article, place=place, own_domain=own_domain(own_links, article.link))
            if like:
                candidate = replace(candidate, like=like.title, like_site="" if like.site == site else like.site)
            candidates.append(candidate)
    if order == "oldest first":
        candidates.reverse()
    return replace(result, candidates=tuple(_with_twins(candidates) if known or recent else candidates))


def wants_recent(seen: Iterable[SeenArticle], known: Mapping[Identity, int], rows: Mapping[int, KnownArticle]) -> bool:
    """Whether one of these is to be compared with what the site has shown of late.

    So is one that bears no known name beside its text, and one that is known by its address alone, and has another
    headline or date by now.
    """
    for seen_article in seen:
        ids = {known[name] for name in seen_article.identities if name in known and name.kind != "text"}
        are_as_before = all(is_as_before(seen_article, rows[row_id], known) for row_id in ids)
        if not ids or (has_only_address(seen_article) and not are_as_before):
            return True
    return False


def _shown_by_name(seen: Iterable[SeenArticle], known: Mapping[Identity, int]) -> frozenset[int]:
    """The rows of which the poll shows a name of their own, beside a text."""
    names = (name for seen_article in seen for name in seen_article.identities if name.kind not in _TEXTS)
    return frozenset(known[name] for name in names if name in known)


_TEXTS = ("fingerprint", "text")


def _with_twins(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates; each that may be another one of them, under another headline, with the headline of that one.

    Of two the older is taken for the first, and where no date tells that, the one that stands below.
    """
    if len(candidates) > MOST_COMPARED:
        yield from candidates
        return
    like: dict[int, str] = {}
    for at, newer in enumerate(candidates):
        for below, older in enumerate(candidates[at + 1 :], at + 1):
            if _are_twins(newer.seen_article, older.seen_article):
                first = at if _is_older(newer.article, older.article) else below
                like.setdefault(at + below - first, candidates[first].article.title)
    for at, candidate in enumerate(candidates):
        yield replace(candidate, like=like[at]) if at in like and candidate.like is None else candidate


def _are_twins(one: SeenArticle, other: SeenArticle) -> bool:
    """Whether two articles may be one: they have one text, of which both headlines tell, or nearly one headline."""
    texts = {name for name in one.identities if name.kind == "text"} & set(other.identities)
    if texts and all(tells_of(article_text(seen.article), seen.article.title) for seen in (one, other)):
        return same_numbers(one.article.title, other.article.title)
    return repeats_headline(one.article.title, other.article.title, recurs=False)


def _is_older(one: Article, other: Article) -> bool:
    return one.published is not None and other.published is not None and one.published < other.published


def _own_links(
    seen: Sequence[SeenArticle], known_as: Sequence[Sequence[KnownArticle]], recent: Sequence[KnownArticle]
) -> list[str]:
    """The links that tell where a site's articles are: those of its first look and of what is posted, then and now.

    What only waits may be another's, and is no sign that the next one is not.
    """
    then = [row.link for row in recent if _is_own(row)]
    now = [
        seen_article.article.link for seen_article, same in zip(seen, known_as, strict=True) if any(map(_is_own, same))
    ]
    return then + now


def _is_own(row: KnownArticle) -> bool:
    return row.not_posted == BASELINE or row.is_posted


def _order(seen: Sequence[SeenArticle], rows_shown: Sequence[KnownArticle | None]) -> FeedOrder:
    """The order of the document, which only matters where it has an article that is new beside one that is known."""
    if all(row is None for row in rows_shown) or None not in rows_shown:
        return ""
    return feed_order([seen_article.article for seen_article in seen], rows_shown)


def _places(rows_shown: Sequence[KnownArticle | None], order: FeedOrder) -> list[Place]:
    """Where each article of the document stands among those that are known."""
    known_at = [at for at, row in enumerate(rows_shown) if row is not None]
    if not known_at:
        return [""] * len(rows_shown)
    above, below = _ENDS[order]
    return [above if at < known_at[0] else below if at > known_at[-1] else "between" for at in range(len(rows_shown))]


_ENDS: Mapping[FeedOrder, tuple[Place, Place]] = {
    "newest first": ("top", "bottom"),
    "oldest first": ("bottom", "top"),
    "": ("top", "unclear"),
}


def _names(seen_article: SeenArticle) -> Iterable[object]:
    """By what a copy in the same document is known: its identities, and its headline with its moment."""
    article = seen_article.article
    yield from (name for name in seen_article.identities if name.kind != "text")
    if article.title and same_moment(article.published, article.published):
        yield article.published, article.title


def _new_names_of_known(
    seen: Sequence[SeenArticle], known: Mapping[Identity, int], are_known: Sequence[bool]
) -> dict[object, Article]:
    """The identities that known articles bear for the first time, as an article in new words does.

    A copy of the same words may stand above it in the same document, so they are gathered before anything is parted.
    """
    names: dict[object, Article] = {}
    for seen_article, is_known in zip(seen, are_known, strict=True):
        for name in seen_article.identities:
            if is_known and name not in known:
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
