"""A picture of the page, by whatever Chromium this machine has."""

from __future__ import annotations

import struct

import pytest

from bot.cli.preview.picture import WIDTH, find_browser, take_picture, take_pictures
from bot.errors import PictureError


def size_of(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG")
    return struct.unpack(">II", picture[16:24])


@pytest.fixture
def program() -> str:
    try:
        return find_browser()
    except PictureError as exc:
        pytest.skip(str(exc))


def test_the_whole_page_is_on_the_picture(program, preview_of, tmp_path):
    take_picture([preview_of("plain", picture=False)], tmp_path / "one.png", program)
    take_picture([preview_of("plain", picture=False)] * 2, tmp_path / "two.png", program)
    one, two = (size_of((tmp_path / name).read_bytes()) for name in ("one.png", "two.png"))
    assert one[0] == two[0] == 2 * WIDTH
    assert 1.7 * one[1] < two[1] < 2 * one[1]


def test_into_a_folder_goes_a_picture_of_each_post_that_can_be_sent_round(program, preview_of, tmp_path):
    previews = [preview_of("plain", picture=False), preview_of("hebrew", picture=False)]
    paths = take_pictures(previews, tmp_path, program)
    names = [f"{number}-{account.account}.png" for number, each in enumerate(previews, 1) for account in each.accounts]
    assert [path.name for path in paths] == names
    assert {size_of(path.read_bytes())[0] for path in paths} == {WIDTH}
    assert max(path.stat().st_size for path in paths) < 500_000


def test_a_picture_too_high_to_be_drawn_is_refused(program, preview_of, tmp_path):
    with pytest.raises(PictureError, match="choose one article, or an --account"):
        take_picture([preview_of("plain")] * 8, tmp_path / "a.png", program)


def test_without_a_browser_it_is_said_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROME_PATH", raising=False)
    with pytest.raises(PictureError, match=r"`apt install chromium`.*--browser or CHROME_PATH.*--html FILE --open"):
        find_browser()


def test_the_browser_can_be_named_by_option_or_variable(monkeypatch, tmp_path):
    mine, other = tmp_path / "mine", tmp_path / "other"
    for program in (mine, other):
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    monkeypatch.setenv("CHROME_PATH", str(other))
    assert (find_browser(), find_browser(str(mine))) == (str(other), str(mine))
    with pytest.raises(PictureError, match="nowhere is no program"):
        find_browser("nowhere")


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo no display >&2; exit 1", "has drawn nothing: no display"),
        ("exit 0", "does not say how high the page is"),
        ("echo '<html data-height=\"100\">'", "has written no picture"),
    ],
)
def test_a_browser_that_draws_nothing_is_told(preview_of, tmp_path, script, said):
    program = tmp_path / "browser"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    with pytest.raises(PictureError, match=said):
        take_picture([preview_of("hebrew")], tmp_path / "a.png", str(program))
