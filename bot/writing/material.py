"""Collects what a post is made of: the article's title, sentences, hashtags and link, and the appeal. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import tzinfo

from bot.article import Article
from bot.errors import ComposeError
from bot.writing.appeal import Appeal, choose_appeal
from bot.writing.clean import one_line, paragraphs
from bot.writing.hashtags import hashtags_of
from bot.writing.link import Campaign, postable, with_campaign
from bot.writing.post import Account
from bot.writing.summary import Sentence, ranked_sentences

_CASHTAG = re.compile(r"(?<![\w$])\$([A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?)(?!\w)")
"""$AAPL, as twitter-text reads it: https://github.com/twitter/twitter-text/blob/master/js/src/regexp/validCashtag.js"""
MOST_HASHTAGS = 3
"""In one post; more look like spam. The site's own come first, then the article's tags."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a post for one account about one article can be made of."""

    fixed: Mapping[str, object]
    """The template variables that have only one version."""
    title: str
    sentences: tuple[Sentence, ...]
    appeal_forms: tuple[str, ...]
    hashtags: tuple[str, ...]
    warnings: tuple[str, ...]


def material_of(
    article: Article,
    account: Account,
    appeals: Sequence[Appeal],
    hashtags: Sequence[str],
    recurring: AbstractSet[str],
    campaign: Campaign | None,
    zone: tzinfo,
    *,
    cashtags: int | None,
) -> Material:
    """The material for a post of this account about this article.

    `cashtags` is the number of cashtags ($AAPL) that the platform allows in one post, or None for any number. That many
    in the title keep their $, and none in the sentences. The other arguments are those of `compose`. Raises
    ComposeError where the article has no usable link, or neither a title nor a text.
    """
    link = _link(article, account, campaign)
    appeal = choose_appeal(appeals, article, account.name, zone=zone).appeal
    forms = appeal.forms if appeal is not None else ("",)
    title = _with_cashtags(_title_without(one_line(article.title), (link, *forms)), cashtags)
    sentences = tuple(
        replace(sentence, text=_with_cashtags(sentence.text, None if cashtags is None else 0))
        for sentence in ranked_sentences(
            _reporting_paragraphs(article, title, recurring), title=title, language=article.language
        )
        if not any(part and part in sentence.text for part in (link, *forms))
    )
    if not title and not sentences:
        raise ComposeError(account.name, f"{article.link} has neither a title nor a text to post")
    warnings = _warnings(article, appeals, appeal, sentences)
    fixed = {
        "link": link,
        "site": one_line(article.site),
        "author": one_line(article.author),
        "published": article.published and article.published.astimezone(zone),
        "account": account.name,
    }
    return Material(fixed, title, sentences, forms, hashtags_of((*hashtags, *article.tags), MOST_HASHTAGS), warnings)


def _reporting_paragraphs(article: Article, title: str, recurring: AbstractSet[str]) -> tuple[str, ...]:
    """The paragraphs of the article's body, or where that has no reporting, of the feed's excerpt."""
    for text in (article.body, article.excerpt):
        reporting = paragraphs(text, title=title, author=article.author, site=article.site, recurring=recurring)
        if reporting:
            return reporting
    return ()


def _link(article: Article, account: Account, campaign: Campaign | None) -> str:
    names = {"account": account.name, "platform": account.platform_in_links, "site": article.site}
    try:
        link = postable(article.link)
        return link if campaign is None else with_campaign(link, campaign, names)
    except ValueError as exc:
        raise ComposeError(
            account.name, f"{article.title!r} has no link that readers could follow: {article.link!r}"
        ) from exc


def _title_without(title: str, parts: Sequence[str]) -> str:
    """The title without `parts`, the link and the appeal, which would otherwise be in the post twice."""
    for part in parts:
        if part:
            title = title.replace(part, "")
    return one_line(title)


def _with_cashtags(text: str, most: int | None) -> str:
    """The text, with a $ only on its first `most` cashtags; None: on all."""
    if most is None:
        return text
    end = 0
    for cashtag in _CASHTAG.finditer(text):
        if most == 0:
            break
        end, most = cashtag.end(), most - 1
    return text[:end] + _CASHTAG.sub(r"\1", text[end:])


def _warnings(
    article: Article, appeals: Sequence[Appeal], appeal: Appeal | None, sentences: Sequence[Sentence]
) -> tuple[str, ...]:
    warnings = []
    if not sentences:
        warnings.append("no sentence of the article is fit to be a summary")
    elif not article.body:
        warnings.append("the feed gives only an excerpt of the article")
    if not article.title.strip():
        warnings.append("the article has no title")
    if appeals and appeal is None:
        warnings.append("no call to action is meant for this article")
    return tuple(warnings)
