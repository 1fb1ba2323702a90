from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.html_text import unescape, unescape_all


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


@pytest.mark.parametrize(
    ("visible", "meant"),
    [
        ("Fish &amp; chips: it&#8217;s war", "Fish & chips: it’s war"),
        ("Fish &amp;amp;amp; chips", "Fish & chips"),
        ("caf&eacute; &#x2014; &hellip;", "café — …"),
        ("AT&T, R&D, ?a=1&copy=2", "AT&T, R&D, ?a=1&copy=2"),
        ("The &lt;canvas&gt; element, &#60;b&#x3e;", "The &lt;canvas&gt; element, &#60;b&#x3e;"),
        ("Tom & Jerry; and &nothing;", "Tom & Jerry; and &nothing;"),
    ],
)
def test_only_what_nobody_means_to_show_is_decoded_in_visible_text(visible: str, meant: str) -> None:
    assert unescape_all(visible) == meant


@given(st.text(alphabet="&#xX0189aAlmpt; <ü", max_size=80))
def test_visible_text_never_gets_markup_by_decoding_it(text: str) -> None:
    assert unescape_all(text).count("<") == text.count("<")
