"""The articles of one feed document, with the identities by which they are known."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from bot.article import Article, Identity, identities, identities_within
from bot.outbox.rules.candidates import SAYS_NOTHING, WITHHELD, SeenArticle
from bot.writing.furniture.titles import is_withheld, says_nothing


def with_identities(articles: Sequence[Article]) -> list[SeenArticle]:
    """Each article with its identities, and whether it is fit to be posted by its words.

    One that has no identity is known by its words, so that it is recorded only once.
    """
    return [
        SeenArticle(article, names or (_known_by_words(article),), unfit(article))
        for article, names in zip(articles, identities_within(articles), strict=True)
    ]


def seen_alone(article: Article) -> SeenArticle:
    """The article with its identities, as its own page or an editor gives it, outside a feed."""
    return SeenArticle(article, identities(article), unfit(article))


def unfit(article: Article) -> str:
    """Why the article is not to be posted by its own words; "" where nothing is wrong with them."""
    if is_withheld(article.title, article.body, article.excerpt):
        return WITHHELD
    return SAYS_NOTHING if says_nothing(article.title) else ""


def _known_by_words(article: Article) -> Identity:
    words = f"{article.site}\n{article.title or article.excerpt or article.body}"
    return Identity("fingerprint", sha256(words.encode(errors="replace")).hexdigest())
