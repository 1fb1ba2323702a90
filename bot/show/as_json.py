"""What is shown, as JSON: one function for each type, which names every key; docs/json-schema.json describes them.

Times are ISO 8601 with their zone, sums of money are texts, sets are sorted lists. An action stands as its reader can
do it: whoever prints hands in how an action is spelled. A key more keeps the version; one that goes, or means something
else, raises it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.actions import Action
    from bot.article import Article, Identity
    from bot.desk.deliver.once import Outcome
    from bot.desk.edit.editing import QueuedArticle
    from bot.desk.edit.pausing import PauseResult
    from bot.desk.edit.selection import MoveResult, Refusal
    from bot.desk.report.audit import Audit, Unexplained
    from bot.desk.report.checking import Findings
    from bot.desk.report.dry_run import DryRun
    from bot.desk.report.explain import DeliveryStory, Explanation
    from bot.desk.report.outlook import Outlook
    from bot.desk.report.overview import AccountOverview, HubOverview, Overview, SiteOverview, Waiting
    from bot.desk.report.preview import AccountPreview, Preview
    from bot.outbox.rules.delivery import Attempt, Delivery
    from bot.outbox.rules.states import AccountState
    from bot.outbox.store.articles import StoredArticle
    from bot.sources.page.card import LinkCard
    from bot.writing.post import Post

Object = dict[str, Any]
Spell = Callable[["Action"], str]
"""How an action is named where the JSON is read: on the command line by its command."""

VERSION = 1


def json_text(document: Mapping[str, Any]) -> str:
    """The document as text, with its version. Raises TypeError where a value has no place in JSON."""
    return json.dumps({"version": VERSION, **document}, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{value!r} has no place in a JSON document")


# One for each document


def findings(found: Findings) -> Object:
    return {"faults": found.faults, "warnings": found.warnings, "summary": found.summary}


def previews(shown: Iterable[Preview], spell: Spell) -> Object:
    """Places in a text are counted in characters from 0, sums are US dollars."""
    return {
        "articles": [
            {
                "article": article(preview.article),
                "accounts": [account_preview(account, spell) for account in preview.accounts],
            }
            for preview in shown
        ]
    }


def outcome(done: Outcome) -> Object:
    return {
        "asked": done.asked,
        "new": done.new,
        "sent": done.sent,
        "failed": done.failed,
        "unsure": done.unsure,
        "waiting": done.waiting,
        "faults": done.faults,
    }


def dry_run(would: DryRun) -> Object:
    return {
        "posts": [
            {"account": post.account, "title": post.title, "when": post.when, "text": post.text} for post in would.posts
        ],
        "not_posted": [
            {"site": left_out.site, "title": left_out.title, "reason": left_out.reason} for left_out in would.not_posted
        ],
        "faults": would.faults,
    }


def queue(rows: Iterable[Waiting], spell: Spell) -> Object:
    return {"deliveries": [waiting(row, spell) for row in rows]}


def move_result(done: MoveResult, spell: Spell) -> Object:
    return {
        "changed": deliveries(done.changed),
        "refused": [refusal(one, spell) for one in done.refused],
        "undo": _spelled(done.undo, spell),
    }


def queued_article(done: QueuedArticle, spell: Spell) -> Object:
    return {
        "article": article(done.article),
        "queued": deliveries(done.queued),
        "already": deliveries(done.already),
        "undo": _spelled(done.undo, spell),
    }


def history(sent: Iterable[Delivery]) -> Object:
    return {"deliveries": deliveries(sent)}


def explanation(found: Explanation, spell: Spell) -> Object:
    return {
        "article": stored_article(found.article),
        "identities": [identity(name) for name in found.identities],
        "deliveries": [delivery_story(story, spell) for story in found.deliveries],
        "left_out": found.left_out,
    }


def audit(found: Audit, spell: Spell) -> Object:
    return {
        "articles": found.articles,
        "not_looked_at": found.not_looked_at,
        "unexplained": [unexplained(one, spell) for one in found.unexplained],
        "faults": found.faults,
    }


def overview(found: Overview) -> Object:
    return {
        "sandbox": found.sandbox,
        "sites": [site_overview(site) for site in found.sites],
        "quiet": found.quiet,
        "accounts": [account_overview(account) for account in found.accounts],
        "stranded": [{"account": one.account, "deliveries": one.deliveries} for one in found.stranded],
        "changed": deliveries(found.changed),
    }


def pause_result(done: PauseResult, spell: Spell) -> Object:
    return {"accounts": [account_state(state) for state in done.accounts], "undo": _spelled(done.undo, spell)}


# One for each type that stands in them


def article(found: Article) -> Object:
    return {
        "site": found.site,
        "title": found.title,
        "link": found.link,
        "body": found.body,
        "excerpt": found.excerpt,
        "guid": found.guid,
        "author": found.author,
        "published": found.published,
        "tags": found.tags,
        "language": found.language,
        "image": found.image,
        "image_alt": found.image_alt,
        "image_width": found.image_width,
        "image_height": found.image_height,
    }


def stored_article(stored: StoredArticle) -> Object:
    return {
        "id": stored.id,
        "article": article(stored.article),
        "first_seen_at": stored.first_seen_at,
        "not_posted": stored.not_posted,
        "missing_since": stored.missing_since,
        "retracted": stored.retracted,
        "wants_page": stored.wants_page,
        "page_body": stored.page_body,
    }


def identity(name: Identity) -> Object:
    return {"kind": name.kind, "value": name.value, "site": name.site}


def deliveries(several: Iterable[Delivery]) -> list[Object]:
    return [delivery(one) for one in several]


def delivery(one: Delivery) -> Object:
    """Without what serves sending alone: who is sending it since when, and what is looked for or asked before."""
    return {
        "id": one.id,
        "article_id": one.article_id,
        "site": one.site,
        "title": one.title,
        "link": one.link,
        "missing_since": one.missing_since,
        "retracted": one.retracted,
        "account": one.account,
        "status": one.status,
        "due_at": one.due_at,
        "order_at": one.order_at,
        "release_at": one.release_at,
        "created_at": one.created_at,
        "breaking": one.breaking,
        "text": one.text,
        "edited": one.edited,
        "attempts": one.attempts,
        "reason": one.reason,
        "sent_at": one.sent_at,
        "looks": one.looks,
        "look_at": one.look_at,
        "remote_id": one.remote_id,
        "permalink": one.permalink,
        "sent_title": one.sent_title,
    }


def delivery_story(story: DeliveryStory, spell: Spell) -> Object:
    return {
        "delivery": delivery(story.delivery),
        "why": story.why,
        "goes_out_at": story.goes_out_at,
        "attempts": [attempt(one) for one in story.attempts],
        "actions": _spelled(story.actions, spell),
    }


def attempt(made: Attempt) -> Object:
    return {
        "started_at": made.started_at,
        "ended_at": made.ended_at,
        "outcome": made.outcome,
        "detail": made.detail,
        "cost": made.cost,
    }


def waiting(row: Waiting, spell: Spell) -> Object:
    return {
        "delivery": delivery(row.delivery),
        "goes_out_at": row.goes_out_at,
        "why": row.why,
        "first_line": row.first_line,
        "actions": _spelled(row.actions, spell),
    }


def refusal(refused: Refusal, spell: Spell) -> Object:
    return {"named": refused.named, "reason": refused.reason, "actions": _spelled(refused.actions, spell)}


def unexplained(found: Unexplained, spell: Spell) -> Object:
    return {
        "site": found.site,
        "title": found.title,
        "link": found.link,
        "published": found.published,
        "what": found.what,
        "actions": _spelled(found.actions, spell),
    }


def site_overview(site: SiteOverview) -> Object:
    return {
        "name": site.name,
        "feed_url": site.feed_url,
        "asked_at": site.asked_at,
        "answered_at": site.answered_at,
        "next_look_at": site.next_look_at,
        "newest_article_at": site.newest_article_at,
        "gone": site.gone,
        "fault": site.fault,
        "faults": site.faults,
        "hub": site.hub and hub_overview(site.hub),
    }


def hub_overview(hub: HubOverview) -> Object:
    return {"url": hub.url, "subscribed_until": hub.subscribed_until, "ask_at": hub.ask_at, "fault": hub.fault}


def account_overview(account: AccountOverview) -> Object:
    return {
        "name": account.name,
        "platform": account.platform,
        "counts": account.counts,
        "halted": account.halted,
        "paused": account.paused,
        "held_back": account.held_back,
        "goes_on_at": account.goes_on_at,
        "last_at": account.last_at,
        "spent_this_month": account.spent_this_month,
        "budget": account.budget,
    }


def account_state(state: AccountState) -> Object:
    return {
        "name": state.name,
        "halted": state.halted,
        "paused": state.paused,
        "paused_until": state.paused_until,
        "waits_until": state.waits_until,
        "waits_for": state.waits_for,
        "over_budget": state.over_budget,
    }


def account_preview(shown: AccountPreview, spell: Spell) -> Object:
    text = shown.post.text if shown.post else ""
    return {
        "account": shown.account,
        "platform": shown.platform,
        "post": shown.post and post(shown.post),
        "fault": shown.fault,
        "price": shown.price,
        "marks": [
            {"kind": mark.kind, "start": mark.start, "end": mark.end, "text": text[mark.start : mark.end]}
            for mark in shown.marks
        ],
        "folds": [{"screen": fold.screen, "at": fold.at, "is_sure": fold.is_sure} for fold in shown.folds],
        "why_appeal": shown.why_appeal,
        "outlook": shown.outlook and outlook(shown.outlook, spell),
        "card": shown.card and card(shown.card),
        "card_fault": shown.card_fault,
        "warnings": shown.warnings,
    }


def post(made: Post) -> Object:
    return {
        "account": made.account,
        "platform": made.platform,
        "text": made.text,
        "link": made.link,
        "length": made.length,
        "limit": made.limit,
        "appeal": made.appeal,
        "summary": made.summary,
        "warnings": made.warnings,
    }


def outlook(ahead: Outlook, spell: Spell) -> Object:
    return {
        "at": ahead.at,
        "why": ahead.why,
        "delivery": ahead.delivery,
        "actions": _spelled(ahead.actions, spell),
    }


def card(link_card: LinkCard) -> Object:
    picture = link_card.picture
    return {
        "title": link_card.title,
        "description": link_card.description,
        "domain": link_card.domain,
        "picture": picture
        and {
            "url": picture.url,
            "media_type": picture.media_type,
            "width": picture.width,
            "height": picture.height,
        },
        "is_large": link_card.is_large,
        "faults": link_card.faults,
    }


def _spelled(actions: Sequence[Action], spell: Spell) -> list[str]:
    return [spell(action) for action in actions]
