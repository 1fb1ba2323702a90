"""What Facebook says of a Page's token is understood."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.errors import AccountHalted
from bot.platforms.facebook.examine import examine
from bot.platforms.facebook.stand_in_tokens import app_of, long_user_token
from bot.platforms.http import PlatformSession
from bot.platforms.spec import Examination
from bot.sandbox import Sandbox
from bot.sandbox.accounts import Timeline
from bot.sandbox.faults import Fault

OTHER_APP = "(#100) The App_id in the input_token did not match the Viewing App"
SOON = 1_900_000_000


def timeline_of(sandbox: Sandbox) -> Timeline:
    return next(timeline for timeline in sandbox.timelines() if timeline.account.platform == "facebook")


def secrets_of(sandbox: Sandbox, *, with_app: bool = True, **changed: str) -> dict[str, str]:
    account = timeline_of(sandbox).account
    app = app_of(account)
    keys = {"APP_ID": app.id, "APP_SECRET": app.secret} if with_app else {}
    return account.secrets() | keys | changed


def examined(sandbox: Sandbox, *, with_app: bool = True, **changed: str) -> Examination:
    return examine(secrets_of(sandbox, with_app=with_app, **changed), PlatformSession(sandbox=sandbox.url))


@pytest.fixture(params=[True, False], ids=["with the app", "without the app"])
def with_app(request: pytest.FixtureRequest) -> bool:
    return request.param


def test_the_page_the_app_the_rights_and_the_ends_are_told(sandbox: Sandbox, with_app: bool) -> None:
    timeline_of(sandbox).grants.update(data_access_expires_at=SOON)
    examination = examined(sandbox, with_app=with_app)
    account = timeline_of(sandbox).account
    assert examination.can_post
    assert examination.account == f"Modern Tokyo News ({account.id})"
    assert f"made by the app Newsroom bot ({app_of(account).id})" in examination.granted
    assert examination.token_ends_at is None
    assert examination.access_ends_at == datetime.fromtimestamp(SOON, UTC)
    assert bool(examination.notes) is not with_app


def test_a_token_that_ends_says_when(sandbox: Sandbox, with_app: bool) -> None:
    timeline_of(sandbox).grants["expires_at"] = SOON
    assert examined(sandbox, with_app=with_app).token_ends_at == datetime.fromtimestamp(SOON, UTC)


@pytest.mark.parametrize(
    ("subcode", "words"),
    [(463, "has expired"), (460, "password changed"), (458, "app was removed"), (492, "no role on the Page")],
)
def test_a_token_that_is_no_longer_valid_says_why(sandbox: Sandbox, with_app: bool, subcode: int, words: str) -> None:
    timeline_of(sandbox).grants.update(is_valid=False, subcode=subcode)
    with pytest.raises(AccountHalted, match=words):
        examined(sandbox, with_app=with_app)


def test_a_right_that_was_not_granted_is_missing(sandbox: Sandbox, with_app: bool) -> None:
    timeline_of(sandbox).grants["scopes"] = ["pages_show_list", "pages_read_engagement"]
    assert examined(sandbox, with_app=with_app).missing_rights == ("pages_manage_posts",)


def test_a_right_that_was_granted_for_another_page_only_is_missing(sandbox: Sandbox) -> None:
    timeline_of(sandbox).grants["granular_scopes"] = [{"scope": "pages_manage_posts", "target_ids": ["222"]}]
    assert examined(sandbox).missing_rights == ("pages_manage_posts",)


def test_the_token_of_another_page_is_named(sandbox: Sandbox, with_app: bool) -> None:
    (fault,) = examined(sandbox, with_app=with_app, PAGE_ID="222").faults
    assert "PAGE_ID names 222" in fault
    assert timeline_of(sandbox).account.id in fault


def test_the_token_of_a_person_is_named(sandbox: Sandbox, with_app: bool) -> None:
    token = long_user_token(timeline_of(sandbox).account)
    (fault,) = examined(sandbox, with_app=with_app, PAGE_TOKEN=token).faults
    assert "token of a person" in fault


def test_the_token_of_a_person_is_named_where_nobody_may_ask_about_it_too(sandbox: Sandbox) -> None:
    timeline_of(sandbox).grants["tells_nothing"] = True
    with pytest.raises(AccountHalted, match="not that of a Page"):
        examined(sandbox, with_app=False, PAGE_TOKEN=long_user_token(timeline_of(sandbox).account))


def test_an_app_that_cannot_be_live_is_a_warning(sandbox: Sandbox) -> None:
    timeline_of(sandbox).grants["privacy_policy_url"] = ""
    examination = examined(sandbox)
    assert examination.can_post
    assert "development mode" in examination.warnings[0]


def test_a_page_that_is_not_published_is_a_warning(sandbox: Sandbox, with_app: bool) -> None:
    timeline_of(sandbox).grants["is_published"] = False
    assert "not published" in examined(sandbox, with_app=with_app).warnings[0]


def test_where_only_the_app_may_ask_about_the_token_the_page_itself_still_answers(sandbox: Sandbox) -> None:
    timeline_of(sandbox).grants["tells_nothing"] = True
    examination = examined(sandbox, with_app=False)
    assert examination.can_post
    assert examination.granted == ()


def test_a_wrong_app_secret_is_told_as_what_it_is(sandbox: Sandbox) -> None:
    with pytest.raises(AccountHalted, match="APP_SECRET"):
        examined(sandbox, APP_SECRET="0" * 32)


def test_the_app_of_another_token_is_a_warning(sandbox: Sandbox) -> None:
    sandbox.faults.add(
        Fault(
            status=200,
            body=json.dumps([{"code": 400, "body": json.dumps({"error": {"message": OTHER_APP, "code": 100}})}]),
        )
    )
    examination = examined(sandbox)
    assert "another app made the token" in examination.warnings[0]


def test_a_rate_limit_is_no_fault_of_the_token(sandbox: Sandbox) -> None:
    for method in ("GET", "POST"):
        sandbox.faults.add("page used up", "page used up", method=method)
    with pytest.raises(Exception, match="takes no more calls for now"):
        examined(sandbox)
