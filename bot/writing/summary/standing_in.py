"""Which sentences may tell the news where the lead has no room: "Police seized 58 laptops", but no history. Pure.

Below the title alone a follower has to know whom the sentence speaks of, and must not learn half of the story. So
it shares words with the title, or tells a figure of somebody right behind the lead; it begins with no noun that only
the lead introduces, tells no history, and leaves no result, no date and no list to the lead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.writing.language.cues import begins_with_matter
from bot.writing.language.definite import begins_with_known_noun
from bot.writing.language.figures import tells_figure
from bot.writing.language.phrases import has_phrase
from bot.writing.language.references import NOUNS_ARE_CAPITAL
from bot.writing.language.scripts import WITHOUT_STOPS, is_without_spaces
from bot.writing.language.text import Text
from bot.writing.summary.names import has_name
from bot.writing.summary.story import Story
from bot.writing.summary.words import newness, shared_words, stems_of_function_words

_FEWEST_SHARED, _FEWEST_WITHOUT_FIGURE, _FEWEST_PAIRS = 2, 3, 4
"""Words of the title that are in a sentence about the same, if it tells a figure, and if not; and pairs of letters in a
script without spaces. In one that writes sounds, as Thai does, these tell little."""
_NEAR = 3
"""Sentences behind the lead among which a word of the title less is enough, and one if a figure stands beside it."""
_NEW = 0.5
"""How new to the title a lead is at least that tells more than that (see `newness`)."""
_NEXT = 3
"""Sentences behind the lead among which a figure and a name are enough."""
_RESULT = re.compile(
    r"(?<![\d.,])\d{1,3}"
    r"(?:\s?[-–—:/]\s?|\s[^\W\d_]{1,3}\s|\.?\s(?:de\s)?[^\W\d_]+\s[^\W\d_]{1,3}\s)"
    r"\d{1,3}(?![\d.,]*\d)"
)
"""A score, a span or a time of day: "3-2", "2 a 1", "28/11", "del 4 al 8", "27 novembre au 24 décembre", "19:30"."""
_DATE_IN_BRACKETS = re.compile(r"[(（]\d{1,2}(?:[/.-]\d{1,4}){0,2}[)）]")
"""The day on which something happened, as newspapers in Portuguese and Indonesian write it: "Sabtu (28/11/2026)"."""
_MATCH_IS_WITHIN, _FEWEST_OF_MATCH = 8, 2
"""Sentences that are asked whether the article is about a match, and how many of them have to tell of goals."""
_PAUSE = re.compile(r"[,;:،؛、，]\s|\s[–—]\s")
_SHORTEST_CLAUSE = 40
"""Characters; a pause before parts nothing but a name from what describes it: "Ann Low, 59, left in 2024"."""
_YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
_LIST = re.compile(r"[:：][^:：]+?[,，、][^:：]+?[,，、]|[;；|•·]")
"""What a title has that lists several stories: "In brief: roadworks, a new school, the market"."""


def without_need_of_lead(story: Story) -> list[bool]:
    """For each sentence whether it leaves nothing to the lead without which it misleads or says nothing."""
    lead, title = story.texts[story.nut : story.nut + 1], story.title
    if not story.title_words or not lead:
        return [True] * len(story.texts)
    is_untellable = _LIST.search(title.written) is not None or _is_match(story)
    return [
        position <= story.nut
        or not (
            (begins_with_known_noun(sentence, title.written) and not begins_with_matter(sentence))
            or _tells_history(sentence, lead[0], title)
            or _misses_result(sentence, lead[0], title)
            or (is_untellable and not _tells_result(sentence, lead[0]))
        )
        for position, sentence in enumerate(story.texts)
    ]


def is_about_title(story: Story, position: int) -> bool:
    """Whether the sentence shares words with the title, or tells somebody's figure right behind the lead."""
    if not story.title_words or position <= story.nut:
        return True
    text = story.texts[position]
    shared = shared_words(story.words[position], story.title_words - stems_of_function_words(text.language))
    has_figure = any(map(str.isdigit, text.written))
    behind = position - story.nut
    if WITHOUT_STOPS.search(text.written):
        return shared >= _FEWEST_PAIRS and behind <= _NEAR and has_figure
    if is_without_spaces(text.written):
        return shared >= _FEWEST_PAIRS
    if shared >= (_FEWEST_SHARED if has_figure or behind <= _NEAR else _FEWEST_WITHOUT_FIGURE):
        return True
    if behind <= _NEAR and (begins_with_matter(text) or (has_phrase("injured", text) and tells_figure(text))):
        return True
    if behind <= _NEAR and newness(story.words[story.nut], story.title_words) < _NEW:
        return True  # for the title has told the lead
    if behind <= _NEAR and ((shared and has_figure) or (tells_figure(text) and not _tells_lead(story))):
        return True
    return behind <= _NEXT and has_figure and _tells_name(text)


def _tells_lead(story: Story) -> bool:
    """Whether the title has two words of the lead, in whatever form; else it is a teaser: "Goodbye, Mr Low"."""
    title_says = story.title_words - stems_of_function_words(story.title.language)
    return shared_words(story.words[story.nut], title_says) >= _FEWEST_SHARED


def _tells_name(text: Text) -> bool:
    """Whether a name stands in it; where no capitals show one, any figure is taken to be somebody's."""
    is_shown = text.written.upper() != text.written.lower() and text.language not in NOUNS_ARE_CAPITAL
    return not is_shown or has_name(text.written, text.language)


def _is_match(story: Story) -> bool:
    """Whether several sentences near the head tell how a match went: none but the lead tells how it ended."""
    return sum(has_phrase("goals", text) for text in story.texts[:_MATCH_IS_WITHIN]) >= _FEWEST_OF_MATCH


def _tells_result(sentence: Text, lead: Text) -> bool:
    return not set(_RESULT.findall(sentence.written)).isdisjoint(_RESULT.findall(lead.written))


def _misses_result(sentence: Text, lead: Text, title: Text) -> bool:
    """Whether the lead tells a result or a date that the title does not, and the sentence does not tell it either."""
    is_told = _tells_result(sentence, lead) or _tells_result(title, lead)
    return not is_told and _RESULT.search(_DATE_IN_BRACKETS.sub("", lead.written)) is not None


def describes_place(sentence: Text, topic: Sequence[Text]) -> bool:
    """Whether it only tells how many people live somewhere, of which none of the texts on the topic tells."""
    is_description = has_phrase("inhabitants", sentence) and tells_figure(sentence)
    return is_description and not any(has_phrase("inhabitants", text) for text in topic)


def _tells_history(sentence: Text, lead: Text, title: Text) -> bool:
    """Whether it tells of last year, or its first clause of a year of which neither title nor lead tells: "The site
    opened in 1904".
    """
    if has_phrase("last_year", sentence):
        return not has_phrase("last_year", lead)
    pause = _PAUSE.search(sentence.written, _SHORTEST_CLAUSE)
    years = set(_YEAR.findall(sentence.written[: pause.start() if pause else None]))
    return bool(years) and years.isdisjoint(_YEAR.findall(f"{title.written} {lead.written}"))
