"""What the documents say is what the program is."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from bot.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", main.commands)
def test_every_command_stands_in_the_readme(name):
    assert re.search(rf"`(bot )?{name}\b", README)


@pytest.mark.parametrize("name", main.commands)
def test_every_command_and_option_has_help(name):
    command = main.commands[name]
    assert command.help
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    assert not [option.name for option in options if not option.help]


@pytest.mark.parametrize("name", main.commands)
def test_no_command_is_cut_short_in_the_list_of_all(name):
    columns, longest_name = 80, max(map(len, main.commands))
    assert not main.commands[name].get_short_help_str(columns - 6 - longest_name).endswith("...")


def test_the_readme_has_exactly_two_commands_that_set_everything_up():
    assert len(re.findall(r"(?m)^    python3 -m venv .*$", README)) == 2


def test_ci_runs_the_test_command_of_the_readme():
    command = re.search(r"(?m)^    (python3 -m venv .*pytest)$", README)
    assert command is not None
    assert f"\n{command[1]}\n" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_page_that_a_document_links_to_exists():
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_layers_are_drawn_as_they_are_checked():
    contracts = (ROOT / "pyproject.toml").read_text("utf-8")
    listed = re.search(r'layers = \[\s*"__main__",\s*(.*?)\]', contracts, re.DOTALL)
    assert listed is not None
    layers = [layer.replace(" | ", " · ") for layer in re.findall(r'"([^"]+)"', listed[1])]
    assert " → ".join(layers) in (ROOT / "docs" / "architecture.md").read_text("utf-8")
