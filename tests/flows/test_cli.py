"""The command line as a person meets it: plain words, exit codes, masked child cues, no Prefect for one file."""

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
from pipeline.record import SCHEMA

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


def test_every_command_is_in_the_documentation() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert all(f"`sito {c.__name__}" in page for c in cli.COMMANDS)
