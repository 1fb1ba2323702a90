from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Secrets, Settings, account_secrets, all_secret_values, secret_warnings

Load = Callable[..., Settings]
Nobody = Callable[[], AbstractContextManager[None]]

COMPLETE = """\
X_API_KEY=key-0001
X_API_SECRET='secret-0002'
export X_ACCESS_TOKEN="token-0003"
X_ACCESS_TOKEN_SECRET=to$ken-${HOME}-0004   # a comment
"""


@pytest.fixture
def dotenv(tmp_path: Path) -> Path:
    """A complete .env for the one X account of the smallest bot.toml."""
    path = tmp_path / ".env"
    path.write_text(COMPLETE, "utf-8")
    path.chmod(0o600)
    return path


def secrets_of(settings: Settings, **environ: str) -> Secrets:
    return account_secrets(settings, settings.accounts[0], environ)


def faults_of(settings: Settings, **environ: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        secrets_of(settings, **environ)
    return caught.value.faults


def test_secrets_come_from_dotenv_as_they_are_written(load: Load, dotenv: Path) -> None:
    assert dict(secrets_of(load())) == {
        "API_KEY": "key-0001",
        "API_SECRET": "secret-0002",
        "ACCESS_TOKEN": "token-0003",
        "ACCESS_TOKEN_SECRET": "to$ken-${HOME}-0004",
    }


def test_the_prefix_is_the_account_s_own(load: Load, dotenv: Path) -> None:
    dotenv.write_text(COMPLETE.replace("X_", "Sports_"))
    assert secrets_of(load(below='secrets = "Sports"'))["API_KEY"] == "key-0001"


def test_with_platform_x_the_older_names_are_read_where_its_own_are_missing(load: Load, dotenv: Path) -> None:
    dotenv.write_text(COMPLETE.replace("X_", "TWITTER_"))
    settings = load()
    assert secrets_of(settings)["API_KEY"] == "key-0001"
    assert secrets_of(settings, X_API_KEY="by-its-name")["API_KEY"] == "by-its-name"
    assert secret_warnings(settings, {}) == ()


def test_a_bot_toml_with_the_older_name_needs_the_older_variables(load: Load, on_twitter: str, dotenv: Path) -> None:
    settings = load(text=on_twitter)
    assert faults_of(settings)[0].startswith("TWITTER_API_KEY: is missing for account mtt")
    dotenv.write_text(COMPLETE.replace("X_", "TWITTER_"))
    assert secrets_of(settings)["API_KEY"] == "key-0001"


def test_a_variable_of_the_environment_wins(load: Load, dotenv: Path) -> None:
    assert secrets_of(load(), X_API_KEY="from-outside")["API_KEY"] == "from-outside"


def test_an_empty_variable_hides_nothing(load: Load, dotenv: Path) -> None:
    dotenv.write_text(f"{COMPLETE}X_API_KEY=\n")
    assert secrets_of(load(), X_API_KEY="")["API_KEY"] == "key-0001"


def test_a_file_that_a_variable_names_holds_the_value(load: Load, dotenv: Path, tmp_path: Path) -> None:
    (tmp_path / "mounted").write_text("from-a-file\n")
    dotenv.write_text(COMPLETE.replace("X_API_SECRET='secret-0002'", "X_API_SECRET_FILE=mounted"))
    secrets = secrets_of(load(), X_API_KEY_FILE=str(tmp_path / "mounted"))
    assert (secrets["API_KEY"], secrets["API_SECRET"]) == ("from-a-file", "from-a-file")


def test_secrets_need_no_dotenv_where_the_environment_has_them(load: Load) -> None:
    names = ("API_KEY", "API_SECRET", "ACCESS_TOKEN", "ACCESS_TOKEN_SECRET")
    secrets = secrets_of(load(), **{f"X_{name}": "x" for name in names})
    assert tuple(secrets) == names


def test_optional_secrets_are_there_only_when_set(load: Load, dotenv: Path) -> None:
    dotenv.write_text(
        "FACEBOOK_PAGE_ID=123\nFACEBOOK_PAGE_TOKEN=EAAB\nFACEBOOK_APP_ID=\nFACEBOOK_GRAPH_VERSION=v26.0\n"
    )
    settings = load(below='[[accounts]]\nname = "page"\nplatform = "facebook"')
    secrets = account_secrets(settings, settings.accounts[1], {})
    assert dict(secrets) == {"PAGE_ID": "123", "PAGE_TOKEN": "EAAB", "GRAPH_VERSION": "v26.0"}


def test_secrets_that_are_printed_show_no_value(load: Load, dotenv: Path) -> None:
    secrets = secrets_of(load())
    for shown in (repr(secrets), str(secrets), f"{secrets}", f"{secrets!r}", f"{[secrets]}"):
        assert "API_KEY" in shown
        assert "0001" not in shown


def test_every_missing_secret_is_named_with_the_place_where_it_is_found(load: Load, dotenv: Path) -> None:
    dotenv.write_text("X_API_KEY=\nX_API_SECRET=x\n")
    first, *others = faults_of(load())
    assert first.startswith(f"X_API_KEY: is missing for account mtt; write it into {dotenv}. ")
    assert '"Keys and tokens"' in first
    assert [fault.partition(":")[0] for fault in others] == ["X_ACCESS_TOKEN", "X_ACCESS_TOKEN_SECRET"]


def test_a_value_that_no_token_can_be_is_told_without_being_shown(load: Load, dotenv: Path) -> None:
    faults = faults_of(load(), X_API_KEY="hush hush", X_API_SECRET="caf\xe9")
    assert faults == (
        "X_API_KEY: has a blank or a letter in it that no token has; copy it again",
        "X_API_SECRET: has a blank or a letter in it that no token has; copy it again",
    )


def test_a_file_that_is_not_there_is_told_with_its_variable_and_not_shown(load: Load, dotenv: Path) -> None:
    [fault] = faults_of(load(), X_API_KEY_FILE="a-token-by-mistake")
    assert fault.startswith("X_API_KEY_FILE: the file that it names cannot be read (No such file")
    assert "a-token-by-mistake" not in fault


def test_a_dotenv_that_cannot_be_read_is_told_with_the_remedy(load: Load, tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    [fault] = faults_of(load())
    assert fault == (
        f"{tmp_path}/.env: cannot be read (Is a directory); it must be a file of the user that runs this, with mode 600"
    )


def test_a_dotenv_of_another_user_is_told(load: Load, dotenv: Path, nobody: Nobody) -> None:
    settings = load()
    dotenv.chmod(0)
    with nobody():
        faults = faults_of(settings)
    assert "cannot be read (Permission denied)" in faults[0]


def test_a_dotenv_that_is_not_utf_8_is_told(load: Load, dotenv: Path) -> None:
    dotenv.write_bytes(COMPLETE.encode("utf-16"))
    assert faults_of(load()) == (f"{dotenv}: is not UTF-8 text (byte 0); save it as UTF-8",)


def test_a_malformed_line_is_told_by_its_number_and_not_shown(load: Load, dotenv: Path) -> None:
    dotenv.write_text("# head\n\nX_API_KEY\n\nX_API_SECRET='hush\nhush-2 hush-3\n")
    faults = faults_of(load())
    assert faults[0] == f"{dotenv}, line 3: is not NAME=value; write it so, or put # before it"
    assert f"{dotenv}, line 5: is not NAME=value" in "\n".join(faults)
    assert "hush" not in "\n".join(faults)


def test_a_byte_order_mark_does_no_harm(load: Load, dotenv: Path) -> None:
    dotenv.write_bytes(b"\xef\xbb\xbf" + COMPLETE.replace("\n", "\r\n").encode())
    assert secrets_of(load())["API_KEY"] == "key-0001"


class TestWhatTheLogsMustHide:
    def test_it_is_every_secret_wherever_it_was_found(self, load: Load, dotenv: Path, tmp_path: Path) -> None:
        (tmp_path / "mounted").write_text("from-a-file")
        settings = load(before='database = "postgresql://bot:pass%40word@db/bot"')
        values = all_secret_values(settings, {"X_API_KEY": "outside", "X_API_SECRET_FILE": "mounted"})
        assert {"outside", "from-a-file", "token-0003", "to$ken-${HOME}-0004"} <= values
        assert {"pass%40word", "pass@word"} <= values

    def test_it_is_a_secret_under_a_misspelt_name_too(self, load: Load, dotenv: Path) -> None:
        dotenv.write_text("X_APIKEY=a-real-key-0001\nLANG=en\n")
        assert all_secret_values(load(), {}) == {"a-real-key-0001"}

    def test_it_is_not_what_stands_in_every_permalink(self, load: Load, dotenv: Path) -> None:
        dotenv.write_text("FACEBOOK_PAGE_ID=123456789\nFACEBOOK_GRAPH_VERSION=v25.0\nFACEBOOK_PAGE_TOKEN=EAAB0000\n")
        settings = load(below='[[accounts]]\nname = "page"\nplatform = "facebook"')
        assert all_secret_values(settings, {}) == {"EAAB0000"}

    def test_it_is_what_can_be_read_where_something_cannot(self, load: Load, tmp_path: Path) -> None:
        settings = load()
        assert all_secret_values(settings, {"X_API_KEY_FILE": "gone", "X_API_SECRET": "there"}) == {"there"}
        (tmp_path / ".env").mkdir()
        assert all_secret_values(settings, {"X_API_SECRET": "there"}) == {"there"}


class TestWarnings:
    def test_a_private_and_tidy_dotenv_has_none(self, load: Load, dotenv: Path) -> None:
        assert secret_warnings(load(), {}) == ()

    def test_no_dotenv_has_none(self, load: Load) -> None:
        assert secret_warnings(load(), {}) == ()

    def test_a_variable_that_no_account_reads_is_told_with_the_likely_name(self, load: Load, dotenv: Path) -> None:
        dotenv.write_text(f"{COMPLETE}X_APIKEY=x\nPATH_FILE=y\n")
        first, second = secret_warnings(load(), {})
        assert first == f'{dotenv}: X_APIKEY is read by no account; did you mean "X_API_KEY"?'
        assert second == f"{dotenv}: PATH_FILE is read by no account; take it out, if it is not needed"
