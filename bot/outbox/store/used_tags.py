"""Which tags each site has used, as far as its articles have been seen. Read without SQLAlchemy, for `bot check`."""

from __future__ import annotations

import json
from pathlib import Path

from bot.outbox.store.read_only import read_rows

_QUERY = "SELECT DISTINCT site, CAST(tags AS TEXT) FROM articles"


def used_tags(database: str, folder: Path) -> dict[str, frozenset[str]]:
    """The categories and tags of the articles of each site that has shown any; {} where the database does not tell.

    `database` is the address of bot.toml, in `folder`.
    """
    try:
        rows = read_rows(database, folder, _QUERY)
    except Exception:  # noqa: BLE001  # of whichever driver: before the first poll there is no database, and no warning
        return {}
    tags: dict[str, set[str]] = {}
    for site, words in rows:
        tags.setdefault(site, set()).update(json.loads(words))
    return {site: frozenset(words) for site, words in tags.items()}
