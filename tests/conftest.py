from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import KINDS, Databases, PostgresDatabases, PostgresServer, SqliteFiles


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "every_database: those tests that use a database run on each kind of it")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.definition.get_closest_marker("every_database") and "kind_of_database" in metafunc.fixturenames:
        metafunc.parametrize("kind_of_database", KINDS)


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
