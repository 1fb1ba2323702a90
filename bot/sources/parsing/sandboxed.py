"""Runs a parser of untrusted documents in a second process, with a time limit and without the bot's secrets."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

__all__ = ["SandboxedError", "Task", "read_sandboxed"]

Task = Literal["feed", "json_feed", "body", "article", "head", "json"]

_CHILD = Path(__file__).with_name("child.py")
# What Python needs to start and to find its libraries, and none of the bot's settings and secrets.
_PASSED_ON = ("PATH", "PYTHONPATH", "PYTHONHOME", "HOME", "SYSTEMROOT", "USERPROFILE", "APPDATA", "TEMP", "TMP")


_ROOT = str(_CHILD.parents[3])
"""The folder in which the package `bot` is."""


class SandboxedError(Exception):
    """The document could not be parsed, in time or at all; the text says why."""


def read_sandboxed(task: Task, parameters: Mapping[str, Any], content: bytes, *, seconds: float) -> Any:
    """The answer of `task` for `content`, which must come within `seconds`. Raises SandboxedError.

    `child.py` says for each task which `parameters` it takes, and what it answers.
    """
    try:
        child = subprocess.run(  # our own file
            [sys.executable, "-P", str(_CHILD)],
            input=json.dumps({"task": task, **parameters}).encode() + b"\n" + content,
            capture_output=True,
            timeout=seconds,
            check=True,
            env=_environment(),
        )
    except subprocess.TimeoutExpired as exc:
        raise SandboxedError(f"that takes longer than {seconds:g} s") from exc
    except subprocess.CalledProcessError as exc:
        last_line = exc.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise SandboxedError(f"its reader fails ({last_line[:100]!a})") from exc
    except OSError as exc:
        raise SandboxedError(f"no process can be started to read it ({exc.strerror})") from exc
    return json.loads(child.stdout)


def _environment() -> dict[str, str]:
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    path = [_ROOT, *filter(None, [passed_on.get("PYTHONPATH")])]
    return passed_on | {"PYTHONPATH": os.pathsep.join(path)}
