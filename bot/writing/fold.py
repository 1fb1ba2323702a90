"""Where a platform hides the rest of a long text behind "See more". Pure."""

from __future__ import annotations


def fold_at(text: str, characters: int) -> int | None:
    """How much of the text is shown where about `characters` are: up to the end of a word. None: all of it."""
    if len(text) <= characters:
        return None
    shown = text[: characters + 1].rstrip()
    if len(shown) > characters:
        words = shown[: len(shown) - len(shown.split()[-1])].rstrip()
        shown = words or shown[:characters]
    return len(shown)
