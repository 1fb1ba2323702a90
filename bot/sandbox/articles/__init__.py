"""The sample articles that come with the program: a few lines of fields, an empty line, the body as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """An article before it is published: it has no date and no address yet. `body` is HTML, the rest plain text."""

    title: str
    slug: str
    author: str
    tags: tuple[str, ...]
    language: str
    body: str


def sample_articles() -> list[SampleArticle]:
    """Ordered by the names of their files."""
    entries = (entry for entry in files(__name__).iterdir() if entry.name.endswith(".article"))
    return [_read(entry.read_text("utf-8")) for entry in sorted(entries, key=lambda entry: entry.name)]


def _read(text: str) -> SampleArticle:
    head, _, body = text.partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    tags = tuple(fields.pop("tags").split(", "))
    return SampleArticle(**fields, tags=tags, body=body.strip())
