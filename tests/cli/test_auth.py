"""`bot auth` in a real terminal, from the first question to keys that can post."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
import requests

from bot.sandbox.accounts import Timeline
from bot.sandbox.faults import Fault
from bot.settings.env_text import KEPT
from tests.cli.conftest import Office, Terminal

OLD_TOKEN = f"9999999999-{'o' * 40}"


def timeline_of(office: Office, platform: str) -> Timeline:
    return next(timeline for timeline in office.sandbox.timelines() if timeline.account.platform == platform)


@pytest.fixture
def dotenv(office: Office) -> Path:
    """The keys of the app are there, the tokens are old ones."""
    path = office.folder / ".env"
    old = {"X_ACCESS_TOKEN": OLD_TOKEN, "X_ACCESS_TOKEN_SECRET": "s" * 45}
    lines = [f"{name}={old.get(name, value)}" for name, value in office.sandbox.credentials.items()]
    path.write_text("# ours\n" + "\n".join(lines) + "\nOTHER=1\n", "utf-8")
    path.chmod(0o600)
    return path


def opened(shown: str) -> str:
    """The page at the address that was shown, as a browser on another machine gets it."""
    return requests.get(re.findall(r"http://127\.0\.0\.1:\d+/\S+", shown)[-1]).text


def pin_of(page: str) -> str:
    return page.partition('id="pin">')[2].partition("<")[0]


def with_pin(terminal: Terminal) -> None:
    terminal.type(pin_of(opened(terminal.read_until("Enter the PIN that X shows:"))))


def explorer(office: Office) -> dict[str, str]:
    page = requests.get(f"{office.sandbox.url}/tools/explorer/").text
    return {
        name: page.partition(f"{name}: <b>")[2].partition("<")[0] for name in ("App ID", "App secret", "User token")
    }


def test_a_new_token_for_x_is_got_written_and_proven(office: Office, dotenv: Path) -> None:
    terminal = office.terminal("auth", "mtt")
    with_pin(terminal)
    assert terminal.end() == 0, terminal.shown

    credentials = office.sandbox.credentials
    text = dotenv.read_text()
    assert f"X_ACCESS_TOKEN={credentials['X_ACCESS_TOKEN']}\n" in text
    assert text.startswith("# ours\n")
    assert text.endswith("OTHER=1\n")
    assert OLD_TOKEN not in text
    assert KEPT not in text
    assert stat.S_IMODE(dotenv.stat().st_mode) == 0o600
    assert "it can post as @moderntokyonews" in terminal.shown
    assert "rights: read-write" in terminal.shown
    assert [
        value for name, value in credentials.items() if value in terminal.shown and name != "FACEBOOK_PAGE_ID"
    ] == []


def test_a_first_user_is_asked_for_everything_and_can_post_then(office: Office) -> None:
    (office.folder / ".env").unlink()
    app, facebook = office.sandbox.credentials, explorer(office)
    on_x = office.terminal("auth", "mtt")
    on_x.read_until("API_KEY (hidden):")
    on_x.type(app["X_API_KEY"])
    on_x.read_until("API_SECRET (hidden):")
    on_x.type(app["X_API_SECRET"])
    with_pin(on_x)
    assert on_x.end() == 0, on_x.shown

    on_facebook = office.terminal("auth", "page")
    on_facebook.read_until("APP_ID:")
    on_facebook.type(facebook["App ID"])
    on_facebook.read_until("APP_SECRET (hidden):")
    on_facebook.type(facebook["App secret"])
    assert "Get a user token" in opened(on_facebook.read_until("Paste the user token that Facebook shows (hidden):"))
    on_facebook.type(facebook["User token"])
    assert on_facebook.end() == 0, on_facebook.shown
    assert "the token does not end" in " ".join(on_facebook.shown.split())
    hidden = [facebook["App secret"], facebook["User token"], *app.values()]
    hidden.remove(app["FACEBOOK_PAGE_ID"])
    assert [secret for secret in hidden if secret in on_x.shown + on_facebook.shown] == []

    assert office.bot("check").exit_code == 0
    assert office.bot("once").exit_code == 0
    office.newsroom.publish(office.articles[0])
    assert office.bot("once").exit_code == 0
    assert [len(texts) for texts in office.texts().values()] == [1, 1]


def test_keys_that_the_platform_refuses_are_taken_back(office: Office, dotenv: Path) -> None:
    before = dotenv.read_text()
    office.sandbox.faults.add("token revoked", method="GET", account="X")
    terminal = office.terminal("auth", "mtt")
    with_pin(terminal)
    assert terminal.end() == 1
    assert "the older ones are in .env again" in terminal.shown
    assert dotenv.read_text() == before


def test_keys_that_cannot_be_tried_stay_and_so_do_the_older_ones_until_a_check_has_proven_them(
    office: Office, dotenv: Path
) -> None:
    office.newsroom.publish(office.articles[0])
    office.sandbox.faults.add(Fault(stores=False, status=503, body="{}"), method="GET", account="X")
    terminal = office.terminal("auth", "mtt")
    with_pin(terminal)
    assert terminal.end() == 1
    assert "could not be tried" in terminal.shown
    assert f"{KEPT}X_ACCESS_TOKEN={OLD_TOKEN}\n" in dotenv.read_text()

    assert office.bot("doctor").exit_code == 0
    assert OLD_TOKEN not in dotenv.read_text()
    assert office.sandbox.credentials["X_ACCESS_TOKEN"] in dotenv.read_text()


def test_a_right_that_is_missing_is_told_with_the_way_to_get_it(office: Office, dotenv: Path) -> None:
    timeline_of(office, "x").grants["access_level"] = "read"
    terminal = office.terminal("auth", "mtt")
    with_pin(terminal)
    assert terminal.end() == 1
    assert "lack the right “Read and write”" in " ".join(terminal.shown.split())
    assert OLD_TOKEN in dotenv.read_text()


def test_a_wrong_pin_changes_nothing(office: Office, dotenv: Path) -> None:
    before = dotenv.read_text()
    terminal = office.terminal("auth", "mtt")
    terminal.read_until("Enter the PIN that X shows:")
    terminal.type("0000000")
    assert terminal.end() == 1
    assert "does not take this PIN" in " ".join(terminal.shown.split())
    assert dotenv.read_text() == before


def test_a_halted_account_goes_on_with_the_new_token_after_resume(office: Office, dotenv: Path) -> None:
    office.bot("once")
    office.newsroom.publish(office.articles[0])
    assert office.bot("once").exit_code in (0, 3)
    assert "halted" in office.bot("status").output
    terminal = office.terminal("auth", "mtt")
    with_pin(terminal)
    assert terminal.end() == 0, terminal.shown
    assert "`bot resume mtt` lets it go on" in terminal.shown

    assert office.bot("resume", "mtt").exit_code == 0
    office.bot("once")
    assert len(office.texts()["x"]) == 1


def test_a_key_of_the_environment_is_named_before_anybody_is_asked(office: Office, dotenv: Path) -> None:
    terminal = office.terminal("auth", "mtt", X_ACCESS_TOKEN="1-from-outside")
    assert terminal.end() == 2
    assert "X_ACCESS_TOKEN: is set in the environment, which wins" in " ".join(terminal.shown.split())
    assert "from-outside" not in terminal.shown


def test_keys_of_the_app_may_stand_in_the_environment(office: Office, dotenv: Path) -> None:
    keys = {name: office.sandbox.credentials[name] for name in ("X_API_KEY", "X_API_SECRET")}
    lines = dotenv.read_text().splitlines(keepends=True)
    dotenv.write_text("".join(line for line in lines if not line.startswith("X_API")))
    terminal = office.terminal("auth", "mtt", **keys)
    with_pin(terminal)
    assert terminal.end() == 0, terminal.shown
    assert "X_API_KEY" not in dotenv.read_text()


def test_a_letter_that_no_key_has_is_told_and_asked_again(office: Office) -> None:
    (office.folder / ".env").unlink()
    terminal = office.terminal("auth", "mtt")
    terminal.read_until("API_KEY (hidden):")
    terminal.type("my key")
    terminal.read_until("copy it again.")
    terminal.read_until("API_KEY (hidden):")
    terminal.type("w" * 25)
    terminal.read_until("API_SECRET (hidden):")
    terminal.type("w" * 50)
    assert terminal.end() == 1
    assert "does not accept the app's API key and secret" in " ".join(terminal.shown.split())
    assert not re.search("my key|wwww", terminal.shown)


def test_where_nobody_can_answer_nothing_is_asked(office: Office) -> None:
    result = office.bot("auth", "mtt")
    assert result.exit_code == 2
    assert "no terminal" in result.output


def test_an_account_that_is_not_there_is_told_with_the_likely_name(office: Office) -> None:
    assert 'did you mean "mtt"?' in office.bot("auth", "mt").output
