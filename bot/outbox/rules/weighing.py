"""Weighs an article of a poll against those that are known: which it is, and which it may be. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.article import Article, Identity, IdentityKind, canonical_url, is_long_text, opening_letters, whole_text
from bot.excerpts import text_of
from bot.outbox.rules.candidates import SeenArticle
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
from bot.outbox.rules.known import KnownArticle
from bot.outbox.rules.relevance import tells_of

MOST_ALIKE = 3
"""So many articles under one headline go to an editor; the next is taken for one of them."""

POSTED_AT_ONE_PAGE = 2
"""Once an editor has let so many articles of a page be posted that shows another one each day under one headline, the
next of them is taken for new."""


def has_only_address(seen_article: SeenArticle) -> bool:
    """Whether nothing but its address names the article: most feeds without guids repeat the address there."""
    names = {(name.kind, name.value) for name in seen_article.identities if name.kind in ("guid", "url", "wordpress")}
    return bool(names) and {kind for kind, _ in names} <= {"guid", "url"} and len({value for _, value in names}) == 1


def is_as_before(seen_article: SeenArticle, row: KnownArticle, known: Mapping[Identity, int]) -> bool:
    """Whether the article has the headline that it had, and the date, or the text."""
    article = seen_article.article
    if article.title != row.title:
        return False
    return article.published in (row.published, None) or known.get(whole_text(opening_letters(article))) == row.id


def article_text(article: Article) -> str:
    return text_of(article.body or article.excerpt)


def same_or_alike(
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
    if is_wholly_known and (not has_only_address(seen_article) or is_as_before(seen_article, named[0], known)):
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
            is_told=same_numbers(article.title, row.title) and tells_of(article_text(article), article.title),
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
    is_only_address = has_only_address(seen_article)

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
