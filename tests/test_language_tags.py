"""Which language tags are within which, as settings and sites write them."""

from __future__ import annotations

import pytest

from bot.language_tags import is_within


@pytest.mark.parametrize(
    ("tag", "language_range", "expected"),
    [
        ("pt-BR", "pt", True),
        ("pt", "pt-BR", False),
        ("PT_br", "pt-BR", True),
        ("zh-Hant-TW", "zh-Hant", True),
        ("zh-Hans", "zh-Hant", False),
        ("pts", "pt", False),
        ("nb-NO", "no", True),
        ("no", "nb", True),
        ("nn", "no", False),
        ("iw", "he", True),
        ("fil-PH", "tl", True),
        ("in", "id-ID", False),
        ("", "en", False),
        (" en ", "EN", True),
    ],
)
def test_a_tag_is_within_the_range_that_begins_it_whatever_the_code_is_called(
    tag: str, language_range: str, expected: bool
) -> None:
    assert is_within(tag, language_range) is expected
