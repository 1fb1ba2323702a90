"""Preview: what each account would post about an article. It is the sending path with the last step left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.article import Article, identities
from bot.desk import Desk
from bot.desk.composing import post_for
from bot.desk.ingest.pages import as_they_would_be_posted, whole_article
from bot.desk.report.outlook import Outlook, outlook, outlook_of_delivery, outlook_without_outbox
from bot.errors import ComposeError, FeedError
from bot.outbox.rules.delivery import Delivery, Status
from bot.platforms import PLATFORMS
from bot.platforms.spec import Mark
from bot.settings import Account, Settings
from bot.sources.page.article import read_saved
from bot.sources.page.card import CardPage, LinkCard, link_card
from bot.writing.appeal import choose_appeal
from bot.writing.compose import Post, alike
from bot.writing.fold import fold_at

if TYPE_CHECKING:
    from bot.writing.templates import Templates

RECENT = 50
"""So many of an account's last posts are compared with a new one."""


@dataclass(frozen=True, slots=True)
class Folded:
    """Where followers see "See more"."""

    screen: str
    """"phone" or "desktop"."""
    at: int | None
    """`text[:at]` is shown; None: all of it."""
    is_sure: bool
    """The platform itself says so; else it is what others have measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPreview:
    """What one account would post, or why it cannot."""

    account: str
    platform: str
    post: Post | None
    fault: str = ""
    """Why there is no post; "" where there is one."""
    price: Decimal = Decimal(0)
    """US dollars."""
    marks: tuple[Mark, ...] = ()
    """What the platform makes clickable in the text."""
    folds: tuple[Folded, ...] = ()
    """Empty where the platform shows every text whole."""
    why_appeal: str = ""
    """Why the post carries that call to action, or none."""
    outlook: Outlook | None = None
    """When it would go out; None where that was not asked."""
    card: LinkCard | None = None
    """None where the link's page was not read; `card_fault` says why."""
    card_fault: str = ""
    warnings: tuple[str, ...] = ()
    """What an editor should know before it goes out."""


@dataclass(frozen=True, slots=True)
class Preview:
    """An article, and what each account that follows its site would post about it."""

    article: Article
    accounts: tuple[AccountPreview, ...]
    zone: ZoneInfo
    """The newsroom's, for the times that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewContext:
    """What is known around an article, beside the settings."""

    recurring: frozenset[str] = frozenset()
    """The lines that its site repeats in most of its articles."""
    page: CardPage | FeedError | None = None
    """What its link's card is made of, or why that cannot be read; None: it was not asked for."""
    deliveries: Mapping[str, Delivery] = field(default_factory=dict)
    """Those whose text is shown as an editor wrote it, or as the platform was given it; by account."""


def preview(
    settings: Settings,
    templates: Templates,
    article: Article,
    accounts: Iterable[Account],
    known: PreviewContext | None = None,
) -> Preview:
    """Compose for each of `accounts`, exactly as sending does. Raises TemplateError."""
    known = known or PreviewContext()
    shown = [_for_account(settings, templates, article, one, known) for one in accounts]
    return Preview(article, tuple(_with_twins(shown)), settings.timezone)


def preview_without_outbox(
    settings: Settings,
    templates: Templates,
    article: Article,
    accounts: Iterable[Account],
    known: PreviewContext,
    now: datetime,
) -> Preview:
    """The same, with when each would go out as far as the settings tell."""
    accounts = list(accounts)
    made = preview(settings, templates, article, accounts, known)
    ahead = [outlook_without_outbox(settings, one, article, now) for one in accounts]
    shown = (replace(one, outlook=seen) for one, seen in zip(made.accounts, ahead, strict=True))
    return replace(made, accounts=tuple(shown))


def preview_at_desk(
    desk: Desk, article: Article, accounts: Iterable[Account], page: CardPage | FeedError | None
) -> Preview:
    """The same, with what the outbox knows: when each would go out, and whether it was said before."""
    accounts = list(accounts)
    (article,) = as_they_would_be_posted(desk, [article])
    known = PreviewContext(
        recurring=desk.sources.feed(article.site).facts.recurring, page=page, deliveries=_edited(desk, article)
    )
    made = preview(desk.settings, desk.templates, article, accounts, known)
    return _with_outbox(desk, made, accounts, [outlook(desk, one, article) for one in accounts])


def _edited(desk: Desk, article: Article) -> dict[str, Delivery]:
    """The deliveries about it that wait with an editor's text, by account.

    What is out is not among them: who looks at its article again wants to see what the templates make of it now.
    """
    stored = desk.articles.find(identities(article))
    deliveries = desk.outbox.deliveries_of(stored.id) if stored else []
    return {one.account: one for one in deliveries if one.edited and one.status is not Status.SENT}


def preview_of_delivery(desk: Desk, delivery_id: int, page: CardPage | FeedError | None = None) -> Preview:
    """What the delivery has sent, or would send if it went out now. Raises DeliveryNotFound and TemplateError."""
    delivery = desk.outbox.delivery(delivery_id)
    article = whole_article(desk, delivery.article_id)
    accounts = [account for account in desk.settings.accounts if account.name == delivery.account]
    recurring = desk.sources.feed(article.site).facts.recurring
    known = PreviewContext(recurring=recurring, page=page, deliveries={delivery.account: delivery})
    made = preview(desk.settings, desk.templates, article, accounts, known)
    return _with_outbox(desk, made, accounts, [outlook_of_delivery(desk, one, delivery) for one in accounts])


def article_in_file(settings: Settings, content: bytes, link: str = "") -> tuple[Article, ...]:
    """The articles of a saved feed, HTML page or text file, the first first.

    `link` is the address of an article whose file does not tell it; without one, the address of the site itself
    stands in. Raises FeedError where there is no article.
    """
    site = _site_name(settings, link)
    articles = read_saved(content, site=site, url=link)
    if not articles:
        raise FeedError(site, "the file is a feed that holds no article")
    return tuple(_at_home(settings, article) for article in articles)


def _at_home(settings: Settings, article: Article) -> Article:
    if not article.link:
        home = next(site.url for site in settings.sites if site.name == article.site)
        return replace(article, link=home)
    return replace(article, site=_site_name(settings, article.link))


def _site_name(settings: Settings, url: str) -> str:
    """Of the site that lives at that address; of the only one, or of the first, where none does."""
    return (settings.site_at(url) or settings.sites[0]).name


def accounts_for(settings: Settings, article: Article, named: Sequence[Account]) -> list[Account]:
    """The accounts that an editor named, else those that follow the article's site."""
    return list(named) or [account for account in settings.accounts if account.posts_about(article.site)]


def _for_account(
    settings: Settings, templates: Templates, article: Article, account: Account, known: PreviewContext
) -> AccountPreview:
    spec = PLATFORMS[account.platform]
    delivery = known.deliveries.get(account.name)
    try:
        post = post_for(settings, templates, article, account, known.recurring)
    except ComposeError as exc:
        if delivery is None or not _is_written(delivery):
            return AccountPreview(account=account.name, platform=account.platform, post=None, fault=str(exc))
        post = None
    if delivery is not None and _is_written(delivery):
        post = _as_written(delivery, account, post)
    assert post is not None  # it was composed, or stands written in the outbox
    marks = spec.marks_of(post.text)
    return AccountPreview(
        account=account.name,
        platform=account.platform,
        post=post,
        price=spec.limits.price_with_url,  # as sending counts it, for every post has its link
        marks=marks,
        folds=tuple(
            Folded(fold.screen, fold_at(post.text, fold.characters), spec.folds_are_sure) for fold in spec.folds
        ),
        why_appeal=_why_appeal(settings, article, post),
        card=link_card(known.page, spec.card) if isinstance(known.page, CardPage) else None,
        card_fault=_card_fault(known.page),
        warnings=(*post.warnings, *spec.cautions(post.text, marks, link=post.link, appeal=post.appeal)),
    )


def _is_written(delivery: Delivery) -> bool:
    """Its text stands: an editor wrote it, or the platform was given it."""
    return delivery.edited or delivery.status in {Status.SENDING, Status.UNSURE, Status.SENT}


def _as_written(delivery: Delivery, account: Account, composed: Post | None) -> Post:
    limits = PLATFORMS[account.platform].limits
    text = delivery.text
    appeal = composed.appeal if composed and composed.appeal in text else ""
    return Post(
        account=account.name,
        platform=account.platform,
        text=text,
        link=composed.link if composed else delivery.link,
        length=limits.length_of(text),
        limit=limits.length,
        appeal=appeal,
        summary=(),
    )


def _why_appeal(settings: Settings, article: Article, post: Post) -> str:
    choice = choose_appeal(settings.appeals, article, post.account, zone=settings.timezone)
    if choice.appeal is None or post.appeal == choice.appeal.forms[0]:
        return choice.why
    other = "its short form, for want of room" if post.appeal else "but the text has it in other words, or not at all"
    return f"{choice.why}; {other}"


def _card_fault(page: CardPage | FeedError | None) -> str:
    if isinstance(page, FeedError):
        said = f"its page answers {page.status}" if page.status else str(page)
        return f"there is no card: {said}"
    return "" if page else "its page was not asked"


def _with_twins(shown: Sequence[AccountPreview]) -> list[AccountPreview]:
    """Each told of the accounts on its platform that would have the same text, where the platform forbids that."""
    pairs = alike([one.post for one in shown if one.post and PLATFORMS[one.platform].forbids_identical_texts])

    def warnings(account: str, platform: str) -> tuple[str, ...]:
        twins = (name for pair in pairs if account in pair for name in pair if name != account)
        return tuple(
            f"it has the same text as {twin}: {platform} forbids that, and followers of both see it twice"
            for twin in twins
        )

    return [
        replace(one, warnings=(*one.warnings, *warnings(one.account, PLATFORMS[one.platform].title))) for one in shown
    ]


def _with_outbox(desk: Desk, made: Preview, accounts: Sequence[Account], outlooks: Sequence[Outlook]) -> Preview:
    shown = []
    for one, account, ahead in zip(made.accounts, accounts, outlooks, strict=True):
        said = _said_before(desk, account, one.post.text, ahead.delivery) if one.post else ()
        shown.append(replace(one, outlook=ahead, warnings=(*one.warnings, *said)))
    return replace(made, accounts=tuple(shown))


def _said_before(desk: Desk, account: Account, text: str, own: int | None) -> tuple[str, ...]:
    for sent in desk.outbox.latest_sent(RECENT, accounts=[account.name]):
        if sent.id != own and sent.text.split() == text.split():
            at = f"{sent.sent_at.astimezone(desk.settings.timezone):%Y-%m-%d %H:%M}" if sent.sent_at else "before"
            return (f"the same text went out {at}: {sent.permalink}",)
    return ()
