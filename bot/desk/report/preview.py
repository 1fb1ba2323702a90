"""What each account would post about an article, made in the same way as for sending."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.article import Article
from bot.desk import Desk
from bot.desk.composing import details_of, limits_of, link_of, post_for
from bot.desk.doubts import why_advertising
from bot.desk.ingest.pages import as_they_would_be_posted, whole_article
from bot.desk.ingest.seen import seen_alone
from bot.desk.report.outlook import Outlook, outlook, outlook_of_delivery, outlook_without_outbox
from bot.drawing.fold import fold_at
from bot.errors import ComposeError, FeedError
from bot.outbox.rules.delivery import Delivery, Status
from bot.platforms import PLATFORMS, Limits
from bot.platforms.spec import Mark
from bot.settings import Account, Settings, sensitive_words
from bot.sources.page.article import read_saved
from bot.sources.page.card import CardPage, LinkCard, link_card
from bot.writing.appeal import choose_appeal, word_in_headline
from bot.writing.compose import Post, alike
from bot.writing.language.detection import language_of

if TYPE_CHECKING:
    from bot.writing.templates import Templates

COMPARED_POSTS = 50
"""A new post is compared with so many of the account's last posts."""


@dataclass(frozen=True, slots=True)
class Folded:
    """Where a platform cuts a text and shows "See more"."""

    screen: str
    """"phone" or "desktop"."""
    at: int | None
    """`text[:at]` is shown; None if all of it is."""
    is_sure: bool
    """Whether the platform itself documents the place; else others have measured it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPreview:
    """What one account would post, or why it cannot."""

    account: str
    platform: str
    post: Post | None
    fault: str = ""
    """Why there is no post; "" if there is one."""
    price: Decimal = Decimal(0)
    """What sending it costs, in US dollars."""
    price_otherwise: Decimal = Decimal(0)
    """What it would cost if the account's `link` were set the other way."""
    marks: tuple[Mark, ...] = ()
    """The parts of the text that the platform makes clickable."""
    folds: tuple[Folded, ...] = ()
    """Empty if the platform always shows the whole text."""
    why_appeal: str = ""
    """Why the post has this call to action, or none."""
    outlook: Outlook | None = None
    """When it would go out; None if it was not asked for."""
    card: LinkCard | None = None
    """None if the link's page was not read; `card_fault` says why."""
    card_fault: str = ""
    notes: tuple[str, ...] = ()
    """What its platform makes of it beside its text, such as a warning before it."""
    warnings: tuple[str, ...] = ()
    """What an editor should know before it is sent."""


@dataclass(frozen=True, slots=True)
class Preview:
    """An article, and what each account would post about it."""

    article: Article
    accounts: tuple[AccountPreview, ...]
    zone: ZoneInfo
    """The newsroom's time zone, in which times are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewContext:
    """What a preview depends on besides the settings and the article."""

    recurring: frozenset[str] = frozenset()
    """The lines that the site repeats in most of its articles; posts leave them out."""
    page: CardPage | FeedError | None = None
    """The page behind the link, for the link card, or why it cannot be read; None if it was not asked for."""
    deliveries: Mapping[str, Delivery] = field(default_factory=dict)
    """By account: deliveries whose stored text is shown, as an editor wrote it or the platform got it."""


def preview(
    settings: Settings,
    templates: Templates,
    article: Article,
    accounts: Iterable[Account],
    context: PreviewContext | None = None,
) -> Preview:
    """Compose a post for each account, exactly as sending does. Raises TemplateError."""
    context = context or PreviewContext()
    previews = [_for_account(settings, templates, article, account, context) for account in accounts]
    return Preview(article, tuple(_with_twin_warnings(previews)), settings.timezone)


def preview_without_outbox(
    settings: Settings,
    templates: Templates,
    article: Article,
    accounts: Iterable[Account],
    context: PreviewContext,
    now: datetime,
) -> Preview:
    """As `preview`, and when each post would go out as far as the settings alone tell."""
    accounts = list(accounts)
    composed = preview(settings, templates, article, accounts, context)
    outlooks = [outlook_without_outbox(settings, account, article, now) for account in accounts]
    previews = (replace(account, outlook=outlook) for account, outlook in zip(composed.accounts, outlooks, strict=True))
    return replace(composed, accounts=tuple(previews))


def preview_at_desk(
    desk: Desk, article: Article, accounts: Iterable[Account], page: CardPage | FeedError | None
) -> Preview:
    """As `preview`, and from the database: when each post would go out, and whether the same was posted before."""
    accounts = list(accounts)
    (article,) = as_they_would_be_posted(desk, [article])
    context = PreviewContext(
        recurring=desk.sources.feed(article.site).facts.recurring, page=page, deliveries=_edited(desk, article)
    )
    composed = preview(desk.settings, desk.templates, article, accounts, context)
    return _with_outbox(desk, composed, accounts, [outlook(desk, account, article) for account in accounts])


def _edited(desk: Desk, article: Article) -> dict[str, Delivery]:
    """The deliveries of the article that wait with an editor's text, by account.

    Sent ones are left out: a new preview of their article is to show what the templates give now.
    """
    stored = desk.articles.find_again(seen_alone(article), now=desk.now())
    deliveries = desk.outbox.deliveries_of(stored.id) if stored else []
    return {
        delivery.account: delivery for delivery in deliveries if delivery.edited and delivery.status is not Status.SENT
    }


def preview_of_delivery(desk: Desk, delivery_id: int, page: CardPage | FeedError | None = None) -> Preview:
    """What this delivery has sent, or would send now. Raises DeliveryNotFound and TemplateError."""
    delivery = desk.outbox.delivery(delivery_id)
    article = whole_article(desk, delivery.article_id)
    accounts = [account for account in desk.settings.accounts if account.name == delivery.account]
    recurring = desk.sources.feed(article.site).facts.recurring
    context = PreviewContext(recurring=recurring, page=page, deliveries={delivery.account: delivery})
    composed = preview(desk.settings, desk.templates, article, accounts, context)
    return _with_outbox(
        desk, composed, accounts, [outlook_of_delivery(desk, account, delivery) for account in accounts]
    )


def article_in_file(settings: Settings, content: bytes, link: str = "") -> tuple[Article, ...]:
    """The articles in a saved feed, HTML page or text file, in the file's order.

    `link` is the URL of an article whose file does not hold it; without either, the site's own URL is used. Raises
    FeedError if there is no article.
    """
    site = _site_name(settings, link)
    articles = read_saved(content, site=site, url=link)
    if not articles:
        raise FeedError(site, "the file is a feed that holds no article")
    return tuple(_with_site(settings, article) for article in articles)


def _with_site(settings: Settings, article: Article) -> Article:
    if not article.link:
        home = next(site.url for site in settings.sites if site.name == article.site)
        return replace(article, link=home)
    return replace(article, site=_site_name(settings, article.link))


def _site_name(settings: Settings, url: str) -> str:
    """The name of the site at that URL; if there is none, of the first site in the settings."""
    return (settings.site_at(url) or settings.sites[0]).name


def accounts_for(settings: Settings, article: Article, accounts: Sequence[Account]) -> list[Account]:
    """The given accounts, or if there are none, the accounts that follow the article's site."""
    return list(accounts) or [account for account in settings.accounts if account.posts_about(article.site)]


def _for_account(
    settings: Settings, templates: Templates, article: Article, account: Account, context: PreviewContext
) -> AccountPreview:
    spec = PLATFORMS[account.platform]
    details = details_of(account, article)
    delivery = context.deliveries.get(account.name)
    try:
        post = post_for(settings, templates, article, account, context.recurring)
    except ComposeError as exc:
        if delivery is None or not _has_final_text(delivery):
            return AccountPreview(account=account.name, platform=account.platform, post=None, fault=str(exc))
        post = None
    composed = post
    if delivery is not None and _has_final_text(delivery):
        post = _stored_post(delivery, account, composed, limits_of(account, details))
    assert post is not None  # it was composed, or its text is stored
    marks = spec.marks_of(post.text)
    return AccountPreview(
        account=account.name,
        platform=account.platform,
        post=post,
        price=account.price_of(post.text),
        price_otherwise=_price_otherwise(account, post),
        marks=marks,
        folds=tuple(
            Folded(fold.screen, fold_at(post.text, fold.characters), spec.folds_are_sure) for fold in spec.folds
        ),
        why_appeal=_why_appeal(settings, article, post, composed),
        card=link_card(context.page, spec.card) if account.with_link and isinstance(context.page, CardPage) else None,
        card_fault=_card_fault(context.page) if account.with_link else 'its posts have no link, for link = "never"',
        notes=spec.notes_for(details),
        warnings=(
            *post.warnings,
            *filter(None, [why_advertising(article)]),
            *_sensitive_warnings(settings, article, post),
            *spec.cautions(post.text, marks, link=post.link, appeal=post.appeal),
        ),
    )


def _price_otherwise(account: Account, post: Post) -> Decimal:
    text_without_link = post.text.replace(post.link, "") if post.link else post.text
    return replace(account, with_link=not account.with_link).price_of(text_without_link)


def _has_final_text(delivery: Delivery) -> bool:
    """Whether its stored text is shown: an editor wrote it, or it was sent."""
    return delivery.edited or delivery.status in {Status.SENDING, Status.UNSURE, Status.SENT}


def _stored_post(delivery: Delivery, account: Account, composed: Post | None, limits: Limits) -> Post:
    """The post with the text that is stored in the delivery."""
    text = delivery.text
    appeal = composed.appeal if composed and composed.appeal in text else ""
    return Post(
        account=account.name,
        platform=account.platform,
        text=text,
        link=composed.link if composed else link_of(account, delivery),
        length=limits.length_of(text),
        limit=limits.length,
        appeal=appeal,
        summary=(),
    )


def _sensitive_warnings(settings: Settings, article: Article, post: Post) -> Iterator[str]:
    """A warning where readers are asked for money below news of disaster, and no setting says whether they may be."""
    if not post.appeal or any(appeal.never_with is not None for appeal in settings.appeals):
        return
    declared = article.language.partition("-")[0].lower()
    words = sensitive_words(language_of(article.title, declared), declared)
    if word := word_in_headline(words, article):
        yield (
            f"{word!r} stands in the title or the tags, and the call to action below the news: never_with in bot.toml "
            "names the words that forbid it"
        )


def _why_appeal(settings: Settings, article: Article, post: Post, composed: Post | None) -> str:
    """Why the post has its call to action. Where none can be composed only the article's title and tags are known."""
    if composed is not None:
        appeals, why = composed.appeals, composed.why_appeal
    else:
        choice = choose_appeal(settings.appeals, article, post.account, zone=settings.timezone)
        appeals, why = choice.appeal.forms if choice.appeal else (), choice.why
    if not appeals or post.appeal == appeals[0]:
        return why
    other = "its short form, for want of room" if post.appeal else "but the text has it in other words, or not at all"
    return f"{why}; {other}"


def _card_fault(page: CardPage | FeedError | None) -> str:
    if isinstance(page, FeedError):
        reason = f"its page answers {page.status}" if page.status else str(page)
        return f"there is no card: {reason}"
    return "" if page else "its page was not asked"


def _with_twin_warnings(previews: Sequence[AccountPreview]) -> list[AccountPreview]:
    """The previews, with a warning where two accounts would post the same text and their platform forbids that."""
    pairs = alike(
        [preview.post for preview in previews if preview.post and PLATFORMS[preview.platform].forbids_identical_texts]
    )

    def warnings(account: str, platform: str) -> tuple[str, ...]:
        twins = (name for pair in pairs if account in pair for name in pair if name != account)
        return tuple(
            f"it has the same text as {twin}: {platform} forbids that, and followers of both see it twice"
            for twin in twins
        )

    return [
        replace(preview, warnings=(*preview.warnings, *warnings(preview.account, PLATFORMS[preview.platform].title)))
        for preview in previews
    ]


def _with_outbox(desk: Desk, preview: Preview, accounts: Sequence[Account], outlooks: Sequence[Outlook]) -> Preview:
    previews = []
    for account_preview, account, account_outlook in zip(preview.accounts, accounts, outlooks, strict=True):
        post, warnings = account_preview.post, account_preview.warnings
        if post:
            warnings += _duplicate_warnings(desk, account, post.text, account_outlook.delivery)
        previews.append(replace(account_preview, outlook=account_outlook, warnings=warnings))
    return replace(preview, accounts=tuple(previews))


def _duplicate_warnings(desk: Desk, account: Account, text: str, own_id: int | None) -> tuple[str, ...]:
    """A warning if the account has posted the same text before; `own_id` is the delivery itself."""
    for delivery in desk.outbox.latest_sent(COMPARED_POSTS, accounts=[account.name]):
        if delivery.id != own_id and delivery.text.split() == text.split():
            at = (
                f"{delivery.sent_at.astimezone(desk.settings.timezone):%Y-%m-%d %H:%M}"
                if delivery.sent_at
                else "before"
            )
            return (f"the same text went out {at}: {delivery.permalink}",)
    return ()
