"""The sandbox is as strict as the Graph API."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

import pytest
import requests

from bot.sandbox import Sandbox


class Page:
    """Asks about the sandbox's Page with its token."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.id = sandbox.credentials["FACEBOOK_PAGE_ID"]
        self.token = sandbox.credentials["FACEBOOK_PAGE_TOKEN"]
        self.root = f"{sandbox.url}/v25.0"

    def ask(self, method: str, path: str, **options: Any) -> requests.Response:
        return requests.request(
            method, f"{self.root}/{path}", headers={"Authorization": f"Bearer {self.token}"}, **options
        )

    def post(self, **fields: str) -> requests.Response:
        return self.ask("POST", f"{self.id}/feed", data=fields)

    def code_of(self, answer: requests.Response) -> int:
        code: int = answer.json()["error"]["code"]
        return code


@pytest.fixture
def page(sandbox: Sandbox) -> Page:
    return Page(sandbox)


def test_a_post_has_the_id_of_its_page_and_its_own(page: Page) -> None:
    assert page.post(message="text").json()["id"].startswith(f"{page.id}_")


def test_the_fields_asked_for_come_back_with_the_id(page: Page) -> None:
    answer = page.post(message="text", fields="message,permalink_url").json()

    assert answer["message"] == "text"
    assert answer["permalink_url"].startswith("https://www.facebook.com/")


@pytest.mark.parametrize("where", ["header", "query", "form"])
def test_the_token_is_taken_from_where_graph_takes_it(page: Page, where: str) -> None:
    token = {"access_token": page.token}
    answer = requests.post(
        f"{page.root}/{page.id}/feed",
        headers={"Authorization": f"Bearer {page.token}"} if where == "header" else {},
        params=token if where == "query" else {},
        data={"message": "text"} | (token if where == "form" else {}),
    )

    assert answer.status_code == 200


def test_a_token_that_is_not_known_is_refused(page: Page) -> None:
    page.token = "EAAwrong"
    answer = page.post(message="text")

    assert (answer.status_code, page.code_of(answer)) == (401, 190)


def test_a_call_without_a_token_is_refused(page: Page) -> None:
    assert page.code_of(requests.get(f"{page.root}/{page.id}")) == 2500


@pytest.mark.parametrize(
    ("asked", "served"),
    [("v25.0", "v25.0"), ("v21.0", "v21.0"), ("v20.0", "v21.0"), ("v2.8", "v21.0"), ("v99.0", "v21.0")],
)
def test_a_version_that_is_not_alive_is_served_as_the_oldest(
    page: Page, sandbox: Sandbox, asked: str, served: str
) -> None:
    page.root = f"{sandbox.url}/{asked}"
    answer = page.post(message="text")

    assert answer.status_code == 200
    assert answer.headers["facebook-api-version"] == served


def test_every_answer_tells_how_full_the_buckets_are(page: Page) -> None:
    answer = page.post(message="text")

    assert json.loads(answer.headers["X-App-Usage"])["call_count"] == 1
    (usage,) = json.loads(answer.headers["X-Business-Use-Case-Usage"])[page.id]
    assert usage["estimated_time_to_regain_access"] == 0


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"message": "x", "link": "example.com"},
        {"message": "x", "published": "False"},
        {"message": "x" * 63_207},
        {"message": "\U0001f5fe" * 31_604},
    ],
)
def test_fields_that_make_no_post_are_refused(page: Page, fields: dict[str, str]) -> None:
    assert page.code_of(page.post(**fields)) == 100


def test_the_length_is_counted_in_utf_16(page: Page) -> None:
    assert page.post(message="\U0001f5fe" * 31_603).status_code == 200


def test_the_same_message_as_the_last_is_a_duplicate(page: Page) -> None:
    page.post(message="one")

    assert page.code_of(page.post(message="one")) == 506
    assert page.post(message="two").status_code == 200
    assert page.post(message="one").status_code == 200


def test_another_page_is_not_there_for_this_token(page: Page) -> None:
    assert page.code_of(page.ask("POST", "999/feed", data={"message": "text"})) == 100
    assert page.code_of(page.ask("GET", "999/published_posts")) == 100
    assert page.code_of(page.ask("GET", "999")) == 100


def test_posts_are_listed_newest_first_page_by_page(page: Page) -> None:
    for number in range(5):
        page.post(message=f"number {number}")
    first = page.ask("GET", f"{page.id}/published_posts?fields=message&limit=3").json()
    after = first["paging"]["cursors"]["after"]
    second = page.ask("GET", f"{page.id}/feed?fields=message&limit=3&after={after}").json()

    assert [post["message"][-1] for post in first["data"] + second["data"]] == list("43210")
    assert "next" in first["paging"]
    assert "next" not in second["paging"]


def test_an_empty_page_lists_nothing(page: Page) -> None:
    assert page.ask("GET", f"{page.id}/published_posts").json() == {"data": []}


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "since=yesterday", "after=x"])
def test_a_listing_is_asked_for_in_graph_s_own_terms(page: Page, query: str) -> None:
    assert page.code_of(page.ask("GET", f"{page.id}/published_posts?{query}")) == 100


def test_a_post_is_read_and_deleted(page: Page) -> None:
    post_id = page.post(message="text").json()["id"]

    assert page.ask("GET", f"{post_id}?fields=message").json() == {"id": post_id, "message": "text"}
    assert page.ask("DELETE", post_id).json() == {"success": True}
    assert page.code_of(page.ask("GET", post_id)) == 100
    assert page.code_of(page.ask("DELETE", post_id)) == 100


def test_the_page_tells_its_name(page: Page) -> None:
    assert page.ask("GET", page.id).json()["name"] == "Modern Tokyo News"


def test_a_token_can_be_looked_into(page: Page) -> None:
    known = page.ask("GET", "debug_token", params={"input_token": page.token}).json()["data"]
    unknown = page.ask("GET", "debug_token", params={"input_token": "x"}).json()["data"]

    assert (known["is_valid"], known["profile_id"], unknown["is_valid"]) == (True, page.id, False)


def test_a_proof_is_checked(page: Page, sandbox: Sandbox) -> None:
    sandbox.rules.app_secret = "s3cr3t"
    proof = hmac.new(b"s3cr3t", page.token.encode(), hashlib.sha256).hexdigest()

    assert page.post(message="one", appsecret_proof=proof).status_code == 200
    assert page.code_of(page.post(message="two", appsecret_proof="0" * 64)) == 100


def test_what_graph_does_not_do_is_unsupported(page: Page) -> None:
    assert page.code_of(page.ask("POST", f"{page.id}/nothing")) == 100
