"""The log: one line per event, as `key=value` pairs or JSON, without secrets and control characters.

It is Python's own `logging`: an event's values travel in the record's attribute `values`, and one formatter writes a
line of this program's events and of the libraries' messages alike.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import threading
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from types import TracebackType
from typing import Literal, TextIO
from urllib.parse import quote

_LOGGER_NAME = "bot"
"""The logger of this program; all other loggers belong to libraries."""
_HIDDEN = "[hidden]"
_SHORTEST_SECRET = 4
"""In characters. Shorter values occur within ordinary words, and no platform's token is as short."""
_MAX_DEPTH = 8
"""Lists and tables nested deeper than this are logged as text."""

_LEVELS = {
    "failed_again": logging.DEBUG,
    "waits": logging.WARNING,
    "expired": logging.WARNING,
    "noted": logging.WARNING,
    "notice": logging.WARNING,
    "retry_later": logging.WARNING,
    "fault": logging.WARNING,
    "unsure": logging.WARNING,
    "not_renewed": logging.WARNING,
    "needs_editor": logging.ERROR,
    "failed": logging.ERROR,
    "halted": logging.ERROR,
}
"""The level of an event by the last word of its name; all other events are logged at INFO.

An event that says why posts are held is logged at WARNING.
"""

# The names that platforms give to secrets, in a query, a header, a form or JSON. The names oauth_* are from RFC 5849,
# section 3.5.1: https://www.rfc-editor.org/rfc/rfc5849#section-3.5.1
_SECRET_NAME = r"(?: [a-z_]*token | client_secret | app_?secret(?:_proof)? | oauth_\w+ | api_?key | password )"
_TOKEN_LIKE = re.compile(
    rf"""
      (?P<key> \b {_SECRET_NAME} (?: ["']? \s* = \s* ["']? | \\?["'] \s* : \s* \\?["'] ) ) [^\s"'&,;()<>\[\]{{}}\\]+
    | (?P<bearer> \b bearer \s+ ) [\w.~+/%=-]{{16,}}
    | (?P<user> :// [^\s:/@]* : ) [^\s@/]+ (?= @ )
    | \b EAA [a-z0-9]{{12,}}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SECRET_KEY = re.compile(r"token|secret|password|authorization|api_?key|cookie", re.IGNORECASE)

_COLOURS = {
    "debug": "\x1b[2m",
    "info": "\x1b[32m",
    "warning": "\x1b[33m",
    "error": "\x1b[31m",
    "critical": "\x1b[31;1m",
}
_DIM, _PLAIN = "\x1b[2m", "\x1b[0m"


def configure_logging(
    format: Literal["text", "json"] = "text",  # noqa: A002 - the name of the option on the command line
    level: str = "info",
    secrets: Collection[str] = (),
    stream: TextIO | None = None,
    zone: tzinfo | None = None,
) -> None:
    """Log this program's events from `level` up, and those of libraries from WARNING up, to `stream` (default: stderr).

    Libraries are never logged below WARNING: at DEBUG, tweepy and urllib3 print keys, and URLs that hold tokens.
    `secrets` are hidden wherever they occur, and so is everything that looks like a token. Uncaught exceptions are
    logged in the same way, so that no traceback shows a secret. May be called again.

    Times are in UTC, but on a terminal in `zone`, where a person reads them.
    """
    stream = stream or sys.stderr
    threshold = logging.getLevelNamesMapping()[level.upper()]
    is_read = format == "text" and stream.isatty()
    in_colour = is_read and not os.environ.get("NO_COLOR")  # https://no-color.org
    handler = _LineHandler(stream)
    handler.addFilter(lambda record: record.name == _LOGGER_NAME or record.levelno >= logging.WARNING)
    render = _json_line if format == "json" else _text_line(in_colour, zone if is_read else None)
    handler.setFormatter(_EventFormatter(redaction(secrets), render))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(threshold, logging.WARNING))
    logging.getLogger(_LOGGER_NAME).setLevel(threshold)
    logging.captureWarnings(True)
    sys.excepthook = _log_crash
    threading.excepthook = lambda crash: _log_crash(crash.exc_type, crash.exc_value, crash.exc_traceback)


def announce(event: str, /, **values: object) -> None:
    """Log one event, such as "delivery.sent", with its values. `exc_info=exc` adds a traceback."""
    level = logging.WARNING if "held" in values else _LEVELS.get(event.rpartition(".")[2], logging.INFO)
    exc = values.pop("exc_info", None)
    exc_info = exc if isinstance(exc, BaseException) else None
    logging.getLogger(_LOGGER_NAME).log(level, event, exc_info=exc_info, extra={"values": values})


def redaction(secrets: Collection[str]) -> Callable[[str], str]:
    """Make a function that hides these secrets, and everything that looks like a token, in a text."""
    forms = {form for secret in secrets if len(secret) >= _SHORTEST_SECRET for form in _written_forms(secret)}
    longest_first = sorted(forms, key=len, reverse=True)
    known = re.compile("|".join(map(re.escape, longest_first))) if forms else None

    def hide(text: str) -> str:
        if known:
            text = known.sub(_HIDDEN, text)
        return _TOKEN_LIKE.sub(lambda match: (match["key"] or match["bearer"] or match["user"] or "") + _HIDDEN, text)

    return hide


class _LineHandler(logging.StreamHandler[TextIO]):
    """A handler that, if a line cannot be written, reports only that.

    The standard one would then print the whole event, with all its secrets.
    """

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        fault = sys.exc_info()[0]
        with suppress(OSError, ValueError):
            print(f"a log line of {record.name} could not be written: {fault and fault.__name__}", file=sys.stderr)


def _log_crash(kind: type[BaseException], exc: BaseException | None, traceback: TracebackType | None) -> None:
    """Log an uncaught exception; Ctrl-C is handled as Python does by default."""
    if exc is None or issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, exc or kind(), traceback)
    else:
        logging.getLogger(_LOGGER_NAME).critical("program.crashed", exc_info=(kind, exc, traceback))


def _written_forms(secret: str) -> set[str]:
    """The secret as it is, as URLs and forms encode it, and as JSON and `repr` escape it."""
    return {secret, quote(secret, safe=""), json.dumps(secret)[1:-1], repr(secret)[1:-1]}


class _EventFormatter(logging.Formatter):
    """Makes a record's table of plain values, hides secrets in it, and writes it as a line by `render`."""

    def __init__(self, hide: Callable[[str], str], render: Callable[[dict[str, object]], str]) -> None:
        super().__init__()
        self._hide = hide
        self._render = render

    def format(self, record: logging.LogRecord) -> str:
        values: dict[str, object] = dict(getattr(record, "values", {}))
        if record.name != _LOGGER_NAME:
            values["logger"] = record.name
        if record.exc_info:
            values["exception"] = self.formatException(record.exc_info)
        first = {"timestamp": _iso(record.created), "level": record.levelname.lower(), "event": record.getMessage()}
        return self._render(_table(first | values | first, self._hide, 0))


def _iso(seconds: float) -> str:
    """A moment, in seconds since 1970, as "2026-11-23T10:00:00.000000Z"."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def _table(table: Mapping[str, object], hide: Callable[[str], str], depth: int) -> dict[str, object]:
    return {
        hide(str(key)): _HIDDEN
        if isinstance(value, str) and _SECRET_KEY.search(str(key))
        else _plain(value, hide, depth)
        for key, value in table.items()
    }


def _plain(value: object, hide: Callable[[str], str], depth: int) -> object:
    if isinstance(value, Mapping) and depth < _MAX_DEPTH:
        return _table(value, hide, depth + 1)
    if isinstance(value, list | tuple | set | frozenset) and depth < _MAX_DEPTH:
        return [_plain(element, hide, depth + 1) for element in value]
    text = str(value)
    redacted = hide(text)
    is_itself = value is None or isinstance(value, bool | int | float)
    return value if is_itself and redacted == text else redacted


def _json_line(event: dict[str, object]) -> str:
    return json.dumps(event)


def _text_line(in_colour: bool, zone: tzinfo | None) -> Callable[[dict[str, object]], str]:
    """A function that makes the line `2026-11-23T10:00:00Z info delivery.sent account=mtt …`.

    In a terminal, lines have colours and a traceback stands on indented lines of its own.
    """

    def render(event: dict[str, object]) -> str:
        timestamp, level, name = (_printable(str(event.pop(key))) for key in ("timestamp", "level", "event"))
        timestamp = _in_zone(timestamp, zone) if zone else timestamp
        traceback = str(event.pop("exception", "")) if in_colour else ""
        pairs = "".join(f" {_dim(f'{_printable(key)}=')}{_value_text(value)}" for key, value in event.items())
        traceback_lines = "".join(f"\n    | {_printable(line)}" for line in traceback.splitlines())
        coloured = f"{_COLOURS.get(level, '')}{level}{_PLAIN}" if in_colour else level
        return f"{_dim(timestamp)} {coloured} {name}{pairs}{traceback_lines}"

    def _dim(text: str) -> str:
        return f"{_DIM}{text}{_PLAIN}" if in_colour else text

    return render


def _in_zone(timestamp: str, zone: tzinfo) -> str:
    """A time of the log as the clock on the newsroom's wall shows it: "2026-11-23 19:00:05"."""
    return f"{datetime.fromisoformat(timestamp).astimezone(zone):%Y-%m-%d %H:%M:%S}"


def _value_text(value: object) -> str:
    """A value as one word: texts that hold more are quoted, other values are written as JSON."""
    if not isinstance(value, str):
        return _printable(json.dumps(value, ensure_ascii=False))
    if value and value.isprintable() and not re.search(r"""[\s"'=\\]""", value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_printable(escaped)}"'


def _printable(text: str) -> str:
    """Escape control characters, line ends and marks of writing direction, which could forge a log line."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)
