"""docs/json-schema.json says what the commands print. tests/cli holds all that they print in its tests to it."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import jsonschema
import pytest

from bot.cli import main

DOCS = Path(__file__).resolve().parents[2] / "docs"
SCHEMA = json.loads((DOCS / "json-schema.json").read_text("utf-8"))


def writer():
    spec = importlib.util.spec_from_file_location("write_json_schema", DOCS / "write_json_schema.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def objects(schema):
    """Every object of fixed fields in it."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for value in schema.values():
            yield from objects(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from objects(value)


def test_it_is_written_from_the_types_of_today():
    remedy = "run `.venv/bin/python docs/write_json_schema.py`; a field that goes or changes raises as_json.VERSION"
    assert (DOCS / "json-schema.json").read_text("utf-8") == writer().written(), remedy


def test_it_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_every_command_that_prints_json_stands_in_it_and_no_other():
    printing: set[str] = set()
    for name, command in main.commands.items():
        below = getattr(command, "commands", {})
        commands = {name: command} | {f"{name} {second}": within for second, within in below.items()}
        printing |= {
            name for name, command in commands.items() if any("--json" in option.opts for option in command.params)
        }
    documents = {re.sub(r" --.*", "", name) for name in SCHEMA["$defs"] if name[0].islower()}
    assert documents == printing


def test_every_object_has_all_its_fields_and_no_other():
    found = list(objects(SCHEMA["$defs"]))
    assert len(found) > 20
    for one in found:
        assert (one["additionalProperties"], one["required"]) == (False, list(one["properties"]))


@pytest.mark.parametrize("name", [name for name in SCHEMA["$defs"] if name[0].islower()])
def test_every_document_tells_the_version_of_its_shape(name):
    assert SCHEMA["$defs"][name]["properties"]["version"] == {"const": 1}


def test_a_field_too_many_and_one_too_few_are_told():
    queue = jsonschema.Draft202012Validator(SCHEMA | {"$ref": "#/$defs/queue"})
    assert queue.is_valid({"version": 1, "deliveries": []})
    assert not queue.is_valid({"version": 1, "deliveries": [], "more": 1})
    assert not queue.is_valid({"version": 1})
    assert not queue.is_valid({"version": 2, "deliveries": []})
