from __future__ import annotations

from dataclasses import replace

import pytest

from bot.desk.report.checking import check_everything
from bot.outbox.rules.wanted import Terms, WantedRule

pytestmark = pytest.mark.every_database


@pytest.fixture
def warnings(world):
    """The warnings about tags, where the only site has these settings."""

    def check(rule: WantedRule) -> list[str]:
        sites = (replace(world.desk.settings.sites[0], wanted=rule),)
        found = check_everything(replace(world.desk.settings, sites=sites), {}, world.desk.now())
        return [warning for warning in found.warnings if "filed under" in warning]

    return check


def rule(*tags: str) -> WantedRule:
    return WantedRule(name="sites[News]", never=Terms(tags=tags))


def test_a_tag_that_the_site_has_never_used_is_a_warning_with_the_one_that_may_be_meant(world, article, warnings):
    world.show(article(1, tags=("Sponsored", "広告")))
    assert warnings(rule("Sponsred", "SPONSORED", "広告")) == [
        'sites[News].never: no article of News has been filed under “Sponsred” so far; did you mean "Sponsored"?'
    ]


def test_before_the_site_has_shown_any_article_nothing_is_said(warnings):
    assert warnings(rule("Sponsred")) == []


def test_a_database_that_is_not_there_is_neither_made_nor_missed(world, tmp_path):
    settings = replace(world.desk.settings, database=f"sqlite:///{tmp_path}/none.db")
    assert not [
        warning for warning in check_everything(settings, {}, world.desk.now()).warnings if "filed under" in warning
    ]
    assert not (tmp_path / "none.db").exists()


def test_an_account_is_warned_where_none_of_its_sites_has_used_the_tag(world, article):
    world.show(article(1, tags=("Sport",)))
    accounts = tuple(
        replace(account, wanted=WantedRule(name=f"accounts[{account.name}]", only=Terms(tags=(tag,))))
        for account, tag in zip(world.desk.settings.accounts, ("sport", "Politics"), strict=True)
    )
    found = check_everything(replace(world.desk.settings, accounts=accounts), {}, world.desk.now())
    assert [warning for warning in found.warnings if "filed under" in warning] == [
        "accounts[page].only: no article of News has been filed under “Politics” so far"
    ]
