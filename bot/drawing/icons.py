"""The icons below posts, drawn in lines on 24 by 24 units. Pure."""

from __future__ import annotations

from markupsafe import Markup

_PATHS = {
    "reply": "M21 12a8.5 8.5 0 0 1-12.4 7.6L3.5 21l1.4-4.6A8.5 8.5 0 1 1 21 12z",
    "repost": "M4 9l3.5-3.5L11 9M7.5 6v9.5a2 2 0 0 0 2 2H13M20 15l-3.5 3.5L13 15M16.5 18V8.5a2 2 0 0 0-2-2H11",
    "heart": "M12 20.5C5 15.5 3 12.3 3 9a4.7 4.7 0 0 1 9-2 4.7 4.7 0 0 1 9 2c0 3.3-2 6.5-9 11.5z",
    "views": "M5 20v-6M10 20V5M15 20v-9M20 20V8",
    "share": "M12 15.5V4M7.5 8.5L12 4l4.5 4.5M4.5 14.5v4a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-4",
    "thumb": ("M7 21H4V10.5h3zm0-1 2 1h7.5a2 2 0 0 0 2-1.6l1.3-6.5a2 2 0 0 0-2-2.4H13V5.5a2 2 0 0 0-4 0c0 2-1 4-2 5z"),
    "news": "M5 4h14v16H5zM8 8h8M8 12h8M8 16h5",
}


def icon(name: str) -> Markup:
    """The icon of that name as SVG. Raises KeyError for an unknown name."""
    return Markup('<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>').format(_PATHS[name])
