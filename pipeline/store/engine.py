"""Engines, transactions and migrations: the one place where the drivers' errors become StoreErrors."""

import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from pipeline.errors import StoreError
from pipeline.store.schema import HEAD

log = logging.getLogger(__name__)

BUSY_TIMEOUT_S = 30.0
"""How long SQLite waits for another writer; a transaction of 1,000 documents takes about a second."""
ATTEMPTS = 6
"""How often a transaction is tried when the database is busy; waits double from FIRST_WAIT_S, 6 s in all."""
FIRST_WAIT_S = 0.2
POSTGRES_OPTIONS = {"connect_timeout": 10, "options": "-c jit=off"}
"""Compiling a query of ours takes PostgreSQL 15 longer (0.16 s measured) than nearly all of them run."""
MMAP_BYTES = 256 * 1024**2
"""Pages read through the map count as the process's memory, so it stays well below a worker's 1.5 GiB (design.md)."""
CACHE_KIB = 64 * 1024
_BUSY_WORDS = ("database is locked", "database table is locked", "database schema is locked")
_BUSY_SQLSTATES = frozenset({"40001", "40P01", "55P03"})  # PostgreSQL 15 manual, appendix A
_MIGRATION_LOCK = 0x5170

T = TypeVar("T")


def parse_url(url: str) -> URL:
    """The URL, with psycopg as PostgreSQL's driver. Raises StoreError if it is neither SQLite nor PostgreSQL."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"{url!r} is not a database URL, such as sqlite:///sito.db") from error
    backend = parsed.get_backend_name()
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if backend != "sqlite" or parsed.database in (None, "", ":memory:"):
        raise StoreError(f"{url!r}: the database must be a SQLite file or PostgreSQL")
    return parsed.set(drivername="sqlite+pysqlite")


def make_engine(url: str) -> Engine:
    """An engine with this project's connection settings."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "postgresql":
        options = {key: value for key, value in POSTGRES_OPTIONS.items() if key not in parsed.query}
        return create_engine(parsed, hide_parameters=True, pool_pre_ping=True, connect_args=options)
    engine = create_engine(parsed, hide_parameters=True, connect_args={"timeout": BUSY_TIMEOUT_S})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by _begin_sqlite
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        f"mmap_size = {MMAP_BYTES}",
        f"cache_size = -{CACHE_KIB}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at once: taken later, it could fail without waiting."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def is_busy(error: Exception) -> bool:
    """Whether the same transaction may succeed if tried again: locks, deadlocks, serialisation failures."""
    said = error.orig if isinstance(error, DBAPIError) else error
    return getattr(said, "sqlstate", None) in _BUSY_SQLSTATES or any(words in str(said) for words in _BUSY_WORDS)


def _errors(engine: Engine) -> tuple[type[Exception], ...]:
    """What a transaction may raise: SQLAlchemy's errors, and the driver's own from COPY."""
    return SQLAlchemyError, engine.dialect.loaded_dbapi.Error


@contextmanager
def translated(engine: Engine) -> Iterator[None]:
    """Database errors inside become StoreErrors that name the database and what it said, never a value."""
    try:
        yield
    except _errors(engine) as error:
        said = error.orig if isinstance(error, DBAPIError) else error
        words = (
            type(said).__name__ if isinstance(said, SQLAlchemyError) else " ".join(str(said).partition("\n")[0].split())
        )
        raise StoreError(f"{shown_url(engine)}: {words}") from error


def shown_url(engine: Engine) -> str:
    """The database's URL without its password."""
    return engine.url.render_as_string(hide_password=True)


def write(engine: Engine, work: Callable[[Connection], T]) -> T:
    """What `work` returns, done in one transaction; done again from the start while the database is busy."""
    with translated(engine):
        for attempt in range(ATTEMPTS):
            try:
                with engine.connect() as connection:
                    connection = connection.execution_options(writes=True)
                    with connection.begin():
                        return work(connection)
            except _errors(engine) as error:
                if not is_busy(error) or attempt == ATTEMPTS - 1:
                    raise
                log.info("database busy, attempt %d of %d", attempt + 1, ATTEMPTS)
                time.sleep(FIRST_WAIT_S * 2**attempt * random.uniform(0.5, 1.0))
    raise AssertionError("the loop returns or raises")


@contextmanager
def reading_from(engine: Engine) -> Iterator[Connection]:
    """A connection in a transaction that only reads."""
    with translated(engine), engine.connect() as connection, connection.begin():
        yield connection


def migrate(url: str) -> str:
    """The revision the database at `url` has now: made if absent, brought up to date if older.

    Two processes may call it at once. Raises StoreError if it cannot be reached, or is newer than this program.
    """
    engine = make_engine(url)
    try:
        if engine.dialect.name == "sqlite":
            _make_folder(Path(engine.url.database or ""))
        write(engine, _upgrade)
    finally:
        engine.dispose()
    return HEAD


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path.parent}: the folder of the database cannot be made ({error.strerror})") from error


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
    if current_revision(connection) == HEAD:
        return
    refuse_unknown(connection)
    config = Config()
    config.set_main_option("script_location", "pipeline.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def current_revision(connection: Connection) -> str | None:
    """The revision the database is at, or None if it never was migrated."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def refuse_unknown(connection: Connection) -> None:
    """Nothing, if this program knows the database's revision. Raises StoreError if it is from a newer one."""
    current = current_revision(connection)
    if current is not None and current > HEAD:
        raise StoreError(
            f"{shown_url(connection.engine)}: the database was made by a newer Sito "
            f"(revision {current}; this one knows {HEAD}). Update Sito."
        )


def check_migrated(engine: Engine) -> None:
    """Nothing, if the database can be worked with. Raises StoreError: absent, not migrated, older, newer, locked."""
    name = shown_url(engine)
    if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").is_file():
        raise StoreError(f"{name}: there is no database here yet; `sito ingest` makes one")
    with reading_from(engine) as connection:
        refuse_unknown(connection)
        current = current_revision(connection)
    if current != HEAD:
        state = "is not a Sito database yet" if current is None else f"is of an older Sito (revision {current})"
        raise StoreError(f"{name}: the database {state}; `sito ingest` brings it up to date")
