"""Writes docs/json-schema.json from the types that `bot.show.as_json` prints. Tests hold all three together.

.venv/bin/python docs/write_json_schema.py
"""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
import types
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from bot.actions import Action
from bot.article import Article, IdentityKind
from bot.desk.alert.sending import Trial
from bot.desk.deliver.once import Outcome
from bot.desk.edit.correcting import ChangeResult
from bot.desk.edit.editing import QueuedArticle
from bot.desk.edit.pausing import PauseResult
from bot.desk.edit.selection import MoveResult
from bot.desk.edit.undoing import UndoResult
from bot.desk.report.audit import Audit
from bot.desk.report.checking import Findings
from bot.desk.report.doctor import Diagnosis
from bot.desk.report.dry_run import DryRun
from bot.desk.report.explain import DeliveryStory, Explanation
from bot.desk.report.outlook import Outlook
from bot.desk.report.overview import Overview
from bot.desk.report.preview import AccountPreview
from bot.desk.report.waiting import Waiting
from bot.health import Finding, Health, Severity
from bot.outbox.rules.acts import Act
from bot.outbox.rules.delivery import Delivery
from bot.platforms.spec import MarkKind
from bot.show.as_json import VERSION
from bot.sources.page.card import LinkCard

FILE = Path(__file__).parent / "json-schema.json"

Spec = Any
"""A type; a dict of specs for an object; a list of one spec for an array of any length."""


NOT_PRINTED: dict[type, set[str]] = {
    Delivery: {"checked_at", "look_since", "owner", "claimed_at", "post_key"},
    Finding: {"newest"},
}
"""Fields that serve the program alone."""

PRINTED_TOO: dict[type, dict[str, Spec]] = {
    ChangeResult: {"outlooks": [Outlook]},
    Delivery: {"deleted": bool},
    DeliveryStory: {"actions": [Action]},
    MoveResult: {"outlooks": [Outlook]},
    QueuedArticle: {"actions": [Action]},
    UndoResult: {"outlooks": [Outlook]},
    Waiting: {"actions": [Action]},
}
"""What is printed of a type beside its fields."""


def printed(cls: type) -> dict[str, Spec]:
    """From the name of what is printed of a dataclass to its spec."""
    hints, left_out = get_type_hints(cls), NOT_PRINTED.get(cls, set())
    of_fields = {field.name: hints[field.name] for field in fields(cls) if field.name not in left_out}
    return of_fields | PRINTED_TOO.get(cls, {})


def instead(cls: type, **changed: Spec) -> dict[str, Spec]:
    """The fields of a dataclass, some of them printed as something else."""
    return {name: changed.get(name, spec) for name, spec in printed(cls).items()}


class Nullable:
    """A spec, or null."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec


MARK = {"kind": MarkKind, "start": int, "end": int, "text": str}
PICTURE = {"url": str, "media_type": str, "width": int | None, "height": int | None}
CARD = instead(LinkCard, picture=Nullable(PICTURE))
PREVIEWED = instead(AccountPreview, marks=[MARK], card=Nullable(CARD))
JUDGED = printed(Health) | {"worst": Severity | None}
DIAGNOSED = printed(Diagnosis) | {"worst": Severity | None}
NAMED = {"kind": IdentityKind, "value": str, "site": str}

PRINTED: dict[str, Spec] = {
    "check": Findings,
    "check --online": DIAGNOSED,
    "doctor": DIAGNOSED,
    "preview": {"articles": [{"article": Article, "accounts": [PREVIEWED]}]},
    "once": Outcome,
    "once --dry-run": DryRun,
    "queue": {"deliveries": [Waiting]},
    "approve": MoveResult,
    "schedule": MoveResult,
    "hold": MoveResult,
    "edit": MoveResult,
    "skip": MoveResult,
    "retry": MoveResult,
    "resolve": MoveResult,
    "post": QueuedArticle,
    "correct": ChangeResult,
    "delete": ChangeResult,
    "done": MoveResult,
    "undo": UndoResult,
    "history": {"deliveries": [Delivery]},
    "history --acts": {"acts": [Act]},
    "explain": instead(Explanation, identities=[NAMED]),
    "audit": Audit,
    "status": {"health": JUDGED} | printed(Overview),
    "status --check": {"health": JUDGED},
    "alerts test": {"addresses": [Trial]},
    "pause": PauseResult,
    "resume": PauseResult,
}
"""From a command to what it prints."""


def schema() -> dict[str, Any]:
    """The whole document: under $defs one entry for each command, and one for each type."""
    types_used: dict[str, Any] = {}
    commands = {name: _document(name, spec, types_used) for name, spec in PRINTED.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"What bot prints with --json, version {VERSION}",
        "description": "Each command's document is the entry of its name under $defs. Times are ISO 8601 with their "
        "zone, sums are US dollars written as text. Written by docs/write_json_schema.py from the program itself.",
        "$defs": commands | dict(sorted(types_used.items())),
    }


def _document(name: str, spec: Spec, used: dict[str, Any]) -> dict[str, Any]:
    described = {"description": f"bot {name} --json"}
    shape = _object_of(spec, used) if is_dataclass(spec) else _schema_of(spec, used)
    properties = {"version": {"const": VERSION}} | shape["properties"]
    return described | {**shape, "properties": properties, "required": list(properties)}


def _schema_of(spec: Spec, used: dict[str, Any]) -> dict[str, Any]:
    if isinstance(spec, dict):
        return _object({name: _schema_of(one, used) for name, one in spec.items()})
    if isinstance(spec, list):
        return {"type": "array", "items": _schema_of(spec[0], used)}
    if isinstance(spec, Nullable):
        return {"anyOf": [_schema_of(spec.spec, used), {"type": "null"}]}
    if spec in _PLAIN:
        return dict(_PLAIN[spec])
    if is_dataclass(spec):
        if spec.__name__ not in used:
            used[spec.__name__] = {}  # before its fields, one of which may be of its own type
            used[spec.__name__] = _object_of(spec, used)
        return {"$ref": f"#/$defs/{spec.__name__}"}
    if isinstance(spec, type) and issubclass(spec, StrEnum):
        return {"enum": [str(member) for member in spec]}
    return _schema_of_generic(spec, used)


def _schema_of_generic(spec: Spec, used: dict[str, Any]) -> dict[str, Any]:
    origin, arguments = get_origin(spec), get_args(spec)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema_of(one, used) for one in arguments]}
    if origin is dict:
        keys, values = (_schema_of(one, used) for one in arguments)
        return {"type": "object", "propertyNames": keys, "additionalProperties": values}
    if origin in (tuple, list, frozenset):
        return {"type": "array", "items": _schema_of(arguments[0], used)}
    raise TypeError(f"{spec!r} has no place in a JSON document")


_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    type(None): {"type": "null"},
    datetime: {"type": "string", "format": "date-time"},
    Decimal: {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"},
    Action: {"type": "string"},  # as the command that does it
}


def _object_of(cls: type, used: dict[str, Any]) -> dict[str, Any]:
    told = dict(_told_of_fields(cls))
    properties = {}
    for name, spec in printed(cls).items():
        description = {"description": told[name]} if name in told else {}
        properties[name] = _schema_of(spec, used) | description
    return {"description": inspect.getdoc(cls)} | _object(properties)


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _told_of_fields(cls: type) -> Iterator[tuple[str, str]]:
    """The text that stands below each field of the class."""
    body = ast.parse(textwrap.dedent(inspect.getsource(cls))).body[0]
    assert isinstance(body, ast.ClassDef)
    for before, after in zip(body.body, body.body[1:], strict=False):
        match before, after:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(told))):
                yield name, inspect.cleandoc(told)


def written() -> str:
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
    print(FILE)
