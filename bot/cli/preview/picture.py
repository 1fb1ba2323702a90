"""The HTML page as a PNG picture, taken with a Chromium, Chrome or Edge of this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.preview.page import page
from bot.errors import PictureError

if TYPE_CHECKING:
    from bot.desk.report.preview import Preview

WIDTH = 1216
"""In pixels: room for a post on a desktop and one on a phone, side by side."""
_TALLEST = 16_000
"""In pixels; Chromium draws no more than 16,384."""
_SECONDS = 60
_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
"""The names and paths under which the browsers are looked for."""
_MEASURE = "document.documentElement.dataset.height = Math.ceil(document.body.getBoundingClientRect().height);"
"""The script that writes the page's height into the page."""


def find_browser(name_or_path: str = "") -> str:
    """The path of the browser that `name_or_path` or else the variable CHROME_PATH names, or of the first one found.

    Raises PictureError if there is none.
    """
    requested = name_or_path or os.environ.get("CHROME_PATH", "")
    for name in [requested] if requested else _NAMES:
        if path := shutil.which(name):
            return path
    if requested:
        raise PictureError(f"{requested} is no program that can be run: give the path of a Chromium, Chrome or Edge")
    raise PictureError(
        "a picture needs a Chromium, Chrome or Edge, and none is found: install one (Debian and Ubuntu: `apt install "
        "chromium`), name it with --browser or CHROME_PATH, or take the page, which needs none: --html FILE --open"
    )


def take_pictures(previews: Sequence[Preview], folder: Path, browser: str) -> list[Path]:
    """Write a picture of each post into `folder`, small enough to be sent round; return their paths.

    They are named after the accounts, and numbered where there are several articles. Raises PictureError.
    """
    paths = []
    for number, preview in enumerate(previews, 1):
        for account in preview.accounts:
            name = re.sub(r"[^\w.-]+", "-", account.account)
            path = folder / (f"{number}-{name}.png" if len(previews) > 1 else f"{name}.png")
            take_picture([replace(preview, accounts=(account,))], path, browser, largest_scale=1)
            paths.append(path)
    return paths


def take_picture(previews: Sequence[Preview], path: Path, browser: str, *, largest_scale: int = 2) -> None:
    """Write the page of these previews to `path` as a PNG, with up to so many pixels for each. Raises PictureError."""
    with tempfile.TemporaryDirectory(prefix="bot-preview-") as folder:
        measuring_page, final_page = Path(folder) / "measured.html", Path(folder) / "drawn.html"
        measuring_page.write_text(page(previews, script=_MEASURE), "utf-8")
        final_page.write_text(page(previews), "utf-8")
        height = _page_height(_run(browser, folder, 800, 1, "--dump-dom", measuring_page.as_uri()))
        if height > _TALLEST:
            raise PictureError(f"the picture would be {height} pixels high: choose one article, or an --account")
        scale = largest_scale if largest_scale * height <= _TALLEST else 1
        _run(browser, folder, height, scale, f"--screenshot={path.resolve()}", final_page.as_uri())
    if not path.is_file():
        raise PictureError(f"{browser} has written no picture to {path}: can it write there?")


def _page_height(dom: str) -> int:
    match = re.search(r'data-height="(\d+)"', dom)
    if match is None:
        raise PictureError("the browser does not say how high the page is: is it a Chromium of the last two years?")
    return int(match[1])


def _run(browser: str, folder: str, height: int, scale: int, *task: str) -> str:
    """Run the browser without a window, and return what it prints. Its profile is in `folder`, which is temporary."""
    command = [
        browser,
        "--headless",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-sync",
        "--hide-scrollbars",
        "--disable-dev-shm-usage",
        f"--user-data-dir={folder}/profile",
        f"--window-size={WIDTH},{height}",
        f"--force-device-scale-factor={scale}",
        # Chromium refuses to run as root with its sandbox on, and in a container the user is often root.
        *(["--no-sandbox"] if _is_root() else []),
        *task,
    ]
    try:
        process = subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS)
    except (OSError, subprocess.SubprocessError) as exc:
        error_lines = (getattr(exc, "stderr", b"") or b"").decode(errors="replace").strip().splitlines()
        raise PictureError(f"{browser} has drawn nothing: {error_lines[-1] if error_lines else exc}") from exc
    return process.stdout.decode(errors="replace")


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
