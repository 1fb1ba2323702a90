"""Under a storm of faults, on five accounts at once, each outcome agrees with what the platform has stored."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from bot.errors import OutcomeUnknown, PublishError, RetryLater
from bot.platforms import PLATFORMS, Platform, Receipt
from bot.platforms.http import Patience, PlatformSession
from bot.sandbox import Sandbox, SandboxAccount

POSTS = 60
ACCOUNTS = (
    SandboxAccount(PLATFORMS["x"].stand_in(), "ONE"),
    SandboxAccount(PLATFORMS["x"].stand_in(), "TWO"),
    SandboxAccount(PLATFORMS["facebook"].stand_in(), "THREE"),
    SandboxAccount(PLATFORMS["facebook"].stand_in(), "FOUR"),
    SandboxAccount(PLATFORMS["bluesky"].stand_in(), "FIVE"),
)


def opened(account: SandboxAccount, sandbox: Sandbox, patience: Patience) -> Platform:
    session = PlatformSession(sandbox=sandbox.url, patience=patience)
    return PLATFORMS[account.platform].client(account.secrets(), session)


def text_of(number: int) -> str:
    return f"Number {number} & more: https://moderntokyonews.com/{number}/"


def outcomes(account: SandboxAccount, sandbox: Sandbox) -> list[Receipt | PublishError]:
    platform, seen = opened(account, sandbox, Patience(read=0.2, whole=0.3)), []
    for number in range(POSTS):
        try:
            seen.append(platform.publish(text_of(number), ""))
        except PublishError as error:
            seen.append(error)
    return seen


@pytest.mark.parametrize("seed", [1, 2])
def test_a_receipt_is_stored_once_and_a_refusal_never(seed: int) -> None:
    begin = datetime.now(UTC)
    with Sandbox(accounts=ACCOUNTS) as sandbox:
        sandbox.rules.duplicate_window = 0
        sandbox.rules.posts_in_window = 10 * POSTS
        sandbox.faults.draw(seed, rate=0.5)
        with ThreadPoolExecutor(len(ACCOUNTS)) as pool:
            told = list(pool.map(lambda account: outcomes(account, sandbox), ACCOUNTS))
        sandbox.faults.draw(seed, rate=0)

        kinds: Counter[type] = Counter()
        for account, seen, timeline in zip(ACCOUNTS, told, sandbox.timelines(), strict=True):
            stored = {post.text: post.id for post in timeline.posts}
            assert len(stored) == len(timeline.posts)
            platform = opened(account, sandbox, Patience())
            for number, outcome in enumerate(seen):
                kinds[type(outcome)] += 1
                remote_id = stored.get(text_of(number))
                if isinstance(outcome, Receipt):
                    assert remote_id == outcome.remote_id
                elif isinstance(outcome, OutcomeUnknown):
                    found = platform.find(text_of(number), "", begin)
                    assert (found and found.remote_id) == remote_id
                else:
                    assert isinstance(outcome, RetryLater)
                    assert remote_id is None
    assert kinds.keys() == {Receipt, OutcomeUnknown, RetryLater}
