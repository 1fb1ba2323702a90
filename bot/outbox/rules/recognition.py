"""Recognises the articles of a poll: which are new, which are known, and which are copies of each other. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from operator import attrgetter
from typing import NamedTuple

from bot.article import Article, Identity, IdentityKind, canonical_url, is_long_text, opening_letters, whole_text
from bot.excerpts import text_of
from bot.outbox.rules.evidence import (
    RECURS_AFTER,
    REPEATED_FOR,
    Signs,
    Verdict,
    is_page_of_many,
    repeats_headline,
    same_moment,
    same_numbers,
    same_title,
    verdict,
    verdict_on_text,
)
from bot.outbox.rules.feed_order import FeedOrder, feed_order
from bot.outbox.rules.known import BASELINE, KnownArticle
from bot.outbox.rules.links import own_domain
from bot.outbox.rules.new_articles import CURABLE, Candidate, Place, SeenArticle
from bot.outbox.rules.relevance import tells_of

MOST_ALIKE = 3
"""So many articles under one headline go to an editor; the next is taken for one of them."""

POSTED_AT_ONE_PAGE = 2
"""Once an editor has let so many articles of a page be posted that shows another one each day under one headline, the
next of them is taken for new."""

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
    weighed = [_weighed(seen_article, known, rows, recent, shown, now) for seen_article in seen]
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
        is_as_before = all(_is_as_before(seen_article, rows[row_id], known) for row_id in ids)
        if not ids or (_has_only_address(seen_article) and not is_as_before):
            return True
    return False


def _has_only_address(seen_article: SeenArticle) -> bool:
    """Whether nothing but its address names the article: most feeds without guids repeat the address there."""
    names = {(name.kind, name.value) for name in seen_article.identities if name.kind in ("guid", "url", "wordpress")}
    return bool(names) and {kind for kind, _ in names} <= {"guid", "url"} and len({value for _, value in names}) == 1


def _is_as_before(seen_article: SeenArticle, row: KnownArticle, known: Mapping[Identity, int]) -> bool:
    """Whether the article has the headline that it had, and the date, or the text."""
    article = seen_article.article
    if article.title != row.title:
        return False
    return article.published in (row.published, None) or known.get(whole_text(opening_letters(article))) == row.id


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
    if texts and all(tells_of(_text(seen.article), seen.article.title) for seen in (one, other)):
        return same_numbers(one.article.title, other.article.title)
    return repeats_headline(one.article.title, other.article.title, recurs=False)


def _is_older(one: Article, other: Article) -> bool:
    return one.published is not None and other.published is not None and one.published < other.published


def _text(article: Article) -> str:
    return text_of(article.body or article.excerpt)


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


def _weighed(
    seen_article: SeenArticle,
    known: Mapping[Identity, int],
    rows: Mapping[int, KnownArticle],
    recent: Sequence[KnownArticle],
    shown: frozenset[int],
    now: datetime,
) -> tuple[list[KnownArticle], KnownArticle | None]:
    """The rows that are this article, and else one that may be."""
    named = [rows[id_] for id_ in sorted({known[name] for name in seen_article.identities if name in known})]
    is_wholly_known = len(named) == 1 and all(name in known for name in seen_article.identities)
    if is_wholly_known and (not _has_only_address(seen_article) or _is_as_before(seen_article, named[0], known)):
        return named, None
    weights = [_weigh(seen_article, row, known, shown, now) for row in named]
    if not any(weight.verdict is Verdict.SAME for weight in weights):
        others = (row for row in _near(seen_article.article, recent, rows) if row not in named)
        weights += [_weigh(seen_article, row, known, shown, now) for row in others]
    same = [weight.row for weight in weights if weight.verdict is Verdict.SAME]
    alike = [weight for weight in weights if weight.verdict is Verdict.UNSURE and not same]
    if any(weight.signs.page for weight in alike) and _is_known_page(seen_article.article, weights):
        return same, None
    under_one_headline = [weight for weight in alike if weight.is_by_table and not weight.signs.recurs]
    if len(under_one_headline) >= MOST_ALIKE:
        return [under_one_headline[0].row], None
    return same, alike[0].row if alike else None


class _Weight(NamedTuple):
    """What speaks for an article's being one that is known."""

    row: KnownArticle
    signs: Signs
    verdict: Verdict
    is_by_table: bool
    """Names, headline and date say so; else it is the text, or a headline within the other."""


def _weigh(
    seen_article: SeenArticle,
    row: KnownArticle,
    known: Mapping[Identity, int],
    shown: frozenset[int],
    now: datetime,
) -> _Weight:
    """What the names, headline and date say, or else the text alone, or else a headline within the other."""
    article, apart = seen_article.article, _apart(seen_article.article, row)
    signs = _signs(seen_article, row, known, now)
    result = by_table = verdict(signs)
    texts = {name for name in seen_article.identities if name.kind == "text" and known.get(name) == row.id}
    if texts and result is not Verdict.SAME:
        letters = opening_letters(article)
        by_text = verdict_on_text(
            is_told=same_numbers(article.title, row.title) and tells_of(_text(article), article.title),
            is_whole=whole_text(letters) in texts,
            is_long=is_long_text(letters),
            elsewhere=row.site != article.site,
            is_shown=row.id in shown,
            apart=apart,
        )
        result = by_text if result is Verdict.NEW or by_text is Verdict.SAME else result
    if result is Verdict.NEW and (apart is None or apart < REPEATED_FOR):
        recurs = apart is not None and apart >= RECURS_AFTER
        result = Verdict.UNSURE if repeats_headline(article.title, row.title, recurs=recurs) else result
    return _Weight(row, signs, result, is_by_table=result is by_table)


def _is_known_page(article: Article, weights: Iterable[_Weight]) -> bool:
    """Whether the address of the article is a page of which an editor has let several articles be posted."""
    posted = [weight for weight in weights if weight.row.is_posted and weight.signs.page and weight.signs.recurs]
    return len(posted) >= POSTED_AT_ONE_PAGE and all(weight.signs.address for weight in posted)


def _near(
    article: Article, recent: Sequence[KnownArticle], shown: Mapping[int, KnownArticle]
) -> Iterator[KnownArticle]:
    """Which of these the article may be, none of whose names is known; `shown` are in the same poll by their own names.

    One that has gone from among those that are shown may have come again under a corrected headline. A moment at which
    several articles were published is that of an import, and tells nothing of one of them.
    """
    of_that_moment = [row for row in recent if same_moment(row.published, article.published)]
    oldest_shown = min(shown, default=None)
    address = canonical_url(article.link)
    for row in recent:
        if (
            (article.title and row.title == article.title)
            or repeats_headline(article.title, row.title, recurs=False)
            or (address and row.link == article.link)
        ):
            yield row
        elif row.id not in shown:
            has_gone = oldest_shown is not None and row.id > oldest_shown
            is_of_that_moment = row in of_that_moment
            if (is_of_that_moment and len(of_that_moment) == 1) or (
                (is_of_that_moment or has_gone) and same_title(row.title, article.title)
            ):
                yield row


def _apart(article: Article, row: KnownArticle) -> timedelta | None:
    return abs(article.published - row.published) if article.published and row.published else None


def _signs(seen_article: SeenArticle, row: KnownArticle, known: Mapping[Identity, int], now: datetime) -> Signs:
    article = seen_article.article
    apart = _apart(article, row)
    is_only_address = _has_only_address(seen_article)

    def agrees(kind: IdentityKind, stored: str = "") -> bool | None:
        names = [name for name in seen_article.identities if name.kind == kind]
        return any(known.get(name) == row.id for name in names) or (False if names and stored else None)

    address = agrees("url", row.link)
    if address is False and row.link == article.link and any(name.kind == "url" for name in seen_article.identities):
        address = True  # the page's newer article; the name itself belongs to its first one
    page = bool(address) and is_page_of_many(article.link, row.title, article.title)
    title = same_title(article.title, row.title)
    if apart is None and page and not title:
        apart = now - row.first_seen_at if row.first_seen_at else None
    return Signs(
        guid=None if is_only_address else agrees("guid", row.guid),
        address=address and not _are_entries_of_one_page(article.link, row.link),
        number=agrees("wordpress", row.guid),
        text=agrees("fingerprint"),
        title=title,
        date=_same_date(article, row),
        recurs=apart is not None and apart >= RECURS_AFTER,
        page=page,
    )


def _same_date(article: Article, row: KnownArticle) -> bool | None:
    """Whether the dates agree; that of a change, which is another at each edit, says nothing where it does not."""
    same = same_moment(article.published, row.published)
    return None if article.dated_by_change and not same else same


def _are_entries_of_one_page(one: str, other: str) -> bool:
    fragments = {link.partition("#")[2] for link in (one, other)}
    return len(fragments) == 2 and "" not in fragments


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
