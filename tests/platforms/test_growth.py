"""No text that a platform or a newsroom can send makes a pattern take longer than in proportion to its length.

Where the time grows with the square of the length, a text of these lengths takes minutes and not a moment.
"""

from __future__ import annotations

import pytest

from bot.platforms.api_calls import redacted
from bot.platforms.post_match import comparable
from bot.platforms.urls import find_urls


@pytest.mark.timeout(10)
@pytest.mark.parametrize("text", ["/" * 300_000 + "x", "&amp;" + "amp;" * 100_000], ids=["slashes", "escaped again"])
def test_comparing_two_posts_takes_time_in_proportion(text: str) -> None:
    assert comparable(text)


@pytest.mark.timeout(10)
@pytest.mark.parametrize("text", ["a" * 300_000 + ".com!", "a-" * 150_000 + ".com", "a." * 100_000 + "_"])
def test_looking_for_urls_takes_time_in_proportion(text: str) -> None:
    find_urls(text)


@pytest.mark.timeout(10)
def test_hiding_secrets_takes_time_in_proportion() -> None:
    text = "oauth_" * 50_000
    assert redacted(text, ()) == text
