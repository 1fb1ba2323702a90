"""Leaves the search for garbage out of commands that soon end."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting_no_garbage() -> Iterator[None]:
    """Lets Python not look for garbage, neither meanwhile nor, among what is there then, when the program ends.

    A command that soon ends loads many modules and leaves hardly any garbage; the search took a fifth of its time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    atexit.register(gc.freeze)
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
