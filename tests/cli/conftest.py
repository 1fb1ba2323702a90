"""A newsroom's folder with bot.toml and .env, a local news site, and the sandbox; all over real HTTP."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.sandbox import Sandbox
from bot.sandbox.articles import SampleArticle, sample_articles
from bot.sandbox.newsroom import Newsroom
from bot.writing.measure import weighted_length

BOT_TOML = """\
database = "sqlite:///bot.db"
timezone = "Asia/Tokyo"
sandbox = "{sandbox}"

[watch]
every = "1s"
hold = "{hold}"
allow_private = true

[appeal]
text = "DONATIONS to SUPPORT MODERN TOKYO TIMES – please pay PayPal and DONATE to sawakoart@gmail.com"
short = "Support us: PayPal sawakoart@gmail.com"

[[sites]]
name = "Modern Tokyo News"
url = "{site}"
hashtags = ["Japan"]

[[accounts]]
name = "mtt"
platform = "twitter"
gap = "0s"

[[accounts]]
name = "page"
platform = "facebook"
gap = "0s"
"""


@dataclass
class Office:
    """A newsroom's folder, and what its bot reaches from there."""

    folder: Path
    newsroom: Newsroom
    sandbox: Sandbox
    articles: list[SampleArticle] = field(default_factory=sample_articles)

    def write_settings(self, hold: str = "0s", **changed: str) -> None:
        text = BOT_TOML.format(sandbox=self.sandbox.url, site=self.newsroom.url, hold=hold)
        for old, new in changed.items():
            text = text.replace(old, new)
        (self.folder / "bot.toml").write_text(text, "utf-8")

    def write_secrets(self) -> None:
        lines = (f"{name}={value}\n" for name, value in self.sandbox.credentials.items())
        path = self.folder / ".env"
        path.write_text("".join(lines), "utf-8")
        path.chmod(0o600)

    def bot(self, *args: str, stdin: str = "") -> Result:
        """Run the command in this process."""
        return CliRunner().invoke(main, args, input=stdin)

    def json(self, *args: str) -> dict:
        result = self.bot(*args, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    def process(self, *args: str) -> subprocess.Popen[str]:
        """Start the command as a process of its own."""
        environ = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *args],
            cwd=self.folder,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def texts(self) -> dict[str, list[str]]:
        """What stands on the timelines, by platform, oldest first."""
        return {line.account.platform: [post.text for post in line.posts] for line in self.sandbox.timelines()}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("BOT_", "TWITTER_", "FACEBOOK_"))]:
        monkeypatch.delenv(name)
    with Newsroom() as newsroom, Sandbox(length_of=weighted_length) as sandbox:
        made = Office(tmp_path, newsroom, sandbox)
        made.write_settings()
        made.write_secrets()
        yield made


@pytest.fixture
def running(office: Office) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts commands as processes, and ends those that are still there afterwards."""
    started: list[subprocess.Popen[str]] = []

    def start(*args: str) -> subprocess.Popen[str]:
        started.append(office.process(*args))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()
