"""Finds where a platform cuts a long text with "See more". Pure."""

from __future__ import annotations


def fold_at(text: str, characters: int) -> int | None:
    """The number of characters shown of `text` before "See more": about `characters`, whole words. None: all of it."""
    if len(text) <= characters:
        return None
    visible = text[: characters + 1].rstrip()
    if len(visible) > characters:
        whole_words = visible[: len(visible) - len(visible.split()[-1])].rstrip()
        visible = whole_words or visible[:characters]
    return len(visible)
