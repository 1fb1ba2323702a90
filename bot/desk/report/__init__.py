"""Answers for editors that change nothing: previews, what waits and why, what was missed, and what to do next."""
