"""Reads news sitemaps, and the sitemap indexes that list them."""
