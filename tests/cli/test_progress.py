from __future__ import annotations

import io
import re

from bot.cli.progress import Progress


class Clock:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def two_sites(office):
    text = (office.folder / "bot.toml").read_text()
    other = f'[[sites]]\nname = "Sister"\nurl = "{office.newsroom.url}/feed/"\n\n[[accounts]]'
    (office.folder / "bot.toml").write_text(text.replace("[[accounts]]", other, 1))


def test_a_line_stands_for_long_enough_to_be_read_and_is_cut_to_the_terminal():
    clock, stream = Clock(), io.StringIO()
    progress = Progress(stream, width=10, clock=clock)
    progress.show("one of a hundred")
    progress.show("two")
    clock.at = 0.2
    progress.show("three")
    progress.clear()
    assert stream.getvalue() == "\r\x1b[Kone of a \r\x1b[Kthree\r\x1b[K"


def test_asking_several_sites_is_shown_on_a_terminal_and_leaves_nothing_behind(office):
    two_sites(office)
    for command in (["once"], ["audit"], ["preview", "latest", "--no-card"]):
        code, shown = office.on_terminal(*command, TERM="xterm")
        assert code == 0, shown
        assert "asking 2 sites" in shown
        last_of_each_line = [re.split(r"\r\x1b\[K", line)[-1] for line in shown.split("\n")]
        assert not any("sites have answered" in line or "asking 2" in line for line in last_of_each_line)


def test_a_pipe_json_and_a_dumb_terminal_show_no_progress(office):
    two_sites(office)
    assert "asking" not in office.bot("once").output
    assert "\r\x1b" not in office.on_terminal("once", "--json", TERM="xterm")[1]
    assert "\r\x1b" not in office.on_terminal("audit", TERM="dumb")[1]


def test_one_site_is_no_long_work(office):
    office.bot("once")
    assert "asking" not in office.on_terminal("once", TERM="xterm")[1]


def test_looking_for_the_feeds_of_new_sites_is_shown_too(office):
    (office.folder / "bot.toml").unlink()
    (office.folder / ".env").unlink()
    sites = [office.newsroom.url, f"{office.newsroom.url}/feed/"]
    shown = office.on_terminal("init", *sites, "--allow-private", TERM="xterm")[1]
    assert "looking for the feed of 2 sites\r\x1b[K" in shown
