"""bot preview: in the terminal, as a page, as a picture, as data."""

from bot.cli.preview.command import preview

__all__ = ["preview"]
