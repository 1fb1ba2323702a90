"""Which articles a newsroom wants to be posted: `only` and `never` of a site and of an account. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from bot.article import Article
from bot.language_tags import is_within

__all__ = ["AS_STATED", "Languages", "Terms", "WantedRule", "folded", "why_unwanted"]

_LONGEST_TITLE = 1_000
_LONGEST_ADDRESS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is asked of an article: one `only` or `never` of bot.toml. Upper and lower case are the same."""

    tags: tuple[str, ...] = ()
    """Categories or tags, as the site names them."""
    authors: tuple[str, ...] = ()
    """Names, each of which stands whole in the article's author."""
    languages: tuple[str, ...] = ()
    """BCP 47: "pt" is every Portuguese, "pt-BR" that of Brazil."""
    words: tuple[str, ...] = ()
    """Words or phrases in the title or in the address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedRule:
    """What one site or one account wants of articles."""

    name: str = ""
    """As messages call it: "sites[News]" or "accounts[mtt]"."""
    only: Terms = Terms()
    """An article needs one of each kind of terms that is given."""
    never: Terms = Terms()
    """An article may have none of these."""

    @property
    def wants_all(self) -> bool:
        """Whether it leaves out no article."""
        return self.only == self.never == Terms()

    @property
    def names_languages(self) -> bool:
        return bool(self.only.languages or self.never.languages)


Languages = Mapping[Article, str]
"""Articles → the language that their text is in, where it is not the one that their site states."""

AS_STATED: Languages = MappingProxyType({})


def why_unwanted(article: Article, rules: Iterable[WantedRule], languages: Languages = AS_STATED) -> str:
    """The first of the rules by which the article is not wanted, and why; "" where it is wanted."""
    if article in languages:
        article = replace(article, language=languages[article])
    return next(filter(None, (_why_unwanted(article, rule) for rule in rules)), "")


def _why_unwanted(article: Article, rule: WantedRule) -> str:
    for kind in _KINDS:
        if found := next((term for term in getattr(rule.never, kind) if _has(article, kind, term)), ""):
            return f"{rule.name}.never leaves it out: {_SAYS[kind](found)}"
    for kind in _KINDS:
        terms = getattr(rule.only, kind)
        if terms and not any(_has(article, kind, term) for term in terms):
            return f"{rule.name}.only leaves it out: {_says_otherwise(article, kind, terms)}"
    return ""


_KINDS = ("tags", "authors", "languages", "words")

_SAYS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "tags": "it is filed under “{}”".format,
        "authors": "it is by “{}”".format,
        "languages": "its language is {}".format,
        "words": "“{}” stands in its title or address".format,
    }
)


def _says_otherwise(article: Article, kind: str, terms: tuple[str, ...]) -> str:
    wanted = " or ".join(f"“{term}”" for term in terms)
    if kind == "tags":
        return f"it is not filed under {wanted}"
    if kind == "authors":
        return f"it is not by {wanted}, but {f'by “{article.author}”' if article.author else 'names no author'}"
    if kind == "languages":
        stated = f"its language is {article.language}" if article.language else "nobody can tell its language"
        return f"{stated}, and not {' or '.join(terms)}"
    return f"neither its title nor its address has {wanted}"


def _has(article: Article, kind: str, term: str) -> bool:
    if kind == "tags":
        return folded(term) in map(folded, article.tags)
    if kind == "authors":
        return _contains(folded(article.author), term)
    if kind == "languages":
        return is_within(article.language, term)
    return any(_contains(text, term) for text in _title_and_address(article))


def _title_and_address(article: Article) -> Iterator[str]:
    yield folded(article.title[:_LONGEST_TITLE])
    try:
        parts = urlsplit(article.link[:_LONGEST_ADDRESS])
    except ValueError:
        return
    yield folded(unquote(f"{parts.hostname or ''} {parts.path} {parts.query}"))


@lru_cache(maxsize=4_096)
def folded(text: str) -> str:
    """The words of a text as they are compared: case, marks between words and forms of letters make no difference."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_BETWEEN_WORDS.sub(" ", text).split())


_BETWEEN_WORDS = re.compile(r"[\s_\-–—./?&=+,:;!()\[\]“”\"«»|]+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts in which words stand beside one another without spaces."""


def _contains(text: str, term: str) -> bool:
    """Whether the folded text has the words of the term, as whole words where their script divides words."""
    words = folded(term)
    if not words:
        return False
    if _UNSPACED.search(words):
        return words in text
    return f" {words} " in f" {text} "
