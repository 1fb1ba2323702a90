"""How fast a text is counted as X counts it, side by side with X's own JavaScript, and whether both agree.

    python bench/measure.py

Where node and npm are there, twitter-text 3.1.0 is installed into a temporary folder and counts the same texts in the
same run; so does twitter-text-parser where it is importable. Last come texts that would make a careless counter slow.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bot.platforms.x.counting import weighted_length

TEXTS = 200
WORDS = "the talks on trade between Tokyo and Moscow will go on in May although nobody expects a quick end"
ROUNDS = 7
SECONDS = 0.25

SCRIPT = """
const { parseTweet } = require('twitter-text');
const lines = require('readline').createInterface({ input: process.stdin });
lines.on('line', line => {
  const [texts, seconds] = JSON.parse(line);
  const weights = texts.map(text => parseTweet(text).weightedLength);
  const begun = process.hrtime.bigint();
  let counted = 0, took = 0;
  while (took < seconds) {
    for (const text of texts) parseTweet(text);
    counted += texts.length;
    took = Number(process.hrtime.bigint() - begun) / 1e9;
  }
  console.log(JSON.stringify([counted / took, weights]));
});
"""


def written_to(length: int, piece: Callable[[], str]) -> str:
    text = ""
    while weighted_length(text) < length:
        text += piece()
    return text


def texts_of(kind: str) -> list[str]:
    choose = random.Random(kind)
    words = WORDS.split()
    pieces: dict[str, Callable[[], str]] = {
        "plain": lambda: choose.choice(words) + choose.choice([" ", " ", " ", " ", ", ", ". "]),
        "linked": lambda: choose.choice(words) + " ",
        "Japanese": lambda: "".join(
            choose.choices("日本政府は東京で会談を行い、関係者と協議したことを明らかにした。", k=8)
        ),
        "emoji": lambda: choose.choice(["😀", "🎉", "🔥", "👍🏽", "🇯🇵", "❤️", "👨‍👩‍👧", "text "]),
    }
    link = " https://moderntokyonews.com/2026/11/23/a-story/?p=1 #Japan @MTT_News"
    tail = link if kind == "linked" else ""
    return [written_to(280 - weighted_length(tail) - 3, pieces[kind]) + tail for _ in range(TEXTS)]


def rate(count: Callable[[str], object], texts: list[str]) -> float:
    """Texts a second."""
    counted, begun = 0, time.perf_counter()
    while (took := time.perf_counter() - begun) < SECONDS:
        for text in texts:
            count(text)
        counted += len(texts)
    return counted / took


@contextmanager
def javascript() -> Iterator[Callable[[list[str]], tuple[float, list[int]]] | None]:
    """Counts texts by twitter-text in node; None where that cannot be had."""
    if not (shutil.which("node") and shutil.which("npm")):
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "twitter-text@3.1.0"]
        if subprocess.run(install, cwd=folder, capture_output=True, check=False).returncode != 0:
            yield None
            return
        Path(folder, "count.js").write_text(SCRIPT, encoding="utf-8")
        with subprocess.Popen(["node", "count.js"], cwd=folder, stdin=-1, stdout=-1, text=True) as node:

            def count(texts: list[str]) -> tuple[float, list[int]]:
                assert node.stdin is not None
                assert node.stdout is not None
                node.stdin.write(json.dumps([texts, SECONDS]) + "\n")
                node.stdin.flush()
                counted, weights = json.loads(node.stdout.readline())
                return counted, weights

            yield count
            node.terminate()


def side_by_side() -> None:
    with javascript() as in_node:
        if in_node is None:
            print("node or twitter-text is not there: only our own rates")
        for kind in ("plain", "linked", "Japanese", "emoji"):
            texts = texts_of(kind)
            ours, theirs = [], []
            agreed = ""
            for _ in range(ROUNDS):
                ours.append(rate(weighted_length, texts))
                if in_node is not None:
                    theirs_now, weights = in_node(texts)
                    theirs.append(theirs_now)
                    same = sum(weighted_length(text) == weight for text, weight in zip(texts, weights, strict=True))
                    agreed = f"   same count {same}/{len(texts)}"
            line = f"{kind:9} here {median(ours):>11,.0f}/s"
            if theirs:
                line += f"   node {median(theirs):>9,.0f}/s   here/node {median(ours) / median(theirs):6.2f}{agreed}"
            print(line + by_parser(texts))


def by_parser(texts: list[str]) -> str:
    try:
        from twitter_text import parse_tweet
    except ImportError:
        return ""
    return f"   twitter-text-parser {rate(parse_tweet, texts[:20]):,.0f}/s"


def hostile() -> None:
    print("\n10 kB of …, counted once")
    for name, text in {
        "a.": "a." * 5000,
        "@": "@" * 10_000,
        "combining marks in order": "a" + "\u0301" * 5000,
        "combining marks out of order": "a" + "\u0315\u0300" * 2500,
        "emoji": "😀" * 2500,
        "emoji families": "👨‍👩‍👧‍👦" * 400,
        "a.co!": "a.co!" * 2000,
        "#a.co": "#a.co" * 2000,
        "日.": "日." * 2500,
        "( after a domain": "a.co/" + "(" * 10_000,
    }.items():
        times = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            weighted_length(text)
            times.append(time.perf_counter() - begun)
        print(f"{name:29} {min(times) * 1000:6.2f} ms")


if __name__ == "__main__":
    side_by_side()
    hostile()
