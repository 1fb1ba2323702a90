"""A local stand-in for X and Facebook, and a small news site, so that the whole line runs with no account anywhere.

It imports none of the four steps: what it must know of them, such as how X counts a text, is handed in.
"""

from bot.sandbox.accounts import SandboxAccount
from bot.sandbox.articles import SampleArticle, sample_articles
from bot.sandbox.newsroom import Newsroom
from bot.sandbox.server import Sandbox

__all__ = ["Newsroom", "SampleArticle", "Sandbox", "SandboxAccount", "sample_articles"]
