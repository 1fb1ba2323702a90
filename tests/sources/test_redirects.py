from __future__ import annotations

import pytest

from bot.sources.redirects import is_within_site


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://news.example/feed/", "http://news.example/rss"),
        ("https://www.news.example/feed/", "https://news.example/"),
        ("https://news.example/feed/", "https://www.news.example"),
        ("https://feeds.news.example/all", "https://www.news.example/"),
        ("https://NEWS.example.:443/feed", "http://news.example:80/"),
        ("http://127.0.0.1:8000/b", "http://127.0.0.1:8000/a"),
    ],
)
def test_a_site_s_own_hosts_are_within_it(address: str, site: str) -> None:
    assert is_within_site(address, site)


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://other.example/feed/", "https://news.example/"),
        ("https://fakenews.example/feed/", "https://news.example/"),
        ("https://news.example.evil.example/", "https://news.example/"),
        ("https://one.co.uk/", "https://two.co.uk/"),
        ("https://evil.blogs.example/", "https://news.blogs.example/"),
        ("http://127.0.0.1:8001/b", "http://127.0.0.1:8000/a"),
        ("https://news.example:99999/", "https://news.example/"),
        ("", "https://news.example/"),
        ("https://news.example/", ""),
    ],
)
def test_any_other_host_is_not(address: str, site: str) -> None:
    assert not is_within_site(address, site)
