"""How strict, slow and patient the sandbox is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Rules:
    """All but the first may be changed while the sandbox runs."""

    clock: Callable[[], float]
    """Unix seconds."""
    duplicate_window: float = 86_400.0
    """Seconds for which the same text is refused as a duplicate; 0 lets every duplicate through, to be counted."""
    posts_in_window: int = 100
    """How many posts an account may make in 15 minutes, where its platform counts them."""
    app_secret: str = ""
    """The secret of the app, against which the proof of a call is checked; "": no proof is taken."""
    lag: float = 0.0
    """Seconds until a stored post shows up in what readers see."""
