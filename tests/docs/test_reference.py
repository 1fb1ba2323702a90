"""The reference pages say what the code says."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path

import pytest

from bot.outbox.rules import delivery
from bot.outbox.rules.delivery import Move, Status
from bot.settings import Settings
from bot.settings.build import build_settings
from bot.settings.document import Document
from bot.settings.loading import settings_from_text
from bot.writing.templates import DEFAULT_ORDER, VARIABLES

DOCS = Path(__file__).resolve().parents[2] / "docs"
REFERENCE = DOCS / "reference"

BARE = """\
[appeal]
text = "Please give."
[campaign]
[[sites]]
name = "S"
url = "https://s.example"
[[accounts]]
name = "A"
platform = "x"
[[accounts]]
name = "B"
platform = "mastodon"
[accounts.mastodon]
"""


def page(name: str) -> str:
    return (REFERENCE / name).read_text("utf-8")


def first_cells(text: str) -> list[str]:
    return re.findall(r"(?m)^\| `([^`]+)` \|", text)


def settings_sections() -> dict[str, dict[str, str]]:
    """From each heading's first table, "" for the top of the file, to its keys with what stands as their default."""
    sections: dict[str, dict[str, str]] = {}
    for section in page("settings.md").split("\n## ")[1:]:
        name = re.match(r"\[+([\w.]+)", section)
        sections.setdefault(name[1] if name else "", {}).update(re.findall(r"(?m)^\| `(\w+)` \| (.+?) \| ", section))
    return sections


def test_the_page_of_commands_is_what_the_commands_say_of_themselves() -> None:
    spec = importlib.util.spec_from_file_location("write_reference", DOCS / "write_reference.py")
    assert spec is not None
    assert spec.loader is not None
    written = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(written)
    assert page("commands.md") == written.reference(), "run docs/write_reference.py"


def test_every_key_of_bot_toml_is_in_the_reference_and_no_other() -> None:
    document = Document("bot.toml", BARE, tomllib.loads(BARE), {})
    build_settings(document, Path("bot.toml"))
    known = {
        re.sub(r"__[SAB]__", ".", name.removeprefix("BOT_")).replace("__", ".").lower()
        for name in document.variables_known
    }
    # A table within one of these stands there as one key, and has a section of its own.
    known = {re.sub(r"^(?:sites|accounts)\.(?:only|never)\.", "only.", name) for name in known}
    known |= {f"{table}.{key}" for table in ("sites", "accounts") for key in ("only", "never")}
    written = {f"{table}.{key}".lstrip(".") for table, keys in settings_sections().items() for key in keys}
    assert written == known


@pytest.mark.parametrize(
    ("table", "key", "default"),
    [
        (table, key, default.strip("`"))
        for table, keys in settings_sections().items()
        for key, default in keys.items()
        if default.startswith("`") and " or " not in default
    ],
)
def test_a_default_that_is_written_out_changes_nothing(table: str, key: str, default: str) -> None:
    assert with_key(table, key, default) == settings_from_text(BARE, Path("bot.toml"), {})


def with_key(table: str, key: str, value: str) -> Settings:
    line = f"{key} = {value}\n"
    heading = re.search(rf"(?m)^\[+{table}\]+\n", BARE) if table else None
    if heading:
        text = BARE[: heading.end()] + line + BARE[heading.end() :]
    else:
        text = f"{line}{BARE}" if not table else f"{BARE}[{table}]\n{line}"
    return settings_from_text(text, Path("bot.toml"), {})


def test_every_variable_of_a_template_is_in_the_reference_and_no_other() -> None:
    assert first_cells(page("templates.md")) == list(VARIABLES)
    assert f"{{# gives way: {', '.join(DEFAULT_ORDER)} #}}" in page("templates.md")


def test_every_status_is_in_the_reference_and_no_other() -> None:
    assert first_cells(page("statuses.md")) == [status.value for status in Status]


@pytest.mark.parametrize("status", Status)
def test_the_reference_names_what_an_editor_can_do_in_each_status(status: Status) -> None:
    moves = [move for move in vars(delivery).values() if isinstance(move, Move)]
    allowed = {move.name.split()[0] for move in moves if status in move.allowed}
    row = re.search(rf"(?m)^\| `{status}` \| .* \| (.*) \|$", page("statuses.md"))
    assert row is not None
    assert set(re.findall(r"`(\w+)`", row[1])) == allowed
