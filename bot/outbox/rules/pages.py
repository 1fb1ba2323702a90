"""What an article's own page gives beside its feed. Pure."""

from __future__ import annotations

from typing import Any

from bot.article import Article
from bot.excerpts import is_only_excerpt, text_of

__all__ = ["adds_to", "page_columns"]


def page_columns(article: Article) -> dict[str, Any]:
    """The columns about its own page, for an article that is to be posted as its feed gives it now."""
    return {"wants_page": is_only_excerpt(article), "page_body": ""}


def adds_to(article: Article, page_body: str) -> bool:
    """Whether what the article's own page gives is more than what its feed has given."""
    given = max(len(text_of(article.body)), len(text_of(article.excerpt)))
    return len(text_of(page_body)) > given
