"""Article + template + limits → Post. The link and the appeal are whole in every post, or there is no post. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.article import Article
from bot.errors import ComposeError, TemplateError
from bot.writing.appeal import Appeal, choose_appeal
from bot.writing.clean import one_line, paragraphs
from bot.writing.cuts import ELLIPSIS
from bot.writing.fit import Choice, richest
from bot.writing.hashtags import hashtags_of
from bot.writing.link import Campaign, with_campaign
from bot.writing.measure import has_url, length_as
from bot.writing.summary import Sentence, ranked_sentences
from bot.writing.templates import Elastic, Templates
from bot.writing.versions import Summary, hashtag_versions, summary_versions, title_versions

MOST_HASHTAGS = 3

_LINK_MARK, _APPEAL_MARK = "\ue000", "\ue001"
"""Private characters that stand for the link and the appeal where it is counted how often a template writes them."""


class Account(Protocol):
    """What a post depends on of the account that it is for."""

    @property
    def name(self) -> str: ...
    @property
    def platform(self) -> str: ...
    @property
    def template(self) -> str: ...


class Limits(Protocol):
    """What a platform allows, as `bot.platforms.Limits` has it."""

    @property
    def length(self) -> int: ...
    @property
    def counted_as(self) -> Literal["weighted", "utf16"]: ...
    @property
    def sentences(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Finished text for one account about one article."""

    account: str
    platform: str
    text: str
    link: str
    """As it stands in the text: the article's own, with the campaign's parameters if there are any."""
    length: int
    """As the platform counts."""
    limit: int
    has_url: bool
    """Whether X bills it as a post with a URL."""
    appeal: str
    """The call to action as it stands in the text; "" where the article goes without one."""
    summary: tuple[str, ...]
    """The sentences of the article that stand in the text; the last may be cut."""
    warnings: tuple[str, ...] = ()
    """What an editor should know before it goes out."""


def compose(
    article: Article,
    account: Account,
    *,
    limits: Limits,
    templates: Templates,
    appeals: Sequence[Appeal] = (),
    hashtags: Sequence[str] = (),
    recurring: AbstractSet[str] = frozenset(),
    campaign: Campaign | None = None,
    variant: int = 0,
) -> Post:
    """The richest post that the template can make of the article within the platform's limits.

    `appeals` are those of the settings; `hashtags` are the site's own words, before the article's tags; `recurring`
    is what `recurring_paragraphs` learned from the site. `variant` is 0 for the first account of a platform that
    follows the site, 1 for the next: no two variants have the same text. The same arguments always give the same post.

    Raises ComposeError where the article has not what a post needs, or where not even the shortest version fits;
    TemplateError where the template cannot be filled in or does not keep the link and the call to action whole.
    """
    material = _material(article, account, appeals, hashtags, recurring, campaign)
    _keeps_required_parts(material, account, templates)
    posts: list[Post] = []
    for _ in range(variant + 1):
        posts.append(_another(material, account, limits, templates, posts))
    return posts[-1]


@dataclass(frozen=True, slots=True)
class _Material:
    """What the post can be made of."""

    fixed: Mapping[str, object]
    title: str
    sentences: tuple[Sentence, ...]
    appeal_forms: tuple[str, ...]
    hashtags: tuple[str, ...]
    warnings: tuple[str, ...]


def _material(
    article: Article,
    account: Account,
    appeals: Sequence[Appeal],
    hashtags: Sequence[str],
    recurring: AbstractSet[str],
    campaign: Campaign | None,
) -> _Material:
    link = _link(article, account, campaign)
    appeal = choose_appeal(appeals, article, account.name)
    forms = appeal.forms if appeal is not None else ("",)
    title = _without(one_line(article.title), (link, *forms))
    reporting = paragraphs(
        article.body or article.excerpt,
        title=title,
        author=article.author,
        site=article.site,
        recurring=recurring,
    )
    sentences = tuple(
        sentence
        for sentence in ranked_sentences(reporting, title=title, language=article.language)
        if not any(part and part in sentence.text for part in (link, *forms))
    )
    if not title and not sentences:
        raise ComposeError(account.name, f"{article.link} has neither a title nor a text to post")
    warnings = _warnings(article, appeals, appeal, sentences)
    fixed = {
        "link": link,
        "site": one_line(article.site),
        "author": one_line(article.author),
        "published": article.published,
        "account": account.name,
    }
    return _Material(fixed, title, sentences, forms, hashtags_of((*hashtags, *article.tags), MOST_HASHTAGS), warnings)


def _link(article: Article, account: Account, campaign: Campaign | None) -> str:
    link = article.link.strip()
    if not link.lower().startswith(("http://", "https://")) or len(link.split()) != 1:
        raise ComposeError(account.name, f"{article.title!r} has no link that readers could follow: {article.link!r}")
    if campaign is None:
        return link
    return with_campaign(link, campaign, {"account": account.name, "platform": account.platform, "site": article.site})


def _without(title: str, parts: Sequence[str]) -> str:
    """A title that quotes the link or the call to action would put it into the post twice."""
    for part in parts:
        if part:
            title = title.replace(part, "")
    return one_line(title)


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


def _keeps_required_parts(material: _Material, account: Account, templates: Templates) -> None:
    has_appeal = material.appeal_forms[0] != ""
    values = {
        **material.fixed,
        "title": "title",
        "summary": "summary",
        "hashtags": "#hashtag",
        "link": _LINK_MARK,
        "appeal": _APPEAL_MARK if has_appeal else "",
    }
    text = templates.render(account.template, values)
    for part, mark in (("link", _LINK_MARK), ("appeal", _APPEAL_MARK)):
        times = text.count(mark)
        if times != 1 and (part == "link" or has_appeal):
            raise TemplateError(
                account.template, f"writes {{{{ {part} }}}} {times} times in a post; it must stand there once"
            )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A template with all versions of the parts that go into it."""

    templates: Templates
    template: str
    fixed: Mapping[str, object]
    versions: Mapping[Elastic, Sequence[str]]
    limits: Limits

    def text(self, choice: Choice[Elastic]) -> str:
        chosen: dict[str, object] = {part: self.versions[part][at] for part, at in choice.items()}
        return self.templates.render(self.template, {**self.fixed, **chosen})

    def fits(self, choice: Choice[Elastic]) -> bool:
        return length_as(self.limits.counted_as)(self.text(choice)) <= self.limits.length


def _another(
    material: _Material, account: Account, limits: Limits, templates: Templates, others: Sequence[Post]
) -> Post:
    """The richest post whose text is none of the others', and which leads with another sentence if it can."""
    used = tuple(post.summary[0].removesuffix(ELLIPSIS) for post in others if post.summary)
    sentences = [sentence for sentence in material.sentences if not sentence.text.startswith(used)]
    summaries = summary_versions(sentences, limits.sentences)
    versions: dict[Elastic, Sequence[str]] = {
        "title": title_versions(material.title),
        "summary": [summary.text for summary in summaries],
        "appeal": material.appeal_forms,
        "hashtags": hashtag_versions(material.hashtags),
    }
    sheet = _Sheet(templates, account.template, material.fixed, versions, limits)
    gives_way = templates.order(account.template)
    choice = richest(versions, gives_way, sheet.fits)
    if choice is None:
        raise ComposeError(account.name, _why_nothing_fits(material, limits))
    choice = _not_taken(sheet, choice, gives_way, {post.text for post in others})
    if choice is None:
        raise ComposeError(
            account.name, "its post would have the same text as another account's: give it a template of its own"
        )
    return _post(material, account, sheet, choice, summaries[choice["summary"]])


def _not_taken(
    sheet: _Sheet, choice: Choice[Elastic], gives_way: Sequence[Elastic], taken: Collection[str]
) -> Choice[Elastic] | None:
    """The choice itself if its text is not taken, else the nearest poorer one."""
    if sheet.text(choice) not in taken:
        return choice
    for part in gives_way:
        for at in range(choice[part] + 1, len(sheet.versions[part])):
            poorer = choice | {part: at}
            if sheet.fits(poorer) and sheet.text(poorer) not in taken:
                return poorer
    return None


def _post(material: _Material, account: Account, sheet: _Sheet, choice: Choice[Elastic], summary: Summary) -> Post:
    text = sheet.text(choice)
    cut = [part for part, is_cut in (("title", choice["title"] > 0), ("summary", summary.is_cut)) if is_cut]
    post = Post(
        account=account.name,
        platform=account.platform,
        text=text,
        link=str(material.fixed["link"]),
        length=length_as(sheet.limits.counted_as)(text),
        limit=sheet.limits.length,
        has_url=has_url(text),
        appeal=sheet.versions["appeal"][choice["appeal"]],
        summary=summary.sentences,
        warnings=(*material.warnings, *(f"the {part} is cut short" for part in cut)),
    )
    for part in (post.link, post.appeal):
        if part not in text:
            raise TemplateError(account.template, f"does not keep {part!r} whole")
    return post


def _why_nothing_fits(material: _Material, limits: Limits) -> str:
    return (
        f"no post fits into {limits.length}: the link, the shortest call to action and the template's own words are "
        f"too long; shorten the call to action ({material.appeal_forms[-1]!r}) or the template"
    )


def faults_of(text: str, *, link: str, appeals: Sequence[str], limits: Limits) -> tuple[str, ...]:
    """What is wrong with a text that an editor wrote for a post; empty: it may go out.

    `appeals` are the wordings of the call to action, any one of which is enough; empty: none is needed.
    """
    found = []
    length = length_as(limits.counted_as)(text)
    if length > limits.length:
        found.append(f"it is {length} long, the platform takes {limits.length}")
    if not text.strip():
        found.append("it is empty")
    if link not in text:
        found.append(f"it has lost its link: {link}")
    wanted = [appeal for appeal in appeals if appeal]
    if wanted and not any(appeal in text for appeal in wanted):
        found.append(f"it has lost its call to action: {wanted[0]}")
    return tuple(found)
