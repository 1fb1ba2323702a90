from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.actions import Action
from bot.errors import SettingsError
from bot.outbox.rules.pacing import Pace, QuietHours
from bot.outbox.rules.wanted import Terms, WantedRule
from bot.settings import Settings, load_settings
from bot.sources.types import Bounds
from bot.writing.link import Campaign
from tests.settings.conftest import SMALLEST

Load = Callable[..., Settings]
Nobody = Callable[[], AbstractContextManager[None]]
Faults = Callable[..., tuple[str, ...]]

# As the documentation shows it to everybody, word for word.
DOCUMENTED = """\
database  = "sqlite:///bot.db"      # or postgresql+psycopg://…
timezone  = "Asia/Tokyo"            # IANA name; what quiet hours and shown times mean
templates = "templates"
contact   = "https://moderntokyonews.com/contact"   # goes into the User-Agent

[watch]
every   = "2m"       # how often a site is asked; a site may ask for longer
max_age = "24h"      # an older article is recorded, never posted
hold    = "5m"       # an article waits this long before posting, then is read again
burst   = 5          # more new articles of a site in one look than this: held for an editor
allow_private = false   # true lets feeds live on private or loopback addresses

[appeal]
text  = "DONATIONS to SUPPORT MODERN TOKYO TIMES – please pay PayPal and DONATE to sawakoart@gmail.com"
short = "Support us: PayPal sawakoart@gmail.com"
url   = ""           # optional donation page

[[sites]]
name     = "Modern Tokyo News"
url      = "https://moderntokyonews.com"      # a site, or a feed itself
hashtags = ["Japan"]

[[accounts]]
name     = "mtt"
platform = "twitter"            # or "facebook"
secrets  = "TWITTER"            # prefix of the variables in .env; the platform's name when left out
sites    = []                   # names; empty means all
template = "twitter.j2"
review   = false                # true: every post waits for an editor
gap      = "20m"                # at least this long between two posts
quiet    = "23:30-06:00"        # no posts then
per_day  = 24
budget   = 30.00                # US dollars a calendar month, for platforms that charge
"""


def test_the_documented_bot_toml_says_what_its_comments_say(load: Load, bot_toml: Path) -> None:
    settings = load(text=DOCUMENTED)
    assert settings.folder == bot_toml.parent
    assert settings.database == f"sqlite:///{bot_toml.parent}/bot.db"
    assert settings.timezone == ZoneInfo("Asia/Tokyo")
    assert settings.templates == bot_toml.parent / "templates"
    assert settings.contact == "https://moderntokyonews.com/contact"
    assert settings.watch.every == timedelta(minutes=2)
    assert settings.watch.max_age == timedelta(hours=24)
    assert settings.watch.hold == timedelta(minutes=5)
    assert settings.watch.burst == 5
    assert settings.watch.allow_private is False
    [appeal] = settings.appeals
    assert appeal.short == "Support us: PayPal sawakoart@gmail.com"
    [site] = settings.sites
    assert (site.name, site.url, site.hashtags) == ("Modern Tokyo News", "https://moderntokyonews.com", ("Japan",))
    [account] = settings.accounts
    assert (account.name, account.platform, account.secrets) == ("mtt", "x", "TWITTER")
    assert (account.sites, account.template, account.review) == ((), "twitter.j2", False)
    quiet = QuietHours(time(23, 30), time(6, 0))
    assert account.pace == Pace(timedelta(minutes=20), quiet, per_day=24, budget=Decimal("30.00"))


def test_what_is_left_out_has_a_careful_default(load: Load, bot_toml: Path) -> None:
    settings = load()
    assert settings.database == f"sqlite:///{bot_toml.parent}/bot.db"
    assert (settings.timezone, settings.sandbox, settings.campaign) == (ZoneInfo("UTC"), "", None)
    assert settings.watch.hold == timedelta(minutes=5)
    [account] = settings.accounts
    assert (account.secrets, account.template) == ("X", "x.j2")
    assert account.pace == Pace(timedelta(minutes=20))


def test_x_goes_by_its_name_and_by_its_older_one(load: Load, on_twitter: str) -> None:
    [newer] = load().accounts
    [older] = load(text=on_twitter).accounts
    assert (newer.platform, newer.secrets, newer.template, newer.platform_in_links) == ("x", "X", "x.j2", "x")
    assert (older.platform, older.secrets, older.template, older.platform_in_links) == (
        "x",
        "TWITTER",
        "twitter.j2",
        "twitter",
    )
    assert newer.variables_of("API_KEY") == ("X_API_KEY", "TWITTER_API_KEY")
    assert older.variables_of("API_KEY") == ("TWITTER_API_KEY",)


@pytest.mark.parametrize(
    ("secrets", "read"),
    [("X", ("X_API_KEY", "TWITTER_API_KEY")), ("TWITTER", ("TWITTER_API_KEY",)), ("SPORTS", ("SPORTS_API_KEY",))],
)
def test_only_the_platform_s_own_prefix_has_an_older_one(load: Load, secrets: str, read: tuple[str, ...]) -> None:
    [account] = load(below=f'secrets = "{secrets}"').accounts
    assert account.variables_of("API_KEY") == read


def test_no_account_reads_the_variables_that_are_another_s(load: Load) -> None:
    older = '[[accounts]]\nname = "older"\nplatform = "twitter"'
    newer, _ = load(below=older).accounts
    assert newer.variables_of("API_KEY") == ("X_API_KEY",)


@pytest.mark.parametrize(
    ("own", "template"),
    [
        ([], "x.j2"),
        (["twitter.j2"], "twitter.j2"),
        (["twitter.j2", "x.j2"], "x.j2"),
        (["facebook.j2"], "x.j2"),
    ],
)
def test_a_template_with_the_older_name_is_taken_where_the_newsroom_has_none_with_the_newer(
    load: Load, tmp_path: Path, own: list[str], template: str
) -> None:
    (tmp_path / "templates").mkdir()
    for name in own:
        (tmp_path / "templates" / name).write_text("{{ title }} {{ link }} {{ appeal }}")
    assert [account.template for account in load().accounts] == [template]
    assert [account.template for account in load(below='template = "x.j2"').accounts] == ["x.j2"]


@pytest.mark.parametrize(
    ("written", "means"),
    [("true", (True, None)), ("false", (False, None)), ('"30m"', (True, timedelta(minutes=30)))],
)
def test_review_is_an_editor_s_or_a_matter_of_time(load: Load, written: str, means: tuple[bool, object]) -> None:
    [account] = load(below=f"review = {written}").accounts
    assert (account.review, account.review_after) == means
    [account] = load(BOT_ACCOUNTS__MTT__REVIEW=written.strip('"')).accounts
    assert (account.review, account.review_after) == means


def test_every_value_knows_where_it_came_from(load: Load, bot_toml: Path) -> None:
    settings = load(below='gap = "1m"', BOT_WATCH__EVERY="90s")
    assert settings.origin("accounts[mtt].gap") == f"{bot_toml}, line 10"
    assert settings.origin("watch.every") == "BOT_WATCH__EVERY"
    assert settings.origin("watch.hold") == "default"


def test_a_file_is_named_as_the_user_named_it(bot_toml: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(bot_toml.parent)
    settings = load_settings(Path("bot.toml"), {})
    assert settings.origin("appeal.text") == "bot.toml, line 2"
    assert settings.folder == bot_toml.parent


class TestVariables:
    def test_any_scalar_can_be_overridden(self, load: Load) -> None:
        settings = load(
            BOT_TIMEZONE="Europe/Berlin",
            BOT_WATCH__BURST="50",
            BOT_WATCH__ALLOW_PRIVATE="true",
            BOT_APPEAL__SHORT="Give!",
            BOT_ACCOUNTS__MTT__BUDGET="12.50",
            BOT_SITES__NEWS__URL="http://127.0.0.1:8641/feed",
        )
        assert settings.timezone == ZoneInfo("Europe/Berlin")
        assert (settings.watch.burst, settings.watch.allow_private) == (50, True)
        assert settings.appeals[0].short == "Give!"
        assert settings.accounts[0].pace.budget == Decimal("12.50")
        assert settings.sites[0].url == "http://127.0.0.1:8641/feed"

    def test_a_name_with_blanks_is_written_with_underscores(self, load: Load) -> None:
        settings = load(text=DOCUMENTED, BOT_SITES__MODERN_TOKYO_NEWS__URL="https://other.example")
        assert settings.sites[0].url == "https://other.example"

    def test_an_unknown_one_is_a_fault_with_the_likely_name(self, faults: Faults) -> None:
        assert faults(BOT_WATCH__EVRY="1m") == (
            'BOT_WATCH__EVRY: a variable that sets nothing; did you mean "BOT_WATCH__EVERY"?',
        )

    def test_bot_config_and_the_accounts_secrets_are_not_settings(self, load: Load) -> None:
        settings = load(
            below='secrets = "BOT_X"', BOT_CONFIG="/etc/bot.toml", BOT_X_API_KEY="k", BOT_X_API_SECRET_FILE="f"
        )
        assert settings.accounts[0].secrets == "BOT_X"

    def test_a_wrong_value_names_the_variable(self, faults: Faults) -> None:
        assert faults(BOT_WATCH__BURST="many", BOT_ACCOUNTS__MTT__SITES="News") == (
            'BOT_WATCH__BURST: "many" is not a whole number of 1 or more, unquoted',
            'BOT_ACCOUNTS__MTT__SITES: "News" is not a list of texts; write ["one", "two"]; '
            "a variable cannot set a list",
        )


class TestFaults:
    def test_all_of_them_are_told_at_once_in_the_order_of_the_file(self, faults: Faults) -> None:
        found = faults(before='timezone = "Asia/Tokio"', below='gapp = "1m"\nquiet = "25:00-06:00"')
        assert found == (
            'bot.toml, line 1: timezone: "Asia/Tokio" is not an IANA time zone; did you mean "Asia/Tokyo"?',
            'bot.toml, line 10: accounts[mtt].gapp: unknown key; did you mean "gap"?',
            'bot.toml, line 11: accounts[mtt].quiet: "25:00-06:00" is not a part of the day; '
            'write such as "23:30-06:00"',
        )

    @pytest.mark.parametrize(
        ("before", "expected"),
        [
            ("database = 5", "database: 5 is not a text"),
            ('database = "mysql://u:pw@h/x"', "database: is not the URL of a database that can be used"),
            ('database = "sqlite://bot.db"', "database: an SQLite URL has three slashes"),
            ('database = "sqlite:///:memory:"', "database: names no file"),
            ('database = "sqlite:///"', "database: names no file"),
            ('timezone = "Asia"', 'timezone: "Asia" is not an IANA time zone'),
            ('timezone = "../etc/passwd"', "is not an IANA time zone"),
            ('contact = "nobody"', 'contact: "nobody" is not the address of a site'),
            ('contact = "https://x.example\\r\\nX-Evil: 1"', "has a line break"),
            ('contact = "https://日本.example"', "has letters that a header cannot carry"),
            ('sandbox = "https://api.x.com"', 'sandbox: "https://api.x.com" is not on this machine'),
            ('sandbox = "http://127.0.0.1.evil.example"', "is not on this machine"),
            ('sandbox = "http://127.0.0.1:8640/path"', "is not on this machine"),
            ("[watch]\nevery = 120", "watch.every: 120 is not a duration"),
            ('[watch]\nevery = "1h30m"', 'watch.every: "1h30m" is not a duration'),
            ('[watch]\nevery = "0s"', 'watch.every: "0s" is no time at all'),
            ('[watch]\nhold = "99999999d"', "is not a duration"),
            ("[watch]\nburst = true", "watch.burst: true is not a whole number"),
            ("[watch]\nburst = 0", "watch.burst: 0 is not a whole number of 1 or more"),
            ('[watch]\nallow_private = "yes"', 'watch.allow_private: "yes" is neither true nor false'),
            ('[campaign]\nsource = "{plattform}"', 'campaign.source: "{plattform}" stands for nothing'),
            ("watch = 5", "watch: is not a table"),
            ("[reconcile]\nlooks = []", "reconcile.looks: is empty; write at least one duration"),
            ('[reconcile]\nlooks = ["20s", "0s"]', 'reconcile.looks: "0s" is no time at all'),
            ('[reconcile]\nlooks = "20s"', 'reconcile.looks: "20s" is not a list of texts'),
            ('[bounds]\ntimeout = "1h"', 'bounds.timeout: "1h" is more than 10m'),
            ('[bounds]\ntimeout = "0s"', 'bounds.timeout: "0s" is no time at all'),
            ('[bounds]\ndownload = "10"', 'bounds.download: "10" is not a size from 1kB to 1GB'),
            ("[bounds]\nunpacked = 10_000_000", "bounds.unpacked: 10000000 is not a size"),
            ('[bounds]\nentry = "2GB"', 'bounds.entry: "2GB" is not a size from 1kB to 1GB'),
            ("[bounds]\nredirects = 21", "bounds.redirects: 21 is more than 20"),
            ("[bounds]\nentries = 0", "bounds.entries: 0 is not a whole number of 1 or more"),
            ("[bounds]\nnesting = 5", "bounds.nesting: 5 is not a whole number of 10 or more"),
            ('[breaking]\ntags = "Breaking"', 'breaking.tags: "Breaking" is not a list of texts'),
        ],
    )
    def test_a_value_of_the_wrong_kind_is_told_with_what_is_right(
        self, faults: Faults, before: str, expected: str
    ) -> None:
        [fault] = faults(before=before)
        assert expected in fault
        assert fault.startswith(f"bot.toml, line {before.count(chr(10)) + 1}: ")

    @pytest.mark.parametrize(
        ("below", "expected"),
        [
            ('sites = ["New"]', 'accounts[mtt].sites: "New" is not a site; did you mean "News"?'),
            ("sites = [1]", "accounts[mtt].sites: 1 is not a text"),
            ('template = "../../etc/passwd"', "leads out of the folder of templates"),
            ("review = 1", "accounts[mtt].review: 1 is neither true nor false"),
            ('review = "soon"', 'accounts[mtt].review: "soon" is neither true nor false, nor a duration'),
            ('review = "0m"', 'accounts[mtt].review: "0m" is neither true nor false, nor a duration'),
            ('gap = "20"', 'accounts[mtt].gap: "20" is not a duration'),
            ('quiet = "06:00-06:00"', "is not a part of the day"),
            ("quiet = 23", "accounts[mtt].quiet: 23 is not a text"),
            ("per_day = 0", "accounts[mtt].per_day: 0 is not a whole number of 1 or more"),
            ("budget = nan", "is not an amount of US dollars"),
            ("budget = -1", "accounts[mtt].budget: -1 is not an amount of US dollars"),
            ('budget = "30"', 'accounts[mtt].budget: "30" is not an amount'),
            ('timezone = "UTC"', "it belongs at the top of the file, before the first line in brackets"),
        ],
    )
    def test_an_account_s_faults_name_the_account(self, faults: Faults, below: str, expected: str) -> None:
        [fault] = faults(below=below)
        assert expected in fault
        assert fault.startswith("bot.toml, line 10: accounts[mtt].")

    def test_a_token_in_the_wrong_place_is_not_repeated(self, faults: Faults) -> None:
        [fault] = faults(below='secrets = "12345-AbCdEf"')
        assert "AbCdEf" not in fault
        assert "accounts[mtt].secrets: is not the first part of names in .env" in fault

    def test_a_password_of_a_database_is_not_shown(self, load: Load, faults: Faults) -> None:
        settings = load(before='database = "postgresql+psycopg://bot:hunter22@db/bot"')
        assert "hunter22" not in repr(settings)
        assert "hunter22" not in faults(before='database = "postgres://bot:hunter22@db/bot"')[0]

    def test_an_unknown_platform_is_told_with_the_likely_one(self, faults: Faults) -> None:
        [fault] = faults(below='[[accounts]]\nname = "b"\nplatform = "facebok"')
        assert fault == 'bot.toml, line 12: accounts[b].platform: "facebok" is not a platform; did you mean "facebook"?'

    def test_a_name_is_given_once(self, faults: Faults) -> None:
        [fault] = faults(below='[[accounts]]\nname = "MTT"\nplatform = "facebook"')
        assert fault == "bot.toml, line 11: accounts[MTT].name: names another account too"
        [fault] = faults(below='[[sites]]\nname = "news"\nurl = "https://b.example"')
        assert fault == "bot.toml, line 11: sites[news].name: names another site too"

    def test_two_accounts_of_one_platform_need_secrets_of_their_own(self, load: Load, faults: Faults) -> None:
        second = '[[accounts]]\nname = "b"\nplatform = "x"\n'
        [fault] = faults(below=second)
        assert 'give it its own prefix, such as secrets = "SPORTS"' in fault
        assert len(load(below=f'{second}secrets = "B"').accounts) == 2

    def test_two_platforms_may_share_a_prefix(self, load: Load) -> None:
        settings = load(below='[[accounts]]\nname = "b"\nplatform = "facebook"\nsecrets = "X"')
        assert len(settings.accounts) == 2

    def test_an_empty_file_is_told_what_every_newsroom_needs(self, faults: Faults) -> None:
        missing, sites, accounts = sorted(faults(text=""))
        assert missing.startswith("bot.toml: accounts: no account to post to; write [[accounts]]")
        assert sites.startswith("bot.toml: appeal.text: is missing; ")
        assert accounts.startswith("bot.toml: sites: no site to watch; write [[sites]]")

    def test_what_is_missing_is_told_at_its_table(self, faults: Faults) -> None:
        found = faults(text='[appeal]\ntext = " "\n[[sites]]\nname = "A"\n[[accounts]]\nname = "b"\n')
        assert [fault.partition("; ")[0] for fault in found] == [
            "bot.toml, line 3: appeal.text: is empty",
            "bot.toml, line 4: sites[A].url: is missing",
            "bot.toml, line 6: accounts[b].platform: is missing",
        ]

    def test_one_table_in_place_of_several_is_told_how_to_write_it(self, faults: Faults) -> None:
        found = faults(
            text='[appeal]\ntext = "x"\n[sites]\nname = "A"\n[[accounts]]\nname = "b"\nplatform = "twitter"\n'
        )
        assert "bot.toml, line 4: sites: must be written as [[sites]], in two brackets, with its keys below it" in found


class TestAppeals:
    def test_several_have_days_sites_weights_and_words_that_forbid_them(self, load: Load) -> None:
        text = """
[[appeals]]
text = "Winter drive"
from = 2026-12-01
until = "2026-12-31"
sites = ["News"]
weight = 3
language = ["ja", "pt-BR"]
never_with = ["obituary"]
instead = "Thank you for reading."
[[appeals]]
text = "Always"
[[sites]]
name = "News"
url = "https://news.example"
[[accounts]]
name = "a"
platform = "facebook"
"""
        winter, always = load(text=text).appeals
        assert (winter.valid_from, winter.valid_until) == (date(2026, 12, 1), date(2026, 12, 31))
        assert (winter.sites, winter.weight, winter.never_with) == (("News",), 3, ("obituary",))
        assert (winter.languages, always.languages) == (("ja", "pt-BR"), ())
        assert winter.instead == "Thank you for reading."
        assert always.text == "Always"

    def test_their_faults_name_them_by_number(self, faults: Faults) -> None:
        text = (
            '[[appeals]]\ntext = "a"\n[[appeals]]\ntext = "b"\nfrom = 2026-02-01\nuntil = 2026-01-01\nsites = ["x"]\n'
        )
        first, second = faults(
            text=f'{text}[[sites]]\nname = "News"\nurl = "https://n.example"\n[[accounts]]\n'
            'name = "a"\nplatform = "twitter"\n'
        )
        assert first.startswith("bot.toml, line 7: appeals[2].until: 2026-01-01 is before `from`")
        assert second.startswith('bot.toml, line 8: appeals[2].sites: "x" is not a site')

    def test_one_alone_and_several_do_not_stand_side_by_side(self, faults: Faults) -> None:
        [fault] = faults(below='[[appeals]]\ntext = "b"')
        assert fault == "bot.toml, line 2: appeal: stands beside [[appeals]]; make it one of them"

    def test_a_language_may_be_named_alone(self, load: Load) -> None:
        assert load(BOT_APPEAL__LANGUAGE="ja").appeals[0].languages == ("ja",)
        [appeal] = load(text=SMALLEST.replace("[[sites]]", 'language = "pt-BR"\n[[sites]]')).appeals
        assert appeal.languages == ("pt-BR",)

    @pytest.mark.parametrize("value", ['"Japanese!"', '["en", "english text"]', "5", '""', "[5]"])
    def test_what_is_no_language_is_a_fault(self, faults: Faults, value: str) -> None:
        [fault] = faults(text=SMALLEST.replace("[[sites]]", f"language = {value}\n[[sites]]"))
        assert fault.startswith("bot.toml, line 4: appeal.language: ")


class TestCampaign:
    def test_links_are_left_as_they_are_unless_it_is_asked_for(self, load: Load) -> None:
        assert load().campaign is None

    def test_what_is_left_out_names_the_platform_and_social(self, load: Load) -> None:
        assert load(below="[campaign]").campaign == Campaign(source="{platform}", medium="social")

    def test_every_parameter_can_be_said(self, load: Load) -> None:
        below = '[campaign]\nsource = ""\nmedium = "bot"\ncampaign = "{site}: autumn"\ncontent = "{account}"'
        expected = Campaign(source="", medium="bot", campaign="{site}: autumn", content="{account}")
        assert load(below=below).campaign == expected

    def test_a_variable_alone_switches_it_on(self, load: Load) -> None:
        assert load(BOT_CAMPAIGN__SOURCE="x").campaign == Campaign(source="x", medium="social")


class TestWatching:
    def test_nothing_is_listened_for_and_no_hint_holds_unless_it_is_asked_for(self, load: Load) -> None:
        watch = load().watch
        assert (watch.callback, watch.listen, watch.hints) == ("", ("127.0.0.1", 8650), False)

    @pytest.mark.parametrize(
        ("written", "read"),
        [("0.0.0.0:80", ("0.0.0.0", 80)), ("[::1]:8650", ("::1", 8650)), ("localhost:1", ("localhost", 1))],
    )
    def test_where_to_listen_is_a_host_and_a_port(self, load: Load, written: str, read: tuple[str, int]) -> None:
        assert load(BOT_WATCH__LISTEN=written).watch.listen == read

    @pytest.mark.parametrize("written", ["8650", "127.0.0.1", "127.0.0.1:0", "host:port", "a:1/b", "me@host:1", ":1"])
    def test_anything_else_is_told_with_what_is_right(self, faults: Faults, written: str) -> None:
        [fault] = faults(before=f'[watch]\nlisten = "{written}"')
        assert f'watch.listen: "{written}" is no address to listen at; write host and port' in fault

    def test_the_address_for_hubs_is_one_of_the_web(self, load: Load, faults: Faults) -> None:
        below = '[watch]\ncallback = "https://news.example/websub"'
        assert load(below=below).watch.callback == "https://news.example/websub"
        [fault] = faults(before='[watch]\ncallback = "news.example/websub"')
        assert 'write "https://news.example/websub"' in fault

    def test_a_site_may_have_a_news_sitemap(self, load: Load, faults: Faults) -> None:
        assert load().sites[0].sitemap == ""
        url = "https://news.example/news-sitemap.xml.gz"
        assert load(BOT_SITES__NEWS__SITEMAP=url).sites[0].sitemap == url
        [fault] = faults(BOT_SITES__NEWS__SITEMAP="sitemap.xml")
        assert fault.startswith("BOT_SITES__NEWS__SITEMAP: ")


class TestBounds:
    def test_what_is_left_out_is_as_the_program_has_it(self, load: Load) -> None:
        assert load(below='[bounds]\ntimeout = "9s"').bounds == Bounds(seconds=9)

    def test_each_can_be_said(self, load: Load) -> None:
        below = (
            '[bounds]\ntimeout = "10m"\ndownload = "1GB"\nunpacked = "2MB"\nredirects = 0\nentries = 10\n'
            'entry = "50 kB"\nnesting = 20'
        )
        expected = Bounds(600, 10**9, 2 * 10**6, redirects=0, entries=10, entry_bytes=50_000, nesting=20)
        assert load(below=below).bounds == expected

    def test_a_variable_can_say_it(self, load: Load) -> None:
        assert load(BOT_BOUNDS__DOWNLOAD="5MB", BOT_BOUNDS__REDIRECTS="3").bounds == Bounds(
            wire_bytes=5 * 10**6, redirects=3
        )


class TestReconcile:
    def test_four_looks_over_three_quarters_of_an_hour_unless_others_are_said(self, load: Load) -> None:
        minutes = [look.total_seconds() / 60 for look in load().reconcile.looks]
        assert [round(each, 1) for each in minutes] == [0.3, 2, 10, 30]

    def test_their_number_and_spacing_can_be_said(self, load: Load) -> None:
        looks = load(below='[reconcile]\nlooks = ["1m", "1h"]').reconcile.looks
        assert looks == (timedelta(minutes=1), timedelta(hours=1))


class TestBreaking:
    def test_nothing_is_breaking_unless_its_tag_is_said(self, load: Load) -> None:
        assert load().breaking.tags == ()
        assert load(below='[breaking]\ntags = ["Breaking", "Urgent"]').breaking.tags == ("Breaking", "Urgent")


class TestDatabase:
    @pytest.mark.parametrize("written", ["sqlite:///data/bot.db", "sqlite+pysqlite:///data/bot.db"])
    def test_a_relative_file_stands_in_the_folder_of_bot_toml(self, load: Load, bot_toml: Path, written: str) -> None:
        assert load(before=f'database = "{written}"').database.endswith(f":///{bot_toml.parent}/data/bot.db")

    @pytest.mark.parametrize(
        "written",
        ["sqlite:////var/lib/bot.db", "postgresql+psycopg://bot@db/news?sslmode=require", "postgresql:///news"],
    )
    def test_any_other_stays_as_it_is(self, load: Load, written: str) -> None:
        assert load(before=f'database = "{written}"').database == written

    def test_a_folder_with_odd_letters_reaches_sqlalchemy_whole(self, tmp_path: Path) -> None:
        from sqlalchemy import make_url

        folder = tmp_path / "50% of it? yes #1"
        folder.mkdir()
        (folder / "bot.toml").write_text(DOCUMENTED, "utf-8")
        settings = load_settings(folder / "bot.toml", {})
        assert make_url(settings.database).database == str(folder / "bot.db")


class TestUnreadable:
    def test_no_file_points_at_bot_init(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsError, match=r"bot\.toml: there is no such file$") as missing:
            load_settings(tmp_path / "bot.toml", {})
        assert missing.value.actions == (Action("init"),)

    def test_a_folder_is_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsError, match="cannot be read: Is a directory"):
            load_settings(tmp_path, {})

    def test_a_file_that_this_user_may_not_read_is_told(self, bot_toml: Path, nobody: Nobody) -> None:
        bot_toml.chmod(0)
        with nobody(), pytest.raises(SettingsError, match="cannot be read: Permission denied"):
            load_settings(bot_toml, {})

    def test_a_file_that_is_not_utf_8_is_told(self, bot_toml: Path) -> None:
        bot_toml.write_bytes('name = "caf\xe9"'.encode("latin-1"))
        with pytest.raises(SettingsError, match=r"is not UTF-8 text \(byte 11\); save it as UTF-8"):
            load_settings(bot_toml, {})

    def test_a_byte_order_mark_and_the_line_ends_of_windows_do_no_harm(self, bot_toml: Path) -> None:
        bot_toml.write_bytes(b"\xef\xbb\xbf" + DOCUMENTED.replace("\n", "\r\n").encode())
        settings = load_settings(bot_toml, {})
        assert settings.origin("accounts[mtt].budget") == f"{bot_toml}, line 33"

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("a = 1\ntimezone = Asia/Tokyo\n", "bot.toml, line 2: is not TOML: Invalid value"),
            ("a = 1\na = 2\n", "bot.toml, line 2: is not TOML: Cannot overwrite a value"),
            ("[watch\n", "bot.toml, line 1: is not TOML: Expected ']'"),
            ("a = [1,", "bot.toml: is not TOML: Invalid value (at end of document)"),
        ],
    )
    def test_a_slip_of_the_pen_is_told_with_its_line(self, faults: Faults, text: str, expected: str) -> None:
        [fault] = faults(before=text.rstrip("\n"), text="")
        assert fault.startswith(expected)


class TestWanted:
    def test_a_site_and_an_account_say_which_articles_they_want(self, load: Load) -> None:
        below = (
            'only = {tags = ["Sports", "Football"], languages = ["en"]}\nnever = {words = ["live"], authors = ["PR"]}'
        )
        [account] = load(below=below).accounts
        assert account.wanted == WantedRule(
            name="accounts[mtt]",
            only=Terms(tags=("Sports", "Football"), languages=("en",)),
            never=Terms(words=("live",), authors=("PR",)),
        )

    def test_a_table_of_its_own_says_the_same(self, load: Load) -> None:
        [account] = load(below='[accounts.never]\ntags = ["Sponsored"]').accounts
        assert account.wanted.never.tags == ("Sponsored",)

    @pytest.mark.parametrize(
        ("written", "fault"),
        [
            ('only = ["Sports"]', "accounts[mtt].only: is not a table; write only = {…}"),
            ('never = {tag = ["A"]}', 'accounts[mtt].never.tag: unknown key; did you mean "tags"?'),
            ('never = {tags = ["?!"]}', 'accounts[mtt].never.tags: "?!" has no letter, so that nothing has it'),
            (
                'only = {languages = ["English"]}',
                'accounts[mtt].only.languages: "English" is no language; write its code, such as "en", "ja" or "pt-BR"',
            ),
        ],
    )
    def test_what_cannot_be_meant_is_a_fault_with_its_line(self, faults: Faults, written: str, fault: str) -> None:
        assert faults(below=written) == (f"bot.toml, line 10: {fault}",)
