"""What waits in the outbox, when it goes out, and why then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions import Action
from bot.desk import Desk
from bot.desk.composing import post_for
from bot.desk.ingest.rules import unwanted_by
from bot.desk.pace import forecasts
from bot.desk.review import why_not_by_itself
from bot.errors import ComposeError, TemplateError
from bot.outbox.rules.delivery import OPEN, OUTDATED, Delivery, Status, actions_for
from bot.outbox.rules.forecast import Forecast
from bot.settings import Account


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery that has not gone out, or has failed."""

    delivery: Delivery
    goes_out_at: datetime | None
    """The earliest time; None if a person must act first."""
    why: str
    """What it waits for."""
    first_line: str = ""
    """The first line of the post as it would go out now, or why there is none; "" if it was not asked for."""

    @property
    def actions(self) -> tuple[Action, ...]:
        """What an editor can do to it."""
        return actions_for(self.delivery)


def waiting(desk: Desk, accounts: Sequence[Account]) -> list[Waiting]:
    """Everything in these accounts' outbox, in the order in which it goes out; then what does not by itself."""
    foreseen = {id_: forecast for account in accounts for id_, forecast in forecasts(desk, account).items()}
    deliveries = desk.outbox.listed((*OPEN, Status.FAILED), accounts=[account.name for account in accounts])
    by_name = {account.name: account for account in accounts}
    rows = [
        _waiting(by_name[delivery.account], delivery, foreseen.get(delivery.id), desk.now()) for delivery in deliveries
    ]
    return sorted(rows, key=lambda row: (row.goes_out_at is None, row.goes_out_at or row.delivery.due_at))


def queue(desk: Desk, accounts: Sequence[Account], site: str = "") -> list[Waiting]:
    """What waits for these accounts, with the first lines of the posts; only articles of `site` if that is not ""."""
    by_name = {account.name: account for account in accounts}
    return [
        replace(
            row,
            why=_with_rule(desk, row),
            first_line=_first_line(desk, by_name[row.delivery.account], row.delivery),
        )
        for row in waiting(desk, accounts)
        if not site or row.delivery.site == site
    ]


def _with_rule(desk: Desk, row: Waiting) -> str:
    """Why the post waits, and by which rule of the settings a new article like its own would be left out."""
    article = desk.articles.article(row.delivery.article_id).article
    rule = unwanted_by(desk.settings, row.delivery.account, article)
    return _joined(row.why, rule and f"it was queued before or against the settings: {rule}")


def _waiting(account: Account, delivery: Delivery, foreseen: Forecast | None, now: datetime) -> Waiting:
    outdated = OUTDATED if delivery.is_outdated else ""
    if foreseen is None:
        why = (_reason(delivery), why_not_by_itself(account, delivery))
        return Waiting(delivery, delivery.look_at, _joined(*why, outdated))
    if delivery.status is Status.HELD:
        return Waiting(delivery, foreseen.at, _joined(delivery.reason, foreseen.reason, outdated))
    why_due = "watch.hold: its newsroom may still correct it" if delivery.due_at > now else "it is due"
    return Waiting(delivery, foreseen.at, _joined(foreseen.reason or delivery.reason or why_due, outdated))


def _joined(*reasons: str) -> str:
    return "; ".join(filter(None, reasons))


def _first_line(desk: Desk, account: Account, delivery: Delivery) -> str:
    try:
        is_composed_anew = not delivery.edited and delivery.status in {Status.HELD, Status.QUEUED, Status.FAILED}
        text = _composed_text(desk, account, delivery) if is_composed_anew else delivery.text
    except (ComposeError, TemplateError) as exc:
        return f"no post can be made of it: {exc}"
    return next(iter(text.strip().splitlines()), "")


def _composed_text(desk: Desk, account: Account, delivery: Delivery) -> str:
    """The text that would be sent now, from what is stored: no site is read."""
    article = desk.articles.article(delivery.article_id).whole
    recurring = desk.sources.feed(article.site).facts.recurring
    return post_for(desk.settings, desk.templates, article, account, recurring).text


def _reason(delivery: Delivery) -> str:
    if delivery.status is Status.SENDING:
        return "is going out now"
    return delivery.reason
