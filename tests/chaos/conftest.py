"""A newsroom with two X accounts and two Facebook Pages, bots that are killed, and an editor who looks things up."""

from __future__ import annotations

import json
import os
import queue
import re
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from bot.cli import main
from bot.desk import Desk
from bot.desk.upkeep import probe_account
from bot.outbox.rules.delivery import Attempt, Delivery, Status
from bot.outbox.store.processes import GONE_AFTER
from bot.outbox.store.tables import processes
from bot.platforms import PLATFORMS
from bot.sandbox import Newsroom, SampleArticle, Sandbox, SandboxAccount
from bot.sandbox.accounts import StoredPost, Timeline
from bot.settings import load_settings
from bot.wiring import open_desk, utc_now

ACCOUNTS = {
    "mtt": SandboxAccount(PLATFORMS["x"].stand_in(), "X"),
    "mtt-sports": SandboxAccount(PLATFORMS["x"].stand_in(), "SPORTS_X"),
    "page": SandboxAccount(PLATFORMS["facebook"].stand_in(), "FACEBOOK"),
    "page-sports": SandboxAccount(PLATFORMS["facebook"].stand_in(), "SPORTS_FACEBOOK"),
}

WITH_KEYS = {"masto": SandboxAccount(PLATFORMS["mastodon"].stand_in(), "MASTODON")}
"""The account that posts in two steps; in bot.toml only where a test names it."""

FEED_LENGTH = 60
"""Articles in the site's feed."""

SETTINGS = """\
database = "{database}"
timezone = "Asia/Tokyo"
sandbox = "{sandbox}"

[watch]
every = "1s"
hold = "{hold}"
burst = 1000
allow_private = true

[reconcile]
looks = ["1s", "2s"]

[appeal]
text = "Please support us with a donation: PayPal sawakoart@gmail.com"

[[sites]]
name = "Modern Tokyo News"
url = "{site}"
"""

ACCOUNT = """
[[accounts]]
name = "{name}"
platform = "{account.platform}"
secrets = "{account.prefix}"
gap = "0s"
"""

TALE = """
    the ministers of both countries agreed on trade energy fishing and schools after long talks in Kyoto although
    nobody had expected that a plan would be ready before the summer and many towns along the coast wait for help
"""


def article_like_no_other(number: int) -> SampleArticle:
    """Two that read alike would be one to the bot."""
    draw, words = Random(number), TALE.split()
    sentences = [
        f"{' '.join(draw.choices(words, k=9)).capitalize()} in case {number}, part {part}." for part in range(1, 7)
    ]
    return SampleArticle(
        title=f"Case {number}: {' '.join(draw.sample(words, 4))}",
        slug=f"case-{number}",
        author="A Reporter",
        tags=("Japan",),
        language="en",
        body="".join(f"<p>{sentence}</p>" for sentence in sentences),
    )


class RunningBot:
    """A bot in a process of its own, and what it announces."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self.process = process
        self._told: queue.Queue[dict[str, Any]] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, args=(log,))
        self._listener.start()

    def next_event(self, patience: float) -> dict[str, Any]:
        """What it announces next. Raises queue.Empty where it says nothing for `patience` seconds."""
        return self._told.get(timeout=patience)

    def wait_for(self, event: str, patience: float = 20) -> dict[str, Any]:
        """The next event of that name; whatever comes before it is passed over."""
        while (told := self.next_event(patience))["event"] != event:
            pass
        return told

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self._listener.join()

    def _listen(self, log: Path) -> None:
        assert self.process.stderr is not None
        with log.open("a") as kept, self.process.stderr as lines:
            for line in lines:
                kept.write(line)
                # The last line of a bot that was killed may be half a line.
                if line.endswith("}\n"):
                    self._told.put(json.loads(line))


@dataclass
class Office:
    """A newsroom's folder, and what its bots reach from there."""

    folder: Path
    database: str
    """Its address; where another is meant, its own is handed in."""
    newsroom: Newsroom
    sandbox: Sandbox
    accounts: dict[str, SandboxAccount] = field(default_factory=lambda: ACCOUNTS)
    left_to_editor: Counter[str] = field(default_factory=Counter)
    """By account, how many posts a person had to look up."""

    def write_settings(self, *names: str, hold: str = "0s", more: str = "") -> None:
        places = {"database": self.database, "sandbox": self.sandbox.url, "site": self.newsroom.url}
        parts = [SETTINGS.format(**places, hold=hold), more]
        parts += [ACCOUNT.format(name=name, account=self._account(name)) for name in names or self.accounts]
        (self.folder / "bot.toml").write_text("".join(parts), "utf-8")

    def write_secrets(self) -> None:
        path = self.folder / ".env"
        path.write_text("".join(f"{name}={value}\n" for name, value in self.sandbox.credentials.items()), "utf-8")
        path.chmod(0o600)

    def probe(self, *names: str) -> None:
        """Find out that these accounts can post in two steps, so that they do from now on."""
        with self.desk() as desk:
            for account in desk.settings.accounts:
                if account.name in names:
                    assert probe_account(desk, account).refusal == ""

    def publish(self, number: int, at: datetime | None = None) -> str:
        """Put an article on the site, dated `at` or now; return its address."""
        return self.newsroom.publish(article_like_no_other(number), at)

    def room_in_feed(self, published: int) -> int:
        """How many more articles the feed can take, after so many, before it shows none that a bot has read.

        Such a feed is held for an editor: it may be that only the names of its articles are new.
        """
        read = {delivery.link for delivery in self.deliveries()}
        return FEED_LENGTH - 1 - (published - len(read))

    def bot(self, *args: str, database: str = "") -> Result:
        """Run a command in this process, as an editor would beside the running bot."""
        environ = {"BOT_DATABASE": database or self.database}
        return CliRunner().invoke(main, [*args, "--config", str(self.folder / "bot.toml")], env=environ)

    @contextmanager
    def python(self, *command: str, stderr: int | None = None) -> Iterator[subprocess.Popen[str]]:
        """A Python process in the newsroom's folder, gone when the block ends."""
        environ = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
        pipe = subprocess.PIPE
        with subprocess.Popen(
            [sys.executable, *command],
            cwd=self.folder,
            env=environ,
            stdin=pipe,
            stdout=pipe,
            stderr=stderr,
            text=True,
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    @contextmanager
    def running(self, level: str = "info") -> Iterator[RunningBot]:
        """`bot run`, which announces what is of that level, killed when the block ends."""
        command = ("-m", "bot", "run", "--log-format", "json", "--log-level", level)
        with self.python(*command, stderr=subprocess.PIPE) as process:
            bot = RunningBot(process, self.folder / "bot.log")
            try:
                yield bot
            finally:
                bot.kill()

    @contextmanager
    def desk(self, *, now: Callable[[], datetime] = utc_now, database: str = "") -> Iterator[Desk]:
        """A desk in this process, which announces nothing."""
        environ = {"BOT_DATABASE": database or self.database}
        settings = load_settings(self.folder / "bot.toml", environ)
        with open_desk(settings, os.environ, lambda event, /, **_: None, now=now) as opened:
            yield opened

    def let_every_bot_fall_silent(self) -> None:
        """Put back the last beat of every process, as if it had been silent for longer than one that lives can be."""
        engine = sa.create_engine(self.database)
        with engine.begin() as connection:
            connection.execute(sa.update(processes).values(beat_at=utc_now() - 2 * GONE_AFTER))
        engine.dispose()

    def deliveries(self, database: str = "") -> list[Delivery]:
        with self.desk(database=database) as desk:
            return desk.outbox.listed(tuple(Status))

    def attempts_at(self, delivery: Delivery) -> list[Attempt]:
        with self.desk() as desk:
            return desk.outbox.attempts_at(delivery.id)

    def posts(self, name: str) -> list[tuple[str, StoredPost]]:
        """What stands on the account's timeline, oldest first, each with the link of its article."""
        return [(self._link_in(post), post) for post in self._timeline(name).posts]

    def settle_as_editor(self, database: str = "") -> int:
        """What the bot leaves to a person: look on the platform for each post that it cannot find, and say so.

        Return how many that were.
        """
        left = [one for one in self.deliveries(database) if one.status is Status.UNSURE and one.look_at is None]
        for delivery in left:
            self._resolve(delivery, database)
            self.left_to_editor[delivery.account] += 1
        return len(left)

    def _resolve(self, delivery: Delivery, database: str) -> None:
        stored = next((post for link, post in self.posts(delivery.account) if link == delivery.link), None)
        said = ["--sent", f"https://www.facebook.com/{stored.id}"] if stored else ["--not-sent"]
        result = self.bot("resolve", str(delivery.id), *said, "--yes", database=database)
        assert result.exit_code == 0, result.output

    def _timeline(self, name: str) -> Timeline:
        return next(line for line in self.sandbox.timelines() if line.account == self._account(name))

    def _account(self, name: str) -> SandboxAccount:
        return WITH_KEYS.get(name) or self.accounts[name]

    def _link_in(self, post: StoredPost) -> str:
        return re.findall(re.escape(self.newsroom.url) + r"\S*", post.text)[-1]


@dataclass
class JumpingClock:
    """The machine's clock, wrong by `ahead`."""

    ahead: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return utc_now() + self.ahead

    def jump(self, **span: float) -> None:
        self.ahead += timedelta(**span)


@pytest.fixture
def clock() -> JumpingClock:
    return JumpingClock()


@pytest.fixture
def open_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], AbstractContextManager[Office]]:
    """Opens an office that has its database there."""
    for name in [name for name in os.environ if name.startswith(("BOT_", "X_", "TWITTER_", "FACEBOOK_", "MASTODON_"))]:
        monkeypatch.delenv(name)

    @contextmanager
    def opened(database: str) -> Iterator[Office]:
        with (
            Newsroom(feed_length=FEED_LENGTH) as newsroom,
            Sandbox(accounts=(ACCOUNTS | WITH_KEYS).values()) as sandbox,
        ):
            # Every post is let through, to be counted.
            sandbox.rules.duplicate_window = 0
            sandbox.rules.posts_in_window = 100_000
            made = Office(tmp_path, database, newsroom, sandbox)
            made.write_secrets()
            yield made

    return opened


@pytest.fixture
def office(open_office: Callable[[str], AbstractContextManager[Office]], database_url: str) -> Iterator[Office]:
    with open_office(database_url) as made:
        yield made
