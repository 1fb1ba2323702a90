"""X's weighted length, against the project's own cases and against twitter-text's conformance files."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.urls import find_urls
from bot.platforms.x.counting import SHORT_LINK, normalised, weighted_length

CONFORMANCE = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "twitter-text"
needs_conformance_files = pytest.mark.skipif(
    not CONFORMANCE.is_dir(), reason="twitter-text's conformance files are not beside this checkout"
)

APPEAL = "DONATIONS to SUPPORT MODERN TOKYO TIMES – please pay PayPal and DONATE to sawakoart@gmail.com"


def cases(file: str, suite: str) -> list[dict[str, object]]:
    if not CONFORMANCE.is_dir():
        return []
    return list(yaml.safe_load((CONFORMANCE / file).read_text(encoding="utf-8"))["tests"][suite])


def urls_in(text: str) -> list[str]:
    return [text[url.start : url.end] for url in find_urls(text, SHORT_LINK)]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("plain words", 11),
        ("e\u0301", 1),
        ("日本", 4),
        ("한국", 4),
        ("ภาษาไทย", 7),
        ("“quoted” – and … on", 20),
        ("https://moderntokyonews.com/2017/04/28/a-very-long-path/?with=query#fragment", 23),
        ("read https://a.co/x, now", 5 + 23 + 5),
        ("README.md", 23),
        ("ASP.NET", 23),
        ("the end.Next", 4 + 23),
        ("node.js v1.2.3 localhost 192.168.0.1", 36),
        ("sawakoart@gmail.com", 19),
        ("name.surname@mail.co.uk", 23),
        ("#example.com @example.com $example.com", 38),
        ("日本語example.com日本語", 6 + 23 + 6),
        ("😀", 2),
        ("👨‍👩‍👧‍👦", 2),
        ("🙋🏽", 2),
        ("🇯🇵🇩🇪", 4),
        ("#️⃣", 2),
        ("☺️", 2),
        ("©", 1),
        ("©️", 2),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 2),
        ("\ud83d", 2),
    ],
)
def test_a_text_weighs_what_x_counts(text: str, length: int) -> None:
    assert weighted_length(text) == length


@pytest.mark.parametrize(
    ("text", "at_least"),
    [("🐦‍🔥", 2), ("🫱🏻‍🫲🏿", 2), ("🇨🇶", 2), ("band.music", 23), ("https://kids.kids/a", 23), ("a.web " * 3, 72)],
)
def test_what_is_newer_than_the_list_counts_as_the_larger(text: str, at_least: int) -> None:
    assert weighted_length(text) >= at_least


def test_a_long_url_in_a_newer_domain_counts_by_its_letters() -> None:
    text = "https://band.music/" + "a" * 100
    assert weighted_length(text) == len(text)


@pytest.mark.parametrize(
    "text",
    ["https://a.co", "Support us at example.org", "see README.md", "the end.Next begins", "日本example.com"],
)
def test_a_bare_domain_is_a_url(text: str) -> None:
    assert urls_in(text)


@pytest.mark.parametrize(
    "text", [APPEAL, "sawakoart@gmail.com", "U.S. and 3.5", "node.js", "one. Two.", "", "a@b.co.uk"]
)
def test_an_e_mail_address_or_a_full_stop_is_no_url(text: str) -> None:
    assert not urls_in(text)


@given(st.text())
def test_a_weight_lies_between_the_characters_and_twice_their_number_where_there_is_no_url(text: str) -> None:
    text = normalised(text.replace(".", "·"))
    assert len(text) / 16 <= weighted_length(text) <= 2 * len(text)


@given(st.text(alphabet="ab.日é/@# -_👨‍👩🏽️1⃣", max_size=40))
def test_text_before_a_blank_never_changes_what_comes_after_it(text: str) -> None:
    assert weighted_length(f"{text} end") == weighted_length(text) + weighted_length(" end")


@needs_conformance_files
@pytest.mark.parametrize(
    "suite", ["WeightedTweetsWithDiscountedEmojiCounterTest", "UnicodeDirectionalMarkerCounterTest"]
)
def test_every_weighted_conformance_case_of_version_3_passes(suite: str) -> None:
    wrong = [
        case
        for case in cases("validate.yml", suite)
        if weighted_length(str(case["text"])) != case["expected"]["weightedLength"]  # type: ignore[index]
    ]
    assert not wrong


@needs_conformance_files
def test_every_weighted_conformance_case_of_version_2_passes() -> None:
    """Version 2 weighs an emoji by its code points, and is otherwise version 3."""

    def by_version_2(text: str) -> int:
        has_sequence = "\u200d" in text and "http" not in text
        return sum(map(weighted_length, normalised(text))) if has_sequence else weighted_length(text)

    wrong = [
        case
        for case in cases("validate.yml", "WeightedTweetsCounterTest")
        if by_version_2(str(case["text"])) != case["expected"]["weightedLength"]  # type: ignore[index]
    ]
    assert not wrong


@needs_conformance_files
@pytest.mark.parametrize(
    ("file", "suite", "count"),
    [
        ("extract.yml", "urls", 91),
        ("extract.yml", "tco_urls_with_params", 5),
        ("tlds.yml", "country", 315),
        ("tlds.yml", "generic", 1259),
    ],
)
def test_every_url_of_the_conformance_files_is_found(file: str, suite: str, count: int) -> None:
    wrong = [case for case in cases(file, suite) if urls_in(str(case["text"])) != case["expected"]]
    assert not wrong
    assert len(cases(file, suite)) == count


@needs_conformance_files
@pytest.mark.parametrize("suite", ["urls_with_indices", "urls_with_directional_markers"])
def test_urls_are_found_where_the_conformance_files_say(suite: str) -> None:
    for case in cases("extract.yml", suite):
        expected = [(each["url"], *each["indices"]) for each in case["expected"]]  # type: ignore[attr-defined]
        found = [(str(case["text"])[url.start : url.end], *url) for url in find_urls(str(case["text"]), SHORT_LINK)]
        assert found == expected, case["description"]
