"""Writes the post for an article and an account. Every post has its link and its appeal whole, or is refused. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo

from bot.article import Article
from bot.drawing.fold import fold_at
from bot.errors import ComposeError, TemplateError
from bot.writing.appeal import Appeal
from bot.writing.fit import Choice, richest
from bot.writing.furniture.corrections import tells_what_is_corrected
from bot.writing.furniture.opinion import before_title
from bot.writing.language.text import Text
from bot.writing.language.warnings import advises, alarms, tells_hazard, withdraws
from bot.writing.link import Campaign
from bot.writing.material import Material, material_of
from bot.writing.post import Account, Limits, Post, alike, faults_of
from bot.writing.summary.cuts import ELLIPSIS
from bot.writing.summary.fact_check import states_claim, tells_verdict
from bot.writing.summary.retelling import retells
from bot.writing.summary.sentence import Sentence
from bot.writing.summary.versions import Summary, appeal_versions, hashtag_versions, summary_versions, title_versions
from bot.writing.templates import Elastic, Templates

__all__ = ("Account", "Limits", "Post", "alike", "compose", "faults_of", "too_long_by_itself")

_LINK_MARK, _APPEAL_MARK = "\ue000", "\ue001"
"""Private-use characters in place of link and appeal, to count how often a template writes them."""
_SHORTEST_LINK = "https://a.co/"


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
    zone: tzinfo = UTC,
) -> Post:
    """The richest post that the template can make of the article within the platform's limits.

    `appeals` are all those of the settings; `hashtags` are the site's own, which precede the article's tags;
    `recurring` comes from `recurring_paragraphs`. `variant` is 0 for the first account of a platform that posts the
    site's articles, 1 for the next, and so on: no two variants have the same text. `zone` is the newsroom's time zone,
    for the appeals' dates and for `published` in a template. The same arguments always give the same post.

    Raises ComposeError where the article lacks what a post needs, or where not even the shortest version fits;
    TemplateError where the template cannot be filled in, or does not keep the link and the call to action whole.
    """
    material = material_of(article, account, appeals, hashtags, recurring, campaign, zone, limits)
    _check_required_parts(material, account, limits, templates)
    posts: list[Post] = []
    for _ in range(variant + 1):
        posts.append(_next_post(material, account, limits, templates, posts))
    return posts[-1]


def _check_required_parts(material: Material, account: Account, limits: Limits, templates: Templates) -> None:
    has_appeal = material.appeal_forms[0] != ""
    values = {
        **material.fixed,
        "title": "title",
        "summary": "summary",
        "hashtags": "#hashtag",
        "link": _LINK_MARK if account.with_link else "",
        "appeal": _APPEAL_MARK if has_appeal else "",
    }
    text = templates.render(account.template, values)
    may_be_missing = {"link": limits.link_is_beside or not account.with_link, "appeal": not has_appeal}
    for part, mark in (("link", _LINK_MARK), ("appeal", _APPEAL_MARK)):
        count = text.count(mark)
        if count != 1 and not (count == 0 and may_be_missing[part]):
            raise TemplateError(
                account.template, f"writes {{{{ {part} }}}} {count} times in a post; it must stand there once"
            )


@dataclass(frozen=True, slots=True)
class _Draft:
    """A template, and all versions of the parts to fill in."""

    templates: Templates
    template: str
    fixed: Mapping[str, object]
    versions: Mapping[Elastic, Sequence[str]]
    limits: Limits
    appeal_comes_first: bool
    """Whether followers shall see the appeal without "See more", at the cost of the summary."""

    def text(self, choice: Choice[Elastic]) -> str:
        values: dict[str, object] = {part: self.versions[part][index] for part, index in choice.items()}
        return self.templates.render(self.template, {**self.fixed, **values})

    def fits(self, choice: Choice[Elastic]) -> bool:
        summary = self.versions["summary"][choice["summary"]]
        if self.limits.length_of(summary) > self.limits.length:
            return False  # without filling in the template
        return self.limits.length_of(self.text(choice)) <= self.limits.length

    def fits_and_shows_appeal(self, choice: Choice[Elastic]) -> bool:
        """Whether it fits, and followers see the whole appeal without "See more"."""
        if self.limits.shown is None or not self.appeal_comes_first:
            return self.fits(choice)
        text, appeal = self.text(choice), self.versions["appeal"][choice["appeal"]]
        fold = fold_at(text, self.limits.shown)
        is_shown = fold is None or not appeal or text.rfind(appeal) + len(appeal) <= fold
        return is_shown and self.limits.length_of(text) <= self.limits.length


def _next_post(
    material: Material, account: Account, limits: Limits, templates: Templates, others: Sequence[Post]
) -> Post:
    """The richest post whose text differs from those of `others`, with another first sentence if possible."""
    used = tuple(post.summary[0].removesuffix(ELLIPSIS) for post in others if post.summary)
    sentences = [sentence for sentence in material.sentences if not sentence.text.startswith(used)]
    if used:  # Another sentence than the lead is what this post is to tell.
        sentences = [replace(sentence, stands_for_lead=True) for sentence in sentences]
    standfirst = "" if used and material.standfirst.startswith(used) else material.standfirst
    summaries = _summaries_of(material, sentences, standfirst, limits)
    if not summaries:
        raise ComposeError(account.name, _why_nothing_fits(material, limits))
    versions: dict[Elastic, Sequence[str]] = {
        "title": _true_titles(material),
        "summary": [summary.text for summary in summaries],
        "appeal": appeal_versions(material.appeal_forms, limits.length_of),
        "hashtags": hashtag_versions(material.hashtags),
    }
    draft = _Draft(
        templates, account.template, material.fixed, versions, limits, appeal_comes_first=not material.corrects
    )
    gives_way = templates.order(account.template)
    choice = _richest(draft, gives_way)
    if choice is None and (told := [text for text in versions["summary"] if text]):
        # A title for which there is no room at all goes, and is not cut to what it does not say.
        draft = replace(draft, versions=versions | {"title": (material.label,), "summary": told})
        choice = _richest(draft, gives_way)
    elif choice is not None:
        for richer_draft, better in _better_drafts(draft, summaries, summaries[choice["summary"]], material):
            if richer := _richest(richer_draft, gives_way):
                if richer_draft.versions["title"] == (material.label,) and not _begins_line(richer_draft, richer):
                    continue
                draft, choice, summaries = richer_draft, richer, better
                break
    if choice is None:
        raise ComposeError(account.name, _why_nothing_fits(material, limits))
    choice = _first_untaken(draft, choice, gives_way, {post.text for post in others})
    if choice is None:
        raise ComposeError(
            account.name, "its post would have the same text as another account's: give it a template of its own"
        )
    return _build_post(material, account, draft, choice, summaries[choice["summary"]])


def _summaries_of(
    material: Material, sentences: Sequence[Sentence], standfirst: str, limits: Limits
) -> Sequence[Summary]:
    """The summaries of these sentences, the best first; without the empty one where the title alone would mislead, or
    say nothing.
    """
    most = max(limits.sentences, len(sentences)) if material.corrects else limits.sentences
    summaries = summary_versions(sentences, most, material.language, standfirst, material.title, denial=material.denial)
    return summaries[:-1] if _title_misleads(material) or _title_says_nothing(material) else summaries


def _better_drafts(
    draft: _Draft, summaries: Sequence[Summary], chosen: Summary, material: Material
) -> Iterator[tuple[_Draft, Sequence[Summary]]]:
    """The drafts that are better than the one with the chosen summary, if they fit, each with its summaries.

    Where that says little, one without the title whose summaries say all that the title says. Where it does not tell
    the danger of which the article warns, one whose summaries do; and the same without the title, if they also say what
    that says, or what people have to do.
    """
    if chosen.is_last_resort or not chosen.text:
        retelling = [other for other in summaries if _retells(other, material)]
        yield from _drafts_with(draft, retelling, titles=(material.label,))
    if material.alarms and not _tells_danger(material.title, chosen.sentences, material.language):
        warning = [other for other in summaries if _warns_more(other, chosen, material.language)]
        yield from _drafts_with(draft, warning, titles=draft.versions["title"][:1])
        yield from _drafts_with(
            draft,
            [
                other
                for other in warning
                if _retells(other, material) or advises(Text(other.sentences[0], material.language))
            ],
            titles=(material.label,),
        )


def _warns_more(other: Summary, chosen: Summary, language: str) -> bool:
    """Whether it tells a danger at once, and by name if the chosen summary tells people what to do: "The recall covers
    two models" tells less than "Stop using them".
    """
    if not _tells_danger("", other.sentences[:1], language):
        return False
    is_advice = any(advises(Text(sentence, language)) for sentence in chosen.sentences)
    return not is_advice or tells_hazard(Text(other.sentences[0], language))


def _drafts_with(
    draft: _Draft, summaries: Sequence[Summary], *, titles: Sequence[str]
) -> Iterator[tuple[_Draft, Sequence[Summary]]]:
    """The draft with these summaries and titles alone; none if there are no summaries."""
    if summaries:
        versions = dict(draft.versions) | {"summary": [summary.text for summary in summaries], "title": titles}
        yield replace(draft, versions=versions), summaries


def _tells_danger(title: str, sentences: Sequence[str], language: str) -> bool:
    """Whether the title tells a danger, or one of the sentences warns of it. "Nobody was hurt" does not, and a sentence
    that calls goods back does, for it is never cut.
    """
    if tells_hazard(Text(title, language)):
        return True
    texts = [Text(sentence, language) for sentence in sentences]
    return any(withdraws(text) or (tells_hazard(text) and alarms(text)) for text in texts)


def _retells(summary: Summary, material: Material) -> bool:
    """Whether the summary says all that the title says, so that it may stand without it where both have no room.

    A follower learns more from it than from the title alone.
    """
    return (
        bool(summary.sentences)
        and not summary.is_cut
        and retells(summary.sentences[0], material.title, material.language)
    )


def _begins_line(draft: _Draft, choice: Choice[Elastic]) -> bool:
    """Whether the summary begins a line of the post, so that nothing of a template's own is left over by the title."""
    summary = draft.versions["summary"][choice["summary"]]
    return f"\n{summary}" in f"\n{draft.text(choice)}"


def _title_misleads(material: Material) -> bool:
    """Whether the title of a fact check states the claim as a fact, so that no post may go without the verdict."""
    return material.needs_verdict and bool(material.sentences) and not states_claim(material.title)


def _title_says_nothing(material: Material) -> bool:
    """Whether the title says only that something is corrected, so that no post may go without the correction."""
    return material.corrects and not tells_what_is_corrected(material.title)


def _true_titles(material: Material) -> Sequence[str]:
    """The versions of the title, without those that have lost the verdict on what they claim; a view has its label."""
    title, *shorter = title_versions(material.title, material.language)
    if tells_verdict(title, material.language):
        shorter = [version for version in shorter if tells_verdict(version, material.language)]
    label = before_title(material.label, material.language)
    return tuple(label + version for version in (title, *shorter))


def _richest(draft: _Draft, gives_way: Sequence[Elastic]) -> Choice[Elastic] | None:
    """The richest choice that fits and shows the appeal without "See more", or else the richest that fits."""
    above_fold = richest(draft.versions, gives_way, draft.fits_and_shows_appeal)
    return above_fold or richest(draft.versions, gives_way, draft.fits)


def _first_untaken(
    draft: _Draft, choice: Choice[Elastic], gives_way: Sequence[Elastic], other_texts: Collection[str]
) -> Choice[Elastic] | None:
    """`choice`, if no other post has its text; else the nearest poorer choice with the whole title; else None."""
    if draft.text(choice) not in other_texts:
        return choice
    for part in gives_way:
        if part == "title":
            continue
        for index in range(choice[part] + 1, len(draft.versions[part])):
            poorer = choice | {part: index}
            if draft.fits(poorer) and draft.text(poorer) not in other_texts:
                return poorer
    return None


def _build_post(material: Material, account: Account, draft: _Draft, choice: Choice[Elastic], summary: Summary) -> Post:
    text = draft.text(choice)
    cut = [part for part, is_cut in (("title", choice["title"] > 0), ("summary", summary.is_cut)) if is_cut]
    names = dict.fromkeys(name for name in material.mentions if name in text)
    quiet = [f"@{name} stands there without its @, so that nobody is notified" for name in names]
    has_title = draft.versions["title"][0] not in ("", material.label)
    left_out = ["there is no room for the title"] if material.title and not has_title else []
    unjudged = (
        ["the post does not tell the verdict of this fact check"] if material.needs_verdict and not summary.text else []
    )
    if material.corrects and material.sentences and not summary.text:
        unjudged.append("there is no room for the whole correction, and a part of it could repeat the error")
    post = Post(
        account=account.name,
        platform=account.platform,
        text=text,
        link=str(material.fixed["link"]),
        length=draft.limits.length_of(text),
        limit=draft.limits.length,
        appeal=draft.versions["appeal"][choice["appeal"]],
        summary=summary.sentences,
        appeals=material.appeal_forms if material.appeal_forms[0] else (),
        why_appeal=material.why_appeal,
        death=material.death,
        warnings=(*material.warnings, *quiet, *left_out, *unjudged, *(f"the {part} is cut short" for part in cut)),
    )
    for part in (post.appeal,) if draft.limits.link_is_beside else (post.link, post.appeal):
        if part not in text:
            raise TemplateError(account.template, f"does not keep {part!r} whole")
    return post


def _why_nothing_fits(material: Material, limits: Limits) -> str:
    if _title_misleads(material):
        return (
            f"the title {material.title!r} states what the article calls false, and there is no room for the verdict; "
            "write the text of this post by hand"
        )
    if _title_says_nothing(material):
        return (
            f"the article is a correction, its title {material.title!r} does not say of what, and the whole correction "
            "is not known or has no room, while a part could repeat the error; write the text of this post by hand"
        )
    return (
        f"no post fits into {limits.length}: the title, the link, the shortest call to action and the template's own "
        f"words are too long; shorten the call to action ({material.appeal_forms[-1]!r}) or the template, or write the "
        "text of this post by hand"
    )


def too_long_by_itself(
    account: Account, *, limits: Limits, templates: Templates, appeals: Sequence[Appeal] = ()
) -> tuple[str, ...]:
    """Messages about the appeals that are too long for the account's template, whatever the article; for `bot check`.

    Raises TemplateError where the template cannot be filled in.
    """
    faults = []
    for appeal in appeals or (Appeal(text=""),):
        shortest = min(appeal.forms, key=limits.length_of, default="")
        values = dict.fromkeys(("title", "summary", "hashtags", "site", "author"), "") | {"account": account.name}
        values |= {"link": _SHORTEST_LINK if account.with_link else "", "appeal": shortest}
        length = limits.length_of(templates.render(account.template, {**values, "published": None}))
        if length >= limits.length:
            faults.append(
                f"{account.template}: its own words, a link and the call to action {shortest!r} take {length} of "
                f"{limits.length}: shorten the template or give that call to action a short form"
            )
    return tuple(faults)
