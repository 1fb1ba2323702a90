"""Counts the characters that a reader sees: extended grapheme clusters. Pure.

The rules are those of Unicode: https://www.unicode.org/reports/tr29/#Grapheme_Cluster_Boundary_Rules. Rule GB9c, which
joins Indic conjuncts since Unicode 15.1, is left out: not every server knows it, and so no text is counted too short.
"""

from __future__ import annotations

import regex

_GRAPHEME = regex.compile(r"\X")
_CONJUNCT = regex.compile(r"\p{InCB=Linker}\u200d?(?=\p{InCB=Consonant})")
"""Where a conjunct is one cluster by GB9c alone."""


def grapheme_length(text: str) -> int:
    """The number of characters as people see them."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    return len(_GRAPHEME.findall(text)) + len(_CONJUNCT.findall(text))
