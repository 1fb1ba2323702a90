"""The settings of the sandbox: its clock, its limits, and its delay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

Drafts = Literal["kept", "refused", "published"]
"""What becomes of a draft, on a platform that has them: it is kept unseen; it is refused; or, where it has a link, it
is published at once."""

DRAFTS: tuple[str, ...] = get_args(Drafts)


@dataclass(slots=True)
class Rules:
    """All but `clock` may be changed while the sandbox runs."""

    clock: Callable[[], float]
    """Returns Unix seconds."""
    duplicate_window: float = 86_400.0
    """Seconds for which the same text is refused as a duplicate; 0 accepts duplicates, so that tests can count them."""
    posts_in_window: int = 100
    """Posts that an account may send in 15 minutes, on a platform with such a limit."""
    app_secret: str = ""
    """The app's secret, to check the proof in a request; "" means that no proof is accepted."""
    drafts: Drafts = "kept"
    lag: float = 0.0
    """Seconds until readers see a stored post."""
    news_site: str = ""
    """The URL of the local news site that belongs to it, to which its page links; "" for none."""
