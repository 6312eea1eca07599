"""A migrated, empty store for each test, on SQLite and on PostgreSQL; migrations run once and are copied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.store import Store, migrate, open_store

BACKENDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=BACKENDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database that is not there yet (SQLite) or empty (PostgreSQL)."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'folder' / 'sito.db'}"
    return str(request.getfixturevalue("postgres_server").new_database())


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "sito.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(request: pytest.FixtureRequest) -> str:
    url = str(request.getfixturevalue("postgres_server").new_database())
    migrate(url)
    return url


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a migrated, empty database of this test's own."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "sito.db")
        return f"sqlite:///{tmp_path / 'sito.db'}"
    template = request.getfixturevalue("postgres_template")
    return str(request.getfixturevalue("postgres_server").new_database(template=template))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        yield opened
