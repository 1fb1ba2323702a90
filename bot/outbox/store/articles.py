"""The SQL about articles: what a poll changes, and how an article is found under any of its identities."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.article import Article, Identity
from bot.outbox.rules.acts import BOT, Actor, Facts, Stamp
from bot.outbox.rules.article_rules import ArticleRules
from bot.outbox.rules.candidates import CURABLE, WITHHELD, SeenArticle
from bot.outbox.rules.dating import is_surely_dated
from bot.outbox.rules.delivery import WAITING, Status
from bot.outbox.rules.known import KnownArticle
from bot.outbox.rules.new_articles import Decision, PlannedDelivery
from bot.outbox.rules.pages import page_columns
from bot.outbox.rules.poll_record import Corrected, PollRecord, Recorded, Retracted
from bot.outbox.rules.recognition import Recognised
from bot.outbox.rules.states import SourceState
from bot.outbox.store.act_rows import note_act
from bot.outbox.store.corrections import (
    article_in,
    bring_up_to_date,
    correct,
    facts_of,
    miss,
    retract,
    retract_standing,
    show_again,
    skip_doubles,
    that_may_wait,
)
from bot.outbox.store.database import Database
from bot.outbox.store.delivery_rows import change_all
from bot.outbox.store.identities import full, known_by, learn, recent, recognise
from bot.outbox.store.new_deliveries import insert_deliveries
from bot.outbox.store.sources import save_lines, save_state, save_states
from bot.outbox.store.tables import IS_OPEN, IS_SENT, articles, deliveries, identities


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article that has been seen."""

    id: int
    article: Article
    first_seen_at: datetime
    not_posted: str
    """The rule by which it has no delivery; "" where it has one."""
    missing_since: datetime | None
    """Its site's feed does not show it; None while it does, and where nothing depends on it any more."""
    retracted: str
    """How its site has taken it back; "" while it stands."""
    wants_page: bool
    """Its feed gives only an excerpt, and its own page has not been read for the rest."""
    page_body: str
    """What its own page gave; "" where that was not read, or gave no more than the feed."""

    @property
    def whole(self) -> Article:
        """The article as it is posted: with the body of its own page where its feed gives only an excerpt."""
        return replace(self.article, body=self.page_body) if self.page_body else self.article


class Articles:
    """All articles, in one database. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def recognise(self, site: str, seen: Sequence[SeenArticle], *, now: datetime) -> Recognised:
        """What is known of these articles, which a source of the site shows."""
        with self._database.reading() as connection:
            return recognise(connection, seen, site, now)

    def record(
        self,
        polls: Sequence[PollRecord],
        others: Sequence[SourceState] = (),
        *,
        rules: ArticleRules,
        now: datetime,
    ) -> list[Recorded | None]:
        """Remember these polls in one transaction, and `others`, which showed nothing new: all of them or none.

        None stands for a poll that another one of the same source has overtaken: nothing of it is remembered, and what
        it has shown is shown again. An article that another site has shown before keeps its row, and gets deliveries
        for accounts that have none of it.

        Raises ConflictError where an article has become known since it was decided on, by a sister site's poll or
        another process: then nothing is remembered, and each poll must be recognised and decided on anew.
        """
        with self._database.writing() as connection:
            save_states(connection, others)
            return [_record(connection, poll, rules, now) for poll in polls]

    def find(self, names: Iterable[Identity]) -> StoredArticle | None:
        """The article that is known by any of these identities, and by its address before all others."""
        with self._database.reading() as connection:
            known = known_by(connection, set(names))
            at_address = [article_id for name, article_id in known.items() if name.kind == "url"]
            return _stored(connection, min(at_address or known.values())) if known else None

    def find_again(self, seen_article: SeenArticle, *, now: datetime) -> StoredArticle | None:
        """What is known of that article, by all that speaks for its being the same."""
        with self._database.reading() as connection:
            row = _known_row(connection, seen_article, now)
            return _stored(connection, row.id) if row else None

    def article(self, article_id: int) -> StoredArticle:
        """The article of that row, which exists."""
        with self._database.reading() as connection:
            return _stored(connection, article_id)

    def recent(self, site: str) -> list[KnownArticle]:
        """What the site has shown of late, newest first."""
        with self._database.reading() as connection:
            return recent(connection, site)

    def that_may_wait(self, site: str, ids: Collection[int]) -> dict[int, Article]:
        """Which of these articles of the site, by id, a correction finds while a post about them waits."""
        with self._database.reading() as connection:
            return that_may_wait(connection, ids, site)

    def wanting_page(self, most: int) -> list[StoredArticle]:
        """The articles, the newest first, of which something waits, and whose own page is to be read before."""
        open_ids = sa.select(deliveries.c.article_id).where(sa.text(IS_OPEN))
        query = sa.select(articles).where(sa.text("wants_page"), articles.c.id.in_(open_ids))
        with self._database.reading() as connection:
            return [
                _stored_in(row)
                for row in connection.execute(query.order_by(articles.c.id.desc()).limit(most)).mappings()
            ]

    def keep_page(self, article_id: int, body: str) -> None:
        """Remember what the article's own page gave, "" where it gave nothing; it is not read again."""
        with self._database.writing() as connection:
            values = {"wants_page": False, "page_body": body}
            connection.execute(sa.update(articles).where(articles.c.id == article_id).values(values))

    def bring_up_to_date(self, article_id: int, article: Article) -> None:
        """Remember the article as its site shows it now, where an editor wants to post about it as it is."""
        with self._database.writing() as connection:
            bring_up_to_date(connection, article_id, article)

    def keep_date(self, article_id: int, published: datetime, too_old: str, *, now: datetime) -> None:
        """Remember when the article was published, as its own page says; what waits is skipped where that is too old.

        `too_old` is the reason; "" where it is new. What an editor has let go waits on.
        """
        waiting = sa.and_(
            deliveries.c.article_id == article_id,
            deliveries.c.status.in_(WAITING),
            deliveries.c.approved_until.is_(None),
        )
        dated = {"published": published, "dated_by_change": False}
        with self._database.writing() as connection:
            connection.execute(sa.update(articles).where(articles.c.id == article_id).values(dated))
            if too_old:
                skipped = {"status": Status.SKIPPED, "reason": too_old}
                change_all(connection, waiting, skipped, Stamp("expired", now))

    def missing_after_posting(self, *, since: datetime, most: int) -> list[StoredArticle]:
        """Articles seen since then of which a post is out, which their feed has dropped, and whose page was not asked.

        At most `most`, the newest first.
        """
        query = sa.select(articles).where(
            articles.c.missing_since.is_not(None),
            articles.c.retracted == "",
            articles.c.first_seen_at > since,
            sa.or_(articles.c.checked_at.is_(None), articles.c.checked_at < articles.c.missing_since),
            sa.exists().where(deliveries.c.article_id == articles.c.id, sa.text(IS_SENT)),
        )
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(articles.c.id.desc()).limit(most)).mappings()
            return [_stored_in(row) for row in rows]

    def undecided(self, newest: int) -> list[tuple[str, datetime]]:
        """Of so many articles that were seen last, those with neither a delivery nor a reason: title, first seen."""
        last_id = sa.select(sa.func.max(articles.c.id)).scalar_subquery()
        has_delivery = sa.exists().where(deliveries.c.article_id == articles.c.id)
        query = sa.select(articles.c.title, articles.c.first_seen_at).where(
            articles.c.id > last_id - newest, articles.c.not_posted == "", articles.c.retracted == "", ~has_delivery
        )
        with self._database.reading() as connection:
            return [(title, first_seen_at) for title, first_seen_at in connection.execute(query)]

    def not_posted_since(self, since: datetime, newest: int) -> list[tuple[str, str]]:
        """Of so many articles that were seen last, those first seen since then that no account posts: title, reason."""
        last_id = sa.select(sa.func.max(articles.c.id)).scalar_subquery()
        query = sa.select(articles.c.title, articles.c.not_posted).where(
            articles.c.id > last_id - newest, articles.c.first_seen_at >= since, articles.c.not_posted != ""
        )
        with self._database.reading() as connection:
            return [(title, reason) for title, reason in connection.execute(query.order_by(articles.c.id))]

    def first_seen_at(self) -> datetime | None:
        """When the first of all articles was seen that are still known; None: there is none."""
        query = sa.select(articles.c.first_seen_at).order_by(articles.c.id).limit(1)
        with self._database.reading() as connection:
            return connection.execute(query).scalar()

    def note_checked(self, article_ids: Sequence[int], *, at: datetime) -> None:
        """These articles' sites have been asked, from that time on, what has become of them."""
        with self._database.writing() as connection:
            connection.execute(sa.update(articles).where(articles.c.id.in_(article_ids)).values(checked_at=at))

    def identities_of(self, article_id: int) -> list[Identity]:
        """Every identity by which the article of that row is known."""
        columns = (identities.c.kind, identities.c.value, identities.c.site)
        query = sa.select(*columns).where(identities.c.article_id == article_id)
        with self._database.reading() as connection:
            return [Identity(*row) for row in connection.execute(query.order_by(*columns))]

    def retract(self, article_id: int, reason: str, *, now: datetime, only_missing: bool = False) -> Retracted | None:
        """The article's site has taken it back: what still waits of it is skipped.

        `only_missing`: not where its feed shows it by now; then it stays as it is, and None is returned.
        """
        with self._database.writing() as connection:
            return next(iter(retract(connection, {article_id}, reason, now=now, only_missing=only_missing)), None)

    def add(
        self, seen_article: SeenArticle, planned: Sequence[PlannedDelivery], *, now: datetime, by: Actor = BOT
    ) -> int:
        """Remember one article that an editor asks for, with these deliveries; return the article's id.

        Deliveries that it has already stay as they are. Raises ConflictError where another process has come to know the
        article in the same moment: nothing is remembered, and the same call succeeds when it is made again.
        """
        decision = Decision(seen_article.article, tuple(planned), "")
        stamp = Stamp("post", now, by) if by.kind == "person" else None
        with self._database.writing() as connection:
            known = known_by(connection, seen_article.identities)
            row = _known_row(connection, seen_article, now)
            if row:
                article_id = row.id
                facts = facts_of(seen_article.article) | page_columns(seen_article.article) | {"not_posted": ""}
                connection.execute(sa.update(articles).where(articles.c.id == article_id).values(facts))
                insert_deliveries(connection, [decision], {decision.article: article_id}, now, stamp)
            else:
                article_id = _keep_new(connection, [decision], now, stamp=stamp)[seen_article.article]
            learn(connection, {name: article_id for name in seen_article.identities if name not in known})
        return article_id


def _known_row(connection: sa.Connection, seen_article: SeenArticle, now: datetime) -> KnownArticle | None:
    return recognise(connection, [seen_article], seen_article.article.site, now).row_of(seen_article.article)


def _record(connection: sa.Connection, poll: PollRecord, rules: ArticleRules, now: datetime) -> Recorded | None:
    state, recognised = poll.state, poll.recognised
    # First, for in PostgreSQL it locks the source's row: polls of one source are recorded one after the other.
    if not save_state(connection, replace(state, baseline_at=state.baseline_at or now)):
        return None
    if poll.recurring is not None:
        save_lines(connection, state.site, poll.recurring, now)
    ids = {article: row.id for article, row in recognised.again.items()}
    ids |= _keep_all(connection, poll.decisions, recognised.rows, now, is_sitemap=state.kind == "sitemap")
    ids |= {copy: ids[first] for copy, first in recognised.same_as.items()}
    learn(connection, _new_names(connection, poll.seen, ids, recognised))
    skip_doubles(connection, recognised.doubles, now=now)
    withheld = {seen_article.article for seen_article in poll.seen if seen_article.unfit == WITHHELD}
    again = {article: row for article, row in recognised.again.items() if article not in withheld}
    if back := {row.id for row in again.values() if row.missing_since}:
        show_again(connection, back, rules, now=now)
    corrected: tuple[Corrected, ...] = ()
    # A sitemap holds no more than a title and an address: it corrects nothing, and takes nothing back.
    retracted: tuple[Retracted, ...] = ()
    if state.kind == "feed":
        posted = {article: row.id for article, row in again.items() if not row.not_posted}
        corrected = correct(connection, posted, state.site, rules, poll.no_longer_wanted, now=now) if posted else ()
        dates = [seen_article.published for seen_article in poll.seen]
        shown = {*ids.values(), *recognised.doubles}
        if not poll.is_baseline:
            miss(connection, state.site, dates, shown, now=now)
        hidden = {row.id for article, row in recognised.again.items() if article in withheld}
        retracted = retract_standing(connection, hidden, WITHHELD, now=now)
    return Recorded(tuple(poll.decisions), corrected, retracted, poll.is_baseline)


def _new_names(
    connection: sa.Connection, seen: Sequence[SeenArticle], ids: Mapping[Article, int], recognised: Recognised
) -> dict[Identity, int]:
    """The identities by which articles are to be known from now on; of two articles with one, the first has it."""
    names: dict[Identity, int] = {}
    for seen_article in seen:
        for name in seen_article.identities:
            if name not in recognised.known:
                names.setdefault(name, ids[seen_article.article])
    known_ids = {row.id for row in recognised.again.values()}
    have_enough = full(connection, known_ids & set(names.values()))
    return {name: article_id for name, article_id in names.items() if article_id not in have_enough}


def _keep_all(
    connection: sa.Connection,
    decisions: Sequence[Decision],
    rows: Mapping[Article, KnownArticle],
    now: datetime,
    *,
    is_sitemap: bool,
) -> dict[Article, int]:
    """Remember decisions about articles, of which those in `rows` have a row already; return their ids."""
    new = [decision for decision in decisions if decision.article not in rows]
    ids = _keep_new(connection, new, now, is_sitemap=is_sitemap)
    for decision in decisions:
        if row := rows.get(decision.article):
            ids[decision.article] = _keep(connection, decision, row, now)
    return ids


_TELLING_APART = ("guid", "link", "title")
_INSERT_ARTICLES = sa.insert(articles).returning(articles.c.id, *(articles.c[name] for name in _TELLING_APART))
_INSERT_IN_ORDER = sa.insert(articles).returning(articles.c.id, sort_by_parameter_order=True)


def _keep_new(
    connection: sa.Connection,
    decisions: Sequence[Decision],
    now: datetime,
    *,
    is_sitemap: bool = False,
    stamp: Stamp | None = None,
) -> dict[Article, int]:
    """Remember decisions about articles that have no row; return their ids."""
    if not decisions:
        return {}
    # Its site shows it at this moment, so a post that goes out at once need not be checked again; unless only its own
    # page may say when it was published: its feed gives it no sure date, or its sitemap that of its last change.
    rows = [
        _row_of(decision)
        | {"first_seen_at": now, "checked_at": now if not is_sitemap and is_surely_dated(decision.article) else None}
        for decision in decisions
    ]
    ids = dict(zip((decision.article for decision in decisions), _insert_articles(connection, rows), strict=True))
    insert_deliveries(connection, decisions, ids, now, stamp)
    return ids


def _insert_articles(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> Sequence[int]:
    """The ids of the new rows, in the order of `rows`.

    SQLite keeps no order among the rows that it returns. Where the order is asked for, SQLAlchemy inserts row by row;
    so it is asked for only where two articles look the same.
    """
    keys = [tuple(row[name] for name in _TELLING_APART) for row in rows]
    if len(set(keys)) < len(keys):
        return connection.execute(_INSERT_IN_ORDER, rows).scalars().all()
    ids = {tuple(key): article_id for article_id, *key in connection.execute(_INSERT_ARTICLES, rows).all()}
    return [ids[key] for key in keys]


def _keep(connection: sa.Connection, decision: Decision, row: KnownArticle, now: datetime) -> int:
    """Remember a decision about an article that has a row; return its id."""
    # A row without deliveries has no body: what is posted is the article as it is now.
    if row.not_posted in CURABLE or (row.not_posted and decision.deliveries):
        still_so = sa.and_(articles.c.id == row.id, articles.c.not_posted == row.not_posted)
        connection.execute(sa.update(articles).where(still_so).values(_row_of(decision)))
        if row.not_posted and decision.deliveries:
            before: Facts = {"not_posted": row.not_posted}
            after: Facts = {"not_posted": ""}
            note_act(connection, Stamp("reconsidered", now), before=before, after=after, article_id=row.id)
    insert_deliveries(connection, [decision], {decision.article: row.id}, now)
    return row.id


_WITHOUT_TEXT = {"body": "", "excerpt": "", "wants_page": False, "page_body": ""}


def _row_of(decision: Decision) -> dict[str, Any]:
    row = facts_of(decision.article) | {"not_posted": decision.not_posted}
    return row | (page_columns(decision.article) if decision.deliveries else _WITHOUT_TEXT)


def _stored(connection: sa.Connection, article_id: int) -> StoredArticle:
    return _stored_in(connection.execute(sa.select(articles).where(articles.c.id == article_id)).mappings().one())


def _stored_in(row: sa.RowMapping) -> StoredArticle:
    own = {field.name: row[field.name] for field in fields(StoredArticle) if field.name != "article"}
    return StoredArticle(article=article_in(row), **own)
