"""Stands in for Bluesky in the sandbox: the part of a server's API for posting, including its errors.

Its answers follow https://docs.bsky.app/docs/api/com-atproto-repo-put-record and the related pages, and the server's
code, https://github.com/bluesky-social/atproto/tree/main/packages/pds/src/api/com/atproto
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import formatdate
from typing import Any

from bot.platforms.bluesky.address import COLLECTION
from bot.platforms.bluesky.stand_in_faults import FAULTS
from bot.platforms.bluesky.stand_in_lexicon import MOST_THUMBNAIL, fault_of
from bot.platforms.bluesky.stand_in_sessions import (
    Sessions,
    Windows,
    did_of,
    error,
    handle_of,
    in_base32,
    json_fields,
)
from bot.platforms.bluesky.text import whole_text
from bot.platforms.bluesky.tid import tid_at
from bot.sandbox.accounts import SandboxAccount, StandIn, StoredPost, Timeline, Timelines
from bot.sandbox.rules import Rules
from bot.sandbox.wire import Answer, Request, json_answer

XRPC = "/xrpc/"
WRITES = ((3_600, 5_000), (86_400, 35_000))
"""Windows in seconds, and the points that each allows: https://docs.bsky.app/docs/advanced-guides/rate-limits"""
POINTS = {"putRecord": 2, "deleteRecord": 1}
MOST_PAGE = 100


class ServerApi:
    """Answers the requests that the client makes."""

    def __init__(self, timelines: Timelines, rules: Rules) -> None:
        self._rules = rules
        self._sessions = Sessions(timelines, rules)
        self._windows = Windows(rules.clock)
        self._records: dict[tuple[str, str], dict[str, Any]] = {}
        """The record of each post, by the account's prefix and the post's key."""
        self._blobs: dict[tuple[str, str], dict[str, Any]] = {}
        """What was uploaded, by the account's prefix and its CID."""

    def timeline_of(self, request: Request) -> Timeline | None:
        """The timeline of the account whose token or app password the request has."""
        return self._sessions.timeline_of(request)

    def answer(self, request: Request) -> Answer:
        """The answer, with a Date header by the sandbox's clock."""
        answer = self._route(request)
        date = {"Date": formatdate(self._rules.clock(), usegmt=True)}
        return Answer(answer.status, answer.body, {**answer.headers, **date})

    def _route(self, request: Request) -> Answer:
        if not request.path.startswith(XRPC):
            return self._sessions.document(request.path.removeprefix("/"))
        name = request.path.removeprefix(XRPC)
        open_to_all = {
            ("GET", "_health"): lambda: json_answer(200, {"version": "sandbox"}),
            ("GET", "com.atproto.identity.resolveHandle"): lambda: self._sessions.resolve(request),
            ("POST", "com.atproto.server.createSession"): lambda: self._sessions.open(request),
            ("POST", "com.atproto.server.refreshSession"): lambda: self._sessions.refresh(request),
        }
        if handle := open_to_all.get((request.method, name)):
            return handle()
        handle_own = _ROUTES.get((request.method, name))
        if handle_own is None:
            return error(501, "MethodNotImplemented", "Method Not Implemented")
        timeline = self.timeline_of(request)
        if refusal := self._sessions.refusal(request):
            return refusal
        assert timeline is not None  # a token that is not refused is an account's
        return handle_own(self, timeline, request)

    def session(self, timeline: Timeline, request: Request) -> Answer:
        """com.atproto.server.getSession"""
        return self._sessions.get(timeline)

    def put(self, timeline: Timeline, request: Request) -> Answer:
        """com.atproto.repo.putRecord: makes the post, or gives that of the same key another record."""
        fields = json_fields(request)
        if refusal := self._refusal(timeline, fields, "putRecord"):
            return refusal
        key, record = str(fields.get("rkey", "")), fields.get("record")
        if fault := fault_of(key, record) or self._fault_of_blob(timeline, record):
            return error(400, "InvalidRequest", f"Invalid {COLLECTION} record: {fault}")
        assert isinstance(record, dict)  # fault_of has seen to it
        with timeline.lock:
            post = timeline.get(key)
            if post is None:
                card = record.get("embed", {}).get("external", {})
                now, lag = self._rules.clock(), self._rules.lag
                timeline.store(whole_text(record), card.get("uri", ""), now, lag, post_id=key)
            else:
                timeline.rewrite(post, whole_text(record))
            self._records[timeline.account.prefix, key] = record
        return json_answer(
            200, {"uri": _uri(timeline, key), "cid": _cid(record), "validationStatus": "valid"}, _usage(5_000)
        )

    def delete(self, timeline: Timeline, request: Request) -> Answer:
        """com.atproto.repo.deleteRecord, which succeeds where there is no such record, too."""
        fields = json_fields(request)
        if refusal := self._refusal(timeline, fields, "deleteRecord"):
            return refusal
        if post := timeline.get(str(fields.get("rkey", ""))):
            timeline.delete(post)
        return json_answer(200, {})

    def record(self, timeline: Timeline, request: Request) -> Answer:
        """com.atproto.repo.getRecord"""
        key = request.query.get("rkey", "")
        post = timeline.get(key)
        if post is None:
            return error(400, "RecordNotFound", f"Could not locate record: {_uri(timeline, key)}")
        return json_answer(200, self._entry(timeline, post))

    def list(self, timeline: Timeline, request: Request) -> Answer:
        """com.atproto.repo.listRecords: the posts by their keys, newest first, a page at a time."""
        query = request.query
        limit, cursor = query.get("limit", "50"), query.get("cursor", "")
        if not limit.isdigit() or not 1 <= int(limit) <= MOST_PAGE:
            return error(400, "InvalidRequest", f"Error: limit must be between 1 and {MOST_PAGE}")
        if query.get("repo") not in (did_of(timeline.account), handle_of(timeline.account)):
            return error(400, "InvalidRequest", f"Could not find repo: {query.get('repo')}")
        posts = sorted(timeline.visible_posts(self._rules.clock()), key=lambda post: post.id, reverse=True)
        page = [post for post in posts if not cursor or post.id < cursor][: int(limit)]
        document: dict[str, Any] = {"records": [self._entry(timeline, post) for post in page]}
        if page:
            document["cursor"] = page[-1].id
        return json_answer(200, document, _usage(3_000))

    def upload(self, timeline: Timeline, request: Request) -> Answer:
        """com.atproto.repo.uploadBlob"""
        if len(request.body) > 50_000_000:
            return error(413, "PayloadTooLarge", "request entity too large")
        cid = f"bafkrei{in_base32(hashlib.sha256(request.body).hexdigest())[:52]}"
        kind = request.headers.get("content-type", "application/octet-stream")
        blob = {"$type": "blob", "ref": {"$link": cid}, "mimeType": kind, "size": len(request.body)}
        self._blobs[timeline.account.prefix, cid] = blob
        return json_answer(200, {"blob": blob})

    def _refusal(self, timeline: Timeline, fields: dict[str, Any], verb: str) -> Answer | None:
        """Why a write is refused whatever the record is; None where it is not."""
        if fields.get("repo") not in (did_of(timeline.account), handle_of(timeline.account)):
            return error(401, "AuthenticationRequired", "Authentication Required")
        if fields.get("collection") != COLLECTION:
            return error(400, "InvalidRequest", "the sandbox keeps posts only")
        status = timeline.grants.get("status")
        if status == "deactivated":
            return error(400, "AccountDeactivated", "Account is deactivated")
        if status == "takendown":
            return error(401, "AccountTakedown", "Account has been taken down")
        return self._windows.refusal(timeline.account.prefix, WRITES, POINTS[verb])

    def _fault_of_blob(self, timeline: Timeline, record: Any) -> str:
        thumbnail = record.get("embed", {}).get("external", {}).get("thumb")
        if thumbnail is None:
            return ""
        cid = thumbnail.get("ref", {}).get("$link", "")
        stored = self._blobs.get((timeline.account.prefix, cid))
        if stored is None:
            return f"Could not find blob: {cid}"
        kind = stored["mimeType"]
        if not kind.startswith("image/") or stored["size"] > MOST_THUMBNAIL:
            return f"Wrong type or size of file. It is {kind}, and must match image/*."
        return ""

    def _entry(self, timeline: Timeline, post: StoredPost) -> dict[str, Any]:
        record = self._records.get((timeline.account.prefix, post.id)) or _plain_record(post)
        return {"uri": _uri(timeline, post.id), "cid": _cid(record), "value": record}


_ROUTES: dict[tuple[str, str], Callable[..., Answer]] = {
    ("GET", "com.atproto.server.getSession"): ServerApi.session,
    ("POST", "com.atproto.repo.putRecord"): ServerApi.put,
    ("POST", "com.atproto.repo.deleteRecord"): ServerApi.delete,
    ("POST", "com.atproto.repo.uploadBlob"): ServerApi.upload,
    ("GET", "com.atproto.repo.getRecord"): ServerApi.record,
    ("GET", "com.atproto.repo.listRecords"): ServerApi.list,
}


def _plain_record(post: StoredPost) -> dict[str, Any]:
    """The record of a post that a test has put into the timeline."""
    created = datetime.fromtimestamp(post.created, UTC).isoformat(timespec="milliseconds")
    return {"$type": COLLECTION, "text": post.text, "createdAt": created.replace("+00:00", "Z")}


def _uri(timeline: Timeline, key: str) -> str:
    return f"at://{did_of(timeline.account)}/{COLLECTION}/{key}"


def _cid(record: dict[str, Any]) -> str:
    """A content id of the usual form; the same record has the same one."""
    digest = hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()
    return f"bafyrei{in_base32(digest)[:52]}"


def _usage(limit: int) -> dict[str, str]:
    return {"RateLimit-Limit": str(limit), "RateLimit-Remaining": str(limit - 1)}


def _act_of(request: Request) -> str:
    name = request.path.rpartition(".")[2]
    other = {"deleteRecord": "DELETE", "createSession": "LOG IN", "refreshSession": "LOG IN", "uploadBlob": "UPLOAD"}
    return other.get(name, request.method)


def _key(account: SandboxAccount, number: str) -> str:
    """The key of a post that a test puts into the timeline."""
    milliseconds, count = divmod(int(number), 1 << 22)
    made_at = datetime.fromtimestamp((milliseconds + _EPOCH) / 1000, UTC)
    return tid_at(made_at.replace(microsecond=made_at.microsecond // 1000 * 1000 + count % 1000), count // 1000 % 1024)


_EPOCH = 1_288_834_974_657
"""Milliseconds since 1970: the time from which the sandbox's own numbers of posts count."""


def _secrets(account: SandboxAccount) -> dict[str, str]:
    """The account's secrets, in the form of Bluesky's."""
    letters = in_base32(account.derive("APP_PASSWORD"))
    return {"HANDLE": handle_of(account), "APP_PASSWORD": "-".join(letters[at : at + 4] for at in range(0, 16, 4))}


STAND_IN = StandIn(
    platform="bluesky",
    title="Bluesky",
    paths=re.compile(rf"{XRPC}|/did:plc:"),
    api=ServerApi,
    secrets=_secrets,
    token="APP_PASSWORD",
    post_id=_key,
    act_of=_act_of,
    faults=FAULTS,
)
