from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.platforms import sandbox_accounts
from bot.sandbox import Sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(accounts=sandbox_accounts()) as running:
        yield running
