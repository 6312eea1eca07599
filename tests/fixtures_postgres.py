"""A PostgreSQL server of the tests' own, started once a session: `pytest_plugins = ["tests.fixtures_postgres"]`.

`initdb` refuses root, so as root the server runs as the user postgres. It listens on a socket in its own folder only.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
import pytest

BINARIES = (*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), Path("/usr/local/pgsql/bin"))
SERVER_USER = "postgres"
START_TIMEOUT_S = 60


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server. `new_database` makes an empty database and gives its URL."""

    binaries: Path
    sockets: Path
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def new_database(self, *, template: str = "/template1") -> str:
        """The URL of a new database: empty, or a copy of the one at the URL `template`, which nobody may be using."""
        name = f"sito_{os.getpid()}_{next(self._numbers)}"
        copied = template.partition("?")[0].rpartition("/")[2]
        with psycopg.connect(
            host=str(self.sockets), user=SERVER_USER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{copied}" STRATEGY file_copy')
        return f"postgresql+psycopg://{SERVER_USER}@/{name}?host={self.sockets}"


def find_binaries() -> Path | None:
    """The folder with PostgreSQL's programs, the newest if there are several, or None."""
    on_path = shutil.which("initdb")
    folders = (*([Path(on_path).resolve().parent] if on_path else []), *BINARIES)
    return next((folder for folder in folders if (folder / "initdb").is_file()), None)


def _as_server_user(command: list[str | Path]) -> list[str | Path]:
    return (
        ["setpriv", f"--reuid={SERVER_USER}", f"--regid={SERVER_USER}", "--init-groups", *command]
        if _root()
        else command
    )


def _root() -> bool:
    return os.geteuid() == 0


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server; skips with the reason where there are no binaries."""
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL server binaries (Debian: apt-get install postgresql-15)")
    folder = Path(tempfile.mkdtemp(prefix="sito-postgres-"))  # short: a socket's path has at most 107 bytes
    if _root():
        try:
            owner = pwd.getpwnam(SERVER_USER)
        except KeyError:
            pytest.skip("running as root, and there is no user postgres to run PostgreSQL as")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    try:
        yield from _running(binaries, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _running(binaries: Path, folder: Path) -> Iterator[PostgresServer]:
    data = folder / "data"
    make: list[str | Path] = [
        binaries / "initdb",
        "-D",
        data,
        "-U",
        SERVER_USER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
        "--locale=C.UTF-8",
    ]
    _run(make, folder)
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=50"
    control: list[str | Path] = [binaries / "pg_ctl", "-D", data, "-w", "-t", str(START_TIMEOUT_S)]
    _run([*control, "-o", options, "-l", folder / "log", "start"], folder)
    try:
        yield PostgresServer(binaries, folder)
    finally:
        _run([*control, "-m", "immediate", "stop"], folder)


def _run(command: list[str | Path], folder: Path) -> None:
    done = subprocess.run(_as_server_user(command), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert done.returncode == 0, done.stderr.decode(errors="replace")


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> str:
    """The URL of an empty PostgreSQL database of this test's own."""
    return postgres_server.new_database()
