"""Recognises paragraphs that are not reporting: bylines, appeals, link lists, invitations to subscribe. Pure."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

_END_OF_SENTENCE = re.compile(r"[.!?…。！？｡؟۔।॥։።;:]['\"’”»›」』）)\]】*]*\s*\Z")
_NO_SENTENCE_MARKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese, Khmer: their sentences have no closing punctuation."""
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")

_GIVES = re.compile(
    r"donat\w*|support (?:us|our)\b"
    r"|paypal|patreon|ko-?fi|buy me a coffee|crowdfund\w*|spende\w*|\bdon(?:ner|s)?\b|donaci\w+|donar|doa\w+"
    r"|пожертв\w+|поддерж\w+|寄付|寄附|ご支援|捐款|捐助|تبرع\w*|दान|บริจาค",
    re.IGNORECASE,
)
_BEGS = re.compile(
    r"\W*+(?:please|donat(?:e|ions)\b|support (?:us|our)|help us|spenden sie|bitte|unterst[uü]tzen sie|faites un don"
    r"|soutenez|apoy[ae]\b|haz una|dona\b|поддержите|пожертвуйте|ご支援|寄付の|寄付を|捐款|تبرع|दान)",
    re.IGNORECASE,
)
_TO_US = re.compile(
    r"support (?:us|our|the|independent)|to support|please|paypal|patreon|iban|help us|unterst[uü]tz\w*|\buns\b"
    r"|soutene[rz]|soutien|\bnous\b|ap[oó]y[ae]\w*|\bnos\b|\bнас\b|\bнаш\w*|お願い|ください|我们|لنا|हमें|@|https?://",
    re.IGNORECASE,
)

_INVITES = re.compile(
    r"""\A\W*(?:
      (?:please\ )?(?:join|follow|like|find|add)\ (?:us|me|our)\b
    | (?:please\ )?(?:join|follow|like|find|add)\ (?:\w+\ )?on\ (?:x|twitter|facebook|instagram|telegram|youtube
      |linkedin|threads|bluesky|mastodon|whatsapp|tiktok)\b
    | (?:please\ )?(?:subscribe|log\ in|sign\ up\ (?:for|to|now|here)|register\ (?:now|here|for|free))\b
    | share\ (?:this|on|with|via)\b | (?:click|tap)\ (?:here|to)\b | tweet\ this | like\ this:
    | (?:related|recommended)(?::|\ (?:articles?|stor(?:y|ies)|posts?|news|reading|for\ you))
    | (?:see\ also|read\ (?:more|also|next)|more\ (?:from|stories)|also\ read|you\ may\ also)\b
    | (?:continue|keep)\ reading | view\ (?:all|original|source) | filed\ under | posted\ (?:in|by|on)[^.]*\Z
    | tags?: | categor(?:y|ies): | leave\ a\ (?:reply|comment) | your\ email\ address | required\ fields
    | comments?\ (?:are\ closed|off)\b | (?:all\ rights\ reserved|copyright\W*\d|©|\(c\)\ )
    | advertisements?\W*\Z | sponsored(?:\W*\Z|\ (?:content|post))
    | photo(?:s|\ credit|graph)?(?:\ by)?: | image(?:\ credit)?: | source:
    | this\ (?:article|story|post)\ (?:first\ |was\ )?(?:originally\ )?(?:appeared|published)
    | the\ post\ .*\ (?:appeared\ first|first\ appeared)\ on
    | (?:folgen|abonnieren|teilen|lesen)\ sie\b | (?:mehr|lesen\ sie\ auch|zum\ thema):
    | (?:suivez|abonnez|partagez|lire\ aussi|à\ lire)
    | (?:s[íi]guenos|suscr[íi]b\w+|comparte\ (?:en|esta|este)|lea\ tambi[ée]n)
    | (?:подпис(?:ывайтесь|аться|ка\ на)|читайте\ также|поделит(?:ься|есь)|фото:|источник:)
    | (?:関連記事|続きを読む|フォロー(?:する|して)|シェアする|写真[:：]|提供[:：])
    | (?:اقرأ\ أيضا|تابعونا|شاركوا) | (?:यह\ भी\ पढ़ें|हमें\ फॉलो) | (?:อ่านเพิ่มเติม|ติดตามเรา|ข่าวที่เกี่ยวข้อง)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_BELONGS_TO = re.compile(r"\bis (?:a )?(?:part|member|division|publication) of\b", re.IGNORECASE)
_NO_WORD = re.compile(r"\W*+")
_RULE_OF_UNDERSCORES = re.compile(r"\W*+_(?:[-–—=~#•·]*+_)*+\W*+")
_ELLIPSIS_OR_RULE = re.compile(r"…|\.\.\.|[*–—=~#•·-]")
_BYLINE = re.compile(
    r"\A(?:by|written by|story by|reporting by|words by|from|von|par|por|di|da|автор|текст|文[/／・:：]|取材[/／・:：]"
    r"|بقلم|كتب|द्वारा|โดย)\b[:\s]?",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\A\W*(?:(?:published|updated|posted)\W+)?(?:\w+,?\s+)?"
    r"(?:\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?|\w+\.? \d{1,2},? \d{4}|\d{1,2}\.? \w+\.? \d{4})"
    r"(?:\W++\d{1,2}:\d{2}.*+)?\W*+\Z",
    re.IGNORECASE,
)
_LONG_LINE = 120
_LONG_LINE_WITHOUT_SPACES = 40
_HEAD = 600


def is_boilerplate(text: str, *, site: str = "") -> bool:
    """Whether the paragraph is not reporting, by features that it has on any site; `site` is the site's name."""
    without_links = _EMAIL.sub("", _URL.sub("", text)).strip()
    links = len(_URL.findall(text))
    return (
        _is_ellipsis_or_rule(text)
        or not any(char.isalnum() for char in without_links)
        or (links > 0 and not _ends_sentence(without_links))
        or bool(_INVITES.search(text))
        or bool(_DATE.match(text))
        or _asks_to_give(text, without_links)
        or (bool(_BELONGS_TO.search(text)) and _names(text, site))
    )


def _is_ellipsis_or_rule(text: str) -> bool:
    if _RULE_OF_UNDERSCORES.fullmatch(text):
        return True
    return bool(_NO_WORD.fullmatch(text) and _ELLIPSIS_OR_RULE.search(text))


def is_heading(text: str) -> bool:
    """Whether the paragraph is a short line that is not a sentence: a heading, a name, a list entry."""
    if _ends_sentence(text):
        return False
    if _NO_SENTENCE_MARKS.search(text):
        return len(text) < _LONG_LINE_WITHOUT_SPACES
    return len(text) < _LONG_LINE


def is_byline(text: str, author: str) -> bool:
    """Whether the line says who wrote the article."""
    if author and same_words(text, author):
        return True
    return len(text) < _LONG_LINE and not _ends_sentence(text) and _BYLINE.match(text) is not None


def same_words(text: str, other: str) -> bool:
    """Whether the texts are the same but for case, punctuation and a word or two."""
    letters, other_letters = letters_of(text), letters_of(other)
    if not letters or not other_letters:
        return False
    if letters == other_letters or (
        len(other_letters) > 20 and letters.startswith(other_letters) and len(letters) < len(other_letters) * 1.3
    ):
        return True
    return (
        abs(len(letters) - len(other_letters)) < 0.2 * len(other_letters)
        and SequenceMatcher(None, letters, other_letters).ratio() > 0.9
    )


def _asks_to_give(text: str, without_links: str) -> bool:
    """Whether the line asks readers to donate. A report about a donation has no address and is a whole sentence."""
    if not _GIVES.search(text) or not _TO_US.search(text):
        return False
    return len(without_links) != len(text) or not _ends_sentence(text) or bool(_BEGS.match(text))


def _names(text: str, site: str) -> bool:
    return not _ends_sentence(text) or (bool(site) and site.casefold() in text.casefold())


def _ends_sentence(text: str) -> bool:
    return _END_OF_SENTENCE.search(text) is not None


_NO_LETTER_OF_ASCII = bytes(code for code in range(128) if not chr(code).isalnum())
_LOWER = bytes(range(256)).lower()


def letters_of(text: str) -> str:
    """The letters and digits at the head of `text`, case-folded. Only the head: normalising can take quadratic time."""
    head = text[:_HEAD]
    if head.isascii():
        return head.encode().translate(_LOWER, _NO_LETTER_OF_ASCII).decode()
    head = unicodedata.normalize("NFKC", head).casefold()
    return "".join(char for char in head if char.isalnum())
