"""Reads news sitemaps, and the indexes that list them."""
