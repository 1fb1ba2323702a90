from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.sandbox import Newsroom, Sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(length_of=len) as running:
        yield running


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as running:
        yield running
