"""The sandbox's own paths, under `/_sandbox/`, by which tests and demonstrations in other processes control it.

A post's permalink, which is its platform's with the sandbox in the place of the host, leads to the post on the page.

GET  posts.json   every account with its posts, oldest first
GET  timelines    the part of the page that changes
GET  faults       how often each fault has occurred
POST faults       {"add": [{"fault": NAME or FIELDS, "account": PREFIX, "method": "POST"}]} or
                  {"draw": {"seed": 7, "rate": 0.2, "faults": [NAME, …]}}
POST rules        {"lag": 2.0, "duplicate_window": 0, "posts_in_window": 10000, "app_secret": "…",
                   "drafts": "kept", "refused" or "published"}
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.sandbox.accounts import Timeline, Timelines
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.page import timelines_as_html, whole_page
from bot.sandbox.rules import DRAFTS, Rules
from bot.sandbox.wire import Answer, Request, json_answer

CHANGEABLE = ("lag", "duplicate_window", "posts_in_window", "app_secret", "drafts")


@dataclass(frozen=True, slots=True)
class Control:
    """Answers the requests to the sandbox itself."""

    timelines: Timelines
    rules: Rules
    faults: Faults

    def answer(self, request: Request) -> Answer:
        match request.method, request.path:
            case "GET", "/":
                return whole_page(self.timelines.all, self.rules.clock(), self.rules.news_site)
            case "GET", path if post_id := self._post_at(path):
                return Answer(303, b"", {"Location": f"/#post-{post_id}"})
            case "GET", "/_sandbox/timelines":
                return timelines_as_html(self.timelines.all, self.rules.clock())
            case "GET", "/_sandbox/posts.json":
                return json_answer(200, {"accounts": [_as_json(timeline) for timeline in self.timelines.all]})
            case "GET", "/_sandbox/faults":
                return json_answer(200, {"given": self.faults.given})
            case "POST", "/_sandbox/faults" | "/_sandbox/rules":
                return self._apply_settings(request)
            case _:
                return json_answer(404, {"error": f"there is nothing at {request.path}"})

    def _post_at(self, path: str) -> str:
        """The id of the post to which this path of a permalink leads; "" where it leads to none."""
        last = path.rpartition("/")[2]
        return last if any(timeline.get(last) for timeline in self.timelines.all) else ""

    def _apply_settings(self, request: Request) -> Answer:
        try:
            changes = json.loads(request.body)
            if request.path.endswith("faults"):
                self._set_faults(changes)
            else:
                self._set_rules(changes)
        except (ValueError, KeyError, TypeError, AttributeError) as exc:
            return json_answer(400, {"error": f"{type(exc).__name__}: {exc}"})
        return json_answer(200, {"ok": True})

    def _set_faults(self, changes: dict[str, Any]) -> None:
        for change in changes.get("add", ()):
            fault = change.pop("fault")
            self.faults.add(fault if isinstance(fault, str) else Fault(**fault), **change)
        if "draw" in changes:
            self.faults.draw(**changes["draw"])

    def _set_rules(self, changes: dict[str, Any]) -> None:
        if unknown := changes.keys() - set(CHANGEABLE):
            raise KeyError(*unknown)
        if changes.get("drafts", DRAFTS[0]) not in DRAFTS:
            raise ValueError(f"drafts is one of {', '.join(DRAFTS)}")
        for name, value in changes.items():
            setattr(self.rules, name, type(getattr(self.rules, name))(value))


def _as_json(timeline: Timeline) -> dict[str, Any]:
    with timeline.lock:
        return {
            "account": timeline.account.prefix,
            "platform": timeline.account.platform,
            "name": timeline.account.name,
            "spent": str(timeline.spent),
            "refused_duplicates": timeline.refused_duplicates,
            "posts": [
                {"id": post.id, "text": post.text, "link": post.link, "created": post.created}
                for post in timeline.posts
            ],
        }
