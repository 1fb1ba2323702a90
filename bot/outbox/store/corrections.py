"""The SQL by which articles follow what their site says of them later: corrected, taken back, or shown again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.article import Article, visible_words
from bot.outbox.rules.acts import Facts, Stamp, changes
from bot.outbox.rules.age import why_ahead
from bot.outbox.rules.article_rules import ArticleRules
from bot.outbox.rules.corrections import NoLongerWanted
from bot.outbox.rules.delivery import WAITING, Status
from bot.outbox.rules.pages import page_columns
from bot.outbox.rules.poll_record import Corrected, Retracted
from bot.outbox.store.act_rows import note_act
from bot.outbox.store.delivery_rows import change_all
from bot.outbox.store.sql import in_lots
from bot.outbox.store.tables import acts, articles, deliveries

CORRECTABLE = ("title", "link", "body", "excerpt", "tags")
"""What a site may change in an article that still waits, beside its picture."""

IMAGE_FACTS = ("image", "image_alt", "image_width", "image_height")
"""What may come from a site's API where its feed says nothing of it."""

_MOST_CORRECTIONS = 20
"""Of an article that are recorded; as many as the names that it learns."""

FOLLOWED_FOR = timedelta(days=7)
"""How long after it was first seen it is noticed that an article disappears from within its site's feed."""

ONE_WITH_AN_OLDER = "it has turned out to be the same article as an older one, of which this account has a post already"

NO_LONGER_AHEAD = "its date lay ahead, and its site has set it back: it goes out as a new article does"

_OF_IT = deliveries.c.article_id == articles.c.id
_WAITS = sa.exists().where(_OF_IT, deliveries.c.status.in_(WAITING))
_POSTED = sa.exists().where(_OF_IT, deliveries.c.status == Status.SENT)
_IN_STEP = sa.exists().where(_OF_IT, deliveries.c.status == Status.SENT, deliveries.c.sent_title == articles.c.title)
_CORRECTABLE = (
    sa.select(articles, _WAITS.label("waits"), _IN_STEP.label("in_step"))
    .where(
        articles.c.id.in_(sa.bindparam("ids", expanding=True)),
        articles.c.site == sa.bindparam("its_site"),
        articles.c.not_posted == "",
    )
    .with_for_update(of=articles)
)


_THAT_MAY_WAIT = sa.select(articles).where(
    articles.c.id.in_(sa.bindparam("ids", expanding=True)),
    articles.c.site == sa.bindparam("its_site"),
    articles.c.not_posted == "",
    sa.or_(_WAITS, articles.c.retracted != ""),
)
"""A post waits about them, or will where their site shows again what it has taken back."""


def that_may_wait(connection: sa.Connection, ids: Collection[int], site: str) -> dict[int, Article]:
    """Which of the site's own articles, by id, may be corrected while a post about them waits."""
    rows = connection.execute(_THAT_MAY_WAIT, {"ids": sorted(ids), "its_site": site}).mappings()
    return {row["id"]: article_in(row) for row in rows}


def correct(
    connection: sa.Connection,
    again: Mapping[Article, int],
    site: str,
    rules: ArticleRules,
    no_longer_wanted: NoLongerWanted,
    *,
    now: datetime,
) -> tuple[Corrected, ...]:
    """Bring articles up to what their own site says now: wholly while they wait, and in their headline later."""
    rows = connection.execute(_CORRECTABLE, {"ids": sorted(set(again.values())), "its_site": site}).mappings()
    before = {row["id"]: row for row in rows}
    corrected = []
    for article, article_id in again.items():
        row = before.pop(article_id, None)
        if row is None:
            continue
        if row["waits"] and article.published and row["published"] and article.published != row["published"]:
            _follow_date(connection, article_id, row["published"], article.published, rules, now)
        if not _differ(article, row):
            continue
        values: dict[str, Any] = _changes(article, row) if row["waits"] else {"title": article.title}
        if visible_words(replace(article_in(row), **_wording(values))) != visible_words(article_in(row)):
            values["corrected_at"] = now
        connection.execute(sa.update(articles).where(articles.c.id == article_id).values(values))
        _note_correction(connection, row, values, now)
        if row["waits"]:
            _set_breaking(connection, article_id, rules.is_breaking(article))
            _skip_unwanted(connection, article_id, no_longer_wanted.get(article_id, {}), now)
        retitled = bool(row["in_step"]) and article.title != row["title"]
        corrected.append(Corrected(article, bool(row["waits"]), retitled))
    return tuple(corrected)


def _note_correction(connection: sa.Connection, row: sa.RowMapping, values: Mapping[str, Any], now: datetime) -> None:
    """Record what a reader sees at once. A live text is corrected every few minutes, and acts are kept for long.

    So are headlines that a site tries out in turn: of those only the first are recorded.
    """
    of_it = sa.and_(acts.c.article_id == row["id"], acts.c.name == "corrected")
    named = {name: values[name] for name in ("title", "link") if name in values}
    before, after = changes({name: row[name] for name in named}, named)
    if after and _count(connection, of_it) < _MOST_CORRECTIONS:
        note_act(connection, Stamp("corrected", now), before=before, after=after, article_id=row["id"])


def _count(connection: sa.Connection, which: sa.ColumnElement[bool]) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(acts).where(which)).scalar_one()


def _follow_date(
    connection: sa.Connection,
    article_id: int,
    before: datetime,
    published: datetime,
    rules: ArticleRules,
    now: datetime,
) -> None:
    """Let what waits for the article's date wait for its new one, or go out as a new article does if that is over."""
    waits_for_date = sa.and_(
        deliveries.c.article_id == article_id, deliveries.c.status == Status.HELD, deliveries.c.release_at == before
    )
    for row in (
        connection.execute(sa.select(deliveries).where(waits_for_date).order_by(deliveries.c.id)).mappings().all()
    ):
        ahead = why_ahead(published, rules, now)
        at = published if ahead else now + rules.review_time(row["account"])
        values = {"release_at": at, "due_at": at, "order_at": at, "reason": ahead or NO_LONGER_AHEAD}
        change_all(connection, deliveries.c.id == row["id"], values, Stamp("rescheduled", now))
        connection.execute(sa.update(articles).where(articles.c.id == article_id).values(published=published))


def _differ(article: Article, row: sa.RowMapping) -> bool:
    stored = article_in(row)
    names = CORRECTABLE if row["waits"] else ("title",)
    if any(getattr(stored, name) != getattr(article, name) for name in names):
        return True
    return bool(row["waits"] and article.image) and article.image != stored.image


def _changes(article: Article, row: sa.RowMapping) -> dict[str, Any]:
    values = facts_of(article) | page_columns(article)
    if article.image in {"", row["image"]}:
        return {name: value for name, value in values.items() if name not in IMAGE_FACTS}
    return values


def _wording(values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the columns that hold words."""
    return {name: values[name] for name in ("title", "body", "excerpt") if name in values}


def bring_up_to_date(connection: sa.Connection, article_id: int, article: Article) -> None:
    """Let the article's row say what its site says of it now, but for its names, its address and its date."""
    row = connection.execute(sa.select(articles).where(articles.c.id == article_id)).mappings().one()
    kept = ("guid", "link", "site", "published", "language")
    values = {name: value for name, value in _changes(article, row).items() if name not in kept}
    connection.execute(sa.update(articles).where(articles.c.id == article_id).values(values))


def _set_breaking(connection: sa.Connection, article_id: int, breaking: bool) -> None:
    waiting = sa.and_(deliveries.c.article_id == article_id, deliveries.c.status.in_(WAITING))
    connection.execute(sa.update(deliveries).where(waiting).values(breaking=breaking))


def _skip_unwanted(connection: sa.Connection, article_id: int, reasons: Mapping[str, str], now: datetime) -> None:
    """Skip what waits of the article for these accounts, for these reasons."""
    waiting = sa.and_(deliveries.c.article_id == article_id, deliveries.c.status.in_(WAITING))
    for account, reason in reasons.items():
        skipped = {"status": Status.SKIPPED, "reason": reason}
        change_all(connection, waiting & (deliveries.c.account == account), skipped, Stamp("skipped", now))


def skip_doubles(connection: sa.Connection, doubles: Mapping[int, int], *, now: datetime) -> None:
    """Skip what waits of each article that is one with an older one, where its account has a delivery of that.

    Not where the older one was taken back: then the younger one is what stands.
    """
    for younger, older in sorted(doubles.items()):
        stands = sa.exists().where(articles.c.id == older, articles.c.retracted == "")
        accounts_of_older = sa.select(deliveries.c.account).where(deliveries.c.article_id == older, stands)
        waiting = sa.and_(
            deliveries.c.article_id == younger,
            deliveries.c.status.in_(WAITING),
            deliveries.c.account.in_(accounts_of_older),
        )
        skipped = {"status": Status.SKIPPED, "reason": ONE_WITH_AN_OLDER}
        change_all(connection, waiting, skipped, Stamp("skipped", now))


def show_again(connection: sa.Connection, ids: set[int], rules: ArticleRules, *, now: datetime) -> None:
    """What a site shows after all is not taken back: what was skipped for that waits again, and for its hold at least.

    What was held then is held again, with all the time of its review: who reviews posts has not seen it.
    """
    # Locked, so that nobody takes it back between this question and the answer.
    back = sa.select(articles.c.id, articles.c.retracted).where(articles.c.id.in_(ids)).order_by(articles.c.id)
    for article_id, reason in connection.execute(back.with_for_update()).all():
        if reason:
            _bring_back(connection, article_id, reason, rules, now)
            before: Facts = {"retracted": reason}
            after: Facts = {"retracted": ""}
            note_act(connection, Stamp("shown-again", now), before=before, after=after, article_id=article_id)
        shown = {"missing_since": None, "retracted": ""}
        connection.execute(sa.update(articles).where(articles.c.id == article_id).values(shown))


def _bring_back(connection: sa.Connection, article_id: int, reason: str, rules: ArticleRules, now: datetime) -> None:
    """Let what was skipped for that reason wait again. A later time than the rules' is an editor's, and stays."""
    skipped = sa.and_(
        deliveries.c.article_id == article_id,
        deliveries.c.status == Status.SKIPPED,
        deliveries.c.reason == reason,
    )
    query = sa.select(deliveries).where(skipped).order_by(deliveries.c.id).with_for_update()
    for row in connection.execute(query).mappings().all():
        again = {
            "status": Status.HELD if row["held_for"] else Status.QUEUED,
            "reason": row["held_for"],
            "held_for": "",
            "due_at": max(row["due_at"], now + rules.hold),
            "release_at": row["release_at"] and max(row["release_at"], now + rules.review_time(row["account"])),
        }
        change_all(connection, deliveries.c.id == row["id"], again, Stamp("restored", now))


_INSIDE = sa.and_(articles.c.published > sa.bindparam("oldest"), articles.c.published < sa.bindparam("newest"))
_FOLLOWED = sa.select(articles.c.id).where(
    articles.c.site == sa.bindparam("its_site"),
    articles.c.first_seen_at > sa.bindparam("since"),
    articles.c.not_posted == "",
    articles.c.retracted == "",
    articles.c.missing_since.is_(None),
    sa.or_(_WAITS, sa.and_(_INSIDE, _POSTED)),
)
"""The site's articles seen since then of which something waits, or is posted and ought to be in the feed."""


def miss(
    connection: sa.Connection, site: str, dates: Sequence[datetime | None], ids: set[int], *, now: datetime
) -> None:
    """Note which articles of the site wait, or were posted lately, and are not among those that its feed shows.

    Those are `ids`, published at `dates` in the feed's order. A posted one is missed where the feed is in the order of
    dates, and shows older and newer ones. Whether an article was taken back its own page tells: a feed of top stories
    drops what still stands.
    """
    oldest, newest = window_of(dates) or (now, now)
    values = {"its_site": site, "since": now - FOLLOWED_FOR, "oldest": oldest, "newest": newest}
    missing = [article_id for article_id in connection.execute(_FOLLOWED, values).scalars() if article_id not in ids]
    for lot in in_lots(missing):
        connection.execute(sa.update(articles).where(articles.c.id.in_(lot)).values(missing_since=now))


def retract(
    connection: sa.Connection, ids: set[int], reason: str, *, now: datetime, only_missing: bool = False
) -> tuple[Retracted, ...]:
    """Skip what still waits of articles that their site has taken back; `only_missing`: of those that no feed shows."""
    retracted = []
    which = articles.c.missing_since.is_not(None) if only_missing else sa.true()
    for lot in in_lots(ids):
        query = (
            sa.select(articles, _POSTED.label("posted")).where(articles.c.id.in_(lot), which).order_by(articles.c.id)
        )
        for row in connection.execute(query.with_for_update(of=articles)).mappings().all():
            _skip(connection, row, reason, now)
            retracted.append(Retracted(article_in(row), reason, bool(row["posted"])))
    return tuple(retracted)


def retract_standing(connection: sa.Connection, ids: set[int], reason: str, *, now: datetime) -> tuple[Retracted, ...]:
    """As `retract`, without what is taken back already, and what was never to be posted."""
    standing = sa.and_(articles.c.id.in_(ids), articles.c.retracted == "", articles.c.not_posted == "")
    still = connection.execute(sa.select(articles.c.id).where(standing)).scalars().all() if ids else ()
    return retract(connection, set(still), reason, now=now)


def _skip(connection: sa.Connection, row: sa.RowMapping, reason: str, now: datetime) -> None:
    taken_back = {"retracted": reason, "missing_since": row["missing_since"] or now}
    connection.execute(sa.update(articles).where(articles.c.id == row["id"]).values(taken_back))
    waiting = sa.and_(deliveries.c.article_id == row["id"], deliveries.c.status.in_(WAITING))
    held_for = sa.case((deliveries.c.status == Status.HELD, deliveries.c.reason), else_="")
    skipped = {"status": Status.SKIPPED, "reason": reason, "held_for": held_for}
    change_all(connection, waiting, skipped, Stamp("skipped", now))
    if reason != row["retracted"]:
        before: Facts = {"retracted": row["retracted"]}
        after: Facts = {"retracted": reason}
        note_act(connection, Stamp("withdrawn", now), before=before, after=after, article_id=row["id"])


def window_of(dates: Sequence[datetime | None]) -> tuple[datetime, datetime] | None:
    """The oldest and the newest of a feed's dates; None where it is not in their order. Pure.

    What lies between the two and is not shown was taken out.
    """
    known = [date for date in dates if date is not None]
    if len(known) < 2 or len(known) < len(dates) or known != sorted(known, reverse=True):
        return None
    return known[-1], known[0]


def facts_of(article: Article) -> dict[str, Any]:
    """The columns that an article fills."""
    return {name: getattr(article, name) for name in _FACTS}


def article_in(row: sa.RowMapping) -> Article:
    """The article that a row of `articles` holds."""
    return Article(**{name: row[name] for name in _FACTS})


_FACTS = tuple(field.name for field in fields(Article))
