"""The log: one line an event, `key=value` or JSON, with no secret and no control character in any of them.

The one module that imports structlog, which takes longer to load than a short command takes to run: a command that
logs imports this when it begins to work.
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
from types import TracebackType
from typing import Literal, TextIO
from urllib.parse import quote

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

_OURS = "bot"
"""The logger of this program; every other one belongs to a library."""
_HIDDEN = "[hidden]"
_SHORTEST_SECRET = 4
"""What is shorter stands in every other word; no platform's token is."""
_DEEPEST = 8

_LEVELS = {
    "waits": logging.WARNING,
    "notice": logging.WARNING,
    "retry_later": logging.WARNING,
    "fault": logging.WARNING,
    "unsure": logging.WARNING,
    "needs_editor": logging.ERROR,
    "failed": logging.ERROR,
    "halted": logging.ERROR,
}
"""From the second word of an event's name to its level; all others are told at INFO."""

# What the platforms call their secrets, in a query, a header, a form or JSON (oauth_*: RFC 5849, section 3.5.1).
_SECRET_NAME = r"(?: [a-z_]*token | client_secret | app_?secret(?:_proof)? | oauth_\w+ | api_?key | password )"
_TOKEN_LIKE = re.compile(
    rf"""
      (?P<kept> \b {_SECRET_NAME} (?: ["']? \s* = \s* ["']? | \\?["'] \s* : \s* \\?["'] ) ) [^\s"'&,;()<>\[\]{{}}\\]+
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
) -> None:
    """Send every event of this program from `level` up, and every library's from WARNING up, to `stream` (stderr).

    Whatever `level` says, no library is heard below WARNING: at DEBUG, tweepy and urllib3 print keys and addresses
    with tokens. `secrets` are hidden wherever they stand, and so is what looks like a token. An exception that
    nobody caught goes the same way, so that its traceback shows no secret either. May be called again.
    """
    stream = stream or sys.stderr
    threshold = logging.getLevelNamesMapping()[level.upper()]
    in_colour = format == "text" and stream.isatty() and not os.environ.get("NO_COLOR")  # https://no-color.org
    handler = _LineHandler(stream)
    handler.addFilter(lambda record: record.name == _OURS or record.levelno >= logging.WARNING)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *_STAMPS],
            processors=[
                ProcessorFormatter.remove_processors_meta,
                _in_plain_words(redaction(secrets)),
                _json_line if format == "json" else _text_line(in_colour),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(threshold, logging.WARNING))
    logging.getLogger(_OURS).setLevel(threshold)
    logging.captureWarnings(True)
    structlog.configure(
        processors=[*_STAMPS, ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    sys.excepthook = _log_crash
    threading.excepthook = lambda crash: _log_crash(crash.exc_type, crash.exc_value, crash.exc_traceback)


def announce(event: str, /, **values: object) -> None:
    """Write one event, such as "delivery.sent", with its values. `exc_info=exc` adds a traceback."""
    level = _LEVELS.get(event.rpartition(".")[2], logging.INFO)
    structlog.get_logger(_OURS).log(level, event, **values)


def redaction(secrets: Collection[str]) -> Callable[[str], str]:
    """A function that hides these secrets, and what looks like a token, in a text of any kind."""
    forms = {form for secret in secrets if len(secret) >= _SHORTEST_SECRET for form in _written_forms(secret)}
    longest_first = sorted(forms, key=len, reverse=True)
    known = re.compile("|".join(map(re.escape, longest_first))) if forms else None

    def hide(text: str) -> str:
        if known:
            text = known.sub(_HIDDEN, text)
        return _TOKEN_LIKE.sub(lambda match: (match["kept"] or match["bearer"] or match["user"] or "") + _HIDDEN, text)

    return hide


_STAMPS: list[Processor] = [
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


class _LineHandler(logging.StreamHandler[TextIO]):
    """Where a line cannot be written, logging itself would print the event as it is, secrets and all."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        fault = sys.exc_info()[0]
        with suppress(OSError, ValueError):
            print(f"a log line of {record.name} could not be written: {fault and fault.__name__}", file=sys.stderr)


def _log_crash(kind: type[BaseException], exc: BaseException | None, traceback: TracebackType | None) -> None:
    if exc is None or issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, exc or kind(), traceback)
    else:
        structlog.get_logger(_OURS).critical("program.crashed", exc_info=(kind, exc, traceback))


def _written_forms(secret: str) -> set[str]:
    """As it is, as a URL or form holds it, and as JSON or `repr` does."""
    return {secret, quote(secret, safe=""), json.dumps(secret)[1:-1], repr(secret)[1:-1]}


def _in_plain_words(hide: Callable[[str], str]) -> Processor:
    """Turns an event into texts, numbers, lists and tables with nothing secret in them, the time and level first."""

    def process(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        first = [(key, event.pop(key)) for key in ("timestamp", "level", "event")]
        return _table(dict([*first, *event.items()]), hide, 0)

    return process


def _table(table: Mapping[str, object], hide: Callable[[str], str], depth: int) -> dict[str, object]:
    return {
        hide(str(key)): _HIDDEN
        if isinstance(value, str) and _SECRET_KEY.search(str(key))
        else _plain(value, hide, depth)
        for key, value in table.items()
    }


def _plain(value: object, hide: Callable[[str], str], depth: int) -> object:
    if isinstance(value, Mapping) and depth < _DEEPEST:
        return _table(value, hide, depth + 1)
    if isinstance(value, list | tuple | set | frozenset) and depth < _DEEPEST:
        return [_plain(element, hide, depth + 1) for element in value]
    text = str(value)
    hidden = hide(text)
    is_itself = value is None or isinstance(value, bool | int | float)
    return value if is_itself and hidden == text else hidden


def _json_line(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    return json.dumps(event)


def _text_line(in_colour: bool) -> Processor:
    """`2026-11-23T10:00:00Z info delivery.sent account=mtt …`; on a terminal a traceback stands below, indented."""

    def render(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
        stamp, level, name = (_printable(str(event.pop(key))) for key in ("timestamp", "level", "event"))
        traceback = str(event.pop("exception", "")) if in_colour else ""
        pairs = "".join(f" {_dim(f'{_printable(key)}=')}{_shown(value)}" for key, value in event.items())
        below = "".join(f"\n    | {_printable(line)}" for line in traceback.splitlines())
        coloured = f"{_COLOURS.get(level, '')}{level}{_PLAIN}" if in_colour else level
        return f"{_dim(stamp)} {coloured} {name}{pairs}{below}"

    def _dim(text: str) -> str:
        return f"{_DIM}{text}{_PLAIN}" if in_colour else text

    return render


def _shown(value: object) -> str:
    """A text that could be taken for more than one is quoted; what is no text stands as JSON."""
    if not isinstance(value, str):
        return _printable(json.dumps(value, ensure_ascii=False))
    if value and value.isprintable() and not re.search(r"""[\s"'=\\]""", value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_printable(escaped)}"'


def _printable(text: str) -> str:
    """Control characters, line ends and what turns the direction of writing are escaped: they could forge a line."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)
