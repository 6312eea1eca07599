"""Migrations and tables agree; a database that cannot be worked with is refused in words."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from pipeline.errors import StoreError
from pipeline.store import migrate, open_store
from pipeline.store.engine import make_engine, write
from pipeline.store.schema import HEAD, metadata


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or not (name or "").startswith("search")


def test_migrations_from_empty_make_the_tables_of_the_metadata(empty_url: str) -> None:
    assert migrate(empty_url) == HEAD
    engine = make_engine(empty_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _ours, "compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_program_speaks_the_last_revision() -> None:
    config = Config()
    config.set_main_option("script_location", "pipeline.store:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_migrating_again_and_at_once_changes_nothing(empty_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(migrate, [empty_url] * 4)) == [HEAD] * 4
    with open_store(empty_url) as store:
        assert store.runs() == []


def test_a_database_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no database here yet"):
        open_store(f"sqlite:///{tmp_path / 'none.db'}")
    assert not (tmp_path / "none.db").exists()


def test_a_database_that_was_not_migrated_is_refused(empty_url: str, tmp_path: Path) -> None:
    if empty_url.startswith("sqlite"):
        empty_url = f"sqlite:///{tmp_path / 'bare.db'}"
        sqlite3.connect(tmp_path / "bare.db").execute("CREATE TABLE other (x)")
    with pytest.raises(StoreError, match="not a Sito database yet"):
        open_store(empty_url)


@pytest.mark.parametrize(("revision", "words"), [("9999", "newer Sito"), ("0000", "older Sito")])
def test_a_database_of_another_version_is_refused(empty_url: str, revision: str, words: str) -> None:
    migrate(empty_url)
    engine = make_engine(empty_url)
    write(
        engine,
        lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = :r"), {"r": revision}),
    )
    engine.dispose()
    with pytest.raises(StoreError, match=words):
        open_store(empty_url)
    if revision == "9999":
        with pytest.raises(StoreError, match=words):
            migrate(empty_url)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sito.db").write_text("this is a letter, not a database" * 100)
    with pytest.raises(StoreError, match="not a database"):
        open_store(f"sqlite:///{tmp_path / 'sito.db'}")


def test_a_locked_database_is_a_store_error_without_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.store.engine.BUSY_TIMEOUT_S", 0.05)
    monkeypatch.setattr("pipeline.store.engine.FIRST_WAIT_S", 0.01)
    url = f"sqlite:///{tmp_path / 'sito.db'}"
    migrate(url)
    holder = sqlite3.connect(tmp_path / "sito.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with open_store(url) as store, pytest.raises(StoreError, match="database is locked"):
        store.start_run("secret words", {})
    holder.rollback()
    with open_store(url) as store:
        store.start_run("again", {})


@pytest.mark.parametrize(
    "url",
    ["mysql://x/y", "sqlite://", "no url at all"],
)
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(StoreError, match="database"):
        open_store(url)


def test_a_server_that_does_not_answer_is_a_store_error_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(f"postgresql://sito:hidden@/sito?host={tmp_path}")
    assert "hidden" not in str(caught.value)


def test_sqlite_is_set_up_for_two_writers(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sito.db'}"
    migrate(url)
    with make_engine(url).connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 1
