"""Finds the verdict of a fact check, without which no sentence of it may stand in a post. Pure.

A fact check tells a claim, and then that it is false. A post that tells the claim alone spreads it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from bot.writing.language.cues import has
from bot.writing.language.disputes import answers_no, is_label_of_fact_checks, labels_of
from bot.writing.language.scripts import letters_without_spaces
from bot.writing.language.sentences import ends_question
from bot.writing.language.text import Text

_MOST_READ = 12
"""Sentences among which the verdict stands, if there is one."""
_CLAIM_IS_TOLD = 3
"""Sentences at the head that tell where a claim is spread."""
_SHORT = 6
"""Words of a sentence that only judges: "The story is made up." Without spaces, two letters count as one."""
_SHARED = 2
"""Words of the title in a sentence that says no to what the title claims."""
_CLAIM_REVIEW = re.compile(r"""["']@type["']\s*+:\s*+\[?\s*+["']ClaimReview["']|schema\.org/ClaimReview""")
"""https://schema.org/ClaimReview, as JSON-LD or as microdata."""
_QUOTED = re.compile('[“„«»「『"‘‚‹›](.{8,300}?)[”“»«」』"’›‹]')
_MOST_OF_TITLE = 0.5
"""Share of a title that is quoted where the title is a claim."""
_QUESTION = re.compile(
    r"(?<![^.!?？؟。:：–—|;\u037e])[^.!?？؟。:：–—|;\u037e]*+(?:[?？؟\u037e]|(?<=[\u0370-\u03ff\u1f00-\u1fff]);)"
)
"""A question, with its mark; Greek asks with a semicolon."""


def is_marked_as_fact_check(title: str, tags: Sequence[str], link: str, html: str) -> bool:
    """Whether a label of the title, a tag, a part of the address or linked data says that it is a fact check."""
    segments = unquote(urlsplit(link).path).replace(".", "/").split("/")
    return any(map(is_label_of_fact_checks, (*labels_of(title), *tags, *segments))) or (
        "ClaimReview" in html and _CLAIM_REVIEW.search(html) is not None
    )


def tells_verdict(text: str, language: str, *, may_confirm: bool = True) -> bool:
    """Whether a title or a standfirst says itself that a claim is false, or true; a question or a quotation in it does
    not.

    `may_confirm`: whether "It is true" counts as a verdict. In an article that is no fact check it is none.
    """
    for label in filter(is_label_of_fact_checks, labels_of(text)):  # "True or false: did …?"
        text = text.replace(label, " ")
    own_words = Text(_QUESTION.sub(" ", _QUOTED.sub(" ", text)), language)
    return answers_no(text, language) or has("verdict", own_words) or (may_confirm and _confirms(own_words))


def states_claim(title: str) -> bool:
    """Whether the title shows that it only reports a claim: it is quoted, asked, or labelled as checked."""
    quoted = _QUOTED.search(title)
    return (
        (quoted is not None and len(quoted[1]) >= _MOST_OF_TITLE * len(title))
        or _QUESTION.search(title) is not None
        or any(map(is_label_of_fact_checks, labels_of(title)))
    )


def verdict_position(
    sentences: Sequence[Text], words: Sequence[frozenset[str]], title: Text, title_words: frozenset[str],
    *, is_marked: bool,
) -> int | None:  # fmt: skip
    """The position of the sentence that calls the claim false, or in an article that is marked as a fact check true;
    None: there is none, or the article is no fact check.

    `words` are the content words of each sentence. Without a mark an article is a fact check if its title is a claim or
    a question and its head says that this is spread; or if a sentence only judges one before it: "It is made up."
    """
    read = range(min(len(sentences), _MOST_READ))
    judging = [index for index in read if _judges(sentences[index], index, is_marked=is_marked)]
    first = judging[0] if judging else None
    if is_marked:
        denials = [index for index in read if _says_no(sentences[index], words[index], index, title_words)]
        confirmation = _confirmation(sentences[:_MOST_READ])
        if first is None and confirmation is not None:
            return min([confirmation, *denials])
        return min([*judging, *(() if has("negation", title) else denials)], default=None)
    if first is None:
        return None
    told = any(has("claiming", sentence) for sentence in sentences[:_CLAIM_IS_TOLD])
    if told and states_claim(title.written):
        return first
    return next((index for index in judging if _only_judges(sentences, index)), None)


def _judges(sentence: Text, position: int, *, is_marked: bool) -> bool:
    """Whether it calls something false. What also tells where a claim is spread must be short: it may only repeat that
    others call something false.
    """
    own_words = _without_quotations(sentence)
    if ends_question(sentence.written) or (has("claiming", own_words) and (position == 0 or not _is_short(sentence))):
        return False
    return (
        has("verdict", own_words)
        or (is_marked and has("verdict_of_check", own_words))
        or (position > 0 and _is_short(sentence) and has("truth", own_words) and has("negation", own_words))
    )


def _confirmation(sentences: Sequence[Text]) -> int | None:
    """The position of the sentence that calls the claim true: "The photo is genuine." What also tells where the claim
    is spread must be short, as in `_judges`.
    """
    for position, sentence in enumerate(sentences):
        own_words = _without_quotations(sentence)
        only_repeats = has("claiming", own_words) and not _is_short(sentence)
        if _confirms(own_words) and not only_repeats and not ends_question(sentence.written):
            return position
    return None


def _confirms(text: Text) -> bool:
    """Whether it calls something true, and neither denies that nor makes it depend on something."""
    return has("confirming", text) and not has("negation", text) and not has("condition", text)


def _says_no(sentence: Text, words: frozenset[str], index: int, title_words: frozenset[str]) -> bool:
    """Whether the paper itself denies what the title says: "The bees did not die in Kent"."""
    return (
        index > 0
        and has("negation", sentence)
        and len(words & title_words) >= _SHARED
        and not has("attribution", sentence)
        and not has("claiming", sentence)
    )


def _only_judges(sentences: Sequence[Text], index: int) -> bool:
    return (
        index > 0
        and _is_short(sentences[index])
        and any(has("claiming", earlier) for earlier in sentences[max(0, index - 2) : index])
    )


def _is_short(sentence: Text) -> bool:
    text = sentence.written
    return len(text.split()) + letters_without_spaces(text) // 2 <= _SHORT


def _without_quotations(text: Text) -> Text:
    own_words, quotations = _QUOTED.subn(" ", text.written)
    return Text(own_words, text.language) if quotations else text
