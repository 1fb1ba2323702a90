"""Asks a site over HTTP: politely, within bounds, and never at an address that is not public."""
