"""What the tests of the writing step share: accounts, limits, the shipped templates, the sample site's appeal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot.article import Article
from bot.platforms.x import stray_links
from bot.platforms.x.counting import weighted_length
from bot.writing.appeal import Appeal
from bot.writing.compose import Post, compose
from bot.writing.shipped import read_templates
from bot.writing.templates import Templates


@dataclass(frozen=True, slots=True)
class SomeAccount:
    name: str = "mtt"
    platform: str = "x"
    template: str = "x.j2"
    with_link: bool = True

    @property
    def platform_in_links(self) -> str:
        return self.platform


@dataclass(frozen=True, slots=True)
class SomeLimits:
    length: int = 280
    length_of: Callable[[str], int] = weighted_length
    sentences: int = 3
    cashtags: int | None = 1
    mentions: bool = True
    stray_links: Callable[[str], tuple[str, ...]] = stray_links
    shown: int | None = None
    link_is_beside: bool = False


@pytest.fixture(scope="session")
def account() -> type[SomeAccount]:
    return SomeAccount


@pytest.fixture(scope="session")
def limits() -> type[SomeLimits]:
    return SomeLimits


@pytest.fixture(scope="session")
def templates() -> Templates:
    return Templates(read_templates())


@pytest.fixture(scope="session")
def donation() -> Appeal:
    return Appeal(
        never_with=(),
        text="DONATIONS to SUPPORT MODERN TOKYO TIMES – please pay PayPal and DONATE to sawakoart@gmail.com",
        short="Support us: PayPal sawakoart@gmail.com",
    )


@pytest.fixture
def compose_post(templates: Templates, donation: Appeal) -> Callable[..., Post]:
    """Makes the post of an article for an account on X, with the sample site's appeal where no other is given."""

    def composed(article: Article, limits: SomeLimits | None = None, appeal: Appeal = donation) -> Post:
        return compose(article, SomeAccount(), limits=limits or SomeLimits(), templates=templates, appeals=(appeal,))

    return composed
