"""--json: every command prints one document of a known version; conftest holds each to docs/json-schema.json."""

from __future__ import annotations

import json

import pytest

from bot.cli import main

AS_THEY_COME = [
    ["check"],
    ["check", "--online"],
    ["doctor"],
    ["once", "--dry-run"],
    ["once"],
    ["queue"],
    ["approve", "1", "99"],
    ["schedule", "2", "in", "2h"],
    ["approve", "2"],
    ["hold", "1"],
    ["edit", "1", "--revert"],
    ["skip", "1", "--yes"],
    ["undo", "1"],
    ["skip", "1", "--yes"],
    ["retry", "1"],
    ["resolve", "2", "--not-sent", "--yes"],
    ["pause", "mtt", "--until", "2h"],
    ["resume"],
    ["approve", "3-4"],
    ["once"],
    ["undo"],
    ["history"],
    ["history", "--acts"],
    ["explain", "3"],
    ["done", "3"],
    ["correct", "3", "--again", "--yes"],
    ["delete", "4", "--yes"],
    ["audit"],
    ["status"],
    ["status", "--check"],
    ["preview", "3", "--no-card"],
    ["preview", "latest"],
    ["alerts", "test"],
]


def test_every_command_prints_what_the_schema_says(burst):
    path = burst.folder / "bot.toml"
    path.write_text(path.read_text("utf-8") + '\n[alerts]\nto = ["http://127.0.0.1:1/"]\n', "utf-8")
    url = burst.newsroom.publish(burst.articles[2])
    for command in [*AS_THEY_COME, ["post", url, "--account", "page"]]:
        printed = burst.bot(*command, "--json").stdout
        assert json.loads(printed)["version"] == 1, command


def test_no_command_that_prints_json_is_left_out():
    below = {name: getattr(command, "commands", {name: command}) for name, command in main.commands.items()}
    printing = {
        name
        for name, commands in below.items()
        for command in commands.values()
        if any("--json" in option.opts for option in command.params)
    }
    assert {command[0] for command in AS_THEY_COME} | {"post"} == printing


@pytest.mark.parametrize("command", [["queue"], ["status"], ["history"]], ids=" ".join)
def test_nothing_but_the_document_is_on_stdout(burst, command):
    code, _ = burst.on_terminal(*command, "--json")
    assert code == 0
    assert isinstance(json.loads(burst.bot(*command, "--json").stdout), dict)


def test_what_was_posted_before_is_shown_with_all_that_is_known_of_it(burst):
    burst.bot("approve", "1-4")
    burst.bot("once")
    assert [one["status"] for one in burst.json("history")["deliveries"]] == ["sent"] * 4
    (attempt,) = burst.json("explain", "1")["deliveries"][0]["attempts"]
    assert attempt["outcome"] == "sent"


def test_what_is_of_use_to_the_program_alone_is_not_printed(burst):
    (delivery, *_) = burst.json("queue")["deliveries"]
    assert delivery["delivery"].keys().isdisjoint({"owner", "claimed_at", "look_since"})
