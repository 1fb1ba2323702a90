"""What a poll is to change, decided on before it is written, and what it has changed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.article import Article
from bot.outbox.rules.candidates import SeenArticle
from bot.outbox.rules.corrections import NoLongerWanted
from bot.outbox.rules.new_articles import Decision
from bot.outbox.rules.recognition import Recognised
from bot.outbox.rules.states import SourceState


@dataclass(frozen=True, slots=True)
class Corrected:
    """An article that its site has changed."""

    article: Article
    """As it is now."""
    waits: bool
    """Some post about it is still to go out, and takes the change in."""
    posted: bool
    """A post with the headline of before is out."""


@dataclass(frozen=True, slots=True)
class Retracted:
    """An article that its site has taken back."""

    article: Article
    reason: str
    posted: bool
    """A post about it is out."""


@dataclass(frozen=True, slots=True)
class PollRecord:
    """What one answered poll is to change: decided on before the transaction, which only carries it out."""

    state: SourceState
    """As the source is after the poll, but for its `version`, which is that of before."""
    seen: Sequence[SeenArticle]
    """In the source's order."""
    recognised: Recognised
    """What was known of them when it was decided."""
    decisions: Sequence[Decision]
    """What becomes of the candidates among them, oldest first."""
    no_longer_wanted: NoLongerWanted = field(default_factory=dict)
    """What waits of these is to be skipped."""
    recurring: frozenset[str] | None = None
    """The lines that stand in most of the site's articles, where they were looked for; else None."""

    @property
    def is_baseline(self) -> bool:
        """Whether this is the first poll of its source that was answered."""
        return self.state.baseline_at is None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a poll has changed."""

    decisions: tuple[Decision, ...]
    """What became of the articles that no poll of this site had shown before."""
    corrected: tuple[Corrected, ...]
    retracted: tuple[Retracted, ...]
    is_baseline: bool
    """This was the first poll of the source that was answered."""
