"""Gets the token of a Page that does not end, from a short one of a person who may publish there.

https://developers.facebook.com/docs/pages-api/getting-started
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from bot.errors import AccountHalted
from bot.platforms.api_calls import Caller
from bot.platforms.error_mapping import Row
from bot.platforms.facebook.errors import APP_ROWS, USER_ROWS, error_of
from bot.platforms.facebook.examine import RIGHTS
from bot.platforms.facebook.rate_limits import regain_times
from bot.platforms.facebook.tokens import OwnPage, exchange, own_pages
from bot.platforms.http import PlatformSession
from bot.platforms.spec import Dialogue

ASKED_RIGHTS = ("pages_show_list", *RIGHTS)
"""`pages_show_list` is needed here only, to find the Page."""

EXPLORER = "https://developers.facebook.com/tools/explorer/"

CREATE = frozenset({"CREATE_CONTENT", "PROFILE_PLUS_CREATE_CONTENT"})
"""The task on a Page without which a person's token cannot post there, by its older name and its newer one."""


def authorise(known: Mapping[str, str], session: PlatformSession, dialogue: Dialogue) -> Mapping[str, str]:
    """See PlatformSpec. Needs the app's ID and secret, and a person who may publish on the Page."""
    app_id = known.get("APP_ID") or dialogue.ask_secret("APP_ID")
    app_secret = known.get("APP_SECRET") or dialogue.ask_secret("APP_SECRET")
    explorer = session.browser_url(f"{EXPLORER}?{urlencode({'app_id': app_id})}")
    dialogue.say(
        "Open this address in a browser, on any machine, logged in to Facebook as a person who may publish on the "
        f"Page:\n\n    {explorer}\n\nChoose the app, add the permissions {', '.join(ASKED_RIGHTS)}, press "
        '"Generate Access Token", and let the app have the Page.'
    )
    short = dialogue.ask_hidden("Paste the user token that Facebook shows")
    hidden = frozenset({app_secret, short})
    version = known.get("GRAPH_VERSION", "")
    long = _caller(session, hidden).read(lambda: exchange(short, app_id, app_secret, version, session))
    pages = _caller(session, hidden | {long}).read(lambda: own_pages(long, version, session))
    page = _chosen(pages, known.get("PAGE_ID", ""), dialogue)
    if page.tasks and not CREATE.intersection(page.tasks):
        dialogue.say(
            f"Warning: this person may not publish on {page.name}: they have {', '.join(page.tasks)}, and need the "
            "task to create content, which an administrator of the Page gives in its settings."
        )
    return {"PAGE_ID": page.id, "PAGE_TOKEN": page.token, "APP_ID": app_id, "APP_SECRET": app_secret}


def renew(secrets: Mapping[str, str], session: PlatformSession) -> Mapping[str, str]:
    """See PlatformSpec. Nothing without APP_ID and APP_SECRET.

    Meta documents the exchange for the tokens of people, and says neither yes nor no for those of Pages.
    """
    app_id, app_secret = secrets.get("APP_ID", ""), secrets.get("APP_SECRET", "")
    if not app_id or not app_secret:
        return {}
    token, version = secrets["PAGE_TOKEN"], secrets.get("GRAPH_VERSION", "")
    caller = _caller(session, frozenset({token, app_secret}), rows=APP_ROWS)
    longer = caller.read(lambda: exchange(token, app_id, app_secret, version, session))
    return {"PAGE_TOKEN": longer} if longer != token else {}


def _caller(session: PlatformSession, hidden: frozenset[str], *, rows: tuple[Row, ...] = USER_ROWS) -> Caller:
    return Caller(
        title="Facebook",
        session=session,
        error_of=error_of,
        rows=rows,
        secrets=hidden,
        own_times=regain_times,
    )


def _chosen(pages: Sequence[OwnPage], page_id: str, dialogue: Dialogue) -> OwnPage:
    """The Page with that id, or the one that the person chooses. Raises AccountHalted where there is none."""
    usable = [page for page in pages if page.token]
    if not usable:
        raise AccountHalted(
            "Facebook lists no Page for this token: it needs pages_show_list, the person needs a task on the Page, "
            "and the Page must be ticked where Facebook asks which ones the app may have"
        )
    known = next((page for page in usable if page.id == page_id), None)
    if known is not None or (len(usable) == 1 and not page_id):
        page = known or usable[0]
        dialogue.say(f"The Page is {page.name} ({page.id}).")
        return page
    if page_id:
        dialogue.say(f"The Page of the account so far, {page_id}, is not among those that this token opens.")
    return usable[dialogue.choose("The number of the Page to post to", [f"{page.name} ({page.id})" for page in usable])]
