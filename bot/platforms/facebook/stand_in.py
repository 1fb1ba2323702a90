"""Stands in for Facebook in the sandbox: the part of the Graph API for posting on a Page, including its errors.

See https://developers.facebook.com/docs/pages-api/posts and https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import formatdate
from typing import Any

from bot.platforms.facebook.stand_in_faults import FAULTS
from bot.platforms.facebook.stand_in_tokens import Tokens, app_of, graph_error, scopes_of
from bot.sandbox.accounts import SandboxAccount, StandIn, StoredPost, Timeline, Timelines
from bot.sandbox.rules import Rules
from bot.sandbox.wire import Answer, Request, json_answer

LENGTH = 63_206
LIVING = ("v21.0", "v22.0", "v23.0", "v24.0", "v25.0", "v26.0")
"""For any other version the first of these is used, without an error, as Graph does."""
PATH = re.compile(r"/v\d+\.\d+(/.*)")


class GraphApi:
    """Answers the requests that facebook-sdk makes."""

    def __init__(self, timelines: Timelines, rules: Rules) -> None:
        self._timelines = timelines
        self._rules = rules
        self._tokens = Tokens(timelines, rules)

    def timeline_of(self, request: Request) -> Timeline | None:
        """The timeline of the account whose token the request has."""
        return self._timelines.of_token(_token(request))

    def answer(self, request: Request) -> Answer:
        """The answer, with headers for the time, the version used and the app's usage."""
        answer = self._route(request)
        version = request.path.split("/")[1]
        headers = {
            "Content-Type": "application/json; charset=UTF-8",
            "Date": formatdate(self._rules.clock(), usegmt=True),
            "facebook-api-version": version if version in LIVING else LIVING[0],
            "X-App-Usage": json.dumps({"call_count": 1, "total_time": 1, "total_cputime": 1}),
        }
        return Answer(answer.status, answer.body, headers | dict(answer.headers))

    def _route(self, request: Request) -> Answer:
        if (answer := self._tokens.answer(request, PATH.sub(r"\1", request.path), _token(request))) is not None:
            return answer
        timeline = self.timeline_of(request)
        if not _token(request):
            return graph_error(400, 2500, "An active access token must be used to query information.")
        if timeline is None:
            return graph_error(401, 190, "Error validating access token: the token is not known here.", 467)
        if timeline.grants.get("is_valid") is False:
            return graph_error(401, 190, "Error validating access token.", timeline.grants.get("subcode"))
        if not self._is_proven(request, timeline):
            return graph_error(400, 100, "Invalid appsecret_proof provided in the API argument")
        path = PATH.sub(r"\1", request.path)
        for method, pattern, handle in _ROUTES:
            match = re.fullmatch(pattern, path)
            if match and method == request.method:
                answer = handle(self, timeline, request, *match.groups())
                return Answer(answer.status, answer.body, {**answer.headers, **_page_usage(timeline)})
        return graph_error(400, 100, f"Unsupported {request.method.lower()} request.", 33)

    def _is_proven(self, request: Request, timeline: Timeline) -> bool:
        proof = request.form.get("appsecret_proof")
        if proof is None:
            return True
        secrets = {self._rules.app_secret, app_of(timeline.account).secret} - {""}
        token = _token(request).encode()
        proofs = (hmac.new(secret.encode(), token, hashlib.sha256).hexdigest() for secret in secrets)
        return any(hmac.compare_digest(proof, expected) for expected in proofs)

    def create(self, timeline: Timeline, request: Request, page: str) -> Answer:
        """Publish a post or keep a draft, unless a field is wrong or the Page's last post has the same text."""
        form = request.form
        message, link = form.get("message", ""), form.get("link", "")
        if page != timeline.account.id:
            return _missing_object(page)
        if "pages_manage_posts" not in scopes_of(timeline):
            return graph_error(403, 200, "(#200) The permission pages_manage_posts is needed to publish on the Page.")
        if fault := _fault_of_fields(form):
            return graph_error(400, 100, f"(#100) {fault}")
        is_draft = form.get("published") in _FALSE
        if is_draft and self._rules.drafts == "refused":
            return graph_error(400, 100, "(#100) Unpublished posts are not available for this Page")
        with timeline.lock:
            if self._is_duplicate(timeline, message):
                return _duplicate(timeline)
            if is_draft and not (link and self._rules.drafts == "published"):
                post = timeline.store_draft(message, link, self._rules.clock())
            else:
                post = timeline.store(message, link, self._rules.clock(), self._rules.lag)
        fields = {name: value for name, value in _as_graph_json(post).items() if name in _fields(request)}
        return json_answer(200, {"id": post.id, **fields})

    def _is_duplicate(self, timeline: Timeline, message: str) -> bool:
        """Whether the Page's last post, if recent, has the same text; Graph refuses that."""
        last = timeline.posts[-1] if timeline.posts else None
        window = self._rules.clock() - self._rules.duplicate_window
        return last is not None and last.text == message and last.created > window

    def drafts(self, timeline: Timeline, request: Request, page: str) -> Answer:
        """The Page's posts that are not published, newest first, a hundred at most."""
        if page != timeline.account.id:
            return _missing_object(page)
        if request.form.get("is_published") not in _FALSE:
            return graph_error(400, 100, "(#100) Only is_published=false is known here")
        with timeline.lock:
            newest = timeline.drafts[:-101:-1]
        return json_answer(200, {"data": [_selected_fields(draft, request, is_published=False) for draft in newest]})

    def posts(self, timeline: Timeline, request: Request, page: str) -> Answer:
        """The Page's posts, newest first, a page at a time."""
        if page != timeline.account.id:
            return _missing_object(page)
        form = request.form
        since, limit, after = form.get("since", "0"), form.get("limit", "25"), form.get("after", "0")
        if not all(value.isdigit() for value in (since, limit, after)) or not 1 <= int(limit) <= 100:
            return graph_error(400, 100, "(#100) since must be Unix time, limit between 1 and 100, after a cursor")
        posts = [post for post in timeline.visible_posts(self._rules.clock()) if post.created >= int(since)]
        begin = int(after)
        page_posts = posts[begin : begin + int(limit)]
        document: dict[str, Any] = {"data": [_selected_fields(post, request) for post in page_posts]}
        if page_posts:
            document["paging"] = {"cursors": {"before": str(begin), "after": str(begin + len(page_posts))}}
        if begin + len(page_posts) < len(posts):
            document["paging"]["next"] = f"https://graph.facebook.com{request.path}?after={begin + len(page_posts)}"
        return json_answer(200, document)

    def post(self, timeline: Timeline, request: Request, post_id: str) -> Answer:
        """One post or draft by its id."""
        post, draft = timeline.get(post_id), timeline.draft(post_id)
        if either := post or draft:
            return json_answer(200, _selected_fields(either, request, is_published=post is not None))
        return _missing_object(post_id)

    def change(self, timeline: Timeline, request: Request, post_id: str) -> Answer:
        """Give a post or a draft another text, or publish a draft; one that is published stays so."""
        message, is_published = request.form.get("message", ""), request.form.get("is_published")
        with timeline.lock:
            post, draft = timeline.get(post_id), timeline.draft(post_id)
            either = post or draft
            if either is None:
                return _missing_object(post_id)
            if (post and is_published in _FALSE) or is_published not in (None, *_FALSE, *_TRUE):
                return graph_error(400, 100, "(#100) is_published can only become true")
            fault = _fault_of_fields({"message": message})
            if fault and (message or is_published is None):
                return graph_error(400, 100, f"(#100) {fault}")
            if message:
                timeline.rewrite(either, message)
            if (draft := timeline.draft(post_id)) and is_published in _TRUE:
                if self._is_duplicate(timeline, draft.text):
                    return _duplicate(timeline)
                timeline.publish(draft, self._rules.clock(), self._rules.lag)
        return json_answer(200, {"success": True})

    def delete(self, timeline: Timeline, request: Request, post_id: str) -> Answer:
        """Delete a post or a draft."""
        post = timeline.get(post_id) or timeline.draft(post_id)
        if post is None:
            return _missing_object(post_id)
        timeline.delete(post)
        return json_answer(200, {"success": True})

    def page(self, timeline: Timeline, request: Request, page: str) -> Answer:
        """The Page's own data."""
        account = timeline.account
        if page not in ("me", account.id):
            return _missing_object(page)
        link = f"https://www.facebook.com/{account.handle}"
        return json_answer(
            200, {"id": account.id, "name": account.name, "link": link, "is_published": True} | _changed(timeline)
        )


_ROUTES: tuple[tuple[str, str, Callable[..., Answer]], ...] = (
    ("POST", r"/(\w+)/feed", GraphApi.create),
    ("GET", r"/(\w+)/promotable_posts", GraphApi.drafts),
    ("GET", r"/(\w+)/(?:published_posts|feed)", GraphApi.posts),
    ("GET", r"/(\d+_\d+)", GraphApi.post),
    ("POST", r"/(\d+_\d+)", GraphApi.change),
    ("DELETE", r"/(\d+_\d+)", GraphApi.delete),
    ("GET", r"/(\w+)", GraphApi.page),
)


def _changed(timeline: Timeline) -> dict[str, Any]:
    """What a test has changed of the Page itself."""
    return {name: value for name, value in timeline.grants.items() if name in ("id", "name", "is_published")}


_TRUE, _FALSE = ("true", "1"), ("false", "0")


def _duplicate(timeline: Timeline) -> Answer:
    timeline.refused_duplicates += 1
    return graph_error(400, 506, "(#506) Duplicate status message")


def _missing_object(name: str) -> Answer:
    return graph_error(
        400,
        100,
        f"Unsupported request. Object with ID '{name}' does not exist, cannot be loaded due to missing permissions, "
        "or does not support this operation.",
        33,
    )


def _fault_of_fields(form: dict[str, str]) -> str:
    """What is wrong with the fields of a new post; "" for nothing."""
    message, link = form.get("message", ""), form.get("link", "")
    if not message and not link:
        return "Missing message or attachment"
    if len(message.encode("utf-16-le")) // 2 > LENGTH:
        return "Invalid parameter: the message is too long"
    if link and not link.startswith(("http://", "https://")):
        return "Invalid parameter: link must be a URL"
    if form.get("published", "true") not in (*_TRUE, *_FALSE):
        return "Invalid parameter: published must be a boolean"
    return ""


def _token(request: Request) -> str:
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
    return request.form.get("access_token") or bearer


def _fields(request: Request) -> set[str]:
    return set(request.form.get("fields", "").split(",")) - {""}


def _selected_fields(post: StoredPost, request: Request, *, is_published: bool = True) -> dict[str, Any]:
    names = _fields(request) or {"message", "created_time"}
    known = {**_as_graph_json(post), "is_published": is_published}
    return {name: value for name, value in known.items() if name == "id" or name in names}


def _as_graph_json(post: StoredPost) -> dict[str, str]:
    created = datetime.fromtimestamp(post.created, UTC)
    return {
        "id": post.id,
        "message": post.text,
        "created_time": created.strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "permalink_url": f"https://www.facebook.com/{post.id.replace('_', '/posts/')}",
    }


def _page_usage(timeline: Timeline) -> dict[str, str]:
    usage = {
        "type": "pages",
        "call_count": 1,
        "total_cputime": 1,
        "total_time": 1,
        "estimated_time_to_regain_access": 0,
    }
    return {"X-Business-Use-Case-Usage": json.dumps({timeline.account.id: [usage]})}


def _secrets(account: SandboxAccount) -> dict[str, str]:
    """The account's secrets; like Facebook's, a Page token begins with EAA."""
    return {"PAGE_ID": account.id, "PAGE_TOKEN": f"EAA{account.derive('PAGE_TOKEN')}"}


STAND_IN = StandIn(
    platform="facebook",
    title="Facebook",
    paths=re.compile(rf"{PATH.pattern}\Z|/tools/explorer/"),
    api=GraphApi,
    secrets=_secrets,
    token="PAGE_TOKEN",
    post_id=lambda account, number: f"{account.id}_{number}",
    posts_label="posts on this Page",
    faults=FAULTS,
)
