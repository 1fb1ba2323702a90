"""Whether a text warns the public, and tells it what to do or how long the warning holds. Pure.

The words are those of `warnings.toml` beside this file, which explains each list. Of a language without a table nothing
is known, and no text warns.
"""

from __future__ import annotations

from bot.writing.language.cues import has
from bot.writing.language.text import Text


def warns(text: Text) -> bool:
    """Whether it tells of a danger to the public: "Flood warning for the Ouse", "Maker recalls baby formula", "The toy
    is taken off the shelves, for children may choke on it".
    """
    return has("warning", text) or (has("withdrawing", text) and has("hazard", text))


def tells_hazard(text: Text) -> bool:
    """Whether it tells what is dangerous: "because of salmonella", "for they may catch fire"."""
    return has("hazard", text)


def alarms(text: Text) -> bool:
    """Whether it warns, or tells people what to do because of a danger: "Residents were told to leave their homes, for
    the dam could collapse".
    """
    return warns(text) or (tells_hazard(text) and advises(text))


def withdraws(text: Text) -> bool:
    """Whether it tells that goods are called back, or forbidden, which does not tell yet what is dangerous."""
    return has("withdrawing", text)


def advises(text: Text) -> bool:
    """Whether it tells people what to do ("Residents are asked to boil tap water") or until when they have to ("The
    warning is in effect until 8 p.m.").
    """
    instructs = has("instructing", text) or (has("obliging", text) and has("public", text))
    return instructs or (has("lasting", text) and has("warning", text))
