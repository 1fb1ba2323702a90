"""Checks single values of bot.toml, and converts them to what the program uses. Pure.

Each function takes a value as TOML or an environment variable gives it. It raises `InvalidValue` if the value cannot be
used; the message says what would be right.
"""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable, Collection
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from ipaddress import ip_address
from pathlib import PurePosixPath
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from bot.alerts.address import require_usable, shown
from bot.errors import SettingsError
from bot.outbox.rules.pacing import QuietHours
from bot.settings.values import DigestTime

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_SIZES = {"kB": 10**3, "MB": 10**6, "GB": 10**9}
_DATABASES = ("sqlite", "postgresql")


class InvalidValue(ValueError):
    """A value that cannot be used. The message quotes it and says what would be right."""


class VariableText(str):
    """A value from an environment variable, where numbers and booleans are text too."""

    __slots__ = ()


def did_you_mean(word: str, known: Collection[str]) -> str:
    """`did you mean "gap"?`, or "" if no known word is similar."""
    import difflib  # only needed after a mistake, and slow to load

    by_lower_case = {name.lower(): name for name in known}
    matches = difflib.get_close_matches(word.lower(), by_lower_case, n=1)
    return f'did you mean "{by_lower_case[matches[0]]}"?' if matches else ""


def text(value: object) -> str:
    """Any text, also an empty one."""
    if not isinstance(value, str):
        raise InvalidValue(f"{_quoted(value)} is not a text; write it in quotation marks")
    return str(value)


def nonempty_text(value: object) -> str:
    """A text that is not blank."""
    string = text(value)
    if not string.strip():
        raise InvalidValue("is empty")
    return string


def line(value: object) -> str:
    """A text without line breaks and other control characters, without blanks at its ends."""
    string = text(value).strip()
    if re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", string):
        raise InvalidValue(f"{_quoted(value)} has a line break or another control character; write it on one line")
    return string


def nonempty_line(value: object) -> str:
    """As `line`, but not empty."""
    string = line(value)
    if not string:
        raise InvalidValue("is empty")
    return string


def text_list(value: object) -> tuple[str, ...]:
    """A list of texts, none of them empty."""
    if not isinstance(value, list):
        hint = "; a variable cannot set a list" if isinstance(value, VariableText) else ""
        raise InvalidValue(f'{_quoted(value)} is not a list of texts; write ["one", "two"]{hint}')
    return tuple(nonempty_line(element) for element in value)


def terms(value: object) -> tuple[str, ...]:
    """A list of words, names or phrases, each with a letter or digit by which it can be found."""
    for term in (texts := text_list(value)):
        if not any(character.isalnum() for character in term):
            raise InvalidValue(f"{_quoted(term)} has no letter, so that nothing has it")
    return texts


def text_by_tag(value: object) -> dict[str, str]:
    """A table from tags to what stands for articles that have them, such as {"Courts" = "Court report"}."""
    is_table = isinstance(value, dict) and all(isinstance(text, str) and text.strip() for text in value.values())
    if not isinstance(value, dict) or not is_table or not all(tag.strip() for tag in value):
        raise InvalidValue(
            f'{_quoted(value)} is no table of tags and texts; write such as {{"Courts" = "Court report"}}'
        )
    return {tag: " ".join(text.split()) for tag, text in value.items()}


def languages(value: object) -> tuple[str, ...]:
    """A list of language tags, as in https://www.rfc-editor.org/info/bcp47, such as "en" or "pt-BR"."""
    for tag in (tags := text_list(value)):
        if not re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,4}", tag):
            raise InvalidValue(f'{_quoted(tag)} is no language; write its code, such as "en", "ja" or "pt-BR"')
    return tags


def language_or_list(value: object) -> tuple[str, ...]:
    """A language tag, or a list of them."""
    if not isinstance(value, str | list):
        raise InvalidValue(f'{_quoted(value)} is no language; write its code, such as "ja", or several: ["en", "ja"]')
    return languages([value] if isinstance(value, str) else value)


def hashtags(value: object) -> tuple[str, ...]:
    """A list of hashtags, returned without the leading "#"."""
    return tuple(tag.removeprefix("#") for tag in text_list(value))


def boolean(value: object) -> bool:
    """True or false."""
    if isinstance(value, VariableText) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if not isinstance(value, bool):
        raise InvalidValue(f"{_quoted(value)} is neither true nor false; write one of them, unquoted")
    return value


def review(value: object) -> tuple[bool, timedelta | None]:
    """`true`, `false`, or a duration such as "30m".

    Returns whether posts wait for an editor, and after how long they go out if nobody objects.
    """
    if isinstance(value, bool) or (isinstance(value, VariableText) and value.lower() in ("true", "false")):
        return boolean(value), None
    try:
        return True, positive_duration(value)
    except InvalidValue as exc:
        raise InvalidValue(
            f"{_quoted(value)} is neither true nor false, nor a duration; write one of them unquoted, or after how "
            'long a post goes out when nobody objects, such as "30m"'
        ) from exc


def count(value: object, least: int = 1) -> int:
    """A whole number of at least `least`."""
    if isinstance(value, VariableText) and re.fullmatch(r"\d{1,9}", value, re.ASCII):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise InvalidValue(f"{_quoted(value)} is not a whole number of {least} or more, unquoted")
    return value


def weight(value: object) -> int:
    """A whole number of at least 0."""
    return count(value, least=0)


def number_within(least: int, most: int) -> Callable[[object], int]:
    """A check for a whole number from `least` to `most`, both included."""

    def read(value: object) -> int:
        number = count(value, least)
        if number > most:
            raise InvalidValue(f"{_quoted(value)} is more than {most:,}, the most that is safe")
        return number

    return read


def size(value: object) -> int:
    """`10kB`, `10MB` or `1GB`, from 1 kB to 1 GB, as a number of bytes."""
    match = re.fullmatch(r"(\d{1,6}) ?([kMG]B)", value.strip(), re.ASCII) if isinstance(value, str) else None
    size_in_bytes = int(match[1]) * _SIZES[match[2]] if match else 0
    if not 10**3 <= size_in_bytes <= 10**9:
        raise InvalidValue(f'{_quoted(value)} is not a size from 1kB to 1GB; write such as "500kB" or "10MB"')
    return size_in_bytes


def dollars(value: object) -> Decimal:
    """An amount of US dollars, not negative."""
    try:
        amount = Decimal(value) if isinstance(value, VariableText | int | Decimal) else None
    except InvalidOperation:
        amount = None
    if amount is None or isinstance(value, bool) or not amount.is_finite() or amount < 0:
        raise InvalidValue(f"{_quoted(value)} is not an amount of US dollars; write such as 30.00, unquoted")
    return amount


def duration(value: object) -> timedelta:
    """`90s`, `5m`, `24h` or `7d`, from nothing to 9,999 days."""
    match = re.fullmatch(r"(\d{1,8})([smhd])", value.strip(), re.ASCII) if isinstance(value, str) else None
    length = timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else None
    if length is None or length.days > 9_999:
        raise InvalidValue(
            f'{_quoted(value)} is not a duration; write a whole number and its unit: "90s", "5m", "24h", "7d"'
        )
    return length


def durations(value: object) -> tuple[timedelta, ...]:
    """A list of at least one duration; none of them is zero."""
    lengths = tuple(positive_duration(element) for element in text_list(value))
    if not lengths:
        raise InvalidValue('is empty; write at least one duration, such as ["20s", "2m"]')
    return lengths


def positive_duration(value: object) -> timedelta:
    """A duration that is not zero."""
    length = duration(value)
    if not length:
        raise InvalidValue(f"{_quoted(value)} is no time at all; write at least 1s")
    return length


def long_duration(value: object) -> timedelta:
    """A duration of at least thirty days."""
    length = positive_duration(value)
    if length < timedelta(days=30):
        raise InvalidValue(
            f"{_quoted(value)} is less than 30d; what became of an article has to be known for longer than that"
        )
    return length


def timeout_seconds(value: object) -> float:
    """A duration from one second to ten minutes, as a number of seconds."""
    length = positive_duration(value)
    if length > timedelta(minutes=10):
        raise InvalidValue(f"{_quoted(value)} is more than 10m, and one site would hold the others up")
    return length.total_seconds()


def day(value: object) -> date:
    """A TOML date, or a date as text."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise InvalidValue(f"{_quoted(value)} is not a day; write year, month and day, such as 2026-12-31") from None


def quiet_hours(value: object) -> QuietHours | None:
    """`23:30-06:00`; None for ""."""
    if value == "":
        return None
    match = re.fullmatch(r"([0-2]\d:[0-5]\d) ?- ?([0-2]\d:[0-5]\d)", text(value), re.ASCII)
    try:
        start, end = map(time.fromisoformat, match.groups() if match else ("", ""))
    except ValueError:
        start = end = time(0)
    if start == end:
        raise InvalidValue(f'{_quoted(value)} is not a part of the day; write such as "23:30-06:00"')
    return QuietHours(start, end)


def zone(value: object) -> ZoneInfo:
    """An IANA time zone (https://www.iana.org/time-zones)."""
    name = line(value)
    try:
        return ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Asia" is a folder
        hint = did_you_mean(name, zoneinfo.available_timezones()) or 'write such as "Asia/Tokyo" or "UTC"'
        raise InvalidValue(f"{_quoted(value)} is not an IANA time zone; {hint}") from None


def address(value: object) -> str:
    """An absolute URL with http or https."""
    url = nonempty_line(value)
    parts = _split(url)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"\s", url):
        bare = re.fullmatch(r"[\w-]+(\.[\w-]+)+(:\d+)?(/\S*)?", url)
        raise InvalidValue(
            f'{_quoted(value)} is not the address of a site; write "https://{url if bare else "example.com"}"'
        )
    return url


def optional_address(value: object) -> str:
    """As `address`; "" is allowed."""
    return address(value) if value != "" else ""


def host_and_port(value: object) -> tuple[str, int]:
    """`127.0.0.1:8650` or `[::1]:8650`."""
    string = nonempty_line(value)
    parts = _split(f"//{string}")
    host, port = (parts.hostname, parts.port) if parts else (None, None)
    if not host or not port or parts is None or parts.netloc != string or "@" in string:
        raise InvalidValue(
            f'{_quoted(value)} is no address to listen at; write host and port, such as "127.0.0.1:8650"'
        )
    return host, port


def alert_addresses(value: object) -> tuple[str, ...]:
    """A list of addresses that alerts go to, each with its kind before "://"."""
    for alert_address in (addresses := text_list(value)):
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]{1,30}://\S+", alert_address):
            is_mail = re.fullmatch(r"[^@\s:/]+@[^@\s:/]+", alert_address)
            example = f"mailto://{alert_address}" if is_mail else "mailto://desk@example.org"
            raise InvalidValue(
                f'{_quoted(alert_address)} is no address for alerts; write "{example}", "https://…" for a webhook, '
                'or such as "slack://…" (https://github.com/caronc/apprise/wiki)'
            )
        try:
            require_usable(alert_address)
        except SettingsError as exc:
            raise InvalidValue(f"{_quoted(shown(alert_address))} {exc}") from exc
    return addresses


def digest_time(value: object) -> DigestTime | None:
    """`daily 08:00` or `monday 08:00`; None for ""."""
    if value == "":
        return None
    match = re.fullmatch(r"([a-z]+) +([0-2]?\d:[0-5]\d)", text(value).strip().lower(), re.ASCII)
    try:
        at = time.fromisoformat(match[2].zfill(5)) if match else None
    except ValueError:
        at = None
    days = [day for day in WEEKDAYS if match and match[1] != "daily" and day.startswith(match[1]) and len(match[1]) > 2]
    if match is None or at is None or not (days or match[1] == "daily"):
        raise InvalidValue(f'{_quoted(value)} says no time; write such as "daily 08:00" or "monday 08:00"')
    return DigestTime(at, WEEKDAYS.index(days[0]) if days else None)


def contact(value: object) -> str:
    """A URL or an e-mail address that can stand in an HTTP header; "" is allowed."""
    string = line(value)
    if re.fullmatch(r"[!-~]+@[!-~]+\.[!-~]+", string) or not string:
        return string
    if not string.isascii():
        raise InvalidValue(f"{_quoted(value)} has letters that a header cannot carry; write it in ASCII")
    return address(value)


def loopback_origin(value: object) -> str:
    """`http://127.0.0.1:8640`; "" is allowed. Only this machine, because tokens are sent there."""
    if value == "":
        return ""
    origin = address(value).rstrip("/")
    parts = urlsplit(origin)
    if parts.scheme != "http" or not _is_loopback(parts.hostname or "") or parts.path or parts.query:
        raise InvalidValue(f'{_quoted(value)} is not on this machine; write such as "http://127.0.0.1:8640"')
    return origin


def database(value: object) -> str:
    """An SQLAlchemy URL of SQLite or PostgreSQL (https://docs.sqlalchemy.org/en/21/core/engines.html)."""
    url = nonempty_line(value)
    scheme, separator, rest = url.partition("://")
    kind = scheme.partition("+")[0]
    remedy = 'write "sqlite:///bot.db" or "postgresql+psycopg://user@host/name"'
    if not separator or kind not in _DATABASES:  # not quoted in the message: it may hold a password
        raise InvalidValue(f"is not the URL of a database that can be used; {remedy}")
    if kind == "sqlite" and not rest.startswith("/"):
        raise InvalidValue(f"an SQLite URL has three slashes before the file; {remedy}")
    if kind == "sqlite" and rest.partition("?")[0] in ("/", "/:memory:"):
        raise InvalidValue(f"names no file, and a database in memory forgets what was posted; {remedy}")
    return url


def template_name(value: object) -> str:
    """The name of a file in the templates' folder, or in a folder below it."""
    name = nonempty_line(value)
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        raise InvalidValue(f'{_quoted(value)} leads out of the folder of templates; write such as "mine.j2"')
    return name


def secrets_prefix(value: object) -> str:
    """The prefix of variables in .env. No message quotes it, because it may be a misplaced token."""
    string = line(value)
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,40}", string) or string.endswith("_"):
        raise InvalidValue('is not the first part of names in .env; write such as "MTT" or "SPORTS"')
    return string


def campaign_text(value: object) -> str:
    """A text in which only the placeholders {platform}, {account} and {site} may stand."""
    string = line(value)
    for placeholder in re.findall(r"\{[^}]*\}?|\}", re.sub(r"\{(platform|account|site)\}", "", string)):
        raise InvalidValue(f'"{placeholder}" stands for nothing; only {{platform}}, {{account}} and {{site}} do')
    return string


def one_of(known: Collection[str], what: str) -> Callable[[object], str]:
    """A check for one of the `known` names; `what` says what it names, such as "a platform"."""

    def read(value: object) -> str:
        name = line(value)
        if name not in known:
            choices = " or ".join(f'"{choice}"' for choice in known)
            raise InvalidValue(f"{_quoted(value)} is not {what}; {did_you_mean(name, known) or f'write {choices}'}")
        return name

    return read


def _split(url: str) -> SplitResult | None:
    """The parts of a URL; None if it cannot be parsed."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        return None
    return parts


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _quoted(value: object) -> str:
    """The value as bot.toml would have it, cut to 60 characters, for messages."""
    quoted = f'"{value}"' if isinstance(value, str) else str(value)
    quoted = quoted.lower() if isinstance(value, bool) else quoted
    quoted = "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in quoted)
    return quoted if len(quoted) <= 60 else f"{quoted[:56]}…{quoted[-1]}"
