"""Explains why an article was or was not posted: when it was first seen, and every step since then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter
from zoneinfo import ZoneInfo

from bot.actions import Action
from bot.article import Article, Identity, identities
from bot.desk import Desk
from bot.desk.changed_articles import ChangeDate, change_date
from bot.desk.edit.selection import find_delivery
from bot.desk.report.act_text import act_text
from bot.desk.report.moved_feed import MovedFeed, moved_feed
from bot.desk.report.waiting import waiting
from bot.errors import DeliveryNotFound
from bot.excerpts import is_only_excerpt
from bot.outbox.rules.acts import Act
from bot.outbox.rules.changes import Change, ChangeKind, seen_of
from bot.outbox.rules.delivery import (
    LOOKED,
    OPEN,
    OUTCOMES_IN_WORDS,
    OUTDATED,
    Attempt,
    Delivery,
    Status,
    actions_for,
)
from bot.outbox.store.articles import StoredArticle
from bot.settings import Account, Site, host_of

LABELS_WIDTH = 20
"""The width of the column of labels, in characters."""

NO_SUCH_ACCOUNT = "bot.toml has no account of this name any more, so that it never goes out"


@dataclass(frozen=True, slots=True)
class DeliveryStory:
    """One account's delivery of the article, and what has happened to it."""

    delivery: Delivery
    why: str
    """Why it has its status; "" if the status says everything."""
    goes_out_at: datetime | None
    """When it goes out at the earliest; None if it does not go out by itself."""
    attempts: tuple[Attempt, ...]
    change: Change | None = None
    """What is still to be done to its post, which is out; None: nothing."""
    acts: tuple[Act, ...] = ()
    """What people and the bot have done to it, oldest first."""

    @property
    def actions(self) -> tuple[Action, ...]:
        """What an editor can do to it."""
        return actions_for(self.delivery)


Advise = Callable[[Sequence[Action]], str]
"""How to write actions, such as the commands that perform them."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that is known about an article."""

    article: StoredArticle
    identities: tuple[Identity, ...]
    deliveries: tuple[DeliveryStory, ...]
    left_out: tuple[str, ...]
    """Accounts that follow its site but have no delivery of it."""
    acts: tuple[Act, ...] = ()
    """What was done to the article itself, oldest first: corrections, and when its site took it back."""
    feed_moved: MovedFeed | None = None
    """Where its site's feed is now, if that is another site; else None."""
    change_date: ChangeDate | None = None
    """What the date of its last change says of what waits; None where its feed says when it was published."""


def explain(desk: Desk, target: str) -> Explanation:
    """Explain the article that `target` names: a delivery's ID, the article's URL, or the URL of a post about it.

    Raises DeliveryNotFound.
    """
    article = _article(desk, target)
    deliveries = desk.outbox.deliveries_of(article.id)
    acts = desk.acts.of_article(article.id)
    account_names = {delivery.account for delivery in deliveries}
    follower_names = [account.name for account in desk.settings.accounts if account.posts_about(article.article.site)]
    return Explanation(
        article,
        tuple(desk.articles.identities_of(article.id)),
        tuple(
            replace(_story(desk, delivery), acts=tuple(act for act in acts if act.delivery == delivery.id))
            for delivery in deliveries
        ),
        tuple(name for name in follower_names if name not in account_names),
        tuple(act for act in acts if act.delivery is None),
        moved_feed(desk.sources.feed(article.article.site)),
        change_date(desk, article) if any(delivery.status in OPEN for delivery in deliveries) else None,
    )


def explanation_text(explanation: Explanation, zone: ZoneInfo, advise: Advise) -> str:
    """The explanation as lines of text for a person. `zone` is the one in which times are shown. Pure."""
    return "\n".join((*_article_lines(explanation, zone), *_account_lines(explanation, zone, advise)))


def _article(desk: Desk, text: str) -> StoredArticle:
    if text.isdecimal():
        return desk.articles.article(find_delivery(desk, int(text)).article_id)
    if delivery := desk.outbox.delivery_at(text):
        return desk.articles.article(delivery.article_id)
    candidates = {identity for site in desk.settings.sites for identity in _identities_at(text, site)}
    if stored := desk.articles.find(candidates):
        return stored
    raise _not_found(desk, text)


def _identities_at(url: str, site: Site) -> tuple[Identity, ...]:
    """The identities of an article of that site whose link or guid is `url`."""
    return identities(Article(site=site.name, title="", link=url, guid=url))


def _not_found(desk: Desk, url: str) -> DeliveryNotFound:
    """The error for an article that was never seen, with the likely cause."""
    message = f"{url} has never been seen under that address"
    host = host_of(url)
    post_action = Action("post", target=url if host else "")
    site = desk.settings.site_at(url)
    if site is None:
        return DeliveryNotFound(f"{message}, and no site of bot.toml is at {host or 'it'}", actions=(post_action,))
    feed = desk.sources.feed(site.name)
    if feed.answered_at is None:
        actions = (Action("once"), Action("status"))
        return DeliveryNotFound(f"{message}: {site.name} has not answered yet", actions=actions)
    at = _time_text(feed.answered_at, desk.settings.timezone)
    moved = f"; that feed says that it has moved to {feed.moved_to}" if feed.moved_to else ""
    return DeliveryNotFound(
        f"{message}: at {at}, when {site.name} last answered, its feed did not show it, nor at any look before{moved}",
        actions=(Action("once"), post_action),
    )


def _story(desk: Desk, delivery: Delivery) -> DeliveryStory:
    attempts = tuple(desk.outbox.attempts_at(delivery.id))
    account = next((account for account in desk.settings.accounts if account.name == delivery.account), None)
    if delivery.status not in OPEN:
        why = "; ".join(filter(None, (delivery.reason, OUTDATED if delivery.is_outdated else "")))
        return DeliveryStory(delivery, why, None, attempts, desk.changes.of(delivery.id))
    if account is None:
        return DeliveryStory(delivery, NO_SUCH_ACCOUNT, None, attempts)
    return _waiting_story(desk, account, delivery, attempts)


def _waiting_story(desk: Desk, account: Account, delivery: Delivery, attempts: tuple[Attempt, ...]) -> DeliveryStory:
    rows = (row for row in waiting(desk, [account]) if row.delivery.id == delivery.id)
    row = next(rows, None)  # None: it was sent in the meantime
    return DeliveryStory(delivery, row.why if row else "", row.goes_out_at if row else None, attempts)


def _article_lines(explanation: Explanation, zone: ZoneInfo) -> Iterator[str]:
    stored, article = explanation.article, explanation.article.article
    yield article.title or "(no title)"
    yield article.link or "(no link)"
    yield _line("site", article.site)
    yield _line(
        "last changed" if article.dated_by_change else "published",
        _time_text(article.published, zone) or "its feed gives no date",
    )
    if explanation.change_date:
        yield _line("its date", _change_date_text(explanation.change_date, zone))
    yield _line("first seen", _time_text(stored.first_seen_at, zone))
    for label, name in zip(("known by", "", "", "", ""), explanation.identities, strict=False):
        value = " ".join(name.value.split())
        yield _line(label, f"{name.kind}: {f'{value[:12]}…' if name.kind in ('fingerprint', 'text') else value}")
    if len(explanation.identities) > 5:
        yield _line("", f"and {len(explanation.identities) - 5} more")
    if body_from := _body_from(explanation):
        yield _line("body", body_from)
    if moved := explanation.feed_moved:
        yield _line("its feed", f"says since {_time_text(moved.since, zone)} that it has moved to {moved.to}")
    if stored.missing_since:
        yield _line("not in feed", f"since {_time_text(stored.missing_since, zone)}")
    if stored.retracted:
        yield _line("taken back", stored.retracted)
    if stored.not_posted:
        yield _line("not posted", stored.not_posted)
    for act in explanation.acts:
        yield _line(_time_text(act.at, zone), act_text(act, "it", zone))


def _change_date_text(dated: ChangeDate, zone: ZoneInfo) -> str:
    """What becomes of the article where its own page gives no date either."""
    if dated.new_because:
        return f"its feed says only when it was last changed; it counts as new, for {dated.new_because}"
    if dated.redated_at:
        since = _time_text(dated.redated_at, zone)
        return f"since {since} its feed gives known articles new dates: where its page has none, an editor decides"
    return (
        "its feed says only when it was last changed: where its page has no date, an editor decides; if its site gives "
        "no old article a new date, write updated_is_published = true below the site in bot.toml"
    )


def _body_from(explanation: Explanation) -> str:
    """Where the posted body comes from; "" if the feed holds all of it."""
    stored = explanation.article
    if stored.page_body:
        return "from its own page, for its feed gives only an excerpt"
    if not (explanation.deliveries and is_only_excerpt(stored.article)):
        return ""
    if not stored.wants_page:
        return "its feed gives only an excerpt, and its own page gave no more"
    is_waiting = any(story.delivery.status in OPEN for story in explanation.deliveries)
    return f"its feed gives only an excerpt{', and its own page is still to be read' if is_waiting else ''}"


def _account_lines(explanation: Explanation, zone: ZoneInfo, advise: Advise) -> Iterator[str]:
    for story in explanation.deliveries:
        yield from _delivery_lines(story, zone, advise)
    if explanation.left_out and not explanation.article.not_posted:
        yield ""
        names = ", ".join(explanation.left_out)
        yield f"{names}: no delivery, for it was added later, or an editor asked for other accounts only"


def _delivery_lines(story: DeliveryStory, zone: ZoneInfo, advise: Advise) -> Iterator[str]:
    delivery = story.delivery
    yield ""
    at = f" {_time_text(delivery.sent_at, zone)}" if delivery.status is Status.SENT else ""
    yield f"{delivery.account}: delivery {delivery.id} is {delivery.status}{at}"
    if delivery.permalink:
        yield _line("post", delivery.permalink)
    if story.why:
        yield _line("because", story.why)
    if delivery.needs_editor or delivery.is_outdated:
        yield _line("what to do", advise(story.actions))
    if story.goes_out_at:
        yield _line("goes out", f"{_time_text(story.goes_out_at, zone)} at the earliest")
    yield from _later_lines(story, zone)
    if delivery.edited:
        yield _line("written by", "an editor")
    if delivery.edited or delivery.status in _TEXT_IS_FINAL:
        yield from _text_lines(delivery.text)
    if delivery.breaking:
        yield _line("lane", "breaking news")
    yield from _timeline(story, zone)


def _timeline(story: DeliveryStory, zone: ZoneInfo) -> Iterator[str]:
    """What was done and what was called, in its order; a call is told once, by the act that its end was."""
    ends = {attempt.ended_at: attempt for attempt in story.attempts if attempt.outcome != LOOKED}
    told = {act.at for act in story.acts}
    lines = [(act.at, f"{act_text(act, 'it', zone)}{_cost_text(ends.get(act.at))}") for act in story.acts]
    lines += [
        (attempt.started_at, f"{_attempt_text(attempt)}{_cost_text(attempt)}")
        for attempt in story.attempts
        if attempt.outcome == LOOKED or attempt.ended_at not in told
    ]
    if not any(act.before == {} for act in story.acts):  # it is older than the record of acts
        yield _line("queued", _time_text(story.delivery.created_at, zone))
    for at, text in sorted(lines, key=itemgetter(0)):
        yield _line(_time_text(at, zone), text)


def _later_lines(story: DeliveryStory, zone: ZoneInfo) -> Iterator[str]:
    """What has become of a post since it went out."""
    delivery = story.delivery
    if delivery.sent_title and delivery.sent_title != delivery.title:
        yield _line("headline", f"it was posted as: {delivery.sent_title}")
    if delivery.ticked_off == seen_of(delivery.title, delivery.retracted):
        yield _line("left", "an editor has seen what became of its article, and leaves the post as it is")
    if story.change:
        yield _line("to do", _change_text(story.change, zone))


_TEXT_IS_FINAL = frozenset({Status.SENDING, Status.UNSURE, Status.SENT})
"""In these, the platform was sent the text, or will be in a moment."""


def _text_lines(text: str) -> Iterator[str]:
    """The text of the post, line by line, below each other."""
    for number, line in enumerate(text.splitlines()):
        yield _line("" if number else "text", line).rstrip()


def _change_text(change: Change, zone: ZoneInfo) -> str:
    what = "its post is to be deleted" if change.kind is ChangeKind.DELETE else "its post is to be changed"
    fault = f"; the last try: {change.fault}" if change.fault else ""
    then = "not tried again by itself" if change.is_stuck else f"tried at {_time_text(change.try_at, zone)}"
    return f"{what}, {then}{fault}"


def _attempt_text(attempt: Attempt) -> str:
    outcome = OUTCOMES_IN_WORDS.get(attempt.outcome, attempt.outcome)
    detail = f": {attempt.detail}" if attempt.detail else ""
    return f"{outcome}{detail}"


def _cost_text(attempt: Attempt | None) -> str:
    return f" (${attempt.cost:.3f})" if attempt and attempt.cost else ""


def _line(label: str, text: str) -> str:
    return f"{f'  {label}':<{LABELS_WIDTH}}{text}"


def _time_text(at: datetime | None, zone: ZoneInfo) -> str:
    """In the one form that the whole explanation has; "" for None."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else ""
