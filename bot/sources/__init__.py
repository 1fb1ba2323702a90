"""STEP 1: find new articles on news sites, through their feeds, sitemaps, pages and APIs."""
