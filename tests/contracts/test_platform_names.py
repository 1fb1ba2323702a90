"""Nothing outside a platform's folder names a platform, so that one more is a folder, a line and a template."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.platforms import BUILT_IN, PLATFORMS

BOT = Path(__file__).resolve().parents[2] / "bot"
FOLDERS = tuple(BOT / "platforms" / name for name in BUILT_IN)
NAME = re.compile(r"twitter|facebook|mastodon|tweepy|atproto|\bx\.com\b|\bt\.co\b", re.IGNORECASE)
WHOLE_TEXTS = frozenset(name for spec in PLATFORMS.values() for name in (spec.name, spec.title, *spec.aliases))

ABOUT_THE_WEB = {
    # A parameter that links from there carry, which tells no article from another.
    "article.py": {"__twitter_impression"},
    # The vocabulary of HTML's meta tags, which every site uses: https://ogp.me is the other one.
    "sources/parsing/markup.py": {"twitter:image", "twitter:data1"},
    "sandbox/newsroom_pages.py": {"twitter:card"},
    # What newsrooms write in the lines, the classes and the shortcodes that are no reporting.
    "writing/furniture/notices.py": {"twitter", "facebook", "mastodon"},
    "writing/reading/roles.py": {"twitter", "facebook", "bluesky", "mastodon"},
    "writing/reading/shortcodes.py": {"twitter", "facebook"},
}
"""Names that are no platform of ours but data about web pages: from a file to what may stand in its texts."""


def modules() -> list[Path]:
    """Every module of the program outside the platforms' own folders."""
    return [path for path in sorted(BOT.rglob("*.py")) if not any(path.is_relative_to(folder) for folder in FOLDERS)]


def shown_name(path: Path) -> str:
    return path.relative_to(BOT).as_posix()


def identifiers(tree: ast.Module) -> Iterator[str]:
    """Every name of a module, imports and arguments among them."""
    for node in ast.walk(tree):
        for field in ("id", "attr", "name", "module", "asname", "arg"):
            if isinstance(name := getattr(node, field, None), str):
                yield name


def texts(tree: ast.Module) -> Iterator[str]:
    """Every text of a module that is not for its readers alone, as docstrings are."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def names_a_platform(text: str, allowed: set[str]) -> bool:
    for word in sorted(allowed, key=len, reverse=True):
        text = re.sub(rf"(?<![a-z]){re.escape(word)}(?![a-z])", "", text)
    return text in WHOLE_TEXTS or bool(NAME.search(text))


@pytest.mark.parametrize("path", modules(), ids=shown_name)
def test_no_module_outside_names_a_platform(path: Path) -> None:
    tree, allowed = ast.parse(path.read_text("utf-8")), ABOUT_THE_WEB.get(shown_name(path), set())
    registered = BUILT_IN if path == BOT / "platforms" / "__init__.py" else ()
    assert [name for name in identifiers(tree) if NAME.search(name)] == []
    assert [text for text in texts(tree) if text not in registered and names_a_platform(text, allowed)] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=shown_name)
def test_no_platform_imports_another(folder: Path) -> None:
    others = [f"bot.platforms.{name}" for name in BUILT_IN if name != folder.name]
    for path in folder.rglob("*.py"):
        names = list(identifiers(ast.parse(path.read_text("utf-8"))))
        assert not [name for name in names for other in others if f"{name}.".startswith(f"{other}.")], path


@pytest.mark.parametrize("path", sorted(BOT.rglob("*.css")) + sorted(BOT.rglob("*.html")) + sorted(BOT.rglob("*.j2")))
def test_no_page_or_style_outside_names_a_platform(path: Path) -> None:
    if not any(path.is_relative_to(folder) for folder in FOLDERS):
        assert NAME.findall(path.read_text("utf-8")) == []


def test_every_allowed_word_stands_where_it_is_allowed() -> None:
    for name, words in ABOUT_THE_WEB.items():
        text = (BOT / name).read_text("utf-8")
        assert all(word in text for word in words), name
