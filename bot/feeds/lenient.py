"""Reads whatever feedparser can read, in a process of its own with a time limit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bot.feeds.found import Found

__all__ = ["LenientError", "read_leniently"]

_CHILD = Path(__file__).with_name("lenient_child.py")
# What Python needs to start and to find feedparser; of the program's own settings and secrets it needs none.
_PASSED_ON = ("PATH", "PYTHONPATH", "PYTHONHOME", "HOME", "SYSTEMROOT", "USERPROFILE", "APPDATA", "TEMP", "TMP")


class LenientError(Exception):
    """feedparser could not read it, in the time or at all; the text says which."""


def read_leniently(
    content: bytes, *, url: str, content_type: str, most: int, longest: int, seconds: float
) -> list[Found] | None:
    """At most `most` articles, no text longer than `longest`; None where `content` is no feed of any kind.

    Raises LenientError after `seconds`, and where the child fails.
    """
    asked = {"url": url, "content_type": content_type, "most": most, "longest": longest}
    try:
        child = subprocess.run(  # our own file
            [sys.executable, "-P", str(_CHILD)],
            input=json.dumps(asked).encode() + b"\n" + content,
            capture_output=True,
            timeout=seconds,
            check=True,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        )
    except subprocess.TimeoutExpired as exc:
        raise LenientError(f"that takes longer than {seconds:g} s") from exc
    except subprocess.CalledProcessError as exc:
        last_line = exc.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise LenientError(f"its reader fails ({last_line[:100]!a})") from exc
    except OSError as exc:
        raise LenientError(f"no process can be started to read it ({exc.strerror})") from exc
    answer = json.loads(child.stdout)
    if not answer["version"] and not answer["found"]:
        return None
    return [Found(**{**one, "tags": tuple(one["tags"])}) for one in answer["found"]]
