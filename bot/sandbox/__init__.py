"""A local server for stand-ins of the platforms, and a small news site: the whole line runs with no account anywhere.

It imports none of the four steps: the stand-ins live in the platforms' folders, and are handed in with the accounts.
"""

from bot.sandbox.accounts import SandboxAccount, StandIn
from bot.sandbox.articles import SampleArticle, sample_articles
from bot.sandbox.newsroom import Newsroom
from bot.sandbox.server import Sandbox

__all__ = ["Newsroom", "SampleArticle", "Sandbox", "SandboxAccount", "StandIn", "sample_articles"]
