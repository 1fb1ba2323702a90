"""The cue words of each language, read from one TOML file for each. Pure, but for reading these files at first use.

A file is named after the primary language subtag (BCP 47) and holds lists of words, separated by "|" or line ends:

leaning       words at a sentence's beginning that join it to what stood before it: "However", "In addition"
referring     the same, but words that name what stood before it, so that they say nothing without it: "She", "The
              latter", and in a language that leaves out its subjects "Afirmó que" ("She stated that")
expletive     beginnings that look like one of these and refer to nothing: "It is likely that"; here a word may be "*".
              The longer entry counts: "it is * that" before "it"
source        phrases that give words to somebody who was named before: "according to him"; they count anywhere
earlier       phrases that tell a time by what was told before: "the day before that"; they count inside a sentence
here          adverbs of a place that was named before: "here"; they count at the end of a clause
aged          "the #-year-old" in place of a name; "#" is an age, "_" one word, and "jährig*" a word that begins so
of_them       phrases for "of them"; near a sentence's head, behind what counts or measures a part: "many of them"
institution   nouns with their article that stand for a house that was named before, where nothing describes them
              nearer: "the head of the institution, …"; only in languages that mark what is known already
partitive     pronouns that stand for what a number counts: French "en" in "le musée en conserve deux"
quantity      the number words that can stand behind such a pronoun
demonstrative words that refer to what was named before, beside a noun in the middle of a sentence: "this claim"
times         nouns beside which such a word means now or here: "this week", "this country"; or with which it does not
              stand for anything: "this is"
inverted      pronouns that stand behind the verb where something else begins the sentence: "Am Freitag reiste er"
pronoun       personal pronouns of the third person that can name the speaker of a quotation: "he", "she"
comment       words of opinion or estimate
attribution   words that say whose words or claims a sentence reports
credit        beginnings of sentences that only say who has reported what stood before: "It was first reported by"
matter        nouns by which a story calls its own news, with their article: "the measure", "the ruling"
negation      words that say no
condition     words that make a statement conditional, limited or alternative; that take it up as a whole ("and that",
              "a title that"); that tell what came later ("afterwards"), for it may have undone the rest
limiting      quantifiers, superlatives and ordinals, whose truth depends on a restriction that follows
ignored       phrases that hold a cue by their letters only: "no. 5", Chinese 数据; they are passed over
boundary      words before which a finite sentence can often be ended and still be grammatical and true; one that
              begins with a comma counts only after a comma; "in ^" counts before a number or a capital letter;
              ", *ing" is every word in small letters that ends so
unfinished    words at which a sentence cannot end, so that no boundary follows them: articles, "is", "shortly"
finite        verb forms that are nothing else: "has", "took"; they show that a clause has its verb
subordinating words behind which a finite verb belongs to another clause than the main one: "who", "when"
articles      "the", "a"
participles   endings of past participles
complementizer the words for "that" before what somebody says
coordinating  the words for "and" and "or"
continuing    words that show that what seems a phrase goes on with the clause before it: "… in the U.S. declined"
demonstrative_follows  true: the demonstrative stands after its noun
verb_last     true: the verb, and with it "not" and "said", stands at the end, so no sentence may be cut from its end
spaces        false: the script has no spaces between words, so each entry counts anywhere in the sentence
proclitics    particles that are written together with the next word, such as Arabic "و"
cyrillic      true: the entries are in Latin letters and also count in Serbian Cyrillic ones

Further lists are those of `disputes.toml` and `warnings.toml` in `bot/writing/language/`, which explain them.

Each file names its sources. `referring`, `source`, `earlier`, `here`, `aged`, `of_them`, `institution`, `credit`,
`matter`, `partitive`, `quantity`, `demonstrative`, `times`, `finite`, `subordinating` and `participles` were compiled
by hand in all of them; to check against Universal Dependencies (features PronType, VerbForm; relation mark) and, for
subjects that are left out, Dryer, "Expression of Pronominal Subjects", World Atlas of Language Structures 101.

An entry counts as a whole word or as whole words, in any case. "kein*" is every word that begins with "kein", "*n't"
every word that ends with "n't"; "=may" counts only as it is written, so that the month of May is not meant. A hyphen
separates words. Apostrophes, Arabic and Persian forms of one letter, and Turkish dots do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from bot.writing.language.words.lists import (
    Folded,
    Lexicon,
    WordList,
    entries_of,
    fold,
    lexicon_of,
    piece_of,
    same_letters,
    taken_apart,
    word_list,
)
from bot.writing.wordfiles import wordfile

Sought = Literal["comment", "attribution", "negation", "condition", "limiting", "continuing"]
"""Kinds of words that are sought anywhere in a text."""
Disputing = Literal[
    "turning",
    "inside",
    "conceding",
    "expecting",
    "accusing",
    "detaining",
    "denying",
    "defending",
    "offence",
    "never",
    "rejecting",
    "charge",
    "about",
    "claiming",
    "verdict",
    "verdict_of_check",
    "truth",
    "confirming",
    "acquitting",
    "dropping",
    "proceedings",
    "freeing",
    "courts",
    "prosecuting",
    "convicting",
    "no",
]
"""The same, of `disputes.toml`, which explains them."""
Warned = Literal["warning", "obliging", "public", "instructing", "lasting", "hazard", "withdrawing"]
"""The same, of `warnings.toml`, which explains them."""
_VARIANTS = {
    "nb": "no",
    "nn": "no",
    "hr": "sr",
    "bs": "sr",
    "sh": "sr",
    "cnr": "sr",
    "ms": "id",
    "in": "id",
    "fil": "tl",
    "yue": "zh",
    "cmn": "zh",
    "iw": "he",
    "mo": "ro",
    "prs": "fa",
}
"""Languages whose news is written with the words of another, and outdated or more special codes of one language."""

_LISTS = frozenset(
    {
        "leaning",
        "referring",
        "source",
        "earlier",
        "here",
        "aged",
        "of_them",
        "institution",
        "partitive",
        "quantity",
        "demonstrative",
        "times",
        "inverted",
        "expletive",
        "pronoun",
        "comment",
        "credit",
        "matter",
        "attribution",
        "negation",
        "condition",
        "limiting",
        "ignored",
        "boundary",
        "finite",
        "subordinating",
        "complementizer",
        "participles",
        "articles",
        "unfinished",
        "coordinating",
        "continuing",
    }
)


@dataclass(frozen=True, slots=True)
class LanguageCues:
    """The cue words of one language; the module's docstring says what each list holds."""

    leaning: WordList
    referring: WordList
    source: tuple[str, ...]
    """Each as a piece of a folded text, and so those of `earlier`."""
    earlier: tuple[str, ...]
    here: WordList
    aged: tuple[tuple[str, ...], ...]
    """Each as its folded words."""
    of_them: tuple[str, ...]
    """Each as a piece of a folded text."""
    institution: tuple[tuple[str, ...], ...]
    """Each as its folded words."""
    partitive: WordList
    quantity: WordList
    demonstrative: WordList
    demonstrative_follows: bool
    times: WordList
    inverted: WordList
    expletive: Mapping[str, tuple[tuple[str, ...], ...]]
    """By its first word each as its folded words; "_" is any one word."""
    pronoun: WordList
    credit: WordList
    matter: WordList
    attribution: WordList
    limiting: WordList
    ignored: tuple[str, ...]
    boundary: Mapping[str, tuple[tuple[str, ...], ...]]
    """By its first word each boundary as its folded words; they begin with "," where a comma must stand before."""
    boundary_endings: tuple[str, ...]
    """Endings of words that are boundaries after a comma."""
    boundary_piece: re.Pattern[str] | None
    """Finds a boundary in a script without spaces; None in other scripts."""
    finite: WordList
    subordinating: WordList
    complementizer: WordList
    participles: WordList
    articles: WordList
    unfinished: WordList
    coordinating: WordList
    disputing: Mapping[Disputing, WordList]
    """The lists of `disputes.toml`."""
    sought: Lexicon
    """The lists of the kinds `Sought`, `Disputing` and `Warned`."""
    proclitic: re.Pattern[str] | None
    """Finds each word of a folded text that may begin with a particle; its group is the word without it."""
    verb_last: bool
    spaces: bool

    def fold(self, text: str) -> Folded:
        """The text as it is compared with the lists, without the phrases that are to be passed over."""
        return self.take_apart(fold(text) if self.spaces else same_letters(text))

    def take_apart(self, folded: str) -> Folded:
        """The folded text as it is compared with the lists, without the phrases that are to be passed over."""
        if self.proclitic is not None:
            folded = self.proclitic.sub(r"\g<0> \1", folded)
        for phrase in self.ignored:
            if phrase in folded:
                folded = folded.replace(phrase, " ")
        return taken_apart(folded)


def cues_of(language: str) -> LanguageCues | None:
    """The cue words of a language, by its primary subtag ("de"); None where there is no file for it."""
    code = code_of(language)
    return _cues(code) if code in _languages() else None


def code_of(language: str) -> str:
    """The code of the language whose words are used for this one: "no" for "nb"."""
    return _VARIANTS.get(language, language)


def disputes_data() -> Mapping[str, Any]:
    """What `disputes.toml` holds: a table for each language, and the labels of fact checks."""
    return wordfile("bot.writing.language", "disputes")


@cache
def _languages() -> frozenset[str]:
    return frozenset(entry.name[:-5] for entry in files(__package__).iterdir() if entry.name.endswith(".toml"))


@cache
def _cues(code: str) -> LanguageCues:
    data = wordfile("bot.writing.language.words", code)
    spaces = data.get("spaces", True)
    proclitics = sorted(data.get("proclitics", "").split(), key=len, reverse=True)
    cyrillic = data.get("cyrillic", False)
    entries = {key: entries_of(text, cyrillic=cyrillic) for key, text in data.items() if key in _LISTS}

    def words(key: str) -> WordList:
        return word_list(entries.get(key, ()), spaces=spaces)

    def lists_of(table: Mapping[str, Any], kind: str) -> WordList:
        return word_list(entries_of(table.get(kind, ""), cyrillic=table.get("cyrillic", False)), spaces=spaces)

    disputes = disputes_data().get(code, {})
    disputing: dict[Disputing, WordList] = {kind: lists_of(disputes, kind) for kind in get_args(Disputing)}
    warnings = wordfile("bot.writing.language", "warnings").get(code, {})
    warning: dict[Warned, WordList] = {kind: lists_of(warnings, kind) for kind in get_args(Warned)}
    boundary = entries.get("boundary", [])
    endings = [entry for entry in boundary if entry.startswith(", *")]
    boundary = [entry for entry in boundary if entry not in endings]
    return LanguageCues(
        leaning=words("leaning"),
        referring=words("referring"),
        source=tuple(piece_of(entry, spaces=spaces) for entry in entries.get("source", ())),
        earlier=tuple(piece_of(entry, spaces=spaces) for entry in entries.get("earlier", ())),
        here=words("here"),
        aged=tuple(tuple(entry.split()) for entry in entries.get("aged", ())),
        of_them=tuple(piece_of(entry, spaces=spaces) for entry in entries.get("of_them", ())),
        institution=tuple(tuple(fold(entry).split()) for entry in entries.get("institution", ())),
        partitive=words("partitive"),
        quantity=words("quantity"),
        demonstrative=words("demonstrative"),
        demonstrative_follows=data.get("demonstrative_follows", False),
        times=words("times"),
        inverted=words("inverted"),
        expletive=_by_first_word(fold(entry.replace("*", "_")).split() for entry in entries.get("expletive", ())),
        pronoun=words("pronoun"),
        credit=words("credit"),
        matter=words("matter"),
        attribution=words("attribution"),
        limiting=words("limiting"),
        ignored=tuple(
            piece_of(written, spaces=spaces)
            for entry in entries.get("ignored", ())
            for written in dict.fromkeys((entry, entry.capitalize()))
        ),
        boundary_endings=tuple(ending[3:] for ending in endings),
        boundary=_boundaries(boundary) if spaces else {},
        boundary_piece=None if spaces else _boundary_piece(boundary),
        finite=words("finite"),
        subordinating=words("subordinating"),
        complementizer=words("complementizer"),
        participles=words("participles"),
        articles=words("articles"),
        unfinished=words("unfinished"),
        coordinating=words("coordinating"),
        disputing=disputing,
        sought=lexicon_of({kind: words(kind) for kind in get_args(Sought)} | disputing | warning),
        proclitic=re.compile(rf" (?:{'|'.join(proclitics)})(\S{{2,}}+)") if proclitics else None,
        verb_last=data.get("verb_last", False),
        spaces=spaces,
    )


def _boundaries(entries: Iterable[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return _by_first_word([*fold(entry.replace("^", "")).split(), *("^" * entry.endswith("^"))] for entry in entries)


def _by_first_word(entries: Iterable[Sequence[str]]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The entries, each given as its words, by the first of them that is no comma."""
    by_word: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in entries:
        first_word = words[words[0] == ","]
        by_word[first_word] = (*by_word.get(first_word, ()), tuple(words))
    return by_word


def _boundary_piece(entries: Iterable[str]) -> re.Pattern[str]:
    """Thai separates clauses with a space, Chinese with the comma with which its entries begin."""
    return re.compile("|".join(rf"(?<=\s){entry}" if entry[0].isalpha() else entry for entry in entries) or "(?!)")
