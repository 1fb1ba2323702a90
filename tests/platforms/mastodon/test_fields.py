"""What a post is sent with beside its text, and what is told of it."""

from __future__ import annotations

import pytest

from bot.platforms import PLATFORMS
from bot.platforms.mastodon.fields import fields_of, language_of, notes_of
from bot.platforms.spec import Details


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en", "en"),
        ("en-US", "en"),
        ("ja", "ja"),
        ("pt-BR", "pt-BR"),
        ("pt_br", "pt-BR"),
        ("zh-TW", "zh-TW"),
        ("zh-Hant", "zh-TW"),
        ("zh-Hans-CN", "zh-CN"),
        ("zh-SG", "zh"),
        ("sr-Latn", "sr"),
        ("DE", "de"),
        ("ckb", "ckb"),
        ("und", ""),
        ("", ""),
        ("x-default", ""),
    ],
)
def test_a_language_is_written_as_mastodon_writes_it(tag: str, language: str) -> None:
    assert language_of(tag) == language


def test_an_account_posts_publicly_whatever_its_own_default_on_the_server() -> None:
    assert fields_of(Details()) == {"visibility": "public"}


@pytest.mark.parametrize(
    ("tags", "warning"),
    [
        (("Courts", "Japan"), "Court report"),
        (("courts",), "Court report"),
        (("#Courts ",), "Court report"),
        (("War", "Courts"), "War"),
        (("ÉTAT CIVIL",), "Deaths"),
        (("Courtship",), None),
        ((), None),
    ],
)
def test_an_article_with_a_tag_has_the_warning_of_the_first_setting_that_fits(
    tags: tuple[str, ...], warning: str | None
) -> None:
    options = {"warnings": {"war": "War", "courts": "Court report", "état civil": "Deaths"}, "visibility": "unlisted"}
    fields = fields_of(Details(language="fr-FR", tags=tags, options=options))
    assert fields.get("spoiler_text") == warning
    assert (fields["language"], fields["visibility"]) == ("fr", "unlisted")


def test_a_warning_takes_its_length_from_the_post_and_is_told_to_the_editor() -> None:
    options = {"warnings": {"War": "War 🇯🇵"}, "length": 1000, "visibility": "public"}
    spec = PLATFORMS["mastodon"]
    assert spec.limits_for
    assert spec.limits_for(Details(tags=("War",), options=options)).length == 1000 - 5
    assert spec.limits_for(Details()).length == spec.limits.length == 500
    assert notes_of(Details(tags=("War",), options=options)) == (
        "it is hidden behind the warning “War 🇯🇵”, which counts towards its length",
    )
