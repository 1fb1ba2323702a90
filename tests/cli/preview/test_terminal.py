"""The terminal: nothing is said by colour alone, narrow and wide windows, and a post that can be copied."""

from __future__ import annotations

import re

import click
import pytest

from bot.cli.preview.terminal import Screen, lines_of

LONGEST_ADDRESS = re.compile(r"https?://\S+|\S{40,}")


def text_of(shown, width: int, *, is_terminal: bool) -> str:
    return "\n".join(lines_of(shown, Screen(width, is_terminal)))


@pytest.mark.parametrize("width", [60, 96])
@pytest.mark.parametrize("name", ["plain", "arabic", "hostile"])
def test_no_line_is_wider_than_the_terminal_but_for_an_address(preview_of, name, width):
    for line in click.unstyle(text_of(preview_of(name), width, is_terminal=True)).split("\n"):
        assert len(line) <= width or LONGEST_ADDRESS.search(line), line


@pytest.mark.parametrize("width", [60, 96])
@pytest.mark.parametrize("name", ["plain", "arabic", "japanese", "unbroken", "hostile"])
def test_in_a_pipe_every_post_stands_as_it_goes_out(preview_of, name, width):
    shown = preview_of(name)
    text = click.unstyle(text_of(shown, width, is_terminal=False))
    for one in shown.accounts:
        assert f"\n\n{one.post.text}\n\n" in text


@pytest.mark.parametrize("name", ["plain", "hostile", "unbroken"])
def test_on_a_terminal_a_post_is_wrapped_at_its_spaces_only(preview_of, name):
    shown = preview_of(name)
    text = click.unstyle(text_of(shown, 60, is_terminal=True))
    for one in shown.accounts:
        assert " ".join(one.post.text.split()) in " ".join(text.split())


def test_what_is_marked_is_named_below_the_post_too(preview_of):
    text = click.unstyle(text_of(preview_of("plain"), 96, is_terminal=False))
    assert "@harbour stands there without its @, so that nobody is notified" in text
    assert "Links:          boats.org,\n" in text
    assert "(followers see moderntokyonews.com/2026/11/23/pla…)" in text
    assert "Hashtags:       #Japan, #Ferry" in text


def test_colours_take_nothing_away_and_add_nothing(preview_of):
    coloured = text_of(preview_of("plain"), 60, is_terminal=False)
    assert "\x1b[36m\x1b[4m#Japan\x1b[0m" in coloured
    assert "\x1b" not in click.unstyle(coloured)


def test_everything_that_is_known_of_a_post_is_told(preview_of):
    text = click.unstyle(text_of(preview_of("plain", card="summary"), 96, is_terminal=False))
    in_words = " ".join(text.split())
    for fact in (
        "── mtt on X",
        "── mtt-page on Facebook",
        "Length:         250 of 280, 30 left",
        "Link card:      Ferry to the outer islands sails again",
        "moderntokyonews.com, with a small picture of 640 × 335",
        "Card fault:     twitter:card is summary",
        "Price:          $0.200",
        "Price:          nothing",
        "See more:       phone: after about 122 characters, “…boat in two years,”, which hides the link",
        "desktop: after about 396 characters, “…and DONATE to sawakoart@gmail.com”, which hides the link",
        "as others have measured; the platform does not say",
        "Call to action: “Support us: PayPal sawakoart@gmail.com”: the only one; its short form, for want of room",
        "Warning:        X makes a link of 'boats.org'",
    ):
        assert " ".join(fact.split()) in in_words


def test_the_meter_is_for_terminals_alone(preview_of):
    assert "█" in text_of(preview_of("plain"), 60, is_terminal=True)
    assert "█" not in text_of(preview_of("plain"), 60, is_terminal=False)


def test_words_from_right_to_left_do_not_turn_round_the_line_that_quotes_them(preview_of):
    line = next(
        line for line in text_of(preview_of("arabic"), 200, is_terminal=False).split("\n") if "See more" in line
    )
    assert re.search("characters, \u2068“…[^\u2069]+”\u2069, which hides", line)
