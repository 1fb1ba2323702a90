"""The commands `bot correct`, `delete` and `done`, about posts that are out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import click

from bot.cli.completing import ids_beginning
from bot.cli.edit import delivery_named, post_text
from bot.cli.lines import INDENT, print_paragraph, truncated
from bot.cli.moves import ID_HELP, ids_argument, list_selected, number_of_posts, print_outlook, selector_of
from bot.cli.options import (
    PARTLY_DONE,
    account_option,
    clock_time,
    confirm,
    json_option,
    open_desk,
    print_json,
    read_settings,
    shared_options,
    site_option,
    warn_of_running_bot,
    yes_option,
)
from bot.cli.spelling import command_line, with_advice
from bot.show import as_json as documents

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.desk import Desk
    from bot.desk.edit.correcting import ChangeResult, Correction
    from bot.desk.edit.selection import MoveResult, Refusal, Selection
    from bot.desk.report.outlook import Outlook
    from bot.outbox.rules.delivery import Move
    from bot.settings import Settings


@click.command(short_help="Bring a post that is out up to its article; asks first.")
@click.argument("delivery_id", metavar="ID", shell_complete=ids_beginning("sent"))
@click.option(
    "--from",
    "source",
    type=click.File("r", encoding="utf-8-sig"),
    help="Give the post the text of this file, or - for standard input.",
)
@click.option("--again", is_flag=True, help="Delete the post, and post about the article as it is now.")
@yes_option
@json_option
@shared_options
def correct(delivery_id: str, source: Iterable[str] | None, again: bool, yes: bool, as_json: bool) -> None:
    """Bring a post that is out up to its article, which its newsroom has changed since.

    It asks the site for the article as it is now, and shows the post as it is and as it would be. On Facebook the post
    is changed in place. On X no post can be changed: there you choose between --again, which costs what a new post
    costs, and `bot done ID`, which leaves the post as it is.
    """
    if source and again:
        raise click.UsageError("--from changes the post, and --again makes a new one: say one of them")
    # Imported here for a fast start; see bot/cli/__init__.py.
    from bot.desk.edit.correcting import ChangeResult, correction_of, delete_post, rewrite_post
    from bot.outbox.rules.delivery import CORRECT

    settings = read_settings()
    with open_desk(settings) as desk:
        id_ = delivery_named(desk, delivery_id, CORRECT).id
        correction = correction_of(desk, id_)
        text = _own_text(desk, correction, source) if source else correction.text
        if text == correction.delivery.text:
            click.echo(f"Post {id_} says that already.", err=True)
            result = ChangeResult(())
        else:
            again = again or _must_post_again(correction)
            _show_difference(correction.delivery.text, text)
            confirm(_question(correction, again=again), yes=yes)
            changed = delete_post(desk, id_, again=True) if again else rewrite_post(desk, id_, text)
            result = ChangeResult((changed,))
        outlooks = _outlooks(desk, result)
    _print_changes(result, outlooks, settings, "changed", as_json=as_json)


@click.command(
    short_help="Delete posts that are out; asks first.",
    help=f"""Delete posts that are out on their platform. It shows them, and asks first.

A deleted post does not come back by itself; `bot retry ID` posts about the article again.\n\n{ID_HELP}""",
)
@ids_argument("sent")
@account_option
@site_option
@yes_option
@json_option
@shared_options
def delete(ids: tuple[str, ...], account_names: tuple[str, ...], site: str, yes: bool, as_json: bool) -> None:
    from bot.desk.edit.correcting import ChangeResult, delete_post, require_deletes
    from bot.desk.edit.selection import Refusal
    from bot.errors import BotError
    from bot.outbox.rules.delivery import DELETE

    settings = read_settings()
    with open_desk(settings) as desk:
        selection = _selected(desk, settings, ids, account_names, site, DELETE, first_digits=not yes)
        refused = list(selection.refused)
        if selection.deliveries:
            if not yes:
                list_selected(selection)
            confirm(f"Delete {number_of_posts(len(selection.deliveries))} that followers can see now?", yes=yes)
        posts = []
        for delivery in selection.deliveries:
            try:
                require_deletes(desk, delivery)
                posts.append(delete_post(desk, delivery.id))
            except BotError as exc:
                refused.append(Refusal(str(delivery.id), str(exc), exc.actions))
        result = ChangeResult(tuple(posts), tuple(refused))
        outlooks = _outlooks(desk, result)
    _print_changes(result, outlooks, settings, "deleted", as_json=as_json)


@click.command(
    short_help="Leave posts as they are though their article has changed.",
    help=f"""Leave posts as they are, though their article was changed or taken back: you have seen it.

`bot status` does not show them any more, unless the article changes again. A change that a platform has refused is
given up.\n\n{ID_HELP}""",
)
@ids_argument("sent")
@account_option
@site_option
@json_option
@shared_options
def done(ids: tuple[str, ...], account_names: tuple[str, ...], site: str, as_json: bool) -> None:
    from bot.desk.edit.correcting import leave_post
    from bot.desk.edit.selection import move_each
    from bot.outbox.rules.delivery import DONE

    settings = read_settings()
    with open_desk(settings) as desk:
        selection = _selected(desk, settings, ids, account_names, site, DONE)
        result = move_each(desk, selection, DONE, leave_post)
    if as_json:
        print_json(documents.move_result(result, (), partial(command_line, zone=settings.timezone)))
    else:
        _show_left(result)
    _exit_after(bool(result.changed), result.refused)


def _selected(
    desk: Desk,
    settings: Settings,
    ids: Sequence[str],
    account_names: Sequence[str],
    site: str,
    move: Move,
    *,
    first_digits: bool = True,
) -> Selection:
    from bot.desk.edit.selection import select

    return select(desk, selector_of(settings, ids, account_names, site, first_digits=first_digits), move)


def _own_text(desk: Desk, correction: Correction, source: Iterable[str]) -> str:
    """The text that an editor gives. Ends the command where it cannot be posted."""
    from bot.desk.edit.rewriting import draft_of, faults_in

    text = post_text("".join(source))
    if faults := faults_in(desk, draft_of(desk, correction.delivery), text):
        raise click.ClickException(f"that text cannot be posted: {'; '.join(faults)}")
    return text


def _must_post_again(correction: Correction) -> bool:
    """Whether the post is to be deleted and posted again, because its platform changes none. It asks.

    Raises UsageError where nobody can answer.
    """
    if correction.platform.rewrites:
        return False
    title, id_ = correction.platform.title, correction.delivery.id
    if not sys.stdin.isatty():
        raise click.UsageError(
            f"{title} lets nobody change the text of a post. `bot correct {id_} --again` deletes it and posts again "
            f"(${correction.price_again}); `bot done {id_}` leaves it as it is"
        )
    return True


def _question(correction: Correction, *, again: bool) -> str:
    title, price = correction.platform.title, correction.price_again
    if not again:
        return f"Change the post on {title}?"
    cost = f", for ${price}" if price else ""
    return f"Delete the post on {title}, with its likes and replies, and post again{cost}?"


def _show_difference(before: str, after: str) -> None:
    for heading, text in (("It says:", before), ("It would say:", after)):
        click.secho(heading, bold=True, err=True)
        for line in text.splitlines():
            click.echo(f"{' ' * INDENT}{line}".rstrip(), err=True)


def _outlooks(desk: Desk, result: ChangeResult) -> list[Outlook]:
    """When each post goes out, which only one does that is posted again; warns where no bot runs that would send it."""
    from bot.desk.report.outlook import outlooks_of

    outlooks = outlooks_of(desk, [post.delivery for post in result.posts])
    if any(outlook.at for outlook in outlooks):
        warn_of_running_bot(desk)
    return outlooks


def _print_changes(
    result: ChangeResult, outlooks: Sequence[Outlook], settings: Settings, participle: str, *, as_json: bool
) -> None:
    """Print what has become of each post, and end with the exit code that says so."""
    zone = settings.timezone
    if as_json:
        print_json(documents.change_result(result, outlooks, partial(command_line, zone=zone)))
    else:
        _show_changes(result, outlooks, participle, zone)
    done = any(not post.fault for post in result.posts)
    if result.refused or any(post.fault for post in result.posts):
        click.get_current_context().exit(PARTLY_DONE if done else 1)


def _show_changes(result: ChangeResult, outlooks: Sequence[Outlook], participle: str, zone: ZoneInfo) -> None:
    for post, outlook in zip(result.posts, outlooks, strict=True):
        delivery = post.delivery
        is_queued = delivery.status == "queued"
        became = (
            f"is {'deleted, and queued again' if is_queued else participle}" if not post.fault else "stands as it was"
        )
        click.echo(truncated(f"{delivery.id} {became}: {delivery.account}: {delivery.title}"))
        if post.fault:
            then = f"; it is tried again {clock_time(post.again_at, zone)}" if post.again_at else ""
            print_paragraph(f"{post.fault}{then}", indent=INDENT)
        print_outlook(delivery, outlook, zone)
        for action in post.undo:
            click.echo(f"Undo: {command_line(action, zone)}")
    _show_refused(result.refused)


def _show_left(result: MoveResult) -> None:
    for delivery in result.changed:
        click.echo(truncated(f"{delivery.id} stays as it is: {delivery.account}: {delivery.sent_title}"))
    _show_refused(result.refused)


def _show_refused(refused: Iterable[Refusal]) -> None:
    for refusal in refused:
        click.echo(f"bot: {with_advice(refusal.reason, refusal.actions)}", err=True)


def _exit_after(any_done: bool, refused: Sequence[Refusal]) -> None:
    if refused:
        click.get_current_context().exit(PARTLY_DONE if any_done else 1)
