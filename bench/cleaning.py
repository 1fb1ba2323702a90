"""Measures what is dropped as no article's text, and what is taken off heads and titles. python -m bench.cleaning

The cases of cleaning_cases.toml were made for this. Every third is held out: it is counted apart, and its errors are
shown only with --held-out.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bot.writing.furniture.heads import without_head
from bot.writing.furniture.paragraphs import is_furniture, is_heading
from bot.writing.furniture.titles import is_withheld, says_nothing, without_site_name

CASES = Path(__file__).with_name("cleaning_cases.toml")
HELD_OUT = 3


def is_dropped(paragraph: Sequence[str]) -> bool:
    """As `clean.paragraphs` drops it: as furniture, or as a line that is no sentence."""
    return is_furniture(paragraph[1]) or is_heading(paragraph[1])


def is_furniture_by_itself(paragraph: Sequence[str]) -> bool:
    return is_furniture(paragraph[1])


def kept_head(case: Sequence[str]) -> str:
    _, head, rest, title, author = (*case, "", "")[:5]
    return without_head(head + rest, title=title, author=author)


def told(
    name: str, furniture: Sequence[Any], real: Sequence[Any], is_found: Callable[[Any], bool], *, show: bool
) -> None:
    for part, chosen in (("tuned", False), ("held out", True)):
        some, others = (
            [case for nth, case in enumerate(cases) if (nth % HELD_OUT == HELD_OUT - 1) is chosen]
            for cases in (furniture, real)
        )
        hits = [case for case in some if is_found(case)]
        wrong = [case for case in others if is_found(case)]
        precision = len(hits) / max(1, len(hits) + len(wrong))
        print(
            f"{name:28} {part:9} precision {precision:.3f}   recall {len(hits) / max(1, len(some)):.3f}"
            f"   ({len(some)} and {len(others)} others)"
        )
        if show or not chosen:
            for case in some:
                if case not in hits:
                    print("   missed:", case)
            for case in wrong:
                print("   wrong: ", case)


def exact(
    name: str, cases: Sequence[Any], change: Callable[[Any], str], right: Callable[[Any], str], *, show: bool
) -> None:
    for part, chosen in (("tuned", False), ("held out", True)):
        some = [case for nth, case in enumerate(cases) if (nth % HELD_OUT == HELD_OUT - 1) is chosen]
        wrong = [case for case in some if change(case) != right(case)]
        print(f"{name:28} {part:9} exact {1 - len(wrong) / len(some):.3f}   ({len(some)})")
        if show or not chosen:
            for case in wrong:
                print("   wrong:", change(case), "|", case)


def main() -> None:
    show = "--held-out" in sys.argv
    cases = tomllib.loads(CASES.read_text(encoding="utf-8"))
    told("paragraphs", cases["furniture"], cases["reporting"], is_dropped, show=show)
    told("paragraphs, furniture only", cases["furniture"], cases["reporting"], is_furniture_by_itself, show=False)
    heads = cases["heads"]
    told(
        "heads",
        [c for c in heads if c[1]],
        [c for c in heads if not c[1]],
        lambda case: kept_head(case) != case[1] + case[2],
        show=show,
    )
    exact("heads", heads, kept_head, lambda case: case[2], show=show)
    exact(
        "names of sites",
        cases["site_names"],
        lambda c: without_site_name(c[0], site=c[1], link=c[2]),
        lambda c: c[3],
        show=show,
    )
    told("empty titles", cases["empty_titles"], cases["titles"], says_nothing, show=show)
    told("withheld", cases["withheld"], cases["shown"], lambda c: is_withheld(*c), show=show)


if __name__ == "__main__":
    main()
