"""Reads the sample articles that come with the program. Each file has lines of fields, an empty line, and HTML."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """An article before publication, without date and URL. `body` is HTML, the other texts are plain."""

    title: str
    slug: str
    author: str
    tags: tuple[str, ...]
    language: str
    body: str


def sample_articles() -> list[SampleArticle]:
    """All sample articles, in the order of their file names."""
    entries = (entry for entry in files(__name__).iterdir() if entry.name.endswith(".article"))
    return [_read(entry.read_text("utf-8")) for entry in sorted(entries, key=lambda entry: entry.name)]


def _read(text: str) -> SampleArticle:
    head, _, body = text.partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    tags = tuple(fields.pop("tags").split(", "))
    return SampleArticle(**fields, tags=tags, body=body.strip())
