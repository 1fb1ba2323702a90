"""Explain: why an article was or was not posted, from when it was first seen to the last call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.actions import Action
from bot.article import Article, Identity, identities
from bot.desk import Desk
from bot.desk.edit.selection import find_delivery
from bot.desk.report.overview import waiting
from bot.errors import DeliveryNotFound
from bot.outbox.rules.delivery import OPEN, Attempt, Delivery, Status, actions_for
from bot.outbox.rules.excerpts import is_only_excerpt
from bot.outbox.store.articles import StoredArticle
from bot.settings import Account, Site, host_of

LABELS_WIDTH = 17
"""Of what stands before each text, in columns."""

NO_SUCH_ACCOUNT = "bot.toml has no account of this name any more, so that it never goes out"


@dataclass(frozen=True, slots=True)
class DeliveryStory:
    """What has become of an article on one account."""

    delivery: Delivery
    why: str
    """The rule by which it stands where it does; "" where its status says all."""
    goes_out_at: datetime | None
    """The earliest, where it goes out by itself."""
    attempts: tuple[Attempt, ...]

    @property
    def actions(self) -> tuple[Action, ...]:
        """What an editor can do to it."""
        return actions_for(self.delivery)


Advise = Callable[[Sequence[Action]], str]
"""How actions are told where the explanation is read."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is known of an article."""

    article: StoredArticle
    identities: tuple[Identity, ...]
    deliveries: tuple[DeliveryStory, ...]
    left_out: tuple[str, ...]
    """Accounts that follow its site, and have no delivery of it."""


def explain(desk: Desk, wanted: str) -> Explanation:
    """The article of a delivery's id, at an address, or of a post's address. Raises DeliveryNotFound."""
    article = _article(desk, wanted)
    deliveries = desk.outbox.deliveries_of(article.id)
    served = {delivery.account for delivery in deliveries}
    following = [one.name for one in desk.settings.accounts if one.posts_about(article.article.site)]
    return Explanation(
        article,
        tuple(desk.articles.identities_of(article.id)),
        tuple(_story(desk, delivery) for delivery in deliveries),
        tuple(name for name in following if name not in served),
    )


def explanation_text(found: Explanation, zone: ZoneInfo, advise: Advise) -> str:
    """The explanation as a person reads it, in one screen; times as the clock in `zone` shows them. Pure."""
    return "\n".join((*_about_the_article(found, zone), *_about_the_accounts(found, zone, advise)))


def _article(desk: Desk, wanted: str) -> StoredArticle:
    if wanted.isdecimal():
        return desk.articles.article(find_delivery(desk, int(wanted)).article_id)
    if posted := desk.outbox.delivery_at(wanted):
        return desk.articles.article(posted.article_id)
    names = {name for site in desk.settings.sites for name in _names_of(wanted, site)}
    if found := desk.articles.find(names):
        return found
    raise _never_seen(desk, wanted)


def _names_of(url: str, site: Site) -> tuple[Identity, ...]:
    """What an article of that site is known by whose link or guid is `url`."""
    return identities(Article(site=site.name, title="", link=url, guid=url))


def _never_seen(desk: Desk, url: str) -> DeliveryNotFound:
    said = f"{url} has never been seen under that address"
    host = host_of(url)
    post_it = Action("post", target=url if host else "")
    site = desk.settings.site_at(url)
    if site is None:
        return DeliveryNotFound(f"{said}, and no site of bot.toml is at {host or 'it'}", actions=(post_it,))
    answered_at = desk.sources.feed(site.name).answered_at
    if answered_at is None:
        ask_it = (Action("once"), Action("status"))
        return DeliveryNotFound(f"{said}: {site.name} has not answered yet", actions=ask_it)
    at = answered_at.astimezone(desk.settings.timezone)
    return DeliveryNotFound(
        f"{said}: at {at:%Y-%m-%d %H:%M}, when {site.name} last answered, its feed did not show it, nor at any look "
        "before",
        actions=(Action("once"), post_it),
    )


def _story(desk: Desk, delivery: Delivery) -> DeliveryStory:
    attempts = tuple(desk.outbox.attempts_at(delivery.id))
    account = next((one for one in desk.settings.accounts if one.name == delivery.account), None)
    if delivery.status not in OPEN:
        return DeliveryStory(delivery, delivery.reason, None, attempts)
    if account is None:
        return DeliveryStory(delivery, NO_SUCH_ACCOUNT, None, attempts)
    return _waiting_story(desk, account, delivery, attempts)


def _waiting_story(desk: Desk, account: Account, delivery: Delivery, attempts: tuple[Attempt, ...]) -> DeliveryStory:
    rows = (row for row in waiting(desk, [account]) if row.delivery.id == delivery.id)
    row = next(rows, None)  # None: it has gone out since
    return DeliveryStory(delivery, row.why if row else "", row.goes_out_at if row else None, attempts)


def _about_the_article(found: Explanation, zone: ZoneInfo) -> Iterator[str]:
    stored, article = found.article, found.article.article
    yield article.title or "(no title)"
    yield article.link or "(no link)"
    yield _line("site", article.site)
    yield _line("published", _shown(article.published, zone) or "its feed gives no date")
    yield _line("first seen", _shown(stored.first_seen_at, zone))
    for label, name in zip(("known by", "", "", "", ""), found.identities, strict=False):
        value = " ".join(name.value.split())
        yield _line(label, f"{name.kind}: {f'{value[:12]}…' if name.kind == 'fingerprint' else value}")
    if len(found.identities) > 5:
        yield _line("", f"and {len(found.identities) - 5} more")
    if body_from := _body_from(found):
        yield _line("body", body_from)
    if stored.missing_since:
        yield _line("not in feed", f"since {_shown(stored.missing_since, zone)}")
    if stored.retracted:
        yield _line("taken back", stored.retracted)
    if stored.not_posted:
        yield _line("not posted", stored.not_posted)


def _body_from(found: Explanation) -> str:
    """Where the body comes from that is posted; "" where its feed gives all of it."""
    stored = found.article
    if stored.page_body:
        return "from its own page, for its feed gives only an excerpt"
    if not (found.deliveries and is_only_excerpt(stored.article)):
        return ""
    if not stored.wants_page:
        return "its feed gives only an excerpt, and its own page gave no more"
    waits = any(story.delivery.status in OPEN for story in found.deliveries)
    return f"its feed gives only an excerpt{', and its own page is still to be read' if waits else ''}"


def _about_the_accounts(found: Explanation, zone: ZoneInfo, advise: Advise) -> Iterator[str]:
    for story in found.deliveries:
        yield from _about_the_delivery(story, zone, advise)
    if found.left_out and not found.article.not_posted:
        yield ""
        names = ", ".join(found.left_out)
        yield f"{names}: no delivery, for it was added later, or an editor asked for other accounts only"


def _about_the_delivery(story: DeliveryStory, zone: ZoneInfo, advise: Advise) -> Iterator[str]:
    delivery = story.delivery
    yield ""
    at = f" {_shown(delivery.sent_at, zone)}" if delivery.status is Status.SENT else ""
    yield f"{delivery.account}: delivery {delivery.id} is {delivery.status}{at}"
    if delivery.permalink:
        yield _line("post", delivery.permalink)
    if story.why:
        yield _line("because", story.why)
    if delivery.needs_editor:
        yield _line("what to do", advise(story.actions))
    if story.goes_out_at:
        yield _line("goes out", f"{_shown(story.goes_out_at, zone)} at the earliest")
    if delivery.sent_title and delivery.sent_title != delivery.title:
        yield _line("headline", f"it was posted as: {delivery.sent_title}")
    if delivery.edited:
        yield _line("text", "an editor's")
    lane = ", as breaking news" if delivery.breaking else ""
    yield _line("queued", f"{_shown(delivery.created_at, zone)}{lane}")
    for attempt in story.attempts:
        yield _line(_shown(attempt.started_at, zone, "%m-%d %H:%M:%S"), _told(attempt))


def _told(attempt: Attempt) -> str:
    outcome = attempt.outcome or "no answer yet"
    detail = f": {attempt.detail}" if attempt.detail else ""
    cost = f" (${attempt.cost:.3f})" if attempt.cost else ""
    return f"{outcome}{detail}{cost}"


def _line(label: str, text: str) -> str:
    return f"{f'  {label}':<{LABELS_WIDTH}}{text}"


def _shown(at: datetime | None, zone: ZoneInfo, pattern: str = "%Y-%m-%d %H:%M") -> str:
    return at.astimezone(zone).strftime(pattern) if at else ""
