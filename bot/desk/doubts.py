"""Why an editor is to see an article before anything of it is posted. Pure."""

from __future__ import annotations

from bot.article import Article
from bot.writing.furniture.advertising import advertising_mark


def why_advertising(article: Article) -> str:
    """That the article is marked as paid for by an advertiser, and by which words; "" where it is not."""
    mark = advertising_mark(
        title=article.title,
        link=article.link,
        tags=article.tags,
        excerpt=article.excerpt,
        body=article.body,
        declared_language=article.language,
    )
    return f"it is marked as advertising (“{mark}”), and an editor decides whether it is posted" if mark else ""
