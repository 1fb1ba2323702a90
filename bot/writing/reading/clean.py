"""Extracts the paragraphs of reporting from an article's HTML, without bylines, appeals and link lists. Pure.

`passages.py` reads the body as a browser shows it; `embeds.py` and `interview.py` leave out the words of others,
`sections.py` recipes, points of lists and what a house says of itself.
Furniture is recognised by what it is like on any site (`furniture/paragraphs.py`); paragraphs that a site repeats in
every article are learned from its articles (`recurring_paragraphs`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from bot.html_text import unescape
from bot.invisible import without_invisible
from bot.writing.furniture.greetings import without_greetings
from bot.writing.furniture.heads import without_head
from bot.writing.furniture.labels import without_labels
from bot.writing.furniture.paragraphs import is_byline, is_furniture, is_heading
from bot.writing.language.detection import function_words, kin_of, language_of
from bot.writing.language.letters import letters_of, same_words
from bot.writing.language.scripts import WITHOUT_STOPS
from bot.writing.reading.embeds import without_foreign_words
from bot.writing.reading.interview import introduction_of, is_marked_question, speaks_of_self
from bot.writing.reading.lines import begins_within_sentence
from bot.writing.reading.liveblog import is_clock_time, newest_first
from bot.writing.reading.passages import Passage, passages_of
from bot.writing.reading.roles import Kind
from bot.writing.reading.roundup import one_story
from bot.writing.reading.sections import running_text
from bot.writing.reading.wordlists import wordlist

MOST_CHARACTERS = 60_000
"""Characters of a body that are read; a post never uses anything further down."""

_ENOUGH = 6_000
"""Characters of reporting; what comes later is no summary."""
_HEADS_SOUGHT = 3
"""Paragraphs in which a dateline or byline is looked for; behind one there is no other."""
_READ_IN_TURN = (Kind.TEXT, Kind.HEADING, Kind.QUOTATION, Kind.AROUND, Kind.HIDDEN, Kind.FURNITURE)
"""What an article is read from: each kind only where all before it give no reporting.

Some software sets whole articles as headings, in a block quotation or a table, or hides them until a script has run.
"""
_SENTENCE_ENDS = frozenset(".!?…。！？؟۔।॥")
_STOPS = (".", "!", "。", "！", "۔", "।")
_CLOSING = "\"'”’»“」』)）]"
_END_WITHOUT_STOP = re.compile(rf"{WITHOUT_STOPS.pattern}\W{{0,9}}\Z")
_SHORT_LINE = 25
"""Characters of a line that may be a dateline or a name, after which a new sentence begins."""
_MOST_WORDS_OF_LABEL = 3
_TELLS_RIGHT = re.compile(r"[^\W\d_]{1,15}\s?[:：]\s?\S")
"""A short line that a correction may have: "Wrong: 200 yen", "正：2000円"."""
_FIRST_WORD = re.compile(r"[^\W\d_]++['’]?+")
_WHOLE = 0.9
"""Share of an article's letters that a quotation has to have to be the article itself."""
_HEAD_OF_BODY = 4_000
"""Characters of a body in which its standfirst stands."""
_CLASSED = re.compile(
    r"""<(p|div)\b[^<>]{0,200}?\bclass\s*=\s*["']([^"'<>]{1,200})["'][^<>]*>(.{1,1200}?)</\1>""",
    re.IGNORECASE | re.DOTALL,
)
_DECK = re.compile(
    r"\s*+(?:<(?:div|section|article|header)\b[^<>]{0,300}>\s*+){0,9}+<(h[2-4])\b[^<>]{0,300}>(.{20,600}?)</\1\s*>",
    re.IGNORECASE | re.DOTALL,
)
"""A heading with which a body begins."""
_NAME = re.compile(r"[^a-zà-ÿ]+")
_PICTURE = re.compile(r"<[^<>]{2000,}>")
"""A tag with an embedded picture."""
_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"[\s\x1c-\x1f\x85\xa0\u2028\u2029]+")
_DAMAGING = re.compile(
    # controls, lone surrogates, noncharacters; soft hyphens and zero-width spaces; directional marks that need a
    # second mark to end them, without which the rest of a post would be reversed
    "[\0-\x08\x0b\x0c\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufffc\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff"
    "\u202a-\u202e\u2066-\u2069\u206a-\u206f]"
)


def paragraphs(
    body: str,
    *,
    title: str = "",
    author: str = "",
    site: str = "",
    language: str = "",
    recurring: AbstractSet[str] = frozenset(),
    is_excerpt: bool = False,
    corrects: bool = False,
) -> tuple[str, ...]:
    """The paragraphs of reporting in an article's body (HTML or plain text), in order, as plain text.

    They are the paper's own sentences, as a reader sees them: no quotation in a block of its own, no embedded post,
    nothing hidden or struck out; of an interview only the introduction. `language` is what the article declares (BCP
    47). `recurring` is what `recurring_paragraphs` gave for the site's recent articles. An excerpt that is one line
    (`is_excerpt`) may lack a full stop, as standfirsts often do; in a body such a line is a heading. In an article that
    `corrects` another one, what that had wrong is reporting.
    """
    passages = _rejoined(without_foreign_words(_passages(body, language)))
    introduction = introduction_of([passage for passage in passages if passage.kind <= Kind.HEADING])
    if introduction is not None:
        passages = list(introduction)
    passages = one_story(running_text(passages), title, language)
    capital_label = _capital_label(passages, language)
    for kind in _READ_IN_TURN:
        if not _may_be_read(kind, passages):
            continue
        texts = [
            _without_bold_label(passage, language, capital_label)
            for passage in passages
            if (passage.kind <= kind and not is_marked_question(passage)) or is_clock_time(passage.text)
        ]
        whole = _with_whole_heads(newest_first(texts), author)
        labelless = _without_labels(whole, language)
        is_line = is_excerpt and len(passages) == 1
        reporting = _reporting(labelless, title, author, site, recurring, is_line=is_line, corrects=corrects)
        if reporting or introduction is not None:
            return reporting
    return ()


def _reporting(
    texts: Iterable[str],
    title: str,
    author: str,
    site: str,
    recurring: AbstractSet[str],
    *,
    is_line: bool,
    corrects: bool,
) -> tuple[str, ...]:
    """Those of the paragraphs that are reporting, as far as a summary may use them."""
    reporting: list[str] = []
    read = 0
    heads_sought = 0
    for text in texts:
        if (recurring and letters_of(text) in recurring) or is_furniture(text, site=site, corrects=corrects):
            continue
        if not reporting and (same_words(text, title) or is_byline(text, author)):
            continue
        if is_line or not is_heading(text) or (corrects and _TELLS_RIGHT.match(text)):
            # A standfirst may stand before the paragraph that begins with the dateline.
            is_sought = heads_sought < _HEADS_SOUGHT
            without = without_head(text, title=title, author=author, site=site) if is_sought else text
            heads_sought = heads_sought + 1 if without == text else _HEADS_SOUGHT
            reporting.append(without)
            read += len(text)
            if read > _ENOUGH:
                break
    return tuple(reporting)


def _without_bold_label(passage: Passage, language: str, capital_label: str) -> str:
    """The text of the passage without a label that only its bold or italic letters part from the sentence."""
    head, rest = passage.head, _after_head(passage)
    if not rest or rest[0].islower():
        return passage.text
    is_label = head == capital_label or not without_labels(f"{head}.", language=language_of(passage.text, language))
    return rest if is_label else passage.text


def _after_head(passage: Passage) -> str:
    """What follows the bold or italic head of the passage on its line without a mark between them; else ""."""
    head, rest = passage.head, passage.text[len(passage.head) :].lstrip()
    is_glued = head and head[-1].isalpha() and passage.text.startswith(f"{head} ") and rest[:1].isalnum()
    return rest if is_glued else ""


def _capital_label(passages: Sequence[Passage], language: str) -> str:
    """The label in bold capitals before a sentence that begins with an article or the like: "OBRAS El puente…".

    "" where there is none. Several heads in capitals are the names of people who speak in turn; so is one before "I",
    and likely one of several words that the article names again.
    """
    headed = [passage for passage in passages if passage.head.isupper() and _after_head(passage)]
    if len(headed) != 1 or speaks_of_self(headed[0].text):
        return ""
    head, rest = headed[0].head, _after_head(headed[0])
    words = head.split()
    small = function_words(kin_of(language_of(rest, language)))
    first = _FIRST_WORD.match(rest)
    begins = first is not None and first[0].istitle() and first[0].casefold() in small
    if (
        not begins
        or len(words) > _MOST_WORDS_OF_LABEL
        or not small.isdisjoint((words[0].casefold(), words[-1].casefold()))
    ):
        return ""
    is_named = len(words) > 1 and any(word.title() in passage.text for passage in passages for word in words)
    return "" if is_named else head


def _without_labels(texts: Iterable[str], language: str) -> Iterator[str]:
    """The paragraphs without labels and greetings at their heads, and without those that are nothing else."""
    is_first = True
    for text in texts:
        if shorter := without_greetings(without_labels(text, language=language, is_first=is_first), language):
            yield shorter
            is_first = is_first and is_heading(shorter)


def _with_whole_heads(texts: Sequence[str], author: str) -> Iterator[str]:
    """The paragraphs, without those that are the rest of a sentence or of a list whose head stands in another one."""
    is_open = False
    for text in texts:
        if is_open and begins_within_sentence(text):
            continue
        yield text
        is_open = _is_open(text) and not is_byline(text, author)


def _rejoined(passages: Sequence[Passage]) -> list[Passage]:
    """The passages, with the halves of a paragraph joined where an advertisement or another box stands inside it."""
    joined: list[Passage] = []
    between: list[Passage] = []
    for passage in passages:
        head = joined[-1].text if joined else ""
        if passage.kind is not Kind.TEXT:
            between.append(passage)
        elif between and _is_open(head) and head[-1].isalnum() and begins_within_sentence(passage.text):
            joined[-1] = joined[-1]._replace(text=f"{head} {passage.text}")
        else:
            joined += (*between, passage)
            between = []
    return joined + between


def _is_open(text: str) -> bool:
    """Whether a paragraph ends within a sentence; a short line may be a name, a dateline, or "Dear readers,"."""
    if len(text) <= _SHORT_LINE * (1 + text.endswith(",")) or text.rstrip(_CLOSING)[-1:] in _SENTENCE_ENDS:
        return False
    return not _END_WITHOUT_STOP.search(text)


def _may_be_read(kind: Kind, passages: Sequence[Passage]) -> bool:
    """Whether passages of this kind may be the article itself."""
    if kind is Kind.TEXT:
        return True
    lengths = Counter[Kind]()
    for passage in passages:
        lengths[passage.kind] += len(passage.text)
    if kind is Kind.QUOTATION:
        return lengths[kind] > _WHOLE * sum(lengths[lesser] for lesser in Kind if lesser <= kind)
    if kind is Kind.FURNITURE:
        return not any(lengths[lesser] for lesser in Kind if lesser < kind)
    return lengths[kind] > 0


def marked_standfirst(body: str, *, headings: bool = False) -> str:
    """The HTML of the standfirst at the head of an article's body; else "".

    The name of its element says so; with `headings` it may also be a heading with which the body begins and that is a
    whole sentence: what stands between the headline and the text. One without a full stop may be the headline again.
    """
    if "class" in body[:_HEAD_OF_BODY]:
        for element in _CLASSED.finditer(body, 0, _HEAD_OF_BODY):
            names = _NAME.split(element[2].casefold())
            if not _standfirst_names().isdisjoint(names):
                return element[3]
    deck = _DECK.match(body) if headings else None
    return deck[2] if deck and one_line(_TAG.sub(" ", deck[2])).endswith(_STOPS) else ""


@cache
def _standfirst_names() -> frozenset[str]:
    return frozenset(wordlist("standfirst_names")["names"].split())


def recurring_paragraphs(bodies: Sequence[str]) -> frozenset[str]:
    """The letters (`letters_of`) of paragraphs that most of these articles of one site share: no reporting.

    Empty for fewer than three articles.
    """
    if len(bodies) < 3:
        return frozenset()
    counts = Counter(key for body in bodies for key in {letters_of(text) for text in all_paragraphs(body)})
    return frozenset(key for key, count in counts.items() if count * 2 > len(bodies))


def one_line(text: str) -> str:
    """Plain `text` on one line: white space collapsed, harmful invisible characters removed, entities kept."""
    text = without_invisible(text)
    if text.isprintable() and "\ufffc" not in text:  # of the harmful characters only this one is printable
        return " ".join(text.split())
    return _SPACE.sub(" ", _DAMAGING.sub("", text)).strip()


def all_paragraphs(body: str) -> tuple[str, ...]:
    """Every paragraph of the body, reporting or not, in order, as plain text."""
    passages = _passages(body, "")
    for kind in Kind:
        texts = tuple(passage.text for passage in passages if passage.kind is kind)
        if texts and kind is not Kind.NEVER:
            return texts
    return ()


def _passages(body: str, language: str) -> list[Passage]:
    if len(body) > MOST_CHARACTERS:
        body = _PICTURE.sub("", body[:1_000_000])[:MOST_CHARACTERS]
    body = _DAMAGING.sub("", body)
    passages = passages_of(body, lambda: _language_of_quotations(body, language))
    on_one_line = (passage._replace(text=one_line(passage.text)) for passage in passages)
    return [passage for passage in on_one_line if passage.text]


def _language_of_quotations(body: str, declared: str) -> str:
    """The language whose quotation marks the body needs: that of its own script, with the country that is declared."""
    language = language_of(unescape(_TAG.sub(" ", body[:4_000])), declared)
    return declared if declared.replace("_", "-").lower().split("-")[0] == language else language
