"""What Facebook says of a Page, of its token, and of the app that made the token."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.errors import AccountHalted, RetryLater
from bot.platforms.api_calls import Caller, NoReceiptError, utc_now
from bot.platforms.error_mapping import ApiError, Row, outcome_of_answer
from bot.platforms.facebook.client import appsecret_proof, open_graph
from bot.platforms.facebook.error_rows import ROWS
from bot.platforms.facebook.errors import APP_ROWS, PAGE_ROWS, error_of
from bot.platforms.facebook.rate_limits import regain_times
from bot.platforms.facebook.tokens import TokenFacts, debug_token
from bot.platforms.http import PlatformSession
from bot.platforms.spec import Examination

RIGHTS = ("pages_manage_posts", "pages_read_engagement")
"""What posting and looking a post up need: https://developers.facebook.com/docs/pages-api/posts"""

_NOT_TOLD = Row(then="refused", codes=(100,), because="tells nothing about this token")


def examine(secrets: Mapping[str, str], session: PlatformSession) -> Examination:
    """See PlatformSpec. With APP_ID and APP_SECRET it tells more; costs nothing."""
    return _Examiner(secrets, session).examine()


_WITHOUT_APP = "with APP_ID and APP_SECRET beside it, Facebook tells for certain when the token ends and what it may do"


class _Examiner:
    def __init__(
        self, secrets: Mapping[str, str], session: PlatformSession, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._secrets = secrets
        self._session = session
        self._clock = clock
        self._version = secrets.get("GRAPH_VERSION", "")
        app_id, app_secret = secrets.get("APP_ID", ""), secrets.get("APP_SECRET", "")
        self._token = secrets["PAGE_TOKEN"]
        self._app_token = f"{app_id}|{app_secret}" if app_id and app_secret else ""
        self._proof = {"appsecret_proof": appsecret_proof(self._token, app_secret)} if app_secret else {}
        self._hidden = frozenset({self._token, app_secret, self._app_token, *self._proof.values()} - {""})

    def examine(self) -> Examination:
        token, warnings = self._token_facts()
        notes = () if self._app_token else (_WITHOUT_APP,)
        if token is not None and not token.is_valid:
            raise _invalid(token, self._clock())
        if token is not None and (fault := _wrong_kind(token)):
            return Examination(account=f"app {token.app}".strip(), faults=(fault,), warnings=tuple(warnings))
        page = self._caller(PAGE_ROWS).read(self._page)
        if page["id"] != str(self._secrets["PAGE_ID"]) and self._secrets["PAGE_ID"].isdigit():
            return Examination(
                account=_page_name(page),
                faults=(
                    f"the token is that of the Page {_page_name(page)}, and PAGE_ID names "
                    f"{self._secrets['PAGE_ID']}: make both those of one Page",
                ),
            )
        if page.get("is_published") is False:
            warnings.append("the Page is not published, so nobody but its editors sees it: publish it in its settings")
        app = self._app() if self._app_token and token is not None else None
        return Examination(
            account=_page_name(page),
            granted=tuple(_granted(token)),
            missing_rights=missing_rights(token, str(page["id"])) if token else (),
            warnings=(*warnings, *_app_warnings(app)),
            notes=notes,
            token_ends_at=token.ends_at if token else None,
            access_ends_at=token.access_ends_at if token else None,
        )

    def _caller(self, rows: tuple[Row, ...]) -> Caller:
        return Caller(
            title="Facebook",
            session=self._session,
            error_of=error_of,
            rows=rows,
            secrets=self._hidden,
            own_times=regain_times,
            clock=self._clock,
        )

    def _token_facts(self) -> tuple[TokenFacts | None, list[str]]:
        """What is said of the token, None where nothing is; and warnings.

        The app may always ask. The token itself may often ask about itself; Meta documents that for people's only.
        """
        warnings: list[str] = []
        if self._app_token:
            try:
                return self._caller(APP_ROWS).read(lambda: self._debug(self._app_token)), warnings
            except AccountHalted as exc:
                warnings.append(str(exc))
        try:
            return self._caller((_NOT_TOLD, *ROWS)).read(lambda: self._debug(self._token)), warnings
        except RetryLater:
            if self._session.answer is None or self._session.answer.status >= 500:
                raise
            return None, warnings

    def _debug(self, viewer: str) -> TokenFacts:
        return debug_token(self._token, viewer, self._version, self._session)

    def _page(self) -> Mapping[str, Any]:
        """The Page that the token belongs to; for the token of a Page, "me" is that Page."""
        graph = open_graph(self._token, self._version, self._session)
        return _with_id(graph.get_object("me", fields="id,name,is_published", **self._proof))

    def _app(self) -> Mapping[str, Any] | None:
        """The app's own settings; None where they cannot be read."""
        graph = open_graph(self._app_token, self._version, self._session)
        fields = "id,name,privacy_policy_url"
        try:
            return self._caller(APP_ROWS).read(
                lambda: _with_id(graph.get_object(self._secrets["APP_ID"], fields=fields))
            )
        except (AccountHalted, RetryLater):
            return None


def missing_rights(token: TokenFacts, page: str) -> tuple[str, ...]:
    """Those of RIGHTS that the token does not have for this Page."""
    return tuple(
        right
        for right in RIGHTS
        if right not in token.scopes or page not in token.pages_by_scope.get(right, frozenset({page}))
    )


def _with_id(answer: Any) -> Mapping[str, Any]:
    if not isinstance(answer, dict) or not isinstance(answer.get("id"), str):
        raise NoReceiptError("an answer without an id")
    return answer


def _invalid(token: TokenFacts, now: datetime) -> AccountHalted:
    """The error that a call with the token would meet."""
    code, subcode, words = (token.error.get(key) for key in ("code", "subcode", "message"))
    error = ApiError(
        400,
        codes=frozenset({code if isinstance(code, int) else 190}),
        subcodes=frozenset({subcode} if isinstance(subcode, int) else ()),
        words=words if isinstance(words, str) else "",
    )
    outcome = outcome_of_answer(error, ROWS, "Facebook", {}, now)
    return outcome if isinstance(outcome, AccountHalted) else AccountHalted(str(outcome))


def _wrong_kind(token: TokenFacts) -> str:
    kinds = {"USER": "a person", "APP": "an app"}
    if token.kind not in kinds:
        return ""
    return f"PAGE_TOKEN holds the token of {kinds[token.kind]}, which cannot post as the Page: make that of the Page"


def _page_name(page: Mapping[str, Any]) -> str:
    return f"{page.get('name') or 'a Page without a name'} ({page['id']})"


def _granted(token: TokenFacts | None) -> Iterator[str]:
    if token is None:
        return
    if token.app:
        yield f"made by the app {token.app} ({token.app_id})"
    yield f"rights: {', '.join(token.scopes) or 'none'}"
    if token.ends_at is None:
        yield "the token does not end"


def _app_warnings(app: Mapping[str, Any] | None) -> Iterator[str]:
    """Whether the app is in development mode, in which posts are seen by nobody but its own people.

    The API does not say it. But an app without a privacy policy cannot have been switched to Live:
    https://developers.facebook.com/docs/development/build-and-test/app-modes
    """
    if app is not None and not app.get("privacy_policy_url"):
        yield (
            f"the app {app.get('name', '')} has no address of a privacy policy, so it must be in development mode, in "
            f"which nobody but its own people sees the posts: switch it to Live at "
            f"https://developers.facebook.com/apps/{app['id']}"
        )
