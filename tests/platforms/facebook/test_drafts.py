"""A Page's posts are drafts first; and whether a Page keeps drafts is found out without anybody seeing one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.errors import AccountHalted, OutcomeUnknown, Refused, RetryLater
from bot.platforms.facebook.drafts import FacebookWithDrafts
from bot.platforms.facebook.probe import probe
from bot.platforms.http import PlatformSession
from bot.sandbox import Sandbox
from bot.sandbox.accounts import Timeline
from bot.sandbox.faults import PASSING_IF_REPEATABLE, Fault
from tests.platforms.facebook.test_examine import secrets_of, timeline_of

LINK = "https://moderntokyonews.com/2026/11/28/snow/"
TEXT = f"Snow closes the pass\n\n{LINK}?utm_source=facebook\n\nSupport us."
NO_LINK = "Snow closes the pass. Support us."

GRAPH_33 = Fault(
    stores=False,
    status=400,
    body='{"error":{"message":"Unsupported get request. Object does not exist, cannot be loaded due to missing '
    'permissions","code":100,"error_subcode":33}}',
)


def refusal(code: int, words: str, *, stores: bool = False) -> Fault:
    return Fault(stores=stores, status=400, body=f'{{"error":{{"message":"(#{code}) {words}","code":{code}}}}}')


@pytest.fixture
def timeline(sandbox: Sandbox) -> Timeline:
    return timeline_of(sandbox)


@pytest.fixture
def opened(sandbox: Sandbox) -> Callable[[], FacebookWithDrafts]:
    """Another process's client of the same Page."""
    return lambda: FacebookWithDrafts(secrets_of(sandbox), PlatformSession(sandbox=sandbox.url))


@pytest.fixture
def page(opened: Callable[[], FacebookWithDrafts]) -> FacebookWithDrafts:
    return opened()


def test_a_draft_has_the_card_that_the_post_would_have(page: FacebookWithDrafts, timeline: Timeline) -> None:
    page.prepare(TEXT, LINK, key="")
    page.prepare(NO_LINK, LINK, key="")
    assert [draft.link for draft in timeline.drafts] == [f"{LINK}?utm_source=facebook", LINK]


def test_a_draft_whose_answer_was_lost_is_taken_and_no_second_made(
    sandbox: Sandbox, page: FacebookWithDrafts, timeline: Timeline
) -> None:
    sandbox.faults.add("lost reply")
    with pytest.raises(OutcomeUnknown):
        page.prepare(TEXT, LINK, key="")
    key = page.prepare(TEXT, LINK, key="")
    assert [draft.id for draft in timeline.drafts] == [key.split()[0]]


def test_a_draft_that_a_killed_process_left_is_taken_too(
    page: FacebookWithDrafts, opened: Callable[[], FacebookWithDrafts]
) -> None:
    assert opened().prepare(TEXT, LINK, key="") == page.prepare(TEXT, LINK, key="")


def test_where_facebook_lists_no_drafts_another_is_made_and_the_lost_one_is_never_seen(
    sandbox: Sandbox, page: FacebookWithDrafts, timeline: Timeline
) -> None:
    sandbox.faults.add("lost reply")
    with pytest.raises(OutcomeUnknown):
        page.prepare(TEXT, LINK, key="")
    sandbox.faults.add(refusal(200, "no right to read this edge"), method="GET")
    page.publish_prepared(page.prepare(TEXT, LINK, key=""), TEXT, LINK)
    assert (len(timeline.drafts), len(timeline.posts)) == (1, 1)


def test_only_a_draft_with_the_same_text_and_link_is_taken(
    sandbox: Sandbox, opened: Callable[[], FacebookWithDrafts], timeline: Timeline
) -> None:
    for text, link in ((TEXT, LINK), (TEXT.replace("pass", "road"), LINK), (NO_LINK, LINK), (NO_LINK, f"{LINK}2")):
        opened().prepare(text, link, key="")
    assert len(timeline.drafts) == 4


def test_a_planned_post_of_a_person_is_left_alone(
    sandbox: Sandbox, page: FacebookWithDrafts, timeline: Timeline
) -> None:
    listed = f'{{"data":[{{"id":"1_2","message":{TEXT!r},"is_published":false,"scheduled_publish_time":1}}]}}'
    sandbox.faults.add(Fault(status=200, body=listed.replace("'", '"')), method="GET")
    assert not page.prepare(TEXT, LINK, key="").startswith("1_2")


def test_a_draft_that_was_published_at_once_and_whose_answer_was_lost_is_not_posted_again(
    sandbox: Sandbox, page: FacebookWithDrafts, timeline: Timeline
) -> None:
    sandbox.rules.drafts = "published"
    sandbox.faults.add("lost reply")
    with pytest.raises(OutcomeUnknown):
        page.prepare(TEXT, LINK, key="")
    receipt = page.publish_prepared(page.prepare(TEXT, LINK, key=""), TEXT, LINK)
    assert [post.id for post in timeline.posts] == [receipt.remote_id]


def test_a_draft_that_counts_as_the_duplicate_of_its_lost_twin_is_that_twin(
    sandbox: Sandbox, page: FacebookWithDrafts, timeline: Timeline
) -> None:
    page.prepare(TEXT, LINK, key="")
    sandbox.faults.add(refusal(506, "Duplicate status message"))
    assert page.prepare(TEXT, LINK, key="").startswith(timeline.drafts[0].id)
    sandbox.faults.add(refusal(506, "Duplicate status message"))
    with pytest.raises(Refused, match="has this text already"):
        page.prepare(TEXT.replace("pass", "road"), LINK, key="")


def test_a_draft_that_somebody_deleted_is_made_again(page: FacebookWithDrafts, timeline: Timeline) -> None:
    key = page.prepare(TEXT, LINK, key="")
    timeline.drafts.clear()
    with pytest.raises(RetryLater, match="another is made"):
        page.publish_prepared(key, TEXT, LINK)
    assert page.find_prepared(key, TEXT, LINK) is None
    assert page.publish_prepared(page.prepare(TEXT, LINK, key=key), TEXT, LINK).remote_id == timeline.posts[0].id


def test_a_draft_whose_text_facebook_does_not_change_is_replaced(
    sandbox: Sandbox, page: FacebookWithDrafts, timeline: Timeline
) -> None:
    key, other = page.prepare(TEXT, LINK, key=""), TEXT.replace("pass", "road")
    sandbox.faults.add(refusal(100, "drafts cannot be edited"))
    again = page.prepare(other, LINK, key=key)
    assert (again != key, [draft.text for draft in timeline.drafts]) == (True, [other])


def test_a_second_publishing_that_is_refused_is_known_for_what_it_is(
    sandbox: Sandbox, page: FacebookWithDrafts
) -> None:
    key = page.prepare(TEXT, LINK, key="")
    receipt = page.publish_prepared(key, TEXT, LINK)
    for code, words in ((100, "is_published cannot be changed"), (506, "Duplicate"), (1609005, "the link")):
        sandbox.faults.add(refusal(code, words))
        assert page.publish_prepared(key, TEXT, LINK) == receipt


def test_a_publishing_that_is_refused_and_not_done_is_refused(sandbox: Sandbox, page: FacebookWithDrafts) -> None:
    key = page.prepare(TEXT, LINK, key="")
    sandbox.faults.add(refusal(1609005, "the link"))
    with pytest.raises(Refused):
        page.publish_prepared(key, TEXT, LINK)


def test_a_post_that_is_hidden_for_a_moment_is_not_taken_for_gone(sandbox: Sandbox, page: FacebookWithDrafts) -> None:
    key = page.prepare(TEXT, LINK, key="")
    receipt = page.publish_prepared(key, TEXT, LINK)
    sandbox.faults.add(GRAPH_33, method="GET")
    assert page.find_prepared(key, TEXT, LINK) == receipt


def test_a_page_whose_posts_the_token_may_not_see_proves_nothing(sandbox: Sandbox, page: FacebookWithDrafts) -> None:
    key = page.prepare(TEXT, LINK, key="")
    for fault in (refusal(10, "no right to read"), GRAPH_33):
        sandbox.faults.add(GRAPH_33, fault, method="GET")
        with pytest.raises(AccountHalted):
            page.find_prepared(key, TEXT, LINK)


@pytest.mark.parametrize("body", ["{}", "false", "[]", '{"id":"1_2"}', '{"id":"1_2","is_published":"yes"}'])
def test_an_answer_that_does_not_say_whether_a_post_is_out_proves_nothing(
    sandbox: Sandbox, page: FacebookWithDrafts, body: str
) -> None:
    key = page.prepare(TEXT, LINK, key="")
    sandbox.faults.add(Fault(status=200, body=body), method="GET")
    with pytest.raises(RetryLater):
        page.find_prepared(key, TEXT, LINK)


# The probe


def probed(sandbox: Sandbox) -> str:
    return probe(secrets_of(sandbox), PlatformSession(sandbox=sandbox.url))


def test_a_page_that_keeps_drafts_is_known_and_nothing_is_left(sandbox: Sandbox, timeline: Timeline) -> None:
    assert probed(sandbox) == ""
    assert (timeline.drafts, timeline.posts) == ([], [])


def test_a_page_that_takes_no_drafts_is_known_with_facebook_s_reason(sandbox: Sandbox, timeline: Timeline) -> None:
    sandbox.rules.drafts = "refused"
    assert "(#100) Unpublished posts are not available for this Page" in probed(sandbox)
    assert (timeline.drafts, timeline.posts) == ([], [])


def test_a_page_that_publishes_drafts_at_once_is_known_and_the_post_is_deleted(
    sandbox: Sandbox, timeline: Timeline
) -> None:
    sandbox.rules.drafts = "published"
    assert probed(sandbox) == "Facebook published a draft at once; it was deleted"
    assert (timeline.drafts, timeline.posts) == ([], [])


def test_a_draft_that_is_out_and_called_a_draft_all_the_same_is_known(sandbox: Sandbox, timeline: Timeline) -> None:
    sandbox.rules.drafts = "published"
    says_draft = Fault(status=200, body='{"id":"1_2","is_published":false}')
    sandbox.faults.add(Fault(), Fault(), says_draft, method="GET")
    assert "published a draft at once" in probed(sandbox)
    assert timeline.posts == []


def test_a_post_that_cannot_be_deleted_is_told_with_its_address(sandbox: Sandbox, timeline: Timeline) -> None:
    sandbox.rules.drafts = "published"
    sandbox.faults.add(refusal(100, "cannot be deleted"), method="DELETE")
    told = probed(sandbox)
    assert "delete it by hand" in told
    assert told.endswith(timeline.posts[0].id)


@pytest.mark.parametrize("drafts", ["kept", "published"])
@pytest.mark.parametrize("fault", PASSING_IF_REPEATABLE)
def test_whatever_a_call_of_the_probe_meets_nobody_sees_anything_afterwards(
    sandbox: Sandbox, timeline: Timeline, fault: str, drafts: str
) -> None:
    sandbox.rules.drafts = drafts  # type: ignore[assignment]
    for times in (1, 2):
        for method in ("POST", "GET", "DELETE"):
            sandbox.faults.add(*[fault] * times, method=method)
            assert (probed(sandbox) == "") == (drafts == "kept")
            assert timeline.posts == []


def test_where_answers_are_lost_again_and_again_nothing_is_learned_and_nothing_stays_out(
    sandbox: Sandbox, timeline: Timeline
) -> None:
    sandbox.rules.drafts = "published"
    sandbox.faults.add("lost request", "lost request", "lost reply")
    with pytest.raises(RetryLater, match="nothing was learned"):
        probed(sandbox)
    assert timeline.posts == []


def test_a_refusal_that_nobody_knows_is_a_reason_too(sandbox: Sandbox) -> None:
    sandbox.faults.add(*[refusal(4_242, "Drafts are not for you")] * 3)
    assert "Drafts are not for you" in probed(sandbox)


def test_a_token_that_is_not_accepted_is_told_as_such(sandbox: Sandbox) -> None:
    with pytest.raises(AccountHalted):
        probe(secrets_of(sandbox, PAGE_TOKEN="EAAwrong"), PlatformSession(sandbox=sandbox.url))
