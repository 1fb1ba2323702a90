"""What is told of a post beside its text, in the terminal and on the page alike. Pure."""

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
LONGEST_APPEAL = 60


class Fact(NamedTuple):
    """One line below a post."""

    label: str
    """"" for what goes on under the label above."""
    text: str
    is_warning: bool = False


def facts_of(one: AccountPreview, zone: ZoneInfo) -> Iterator[Fact]:
    """Everything that an editor may want to know; nothing of a post that could not be made but why."""
    post = one.post
    if post is None:
        yield Fact("Why not", one.fault, is_warning=True)
        return
    yield Fact("Length", _length(post))
    yield from _marked(one, post)
    yield from _folded(one, post)
    yield from _card(one.card, one.card_fault)
    yield Fact("Price", f"${one.price}" if one.price else "nothing")
    if one.outlook:
        yield Fact("Goes out", _goes_out(one.outlook, zone))
    appeal = f"“{textwrap.shorten(post.appeal, LONGEST_APPEAL, placeholder=' …')}”" if post.appeal else "none"
    yield Fact("Call to action", f"{appeal}: {one.why_appeal}")
    for warning in one.warnings:
        yield Fact("Warning", warning, is_warning=True)


def _length(post: Post) -> str:
    left = post.limit - post.length
    return f"{post.length:,} of {post.limit:,}, " + (f"{left:,} left" if left >= 0 else f"{-left:,} too many")


def _marked(one: AccountPreview, post: Post) -> Iterator[Fact]:
    for kind in dict.fromkeys(mark.kind for mark in one.marks):
        of_kind = [_as_told(post.text, mark, one.platform) for mark in one.marks if mark.kind == kind]
        yield Fact(kind.capitalize() + ("s" if len(of_kind) > 1 else ""), ", ".join(of_kind))


def _as_told(text: str, mark: Mark, platform: str) -> str:
    marked = text[mark.start : mark.end]
    if mark.kind != "link":
        return marked
    link = PLATFORMS[platform].display_link(marked)
    return f"{marked} (followers see {link.visible}…)" if link.after else marked


def _folded(one: AccountPreview, post: Post) -> Iterator[Fact]:
    label = "See more"
    for fold in one.folds:
        yield Fact(label, f"{fold.screen}: {_shown_until(fold.at, post)}")
        label = ""
    if not all(fold.is_sure for fold in one.folds):
        yield Fact("", "as others have measured; the platform does not say, and line breaks bring it forward")


def _shown_until(at: int | None, post: Post) -> str:
    if at is None:
        return "all of it is shown"
    end = " ".join(post.text[:at].split()[-4:])
    hidden = " and ".join(_hidden(post, at))
    return f"after about {at} characters, {_isolated(f'“…{end}”')}" + (f", which hides {hidden}" if hidden else "")


def _isolated(text: str) -> str:
    """Words of a language that runs from right to left must not turn round what stands beside them.

    https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
    """
    return f"\u2068{text}\u2069" if any(bidirectional(letter) in {"R", "AL"} for letter in text) else text


def _hidden(post: Post, at: int) -> Iterator[str]:
    for part, name in ((post.link, "the link"), (post.appeal, "the call to action")):
        if part and part not in post.text[:at]:
            yield name


def _card(card: LinkCard | None, fault: str) -> Iterator[Fact]:
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
    for found in card.faults:
        yield Fact("Card fault", found, is_warning=True)


def _picture(card: LinkCard) -> str:
    if card.picture is None:
        return "without a picture"
    size = f" of {card.picture.width} × {card.picture.height}" if card.picture.width else ""
    return f"with a {'wide' if card.is_large else 'small'} picture{size}"


def _goes_out(outlook: Outlook, zone: ZoneInfo) -> str:
    at = f"{clock_time(outlook.at, zone)} ({zone.key})" if outlook.at else "not by itself"
    delivery = f"delivery {outlook.delivery}, " if outlook.delivery else ""
    return f"{at}: {delivery}{with_advice(outlook.why, outlook.actions)}"
