"""What is marked in a text, against twitter-text's conformance files."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.marks import marks_of
from bot.platforms.spec import Mark

CONFORMANCE = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "twitter-text" / "extract.yml"
ALL = ("link", "hashtag", "mention", "cashtag")
SUITES = (
    ("hashtags", "hashtag"),
    ("hashtags_from_astral", "hashtag"),
    ("hashtags_with_indices", "hashtag"),
    ("mentions", "mention"),
    ("mentions_with_indices", "mention"),
    ("mentions_or_lists_with_indices", "mention"),
    ("cashtags", "cashtag"),
    ("cashtags_with_indices", "cashtag"),
)


def cases() -> list[tuple[str, dict]]:
    if not CONFORMANCE.is_file():
        return []
    tests = yaml.safe_load(CONFORMANCE.read_text("utf-8"))["tests"]
    return [(kind, case) for suite, kind in SUITES for case in tests[suite]]


def pieces(text: str, *kinds: str) -> list[str]:
    return [text[mark.start : mark.end] for mark in marks_of(text, kinds)]


@pytest.mark.skipif(not CONFORMANCE.is_file(), reason="twitter-text's conformance files are not beside this checkout")
@pytest.mark.parametrize(("kind", "case"), cases())
def test_marks_are_those_of_twitter_text(kind, case):
    text, expected = case["text"], case["expected"]
    found = marks_of(text, [kind])
    if expected and isinstance(expected[0], dict):
        assert [[mark.start, mark.end] for mark in found] == [one["indices"] for one in expected]
    else:
        assert [text[mark.start + 1 : mark.end] for mark in found] == expected


def test_what_is_marked_is_told_by_kind_and_place():
    text = "Read https://news.example.com/a-b by @desk $ABC #Japan"
    assert marks_of(text, ALL) == (
        Mark("link", 5, 33),
        Mark("mention", 37, 42),
        Mark("cashtag", 43, 47),
        Mark("hashtag", 48, 54),
    )


def test_a_mention_inside_a_link_is_part_of_the_link():
    assert pieces("https://medium.example.com/@desk/#top", *ALL) == ["https://medium.example.com/@desk/#top"]


def test_a_kind_that_the_platform_does_not_know_is_not_marked():
    assert pieces("by @desk #Japan", "link", "hashtag") == ["#Japan"]


@given(st.text(alphabet=st.sampled_from("a1#@$.＃_ \n/:éहि中\u200d\ufe0f🎉") | st.characters(), max_size=60))
def test_marks_stand_in_order_and_never_overlap(text):
    ends = [0]
    for mark in marks_of(text, ALL):
        assert ends[-1] <= mark.start < mark.end <= len(text)
        ends.append(mark.end)
