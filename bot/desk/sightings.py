"""What a look has shown, as the archive takes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import chain, repeat

from bot.article import Article, Identity, Signs, signs_within
from bot.feeds.answer import Look
from bot.outbox.intake import Sighting
from bot.outbox.records import SiteState
from bot.outbox.shown import NO_WORDPRESS, Shown, mark_of, unpacked, wordpress_of


@dataclass(frozen=True, slots=True)
class Seen:
    """All that a look has shown."""

    articles: tuple[Sighting | Shown, ...]
    """In the feed's order; behind them those that come from elsewhere."""
    wordpress: bytes
    """The mark of the WordPress that the articles' guids name."""


def seen_in(look: Look, before: SiteState) -> Seen | None:
    """What the look has shown; None where all of the feed must be read to tell.

    An article that was not read is what it was at the last look, when every sign that it bears was told apart from all
    others. So there is doubt only where the articles that were read bear signs that mislead, or post ids of another
    WordPress; and where one of them bears a sign of one that was not read, which the archive finds.
    """
    signs = signs_within(look.articles)
    marks = {mark_of(host) for host in signs.wordpress_hosts}
    if look.unread:
        marks |= {wordpress_of(before.shown)} - {NO_WORDPRESS}
        if signs.given_up or len(marks) > 1:
            return None
    items = () if signs.given_up else [digest for digest in look.digests if digest not in look.unread]
    sightings = iter(_sightings(look.articles, signs, items))
    known = {one.digest: one for one in unpacked(before.shown)} if look.unread else {}
    of_feed = [known[digest] if digest in look.unread else next(sightings) for digest in look.digests]
    return Seen((*of_feed, *sightings), next(iter(marks), NO_WORDPRESS))


def dates_shown(look: Look, before: SiteState) -> list[datetime | None]:
    """When each article that the look has shown was published, in no order."""
    unread = [one.published for one in unpacked(before.shown) if one.digest in look.unread] if look.unread else []
    return [*unread, *(article.published for article in look.articles)]


def sightings_of(articles: Sequence[Article]) -> list[Sighting]:
    """The articles of one feed, with the identities by which they are known.

    One that has none is known by its words, so that it is recorded, and recorded once.
    """
    return _sightings(articles, signs_within(articles))


def _sightings(articles: Sequence[Article], signs: Signs, items: Sequence[bytes] = ()) -> list[Sighting]:
    """`items` are the digests of the first articles' items in the feed, where they may be known by these."""
    return [
        Sighting(article, names or (_known_by_words(article),), item)
        for article, names, item in zip(articles, signs.of_each, chain(items, repeat(b"")), strict=False)
    ]


def _known_by_words(article: Article) -> Identity:
    words = f"{article.site}\n{article.title or article.excerpt or article.body}"
    return Identity("fingerprint", sha256(words.encode(errors="replace")).hexdigest())
