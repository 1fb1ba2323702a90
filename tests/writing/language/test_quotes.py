"""Quotations are seen as their language writes them."""

import pytest

from bot.writing.language.quotes import is_balanced, open_marks


@pytest.mark.parametrize(
    "text",
    [
        "He said, “We go.”",
        "„Wir gehen“, sagte er.",
        "»Wir gehen«, sagte er.",
        "«Nous partons», dit-il (hier).",
        "”Vi går”, sade han.",
        "「行く」『本』（注）",
        "It’s the workers’ day, and the '90s.",
        "‘We go,’ she said.",
        '"We go" and "stay"',
        'צפויים לרדת 45 מ"מ גשם, אמרו בצה"ל.',
        "“She said ‘go’ to us”",
        "",
    ],
)
def test_a_whole_quotation_is_balanced(text: str) -> None:
    assert is_balanced(text)


@pytest.mark.parametrize(
    ("text", "left_open"),
    [("He said, “We go.", "“"), ("go.”", "”"), ("「行く", "「"), ("(a", "("), ("„Wir", "„"), ('"We', '"'), ("b)", ")")],
)
def test_half_a_quotation_is_not(text: str, left_open: str) -> None:
    assert open_marks(text) == left_open


@pytest.mark.parametrize(
    "text",
    [
        "con il tempo di 2'03\"41, nuovo primato",
        'A 19" pipe burst in Hull.',
        "“He ran 2'03\"41,” said the coach.",
        'She said: "It cost 50".',
        '"Er lief 3\'41"12", sagte sie.',
    ],
)
def test_a_mark_of_seconds_or_inches_behind_a_number_is_no_quotation_mark(text: str) -> None:
    assert is_balanced(text)


def test_a_quotation_that_opens_before_a_number_is_open() -> None:
    assert not is_balanced('She said: "It cost 50 pounds')
