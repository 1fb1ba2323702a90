"""Everything that this program raises on purpose. The class says what happens next; the message says what is wrong.

What a person can do about it stands in the message too, in words that are true wherever it is read, or in `actions`,
which the command line and others spell in their own way.

    BotError
    ├── SettingsError          bot.toml or .env is wrong; names the key, its place and what would be right   exit 2
    ├── FeedError              one site cannot be asked or read; the others go on
    ├── TemplateError          does not parse, names an unknown variable, or drops the link or the appeal
    ├── ComposeError           nothing fits, or the article has not what a post needs
    ├── DeliveryNotFound       no delivery (or article) of that name
    ├── WrongStatus            the delivery's status does not allow this move
    ├── NotThatPost            an address is not that of the delivery's post
    ├── ActNotFound            nobody has done anything of that ID, or anything that could be undone
    ├── CannotUndo             what was done cannot be undone, or has moved on since
    ├── StoreError             the database failed; __cause__ is the driver's error
    │   ├── ConflictError          another transaction was faster; nothing was written, and it may be tried anew
    │   ├── UnstorableError        a value is none that the database takes; nothing was written, the database is well
    │   └── ReplacedError          an older copy stands in the place of the database that was in use
    ├── AlertError             an address has not taken a message for people; it is tried again
    ├── SandboxError           the local stand-in cannot start
    ├── PingError              whoever watches the bot from outside could not be told
    ├── PictureError           no browser here draws the preview's page
    └── PublishError           a call to a platform did not end in a receipt:
        ├── RetryLater             surely not stored: send again at `at`
        ├── Refused                surely not stored, and this post is not wanted
        ├── AccountHalted          surely not stored; token, money or suspension: the account stops, its queue stays
        └── OutcomeUnknown         perhaps stored: look before sending again

Each edge turns every foreign exception into one of these, `from exc`. No message holds a secret.
"""

from __future__ import annotations

from datetime import datetime

from bot.actions import Action


class BotError(Exception):
    """The root of what this program raises on purpose; its text is fit for a person to read."""

    exit_code = 1
    actions: tuple[Action, ...] = ()
    """What a person can do about it, beside what the message says."""


class SettingsError(BotError):
    """The settings are wrong. `faults` are all that were found, each naming key, place and remedy."""

    exit_code = 2

    def __init__(self, *faults: str, actions: tuple[Action, ...] = ()) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults
        self.actions = actions


class FeedError(BotError):
    """The site called `site` cannot be asked or read this time.

    `ask_again_at` (aware UTC) is when the site itself wishes to be asked again, if it said so. `gone` is true where
    it says that the feed will never come back (HTTP 410). `status` is the HTTP status that it answered; 0 for none.
    `no_feed` is true where something else than a feed is at the address, such as a page.
    """

    def __init__(
        self,
        site: str,
        message: str,
        *,
        ask_again_at: datetime | None = None,
        gone: bool = False,
        status: int = 0,
        no_feed: bool = False,
    ) -> None:
        super().__init__(message)
        self.site = site
        self.ask_again_at = ask_again_at
        self.gone = gone
        self.status = status
        self.no_feed = no_feed


class TemplateError(BotError):
    """The template called `template` cannot be used."""

    exit_code = 2

    def __init__(self, template: str, message: str) -> None:
        super().__init__(f"{template}: {message}")
        self.template = template


class ComposeError(BotError):
    """No post for the account called `account` can be made of this article."""

    def __init__(self, account: str, message: str) -> None:
        super().__init__(message)
        self.account = account


class DeliveryNotFound(BotError):
    """There is no delivery, or no article, of that name."""

    def __init__(self, message: str, *, actions: tuple[Action, ...] = ()) -> None:
        super().__init__(message)
        self.actions = actions


class WrongStatus(BotError):
    """The delivery is in status `status`, from which the move asked for does not lead."""

    def __init__(self, delivery: int, status: str, message: str, *, actions: tuple[Action, ...] = ()) -> None:
        super().__init__(message)
        self.delivery = delivery
        self.status = status
        self.actions = actions


class NotThatPost(BotError):
    """The address that a person names cannot be that of the delivery's post."""

    def __init__(self, message: str, *, actions: tuple[Action, ...] = ()) -> None:
        super().__init__(message)
        self.actions = actions


class ActNotFound(BotError):
    """There is no act of that ID, or none that could be undone."""

    def __init__(self, message: str, *, actions: tuple[Action, ...] = ()) -> None:
        super().__init__(message)
        self.actions = actions


class CannotUndo(BotError):
    """The act is none that can be undone, or what it was done to has moved on since. Nothing was changed."""

    def __init__(self, message: str, *, actions: tuple[Action, ...] = ()) -> None:
        super().__init__(message)
        self.actions = actions


class StoreError(BotError):
    """The database failed; `__cause__` is the driver's error."""


class ConflictError(StoreError):
    """Another transaction was faster: a constraint forbids what was to be written, or the two blocked each other.

    Nothing was written. Whoever reads again and decides anew may succeed.
    """


class UnstorableError(StoreError):
    """What was to be written is no value that the database takes. Nothing was written; the database is well."""


class ReplacedError(StoreError):
    """The database does not know of the last call that was made: a backup, or a copy, stands in its place."""


class AlertError(BotError):
    """An address has not taken a message for people. The message says why, and what to do; it holds no secret."""


class SandboxError(BotError):
    """The local stand-in for the platforms cannot start."""


class PingError(BotError):
    """Whoever watches the bot from outside could not be told that it works."""


class PictureError(BotError):
    """No browser of this machine draws the page of a preview."""


class PublishError(BotError):
    """A call to a platform did not end in a receipt.

    The message may quote the platform, so characters that no database takes are replaced in it: it is to be recorded.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message.encode("utf-8", "replace").decode("utf-8").replace("\0", "?"))


class RetryLater(PublishError):
    """Surely not stored. The account waits until `at` (aware UTC), or for its own backoff where `at` is None.

    `post_at` (aware UTC) is later than `at` where nobody knows whether the post or the account is the reason: this post
    is not sent again before then, so that the account's next one shows which of the two it is.
    """

    def __init__(self, message: str, at: datetime | None = None, *, post_at: datetime | None = None) -> None:
        super().__init__(message)
        self.at = at
        self.post_at = post_at


class Refused(PublishError):
    """Surely not stored, and the platform does not want this post.

    `duplicate` is true where the platform says that it has this text already: after an attempt whose outcome is
    unknown that is a reason to look, never a proof.
    """

    def __init__(self, message: str, *, duplicate: bool = False) -> None:
        super().__init__(message)
        self.duplicate = duplicate


class AccountHalted(PublishError):
    """Surely not stored. Nothing more goes out on this account until a person has done what the message says."""


class OutcomeUnknown(PublishError):
    """Perhaps stored, perhaps not: reconcile before anything is sent again.

    `is_refusal` is true where the platform has answered with an error of the sender's (4xx) that this program does not
    know. Whoever gets it again, after the post was not found, need not send it a third time.
    """

    def __init__(self, message: str, *, is_refusal: bool = False) -> None:
        super().__init__(message)
        self.is_refusal = is_refusal
