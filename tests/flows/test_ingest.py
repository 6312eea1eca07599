"""The flow itself on a real Prefect server: both databases alike, two processes, kill −9 in the middle."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from flows.ingest import run_ingest
from pipeline.errors import StoreError
from pipeline.settings import Settings
from tests.fixtures_postgres import PostgresServer
from tests.fixtures_prefect import make_files

ROOT = Path(__file__).resolve().parents[2]


def environment(home: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "SITO_HOME": str(home), "SITO_LANGUAGE": "en", "SITO_QUIET": "1", **more}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "flows", *arguments]


def export(home: Path, **more: str) -> list[dict[str, Any]]:
    answer = subprocess.run(
        command("export", "jsonl"), env=environment(home, **more), cwd=ROOT, capture_output=True, check=True
    )
    return [json.loads(line) for line in answer.stdout.splitlines()]


def test_a_second_run_says_that_there_is_nothing_new(prefect_api: str, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", profile="rules")
    folder = make_files(tmp_path / "in", 6)
    first, second = run_ingest([folder], settings), run_ingest([folder], settings)
    assert (first.documents, first.analysed_now, first.lost) == (6, 6, 0)
    assert second.nothing_new
    assert (second.documents, second.failures) == (6, 0)


def test_a_new_text_in_an_old_file_is_read_and_the_old_document_stays(prefect_api: str, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", profile="noop")
    folder = make_files(tmp_path / "in", 2)
    run_ingest([folder], settings)
    (folder / "00000.txt").write_text("Зовсім інший текст, протокол огляду місця події", encoding="utf-8")
    report = run_ingest([folder], settings)
    assert (report.read_now, report.documents) == (1, 3)


@pytest.mark.postgres
def test_sqlite_and_postgresql_hold_the_same(prefect_api: str, postgres_server: PostgresServer, tmp_path: Path) -> None:
    folder = make_files(tmp_path / "in", 12)
    (folder / "empty.txt").write_bytes(b"")
    url = postgres_server.new_database()
    run_ingest([folder], Settings(home=tmp_path / "one"))
    run_ingest([folder], Settings(home=tmp_path / "two", database=url))
    one, two = export(tmp_path / "one"), export(tmp_path / "two", SITO_DATABASE=url)
    assert len(one) == 13
    assert one == two


def test_two_processes_find_the_same_as_one(prefect_api: str, tmp_path: Path) -> None:
    folder = make_files(tmp_path / "in", 40)
    for jobs in ("1", "2"):
        subprocess.run(
            command("ingest", str(folder), "--jobs", jobs, "--profile", "rules", "--json"),
            env=environment(tmp_path / jobs), cwd=ROOT, check=True, capture_output=True,
        )  # fmt: skip
    assert export(tmp_path / "1") == export(tmp_path / "2")


def count(home: Path, table: str) -> int:
    """Rows of a table while another process may be writing; 0 before there is one."""
    try:
        with sqlite3.connect(f"file:{home / 'sito.db'}?mode=ro", uri=True, timeout=10) as connection:
            return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["document", "ledger"])
def test_kill_9_in_the_middle_of_2000_files_loses_nothing_and_repeats_only_unfinished_work(
    prefect_api: str, tmp_path: Path, moment: str
) -> None:
    folder, home = make_files(tmp_path / "in", 2000), tmp_path / "home"
    arguments = command("ingest", str(folder), "--profile", "noop", "--json")
    process = subprocess.Popen(
        arguments, env=environment(home), cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True
    )
    enough = 500 if moment == "document" else 2600  # 2,000 readings, and some analyses
    deadline = time.monotonic() + 120
    while count(home, moment) < enough and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    documents, ledger = count(home, "document"), count(home, "ledger")
    assert 0 < documents <= 2000
    assert ledger < 4000, "killed too late to mean anything"
    answer = subprocess.run(arguments, env=environment(home), cwd=ROOT, capture_output=True, check=True)
    report = json.loads(answer.stdout)
    assert (report["documents"], report["failures"], report["lost"], report["duplicates"]) == (2000, 0, 0, 0)
    assert report["read_now"] <= 2000 - documents + 1
    assert report["analysed_now"] <= 4000 - ledger
    assert count(home, "ledger") == 4000


def test_a_worker_killed_in_the_middle_is_said_in_plain_words_and_the_next_run_goes_on(
    prefect_api: str, tmp_path: Path
) -> None:
    folder, home = make_files(tmp_path / "in", 300), tmp_path / "home"
    arguments = command("ingest", str(folder), "--jobs", "2", "--profile", "noop", "--json")
    process = subprocess.Popen(arguments, env=environment(home), cwd=ROOT, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not (workers := children(process.pid)) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(workers[0], signal.SIGKILL)
    said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 1
    assert "run the command again" in said
    assert "Traceback" not in said
    answer = subprocess.run(arguments, env=environment(home), cwd=ROOT, capture_output=True, check=True)
    report = json.loads(answer.stdout)
    assert (report["documents"], report["failures"], report["lost"], report["duplicates"]) == (300, 0, 0, 0)


def children(process: int) -> list[int]:
    """Worker processes of Prefect's pool below this process."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status, line = (folder / "stat").read_text(), (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if int(status.rpartition(")")[2].split()[1]) == process and b"spawn_main" in line:
            found.append(int(folder.name))
    return found


def test_a_full_disk_ends_the_run_at_once(prefect_api: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def full(_space: object, ids: list[str], _run: str) -> None:
        tried.append(len(ids))
        raise StoreError("sqlite: database or disk is full")

    monkeypatch.setattr("flows.batch.analyse_documents", full)
    with pytest.raises(StoreError, match="disk is full"):
        run_ingest([make_files(tmp_path / "in", 40)], Settings(home=tmp_path / "home", profile="noop"))
    assert len(tried) <= 3
