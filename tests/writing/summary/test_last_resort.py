"""Where no better sentence has room, one that is surely about the news is better than none."""

from __future__ import annotations

from bot.writing.summary.last_resort import last_resort
from bot.writing.summary.sentence import Sentence

TITLE = "Fed holds rates, signals one cut next year"
LEAD = Sentence("The Federal Reserve held interest rates steady and signaled one cut.", 0, score=1.0, is_lead=True)


def texts(*sentences: Sentence) -> list[str]:
    return [sentence.text for sentence in last_resort((LEAD, *sentences), TITLE)]


def test_it_stands_right_behind_the_lead() -> None:
    near = Sentence("Two of the 12 voting members dissented.", 1, score=0.25)
    far = Sentence("Two of the 12 voting members dissented.", 5, score=0.25)
    assert texts(near) == [near.text]
    assert texts(far) == []


def test_farther_below_it_shares_three_words_with_the_news() -> None:
    sentence = Sentence("Higher interest rates have slowed building, the Federal Reserve of Ohio found.", 7, score=0.15)
    assert texts(sentence) == [sentence.text]


def test_it_needs_no_other_sentence_and_is_no_colour() -> None:
    leaning = Sentence("He told reporters that nobody was in a hurry.", 1, score=0.25, leans_on=0)
    denied = Sentence("Two of the 12 voting members dissented.", 1, score=0.25, needs=(2,))
    colour = Sentence("Nobody wanted to go home before the evening.", 1, score=0.25, is_colour=True)
    side_matter = Sentence("Two of the 12 voting members dissented.", 1, score=0.25, is_detail=True)
    quotation = Sentence("“Nobody is in a hurry,” Chair Ann Low said.", 1, score=0.25)
    assert texts(leaning, denied, colour, side_matter, quotation) == []


def test_it_says_more_than_the_title() -> None:
    assert texts(Sentence("The Fed signals one cut next year, holds rates.", 1, score=0.25)) == []


def test_a_good_sentence_is_none() -> None:
    assert texts(Sentence("Two of the 12 voting members dissented.", 1, score=0.6)) == []


def test_what_may_be_a_side_matter_shares_five_words_with_the_news() -> None:
    near = "The Federal Reserve held its interest rates steady in 2019 too, when growth was slower."
    assert texts(Sentence(near, 9, score=0.2, is_detail=True)) == [near]
    assert texts(Sentence("Rates had been steady for long, analysts said.", 9, score=0.2, is_detail=True)) == []
