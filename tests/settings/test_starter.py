from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingsError
from bot.platforms import PLATFORMS
from bot.settings import account_secrets, load_settings, sample_settings, secret_warnings, write_starter_files
from bot.settings.loading import settings_from_text
from bot.settings.sensitive_words import languages, sensitive_words
from bot.settings.starter import REHEARSAL, Starter, secrets_text, settings_text

SITES = [("The Daily", "https://daily.example"), ("Sports", "https://daily.example/sports/feed")]
EXAMPLE = Path(__file__).resolve().parents[2] / ".env.example"


def test_what_is_written_can_be_loaded_without_a_fault(tmp_path: Path) -> None:
    write_starter_files(tmp_path, Starter(sites=SITES, timezone="Europe/Berlin"))
    settings = load_settings(tmp_path / "bot.toml", {})
    assert [(site.name, site.url) for site in settings.sites] == SITES
    assert [account.platform for account in settings.accounts] == ["x", "facebook"]
    assert settings.timezone.key == "Europe/Berlin"
    assert "The Daily" in settings.appeals[0].text


@pytest.mark.parametrize(
    ("language", "word"), [("en", "obituary"), ("de", "Nachruf"), ("ja", "訃報"), ("xx", "tsunami")]
)
def test_under_news_of_death_and_disaster_nobody_is_asked_for_money(tmp_path: Path, language: str, word: str) -> None:
    write_starter_files(tmp_path, Starter(sites=SITES, languages=[language]))
    (appeal,) = load_settings(tmp_path / "bot.toml", {}).appeals
    assert word in appeal.never_with
    assert "tornado warning" in appeal.never_with


@pytest.mark.parametrize("language", languages())
def test_what_is_written_for_a_site_in_any_language_can_be_read_again(language: str) -> None:
    settings = settings_from_text(settings_text(Starter(sites=SITES, languages=[language])), Path("bot.toml"), {})
    assert set(settings.appeals[0].never_with) == set(sensitive_words(language))


def test_the_files_that_were_written_are_told(tmp_path: Path) -> None:
    assert write_starter_files(tmp_path / "new", Starter(sites=SITES)) == [
        tmp_path / "new" / "bot.toml",
        tmp_path / "new" / ".env",
    ]


def test_the_secrets_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        _, dotenv = write_starter_files(tmp_path, Starter(sites=SITES))
    finally:
        os.umask(mask)
    assert stat.S_IMODE(dotenv.stat().st_mode) == 0o600


def test_the_secrets_file_lists_every_secret_and_holds_none(tmp_path: Path) -> None:
    write_starter_files(tmp_path, Starter(sites=SITES))
    settings = load_settings(tmp_path / "bot.toml", {})
    assert secret_warnings(settings, {}) == ()
    lines = (tmp_path / ".env").read_text("utf-8").splitlines()
    expected = [f"{name}=" for account in settings.accounts for name in account.secret_names.values()]
    assert [line for line in lines if line and not line.startswith("#")] == expected
    with pytest.raises(SettingsError, match="X_API_KEY: is missing"):
        account_secrets(settings, settings.accounts[0], {})


@pytest.mark.parametrize("name", ["bot.toml", ".env"])
def test_a_file_that_is_there_is_left_alone_and_the_other_is_not_written(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine", "utf-8")
    with pytest.raises(SettingsError, match="is there already and is left as it is; nothing was written"):
        write_starter_files(tmp_path, Starter(sites=SITES))
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [(name, "mine")]


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / ".env").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SettingsError, match="is there already"):
        write_starter_files(tmp_path, Starter(sites=SITES))
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match=r"file: cannot be written \(File exists\); nothing was"):
        write_starter_files(tmp_path / "file", Starter(sites=SITES))


def test_an_address_that_cannot_be_used_is_told_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is not the address of a site"):
        write_starter_files(tmp_path, Starter(sites=[("The Daily", "daily.example")]))
    assert list(tmp_path.iterdir()) == []


def test_the_example_in_the_repository_is_what_bot_init_writes_with_every_platform(
    tmp_path: Path,
) -> None:
    _, dotenv = write_starter_files(tmp_path, Starter(sites=SITES, accounts=[(name, name) for name in PLATFORMS]))
    assert EXAMPLE.read_text("utf-8") == dotenv.read_text("utf-8")


def test_a_rehearsal_posts_to_its_sandbox_at_once_and_knows_its_secrets(tmp_path: Path) -> None:
    secrets = {"X_API_KEY": "k", "FACEBOOK_PAGE_TOKEN": "t"}
    starter = Starter(sites=SITES, sandbox="http://127.0.0.1:8640", waits=REHEARSAL)
    _, dotenv = write_starter_files(tmp_path, starter, secrets)
    settings = load_settings(tmp_path / "bot.toml", {})
    assert settings.sandbox == "http://127.0.0.1:8640"
    assert settings.watch.hold.total_seconds() == 10
    assert [account.pace.quiet for account in settings.accounts] == [None, None]
    assert {f"{name}={value}" for name, value in secrets.items()} <= set(dotenv.read_text("utf-8").splitlines())


def test_the_sample_has_an_x_account_and_a_page() -> None:
    settings = sample_settings()
    assert [(account.name, account.platform) for account in settings.accounts] == [
        ("mtt", "x"),
        ("mtt-page", "facebook"),
    ]
    assert settings.sites[0].name == "Modern Tokyo News"
    assert settings.appeals[0].text.startswith("DONATIONS to SUPPORT MODERN TOKYO TIMES")
    assert settings.timezone.key == "Asia/Tokyo"


def test_the_sample_reads_nothing_and_may_stand_anywhere(tmp_path: Path) -> None:
    settings = sample_settings(tmp_path / "nowhere")
    assert settings.database == f"sqlite:///{tmp_path}/nowhere/bot.db"
    assert "X_API_KEY=" in secrets_text(settings.accounts)


def test_what_is_commented_out_can_be_used_as_it_stands() -> None:
    text = settings_text(Starter(sites=SITES))
    lines = [line.removeprefix("# ") if line.startswith("# ") else line for line in text.splitlines()]
    settings = settings_from_text("\n".join(lines), Path("bot.toml"), {})
    assert settings.breaking.tags == ("Breaking",)
    assert settings.reconcile == sample_settings().reconcile
    assert settings.bounds == sample_settings().bounds
    assert settings.campaign is not None


@given(
    name=st.text(min_size=1).filter(lambda name: name.strip() and name.isprintable()),
    appeal=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
)
def test_any_wording_survives_the_file(name: str, appeal: str) -> None:
    text = settings_text(Starter(sites=[(name, "https://daily.example")], appeal=appeal))
    settings = settings_from_text(text, Path("bot.toml"), {})
    assert settings.sites[0].name == name.strip()
    assert settings.appeals[0].text == appeal


def test_for_sites_in_several_languages_an_appeal_for_each_is_shown_as_a_comment(tmp_path: Path) -> None:
    text = settings_text(Starter(sites=SITES, languages=["en", "ja", "ar"]))
    (alone,) = settings_from_text(text, tmp_path / "bot.toml", {}).appeals
    assert {"訃報", "obituary"} <= set(alone.never_with)
    assert alone.languages == ()

    single, heads, rest = text.partition("# [[appeals]]")
    example, end, rest = f"{heads}{rest}".partition("\n\n")
    written = example.replace("# ", "").replace('text = ""', 'text = "Give"')
    before = single.partition("[appeal]")[0]
    settings = settings_from_text(f"{before}{written}{end}{rest}", tmp_path / "bot.toml", {})
    assert [(appeal.languages, appeal.text) for appeal in settings.appeals] == [
        (("en",), "Give"),
        (("ja",), "Give"),
        (("ar",), "Give"),
    ]


def test_for_sites_in_one_language_no_other_appeal_is_shown() -> None:
    assert "[[appeals]]" not in settings_text(Starter(sites=SITES, languages=["ja"]))
