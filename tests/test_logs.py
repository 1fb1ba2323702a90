from __future__ import annotations

import io
import json
import logging
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import announce, configure_logging, redaction

SECRET = 'a"secret\\of/many=signs'


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger("bot")
    handlers, levels, hooks = root.handlers[:], (root.level, ours.level), (sys.excepthook, threading.excepthook)
    yield
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])
    sys.excepthook, threading.excepthook = hooks
    logging.captureWarnings(False)


@pytest.fixture
def log() -> io.StringIO:
    """Where the text of this program's events goes."""
    stream = io.StringIO()
    configure_logging("text", "debug", [SECRET, "plain-secret"], stream)
    return stream


@pytest.fixture
def json_log() -> Callable[[], list[dict[str, Any]]]:
    """The events so far, as JSON says them."""
    stream = io.StringIO()
    configure_logging("json", "debug", [SECRET, "plain-secret"], stream)
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def raised(message: str) -> Exception:
    """An exception with a cause and a traceback, both of which say `message`."""

    def fail() -> None:
        raise ConnectionError(f"inner {message}")

    def fail_for_a_cause() -> None:
        try:
            fail()
        except ConnectionError as exc:
            raise RuntimeError(f"outer {message}") from exc

    with pytest.raises(RuntimeError) as caught:
        fail_for_a_cause()
    return caught.value


def test_an_event_is_one_line_of_keys_and_values(log: io.StringIO) -> None:
    announce("delivery.sent", account="mtt", delivery=7, title="Two words", price=Decimal("0.200"), link=None)
    [line] = log.getvalue().splitlines()
    stamp, rest = line.split(" ", 1)
    assert datetime.fromisoformat(stamp).tzinfo == UTC
    assert rest == 'info delivery.sent account=mtt delivery=7 title="Two words" price=0.200 link=null'


def test_json_has_one_document_a_line(json_log: Callable[[], list[dict[str, Any]]]) -> None:
    announce("article.new", title="日本", tags=["a", "b"], at=datetime(2026, 11, 23, tzinfo=UTC), path=Path("x"))
    announce("delivery.failed", delivery=7)
    first, second = json_log()
    assert list(first)[:3] == ["timestamp", "level", "event"]
    assert (first["event"], first["title"], first["tags"]) == ("article.new", "日本", ["a", "b"])
    assert (first["at"], first["path"]) == ("2026-11-23 00:00:00+00:00", "x")
    assert (second["level"], second["delivery"]) == ("error", 7)


@pytest.mark.parametrize(
    ("event", "level"),
    [
        ("delivery.sent", "info"),
        ("account.waits", "warning"),
        ("site.fault", "warning"),
        ("delivery.unsure", "warning"),
        ("delivery.needs_editor", "error"),
        ("account.halted", "error"),
        ("job.failed", "error"),
    ],
)
def test_what_went_wrong_is_told_louder(log: io.StringIO, event: str, level: str) -> None:
    announce(event)
    assert log.getvalue().split(" ", 1)[1] == f"{level} {event}\n"


def test_posts_that_are_held_are_told_louder_than_an_article_that_goes_its_way(log: io.StringIO) -> None:
    announce("article.new", title="Bridge closes")
    announce("article.new", title="Bridge closes", held="burst")
    assert [line.split()[1] for line in log.getvalue().splitlines()] == ["info", "warning"]


def test_on_a_terminal_times_are_those_of_the_newsroom() -> None:
    terminal, pipe = Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        configure_logging("text", stream=stream, zone=ZoneInfo("Asia/Tokyo"))
        announce("delivery.sent")
    utc = datetime.fromisoformat(pipe.getvalue().split()[0])
    shown = re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", terminal.getvalue())
    assert shown is not None
    tokyo = datetime.fromisoformat(shown[0]).replace(tzinfo=ZoneInfo("Asia/Tokyo"))
    assert abs(tokyo - utc) < timedelta(seconds=5)


def test_events_below_the_level_are_not_written() -> None:
    stream = io.StringIO()
    configure_logging("text", "warning", stream=stream)
    announce("delivery.sent")
    announce("site.fault")
    assert [line.split()[2] for line in stream.getvalue().splitlines()] == ["site.fault"]


def test_setting_the_log_up_again_writes_no_line_twice() -> None:
    first, second = io.StringIO(), io.StringIO()
    configure_logging("text", "info", stream=first)
    configure_logging("text", "info", stream=second)
    announce("delivery.sent")
    assert (first.getvalue(), second.getvalue().count("\n")) == ("", 1)


def test_libraries_are_heard_from_warning_up_in_the_same_form(log: io.StringIO) -> None:
    logging.getLogger("apscheduler.scheduler").info("not heard")
    logging.getLogger("urllib3.connectionpool").warning("Retrying %s", "GET /2/tweets")
    [line] = log.getvalue().splitlines()
    assert line.split(" ", 1)[1] == "warning Retrying GET /2/tweets logger=urllib3.connectionpool"


def test_no_library_is_heard_at_debug_even_if_it_is_told_to_speak(log: io.StringIO) -> None:
    logger = logging.getLogger("tweepy.client")
    logger.setLevel(logging.DEBUG)
    try:
        logger.debug("Authorization: OAuth")
    finally:
        logger.setLevel(logging.NOTSET)
    assert log.getvalue() == ""


def test_a_warning_and_a_crash_of_the_process_are_events_too() -> None:
    program = """
import warnings
from bot.logs import configure_logging
configure_logging("json", "info", ["plain-secret"])
warnings.warn("old ways with plain-secret", UserWarning)
raise RuntimeError("plain-secret")
"""
    ended = subprocess.run([sys.executable, "-W", "always", "-c", program], capture_output=True, text=True, check=False)
    warning, crash = map(json.loads, ended.stderr.splitlines())
    assert ended.returncode == 1
    assert (warning["level"], warning["logger"]) == ("warning", "py.warnings")
    assert "UserWarning: old ways with [hidden]" in warning["event"]
    assert (crash["level"], crash["event"]) == ("critical", "program.crashed")
    assert "RuntimeError: [hidden]" in crash["exception"]
    assert "plain-secret" not in ended.stderr


class TestSecrets:
    def test_they_are_hidden_at_any_depth_and_in_any_value(self, json_log: Callable[[], list[dict[str, Any]]]) -> None:
        class Shown:
            def __str__(self) -> str:
                return f"<client with {SECRET}>"

        announce(
            "event of plain-secret",
            text=f"before {SECRET} after",
            nested={"list": [("x", {"deep": SECRET})], "plain-secret": 1, "set": {"plain-secret"}},
            thing=Shown(),
            raw=b"plain-secret",
            error=raised("plain-secret"),
        )
        [event] = json_log()
        written = json.dumps(event)
        assert event["text"] == "before [hidden] after"
        assert event["nested"]["list"] == [["x", {"deep": "[hidden]"}]]
        assert "plain-secret" not in written
        assert "many=signs" not in written

    def test_a_traceback_shows_none_nor_do_its_causes(self, json_log: Callable[[], list[dict[str, Any]]]) -> None:
        announce("job.failed", exc_info=raised(f"{SECRET} plain-secret"))
        [event] = json_log()
        assert "ConnectionError: inner [hidden] [hidden]" in event["exception"]
        assert "RuntimeError: outer [hidden] [hidden]" in event["exception"]
        assert "plain-secret" not in json.dumps(event)

    def test_a_library_s_message_and_traceback_show_none(self, log: io.StringIO) -> None:
        logging.getLogger("apscheduler").error("job with %s", "plain-secret", exc_info=raised("plain-secret"))
        assert "RuntimeError: outer [hidden]" in log.getvalue()
        assert "plain-secret" not in log.getvalue()

    def test_an_exception_that_nobody_caught_shows_none(self, log: io.StringIO) -> None:
        exc = raised("plain-secret")
        sys.excepthook(type(exc), exc, exc.__traceback__)
        thread = threading.Thread(target=lambda: int("plain-secret"))
        thread.start()
        thread.join()
        assert log.getvalue().count("critical program.crashed") == 2
        assert "plain-secret" not in log.getvalue()

    def test_a_line_that_cannot_be_written_shows_none(self, capsys: pytest.CaptureFixture[str]) -> None:
        stream = io.StringIO()
        configure_logging("text", "info", ["plain-secret"], stream)
        stream.close()
        announce("delivery.sent", text="plain-secret")
        assert capsys.readouterr().err == "a log line of bot could not be written: ValueError\n"

    @pytest.mark.parametrize(
        ("text", "kept"),
        [
            ("GET /v25.0/1/feed?access_token=EAAx&limit=5", "GET /v25.0/1/feed?access_token=[hidden]&limit=5"),
            ("?client_secret=abc&input_token=def", "?client_secret=[hidden]&input_token=[hidden]"),
            ("appsecret_proof=0123abc done", "appsecret_proof=[hidden] done"),
            ("Authorization: Bearer AAAAAAAAAAAAAAAAAAAAAMLheAAAAAAA0%2BuSeid", "Authorization: Bearer [hidden]"),
            (
                'OAuth oauth_token="12-ab", oauth_signature="x%3D"',
                'OAuth oauth_token="[hidden]", oauth_signature="[hidden]"',
            ),
            ('{"access_token": "abc", "id": "1"}', '{"access_token": "[hidden]", "id": "1"}'),
            ("{'access_token': 'abc'}", "{'access_token': '[hidden]'}"),
            ('a body of "{\\"page_token\\": \\"abc\\"}"', 'a body of "{\\"page_token\\": \\"[hidden]\\"}"'),
            ("token EAABwzLixnjYBO0123 is dead", "token [hidden] is dead"),
            ("postgresql://bot:hunter2@db/news", "postgresql://bot:[hidden]@db/news"),
        ],
    )
    def test_what_looks_like_a_token_is_hidden_though_nobody_named_it(self, text: str, kept: str) -> None:
        assert redaction([])(text) == kept

    @pytest.mark.parametrize(
        "text",
        [
            "The bearer of good news: EAA opens in Tokyo",
            "https://news.example/2026/11/23/password-rules?page=2",
            "X_ACCESS_TOKEN: is missing for account mtt",
            "mail bot@news.example or see http://news.example:8080/a@b",
        ],
    )
    def test_ordinary_text_is_left_alone(self, text: str) -> None:
        assert redaction(["a-real-secret"])(text) == text

    def test_what_is_called_a_secret_is_hidden_whatever_it_is(self, log: io.StringIO) -> None:
        announce("event", headers={"Authorization": "something", "Accept": "text"}, api_key="x", tokens=3)
        assert 'headers={"Authorization": "[hidden]", "Accept": "text"} api_key=[hidden] tokens=3' in log.getvalue()

    def test_a_secret_that_begins_with_another_is_hidden_whole(self) -> None:
        assert redaction(["abcd", "abcdefgh"])("x abcdefgh y") == "x [hidden] y"

    def test_a_secret_in_an_address_or_in_json_is_hidden(self) -> None:
        hide = redaction([SECRET])
        assert hide("?q=a%22secret%5Cof%2Fmany%3Dsigns") == "?q=[hidden]"
        assert hide(json.dumps({"a": SECRET})) == '{"a": "[hidden]"}'
        assert hide(repr(SECRET)) == "'[hidden]'"


class TestUntrustedText:
    FORGED = "Title\n2026-11-23T00:00:00Z info delivery.sent\x1b[2J\x9b31m\u202egnp.\u2028\x00\ud800"

    @pytest.mark.parametrize("format", ["text", "json"])
    def test_a_title_cannot_forge_a_line_nor_steer_the_terminal(self, format: Any) -> None:  # noqa: A002
        stream = io.StringIO()
        configure_logging(format, "info", stream=stream)
        announce("article.new", title=self.FORGED, **{"ke\ny": 1}, nested=[self.FORGED])
        announce(f"event {self.FORGED}")
        written = stream.getvalue()
        assert written.count("\n") == 2
        assert written.replace("\n", "").isprintable()

    def test_nor_can_it_on_a_terminal_where_tracebacks_have_lines(self) -> None:
        stream = Terminal()
        configure_logging("text", "info", stream=stream)
        announce("job.failed", title=self.FORGED, exc_info=raised(self.FORGED))
        first, *below = stream.getvalue().splitlines()
        assert "job.failed" in first
        assert all(line.startswith("    | ") for line in below)
        assert all(line.isprintable() for line in below)

    @given(text=st.text())
    def test_json_gives_back_what_was_said(self, text: str) -> None:
        stream = io.StringIO()
        configure_logging("json", "info", stream=stream)
        announce("article.new", title=text)
        assert json.loads(stream.getvalue())["title"] == redaction([])(text)

    @given(first=st.text(), second=st.text())
    def test_two_texts_never_look_the_same(self, first: str, second: str) -> None:
        def line(text: str) -> str:
            stream = io.StringIO()
            configure_logging("text", "info", stream=stream)
            announce("article.new", title=text)
            return stream.getvalue().split(" ", 1)[1]

        assert (line(first) == line(second)) == (redaction([])(first) == redaction([])(second))


class TestColours:
    def test_they_are_for_terminals_only(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("NO_COLOR", raising=False)
        terminal, pipe = Terminal(), io.StringIO()
        configure_logging("text", "info", stream=terminal)
        announce("delivery.sent", account="mtt")
        configure_logging("text", "info", stream=pipe)
        announce("delivery.sent", account="mtt")
        assert "\x1b[32minfo\x1b[0m delivery.sent" in terminal.getvalue()
        assert "\x1b" not in pipe.getvalue()

    def test_no_color_and_json_have_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NO_COLOR", "1")
        terminal = Terminal()
        configure_logging("text", "info", stream=terminal)
        announce("delivery.sent")
        monkeypatch.delenv("NO_COLOR")
        configure_logging("json", "info", stream=terminal)
        announce("delivery.sent")
        assert "\x1b" not in terminal.getvalue()
