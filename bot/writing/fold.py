"""Where a platform hides the rest of a long text behind "See more". Pure."""

from __future__ import annotations


def fold_at(text: str, characters: int) -> int | None:
    """How much of the text is shown where about `characters` are: up to the end of a word. None: all of it."""
    if len(text) <= characters:
        return None
    visible = text[: characters + 1].rstrip()
    if len(visible) > characters:
        whole_words = visible[: len(visible) - len(visible.split()[-1])].rstrip()
        visible = whole_words or visible[:characters]
    return len(visible)
