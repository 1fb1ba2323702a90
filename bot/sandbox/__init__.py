"""The sandbox: local servers in place of the platforms and of a news site, to run the bot without any real account.

It imports none of the four steps: each platform's stand-in is in the platform's folder, and comes with its accounts.
"""

from bot.sandbox.accounts import SandboxAccount, StandIn
from bot.sandbox.articles import SampleArticle, sample_articles
from bot.sandbox.newsroom import Newsroom
from bot.sandbox.server import Sandbox

__all__ = ["Newsroom", "SampleArticle", "Sandbox", "SandboxAccount", "StandIn", "sample_articles"]
