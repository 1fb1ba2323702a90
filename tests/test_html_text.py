from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.html_text import unescape


@pytest.mark.parametrize("digits", ["9" * 5_000, "0" * 5_000 + "9" * 8, "9" * 4_301])
@pytest.mark.parametrize("reference", ["&#{};", "&#{}", "&#x{};", "&#X{}"])
def test_a_reference_to_no_character_is_replaced_however_long_it_is(reference: str, digits: str) -> None:
    assert unescape(f"a {reference.format(digits)} b") == "a \ufffd b"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("&#" + "0" * 5_000 + "65;", "A"),
        ("&#x" + "0" * 5_000 + "41;", "A"),
        ("&#" + "0" * 5_000 + ";", "\ufffd"),
        ("&#" + "0" * 5_000 + "38;lt;", "&lt;"),
    ],
)
def test_leading_zeros_say_nothing(written: str, read: str) -> None:
    assert unescape(written) == read


@given(st.text(alphabet="&#xX0189aAlt; <ü", max_size=60))
def test_all_else_is_read_as_html_reads_it(text: str) -> None:
    assert unescape(text) == html.unescape(text)
