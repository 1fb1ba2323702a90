"""Every page of the documentation is followed from its top to its end, as its reader would follow it.

In a block called `console` each line that begins with `$` is typed in, and what the page shows below it must be what
comes back; `…` stands for anything. `bot run` and `bot sandbox` go on in a terminal of their own: a block that begins
without `$` shows what the last of them prints next. A block with a file's name, such as `toml bot.toml`, is written
to that file.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from typing import Any, Literal

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(?P<language>\w*)[ ]?(?P<name>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
GOES_ON = re.compile(r"(\w+=\S+ )*bot (run|sandbox)\b")
EXIT_CODE = re.compile(r"\s+# exits (\d)$")
SECONDS = 30
"""The longest that a page's reader waits for the next line."""


@dataclass(frozen=True)
class Block:
    language: Literal["console"] | str
    name: str
    text: str


@dataclass(frozen=True)
class Command:
    """`line` is typed in, "" for none; `shown` is what the page says comes back."""

    line: str
    shown: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        told = EXIT_CODE.search(self.line)
        return int(told[1]) if told else 0


def blocks_of(page: str) -> Iterator[Block]:
    for found in BLOCK.finditer(page):
        yield Block(found["language"], found["name"].strip(), found["text"])


def commands_of(block: Block) -> Iterator[Command]:
    line, shown = "", []
    for text in block.text.splitlines():
        if not text.startswith("$ "):
            shown.append(text)
            continue
        if line or shown:
            yield Command(line, tuple(shown))
        line, shown = text.removeprefix("$ "), []
    yield Command(line, tuple(shown))


def pattern_of(shown: tuple[str, ...]) -> re.Pattern[str]:
    lines = [".*" if line == "…" else ".*".join(map(re.escape, line.split("…"))) for line in shown]
    return re.compile(r"\s*" + r"\s*\n".join(lines) + r"\s*", re.DOTALL)


@dataclass
class Reader:
    """Follows a page in a folder that is empty at first. `cd` lasts until the next one."""

    folder: Path
    port: int
    environ: dict[str, str]
    going_on: list[tuple[subprocess.Popen[str], threading.Thread]] = field(default_factory=list)
    printed: Queue[str | None] = field(default_factory=Queue)

    @property
    def _where(self) -> Path:
        return Path(self.environ["HOME"]) / "where"

    @property
    def _terminal(self) -> dict[str, Any]:
        """What every command is started with."""
        printed = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        return {"cwd": self.folder, "env": self.environ, "stdin": subprocess.DEVNULL, **printed}

    def follow(self, page: str) -> None:
        for block in blocks_of(self._here(page)):
            if block.language == "console":
                for command in commands_of(block):
                    self._do(command)
            elif block.name:
                path = self.folder / block.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text, "utf-8")

    def _here(self, page: str) -> str:
        """With ports that are free here, and with the sandbox's site in the place of one in the world."""
        here = page.replace("8641", str(self.port + 1)).replace("8640", str(self.port))
        here = here.replace("$ bot sandbox\n", f"$ bot sandbox --port {self.port}\n")
        site = f"--allow-private http://127.0.0.1:{self.port + 1}"
        return here.replace("bot init https://moderntokyonews.com", f"bot init {site}")

    def _do(self, command: Command) -> None:
        if not command.line:
            self._wait_for(command.shown)
        elif GOES_ON.match(command.line):
            self._start(command.line)
            self._wait_for(command.shown)
        else:
            self._run(command)

    def _run(self, command: Command) -> None:
        ran = subprocess.run(
            ["bash", "-c", f"trap 'pwd >{self._where}' EXIT; {command.line}"],
            **self._terminal,
            timeout=SECONDS,
            check=False,
        )
        self.folder = Path(self._where.read_text("utf-8").strip())
        assert ran.returncode == command.exit_code, f"$ {command.line}\n{ran.stdout}"
        if command.shown:
            wanted = "\n".join(command.shown)
            assert pattern_of(command.shown).fullmatch(ran.stdout), f"$ {command.line}\n{ran.stdout}\n---\n{wanted}"

    def _start(self, line: str) -> None:
        process = subprocess.Popen(
            ["bash", "-c", f"exec env {line}"],
            **self._terminal,
        )
        self.printed = Queue()
        forwarding = threading.Thread(target=_forward, args=(process, self.printed))
        forwarding.start()
        self.going_on.append((process, forwarding))

    def _wait_for(self, shown: tuple[str, ...]) -> None:
        """Read on until each line has come, in this order; others may stand between them."""
        for line in filter(str.strip, shown):
            if line != "…":
                self._wait_for_line(pattern_of((line,)))

    def _wait_for_line(self, pattern: re.Pattern[str]) -> None:
        before = []
        while (printed := self.printed.get(timeout=SECONDS)) is not None:
            before.append(printed)
            if pattern.fullmatch(printed):
                return
        pytest.fail(f"it ended without {pattern.pattern}:\n{''.join(before)}")

    def end(self) -> None:
        for process, forwarding in self.going_on:
            process.terminate()
            process.wait(SECONDS)
            forwarding.join()


def _forward(process: subprocess.Popen[str], printed: Queue[str | None]) -> None:
    assert process.stdout is not None
    with process.stdout:
        for line in process.stdout:
            printed.put(line)
    printed.put(None)


def two_free_ports() -> int:
    """The first of two neighbours."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    scripts = Path(sys.executable).parent
    if not (scripts / "bot").exists():
        pytest.skip("the bot is not installed beside this Python: pip install -e .")
    kept = {name: os.environ[name] for name in ("LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    environ = kept | {"PATH": f"{scripts}:{os.environ['PATH']}", "HOME": str(tmp_path), "COLUMNS": "100", "TZ": "UTC"}
    environ["EDITOR"] = "sed -i s/Russian/RUSSIAN/"
    (tmp_path / "folder").mkdir()
    made = Reader(tmp_path / "folder", two_free_ports(), environ)
    yield made
    made.end()


def shown_name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=shown_name)
def test_a_page_can_be_followed_from_its_top_to_its_end(page: Path, reader: Reader) -> None:
    text = page.read_text("utf-8")
    if not any(block.language == "console" or block.name for block in blocks_of(text)):
        assert "```console" not in text
        return
    reader.follow(text)


@pytest.mark.parametrize("page", PAGES, ids=shown_name)
def test_every_command_of_the_bot_stands_where_it_is_run(page: Path) -> None:
    elsewhere = BLOCK.sub(lambda block: "" if block["language"] == "console" else block[0], page.read_text("utf-8"))
    assert not re.findall(r"(?m)^(?: {4}|\$ )(?:\w+=\S+ )*bot [a-z]+\b.*$", elsewhere)
