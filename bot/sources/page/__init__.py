"""Reads pages of a site: an article as it stands there, its whole text, and the card that platforms make of it."""
