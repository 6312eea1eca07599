"""The command line as a person meets it: plain words, exit codes, masked child cues, no Prefect for one file."""

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows import cli
from flows.cli import app
from flows.console import EXIT_UNREAD
from flows.workspace import open_database
from pipeline.document import Document, Indicator, Polarity, Source
from pipeline.packs import load_pack
from pipeline.record import SCHEMA
from pipeline.settings import Settings
from pipeline.store import FileSeen, Result, StageRun, Versions

runner = CliRunner()
ROOT = Path(__file__).resolve().parents[2]
SUSPICIOUS = (
    "Набираємо хлопців на теплиці в Польщу, 4000 євро на місяць, ні досвіду, ні мови не треба. "
    "Паспорт здаєте бригадиру. Тільки телеграм @zbir_lita."
)
CHILD = (
    "Вакансія: збір ягід за кордоном, беремо з 15 років, батькам не кажемо. Пишіть Олені Гай у вайбер 067 000 11 22."
)


def sito(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "SITO_LANGUAGE": "en", "COLUMNS": "200", **environment}
    command = [sys.executable, "-m", "flows", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, env=env, cwd=ROOT, timeout=120, check=False)


def test_pasted_text_is_answered_with_priority_and_findings() -> None:
    answer = sito("analyze", "-", stdin=SUSPICIOUS.encode())
    shown = answer.stdout.decode()
    assert answer.returncode == 0
    assert "Indicators present in the text" in shown
    assert "telegram:zbir_lita" in shown


def test_a_result_record_is_true_to_the_contract() -> None:
    from jsonschema import Draft202012Validator

    answer = sito("analyze", "-", "--json", stdin=SUSPICIOUS.encode())
    record = json.loads(answer.stdout)
    Draft202012Validator(json.loads(SCHEMA.read_text())).validate(record)
    for found in (*record["entities"], *record["indicators"]):
        assert SUSPICIOUS[found["start"] : found["end"]] == found["text"]


def test_one_file_needs_neither_prefect_nor_database() -> None:
    program = (
        "import sys; from flows import cli; assert not {'prefect', 'spacy', 'torch'} & set(sys.modules), 'slow start'"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


def test_a_child_cue_is_urgent_and_masked_until_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "ad.txt"
    file.write_text(CHILD, encoding="utf-8")
    masked = sito("analyze", str(file)).stdout.decode()
    open_ = sito("analyze", str(file), "--unmask").stdout.decode()
    assert "URGENT" in masked
    assert "15 років" not in masked
    assert "15 років" in open_


def test_an_unreadable_file_is_named_with_its_reason(tmp_path: Path) -> None:
    file = tmp_path / "empty.pdf"
    file.write_bytes(b"")
    answer = sito("analyze", str(file))
    assert answer.returncode == EXIT_UNREAD
    assert "empty" in answer.stdout.decode()


def test_a_missing_file_is_wrong_usage() -> None:
    answer = sito("analyze", "no-such-file.txt")
    assert answer.returncode == cli.EXIT_USAGE
    assert "no such file" in answer.stderr.decode()


@pytest.mark.parametrize("name", ["SITO_PROFILE", "SITO_JOBS", "SITO_LANGUAGE"])
def test_a_wrong_setting_is_named_with_its_choices(name: str) -> None:
    answer = sito("analyze", "-", stdin=b"x", **{name: "wrong"})
    assert answer.returncode == cli.EXIT_USAGE
    assert "wrong" in answer.stderr.decode()
    assert "Traceback" not in answer.stderr.decode()


def test_reading_commands_say_when_there_is_no_database(tmp_path: Path) -> None:
    answer = sito("queue", SITO_HOME=str(tmp_path))
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr.decode()
    assert "sito ingest" in answer.stderr.decode()


@pytest.mark.parametrize("command", [c.__name__ for c in cli.COMMANDS])
def test_every_command_explains_itself(command: str) -> None:
    answer = runner.invoke(app, [command, "--help"])
    assert answer.exit_code == 0
    assert "Usage" in answer.output


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [("SITO_LOG", "loud", 2), ("SITO_JOBS", "²", 2), ("SITO_HOME", "/dev/null/x", 2), ("SITO_HOME", "/dev/null", 2)],
)
def test_a_wrong_setting_is_one_sentence_before_anything_starts(
    name: str, value: str, code: int, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Протокол")
    answer = sito("ingest", str(tmp_path / "a.txt"), **{"SITO_HOME": str(tmp_path / "home"), name: value})
    assert answer.returncode == code
    assert value in answer.stderr.decode()
    assert "Traceback" not in answer.stderr.decode()


def test_a_prefect_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Протокол")
    address = "http://127.0.0.1:9/api"
    answer = sito("ingest", str(tmp_path / "a.txt"), SITO_HOME=str(tmp_path / "home"), PREFECT_API_URL=address)
    assert answer.returncode == cli.EXIT_USAGE
    assert address in answer.stderr.decode()
    assert "Traceback" not in answer.stderr.decode()


def test_a_name_with_brackets_is_no_markup(tmp_path: Path) -> None:
    file = tmp_path / "[red]x[" / "foo].txt"
    file.parent.mkdir()
    file.write_bytes(b"")
    answer = sito("analyze", str(file))
    assert answer.returncode == EXIT_UNREAD
    assert "[red]x[/foo].txt" in answer.stdout.decode()


def test_no_log_level_brings_a_text_into_the_log(tmp_path: Path) -> None:
    with open_database(Settings(home=tmp_path)) as store, store.engine.connect():
        pass
    answer = sito("queue", SITO_HOME=str(tmp_path), SITO_LOG="debug")
    assert answer.returncode == 0
    assert "SELECT" not in answer.stderr.decode()


def test_a_folder_that_is_not_there_is_named_by_export(tmp_path: Path) -> None:
    with open_database(Settings(home=tmp_path)):
        pass
    answer = sito("export", "jsonl", "-o", str(tmp_path / "none" / "x.jsonl"), SITO_HOME=str(tmp_path))
    assert answer.returncode == cli.EXIT_USAGE
    assert "cannot be written" in answer.stderr.decode()


def test_a_child_cue_that_does_not_count_is_masked_in_a_search_too(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", profile="noop")
    with open_database(settings) as store:
        cue = next(t for t in load_pack(settings.pack).indicators.values() if t.child)
        text = "Пам'ятка: «беремо з 15 років» означає ризик для дитини."
        found = Indicator(
            start=11, end=27, id=cue.id, stage=cue.stage, polarity=Polarity.QUOTED, score=1, source="rules.x@1"
        )
        document = Document(id="a" * 64, source=Source(path="m.txt", media_type="text/plain"), text=text)
        run_id = store.start_run("test", {})
        store.add_files([FileSeen(path="m.txt", original_id="b" * 64)], run_id)
        store.save_reading("b" * 64, [document], seconds=0, version="1", run_id=run_id)
        seen = dataclasses.replace(document, indicators=(found,))
        stages = (StageRun(name="indicators", version="1"),)
        store.save_results([Result(document=seen, stages=stages)], run_id, made_by=Versions(sito="1", taxonomy="1"))
    answer = sito("search", "пам'ятка", SITO_HOME=str(settings.home))
    assert answer.returncode == 0
    assert "15 років" not in answer.stdout.decode()


def test_every_command_is_in_the_documentation() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert all(f"`sito {c.__name__}" in page for c in cli.COMMANDS)
