"""The language of an article: the one that its site states, unless its text is surely in another one. Pure."""

from __future__ import annotations

from bot.article import Article
from bot.excerpts import text_of
from bot.writing.language.detection import language_of

_SAMPLE = 2_000
"""Characters of a text by which its language is told."""


def article_language(article: Article) -> str:
    """The language tag (BCP 47) of the article, such as "ja" or "pt-BR".

    The region is the one that the site states: no text tells it.
    """
    text = text_of(article.body or article.excerpt)
    language = language_of(f"{text[:_SAMPLE]} {article.title}", article.language)
    stated = article.language.replace("_", "-")
    return stated if stated.partition("-")[0].casefold() == language else language
