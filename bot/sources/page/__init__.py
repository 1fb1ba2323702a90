"""Reads the web pages of articles: the article itself, its full text, and the link card that platforms make of it."""
