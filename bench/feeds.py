"""What it costs to watch many sites, side by side with a bare download (the floor) and with `reader`.

    pip install -e '.[bench]'
    python bench/feeds.py                 the table, five rounds interleaved, 1,000 sites
    python bench/feeds.py growth          1,000 and 10,000 sites
    python bench/feeds.py minute          a minute of watching 1,000 and 10,000 sites, each asked every ten minutes
    python bench/feeds.py known           5,000 and 5,000,000 known articles
    python bench/feeds.py tls             1,000 host names over TLS, all 304, and beside them requests
    python bench/feeds.py once            `bot once` on 1,000 addresses of feeds and an empty database

With the path of another version's worktree in BEFORE, which has a virtual environment in `.venv`, the table and `once`
measure that version too.

Every figure comes from a process of its own; times are taken inside it and leave its start out, for the bot runs for
weeks. Only `once` takes them from outside, with the start. The bot's look is everything: fetch, parse, look-up of
identities, durable commit, validators stored.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from feed_sites import url
from feed_ways import BOT_TOML

READER_SITES = 100
HERE = Path(__file__).parents[1]
BEFORE = Path(os.environ.get("BEFORE", ""))
"""Another version of the bot, as a worktree with a virtual environment in `.venv`, to be measured beside this one."""


def measured(way: str, folder: Path, port: int, sites: int, path: str = "/feed/") -> dict[str, Any]:
    """The figures of one process, in seconds and MB."""
    checkout, done_as = (BEFORE, "bot") if way == "before" else (HERE, way)
    command = [
        python_of(checkout),
        str(checkout / "bench" / "feed_ways.py"),
        done_as,
        str(folder),
        str(port),
        str(sites),
        path,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(f"    {way:7}{sites:>7,} {path:12}{figures['wall']:8.2f} s  {figures['result']}", file=sys.stderr)
    return figures


@contextmanager
def served(sites: int) -> Iterator[int]:
    """The port of a server for so many sites."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, str(Path(__file__).with_name("feed_sites.py")), str(port), str(sites)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        print(server.stdout.readline().strip())
        try:
            yield port
        finally:
            server.terminate()


def show_edition(port: int, edition: int) -> None:
    urllib.request.urlopen(f"http://127.0.0.1:{port}/edition/{edition}").read()


Rows = dict[str, dict[str, list[dict[str, Any]]]]


def side_by_side(sites: int, rounds: int) -> Rows:
    """Each round: cold, warm, one new article, one more, and the same body once more, each way after the other."""
    rows: Rows = {}
    with served(sites) as port:
        for _ in range(rounds):
            with tempfile.TemporaryDirectory(prefix="feeds-") as name:
                for way in ("floor", "bot", *_others()):
                    folder = Path(name, way)
                    folder.mkdir()
                    asked = asked_of(way, sites)
                    show_edition(port, 0)
                    for state, path in (
                        ("cold", "/feed/"),
                        ("warm", "/feed/"),
                        ("new", "/feed/"),
                        ("next", "/feed/"),
                        ("same", "/stubborn/"),
                    ):
                        if state in {"new", "next"}:
                            show_edition(port, 1 if state == "new" else 2)
                        if state == "same" and way in {"bot", "before"}:
                            point_at(folder / "bot.db", path)
                        rows.setdefault(state, {}).setdefault(way, []).append(measured(way, folder, port, asked, path))
    return rows


def _others() -> list[str]:
    return [*(["before"] if os.environ.get("BEFORE") else []), *(["reader"] if has_reader() else [])]


def point_at(database: Path, path: str) -> None:
    """Let the bot believe that it has always asked there."""
    with closing(sqlite3.connect(database)) as connection, connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        table = "sources" if "sources" in tables else "sites"
        for column in ("url", "feed_url", "validators_url"):
            connection.execute(f"UPDATE {table} SET {column} = replace({column}, '/feed/', ?)", (path,))


def has_reader() -> bool:
    if "--without-reader" in sys.argv:
        return False
    if find_spec("reader") is None:
        print("reader is not there: it is left out (pip install -e '.[bench]')")
        return False
    return True


def tabulate(rows: Rows, sites: int) -> None:
    titles = {
        "cold": "cold: everything is new",
        "warm": "warm: every site answers 304",
        "new": "every feed has one new article on top",
        "next": "and one more, an hour later",
        "same": "200, the body of last time",
    }
    columns = f"{'wall s':>8}{'CPU s':>8}{'peak MB':>9}{'ms a feed':>11}{'x floor':>9}{'(range)':>14}{'x its CPU':>11}"
    print(f"\n{'':40}{'':8}{columns}")
    for state, ways in rows.items():
        for way, ones in ways.items():
            more = sites / asked_of(way, sites)
            wall, cpu, peak = (median(one[key] for one in ones) for key in ("wall", "cpu", "peak"))
            pairs = list(zip(ones, ways["floor"], strict=True))
            ratios = sorted(one["wall"] * more / floor["wall"] for one, floor in pairs)
            of_cpu = median(one["cpu"] * more / floor["cpu"] for one, floor in pairs)
            spread = f"{ratios[0]:.2f}-{ratios[-1]:.2f}"
            print(
                f"{titles[state] if way == 'floor' else '':40}{way:8}{wall:8.2f}{cpu:8.2f}{peak:9.0f}"
                f"{wall * more / sites * 1000:11.2f}{median(ratios):9.2f}{spread:>14}{of_cpu:11.2f}"
            )


def draw(rows: Rows, sites: int, target: Path) -> None:
    """One bar for each way and state, in milliseconds a feed, on a logarithmic scale."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        print("matplotlib is not there: no picture")
        return
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    axes = figure.add_subplot()
    ways = list(rows["cold"])
    for place, way in enumerate(ways):
        asked = asked_of(way, sites)
        each = [median(one["wall"] for one in rows[state][way]) / asked * 1000 for state in rows]
        bars = axes.bar([at + place * 0.27 for at in range(len(rows))], each, 0.25, label=way)
        axes.bar_label(bars, fmt="%.2g", fontsize=8)
    axes.set(yscale="log", ylabel="ms a feed")
    axes.set_xticks(
        [at + 0.27 for at in range(len(rows))], ["cold", "all 304", "one new article", "one more", "200, same body"]
    )
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    figure.savefig(target, dpi=120)
    print(f"\nPicture: {target}")


def growth(sites: int) -> None:
    """Ten times the sites, against the smaller number in one run."""
    with served(sites) as port, tempfile.TemporaryDirectory(prefix="feeds-") as name:
        few = sites // 10
        print(f"\n{'':40}{few:>10,}{sites:>10,}   x a feed")
        for way in ("floor", "bot"):
            for state in ("cold", "warm"):
                both = []
                for asked in (few, sites):
                    folder = Path(name, f"{way}{asked}")
                    folder.mkdir(exist_ok=True)
                    both.append(measured(way, folder, port, asked))
                times = [one["wall"] for one in both]
                ratio = times[1] / times[0] / (sites / few)
                print(f"{way + ', ' + state + ', s':40}{times[0]:10.2f}{times[1]:10.2f}{ratio:10.2f}")
                print(f"{way + ', ' + state + ', peak MB':40}{both[0]['peak']:10.0f}{both[1]['peak']:10.0f}")


def minute(rounds: int) -> None:
    """What the bot costs all day long, and what downloading as many answers in one go costs."""
    few, many = 1_000, 10_000
    figures: dict[int, list[dict[str, Any]]] = {few: [], many: []}
    floors: list[dict[str, Any]] = []
    with served(few) as port:
        for _ in range(rounds):
            with tempfile.TemporaryDirectory(prefix="feeds-") as name:
                for sites, ones in figures.items():
                    folder = Path(name, str(sites))
                    folder.mkdir()
                    ones.append(measured("minute", folder, port, sites))
                measured("floor", Path(name), port, few)
                floors.append(measured("floor", Path(name), port, few))
    print(
        f"\n{'a minute, each asked every ten':40}{'looks':>8}{'CPU s':>8}{'ms a look':>11}{'x floor':>9}{'peak MB':>9}"
    )
    floor = median(one["cpu"] for one in floors) / few * 1000
    print(f"{'floor, 1,000 answers at once':40}{few:8,}{floor * few / 1000:8.2f}{floor:11.2f}{1:9.2f}")
    for sites, ones in figures.items():
        cpu, peak = (median(one[key] for one in ones) for key in ("cpu", "peak"))
        each = cpu / (sites / 10) * 1000
        print(f"{f'bot, {sites:,} sites':40}{sites // 10:8,}{cpu:8.2f}{each:11.2f}{each / floor:9.2f}{peak:9.0f}")


def whole_process(command: list[str], folder: Path, environ: Mapping[str, str]) -> dict[str, float]:
    """The seconds of a process from its start to its end, as seen from outside."""
    began, children = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    cpu = after.ru_utime + after.ru_stime - children.ru_utime - children.ru_stime
    print(f"    {' '.join(command[1:3])[-40:]:42}{wall:8.2f} s", file=sys.stderr)
    return {"wall": wall, "cpu": cpu}


def first_round(sites: int, rounds: int) -> None:
    """`bot once` with an empty database, beside aiohttp in a process of its own that downloads the same."""
    checkouts = {"bot": HERE} | ({"before": BEFORE} if os.environ.get("BEFORE") else {})
    figures: dict[str, list[dict[str, float]]] = {way: [] for way in ("floor", *checkouts)}
    with served(sites) as port:
        for _ in range(rounds):
            with tempfile.TemporaryDirectory(prefix="feeds-") as name:
                download = [sys.executable, str(HERE / "bench" / "feed_ways.py"), "floor", name, str(port), str(sites)]
                figures["floor"].append(whole_process([*download, "/feed/"], Path(name), os.environ))
                for way, checkout in checkouts.items():
                    folder = Path(name, way)
                    folder.mkdir()
                    (folder / "bot.toml").write_text(settings_for(port, sites), "utf-8")
                    command = [python_of(checkout), "-m", "bot", "once"]
                    figures[way].append(whole_process(command, folder, os.environ | SECRETS))
    title = f"bot once, {sites:,} feeds, from outside"
    print(f"\n{title:40}{'wall s':>8}{'CPU s':>8}{'x floor':>9}{'(range)':>14}{'x its CPU':>11}")
    for way, runs in figures.items():
        pairs = list(zip(runs, figures["floor"], strict=True))
        wall, cpu = (median(run[key] for run in runs) for key in ("wall", "cpu"))
        by_wall, by_cpu = (sorted(run[key] / floor[key] for run, floor in pairs) for key in ("wall", "cpu"))
        spread = f"{by_wall[0]:.2f}-{by_wall[-1]:.2f}"
        print(f"{way:40}{wall:8.2f}{cpu:8.2f}{median(by_wall):9.2f}{spread:>14}{median(by_cpu):11.2f}")


_OF_X = ("X_API_KEY", "X_API_SECRET", "X_ACCESS_TOKEN", "X_ACCESS_TOKEN_SECRET")
SECRETS = dict.fromkeys(_OF_X, "none-is-needed")
"""Nothing is posted: a first round only takes the baseline."""


def settings_for(port: int, sites: int) -> str:
    heads, account = BOT_TOML.split("[[sites]]")[0], '[[accounts]]\nname = "x"\nplatform = "x"\n'
    tables = (f'[[sites]]\nname = "Site {site}"\nurl = "{url(site, port)}"\n' for site in range(sites))
    return "".join((heads, *tables, account))


def python_of(checkout: Path) -> str:
    return sys.executable if checkout == HERE else str(checkout / ".venv" / "bin" / "python")


def over_tls(sites: int, rounds: int) -> None:
    """Every site has a name of its own, and all answer 304: what is left is the setting-up of connections."""
    with tempfile.TemporaryDirectory(prefix="feeds-") as name:
        os.environ.update(certificates(Path(name)))
        ways = ("floor", "bot", "requests", *(["reader"] if has_reader() else []))
        figures: dict[str, list[dict[str, Any]]] = {way: [] for way in ways}
        with served(sites) as port:
            for way in ways:
                Path(name, way).mkdir()
                measured(way, Path(name, way), port, asked_of(way, sites))
            for _ in range(rounds):
                for way in ways:
                    figures[way].append(measured(way, Path(name, way), port, asked_of(way, sites)))
    title = f"TLS, {sites:,} names, all 304"
    print(f"\n{title:40}{'wall s':>8}{'CPU s':>8}{'ms a feed':>11}{'x floor':>9}{'x its CPU':>11}")
    for way, ones in figures.items():
        more = sites / asked_of(way, sites)
        wall, cpu = (median(one[key] for one in ones) for key in ("wall", "cpu"))
        pairs = list(zip(ones, figures["floor"], strict=True))
        by_wall, by_cpu = (median(one[key] * more / low[key] for one, low in pairs) for key in ("wall", "cpu"))
        print(f"{way:40}{wall:8.2f}{cpu:8.2f}{wall * more / sites * 1000:11.2f}{by_wall:9.2f}{by_cpu:11.2f}")


def asked_of(way: str, sites: int) -> int:
    return min(READER_SITES, sites) if way == "reader" else sites


def certificates(folder: Path) -> dict[str, str]:
    """A certificate for all names, and a bundle with it and the authorities of today; made with `openssl`."""
    import certifi

    made, bundle = folder / "site.pem", folder / "bundle.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=feeds"
    made_as = ["-addext", "subjectAltName=DNS:*.feeds.example", "-keyout", str(folder / "key"), "-out", str(made)]
    subprocess.run([*command.split(), *made_as], check=True, capture_output=True)
    bundle.write_text(Path(certifi.where()).read_text("utf-8") + made.read_text("utf-8"), "utf-8")
    made.write_text(made.read_text("utf-8") + (folder / "key").read_text("utf-8"), "utf-8")
    return {"FEEDS_CERTIFICATE": str(made), "REQUESTS_CA_BUNDLE": str(bundle)}


def known_articles(sites: int, rounds: int) -> None:
    """The same looks with 5,000 and with 5,000,000 articles in the database."""
    with served(sites) as port, tempfile.TemporaryDirectory(prefix="feeds-") as name:
        _known_articles(Path(name), port, sites, rounds)


def _known_articles(folder: Path, port: int, sites: int, rounds: int) -> None:
    folders = {count: folder / str(count) for count in (5_000, 5_000_000)}
    for count, place in folders.items():
        place.mkdir()
        show_edition(port, 0)
        measured("bot", place, port, sites)
        fill(place / "bot.db", count, sites)
    figures: dict[str, dict[int, list[dict[str, Any]]]] = {}
    for edition in range(rounds):
        for state in ("one new article", "304"):
            if state == "one new article":
                show_edition(port, edition + 1)
            for count, place in folders.items():
                figures.setdefault(state, {}).setdefault(count, []).append(measured("bot", place, port, sites))
    print(f"\n{'known articles':40}{5_000:>10,}{5_000_000:>10,}          x")
    for state, by_count in figures.items():
        for kind in ("wall", "cpu"):
            few, many = ([one[kind] for one in by_count[count]] for count in folders)
            ratio = median(large / small for small, large in zip(few, many, strict=True))
            print(f"{f'{state}, {kind} s':40}{median(few):10.2f}{median(many):10.2f}{ratio:11.2f}")


def fill(database: Path, count: int, sites: int) -> None:
    """So many known articles of these sites, each with four identities, every tenth with a post that is out."""
    series = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
    seen = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=100)
    with closing(sqlite3.connect(database)) as connection, connection:
        base = connection.execute("SELECT max(id) FROM articles").fetchone()[0]
        site = f"'Site ' || (i * {sites} / {count + 1})"
        connection.execute(
            f"{series} INSERT INTO articles (id, site, title, link, guid, first_seen_at, published, not_posted) SELECT "
            f"{base} + i, {site}, 'A title of an older story ' || i, 'https://old.example/story-' || i || '/', "
            "'https://old.example/?p=' || i, ?, ?, 'baseline' FROM n",
            (str(seen), str(seen)),
        )
        for kind, within, value in (
            ("fingerprint", "''", f"printf('%016x%048x', i * {2**62 // count * 2}, i)"),
            ("guid", "''", "printf('127.1.%d.%d/?p=%d', i % 4, i % 250, 1000 + i)"),
            ("url", "''", "printf('127.1.%d.%d/2020/01/story-%d', i % 4, i % 250, i)"),
            ("wordpress", site, "CAST(1000 + i AS TEXT)"),
        ):
            connection.execute(
                f"{series} INSERT INTO identities (kind, site, value, article_id) SELECT '{kind}', s, v, a "
                f"FROM (SELECT {within} AS s, {value} AS v, {base} + i AS a FROM n) ORDER BY s, v"
            )
        connection.execute(
            f"{series} INSERT INTO deliveries (article_id, account, status, due_at, order_at, created_at, sent_at) "
            f"SELECT {base} + i, 'x', 'sent', ?, ?, ?, ? FROM n WHERE i % 10 = 0",
            (str(seen),) * 4,
        )
    print(f"    filled with {count:,} known articles, {database.stat().st_size / 1e6:,.0f} MB", file=sys.stderr)


def machine() -> Mapping[str, str]:
    from importlib.metadata import version

    names = ("aiohttp", "SQLAlchemy")
    load = Path("/proc/loadavg").read_text().split()[0]
    return {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in names},
        "load": load,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "what", nargs="?", default="table", choices=["table", "growth", "minute", "known", "tls", "once"]
    )
    parser.add_argument("--sites", type=int)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--picture", type=Path, default=Path("docs/feeds.png"))
    parser.add_argument("--without-reader", action="store_true", help="it takes a minute a round")
    asked = parser.parse_args()
    print(", ".join(f"{name} {value}" for name, value in machine().items()))
    if asked.what == "once":
        first_round(asked.sites or 1_000, asked.rounds)
        return
    if asked.what == "growth":
        growth(asked.sites or 10_000)
        return
    if asked.what == "minute":
        minute(asked.rounds)
        return
    if asked.what == "tls":
        over_tls(asked.sites or 1_000, asked.rounds)
        return
    if asked.what == "known":
        known_articles(asked.sites or 1_000, asked.rounds)
        return
    rows = side_by_side(asked.sites or 1_000, asked.rounds)
    tabulate(rows, asked.sites or 1_000)
    draw(rows, asked.sites or 1_000, asked.picture)


if __name__ == "__main__":
    main()
