"""What is previewed: a saved file, or articles from the sites and the database.

With --watch the previews are made again and again. Settings, templates and the file are then read each time, but what
came over the network only once.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import (
    DEFAULT_CONFIG,
    accounts_named,
    config_path,
    open_desk,
    read_settings,
    warn_of_running_bot,
)
from bot.cli.progress import showing_progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.article import Article
    from bot.desk import Desk
    from bot.desk.report.preview import Preview
    from bot.errors import FeedError
    from bot.settings import Account, Settings
    from bot.sources.page.card import CardPage

MAX_ARTICLES = 10
"""Of a saved feed, at most this many articles are previewed."""


@dataclass
class Source:
    """What to preview, as the command line says it."""

    target: str
    link: str = ""
    account_names: tuple[str, ...] = ()
    wants_card: bool | None = None
    """Whether to read the links' pages for their cards; None: unless the target is a file."""
    is_for_programs: bool = False
    """Show no progress: nobody watches."""
    _pages: dict[str, CardPage | FeedError] = field(default_factory=dict)
    _articles: list[Article] | None = None
    _stdin: bytes | None = None
    _messages: set[str] = field(default_factory=set)

    @property
    def is_file(self) -> bool:
        """Whether the target is a file or standard input."""
        return self.target == "-" or Path(self.target).is_file()

    def previews(self) -> list[Preview]:
        """The previews of the target. Raises BotError if there is nothing to preview."""
        return self._file_previews() if self.is_file else self._desk_previews()

    def paths(self) -> list[Path]:
        """The files that the previews are made from, and the templates' folder, where new ones may appear."""
        settings = self._settings() if self.is_file else read_settings()
        own = [Path(self.target)] if self.is_file and self.target != "-" else []
        return [*own, config_path(), settings.templates, *settings.templates.glob("*")]

    def _file_previews(self) -> list[Preview]:
        # Imported here for a fast start; see bot/cli/__init__.py.
        from bot.desk.composing import recurring_in
        from bot.desk.report.preview import PreviewContext, accounts_for, article_in_file, preview_without_outbox
        from bot.wiring import templates_of, utc_now

        settings, content = self._settings(), self._content()
        accounts = self._named_accounts(settings)
        articles = article_in_file(settings, content, self.link)
        if any(article.link == site.url for article in articles for site in settings.sites):
            self._tell("The file does not tell its article's address: the site's stands in; --link URL gives it.")
        if len(articles) > MAX_ARTICLES:
            self._tell(f"{len(articles)} articles; these are the first {MAX_ARTICLES}")
        recurring, templates = recurring_in(articles), templates_of(settings)
        shown_articles = articles[:MAX_ARTICLES]
        pages = self._pages_for(settings, shown_articles) if self.wants_card else self._saved_page(content, articles)
        return [
            preview_without_outbox(
                settings,
                templates,
                article,
                accounts_for(settings, article, accounts),
                PreviewContext(recurring=recurring, page=pages.get(article.link)),
                utc_now(),
            )
            for article in shown_articles
        ]

    def _desk_previews(self) -> list[Preview]:
        from bot.desk.report.preview import accounts_for, preview_at_desk, preview_of_delivery

        if not (self.target == "latest" or self.target.isdigit() or "://" in self.target):
            raise click.BadParameter(f"{self.target!r} is no file, no URL, no delivery's ID and not `latest`")
        settings = read_settings()
        accounts = self._named_accounts(settings)
        with open_desk(settings) as opened_desk, showing_progress(opened_desk, as_json=self.is_for_programs) as desk:
            warn_of_running_bot(desk, times=self.target.isdigit())
            if self._articles is None:
                self._articles = self._read_articles(desk)
            pages = {} if self.wants_card is False else self._pages_for(settings, self._articles)
            if self.target.isdigit():
                return [preview_of_delivery(desk, int(self.target), pages.get(self._articles[0].link))]
            return [
                preview_at_desk(desk, article, accounts_for(settings, article, accounts), pages.get(article.link))
                for article in self._articles
            ]

    def _read_articles(self, desk: Desk) -> list[Article]:
        from bot.desk.edit.editing import article_at, article_of_delivery, latest_articles
        from bot.desk.edit.selection import find_delivery

        if self.target.isdigit():
            return [article_of_delivery(desk, find_delivery(desk, int(self.target)))]
        return latest_articles(desk) if self.target == "latest" else [article_at(desk, self.target).article]

    def _pages_for(self, settings: Settings, articles: Sequence[Article]) -> dict[str, CardPage | FeedError]:
        """The pages behind the articles' links, by URL; each is read only once."""
        from bot.wiring import read_card_pages

        missing = [article.link for article in articles if article.link not in self._pages]
        self._pages |= read_card_pages(settings, list(dict.fromkeys(missing))) if missing else {}
        return self._pages

    def _saved_page(self, content: bytes, articles: Sequence[Article]) -> dict[str, CardPage | FeedError]:
        from bot.sources.page.card import saved_card_page

        page = saved_card_page(content, articles[0].link) if len(articles) == 1 else None
        return {articles[0].link: page} if page else {}

    def _content(self) -> bytes:
        if self.target == "-":
            if self._stdin is None:
                self._stdin = sys.stdin.buffer.read()
            return self._stdin
        try:
            return Path(self.target).read_bytes()
        except OSError as exc:
            raise click.ClickException(f"{self.target} cannot be read: {exc.strerror}") from exc

    def _named_accounts(self, settings: Settings) -> list[Account]:
        return accounts_named(settings, self.account_names) if self.account_names else []

    def _settings(self) -> Settings:
        from bot.settings import sample_settings

        if config_path().exists() or config_path() != DEFAULT_CONFIG:
            return read_settings()
        self._tell(f"No {config_path()} here, so this is the sample newsroom's; `bot init SITE` writes your own.")
        return sample_settings()

    def _tell(self, message: str) -> None:
        """Print a message on stderr, but only once."""
        if message not in self._messages:
            click.echo(message, err=True)
        self._messages.add(message)
