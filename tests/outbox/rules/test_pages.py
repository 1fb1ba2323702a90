from __future__ import annotations

from bot.article import Article
from bot.outbox.rules.pages import adds_to

SENTENCE = "<p>The ministers met on Monday and agreed on a plan that begins in May.</p>"


def test_a_page_is_worth_having_where_it_says_more() -> None:
    short = Article(site="News", title="Ministers agree", link="https://news.example/1", excerpt=SENTENCE)
    assert adds_to(short, SENTENCE * 3)
    assert not adds_to(short, "<html><body><p>Please log in to read this.</p></body></html>")
    assert not adds_to(short, "")
