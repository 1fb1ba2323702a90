"""The command `bot edit`, which opens the text of a post in an editor."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.actions import Action
from bot.cli import edit_files
from bot.cli.completing import ids_beginning
from bot.cli.lines import truncated
from bot.cli.options import json_option, open_desk, print_json, read_settings, shared_options
from bot.cli.spelling import command_line
from bot.errors import DeliveryNotFound
from bot.show import as_json as documents

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.desk.edit.rewriting import Draft
    from bot.outbox.rules.delivery import Delivery, Move

NOTE = "#:"
"""The start of a line that is a note to the editor and is not posted. Not "#", because a hashtag may begin a line."""


@click.command(short_help="Edit the text of a post in your editor.")
@click.argument("delivery_id", metavar="ID", shell_complete=ids_beginning("held", "queued", "failed"))
@click.option(
    "--from",
    "source",
    type=click.File("r", encoding="utf-8-sig"),
    help="Take the text of this file, or - for standard input; no editor is opened.",
)
@click.option("--revert", is_flag=True, help="Discard an editor's text: the bot writes the post again.")
@json_option
@shared_options
def edit(delivery_id: str, source: Iterable[str] | None, revert: bool, as_json: bool) -> None:
    """Change the text of a post in $VISUAL or $EDITOR.

    The post does not go out meanwhile. A text that is too long, or has lost its link or the call to action, is not
    taken: it stays in a file that is named, and may be edited again; `bot queue` names the file of an edit that was
    killed. The new text goes out as it stands, when the post would have gone out anyway.
    """
    if revert and source:
        raise click.UsageError("--revert gives the text up, and --from brings one: say one of them")
    from bot.outbox.rules.delivery import EDIT  # imported here for a fast start; see bot/cli/__init__.py

    with open_desk(read_settings()) as desk:
        delivery = delivery_named(desk, delivery_id, EDIT)
        if _rewrite(desk, delivery, source, revert=revert):
            _show(desk, delivery, as_json=as_json)
        else:
            click.echo(f"Delivery {delivery.id} keeps its text.", err=True)


def delivery_named(desk: Desk, word: str, move: Move) -> Delivery:
    """The delivery that `word` names, to which the move applies. Raises BadParameter, and DeliveryNotFound."""
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.desk.edit.selection import Selector, is_selector, select

    if not is_selector(word) or "-" in word:
        raise click.BadParameter(f'"{word}" is not an ID; `bot queue` shows them')
    selection = select(desk, Selector([word]), move)
    if selection.refused:
        refusal = selection.refused[0]
        raise DeliveryNotFound(refusal.reason, actions=refusal.actions)
    return selection.deliveries[0]


def _rewrite(desk: Desk, delivery: Delivery, source: Iterable[str] | None, *, revert: bool) -> bool:
    """Save the new text of the post. Returns False if the editor left the text as it was."""
    from bot.desk.edit.rewriting import draft_of, faults_in, rewrite
    from bot.desk.edit.rewriting import revert as reverted
    from bot.desk.open_edits import held_while_editing

    if revert:
        reverted(desk, delivery)
        return True
    draft = draft_of(desk, delivery)
    if source is None:
        _require_editor()
        edit_files.name_left_texts(delivery.id)
        with _ending_when_asked(), held_while_editing(desk, delivery):
            return _rewrite_in_editor(desk, draft)
    text = post_text("".join(source))
    if faults := faults_in(desk, draft, text):
        raise click.ClickException(f"that text cannot go out: {'; '.join(faults)}")
    rewrite(desk, draft, text)
    _say_where_link_is(draft, text)
    name = getattr(source, "name", "")
    if edit_files.is_left_text(name):
        Path(name).unlink()
    return True


def _say_where_link_is(draft: Draft, text: str) -> None:
    from bot.desk.edit.rewriting import note_on_link

    if note := note_on_link(draft, text):
        click.echo(f"bot: {note}", err=True)


@contextmanager
def _ending_when_asked() -> Iterator[None]:
    """Within the block, end as after an error where the terminal is closed or the process is asked to end.

    By itself Python would end at once, and the post would stay held.
    """

    def end(number: int, _frame: object) -> None:
        sys.exit(128 + number)

    before = {number: signal.signal(number, end) for number in (signal.SIGHUP, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _rewrite_in_editor(desk: Desk, draft: Draft) -> bool:
    """Open the draft in the editor, and save the text. Returns False if the text was left as it was.

    Nothing that was typed is lost: if the text cannot be saved, for whatever reason, its file is kept and its path
    printed.
    """
    from bot.desk.edit.rewriting import rewrite

    path = edit_files.new_file(draft.delivery.id)
    try:
        text = _edited_text(desk, draft, path)
        if text is not None:
            rewrite(desk, draft, text)
            _say_where_link_is(draft, text)
        path.unlink()
        return text is not None
    finally:
        if path.exists():
            edit_files.keep(path, draft.delivery.id)


def _edited_text(desk: Desk, draft: Draft, path: Path) -> str | None:
    """The text from the editor once it can be posted; None if it was left unchanged or emptied.

    An editor's earlier text that is left unchanged after the article was corrected is taken anew: it has been seen to.
    Ends the command if the person does not want to correct a text that cannot be posted.
    """
    from bot.desk.edit.rewriting import faults_in

    text, faults = draft.text, faults_in(desk, draft, draft.text) if draft.text else ()
    while True:
        path.write_text(editor_page(draft, text, faults), "utf-8")
        _open_editor(path)
        text = post_text(path.read_text("utf-8"))
        if not text or (text == post_text(draft.text) and not draft.delivery.is_outdated):
            return None
        faults = faults_in(desk, draft, text)
        if not faults:
            return text
        for fault in faults:
            click.echo(f"It cannot go out: {fault}", err=True)
        if not (sys.stdin.isatty() and click.confirm("Edit the post again?", default=True, err=True)):
            click.get_current_context().exit(1)


def _require_editor() -> None:
    """Raises UsageError if no editor can be opened."""
    if not (sys.stdin.isatty() or os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        raise click.UsageError("there is no terminal for an editor; give the text with --from FILE")


def _open_editor(path: Path) -> None:
    try:
        click.edit(filename=str(path))
    except click.ClickException as exc:
        raise click.ClickException(f"{exc.message}: set $VISUAL or $EDITOR to the editor that you use") from exc


def editor_page(draft: Draft, text: str, faults: Sequence[str]) -> str:
    """The contents of the file that the editor opens: the text, and below it the notes. Pure."""
    note_lines = (line for note in _notes(draft, text, faults) for line in note.splitlines() or [""])
    return "\n".join((text, "", *(f"{NOTE} {line}".rstrip() for line in note_lines), ""))


def post_text(page: str) -> str:
    """The text of the post in such a file, without the notes. Pure."""
    return "\n".join(line.rstrip() for line in page.splitlines() if not line.startswith(NOTE)).strip()


def _notes(draft: Draft, text: str, faults: Sequence[str]) -> Iterable[str]:
    """The notes: what the text must keep, its length and limit, and `faults`, why it was not accepted."""
    from bot.outbox.rules.delivery import OUTDATED
    from bot.platforms import PLATFORMS

    limits, delivery = draft.limits, draft.delivery
    yield f"Lines that begin with {NOTE} are for you, and are not posted."
    yield ""
    for fault in faults:
        yield f"NOT TAKEN YET: {fault}."
    if delivery.is_outdated:
        yield f"{OUTDATED}: see whether the text is still right, and save it."
    if draft.fault:
        yield f"The bot can make no post of it: {draft.fault}"
    length = limits.length_of(text)
    yield f"Delivery {delivery.id}, for {delivery.account} on {PLATFORMS[draft.platform].title}: {delivery.title}"
    yield f"The text is {length} long; the limit is {limits.length}. {limits.counting_note}".rstrip()
    yield ""
    if draft.link:
        yield (
            "It may keep its link, and has the article's card anyway:"
            if limits.link_is_beside
            else "It must keep its link:"
        )
        yield f"    {draft.link}"
    if draft.appeals:
        begins = "and" if draft.link and not limits.link_is_beside else "It must keep"
        yield f"{begins} its call to action, word for word{', in one of its forms' if draft.appeals[1:] else ''}:"
        yield from (f"    {appeal}" for appeal in draft.appeals)
    yield ""
    yield "Save it and close the editor. Unchanged, or with nothing left, the post stays as it is."


def _show(desk: Desk, before: Delivery, *, as_json: bool) -> None:
    from bot.desk.report.outlook import outlooks_of

    changed = desk.outbox.delivery(before.id)
    undo = (_undo_command(desk, before),) if before.edited or changed.edited else ()
    if as_json:
        outlooks = [documents.outlook(ahead, command_line) for ahead in outlooks_of(desk, [changed])]
        changed_row = documents.delivery(changed)
        print_json({"changed": [changed_row], "outlooks": outlooks, "refused": [], "undo": undo})
        return
    whose = "an editor's text" if changed.edited else "the bot's own text"
    click.echo(truncated(f"{changed.id} has {whose}: {changed.account}: {changed.title}"))
    if changed.status == "failed":
        click.echo(f"Send it: {command_line(Action('retry', deliveries=(changed.id,)))}")
    for command in undo:
        click.echo(f"Undo: {command}")


def _undo_command(desk: Desk, before: Delivery) -> str:
    """The command that restores the text as it was; an earlier text by an editor stands in the record of the act."""
    from bot.outbox.rules.delivery import EDIT

    if not before.edited:
        return command_line(Action("edit", deliveries=(before.id,), reverts=True))
    mine = desk.acts.latest(9, delivery_id=before.id, by=desk.actor.name)
    edit_act = next(act for act in mine if act.name == EDIT.name)
    return command_line(Action("undo", acts=(edit_act.id,)))
