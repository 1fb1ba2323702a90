"""An article of a site, and the identities by which it is known again. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published item of a site, as its feed or page gives it. A text that is missing is ""."""

    site: str
    """The name of the site, as in bot.toml."""
    title: str
    """Plain text: entities decoded, no tags, white space collapsed."""
    link: str
    """Absolute http(s) URL of the article's own page."""
    body: str = ""
    """The whole article as HTML, as published (`content:encoded`); "" where the feed gives only an excerpt."""
    excerpt: str = ""
    """The feed's description as HTML; often cut short by the site."""
    guid: str = ""
    """The feed's own identifier, verbatim."""
    author: str = ""
    published: datetime | None = None
    """Aware, UTC; None where the feed gives no date that can be read."""
    tags: tuple[str, ...] = ()
    """The categories and tags, in the feed's order."""
    language: str = ""
    """BCP 47, such as "en" or "pt-BR", as the feed or the page declares it; "" where it does not."""
    image: str = ""
    """Absolute URL of the lead image."""
