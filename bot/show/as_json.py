"""Results as JSON: one function for each type, which names every key. docs/json-schema.json describes all of them.

Times are ISO 8601 with their zone, sums of money are strings, sets are sorted lists. An action is printed in the way
its reader can perform it; the caller passes a function for that. A new key keeps VERSION as it is; a key that is
removed or changes its meaning raises it.
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
    from bot.desk.alert.sending import Trial
    from bot.desk.changed_articles import ChangeDate
    from bot.desk.deliver.once import Outcome
    from bot.desk.edit.correcting import ChangedPost, ChangeResult
    from bot.desk.edit.editing import QueuedArticle
    from bot.desk.edit.pausing import PauseResult
    from bot.desk.edit.selection import MoveResult, Refusal
    from bot.desk.edit.undoing import UndoResult
    from bot.desk.report.audit import Audit, Unexplained
    from bot.desk.report.checking import Findings
    from bot.desk.report.doctor import Diagnosis
    from bot.desk.report.dry_run import DryRun
    from bot.desk.report.explain import DeliveryStory, Explanation
    from bot.desk.report.moved_feed import MovedFeed
    from bot.desk.report.outlook import Outlook
    from bot.desk.report.overview import AccountOverview, HubOverview, Overview, SiteOverview, TwoSteps
    from bot.desk.report.preview import AccountPreview, Preview
    from bot.desk.report.waiting import Waiting
    from bot.health import Finding, Health
    from bot.outbox.rules.acts import Act
    from bot.outbox.rules.changes import Change
    from bot.outbox.rules.delivery import Attempt, Delivery
    from bot.outbox.rules.states import AccountState
    from bot.outbox.store.articles import StoredArticle
    from bot.sources.page.card import LinkCard
    from bot.writing.post import Post

Object = dict[str, Any]
Spell = Callable[["Action"], str]
"""How to write an action, such as the command that performs it."""

VERSION = 1
"""The version of the documents, which stands in each of them."""


def json_text(document: Mapping[str, Any]) -> str:
    """The document and its version as JSON text. Raises TypeError if a value cannot be written in JSON."""
    return json.dumps({"version": VERSION, **document}, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{value!r} has no place in a JSON document")


# One function for each kind of document


def findings(report: Findings) -> Object:
    return {"faults": report.faults, "warnings": report.warnings, "summary": report.summary}


def diagnosis(report: Diagnosis, spell: Spell) -> Object:
    return {
        "at": report.at,
        "worst": report.worst,
        "results": [
            {
                "part": result.part,
                "subject": result.subject,
                "severity": result.severity,
                "what": result.what,
                "remedy": result.remedy,
                "actions": _spell_all(result.actions, spell),
            }
            for result in report.results
        ],
    }


def previews(previews: Iterable[Preview], spell: Spell) -> Object:
    """Positions in a text are counted in characters from 0; prices are in US dollars."""
    return {
        "articles": [
            {
                "article": article(preview.article),
                "accounts": [account_preview(account, spell) for account in preview.accounts],
            }
            for preview in previews
        ]
    }


def outcome(outcome: Outcome) -> Object:
    return {
        "asked": outcome.asked,
        "new": outcome.new,
        "sent": outcome.sent,
        "failed": outcome.failed,
        "unsure": outcome.unsure,
        "waiting": outcome.waiting,
        "faults": outcome.faults,
        "halted": outcome.halted,
    }


def dry_run(plan: DryRun) -> Object:
    return {
        "posts": [
            {"account": post.account, "title": post.title, "when": post.when, "text": post.text} for post in plan.posts
        ],
        "not_posted": [
            {"site": article.site, "title": article.title, "reason": article.reason} for article in plan.not_posted
        ],
        "faults": plan.faults,
    }


def queue(rows: Iterable[Waiting], spell: Spell) -> Object:
    return {"deliveries": [waiting(row, spell) for row in rows]}


def move_result(result: MoveResult, outlooks: Iterable[Outlook], spell: Spell) -> Object:
    """`outlooks` say when what was changed goes out."""
    return {
        "changed": deliveries(result.changed),
        "outlooks": [outlook(ahead, spell) for ahead in outlooks],
        "refused": [refusal(refused, spell) for refused in result.refused],
        "undo": _spell_all(result.undo, spell),
    }


def change_result(result: ChangeResult, outlooks: Iterable[Outlook], spell: Spell) -> Object:
    """`outlooks` say when what is posted again goes out."""
    return {
        "posts": [changed_post(post, spell) for post in result.posts],
        "outlooks": [outlook(ahead, spell) for ahead in outlooks],
        "refused": [refusal(refused, spell) for refused in result.refused],
    }


def changed_post(post: ChangedPost, spell: Spell) -> Object:
    return {
        "delivery": delivery(post.delivery),
        "fault": post.fault,
        "again_at": post.again_at,
        "undo": _spell_all(post.undo, spell),
    }


def queued_article(result: QueuedArticle, spell: Spell) -> Object:
    return {
        "article": article(result.article),
        "queued": deliveries(result.queued),
        "already": deliveries(result.already),
        "actions": _spell_all(result.actions, spell),
        "undo": _spell_all(result.undo, spell),
    }


def history(posts: Iterable[Delivery]) -> Object:
    return {"deliveries": deliveries(posts)}


def acts(items: Iterable[Act]) -> Object:
    return {"acts": [act(item) for item in items]}


def undo_result(result: UndoResult, outlooks: Iterable[Outlook], spell: Spell) -> Object:
    """`outlooks` say when the deliveries that were put back go out."""
    return {
        "undone": [act(item) for item in result.undone],
        "changed": deliveries(result.changed),
        "outlooks": [outlook(ahead, spell) for ahead in outlooks],
        "accounts": [account_state(state) for state in result.accounts],
        "refused": [refusal(refused, spell) for refused in result.refused],
        "undo": _spell_all(result.undo, spell),
    }


def explanation(explanation: Explanation, spell: Spell) -> Object:
    return {
        "article": stored_article(explanation.article),
        "identities": [identity(name) for name in explanation.identities],
        "deliveries": [delivery_story(story, spell) for story in explanation.deliveries],
        "left_out": explanation.left_out,
        "acts": [act(item) for item in explanation.acts],
        "feed_moved": explanation.feed_moved and moved_feed(explanation.feed_moved),
        "change_date": explanation.change_date and change_date(explanation.change_date),
    }


def audit(report: Audit, spell: Spell) -> Object:
    return {
        "articles": report.articles,
        "not_looked_at": report.not_looked_at,
        "unexplained": [unexplained(article, spell) for article in report.unexplained],
        "faults": report.faults,
    }


def status(health: Health, report: Overview | None, spell: Spell) -> Object:
    """`report` is None where only what is wrong was asked for."""
    return {"health": judgement(health, spell), **(overview(report) if report else {})}


def overview(report: Overview) -> Object:
    return {
        "sandbox": report.sandbox,
        "sites": [site_overview(site) for site in report.sites],
        "quiet": report.quiet,
        "accounts": [account_overview(account) for account in report.accounts],
        "stranded": [{"account": account.account, "deliveries": account.deliveries} for account in report.stranded],
        "changed": deliveries(report.changed),
    }


def trials(trials: Iterable[Trial]) -> Object:
    return {"addresses": [{"address": trial.address, "fault": trial.fault} for trial in trials]}


def pause_result(result: PauseResult, spell: Spell) -> Object:
    return {"accounts": [account_state(state) for state in result.accounts], "undo": _spell_all(result.undo, spell)}


# One function for each type that the documents contain


def judgement(health: Health, spell: Spell) -> Object:
    return {
        "at": health.at,
        "worst": health.worst,
        "findings": [judged(finding, spell) for finding in health.findings],
    }


def judged(finding: Finding, spell: Spell) -> Object:
    """A finding of `bot.health`, without the field that only alerts need: newest."""
    return {
        "kind": finding.kind,
        "subject": finding.subject,
        "severity": finding.severity,
        "since": finding.since,
        "until": finding.until,
        "what": finding.what,
        "follows": finding.follows,
        "remedy": finding.remedy,
        "actions": _spell_all(finding.actions, spell),
    }


def article(article: Article) -> Object:
    return {
        "site": article.site,
        "title": article.title,
        "link": article.link,
        "body": article.body,
        "excerpt": article.excerpt,
        "guid": article.guid,
        "author": article.author,
        "published": article.published,
        "dated_by_change": article.dated_by_change,
        "tags": article.tags,
        "language": article.language,
        "image": article.image,
        "image_alt": article.image_alt,
        "image_width": article.image_width,
        "image_height": article.image_height,
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


def identity(identity: Identity) -> Object:
    return {"kind": identity.kind, "value": identity.value, "site": identity.site}


def deliveries(items: Iterable[Delivery]) -> list[Object]:
    return [delivery(item) for item in items]


def delivery(delivery: Delivery) -> Object:
    """The delivery, without the fields that only sending needs: owner, claimed_at, look_since,
    checked_at and post_key.
    """
    return {
        "id": delivery.id,
        "article_id": delivery.article_id,
        "site": delivery.site,
        "title": delivery.title,
        "link": delivery.link,
        "missing_since": delivery.missing_since,
        "retracted": delivery.retracted,
        "corrected_at": delivery.corrected_at,
        "account": delivery.account,
        "status": delivery.status,
        "due_at": delivery.due_at,
        "order_at": delivery.order_at,
        "release_at": delivery.release_at,
        "approved_until": delivery.approved_until,
        "created_at": delivery.created_at,
        "breaking": delivery.breaking,
        "text": delivery.text,
        "edited": delivery.edited,
        "edited_at": delivery.edited_at,
        "attempts": delivery.attempts,
        "reason": delivery.reason,
        "sent_at": delivery.sent_at,
        "deleted": delivery.is_deleted,
        "looks": delivery.looks,
        "look_at": delivery.look_at,
        "remote_id": delivery.remote_id,
        "permalink": delivery.permalink,
        "sent_title": delivery.sent_title,
        "ticked_off": delivery.ticked_off,
    }


def delivery_story(story: DeliveryStory, spell: Spell) -> Object:
    return {
        "delivery": delivery(story.delivery),
        "why": story.why,
        "goes_out_at": story.goes_out_at,
        "attempts": [attempt(item) for item in story.attempts],
        "change": story.change and change(story.change),
        "acts": [act(item) for item in story.acts],
        "actions": _spell_all(story.actions, spell),
    }


def change(change: Change) -> Object:
    return {
        "delivery_id": change.delivery_id,
        "account": change.account,
        "remote_id": change.remote_id,
        "sent_at": change.sent_at,
        "kind": change.kind,
        "text": change.text,
        "title": change.title,
        "again": change.again,
        "why": change.why,
        "asked_at": change.asked_at,
        "try_at": change.try_at,
        "attempts": change.attempts,
        "fault": change.fault,
    }


def act(act: Act) -> Object:
    return {
        "id": act.id,
        "at": act.at,
        "by": {"kind": act.by.kind, "name": act.by.name},
        "name": act.name,
        "delivery": act.delivery,
        "article": act.article,
        "account": act.account,
        "title": act.title,
        "before": act.before,
        "after": act.after,
        "undoes": act.undoes,
        "undone_by": act.undone_by,
    }


def attempt(attempt: Attempt) -> Object:
    return {
        "started_at": attempt.started_at,
        "ended_at": attempt.ended_at,
        "outcome": attempt.outcome,
        "detail": attempt.detail,
        "cost": attempt.cost,
    }


def waiting(row: Waiting, spell: Spell) -> Object:
    return {
        "delivery": delivery(row.delivery),
        "goes_out_at": row.goes_out_at,
        "why": row.why,
        "first_line": row.first_line,
        "actions": _spell_all(row.actions, spell),
    }


def refusal(refused: Refusal, spell: Spell) -> Object:
    return {"named": refused.named, "reason": refused.reason, "actions": _spell_all(refused.actions, spell)}


def unexplained(article: Unexplained, spell: Spell) -> Object:
    return {
        "site": article.site,
        "title": article.title,
        "link": article.link,
        "published": article.published,
        "what": article.what,
        "actions": _spell_all(article.actions, spell),
    }


def site_overview(site: SiteOverview) -> Object:
    return {
        "name": site.name,
        "feed_url": site.feed_url,
        "moved": site.moved and moved_feed(site.moved),
        "redated_at": site.redated_at,
        "asked_at": site.asked_at,
        "answered_at": site.answered_at,
        "next_look_at": site.next_look_at,
        "waits_as_asked": site.waits_as_asked,
        "newest_article_at": site.newest_article_at,
        "gone": site.gone,
        "fault": site.fault,
        "faults": site.faults,
        "fault_since": site.fault_since,
        "hub": site.hub and hub_overview(site.hub),
    }


def change_date(dated: ChangeDate) -> Object:
    return {
        "new_because": dated.new_because,
        "redated_at": dated.redated_at,
        "updated_is_published": dated.updated_is_published,
    }


def moved_feed(moved: MovedFeed) -> Object:
    return {"to": moved.to, "since": moved.since}


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
        "month_at_this_pace": account.month_at_this_pace,
        "budget": account.budget,
        "two_steps": account.two_steps and two_steps(account.two_steps),
    }


def two_steps(steps: TwoSteps) -> Object:
    return {"is_used": steps.is_used, "probed_at": steps.probed_at, "refusal": steps.refusal}


def account_state(state: AccountState) -> Object:
    return {
        "name": state.name,
        "halted": state.halted,
        "halted_at": state.halted_at,
        "paused": state.paused,
        "paused_at": state.paused_at,
        "paused_until": state.paused_until,
        "waits_until": state.waits_until,
        "waits_for": state.waits_for,
        "over_budget": state.over_budget,
    }


def account_preview(preview: AccountPreview, spell: Spell) -> Object:
    text = preview.post.text if preview.post else ""
    return {
        "account": preview.account,
        "platform": preview.platform,
        "post": preview.post and post(preview.post),
        "fault": preview.fault,
        "price": preview.price,
        "price_otherwise": preview.price_otherwise,
        "marks": [
            {"kind": mark.kind, "start": mark.start, "end": mark.end, "text": text[mark.start : mark.end]}
            for mark in preview.marks
        ],
        "folds": [{"screen": fold.screen, "at": fold.at, "is_sure": fold.is_sure} for fold in preview.folds],
        "why_appeal": preview.why_appeal,
        "outlook": preview.outlook and outlook(preview.outlook, spell),
        "card": preview.card and card(preview.card),
        "card_fault": preview.card_fault,
        "notes": preview.notes,
        "warnings": preview.warnings,
    }


def post(post: Post) -> Object:
    return {
        "account": post.account,
        "platform": post.platform,
        "text": post.text,
        "link": post.link,
        "length": post.length,
        "limit": post.limit,
        "appeal": post.appeal,
        "summary": post.summary,
        "warnings": post.warnings,
        "appeals": post.appeals,
        "why_appeal": post.why_appeal,
        "death": post.death,
    }


def outlook(outlook: Outlook, spell: Spell) -> Object:
    return {
        "at": outlook.at,
        "why": outlook.why,
        "delivery": outlook.delivery,
        "actions": _spell_all(outlook.actions, spell),
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


def _spell_all(actions: Sequence[Action], spell: Spell) -> list[str]:
    return [spell(action) for action in actions]
