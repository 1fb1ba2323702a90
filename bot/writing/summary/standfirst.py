"""Finds an article's standfirst: the line or two in which its editors say themselves what it is about. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.writing.furniture.notices import is_notice
from bot.writing.furniture.titles import without_site_name
from bot.writing.language.detection import function_words
from bot.writing.language.letters import letters_of
from bot.writing.language.quotes import is_balanced
from bot.writing.language.scripts import letters_without_spaces
from bot.writing.language.sentences import ends_question, ends_sentence, sentences_of
from bot.writing.language.words import cues_of
from bot.writing.language.words.lists import fold
from bot.writing.summary.self_descriptions import describes_site
from bot.writing.summary.teasers import is_teaser
from bot.writing.summary.words import content_words, says_title_again, shared_words

_LONGEST = 400
"""Characters; a longer description is the article's beginning, or no sentence."""
_FEWEST_WORDS = 5
_FEWEST_NEW_WORDS = 3
"""Content words that the title lacks."""
_GOES_ON = (",", ";", ":", "-", "–", "—", "(", "、", "،", "，", "：")
_WITHOUT_BEGINNING = ("…", "...", "[…]", "[...]")
"""How an excerpt begins that was taken from within a text."""
_END = ".!。।"
_GOES_ON_BEHIND = re.compile(r",?\s[^\W\d_]")
"""What follows within a sentence where a shorter one ends."""
_PAGE = re.compile(r"(?<=[.!?。…”\"])\s+(?:[^\W\d_]{1,12}\s)?\d{1,2}(?:\s?(?:/|[^\W\d_]{1,4})\s?\d{1,2})?\Z")
"""The number of a page behind the last sentence: "Halaman 1 dari 2", "2 / 3"."""
_LONGEST_TAIL = 3
"""Words behind the last sentence that are a page number, a mark of the software, or a sentence cut to nothing."""
_ENOUGH_TO_COMPARE = 200
"""Characters of an article in which a word of its standfirst has to stand."""
_JOINED = 4
"""Paragraphs at the article's head from which software makes an excerpt."""
_USUAL_LENGTHS = frozenset({*range(149, 161), *range(197, 201), *range(247, 256), *range(297, 301)})
_USUAL_WORDS = frozenset({55})
"""Characters and words at which software cuts: search engines show some 155, WordPress takes 55 words
(https://developer.wordpress.org/reference/hooks/excerpt_length/)."""
_CUT = re.compile(r"(?:…|\.\.\.|[\[(](?:…|\.\.\.)[\])])\W{0,9}\Z")
_PRICE = re.compile(r"[$€£¥₹]\s?\d|\d\s?[€₽₫₩]")
_MOST_PRICES = 2


def standfirst_of(
    excerpt: Sequence[str],
    body: Sequence[str],
    title: str,
    language: str = "",
    *,
    site: str = "",
    link: str = "",
) -> str:
    """The standfirst, or "" where the excerpt is none.

    `excerpt` and `body` are the paragraphs of reporting of the feed's or page's description, and of the article. An
    excerpt that the site's software has cut from the article is none, but it may lack a full stop; nor is a question,
    a list of prices or keywords, a text of several paragraphs, what says hardly more than the title, what only promises
    to tell something, or what is not about the article. Of a text whose last sentence is cut the whole ones before it
    are left. Invitations to the reader ("Follow our live coverage."), promises ("What drivers need to know."), what the
    site says of itself, its name, page numbers and the stars of a review at its end are left out. `language` is
    the text's primary subtag, `site` the site's name, `link` the article's address.
    """
    if len(excerpt) != 1 or excerpt[0].startswith(_WITHOUT_BEGINNING):
        return ""
    text = without_site_name(excerpt[0], site=site, link=link) if len(excerpt[0]) <= _LONGEST else excerpt[0]
    text = _without_cut_end(_without_invitations(text, language), body, language)
    words = len(text.split()) + letters_without_spaces(text) // 2
    if words < _FEWEST_WORDS or len(text) > _LONGEST or not is_balanced(text):
        return ""
    if _CUT.search(text) or ends_question(text) or len(_PRICE.findall(text)) > _MOST_PRICES or _is_keywords(text):
        return ""
    new = content_words(text) - content_words(title)
    if len(new) < _FEWEST_NEW_WORDS or says_title_again(text, title):
        return ""
    if _begins(text, body) or _seems_cut(text, body, language):
        return ""
    return _about_article(text, body, title, language, site, link)


def _without_cut_end(text: str, body: Sequence[str], language: str) -> str:
    """The text without an end that is no sentence, behind one that is: "Halaman 2", or the beginning of the article's
    next sentence.
    """
    if len(text) > _LONGEST or ends_sentence(text):
        return text
    if page := _PAGE.search(text):
        return text[: page.start()]
    sentences = sentences_of(text, language)
    if len(sentences) < 2 or not text.endswith(sentences[-1]) or not ends_sentence(sentences[-2]):
        return text
    end = sentences[-1]
    words = len(end.split()) + letters_without_spaces(end) // 2
    letters = letters_of(end)
    is_cut = words <= _LONGEST_TAIL or any(letters in letters_of(paragraph) for paragraph in body)
    return text.removesuffix(end).rstrip() if is_cut or _breaks_off(end, language) else text


def _about_article(text: str, body: Sequence[str], title: str, language: str, site: str, link: str) -> str:
    """The text without what the site says of itself, or promises, at its end; "" where the rest is no news either."""
    article = content_words(" ".join([title, *body]))
    sentences = sentences_of(text, language)
    is_no_news = [
        is_teaser(sentence, language) or describes_site(sentence, article, language, site=site, link=link)
        for sentence in sentences
    ]
    while is_no_news and is_no_news[-1]:
        is_no_news.pop()
        text = text.removesuffix(sentences[len(is_no_news)]).rstrip()
    if any(is_no_news) or not is_no_news:
        return ""
    own = content_words(text) - content_words(" ".join(function_words(language)))
    is_foreign = sum(map(len, body)) >= _ENOUGH_TO_COMPARE and not shared_words(own, article)
    return "" if is_foreign else text


def _without_invitations(text: str, language: str) -> str:
    if len(text) > _LONGEST:
        return text
    for sentence in reversed(sentences_of(text, language)[1:]):
        if not (text.endswith(sentence) and (is_notice(sentence) or not any(map(str.isalnum, sentence)))):
            break
        text = text.removesuffix(sentence).rstrip()
    return text


def _is_keywords(text: str) -> bool:
    """Whether it is keywords: "bridge, harbour, council, traffic, repairs"."""
    pieces = [piece.split() for piece in re.split(r"[,;|•·、，]", text)]
    return len(pieces) > 4 and max(map(len, pieces)) <= 3 and not ends_sentence(text)


def _begins(text: str, body: Sequence[str]) -> bool:
    """Whether the article begins with this text, and it is no whole paragraph: then nobody chose where it ends.

    Spaces do not count, for some software joins the paragraphs of an excerpt without any. Where the text has a full
    stop and the article goes on with its sentence, somebody has set that, and so chose.
    """
    if body and body[0].startswith(text.rstrip(_END)) and _goes_on(text, body[0]):
        return False
    letters, beginning = letters_of(text), letters_of(" ".join(body[:_JOINED]))
    return bool(letters) and beginning.startswith(letters) and letters != letters_of(body[0] if body else "")


def _goes_on(text: str, paragraph: str) -> bool:
    """Whether the paragraph has the text without its full stop, and goes on with the sentence there."""
    head = text.rstrip(_END)
    at = paragraph.find(head) if head != text else -1
    return at >= 0 and _GOES_ON_BEHIND.match(paragraph, at + len(head)) is not None


def _seems_cut(text: str, body: Sequence[str], language: str) -> bool:
    """Whether a text is not whole: it begins within a sentence, or ends with a word that ends no sentence though the
    article goes on with that. Without a full stop, it is part of a paragraph, or ends with such a word, or, where there
    is no article to compare it with, where software cuts.
    """
    if text.split(None, 1)[0].islower():
        return True
    if ends_sentence(text):
        return _breaks_off(text, language) and any(_goes_on(text, paragraph) for paragraph in body[:_JOINED])
    letters = letters_of(text)
    is_part = any(letters in letters_of(paragraph) for paragraph in body[:_JOINED])
    if text.endswith(_GOES_ON) or (not body and (len(text) in _USUAL_LENGTHS or len(text.split()) in _USUAL_WORDS)):
        return True
    return is_part or _breaks_off(text, language)


def _breaks_off(text: str, language: str) -> bool:
    """Whether the text ends with a word such as "and" or "the", whatever mark follows it."""
    words = fold(text).split()
    cues = cues_of(language)
    last = words[-1].lower() if words else ""
    return last in function_words(language) or (cues is not None and cues.coordinating.has(last))
