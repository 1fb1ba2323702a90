"""Writes new secrets into .env: readable by its owner alone, and whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from bot.errors import SettingsError
from bot.settings.env_text import kept_names, with_kept_again, with_values, without_kept

MODE = 0o600


def write_values(path: Path, values: Mapping[str, str]) -> None:
    """Give these variables new values; the older ones stay as comments. Creates the file where there is none.

    Raises SettingsError where it cannot be read or written; then it is as it was.
    """
    _change(path, lambda text: with_values(text, values))


def forget_kept(path: Path, names: Collection[str]) -> None:
    """Take the older values of these variables out, because the new ones are proven. Raises SettingsError."""
    _change(path, lambda text: without_kept(text, names))


def restore_kept(path: Path, names: Collection[str]) -> bool:
    """Put the older values of these variables back, because the new ones are refused.

    Returns whether there was any. Raises SettingsError.
    """
    is_any = not kept_names(_read(path)).isdisjoint(names)
    _change(path, lambda text: with_kept_again(text, names))
    return is_any


def has_kept(path: Path, names: Collection[str]) -> bool:
    """Whether an older value of one of these variables is kept. Raises SettingsError."""
    return not kept_names(_read(path)).isdisjoint(names)


def _change(path: Path, changed: Callable[[str], str]) -> None:
    before = _read(path)
    after = changed(before)
    if after != before:
        try:
            _replace(path.resolve(), after)
        except OSError as exc:
            raise SettingsError(
                f"{path}: cannot be written ({exc.strerror}) and is as it was; run this as the user who owns it, "
                "in a folder where that user may write"
            ) from exc


def _read(path: Path) -> str:
    """The text with its own line endings; "" where there is no file."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as exc:
        raise SettingsError(f"{path}: is not UTF-8 text (byte {exc.start}); save it as UTF-8") from exc
    except OSError as exc:
        raise SettingsError(f"{path}: cannot be read ({exc.strerror}); run this as the user who owns it") from exc


def _replace(path: Path, text: str) -> None:
    """Write a file beside it and put that in its place. Raises OSError."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - pathlib cannot open with a mode
            _keep_owner(path, descriptor)
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _keep_owner(path: Path, descriptor: int) -> None:
    """The new file belongs to whoever owned the old one, or its folder: the bot's user, where root runs this."""
    owner = (path if path.exists() else path.parent).stat()
    if hasattr(os, "fchown") and os.geteuid() == 0:
        os.fchown(descriptor, owner.st_uid, owner.st_gid)
    elif hasattr(os, "geteuid") and path.exists() and owner.st_uid != os.geteuid():
        raise PermissionError(1, "it belongs to another user", str(path))


def _sync_folder(folder: Path) -> None:
    """So that the new name survives a power failure; not on systems where folders cannot be opened."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
