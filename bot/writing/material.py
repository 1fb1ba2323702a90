"""Collects what a post is made of: the article's title, sentences, hashtags and link, and the appeal. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import tzinfo
from functools import partial
from typing import NamedTuple

from bot.article import Article
from bot.errors import ComposeError
from bot.writing.appeal import Appeal, choose_appeal
from bot.writing.furniture.titles import without_site_name
from bot.writing.hashtags import hashtags_of
from bot.writing.language.detection import language_of
from bot.writing.link import Campaign, postable, with_campaign
from bot.writing.post import Account, Limits
from bot.writing.reading.clean import one_line, paragraphs
from bot.writing.summary.ranking import Sentence, ranked_sentences
from bot.writing.summary.standfirst import standfirst_of

_CASHTAG = re.compile(r"(?<![\w$])\$([A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?)(?!\w)")
"""$AAPL, as twitter-text reads it: https://github.com/twitter/twitter-text/blob/master/js/src/regexp/validCashtag.js"""
_MENTION = re.compile(r"(?<!\w)[@＠]([A-Za-z0-9_]+)")
"""@name: https://github.com/twitter/twitter-text/blob/master/js/src/regexp/validMentionOrList.js"""
MOST_HASHTAGS = 3
"""In one post; more look like spam. The site's own come first, then the article's tags."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a post for one account about one article can be made of."""

    fixed: Mapping[str, object]
    """The template variables that have only one version."""
    title: str
    standfirst: str
    """What the editors say themselves that the article is about; "" where they do not."""
    sentences: tuple[Sentence, ...]
    """Sentences of the article, the best first."""
    language: str
    """The primary subtag of the article's language, such as "de"."""
    appeal_forms: tuple[str, ...]
    hashtags: tuple[str, ...]
    mentions: tuple[str, ...]
    """The names that have lost their @."""
    warnings: tuple[str, ...]


def material_of(
    article: Article,
    account: Account,
    appeals: Sequence[Appeal],
    hashtags: Sequence[str],
    recurring: AbstractSet[str],
    campaign: Campaign | None,
    zone: tzinfo,
    limits: Limits,
) -> Material:
    """The material for a post of this account about this article.

    The arguments are those of `compose`. Of the cashtags ($AAPL), as many in the title keep their $ as the platform
    allows in one post, and none in the sentences. Where the platform tells people that they are mentioned, an @name of
    the article loses its @. Raises ComposeError where the article has no usable link, or neither a title nor a text.
    """
    link = _link(article, account, campaign)
    appeal = choose_appeal(appeals, article, account.name, zone=zone).appeal
    forms = appeal.forms if appeal is not None else ("",)
    texts = _texts_of(article, recurring, (link, *forms))
    if not texts.title and not texts.sentences:
        raise ComposeError(account.name, f"{article.link} has neither a title nor a text to post")
    quiet = partial(_without_signs, limits=limits)
    return Material(
        fixed={
            "link": link,
            "site": one_line(article.site),
            "author": one_line(article.author),
            "published": article.published and article.published.astimezone(zone),
            "account": account.name,
        },
        title=quiet(texts.title, is_title=True),
        standfirst=quiet(texts.standfirst),
        sentences=tuple(replace(sentence, text=quiet(sentence.text)) for sentence in texts.sentences),
        language=texts.language,
        appeal_forms=forms,
        hashtags=hashtags_of((*hashtags, *article.tags), MOST_HASHTAGS),
        mentions=_mentions_in(texts) if limits.mentions else (),
        warnings=_warnings(article, appeals, appeal, texts.sentences),
    )


class _Texts(NamedTuple):
    """What the article says, as it says it."""

    title: str
    standfirst: str
    sentences: Sequence[Sentence]
    language: str


def _texts_of(article: Article, recurring: AbstractSet[str], parts: Sequence[str]) -> _Texts:
    """What the article says, without `parts`: the link and the appeal, which would otherwise be in the post twice."""
    title = without_site_name(one_line(article.title), site=article.site, link=article.link)
    for part in filter(None, parts):
        title = title.replace(part, "")
    title = one_line(title)
    body, excerpt = (_reporting(text, title, article, recurring) for text in (article.body, article.excerpt))
    language = language_of(" ".join([*(body or excerpt)[:5], title]), article.language)
    ranked = ranked_sentences(body or excerpt, title=title, language=language)
    standfirst = standfirst_of(excerpt, body, title, language) if body else ""
    return _Texts(
        title,
        "" if _has_any(parts, standfirst) else standfirst,
        [sentence for sentence in ranked if not _has_any(parts, sentence.text)],
        language,
    )


def _mentions_in(texts: _Texts) -> tuple[str, ...]:
    spoken = (texts.title, texts.standfirst, *(sentence.text for sentence in texts.sentences))
    return tuple(_MENTION.findall("\n".join(spoken)))


def _reporting(text: str, title: str, article: Article, recurring: AbstractSet[str]) -> tuple[str, ...]:
    """The paragraphs of reporting in the article's body or excerpt."""
    return paragraphs(
        text, title=title, author=article.author, site=article.site, language=article.language, recurring=recurring
    )


def _has_any(parts: Sequence[str], text: str) -> bool:
    return any(part and part in text for part in parts)


def _link(article: Article, account: Account, campaign: Campaign | None) -> str:
    names = {"account": account.name, "platform": account.platform_in_links, "site": article.site}
    try:
        link = postable(article.link)
        return link if campaign is None else with_campaign(link, campaign, names)
    except ValueError as exc:
        raise ComposeError(
            account.name, f"{article.title!r} has no link that readers could follow: {article.link!r}"
        ) from exc


def _without_signs(text: str, *, limits: Limits, is_title: bool = False) -> str:
    """The text without those $ and @ by which the platform would make of a word what the article does not mean."""
    if limits.cashtags is not None:
        text = _with_cashtags(text, limits.cashtags if is_title else 0)
    return _MENTION.sub(r"\1", text) if limits.mentions else text


def _with_cashtags(text: str, most: int) -> str:
    """The text, with a $ only on its first `most` cashtags."""
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
