"""A platform is added by the steps of CONTRIBUTING.md alone, and keeps what every platform promises."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```\w+ (?P<file>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
REGISTRY = "bot/platforms/__init__.py"
BOT_TOML = """\
contact = "bot@example.com"

[watch]
hold = "0s"
allow_private = true

[appeal]
text = "Please give to The Daily."

[[sites]]
name = "News"
url = "{site}"

[[accounts]]
name = "toy"
platform = "toy"
"""


def steps() -> dict[str, str]:
    """From each file that the page adds or changes to what it says of it."""
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    section = page.partition("## To add a platform")[2].partition("\n## ")[0]
    return {block["file"]: block["text"] for block in BLOCK.finditer(section)}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with one platform more, and nothing else changed."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("bot", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file, text in steps().items():
        path = folder / file
        if file == REGISTRY:
            text, lines = re.subn(r"(?m)^BUILT_IN = .*\n", text, path.read_text("utf-8"))
            assert lines == 1
        else:
            assert not path.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def environ(*folders: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders)), "PYTHONDONTWRITEBYTECODE": "1", **more}


def bot(*args: str, cwd: Path, env: dict[str, str]) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "bot", *args], capture_output=True, text=True, cwd=cwd, env=env, check=False
    )
    assert ran.returncode == 0, f"bot {' '.join(args)}\n{ran.stdout}{ran.stderr}"
    return ran.stdout


@contextmanager
def sandbox(env: dict[str, str], cwd: Path) -> Iterator[tuple[str, str]]:
    """`bot sandbox` in a process of its own; the addresses of its platforms and of its news site."""
    command = [sys.executable, "-u", "-m", "bot", "sandbox", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=cwd, env=env) as running:
        assert running.stdout is not None
        lines = (running.stdout.readline(), running.stdout.readline())
        platforms, site = (re.findall(r"http://[\d.:]+", line)[0] for line in lines)
        yield platforms, site
        running.terminate()


def token(env: dict[str, str], cwd: Path) -> str:
    program = "from bot.platforms import sandbox_accounts; print(sandbox_accounts(('toy',))[0].secrets()['TOKEN'])"
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=cwd, env=env, check=True
    ).stdout.strip()


def posted(platforms: str) -> list[str]:
    with urllib.request.urlopen(f"{platforms}/_sandbox/posts.json") as answer:
        timelines = json.load(answer)["accounts"]
    return [post["text"] for timeline in timelines if timeline["platform"] == "toy" for post in timeline["posts"]]


def first_article(site: str) -> str:
    with urllib.request.urlopen(f"{site}/feed/") as answer:
        return re.findall(r"<link>([^<]+)</link>", answer.read().decode())[1]


def test_the_new_platform_is_checked_previewed_and_posted_to(checkout: Path, tmp_path: Path) -> None:
    env = environ(checkout)
    with sandbox(env, tmp_path) as (platforms, site):
        (tmp_path / "bot.toml").write_text(BOT_TOML.format(site=site), "utf-8")
        env |= {"BOT_SANDBOX": platforms, "TOY_TOKEN": token(env, tmp_path)}
        article = first_article(site)

        assert "toy on Toy" in bot("check", cwd=tmp_path, env=env)
        previewed = bot("preview", article, "--text", cwd=tmp_path, env=env).strip()
        assert "Please give to The Daily." in previewed
        bot("preview", article, "--html", "posts.html", cwd=tmp_path, env=env)
        assert 'class="post toy"' in (tmp_path / "posts.html").read_text("utf-8")
        bot("once", cwd=tmp_path, env=env)
        bot("post", article, cwd=tmp_path, env=env)
        bot("once", cwd=tmp_path, env=env)

        assert posted(platforms) == [previewed]


def test_the_new_platform_keeps_what_every_platform_promises(checkout: Path) -> None:
    shutil.copytree(ROOT / "tests" / "contracts", checkout / "tests" / "contracts", dirs_exist_ok=True)
    shutil.copy(ROOT / "pyproject.toml", checkout)
    promises = ["tests/contracts/test_platforms.py", "tests/contracts/test_platform_names.py"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", "-k", "toy or names", *promises],
        capture_output=True,
        text=True,
        cwd=checkout,
        env=environ(checkout),
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    assert re.search(r"^\d{2,} passed", ran.stdout, re.MULTILINE), ran.stdout


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The same platform in a package of another's, installed beside this program."""
    folder = tmp_path / "installed"
    for file, text in steps().items():
        if file.startswith("bot/platforms/toy/"):
            path = folder / "toy_platform" / Path(file).name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace("bot.platforms.toy", "toy_platform"), "utf-8")
    (folder / "toy_platform" / "toy.j2").write_text(steps()["templates/toy.j2"], "utf-8")
    metadata = folder / "toy_platform-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: toy-platform\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[syndication_bot.platforms]\ntoy = toy_platform:SPEC\n")
    return folder


def newsroom(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "bot.toml").write_text(BOT_TOML.format(site="https://news.example"), "utf-8")
    (folder / "article.txt").write_text("A title\n\nThe ministers met on Monday. They agreed on a plan.\n", "utf-8")
    return folder


def test_a_platform_of_another_package_is_found_by_its_entry_point(package: Path, tmp_path: Path) -> None:
    folder, env = newsroom(tmp_path / "newsroom"), environ(package, TOY_TOKEN="t")
    assert "toy on Toy" in bot("check", cwd=folder, env=env)
    assert "Please give to The Daily." in bot("preview", "article.txt", "--text", cwd=folder, env=env)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import no_such_module", 'platform "toy": the package that brings it cannot be imported'),
        ("SPEC = 7", 'platform "toy": toy_platform:SPEC is no PlatformSpec of that name'),
    ],
)
def test_a_package_that_cannot_be_used_is_a_fault_of_the_settings(
    package: Path, tmp_path: Path, code: str, told: str
) -> None:
    (package / "toy_platform" / "__init__.py").write_text(code)
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "check"],
        capture_output=True,
        text=True,
        cwd=newsroom(tmp_path / "newsroom"),
        env=environ(package, TOY_TOKEN="t"),
        check=False,
    )
    assert ran.returncode == 2
    assert told in ran.stdout + ran.stderr


def test_an_unknown_platform_is_told_with_those_that_packages_bring(package: Path, tmp_path: Path) -> None:
    folder = newsroom(tmp_path / "newsroom")
    (folder / "bot.toml").write_text((folder / "bot.toml").read_text().replace('"toy"\n', '"toyy"\n'), "utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "check"],
        capture_output=True,
        text=True,
        cwd=folder,
        env=environ(package),
        check=False,
    )
    assert 'is not a platform; did you mean "toy"?' in ran.stdout + ran.stderr
