"""Readers are not told, as news, whose opinion an article is, where it was printed, or where to follow the news."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.writing.furniture.paragraphs import is_furniture
from bot.writing.reading.clean import paragraphs

CASES = tomllib.loads(
    (Path(__file__).resolve().parents[2] / "data" / "furniture" / "notices.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(("language", "notice"), CASES["notices"])
def test_whose_opinion_it_is_or_where_to_follow_is_no_news(language: str, notice: str) -> None:
    assert is_furniture(notice), language


@pytest.mark.parametrize(("language", "sentence"), CASES["reporting"])
def test_news_in_the_same_words_stays(language: str, sentence: str) -> None:
    assert paragraphs(f"<p>{sentence}</p>", language=language) == (sentence,)
