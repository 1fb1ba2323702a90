from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.databases import KINDS, Databases, PostgresDatabases, PostgresServer, SqliteFiles
from tests.outside import OUTSIDE

# A machine that is busy with something else is slow, which shows nothing of the program.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "outside_data(name): needs that file or folder; see tests/outside.py")
    config.addinivalue_line("markers", "every_database: those tests that use a database run on each kind of it")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.definition.get_closest_marker("every_database") and "kind_of_database" in metafunc.fixturenames:
        metafunc.parametrize("kind_of_database", KINDS)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where data of others is not at hand, the tests that need it are none of this machine's."""
    missing = [item for item in items if not all(map(_is_there, item.iter_markers("outside_data")))]
    if missing:
        config.hook.pytest_deselected(items=missing)
        items[:] = [item for item in items if item not in missing]


def _is_there(outside_data: pytest.Mark) -> bool:
    return (OUTSIDE / outside_data.args[0]).exists()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Where everything is installed, a test that skips is a promise that nobody checks."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and nothing may skip here: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresServer]:
    """A real server, started where the first test asks for it. No test may stop this one."""
    server = PostgresServer()
    yield server
    server.close()


@pytest.fixture
def mortal_server() -> Iterator[PostgresServer]:
    """A real server that the test may kill, and start again."""
    server = PostgresServer(durable=True)
    yield server
    server.close()


@pytest.fixture
def kind_of_database() -> str:
    """SQLite, but for the tests that are marked with `every_database`."""
    return "sqlite"


@pytest.fixture
def databases(kind_of_database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """Where the test has databases of its own."""
    if kind_of_database == "sqlite":
        yield SqliteFiles(tmp_path)
        return
    used = PostgresDatabases(request.getfixturevalue("postgresql_server"))
    yield used
    used.give_back()


@pytest.fixture
def database_url(databases: Databases) -> str:
    """A database with nothing in it."""
    return databases.new()
