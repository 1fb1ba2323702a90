"""Collects what a post is made of: the article's title, sentences, hashtags and link, and the appeal. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import tzinfo
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from bot.article import Article
from bot.errors import ComposeError
from bot.excerpts import is_only_excerpt
from bot.writing.appeal import Appeal, Head, choose_appeal
from bot.writing.furniture.corrections import corrects_another
from bot.writing.furniture.opinion import Mark, is_opinion_section, opinion_mark
from bot.writing.furniture.titles import without_site_name
from bot.writing.hashtags import hashtags_of
from bot.writing.language.detection import language_of
from bot.writing.language.text import Text
from bot.writing.language.warnings import alarms, warns, withdraws
from bot.writing.language.words import cues_of
from bot.writing.link import Campaign, postable, with_campaign
from bot.writing.post import Account, Limits
from bot.writing.reading.clean import marked_standfirst, one_line, paragraphs
from bot.writing.summary.answers import denial_of_standfirst
from bot.writing.summary.correction import sentences_of_correction
from bot.writing.summary.fact_check import is_marked_as_fact_check, tells_verdict
from bot.writing.summary.head import head_of
from bot.writing.summary.ranking import ranked_sentences
from bot.writing.summary.sentence import Sentence
from bot.writing.summary.standfirst import standfirst_of

_CASHTAG = re.compile(r"(?<![\w$])\$([A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?)(?!\w)")
"""$AAPL, as twitter-text reads it: https://github.com/twitter/twitter-text/blob/master/js/src/regexp/validCashtag.js"""
_MENTION = re.compile(r"(?<!\w)[@＠]([A-Za-z0-9_]+)")
"""@name: https://github.com/twitter/twitter-text/blob/master/js/src/regexp/validMentionOrList.js"""
_WORDS_WITHOUT_SPACE = re.compile(r"([^\W\d_A-Z][^\W\d_]++|[A-Z][a-z]{0,2})\.([A-Z]\w*+)")
"""The end of a sentence or an abbreviation and the next word: "the end.Next", "Dr.No"."""
MOST_HASHTAGS = 3
"""In one post; more look like spam. The site's own come first, then the article's tags."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a post for one account about one article can be made of."""

    fixed: Mapping[str, object]
    """The template variables that have only one version."""
    title: str
    label: str
    """The word by which the article is marked as a view, which stands before its title; "" where it is a report."""
    standfirst: str
    """What the editors say themselves that the article is about; "" where they do not."""
    denial: int | None
    """The position of the sentence without which the standfirst would tell a charge that the article denies."""
    sentences: tuple[Sentence, ...]
    """Sentences of the article, the best first."""
    language: str
    """The primary subtag of the article's language, such as "de"."""
    appeal_forms: tuple[str, ...]
    why_appeal: str
    """Why that appeal was chosen, or none."""
    death: str
    """The sentence at the head of the article that tells of a death; "" where there is none."""
    hashtags: tuple[str, ...]
    mentions: tuple[str, ...]
    """The names that have lost their @."""
    needs_verdict: bool
    """Whether the article is a fact check whose title does not tell the verdict, so that the summary has to."""
    corrects: bool
    """Whether the article corrects another one: its sentences are the whole correction, or none."""
    alarms: bool
    """Whether the article warns people of a danger that its title does not tell, as that of a recall does not."""
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
    texts = _texts_of(article, recurring, (link, *(form for appeal in appeals for form in appeal.forms)))
    appeal, why_appeal = choose_appeal(appeals, article, account.name, zone=zone, head=texts.head)
    forms = appeal.forms if appeal is not None else ("",)
    opinion = _opinion_mark_of(article, texts)
    if not texts.title and not texts.sentences and not texts.standfirst:
        raise ComposeError(account.name, f"{article.link} has neither a title nor a text to post")
    quiet = partial(_without_signs, limits=limits)
    texts = _without_stray_links(texts, limits)
    return Material(
        fixed={
            "link": link if account.with_link else "",
            "site": one_line(article.site),
            "author": one_line(article.author),
            "published": article.published and article.published.astimezone(zone),
            "account": account.name,
        },
        title=quiet(texts.title, is_title=True),
        label=quiet(opinion.label),
        standfirst=quiet(texts.standfirst),
        denial=texts.denial,
        sentences=tuple(_reworded(sentence, quiet) for sentence in texts.sentences),
        language=texts.language,
        appeal_forms=forms,
        why_appeal=why_appeal,
        death=texts.head.death,
        hashtags=hashtags_of((*hashtags, *_topics(article.tags, texts.language)), MOST_HASHTAGS),
        mentions=_mentions_in(texts) if limits.mentions else (),
        needs_verdict=texts.needs_verdict,
        corrects=texts.corrects,
        alarms=_alarms(texts),
        warnings=(
            *_warnings(article, appeals, appeal, has_summary=bool(texts.sentences or texts.standfirst)),
            *_about_opinion(opinion),
        ),
    )


def _alarms(texts: _Texts) -> bool:
    title = Text(texts.title, texts.language)
    if warns(title) and not withdraws(title):
        return False
    lead = (Text(sentence.text, texts.language) for sentence in texts.sentences if sentence.is_lead)
    return any(map(alarms, (title, *lead)))


def _opinion_mark_of(article: Article, texts: _Texts) -> Mark:
    if texts.corrects or not texts.title:
        return Mark("", "")
    return opinion_mark(
        title=texts.title,
        written_title=one_line(article.title),
        link=article.link,
        tags=article.tags,
        body=article.body,
        author=one_line(article.author),
        language=texts.language,
    )


def _topics(tags: Sequence[str], language: str) -> Iterator[str]:
    return (tag for tag in tags if not is_opinion_section(tag, language))


def _about_opinion(opinion: Mark) -> Iterator[str]:
    if opinion.label:
        yield f"“{opinion.label}” stands before the title: {opinion.why} says that the article is no report but a view"
    elif opinion.why:
        yield f"{opinion.why} says that the article is no report but a view, and it names no author"


class _Texts(NamedTuple):
    """What the article says, as it says it."""

    title: str
    standfirst: str
    denial: int | None
    sentences: Sequence[Sentence]
    language: str
    needs_verdict: bool
    corrects: bool
    head: Head


def _texts_of(article: Article, recurring: AbstractSet[str], parts: Sequence[str]) -> _Texts:
    """What the article says, without `parts`: the link and the appeals, which would otherwise be in the post twice."""
    title = without_site_name(one_line(article.title), site=article.site, link=article.link)
    for part in filter(None, parts):
        title = title.replace(part, "")
    title = one_line(title)
    corrects = corrects_another(title, article.tags)
    body = _reporting(article.body, title, article, recurring, corrects=corrects)
    excerpt = _reporting(article.excerpt, title, article, recurring, is_excerpt=True, corrects=corrects)
    language = language_of(" ".join([*(body or excerpt)[:5], title]), article.language)
    head = head_of(excerpt, body, language, article.published)
    if corrects:
        sentences = sentences_of_correction(body or excerpt, language)
        whole = () if _has_any(parts, " ".join(sentence.text for sentence in sentences)) else sentences
        return _Texts(
            title, "", None, whole, language, needs_verdict=False, corrects=True, head=head._replace(corrects=True)
        )
    is_fact_check = is_marked_as_fact_check(title, article.tags, article.link, article.body)
    ranked = ranked_sentences(body or excerpt, title=title, language=language, is_fact_check=is_fact_check)
    needs_verdict = not tells_verdict(title, language, may_confirm=is_fact_check) and (
        is_fact_check or any(sentence.is_verdict for sentence in ranked)
    )
    find = partial(standfirst_of, title=title, language=language, site=article.site, link=article.link)
    standfirst = find(excerpt, body) if body or not ranked else ""
    # In a language whose words are not known such a heading may be anything, even what somebody said.
    marked = "" if standfirst else marked_standfirst(article.body or article.excerpt, headings=bool(cues_of(language)))
    if marked:
        standfirst = find(_reporting(marked, title, article, recurring), body or excerpt)
    if _has_any(parts, standfirst) or (needs_verdict and not tells_verdict(standfirst, language)):
        standfirst = ""
    in_order = [(each.position, Text(each.text, language)) for each in sorted(ranked, key=attrgetter("position"))]
    return _Texts(
        title,
        standfirst,
        denial_of_standfirst(Text(standfirst, language), in_order, Text(title, language)),
        [sentence for sentence in ranked if not _has_any(parts, sentence.text)],
        language,
        needs_verdict,
        corrects=False,
        head=head,
    )


def _without_stray_links(texts: _Texts, limits: Limits) -> _Texts:
    """The texts with the spaces that are missing, and without sentences that have a word of which a link would be made.

    The title keeps such a word, and so do the sentences where there is no title.
    """
    spaced = partial(_with_spaces, limits=limits)
    title, standfirst = spaced(texts.title), spaced(texts.standfirst)
    sentences = [_reworded(sentence, spaced) for sentence in texts.sentences]
    if title:
        standfirst = "" if limits.stray_links(standfirst) else standfirst
        sentences = [sentence for sentence in sentences if not limits.stray_links(sentence.text)]
    return texts._replace(title=title, standfirst=standfirst, sentences=sentences)


def _reworded(sentence: Sentence, rewording: Callable[[str], str]) -> Sentence:
    text = rewording(sentence.text)
    return sentence if text == sentence.text else replace(sentence, text=text)


def _with_spaces(text: str, *, limits: Limits) -> str:
    """The text with a space after a full stop without one, where the platform would make a link of both words."""
    for link in limits.stray_links(text):
        if words := _WORDS_WITHOUT_SPACE.fullmatch(link):
            text = text.replace(link, f"{words[1]}. {words[2]}")
    return text


def _mentions_in(texts: _Texts) -> tuple[str, ...]:
    spoken = (texts.title, texts.standfirst, *(sentence.text for sentence in texts.sentences))
    return tuple(name for text in spoken if "@" in text or "＠" in text for name in _MENTION.findall(text))


def _reporting(
    text: str,
    title: str,
    article: Article,
    recurring: AbstractSet[str],
    *,
    is_excerpt: bool = False,
    corrects: bool = False,
) -> tuple[str, ...]:
    """The paragraphs of reporting in the article's body or excerpt."""
    return paragraphs(
        text,
        title=title,
        author=article.author,
        site=article.site,
        language=article.language,
        recurring=recurring,
        is_excerpt=is_excerpt,
        corrects=corrects,
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
    if limits.cashtags is not None and "$" in text:
        text = _with_cashtags(text, limits.cashtags if is_title else 0)
    return _MENTION.sub(r"\1", text) if limits.mentions and ("@" in text or "＠" in text) else text


def _with_cashtags(text: str, most: int) -> str:
    """The text, with a $ only on its first `most` cashtags."""
    end = 0
    for cashtag in _CASHTAG.finditer(text):
        if most == 0:
            break
        end, most = cashtag.end(), most - 1
    return text[:end] + _CASHTAG.sub(r"\1", text[end:])


def _warnings(
    article: Article, appeals: Sequence[Appeal], appeal: Appeal | None, *, has_summary: bool
) -> tuple[str, ...]:
    warnings = []
    if not has_summary:
        warnings.append("no sentence of the article is fit to be a summary")
    elif not article.body and is_only_excerpt(article):
        warnings.append("the feed gives only an excerpt of the article")
    if not article.title.strip():
        warnings.append("the article has no title")
    if appeals and appeal is None:
        warnings.append("no call to action is meant for this article")
    return tuple(warnings)
