"""The articles of a poll that are to be decided on, and what keeps one from being whole. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.article import Article, Identity

NO_LINK = "its feed gives it no link"

NO_TITLE = "its feed gives it no title"

SAYS_NOTHING = "its title says nothing: it is a draft's or a test's"

WITHHELD = "its site does not show it to everybody: it is private, or asks for a password"

NOT_KNOWN_AGAIN = "its feed gives it neither a guid nor an address of its own, so that it could not be known again"

CURABLE = frozenset({NO_LINK, NO_TITLE, NOT_KNOWN_AGAIN, SAYS_NOTHING, WITHHELD})
"""What a site may mend: an article that was recorded for one of these is decided on again when it is whole."""


@dataclass(frozen=True, slots=True)
class SeenArticle:
    """An article as a look has just shown it, and every identity by which it may be known."""

    article: Article
    identities: tuple[Identity, ...]
    unfit: str = ""
    """Why it is not to be posted by its own words, SAYS_NOTHING or WITHHELD; "" where nothing is wrong with them."""

    @property
    def published(self) -> datetime | None:
        return self.article.published

    @property
    def incomplete(self) -> str:
        """What keeps the article from being posted; "" where it is whole."""
        if not self.article.link:
            return NO_LINK
        if not self.article.title:
            return NO_TITLE
        if self.unfit:
            return self.unfit
        # A text changes with every edit, and an edited article must not be a new one.
        is_named = any(name.kind not in ("fingerprint", "text") for name in self.identities)
        return "" if is_named else NOT_KNOWN_AGAIN


Place = Literal["top", "between", "bottom", "unclear", ""]
"""Where an article has come up in its feed, whichever way that runs: at the end where new ones do, between what was
known, or at the other end; "unclear": behind all that was known, where nothing tells which way the feed runs; "" where
nothing of it was known.
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article of a poll that is to be decided on."""

    seen_article: SeenArticle
    first_site: str = ""
    """The other site that has shown this article before; "" for one that no site has shown."""
    like: str | None = None
    """The headline of an article that may be the same one; None where there is none."""
    like_site: str = ""
    """The other site that has shown that one; "" for its own."""
    place: Place = ""
    own_domain: str = ""
    """The domain to which what its site has shown until now leads, where its link leads to another; else ""."""

    @property
    def article(self) -> Article:
        return self.seen_article.article
