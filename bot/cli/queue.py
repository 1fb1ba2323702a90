"""bot queue, approve, hold, skip, retry, resolve"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from bot.cli.options import (
    account_option,
    accounts_named,
    clock_time,
    json_option,
    on_one_line,
    open_desk,
    print_json,
    settings,
    shared_options,
)
from bot.errors import DeliveryNotFound, WrongStatus

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.desk.overview import Waiting
    from bot.outbox.delivery import Delivery

PARTLY_DONE = 3


@click.command()
@account_option
@json_option
@shared_options
def queue(account_names: tuple[str, ...], as_json: bool) -> None:
    """Show what waits in the outbox, and why.

    For each delivery: its ID, its status, its account, when it goes out, and what holds it back.
    """
    from bot.desk.overview import waiting

    used = settings()
    named = accounts_named(used, account_names)
    with open_desk(used) as desk:
        rows = waiting(desk, named)
    if as_json:
        print_json({"deliveries": rows})
    elif not rows:
        click.echo("Nothing waits.")
    for row in [] if as_json else rows:
        _show(row, clock_time(row.goes_out_at, used.timezone))


def _show(row: Waiting, at: str) -> None:
    delivery = row.delivery
    click.secho(f"{delivery.id:>4}  {delivery.status:<7}  {delivery.account}", bold=True, nl=False)
    click.echo(f"  {at}" if at else "")
    click.echo(f"      {on_one_line(delivery.title, 90)}")
    if row.why:
        click.echo(f"      {row.why}")


def _moving(name: str, help_text: str, move_name: str) -> click.Command:
    """A command that moves deliveries by their IDs."""

    @click.command(name, help=help_text)
    @click.argument("ids", nargs=-1, type=int, metavar="[ID]...")
    @click.option("--site", default="", metavar="NAME", help="Every waiting delivery of this site's articles.")
    @shared_options
    def command(ids: tuple[int, ...], site: str) -> None:
        from bot.desk.editing import move_delivery
        from bot.outbox import delivery as moves

        move = getattr(moves, move_name)
        with open_desk(settings()) as desk:
            wanted = [*ids, *(_of_site(desk, site, move.allowed) if site else ())]
            if not wanted:
                raise click.UsageError("name at least one delivery by its ID (`bot queue` lists them), or a --site")
            _do_each(wanted, lambda one: move_delivery(desk, one, move))

    return command


def _of_site(desk: Desk, site: str, statuses: frozenset[str]) -> list[int]:
    from bot.outbox.delivery import Status

    listed = desk.outbox.listed([Status(status) for status in statuses], site=site)
    return [delivery.id for delivery in listed]


def _do_each(ids: list[int], do: Callable[[int], Delivery]) -> None:
    """Do it to each, tell what became of it, and end with 3 where some could not be done."""
    refused = 0
    for delivery_id in ids:
        try:
            moved = do(delivery_id)
        except (DeliveryNotFound, WrongStatus) as exc:
            refused += 1
            click.echo(f"bot: {exc}", err=True)
        else:
            click.echo(f"{moved.id} is {moved.status}: {moved.account}: {on_one_line(moved.title, 70)}")
    if refused:
        click.get_current_context().exit(PARTLY_DONE if refused < len(ids) else 1)


approve = _moving("approve", "Let held deliveries go out.", "APPROVE")
hold = _moving("hold", "Keep queued deliveries back until they are approved.", "HOLD")
skip = _moving("skip", "Do not post these deliveries. `bot retry` brings one back.", "SKIP")
retry = _moving("retry", "Queue failed or skipped deliveries again.", "RETRY")


@click.command()
@click.argument("delivery_id", type=int, metavar="ID")
@click.option("--sent", metavar="URL", default="", help="It is on the platform, at this address.")
@click.option("--not-sent", is_flag=True, help="It is not on the platform: send it again.")
@shared_options
def resolve(delivery_id: int, sent: str, not_sent: bool) -> None:
    """Settle a delivery of which nobody knows whether it was posted."""
    from bot.desk.editing import move_delivery, resolve_sent
    from bot.outbox.delivery import RESOLVE_NOT_SENT

    if bool(sent) == not_sent:
        raise click.UsageError("say either --sent URL or --not-sent")
    with open_desk(settings()) as desk:
        _do_each(
            [delivery_id],
            lambda one: resolve_sent(desk, one, sent) if sent else move_delivery(desk, one, RESOLVE_NOT_SENT),
        )
