"""What `bot demo` shows: a small news site, the platforms' sandbox, and a bot that posts from one to the other."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from rich.console import Console
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from bot import wiring
from bot.desk import Desk
from bot.errors import SandboxError
from bot.outbox.rules.pacing import Pace
from bot.platforms import PLATFORMS, sandbox_accounts
from bot.sandbox import Sandbox
from bot.sandbox.articles import SampleArticle, sample_articles
from bot.sandbox.newsroom import Newsroom
from bot.scheduler import Scheduler
from bot.settings import Settings
from bot.settings.loading import settings_from_text
from bot.settings.starter import SAMPLE, settings_text

TIMEOUT_SECONDS = 18
"""After this long the demo gives up, so that it always ends within 20 seconds."""

PACE = {"BOT_WATCH__EVERY": "1s", "BOT_WATCH__HOLD": "1s", "BOT_WATCH__ALLOW_PRIVATE": "true"}
"""Short waits, because somebody is watching; a real newsroom waits for minutes."""


@dataclass
class Stage:
    """The parts of the demo."""

    console: Console
    articles: list[SampleArticle]
    """The articles that are published during the demo."""
    newsroom: Newsroom
    sandbox: Sandbox
    desk: Desk
    baseline: threading.Event = field(default_factory=threading.Event)
    """Set when the bot has read the site for the first time."""
    posted: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    """Released once for each post that was sent."""
    ends_at: float = field(default_factory=lambda: time.monotonic() + TIMEOUT_SECONDS)
    """When the demo gives up, as `time.monotonic()` counts."""

    @classmethod
    def set_up(cls, stack: ExitStack, console: Console) -> Stage:
        """Start the news site and the sandbox, and open the desk; the bot does not run yet. `stack` closes them."""
        bathhouse, ferry, summit, _, prints = sample_articles()
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bot-demo-")))
        newsroom = stack.enter_context(Newsroom())
        newsroom.publish(prints)
        sandbox = stack.enter_context(Sandbox(accounts=sandbox_accounts()))
        environ = sandbox.credentials | PACE | {"BOT_SANDBOX": sandbox.url}
        stage: Stage
        desk = stack.enter_context(
            wiring.open_desk(
                _settings(folder, newsroom.url, environ),
                environ,
                lambda event, /, **values: stage.note(event, values),
            )
        )
        stage = cls(console, [bathhouse, ferry, summit], newsroom, sandbox, desk)
        return stage

    @contextmanager
    def running_bot(self) -> Iterator[None]:
        """Run the same scheduler as `bot run`, in a thread, while the `with` block runs."""
        finish = threading.Event()
        thread = threading.Thread(target=Scheduler(self.desk, finish).run, name="bot run")
        thread.start()
        try:
            yield
        finally:
            finish.set()
            thread.join()

    def perform(self, stop: threading.Event) -> None:
        """Publish the articles one by one, each when the one before is on every platform; end early when `stop` is set.

        Raises SandboxError after TIMEOUT_SECONDS.
        """
        accounts = self.desk.settings.accounts
        titles = " and ".join(dict.fromkeys(PLATFORMS[account.platform].title for account in accounts))
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=self.console) as progress:
            bar = progress.add_task(f"posts on {titles}", total=len(self.articles) * len(accounts))
            self._wait_for(self.baseline.wait)
            for article in self.articles:
                if stop.is_set():
                    break
                self.console.print(f"[bold]the newsroom publishes[/bold] {article.title}")
                self.newsroom.publish(article)
                for _ in accounts:
                    self._wait_for(lambda timeout: self.posted.acquire(timeout=timeout))
                    progress.advance(bar)

    def _wait_for(self, wait: Callable[[float], bool]) -> None:
        if not wait(max(0.0, self.ends_at - time.monotonic())):
            raise SandboxError(
                f"the demo was not done after {TIMEOUT_SECONDS} seconds: the lines above say what held it up"
            )

    def note(self, event: str, values: Mapping[str, object]) -> None:
        """Print an event of the bot."""
        if event in _EVENT_TEXTS:
            self.console.print(f"  [dim]{_EVENT_TEXTS[event].format_map(_Blanks(values))}[/dim]")
        if event == "site.baseline":
            self.baseline.set()
        elif event == "delivery.sent":
            self.posted.release()

    def show_posts(self) -> None:
        """Print every post in full, as the sandbox has stored it, and how many there are."""

        for timeline in self.sandbox.timelines():
            title = PLATFORMS[timeline.account.platform].title
            for post in timeline.posts:
                self.console.print(Panel(Text(post.text), title=title, title_align="left", width=90))
        counts = ", ".join(
            f"{len(timeline.posts)} on {PLATFORMS[timeline.account.platform].title}"
            for timeline in self.sandbox.timelines()
        )
        self.console.print(f"Posted: {counts}; each once, each with its link and the call to action.")


class _Blanks(dict[str, object]):
    """Values for `str.format_map` in which a missing one is blank."""

    def __missing__(self, key: str) -> str:
        return ""


_EVENT_TEXTS = {
    "site.feed_found": "the bot has found the feed {feed}",
    "site.baseline": "what the site shows already ({articles} article) is the baseline, and is not posted",
    "site.fault": "{site}: {fault}",
    "article.new": "a new article is held for a moment, in case its newsroom corrects it",
    "article.recorded": "not posted: {title}: {reason}",
    "delivery.sending": "sending to {account}",
    "delivery.sent": "{account} has it: {permalink}",
    "delivery.failed": "{account} does not take it: {reason}",
    "delivery.unsure": "{account}: {reason}",
    "delivery.retry_later": "{account} waits: {reason}",
    "account.halted": "{account} is halted: {reason}",
    "account.waits": "{account} waits: {reason}",
    "job.failed": "{job} failed: {error}",
}
"""For each event that the demo prints: its text, with the event's values in braces."""


def _settings(folder: Path, site: str, environ: Mapping[str, str]) -> Settings:
    """Those of the sample newsroom, with an account on every platform."""
    accounts = [(spec.starter_account or spec.name, spec.name) for spec in PLATFORMS.values()]
    text = settings_text(replace(SAMPLE, sites=[("Modern Tokyo News", site)], accounts=accounts))
    settings = settings_from_text(text, folder / "bot.toml", environ)
    return replace(settings, accounts=tuple(replace(account, pace=Pace()) for account in settings.accounts))
