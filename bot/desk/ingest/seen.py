"""The articles of one feed document, with the identities by which they are known."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from bot.article import Article, Identity, identities_within
from bot.outbox.rules.new_articles import SeenArticle


def with_identities(articles: Sequence[Article]) -> list[SeenArticle]:
    """Each article with its identities. One that has none is known by its words, so that it is recorded only once."""
    return [
        SeenArticle(article, names or (_known_by_words(article),))
        for article, names in zip(articles, identities_within(articles), strict=True)
    ]


def _known_by_words(article: Article) -> Identity:
    words = f"{article.site}\n{article.title or article.excerpt or article.body}"
    return Identity("fingerprint", sha256(words.encode(errors="replace")).hexdigest())
