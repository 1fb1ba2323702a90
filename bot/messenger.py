"""Writes to people, by the addresses below [alerts]: what they are shown, with secrets hidden, through `bot.alerts`."""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.errors import AlertError, SettingsError
from bot.outbox.rules.states import AlertText
from bot.settings import Settings, alert_address, all_secret_values, why_no_alert

if TYPE_CHECKING:
    from bot.desk.alert.digest import Digest
    from bot.health.alerting import News
    from bot.outbox.store.alerts import OpenAlert
    from bot.show.alert_text import Writer
    from bot.show.as_json import Spell


@dataclass(frozen=True, slots=True)
class Messenger:
    """A `bot.desk.Messenger`. The secrets are read anew for each message, so that a corrected one is used at once."""

    environ: Mapping[str, str]
    spell: Spell
    """How an action is written, such as the command for it."""

    def write(self, settings: Settings, news: News, now: datetime) -> AlertText:
        """What a message says of this news, without any secret."""
        from bot.show.alert_text import alert_text

        return self._redacted(settings, alert_text(news, now, self._writer(settings)))

    def write_digest(self, settings: Settings, digest: Digest) -> AlertText:
        """What a message says of the last day or week, without any secret."""
        from bot.show.digest_text import digest_text

        return self._redacted(settings, digest_text(digest, self._writer(settings)))

    def write_trial(self, settings: Settings) -> AlertText:
        """What a message says that only shows whether an address works."""
        from bot.show.alert_text import trial_text

        return trial_text(self._writer(settings))

    def send(self, settings: Settings, address: str, alerts: Sequence[OpenAlert]) -> None:
        """Send these, as one message. Raises AlertError where it is not taken, and SettingsError."""
        from bot.alerts import send
        from bot.show.alert_text import message_of

        mark = " ".join((address, *(f"{alert.id} {alert.created_at.isoformat()}" for alert in alerts)))
        texts = [(alert.text, alert.created_at) for alert in alerts]
        message = message_of(texts, f"{mark} {settings.folder}", self._writer(settings))
        try:
            send(alert_address(settings, address, self.environ), message)
        except (AlertError, SettingsError) as exc:
            # A server's answer may quote what it was given.
            raise type(exc)(self._hide(settings)(str(exc))) from exc

    def fault(self, settings: Settings, address: str) -> str:
        """Why nothing can be sent to the address; "" where nothing speaks against it."""
        return why_no_alert(settings, address, self.environ)

    def _writer(self, settings: Settings) -> Writer:
        from bot.show.alert_text import Writer

        return Writer(
            zone=settings.timezone,
            spell=self.spell,
            sites=tuple(site.name for site in settings.sites),
            host=socket.gethostname(),
        )

    def _redacted(self, settings: Settings, text: AlertText) -> AlertText:
        hide = self._hide(settings)
        findings = tuple(
            {key: _redacted_value(value, hide) for key, value in finding.items()} for finding in text.findings
        )
        return AlertText(subject=hide(text.subject), body=hide(text.body), findings=findings)

    def _hide(self, settings: Settings) -> Any:
        """The log's own redaction, as the last guard: no text is made of secrets."""
        from bot.logs import redaction

        return redaction(all_secret_values(settings, self.environ))


def _redacted_value(value: Any, hide: Any) -> Any:
    if isinstance(value, str):
        return hide(value)
    return [hide(element) for element in value] if isinstance(value, list) else value
