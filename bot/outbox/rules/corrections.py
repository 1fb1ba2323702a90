"""What a site's correction of an article changes, and who does not want the article any more. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.article import Article, canonical_url
from bot.outbox.rules.wanted import AS_STATED, Languages, WantedRule, why_unwanted

NoLongerWanted = Mapping[int, Mapping[str, str]]
"""Corrected articles, by id → the accounts that do not want them any more, each with the reason."""


def no_longer_wanted(
    before: Article,
    after: Article,
    rules: Mapping[str, Sequence[WantedRule]],
    languages: Languages = AS_STATED,
) -> dict[str, str]:
    """The accounts that do not want a corrected article as it is now, and did as it was, each with the reason.

    What an editor has queued against the rules is not among them, for it was not wanted before either.

    Args:
        before: The article as it was before its site corrected it.
        after: As it is now.
        rules: By account.
    """
    reasons = {account: why_unwanted(after, of_account, languages) for account, of_account in rules.items()}
    return {
        account: reason
        for account, reason in reasons.items()
        if reason and not why_unwanted(before, rules[account], languages)
    }


def as_edited(stored: Article, edited: Article) -> Article:
    """The stored article with what the API tells of it.

    The API gives tags and authors as numbers only, so the feed's stay; and so does a link that leads to the same.
    """
    same_place = canonical_url(stored.link) == canonical_url(edited.link)
    link = stored.link if same_place else edited.link
    return replace(stored, title=edited.title, link=link, body=edited.body, excerpt=edited.excerpt)
