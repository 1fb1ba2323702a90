"""The commands `bot approve`, `schedule`, `hold`, `skip`, `retry` and `resolve`, which move deliveries on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import click

from bot.cli.completing import ids_beginning
from bot.cli.lines import INDENT, print_paragraph, truncated
from bot.cli.options import (
    PARTLY_DONE,
    TIME_FORMS,
    account_option,
    accounts_named,
    clock_time,
    confirm,
    json_option,
    open_desk,
    print_json,
    read_settings,
    shared_options,
    site_named,
    site_option,
    warn_of_running_bot,
    yes_option,
)
from bot.cli.spelling import command_line, with_advice
from bot.cli.times import TakesTime, is_whole_time, parse_time_option
from bot.show import as_json as documents

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.desk import Desk
    from bot.desk.edit.selection import MoveResult, Selection, Selector
    from bot.desk.report.outlook import Outlook
    from bot.outbox.rules.delivery import Delivery, Move
    from bot.settings import Settings

MAX_LISTED = 10
"""Before a question, at most this many deliveries are listed one by one."""

ID_HELP = """\b
  12 15     these two
  12-15     those from 12 to 15 that the command applies to
  4         the only one whose ID begins with 4, if none has the ID 4
  --site NAME, --account NAME
            all of that site or account that the command applies to; with IDs, only those
"""
"""The part of each command's help that says how deliveries are named."""


def at_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option `--at TIME`, before which the post does not go out."""
    return click.option("--at", metavar="TIME", default="", help=f"Not before then: {TIME_FORMS}.")(command)


def ids_argument(*statuses: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The argument for delivery IDs; Tab completes it with the IDs of deliveries in one of these statuses."""
    return click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=ids_beginning(*statuses))


@click.command(cls=TakesTime, short_help="Let held posts go out.", help=f"Let held posts go out.\n\n{ID_HELP}")
@ids_argument("held")
@at_option
@account_option
@site_option
@json_option
@shared_options
def approve(ids: tuple[str, ...], at: str, account_names: tuple[str, ...], site: str, as_json: bool) -> None:
    _move("APPROVE", ids, account_names, site, as_json=as_json, time_text=at)


@click.command(
    cls=TakesTime,
    short_help="Say when posts go out.",
    help=f"""Let posts go out at a time, held ones too, and say when that really is: the account's gap, quiet hours and
limits still apply.

TIME is "now", or such as {TIME_FORMS}, in the newsroom's time zone. It needs no quotes.\n\n{ID_HELP}""",
)
@click.argument("words", nargs=-1, required=True, metavar="ID... TIME", shell_complete=ids_beginning("held", "queued"))
@click.option("--at", metavar="TIME", default="", help="The same as TIME behind the IDs.")
@account_option
@site_option
@json_option
@shared_options
def schedule(words: tuple[str, ...], at: str, account_names: tuple[str, ...], site: str, as_json: bool) -> None:
    ids, time_text = (words, at) if at else _ids_and_time(words)
    _move("SCHEDULE", ids, account_names, site, as_json=as_json, time_text=time_text, time_option="TIME")


def _ids_and_time(words: Sequence[str]) -> tuple[Sequence[str], str]:
    """The IDs at the beginning, and the time that follows: of "12 13 1 Dec 9:00" the time is "1 Dec 9:00"."""
    from bot.desk.edit.selection import is_selector

    first = next((number for number, word in enumerate(words) if not is_selector(word)), len(words))
    # A month needs the day before it, a unit its number.
    if 0 < first < len(words) and not is_whole_time(words[first:]) and is_whole_time(words[first - 1 :]):
        first -= 1
    if first == len(words):
        raise click.UsageError(f"say when: now, {TIME_FORMS}")
    return words[:first], " ".join(words[first:])


@click.command(
    cls=TakesTime,
    short_help="Keep posts back until they are approved.",
    help=f"""Keep posts back until they are approved: queued ones, those that would go out by themselves if nobody
objects, and skipped ones.\n\n{ID_HELP}""",
)
@ids_argument("queued", "held", "skipped")
@click.option(
    "--until",
    metavar="TIME",
    default="",
    help=f"Release them automatically then, unless the account's review is true: {TIME_FORMS}.",
)
@account_option
@site_option
@json_option
@shared_options
def hold(ids: tuple[str, ...], until: str, account_names: tuple[str, ...], site: str, as_json: bool) -> None:
    _move("HOLD", ids, account_names, site, as_json=as_json, time_text=until, time_option="--until")


@click.command(
    short_help="Do not post these; asks first.",
    help=f"""Do not post these: held, queued or failed ones. It shows them, and asks first.\n\n{ID_HELP}""",
)
@ids_argument("held", "queued", "failed")
@account_option
@site_option
@yes_option
@json_option
@shared_options
def skip(ids: tuple[str, ...], account_names: tuple[str, ...], site: str, yes: bool, as_json: bool) -> None:
    _move("SKIP", ids, account_names, site, as_json=as_json, ask=_ask_to_skip, yes=yes)


@click.command(
    cls=TakesTime,
    short_help="Queue failed or skipped posts again.",
    help=f"Queue failed or skipped posts again.\n\n{ID_HELP}",
)
@ids_argument("failed", "skipped")
@at_option
@account_option
@site_option
@json_option
@shared_options
def retry(ids: tuple[str, ...], at: str, account_names: tuple[str, ...], site: str, as_json: bool) -> None:
    _move("RETRY", ids, account_names, site, as_json=as_json, time_text=at)


@click.command(short_help="Settle posts that may or may not be out; asks first.")
@ids_argument("unsure")
@click.option("--sent", metavar="URL", default="", help="It was published, at this address; takes one ID.")
@click.option("--not-sent", is_flag=True, help="They were not published: send them again.")
@yes_option
@json_option
@shared_options
def resolve(ids: tuple[str, ...], sent: str, not_sent: bool, yes: bool, as_json: bool) -> None:
    """Settle posts that may or may not have been published.

    Look at the account's timeline first: a post that is sent again although it is there appears twice.
    """
    if bool(sent) == not_sent:
        raise click.UsageError("say either --sent URL or --not-sent")
    if not sent:
        _move("RESOLVE_NOT_SENT", ids, as_json=as_json, ask=_ask_to_send_again, yes=yes)
        return
    if "://" not in sent or len(ids) != 1:
        raise click.UsageError("--sent takes the whole address of the post, and one ID")

    def mark_sent(desk: Desk, delivery_id: int) -> Delivery:
        # Imported here for a fast start; see bot/cli/__init__.py.
        from bot.desk.edit.resolving import resolve_sent

        return resolve_sent(desk, delivery_id, sent)

    def require(desk: Desk, delivery: Delivery) -> None:
        from bot.desk.edit.resolving import receipt_at

        receipt_at(desk, delivery, sent)

    def ask(count: int) -> str:
        return f"Record {number_of_posts(count)} as sent, at {sent}? This cannot be undone."

    _move("RESOLVE_SENT", ids, as_json=as_json, ask=ask, yes=yes, change=mark_sent, require=require)


def _ask_to_skip(count: int) -> str:
    return f"Skip {number_of_posts(count)}?"


def _ask_to_send_again(count: int) -> str:
    return f"Send {number_of_posts(count)} again, because the timeline does not have {'it' if count == 1 else 'them'}?"


def number_of_posts(count: int) -> str:
    """Such as "3 posts"."""
    return "1 post" if count == 1 else f"{count} posts"


def _move(
    name: str,
    ids: Sequence[str],
    account_names: Sequence[str] = (),
    site: str = "",
    *,
    as_json: bool,
    ask: Callable[[int], str] | None = None,
    yes: bool = False,
    time_text: str = "",
    time_option: str = "--at",
    change: Callable[[Desk, int], Delivery] | None = None,
    require: Callable[[Desk, Delivery], None] | None = None,
) -> None:
    """Select the deliveries, ask for confirmation if `ask` is given, change each one, and print the results.

    `ask` makes the question of the number of deliveries. It names what is done, so that nobody can take a yes for a no.
    `name` is the name of a `Move` in bot.outbox.rules.delivery; `time_text` is the value of the option `time_option`;
    `change` replaces the ordinary way to change one delivery, by its ID; `require` raises before anything is asked
    where that cannot be done to one.
    """
    from bot.desk.edit.editing import move_delivery
    from bot.desk.edit.selection import move_each, require_each, select
    from bot.desk.report.outlook import outlooks_of
    from bot.outbox.rules import delivery as moves

    move: Move = getattr(moves, name)
    settings = read_settings()
    selector = selector_of(settings, ids, account_names, site, first_digits=ask is None or not yes)
    with open_desk(settings) as desk:
        at = parse_time_option(time_option, time_text, settings, desk.now())
        selection = select(desk, selector, move)
        if require:
            selection = require_each(selection, partial(require, desk))
        if ask and selection.deliveries:
            if not yes:
                list_selected(selection)
            confirm(ask(len(selection.deliveries)), yes=yes)
        change = change or (lambda desk, delivery_id: move_delivery(desk, delivery_id, move, at=at))
        result = move_each(desk, selection, move, change)
        outlooks = outlooks_of(desk, result.changed)
        if any(outlook.at for outlook in outlooks):
            warn_of_running_bot(desk)
    zone = settings.timezone
    if as_json:
        print_json(documents.move_result(result, outlooks, partial(command_line, zone=zone)))
    else:
        _show(result, outlooks, zone)
    if result.refused:
        click.get_current_context().exit(PARTLY_DONE if result.changed else 1)


def selector_of(
    settings: Settings, ids: Sequence[str], account_names: Sequence[str], site: str, *, first_digits: bool
) -> Selector:
    """The deliveries that the command line names. Raises UsageError where it names none."""
    from bot.desk.edit.selection import Selector, is_selector

    if unknown := [word for word in ids if not is_selector(word)]:
        raise click.BadParameter(f'"{unknown[0]}" is not an ID; `bot queue` shows them: 12, 12-15')
    accounts = [account.name for account in accounts_named(settings, account_names)] if account_names else []
    selector = Selector(ids, accounts, site_named(settings, site), first_digits)
    if selector.is_empty:
        raise click.UsageError("name at least one post by its ID (`bot queue` lists them), a --site or an --account")
    return selector


def list_selected(selection: Selection) -> None:
    """Print the first of the selected deliveries on stderr, before a question about all of them."""
    for delivery in selection.deliveries[:MAX_LISTED]:
        click.echo(truncated(f"{delivery.account}: {delivery.title}", prefix=f"{delivery.id:>4}  "), err=True)
    if (more := len(selection.deliveries) - MAX_LISTED) > 0:
        click.echo(f"      and {more} more", err=True)


def print_outlook(delivery: Delivery, outlook: Outlook, zone: ZoneInfo) -> None:
    """Print when a queued or held post goes out, and why then; or why not, where it has a time all the same."""
    if outlook.at and delivery.status in {"queued", "held"}:
        print_paragraph(f"goes out {clock_time(outlook.at, zone)}: {outlook.why}", indent=INDENT)
    elif delivery.status == "queued" or (delivery.status == "held" and delivery.release_at):
        print_paragraph(f"does not go out by itself: {outlook.why}", indent=INDENT)


def _show(result: MoveResult, outlooks: Sequence[Outlook], zone: ZoneInfo) -> None:
    for delivery, outlook in zip(result.changed, outlooks, strict=True):
        click.echo(truncated(f"{delivery.id} is {delivery.status}: {delivery.account}: {delivery.title}"))
        print_outlook(delivery, outlook, zone)
    for refusal in result.refused:
        click.echo(f"bot: {with_advice(refusal.reason, refusal.actions)}", err=True)
    if not result.changed and not result.refused:
        click.echo("There is nothing that it applies to.")
    for action in result.undo:
        click.echo(f"Undo: {command_line(action, zone)}")
