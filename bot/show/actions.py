"""A few words for each action that say what it does. Pure."""

from __future__ import annotations

from bot.actions import Action, ActionName


def purpose(action: Action) -> str:
    """What the action does, in words that can follow its name or command: "lets it go"."""
    if action.name == "resolve" and action.was_sent is not None:
        return "settles it where it is there" if action.was_sent else "sends it again where it is not"
    if action.name == "doctor" and action.probes:
        return "tries it, and nobody sees anything of that"
    if action.name == "edit" and action.reverts:
        return "lets the bot write it again"
    is_several = max(len(action.deliveries), len(action.accounts), len(action.acts)) > 1
    it, its = ("them", "their") if is_several else ("it", "its")
    return _PURPOSES[action.name].format(it=it, its=its)


_PURPOSES: dict[ActionName, str] = {
    "demo": "shows the bot at work",
    "init": "writes the first settings",
    "check": "names what is wrong with the settings",
    "preview": "shows what would be posted",
    "once": "asks the sites again",
    "run": "watches the sites and publishes",
    "queue": "lists what waits",
    "approve": "lets {it} go",
    "schedule": "lets {it} go at a time",
    "hold": "keeps {it} back",
    "edit": "changes {its} text",
    "undo": "puts {it} back as before",
    "skip": "drops {it}",
    "retry": "sends {it} again",
    "resolve": "settles {it}",
    "correct": "brings {it} up to the article",
    "delete": "deletes {it} on the platform",
    "done": "leaves {it} as {it} is",
    "post": "posts it all the same",
    "history": "lists what was posted",
    "explain": "tells what has become of it",
    "audit": "lists what was missed",
    "status": "shows how the sites and accounts stand",
    "pause": "stops {it}",
    "resume": "lets {it} go on",
    "auth": "gets a new token",
    "doctor": "checks every account and site",
    "backup": "copies the database",
    "alerts": "sends one to each address",
}
