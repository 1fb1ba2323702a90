"""A newsroom's folder with bot.toml and .env, a local news site, and the sandbox; all over real HTTP."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import PIPE
from urllib.parse import quote

import jsonschema
import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.platforms import sandbox_accounts
from bot.sandbox import Sandbox
from bot.sandbox.articles import SampleArticle, sample_articles
from bot.sandbox.newsroom import Newsroom

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "json-schema.json").read_text("utf-8"))


def must_keep_to_its_schema(args: Sequence[str], printed: object) -> None:
    """What any test sees printed with --json is what docs/json-schema.json says of that command."""
    command = next(word for word in args if word in main.commands)
    below = [word for word in args if word in getattr(main.commands[command], "commands", {})]
    name = " ".join(
        (command, *below, *(option for option in ("--dry-run", "--check", "--online", "--acts") if option in args))
    )
    of_this_command = SCHEMA | {"$ref": f"#/$defs/{quote(name)}"}
    jsonschema.Draft202012Validator(of_this_command).validate(printed)


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
platform = "x"
gap = "0s"

[[accounts]]
name = "page"
platform = "facebook"
gap = "0s"
"""


class Terminal:
    """A command on a terminal, with somebody who reads what it shows before they answer."""

    def __init__(self, start: Callable[[int], subprocess.Popen[str]], columns: int = 100) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self._process = start(theirs)
        os.close(theirs)
        self.shown = ""
        self._read_to = 0

    def read_until(self, text: str) -> str:
        """What was shown since the last call, up to that text."""
        while text not in self.shown[self._read_to :]:
            try:
                read = os.read(self._ours, 4096)
            except OSError:  # how Linux tells that nobody writes any more
                read = b""
            assert read, f"{text!r} never came:\n{self.shown}"
            self.shown += read.decode().replace("\r\n", "\n")
        begin, self._read_to = self._read_to, self.shown.index(text, self._read_to) + len(text)
        return self.shown[begin : self._read_to]

    def type(self, line: str) -> None:
        os.write(self._ours, f"{line}\n".encode())

    def end(self) -> int:
        """The exit code; all that was shown is in `shown` then."""
        with suppress(OSError):
            while read := os.read(self._ours, 4096):
                self.shown += read.decode().replace("\r\n", "\n")
        os.close(self._ours)
        return self._process.wait(30)


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

    def bot(self, *args: str, stdin: str = "", columns: int | None = None) -> Result:
        """Run the command in this process, in a pipe, or where `columns` are given for a terminal of that width."""
        environ = {"COLUMNS": str(columns) if columns else None}
        result = CliRunner().invoke(main, args, input=stdin, env=environ, prog_name="bot")
        if "--json" in args and result.stdout:
            must_keep_to_its_schema(args, json.loads(result.stdout))
        return result

    def on_terminal(self, *args: str, typed: str = "", columns: int = 80, **environ: str) -> tuple[int, str]:
        """Run the command as a process on a terminal of that width; return its exit code, and all that was shown."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        process = self.process(*args, stdin=theirs, stdout=theirs, stderr=theirs, **environ)
        os.close(theirs)
        os.write(ours, typed.encode())
        shown = b""
        with suppress(OSError):  # how Linux tells that nobody writes any more
            while read := os.read(ours, 4096):
                shown += read
        os.close(ours)
        return process.wait(30), shown.decode().replace("\r\n", "\n")

    def terminal(self, *args: str, **environ: str) -> Terminal:
        """Start the command on a terminal, to be answered step by step."""
        return Terminal(lambda tty: self.process(*args, stdin=tty, stdout=tty, stderr=tty, **environ))

    def json(self, *args: str) -> dict:
        result = self.bot(*args, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    def process(
        self, *args: str, stdin: int | None = None, stdout: int = PIPE, stderr: int = PIPE, **environ: str
    ) -> subprocess.Popen[str]:
        """Start the command as a process of its own."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("BOT_", "COLUMNS"))}
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *args],
            cwd=self.folder,
            env=inherited | environ,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            text=True,
        )

    def texts(self) -> dict[str, list[str]]:
        """What stands on the timelines, by platform, oldest first."""
        return {line.account.platform: [post.text for post in line.posts] for line in self.sandbox.timelines()}


@pytest.fixture
def temporary_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, as long as the test runs: `bot edit` keeps there a text that cannot go out."""
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)  # where Python remembers the folder
    return folder


@pytest.fixture
def office(tmp_path: Path, temporary_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("BOT_", "X_", "TWITTER_", "FACEBOOK_"))]:
        monkeypatch.delenv(name)
    with Newsroom() as newsroom, Sandbox(accounts=sandbox_accounts(("x", "facebook"))) as sandbox:
        made = Office(tmp_path, newsroom, sandbox)
        made.write_settings()
        made.write_secrets()
        yield made


@pytest.fixture
def burst(office: Office) -> Office:
    """Two new articles at once, where one is a burst already: IDs 1 to 4 are held."""
    office.write_settings(**{"[watch]": "[watch]\nburst = 1"})
    office.bot("once")
    for article in office.articles[:2]:
        office.newsroom.publish(article)
    office.bot("once")
    return office


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
