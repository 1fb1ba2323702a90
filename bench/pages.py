"""How well articles are read from their pages, on any collection of pages.

    python bench/pages.py FOLDER [FOLDER …]

A folder holds one JSON file for each page: an object with

    "html"     the page, as text
    "url"      where it came from; may be missing
    "body"     the text of the article, without its title
    "with", "without"   instead of "body": lists of pieces of text that the body must have, and must not have
    "title"    the headline; may be missing

Prints for each folder the F1 of the body: of its words (letters, in scripts that do not separate words), as the mean
over the pages, with the number of pages under 0.5 and their files; or of the pieces, over all pages. Then how many
titles are exactly right, white space apart.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections import Counter
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from statistics import mean, median
from typing import Any

from lxml import html

from bot.sources.parsing.body import runs_of, words_of
from bot.sources.parsing.markup import read_page

BAD = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a page, beside what is right."""

    file: str
    right: dict[str, Any]
    title: str
    body: str
    seconds: float


def reading_of(file: Path) -> Reading:
    right = json.loads(file.read_text(encoding="utf-8"))
    begun = time.process_time()
    item = read_page(right["html"], right.get("url", ""))
    seconds = time.process_time() - begun
    return Reading(file.name, right, item.title, text_of(item.body), seconds)


def text_of(body: str) -> str:
    return " ".join(run.text() for run in runs_of(html.fromstring(f"<div>{body}</div>"))) if body else ""


def one_line(text: str) -> str:
    return " ".join(unescape(text).split())


def words_f1(reading: Reading) -> float:
    right, read = words_of(reading.right["body"]), words_of(reading.body)
    return 2 * (right & read).total() / max(1, right.total() + read.total())


def pieces_f1(readings: list[Reading]) -> float:
    counts: Counter[str] = Counter()
    for reading in readings:
        body = one_line(reading.body)
        wanted, unwanted = ([one_line(piece) in body for piece in reading.right[name]] for name in ("with", "without"))
        counts.update(right=sum(wanted), missed=len(wanted) - sum(wanted), wrong=sum(unwanted))
    return 2 * counts["right"] / max(1, 2 * counts["right"] + counts["missed"] + counts["wrong"])


def report(folder: Path) -> None:
    readings = [reading_of(file) for file in sorted(folder.glob("*.json"))]
    whole = [reading for reading in readings if "body" in reading.right]
    pieces = [reading for reading in readings if "with" in reading.right]
    titled = [reading for reading in readings if reading.right.get("title")]
    print(f"{folder.name}: {len(readings)} pages, {median(reading.seconds for reading in readings) * 1000:.0f} ms each")
    if whole:
        scores = {reading.file: words_f1(reading) for reading in whole}
        bad = [file for file, score in scores.items() if score < BAD]
        print(f"  body, F1 of words {mean(scores.values()):.3f}   under {BAD}: {len(bad)} {' '.join(bad)}")
    if pieces:
        print(f"  body, F1 of pieces {pieces_f1(pieces):.3f}")
    exact = sum(one_line(reading.title) == one_line(reading.right["title"]) for reading in titled)
    print(f"  titles exactly right {exact} of {len(titled)}")


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    for argument in sys.argv[1:]:
        report(Path(argument))
