"""Telling people: what is wrong, and what was done. What is to be sent is written down first, and then sent."""
