"""Reads the templates from disk: those in an editor's folder, else those that come with the program."""

from __future__ import annotations

from pathlib import Path

from bot.errors import TemplateError

_PACKAGE = Path(__file__).resolve().parents[1]


def read_templates(folder: Path | None = None) -> dict[str, str]:
    """The source of every template by its file name; a file in `folder` replaces the shipped one of the same name.

    Raises TemplateError where a file cannot be read.
    """
    sources: dict[str, str] = {}
    for place in (_shipped_folder(), folder):
        if place is not None and place.is_dir():
            sources |= {path.name: _read(path) for path in sorted(place.glob("*.j2"))}
    return sources


def _shipped_folder() -> Path:
    """The shipped templates: inside the package in a wheel, beside it in a checkout."""
    inside = _PACKAGE / "templates"
    return inside if inside.is_dir() else _PACKAGE.parent / "templates"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as exc:
        raise TemplateError(path.name, f"{path} is not UTF-8 text: save it as UTF-8") from exc
    except OSError as exc:
        raise TemplateError(path.name, f"{path} cannot be read: {exc.strerror}") from exc
