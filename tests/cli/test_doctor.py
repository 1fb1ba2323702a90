"""`bot doctor` asks the real thing and says what would fail."""

from __future__ import annotations

import pytest

from bot.sandbox.accounts import Timeline
from tests.cli.conftest import Office


def timeline_of(office: Office, platform: str) -> Timeline:
    return next(timeline for timeline in office.sandbox.timelines() if timeline.account.platform == platform)


@pytest.fixture(autouse=True)
def published(office: Office) -> None:
    office.newsroom.publish(office.articles[0])


def told(office: Office) -> str:
    return office.bot("doctor").output


def test_all_is_well(office: Office) -> None:
    result = office.bot("doctor")
    assert result.exit_code == 0, result.output
    for text in (
        "mtt: it can post as @moderntokyonews",
        "page: it can post as Modern Tokyo News",
        "its feed at",
        "X can make a link card",
        "clock: it agrees with the platforms' to",
        "the database can be read and written",
        "nobody is told when something is wrong",
    ):
        assert text in result.output
    assert all(not timeline.posts for timeline in office.sandbox.timelines())


def test_check_online_is_the_same(office: Office) -> None:
    by_check, by_doctor = (office.json(*words)["results"] for words in (("check", "--online"), ("doctor",)))
    assert [(each["subject"], each["severity"]) for each in by_check] == [
        (each["subject"], each["severity"]) for each in by_doctor
    ]


def test_a_token_that_may_only_read_is_broken(office: Office) -> None:
    timeline_of(office, "x").grants["access_level"] = "read"
    result = office.bot("doctor")
    assert result.exit_code == 1
    assert "BROKEN mtt: its keys lack the right “Read and write”" in result.output
    assert "`bot auth mtt`" in result.output


def test_a_revoked_token_is_broken_and_status_knows_it_from_then_on(office: Office) -> None:
    timeline_of(office, "facebook").grants.update(is_valid=False, subcode=460)
    result = office.bot("doctor")
    assert result.exit_code == 1
    assert "password changed" in result.output
    assert "nothing can be posted with the token of page" in office.bot("status", "--check").output


def test_a_token_that_ends_soon_needs_a_person(office: Office) -> None:
    in_a_week = int(office.sandbox.rules.clock()) + 7 * 86_400
    timeline_of(office, "facebook").grants["data_access_expires_at"] = in_a_week
    result = office.bot("doctor")
    assert result.exit_code == 3
    assert "PERSON page: the consent to use its data ends in 6 days" in result.output


def test_an_account_that_cannot_be_asked_is_broken_and_the_rest_is_asked_all_the_same(office: Office) -> None:
    for method in ("GET", "POST"):
        office.sandbox.faults.add(*["stored, then 502"] * 2, account="FACEBOOK", method=method)
    result = office.bot("doctor")
    assert result.exit_code == 1
    assert "BROKEN page: Facebook " in result.output
    assert "mtt: it can post" in result.output


def test_a_site_without_a_feed_is_broken(office: Office) -> None:
    office.write_settings(**{office.newsroom.url: f"{office.newsroom.url}/nowhere"})
    result = office.bot("doctor")
    assert result.exit_code == 1
    assert "BROKEN Modern Tokyo News: " in result.output


def test_a_missing_key_is_told_once_for_its_account(office: Office) -> None:
    path = office.folder / ".env"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("FACEBOOK_PAGE_TOKEN")))
    result = office.bot("doctor")
    assert result.exit_code == 1
    assert "BROKEN page: Facebook was not asked: FACEBOOK_PAGE_TOKEN: is missing" in result.output


def test_keys_in_each_other_s_line_are_named_without_any_network(office: Office) -> None:
    credentials = office.sandbox.credentials
    path = office.folder / ".env"
    path.write_text(path.read_text().replace(credentials["X_API_KEY"], credentials["X_ACCESS_TOKEN"]))
    result = office.bot("check")
    assert result.exit_code == 2
    assert "X_API_KEY: what it holds has the form of X_ACCESS_TOKEN" in result.output
    assert credentials["X_ACCESS_TOKEN"] not in result.output


def test_what_it_costs_is_said_before(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "US dollars" not in told(office)
    settings = office.folder / "bot.toml"
    settings.write_text(settings.read_text().replace("sandbox =", "# sandbox ="))
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    result = office.bot("doctor")
    assert result.stderr.startswith("X may charge 0.01 US dollars for being asked about mtt.\n")
    assert result.exit_code == 1


def test_no_key_is_printed(office: Office) -> None:
    timeline_of(office, "facebook").grants.update(is_valid=False, subcode=460)
    timeline_of(office, "x").grants["is_revoked"] = True
    output = told(office) + office.bot("doctor", "--json").output
    public = ("FACEBOOK_PAGE_ID",)
    keys = [value for name, value in office.sandbox.credentials.items() if name not in public]
    assert [key for key in keys if key in output] == []


IN_TWO_STEPS = "posts in two steps: a lost answer needs nobody"


def steps_in_status(office: Office) -> dict[str, object]:
    return {account["name"]: account["two_steps"] for account in office.json("status")["accounts"]}


def test_whether_an_account_posts_in_two_steps_is_tried_only_when_asked_for(office: Office) -> None:
    told(office)
    assert "`bot doctor --probe` tries whether two are possible" in office.bot("status").output
    assert steps_in_status(office) == {
        "mtt": None,
        "page": {"is_used": False, "probed_at": None, "refusal": ""},
    }


def test_a_page_that_keeps_drafts_posts_in_two_steps_from_then_on_and_nobody_has_seen_any(office: Office) -> None:
    result = office.bot("doctor", "--probe")
    assert result.exit_code == 0, result.output
    assert "page: it posts in two steps from now on: a draft was made, stayed unseen, and was deleted" in result.output
    assert IN_TWO_STEPS in office.bot("status").output
    page = timeline_of(office, "facebook")
    assert (page.posts, page.drafts) == ([], [])


@pytest.mark.parametrize(
    ("drafts", "reason"),
    [
        ("refused", "(#100) Unpublished posts are not available for this Page"),
        ("published", "Facebook published a draft at once; it was deleted"),
    ],
)
def test_a_page_that_keeps_no_drafts_goes_on_in_one_step_and_status_says_why(
    office: Office, drafts: str, reason: str
) -> None:
    office.sandbox.rules.drafts = drafts  # type: ignore[assignment]
    result = office.bot("doctor", "--probe")
    assert result.exit_code == 0, result.output
    assert "note   page: it posts in one step" in result.output
    assert "`bot doctor --probe` tries it, and nobody sees anything of that" in " ".join(result.output.split())
    assert reason in " ".join(office.bot("status").output.split())
    steps = steps_in_status(office)["page"]
    assert isinstance(steps, dict)
    assert reason in steps["refusal"]
    assert timeline_of(office, "facebook").posts == []


def test_a_probe_that_learns_nothing_leaves_what_was_known(office: Office) -> None:
    office.bot("doctor", "--probe")
    office.sandbox.faults.add(*["not stored, 503"] * 10, account="FACEBOOK", method="POST")
    assert "PERSON page: two steps were not tried: " in office.bot("doctor", "--probe").output
    assert IN_TWO_STEPS in office.bot("status").output


def test_a_probe_with_keys_that_are_refused_is_broken(office: Office) -> None:
    timeline_of(office, "facebook").grants.update(is_valid=False, subcode=460)
    result = office.bot("doctor", "--probe")
    assert result.exit_code == 1
    assert "page: two steps were not tried" in result.output


def test_a_probe_s_results_are_printed_as_json_too(office: Office) -> None:
    results = office.json("doctor", "--probe")["results"]
    assert any(each["subject"] == "page" and "two steps" in each["what"] for each in results)
