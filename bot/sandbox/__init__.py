"""A local stand-in for X and Facebook, and a small news site, so that the whole line runs with no account anywhere.

It imports none of the four steps: what it must know of them, such as how X counts a text, is handed in.
"""

from bot.sandbox.accounts import SandboxAccount
from bot.sandbox.server import Sandbox

__all__ = ["Sandbox", "SandboxAccount"]
