"""Parses feeds, pages and JSON of untrusted sites into articles."""
