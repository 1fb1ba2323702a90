"""Traces the way of one article through the bot, from the feed to the posts, and counts its files and its turns.

    .venv/bin/python bench/article_way.py

A local news site and the sandbox stand in for the world. `bot once` runs three times in this process: for the baseline,
for a first article, so that every module is loaded, and for a second article, whose way is traced with `sys.setprofile`
in all threads. Printed are

- the files in the order in which a function of theirs was first entered, without what the sandbox and its site run;
- the crossings: calls on the main thread from one of the packages `PACKAGES` into another, where the caller is the
  nearest function on the stack that belongs to one of them. A generator that goes on counts as a call;
- the turns back: calls from a file of a later step into one of an earlier step. The steps are those of `STEPS`: the
  way in is `bot/sources` and the desk's folder `WAY_IN`, the way out is the rest of the desk. Entering the outbox is
  never a turn back, for both ways work with it; nor is a call by what only begins the steps (`once.py`).

"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from types import FrameType

import bot
from bot.cli import main as bot_command
from bot.sandbox import Sandbox
from bot.sandbox.articles import sample_articles
from bot.sandbox.newsroom import Newsroom

ROOT = Path(bot.__file__).parent
PACKAGES = ("sources", "desk", "outbox", "writing", "platforms")
STEPS = ("way in", "outbox", "way out", "writing", "platforms")
WAY_IN = "ingest"
"""The folder of the desk in which articles are brought from their sites into the outbox."""
BEGINS_THE_STEPS = {"__init__.py", "once.py"}

BOT_TOML = """\
timezone = "UTC"
sandbox = "{sandbox}"
[watch]
every = "1s"
hold = "0s"
allow_private = true
[appeal]
text = "Please support us with a donation: news.example/donate"
[[sites]]
name = "News"
url = "{site}"
[[accounts]]
name = "x"
platform = "{x}"
gap = "0s"
[[accounts]]
name = "page"
platform = "facebook"
gap = "0s"
"""


def package_of(file: str) -> str:
    return file.partition("/")[0]


def step_of(file: str) -> str:
    """The step to which a file belongs; "" for none."""
    package, _, name = file.partition("/")
    if package not in {"sources", "desk"}:
        return package if package in PACKAGES else ""
    if package == "desk" and Path(name).name in BEGINS_THE_STEPS:
        return ""
    return "way in" if package == "sources" or WAY_IN in Path(name).parts else "way out"


def turns_back(caller: str, callee: str) -> bool:
    """Whether a call from a function of the one file to one of the other leads from a later step into an earlier."""
    start, end = step_of(caller), step_of(callee)
    return bool(start and end) and end != "outbox" and STEPS.index(end) < STEPS.index(start)


@dataclass
class Way:
    """What was traced."""

    files: dict[str, None] = field(default_factory=dict)
    """In the order in which they were first entered."""
    calls: Counter[tuple[str, str]] = field(default_factory=Counter)
    """On the main thread, from a file of `PACKAGES` into another file of them."""

    def note(self, frame: FrameType, event: str, _argument: object) -> None:
        callee = file_of(frame) if event == "call" else None
        if callee is None or is_of_sandbox(frame):
            return
        self.files.setdefault(callee)
        on_main_thread = threading.current_thread() is threading.main_thread()
        if on_main_thread and package_of(callee) in PACKAGES and (caller := calling_file(frame)):
            self.calls[caller, callee] += 1

    @contextmanager
    def traced(self) -> Iterator[None]:
        threading.setprofile(self.note)
        sys.setprofile(self.note)
        try:
            yield
        finally:
            sys.setprofile(None)
            threading.setprofile(None)  # type: ignore[arg-type]


def file_of(frame: FrameType) -> str | None:
    """The file of a function of the bot, below its root; None for any other code, and while a module is loaded."""
    path = frame.f_code.co_filename
    if not path.startswith(f"{ROOT}{os.sep}") or frame.f_code.co_name == "<module>":
        return None
    return Path(path).relative_to(ROOT).as_posix()


def callers(frame: FrameType) -> Iterator[FrameType]:
    caller = frame.f_back
    while caller is not None:
        yield caller
        caller = caller.f_back


def is_of_sandbox(frame: FrameType) -> bool:
    """Whether the function stands in for the world, or is called by one that does."""
    return any((file_of(each) or "").startswith("sandbox/") for each in (frame, *callers(frame)))


def calling_file(frame: FrameType) -> str | None:
    """The file of the nearest caller that belongs to one of the packages."""
    files = (file_of(caller) for caller in callers(frame))
    return next((file for file in files if file and package_of(file) in PACKAGES), None)


def bot_once() -> None:
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        status = bot_command(["once"], standalone_mode=False)
    if status:
        raise SystemExit(f"`bot once` ended with {status}: {said.getvalue()}")


def sandbox_of_this_version() -> Sandbox:
    """With an account on each platform; older versions bring those accounts themselves."""
    try:
        from bot.platforms import sandbox_accounts
    except ImportError:
        from bot.writing.measure import weighted_length

        return Sandbox(length_of=weighted_length)
    return Sandbox(accounts=sandbox_accounts())


def name_of_x() -> str:
    from bot.platforms import PLATFORMS

    return "x" if "x" in PLATFORMS else "twitter"


def trace() -> Way:
    """The way of one article that is posted on two accounts."""
    first, second, *_ = sample_articles()
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="article-way-")))
        opened.enter_context(chdir(folder))
        newsroom = opened.enter_context(Newsroom())
        sandbox = opened.enter_context(sandbox_of_this_version())
        settings = BOT_TOML.format(sandbox=sandbox.url, site=newsroom.url, x=name_of_x())
        (folder / "bot.toml").write_text(settings, "utf-8")
        os.environ.update(sandbox.credentials)
        bot_once()
        newsroom.publish(first)
        bot_once()
        newsroom.publish(second)
        way = Way()
        with way.traced():
            bot_once()
        posted = [len(timeline.posts) for timeline in sandbox.timelines()]
        if posted != [2, 2]:
            raise SystemExit(f"not every article is on every timeline: {posted}")
    return way


def tell(way: Way) -> None:
    crossings = {pair: calls for pair, calls in way.calls.items() if len(set(map(package_of, pair))) == 2}
    back = {pair: calls for pair, calls in way.calls.items() if turns_back(*pair)}
    print("\n".join(way.files))
    in_packages = sum(package_of(file) in PACKAGES for file in way.files)
    print(f"\n{len(way.files)} files, {in_packages} of them in {', '.join(PACKAGES)}")
    print(f"{sum(crossings.values())} crossings between packages, by {len(crossings)} pairs of files")
    between = Counter[tuple[str, str]]()
    for (caller, callee), calls in crossings.items():
        between[package_of(caller), package_of(callee)] += calls
    for (start, end), calls in between.most_common():
        print(f"  {start} → {end}: {calls}")
    print(f"{len(back)} turns back")
    for (caller, callee), calls in back.items():
        print(f"  {caller} → {callee} ({step_of(caller)} → {step_of(callee)}), {calls} times")


if __name__ == "__main__":
    tell(trace())
