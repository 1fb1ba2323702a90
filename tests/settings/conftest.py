from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, load_settings

SMALLEST = """\
[appeal]
text = "Please donate."
[[sites]]
name = "News"
url = "https://news.example"
[[accounts]]
name = "mtt"
platform = "x"
"""

Load = Callable[..., Settings]
Faults = Callable[..., tuple[str, ...]]
Nobody = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def nobody() -> Nobody:
    """While it is entered, this process is a user who may not read the files of root; root may read everything."""
    import dotenv.parser  # noqa: F401  # what is imported only now could not be read by that user either

    @contextmanager
    def become() -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)

    return become


@pytest.fixture
def on_twitter() -> str:
    """The smallest bot.toml, with X by its older name."""
    return SMALLEST.replace('"x"', '"twitter"')


@pytest.fixture
def bot_toml(tmp_path: Path) -> Path:
    """A bot.toml with no more in it than it needs."""
    path = tmp_path / "bot.toml"
    path.write_text(SMALLEST, "utf-8")
    return path


@pytest.fixture
def load(bot_toml: Path) -> Load:
    """Reads the smallest bot.toml, with something written before it and below it, under some variables."""

    def load(before: str = "", below: str = "", text: str = SMALLEST, **variables: str) -> Settings:
        bot_toml.write_text(f"{before}\n{text}{below}\n", "utf-8")
        return load_settings(bot_toml, variables)

    return load


@pytest.fixture
def faults(load: Load, bot_toml: Path) -> Faults:
    """The faults of such a bot.toml, the folder cut off."""

    def faults(before: str = "", below: str = "", text: str = SMALLEST, **variables: str) -> tuple[str, ...]:
        with pytest.raises(SettingsError) as caught:
            load(before, below, text, **variables)
        return tuple(fault.replace(f"{bot_toml.parent}/", "") for fault in caught.value.faults)

    return faults
