"""A text in the forms in which its words are compared, each made once for all questions that are asked of it. Pure.

`cues`, `disputes` and `references` ask them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bot.writing.language.words import LanguageCues, cues_of
from bot.writing.language.words.lists import Folded, Word, fold, taken_apart, words_of

_LONGEST_HEAD = 60
"""Characters."""


@dataclass(frozen=True)
class Text:
    """A text in a language. Each of its forms is made when it is first asked for, and kept."""

    written: str
    language: str
    """A primary subtag ("de")."""

    @cached_property
    def cues(self) -> LanguageCues | None:
        """The cue words of its language; None where they are not known."""
        return cues_of(self.language)

    @cached_property
    def folded(self) -> Folded:
        """As it is compared with the lists of its language."""
        if self.cues is None:
            return taken_apart(self._plain)
        return self.cues.take_apart(self._plain) if self.cues.spaces else self.cues.fold(self.written)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of words (`Sought`, `Disputing`, `Warned`) that stand anywhere in it; none where none are known."""
        return self.cues.sought.kinds_in(self.folded) if self.cues is not None else frozenset()

    @cached_property
    def lowered(self) -> str:
        """Its words and commas in lower case, with a space around each; no phrase is passed over."""
        return self._plain.lower()

    @cached_property
    def _plain(self) -> str:
        return fold(self.written)

    @cached_property
    def openings(self) -> tuple[str, ...]:
        """Its words and commas, and the same without the particle that is written together with the first word."""
        proclitic = self.cues.proclitic if self.cues is not None else None
        match = proclitic.match(self.lowered) if proclitic is not None else None
        return (self.lowered,) if match is None else (self.lowered, f" {match[1]}{self.lowered[match.end() :]}")

    @cached_property
    def head(self) -> str:
        """The characters at its head as they are compared with beginnings of sentences."""
        head = self.written[:_LONGEST_HEAD]
        return self.cues.fold(head).text if self.cues is not None and self.cues.spaces else head

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words, without the commas."""
        return tuple(words_of(self.written))

    @cached_property
    def distinct_words(self) -> frozenset[str]:
        """The folded forms of `words`."""
        return frozenset([word for _, _, word in self.words])
