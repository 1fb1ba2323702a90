"""A sentence of an article, and what a post has to know of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """One whole sentence of an article."""

    text: str
    position: int
    """Its place in the article, from 0."""
    score: float = 0.0
    """Higher is better; 0: only of use to a sentence that depends on it."""
    leans_on: int | None = None
    """The position of the sentence that must precede it to be understood; None: it is independent. `NOWHERE`: what
    must precede it is not in the article."""
    needs: tuple[int, ...] = ()
    """The positions of the sentences without which it misleads: its denial, its verdict, the rest of its anecdote.
    `NOWHERE` as above."""
    may_follow: int = 0
    """The position of the earliest sentence right behind which it may stand in a post: of those between the two a post
    loses nothing."""
    begins_paragraph: bool = False
    is_lead: bool = False
    """Whether it tells the news."""
    is_detail: bool = False
    """Whether it says nothing to those who have not read the lead."""
    is_advice: bool = False
    """Whether it tells what people have to do, or until when, in an article that warns them."""
    is_colour: bool = False
    """Whether it tells nothing of the news: "Nobody wanted to go home"."""
    is_verdict: bool = False
    """Whether it says of the claim that the article checks that it is false, or true."""
    needs_no_lead: bool = True
    """Whether whoever has not read the lead knows whom it speaks of, and is not misled by what it leaves out."""
    stands_for_lead: bool = True
    """Whether it may tell the news below the title where the lead has no room: besides, it is about what that says."""
