"""Hears of news from hubs (https://www.w3.org/TR/websub/)."""
