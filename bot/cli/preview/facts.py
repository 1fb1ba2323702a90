"""The facts about a post that stand below its text, the same in the terminal and on the HTML page. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import bidirectional

from bot.cli.options import clock_time
from bot.cli.spelling import with_advice
from bot.platforms import PLATFORMS

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.desk.report.outlook import Outlook
    from bot.desk.report.preview import AccountPreview
    from bot.platforms.spec import Mark
    from bot.sources.page.card import LinkCard
    from bot.writing.post import Post

LONGEST_DESCRIPTION = 160
"""In characters; a link card's longer description is cut."""
LONGEST_APPEAL = 60
"""In characters; a longer call to action is cut."""


class Fact(NamedTuple):
    """One line below a post."""

    label: str
    """"" if the line continues the one above."""
    text: str
    is_warning: bool = False


def facts_of(preview: AccountPreview, zone: ZoneInfo) -> Iterator[Fact]:
    """Everything an editor may want to know about the post; if there is no post, only the reason why.

    Times are shown in `zone`.
    """
    post = preview.post
    if post is None:
        yield Fact("Why not", preview.fault, is_warning=True)
        return
    yield Fact("Length", _length(post))
    yield from _mark_facts(preview, post)
    yield from _fold_facts(preview, post)
    yield from _card_facts(preview.card, preview.card_fault)
    yield Fact("Price", _price(preview, post))
    if preview.outlook:
        yield Fact("Goes out", _goes_out(preview.outlook, zone))
    appeal = f"“{textwrap.shorten(post.appeal, LONGEST_APPEAL, placeholder=' …')}”" if post.appeal else "none"
    yield Fact("Call to action", f"{appeal}: {preview.why_appeal}")
    for note in preview.notes:
        yield Fact("Note", note)
    for warning in preview.warnings:
        yield Fact("Warning", warning, is_warning=True)


def _price(preview: AccountPreview, post: Post) -> str:
    price = f"${preview.price}" if preview.price else "nothing"
    if preview.price_otherwise == preview.price:
        return price
    return f'{price}; ${preview.price_otherwise} with link = "{"never" if post.link else "always"}"'


def _length(post: Post) -> str:
    left = post.limit - post.length
    return f"{post.length:,} of {post.limit:,}, " + (f"{left:,} left" if left >= 0 else f"{-left:,} too many")


def _mark_facts(preview: AccountPreview, post: Post) -> Iterator[Fact]:
    for kind in dict.fromkeys(mark.kind for mark in preview.marks):
        texts = [_mark_text(post.text, mark, preview.platform) for mark in preview.marks if mark.kind == kind]
        yield Fact(kind.capitalize() + ("s" if len(texts) > 1 else ""), ", ".join(texts))


def _mark_text(text: str, mark: Mark, platform: str) -> str:
    marked = text[mark.start : mark.end]
    if mark.kind != "link":
        return marked
    link = PLATFORMS[platform].display_link(marked)
    return f"{marked} (followers see {link.visible}…)" if link.after else marked


def _fold_facts(preview: AccountPreview, post: Post) -> Iterator[Fact]:
    label = "See more"
    for fold in preview.folds:
        yield Fact(label, f"{fold.screen}: {_fold_text(fold.at, post)}")
        label = ""
    if not all(fold.is_sure for fold in preview.folds):
        yield Fact("", "as others have measured; the platform does not say, and line breaks bring it forward")


def _fold_text(at: int | None, post: Post) -> str:
    if at is None:
        return "all of it is shown"
    end = " ".join(post.text[:at].split()[-4:])
    hidden = " and ".join(_hidden_parts(post, at))
    return f"after about {at} characters, {_isolated(f'“…{end}”')}" + (f", which hides {hidden}" if hidden else "")


def _isolated(text: str) -> str:
    """Keep right-to-left words from changing the order of the text around them.

    https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
    """
    return f"\u2068{text}\u2069" if any(bidirectional(letter) in {"R", "AL"} for letter in text) else text


def _hidden_parts(post: Post, at: int) -> Iterator[str]:
    for part, name in ((post.link, "the link"), (post.appeal, "the call to action")):
        if part and part not in post.text[:at]:
            yield name


def _card_facts(card: LinkCard | None, fault: str) -> Iterator[Fact]:
    if card is None:
        yield Fact("Link card", fault, is_warning=fault.startswith("there is no card"))
        return
    if card.title:
        yield Fact("Link card", card.title)
        if card.description:
            yield Fact("", textwrap.shorten(card.description, LONGEST_DESCRIPTION, placeholder=" …"))
        yield Fact("", f"{card.domain}, {_picture(card)}")
    else:
        yield Fact("Link card", "none")
    for fault_text in card.faults:
        yield Fact("Card fault", fault_text, is_warning=True)


def _picture(card: LinkCard) -> str:
    if card.picture is None:
        return "without a picture"
    size = f" of {card.picture.width} × {card.picture.height}" if card.picture.width else ""
    return f"with a {'wide' if card.is_large else 'small'} picture{size}"


def _goes_out(outlook: Outlook, zone: ZoneInfo) -> str:
    at = f"{clock_time(outlook.at, zone)} ({zone.key})" if outlook.at else "not by itself"
    delivery = f"delivery {outlook.delivery}, " if outlook.delivery else ""
    return f"{at}: {delivery}{with_advice(outlook.why, outlook.actions)}"
