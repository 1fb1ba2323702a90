"""The HTTP client for sites: polite, with limits on time and size, and for public addresses only."""
