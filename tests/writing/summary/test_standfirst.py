"""What an editor wrote as a summary of the article is known from what a program made."""

from __future__ import annotations

import pytest

from bot.writing.summary.standfirst import standfirst_of

BODY = (
    "The council voted 7 to 2 on Friday to close the harbour bridge. It will be closed until June.",
    "Buses will go by way of Clifton.",
)


@pytest.mark.parametrize(
    "excerpt",
    [
        "Nine months without the bridge: what traders, buses and ships have to expect.",
        "Traders fear for their living as the harbour bridge shuts for nine months",
        "市議会は金曜日、港の橋を九か月閉鎖することを七対二で決めた。",
        "Der Stadtrat sperrt die Hafenbrücke für neun Monate – Händler bangen um ihre Existenz.",
    ],
)
def test_a_line_of_the_editors_is_the_standfirst(excerpt: str) -> None:
    assert standfirst_of([excerpt], BODY, "Bridge to close") == excerpt


@pytest.mark.parametrize(
    "excerpt",
    [
        "The council voted 7 to 2 on Friday to close the harbour bridge.",
        "The council voted 7 to 2 on Friday to close […]",
        "Traders fear for their living as the harbour bridge shuts…",
        "What will become of the traders on the harbour bridge?",
        "bridge, harbour, council, traffic, repairs, traders",
        "Bridge to close: the harbour bridge",
        "Tickets: $12, children $6, families $30, groups $5 each, dogs free.",
        "Read all.",
        "He said “the bridge will be shut for nine months and the traders",
    ],
)
def test_what_a_program_made_or_says_nothing_new_is_none(excerpt: str) -> None:
    assert standfirst_of([excerpt], BODY, "Bridge to close: the harbour bridge") == ""


@pytest.mark.parametrize(
    ("standfirst", "invitation", "language"),
    [
        ("Traders fear for their living as the bridge shuts.", "Follow our live coverage.", "en"),
        ("Le pont fermera neuf mois, et les commerçants s’inquiètent.", "Suivez la situation en direct.", "fr"),
        ("La città chiude il ponte del porto per nove mesi.", "Segui la diretta.", "it"),
    ],
)
def test_an_invitation_to_readers_is_no_part_of_it(standfirst: str, invitation: str, language: str) -> None:
    assert standfirst_of([f"{standfirst} {invitation}"], BODY, "Bridge to close", language) == standfirst


def test_an_excerpt_of_several_paragraphs_is_none() -> None:
    assert standfirst_of(["The council has voted at last.", "Buses will go by Clifton."], BODY, "") == ""
