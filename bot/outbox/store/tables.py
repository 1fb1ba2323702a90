"""The tables; each constraint beside the promise that it keeps.

`migrations/` creates them; a test shows that both say the same. A partial index is written down for SQLite alone, and
`schema.py` makes the same one in PostgreSQL: to name that here would load its dialect in every command.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

SCHEMA_VERSIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011")
"""Every revision in `migrations/`, oldest first; a database at any other was written by a newer version."""

MICRODOLLARS = 1_000_000

IS_OPEN = "status IN ('held', 'queued', 'sending', 'unsure')"
IS_SENT = "status = 'sent'"
IS_DELETED = "status != 'sent' AND remote_id != '' AND sent_at IS NOT NULL"
IS_FAILED = "status = 'failed'"
"""SQLite uses an index over a part of the rows only for a query that has the same words in it:
https://www.sqlite.org/partialindex.html#queries_using_partial_indexes
"""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC. SQLite has no times, so it gets a text that sorts as they do."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[tuple[str, ...]]):
    """Texts in their order, as a JSON array."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> list[str] | None:
        return None if value is None else list(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(value)


class Dollars(TypeDecorator[Decimal]):
    """A sum of US dollars, exact to the millionth: an integer, because SQLite has no decimals."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value * MICRODOLLARS)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(int(value)) / MICRODOLLARS


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


sites = Table(
    "sites",
    metadata,
    Column("name", String, primary_key=True),
    Column("recurring", Words, nullable=False, server_default="[]"),  # lines that stand in most of its articles
    Column("recurring_at", UtcDateTime),  # when they were last looked for
    Column("away_since", UtcDateTime),  # from then until away_until nobody used this database, or another copy of it
    Column("away_until", UtcDateTime),
    Column("follow_at", UtcDateTime),  # when its REST API is asked next what has become of its articles; None: now
    Column("has_no_api", Boolean, nullable=False, server_default=text("false")),  # as its last answer said
)

sources = Table(
    "sources",
    metadata,
    # A site has one feed, and one news sitemap for each address that bot.toml has given it.
    Column("site", ForeignKey("sites.name"), primary_key=True),
    Column("kind", String, primary_key=True),  # feed, sitemap
    Column("address", String, primary_key=True),  # of the sitemap, as in bot.toml; "" for the feed
    # Raised by every recorded poll: one that began before another was recorded changes nothing.
    Column("version", Integer, nullable=False, server_default="1"),
    _text("url"),  # as in bot.toml when feed_url was found: another one there makes us look for the feed again
    _text("feed_url"),
    _text("etag"),
    _text("last_modified"),
    _text("validators_url"),  # what gave them, after redirects
    _text("digest"),  # SHA-256 of the content that the last poll gave
    _text("moved_to"),  # the address to which feed_url has moved for good, as it says; it is followed, never asked
    Column("moved_since", UtcDateTime),
    Column("baseline_at", UtcDateTime),  # the first poll that was answered; what it showed is never posted
    Column("asked_at", UtcDateTime),
    Column("answered_at", UtcDateTime),
    Column("next_poll_at", UtcDateTime),
    Column("newest_article_at", UtcDateTime),
    Column("redated_at", UtcDateTime),  # its feed first gave a known article another date of its last change
    Column("usual_gap", Integer),  # seconds from one article to the next, as a rule; None: not known
    _text("hub"),  # the WebSub hub that its feed names
    _text("topic"),  # the address of the feed as the hub knows it
    Column("hint", Integer),  # seconds between two polls that its feed asks for
    Column("gone", Boolean, nullable=False, server_default=text("false")),  # it is not asked any more
    _text("fault"),
    Column("faults", Integer, nullable=False, server_default="0"),  # in a row
    Column("fault_since", UtcDateTime),  # when the first of these was; None where there is none
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("token", String, primary_key=True),  # the end of its callback's address, which nobody can guess
    Column("site", String, nullable=False),
    _text("hub"),
    _text("topic"),
    _text("secret"),  # with it the hub signs what it pushes
    Column("wanted", Boolean, nullable=False, server_default=text("true")),  # else it is to be ended
    Column("ask_at", UtcDateTime, nullable=False),  # when the hub is asked next: for the first time, or to renew
    Column("lease_until", UtcDateTime),  # None: the hub has not asked back yet
    _text("fault"),  # why the hub refused when it was last asked
    UniqueConstraint("site", "hub", "topic"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("site", String, nullable=False),
    _text("title"),
    _text("link"),
    _text("body"),  # only of articles that are to be posted: the others would fill the disk for nothing
    _text("excerpt"),
    _text("guid"),
    _text("author"),
    Column("published", UtcDateTime),
    # That date is the one of its last change: its feed does not say when it came out.
    Column("dated_by_change", Boolean, nullable=False, server_default=text("false")),
    Column("tags", Words, nullable=False, server_default="[]"),
    _text("language"),
    _text("image"),
    _text("image_alt"),
    Column("image_width", Integer),
    Column("image_height", Integer),
    Column("first_seen_at", UtcDateTime, nullable=False),
    _text("not_posted"),  # the rule by which it has no delivery; "" where it has
    Column("missing_since", UtcDateTime),  # its site's feed does not show it; None while it does
    _text("retracted"),  # how its site has taken it back; "" while it stands
    # Its feed gives only an excerpt, and its own page has not been read for the rest.
    Column("wants_page", Boolean, nullable=False, server_default=text("false")),
    _text("page_body"),  # what its own page gave
    Column("checked_at", UtcDateTime),  # when its site was last asked, before a post, what has become of it
    Column("corrected_at", UtcDateTime),  # when its site last changed its headline or text; None: never
    Index(None, "site", "first_seen_at"),
    Index("ix_articles_wants_page", "id", sqlite_where=text("wants_page")),
)

identities = Table(
    "identities",
    metadata,
    # One article for each identity: an article seen again under any of its names is the same row.
    Column("kind", String, primary_key=True),
    Column("site", String, primary_key=True),  # "" where the value is unique beyond its site, as an address is
    Column("value", String, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False, index=True),
    sqlite_with_rowid=False,  # every value would stand there twice
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("account", String, nullable=False),
    Column("status", String, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("order_at", UtcDateTime, nullable=False),  # oldest article first
    Column("release_at", UtcDateTime),  # it is queued by itself then, where it is still held
    Column("approved_until", UtcDateTime),  # until then an editor wants it to go out; None: as long as it is news
    _text("held_for"),  # why it was held when its site took it back; "" where it was queued
    Column("created_at", UtcDateTime, nullable=False),
    Column("breaking", Boolean, nullable=False, server_default=text("false")),  # jumps the gap and the quiet hours
    Column("look_since", UtcDateTime),  # it may stand on the timeline since then: looked for before it is sent
    _text("text"),
    Column("edited", Boolean, nullable=False, server_default=text("false")),
    Column("edited_at", UtcDateTime),  # when the editor who wrote the text read the article
    Column("attempts", Integer, nullable=False, server_default="0"),
    _text("reason"),
    _text("owner"),
    Column("claimed_at", UtcDateTime),
    Column("post_key", Text),  # under which the platform keeps the prepared post; None: posted in one step
    Column("sent_at", UtcDateTime),
    Column("looks", Integer, nullable=False, server_default="0"),
    Column("look_at", UtcDateTime),
    _text("remote_id"),
    _text("permalink"),
    _text("sent_title"),  # the article's headline when this was sent
    _text("ticked_off"),  # what an editor has seen of the changes of its article since; see `seen_of`
    # Exactly one post for each article and account.
    UniqueConstraint("article_id", "account"),
    # One writer at a time for each account.
    Index(
        "uq_deliveries_account_sending",
        "account",
        unique=True,
        sqlite_where=text("status = 'sending'"),
    ),
    # What is still to happen is found without reading what has been sent.
    Index(
        "ix_deliveries_open",
        "account",
        "status",
        "breaking",
        "order_at",
        sqlite_where=text(IS_OPEN),
    ),
    # What could not be posted, and waits for a person.
    Index("ix_deliveries_failed", "account", sqlite_where=text(IS_FAILED)),
    # Newest first for `bot history`, and nothing to write until a post is out.
    Index("ix_deliveries_sent", "account", "sent_at", sqlite_where=text(IS_SENT)),
)

open_edits = Table(
    "open_edits",
    metadata,
    # Posts that are held because their text is open in somebody's editor, and how they waited before.
    Column("delivery_id", ForeignKey("deliveries.id"), primary_key=True, autoincrement=False),
    _text("owner"),  # the process that has the text open
    _text("held_as"),  # the reason that the post has meanwhile
    Column("status", String, nullable=False),  # this and the rest as in deliveries, before
    Column("release_at", UtcDateTime),
    _text("reason"),
)

attempts = Table(
    "attempts",
    metadata,
    # The attempts at one delivery stand together, in their order.
    Column("delivery_id", ForeignKey("deliveries.id"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("account", String, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    _text("outcome"),
    _text("detail"),
    Column("cost", Dollars, nullable=False, server_default="0"),
    Index(None, "account", "started_at"),
    sqlite_with_rowid=False,
)

post_changes = Table(
    "post_changes",
    metadata,
    # What is to be done to a post that is out, from when somebody asks for it until the platform has done it.
    Column("delivery_id", ForeignKey("deliveries.id"), primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),  # delete, rewrite
    _text("text"),  # what it shall say
    _text("title"),  # the article's headline from which that text was made
    Column("again", Boolean, nullable=False, server_default=text("false")),  # once deleted, it is queued anew
    _text("why"),  # the reason that its delivery gets
    Column("asked_at", UtcDateTime, nullable=False),
    Column("try_at", UtcDateTime),  # None: the platform refused, and a person must see to it
    Column("attempts", Integer, nullable=False, server_default="0"),
    _text("fault"),  # why the last attempt failed
)

accounts = Table(
    "accounts",
    metadata,
    Column("name", String, primary_key=True),
    _text("halted"),  # the remedy; "" while it goes on
    Column("halted_at", UtcDateTime),
    Column("paused", Boolean, nullable=False, server_default=text("false")),
    Column("paused_at", UtcDateTime),
    Column("paused_until", UtcDateTime),  # None while paused: until `bot resume`
    Column("waits_until", UtcDateTime),  # a rate limit, or a platform that cannot be reached
    _text("waits_for"),
    Column("over_budget", Boolean, nullable=False, server_default=text("false")),  # and its editor has been told
)

processes = Table(
    "processes",
    metadata,
    # Whether a process lives is told by its last beat, on the database's own clock.
    Column("owner", String, primary_key=True),
    Column("beat_at", UtcDateTime, nullable=False),
    _text("kind"),  # run, once; "" for a process that only sends what somebody has asked it to
    _text("version"),  # of the program
    _text("settings"),  # the fingerprint of those with which it works
    Column("started_at", UtcDateTime),
    Column("ended_at", UtcDateTime),  # None while it lives, or where it was killed
)

credentials = Table(
    "credentials",
    metadata,
    # What the account's platform said of its token when it was last asked.
    Column("account", String, primary_key=True),
    Column("checked_at", UtcDateTime, nullable=False),
    Column("token_ends_at", UtcDateTime),
    Column("access_ends_at", UtcDateTime),
    Column("missing_rights", Words, nullable=False, server_default="[]"),
    _text("fault"),  # why the platform does not accept it; "" where it does
    _text("mark"),  # of the keys that were asked about, which tells nothing of them
)

probes = Table(
    "probes",
    metadata,
    # Whether the account can post in two steps, as somebody has tried.
    Column("account", String, primary_key=True),
    Column("probed_at", UtcDateTime, nullable=False),
    _text("refusal"),  # why it cannot; "" where it can
)

findings = Table(
    "findings",
    metadata,
    # What a person has to do or should know, and whether somebody has been told.
    Column("key", String, primary_key=True),
    Column("severity", String, nullable=False),
    _text("what"),
    Column("began_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),  # None while it lasts
    Column("told_at", UtcDateTime),  # when it, or that it goes on, was last told; None: never
    Column("times_told", Integer, nullable=False, server_default="0"),
    Column("newest", Integer, nullable=False, server_default="0"),  # of what it gathers, the number told last
)

alerts = Table(
    "alerts",
    metadata,
    # Messages to people. What was to be sent when a process died is sent by the next.
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),  # finding, digest
    Column("address", String, nullable=False),  # as in bot.toml, with names in the places of secrets
    _text("subject"),
    _text("body"),
    Column("findings", JSON, nullable=False, server_default="[]"),  # what it tells, for programs to read
    Column("created_at", UtcDateTime, nullable=False),
    Column("try_at", UtcDateTime, nullable=False),  # not before then
    Column("attempts", Integer, nullable=False, server_default="0"),
    _text("fault"),  # why the last attempt failed
    Column("sent_at", UtcDateTime),
    # What is still to be sent is found without reading what has been.
    Index("ix_alerts_open", "try_at", sqlite_where=text("sent_at IS NULL")),
)

notes = Table(
    "notes",
    metadata,
    # Single things that processes remember for each other, such as when the last backup was made.
    Column("name", String, primary_key=True),
    _text("value"),
    Column("noted_at", UtcDateTime, nullable=False),
)

acts = Table(
    "acts",
    metadata,
    # What was done, by whom: one row for each act, written in the transaction that does it.
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    _text("person"),  # who has done it; "" for the bot
    Column("name", String, nullable=False),  # approve, sent, ...: bot/outbox/rules/acts.py has all
    Column("delivery_id", Integer),  # whose article is in article_id, with which both are forgotten
    Column("article_id", ForeignKey("articles.id"), index=True),  # None: it was done to an account
    _text("account"),  # only where there is no delivery, which has one
    Column("before", JSON, nullable=False, server_default="{}"),  # the fields that it has changed
    Column("after", JSON, nullable=False, server_default="{}"),
    Column("undoes", Integer),  # the id of another act
    # An act is undone once.
    Index(
        "uq_acts_undoes",
        "undoes",
        unique=True,
        sqlite_where=text("undoes IS NOT NULL"),
    ),
)
