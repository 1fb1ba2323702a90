"""The previews as data, for `--json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.desk.preview import AccountPreview, Preview
    from bot.feeds.pages.card import LinkCard


def document(previews: Sequence[Preview]) -> dict[str, Any]:
    """What `print_json` prints: places in a text are counted in characters from 0, sums are US dollars."""
    return {
        "articles": [
            {"article": shown.article, "accounts": [_account(one) for one in shown.accounts]} for shown in previews
        ]
    }


def _account(one: AccountPreview) -> dict[str, Any]:
    text = one.post.text if one.post else ""
    return {
        "account": one.account,
        "platform": one.platform,
        "post": one.post,
        "fault": one.fault,
        "price": one.price,
        "marks": [
            {"kind": mark.kind, "start": mark.start, "end": mark.end, "text": text[mark.start : mark.end]}
            for mark in one.marks
        ],
        "folds": one.folds,
        "why_appeal": one.why_appeal,
        "outlook": one.outlook,
        "card": _card(one.card) if one.card else None,
        "card_fault": one.card_fault,
        "warnings": one.warnings,
    }


def _card(card: LinkCard) -> dict[str, Any]:
    picture = card.picture
    return {
        "title": card.title,
        "description": card.description,
        "domain": card.domain,
        "picture": picture
        and {
            "url": picture.url,
            "media_type": picture.media_type,
            "width": picture.width,
            "height": picture.height,
        },
        "is_large": card.is_large,
        "faults": card.faults,
    }
