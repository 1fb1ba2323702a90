from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"sqlalchemy", "aiohttp", "tweepy", "facebook", "requests", "alembic", "apscheduler"}
POSTGRESQL = "sqlalchemy.dialects.postgresql"
FEED = Path(__file__).parents[1] / "data" / "feeds" / "wordpress.rss.xml"


def imported_by(*args: str, cwd: Path) -> set[str]:
    """The top-level modules that a command leaves imported, and PostgreSQL's dialect of SQLAlchemy."""
    program = (
        "import sys\n"
        "from bot.cli import main\n"
        "main(sys.argv[1:], standalone_mode=False)\n"
        "top = {name.partition('.')[0] for name in sys.modules}\n"
        f"print('\\n' + ' '.join(top | ({{{POSTGRESQL!r}}} & set(sys.modules))))\n"
    )
    ran = subprocess.run([sys.executable, "-c", program, *args], capture_output=True, text=True, check=True, cwd=cwd)
    return set(ran.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("args", [["--help"], ["run", "--help"], ["--version"]], ids=" ".join)
def test_help_imports_nothing_heavy(args, tmp_path):
    assert not imported_by(*args, cwd=tmp_path) & (HEAVY | {"rich", "jinja2", "lxml"})


@pytest.mark.parametrize("name", ["article.txt", "article.html"])
def test_previewing_a_file_needs_no_network_database_or_platform(name, tmp_path):
    text = "A title of some weight\n\nThe ministers met on Monday. They agreed on a plan.\n"
    if name.endswith("html"):
        text = f"<html><head><title>A title</title></head><body><article><p>{text}</p></article></body></html>"
    (tmp_path / name).write_text(text, "utf-8")
    assert not imported_by("preview", name, cwd=tmp_path) & HEAVY


def test_previewing_a_saved_feed_needs_no_network_database_or_platform(tmp_path):
    assert not imported_by("preview", str(FEED), cwd=tmp_path) & (HEAVY - {"requests"})


@pytest.mark.parametrize("command", ["queue", "status", "history"])
def test_a_database_in_a_file_needs_nothing_of_postgresql(command, tmp_path):
    (tmp_path / "bot.toml").write_text(
        '[appeal]\ntext = "Support us"\n[[sites]]\nname = "News"\nurl = "http://127.0.0.1:9"\n'
        '[[accounts]]\nname = "a"\nplatform = "x"\n'
    )
    imported = imported_by(command, cwd=tmp_path)
    assert "sqlalchemy" in imported
    assert POSTGRESQL not in imported
