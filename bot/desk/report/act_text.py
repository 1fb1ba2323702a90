"""Acts in words: "anna approved it: held → queued, waits for 10:05". Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.outbox.rules.acts import Act, Fact

_DONE = {
    "approve": "approved {it}",
    "schedule": "scheduled {it}",
    "hold": "held {it}",
    "begin-edit": "began to edit {it}, so that it is held",
    "edit": "edited {it}",
    "end-edit": "ended editing {it}",
    "skip": "skipped {it}",
    "retry": "queued {it} again",
    "resolve": "settled {it}",
    "correct": "asked for another text of {it}",
    "delete": "asked for the deletion of {it}",
    "done": "left {it} as it is",
    "post": "queued {it} by hand",
    "pause": "paused {it}",
    "resume": "resumed {it}",
    "undo": "undid a{undoes} on {it}",
    "released": "let {it} go",
    "rewritten": "gave {it} another text",
    "found": "found {it} on the timeline",
    "failed": "could not post {it}",
    "unsure": "does not know what has become of {it}",
    "postponed": "put {it} off",
    "absent": "queued {it} again",
    "expired": "skipped {it}",
    "rescheduled": "moved {it} with its article's date",
    "restored": "took {it} up again",
    "corrected": "took in a correction of {it}",
    "withdrawn": "noted that its site has taken {it} back",
    "shown-again": "noted that its site shows {it} again",
    "reconsidered": "let {it} in after all",
    "over-budget": "stopped {it} for its budget",
    "within-budget": "let {it} go on, within its budget",
}
"""What was done, by the names of acts; a name that says it itself, as "sent" does, is missing here."""

_TIMES = {
    "due_at": "due {}",
    "release_at": "goes out by itself {}",
    "look_at": "is looked for {}",
    "paused_until": "until {}",
    "waits_until": "waits until {}",
}
"""How the fields that hold a time are told."""

_TOLD_OTHERWISE = frozenset(
    {
        "status",
        "text",
        "edited",
        "edited_at",
        "approved_until",
        "look_since",
        "paused",
        "paused_at",
        "halted_at",
        "waits_for",
    }
)

_LONGEST_QUOTE = 60
"""Characters of a text."""


def act_text(act: Act, concerns: str, zone: ZoneInfo) -> str:
    """What was done, by whom, and what that has changed; `concerns` names what it was done to. Times are in `zone`."""
    done = _DONE.get(act.name, f"{act.name} {{it}}").format(it=concerns, undoes=act.undoes)
    undone = f" (undone by a{act.undone_by})" if act.undone_by else ""
    changes = ", ".join(_changes(act, zone))
    return f"{act.by} {done}{undone}{f': {changes}' if changes else ''}"


def _changes(act: Act, zone: ZoneInfo) -> Iterator[str]:
    changed = act.changed
    if "status" in changed and "status" in act.before and act.after["status"] != act.name:
        yield f"{act.before['status']} → {act.after['status']}"
    if "edited" in changed or "text" in changed:
        yield _quoted(str(act.after.get("text"))) if act.after.get("edited") else "as the bot writes it"
    for name in changed:
        value = act.after[name]
        if name in _TIMES:
            yield _time_text(name, value, zone)
        elif not (name in _TOLD_OTHERWISE or value in ("", None) or _is_told_by_its_name(act, name)):
            yield _value_text(name, value, act.before.get(name))


def _is_told_by_its_name(act: Act, field: str) -> bool:
    """Whether the field only says what the act is called: "held by an editor"."""
    return field == "over_budget" or (field == "reason" and act.by.kind == "person" and act.name != "undo")


def _quoted(text: str) -> str:
    """The beginning of a text, in one line."""
    line = " ".join(text.split())
    return f'"{line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1].rstrip() + "…"}"'


def _time_text(name: str, value: Fact, zone: ZoneInfo) -> str:
    if not isinstance(value, str):
        return f"no longer {_TIMES[name].partition(' {}')[0]}"
    return _TIMES[name].format(f"{datetime.fromisoformat(value).astimezone(zone):%Y-%m-%d %H:%M}")


def _value_text(name: str, value: Fact, before: Fact) -> str:
    if name in ("title", "link"):
        return f"{before} → {value}"
    return str(value)
