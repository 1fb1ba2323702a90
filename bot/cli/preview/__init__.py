"""The command `bot preview`: what each account would post, in the terminal, as an HTML page, a picture, or JSON."""

from bot.cli.preview.command import preview

__all__ = ["preview"]
