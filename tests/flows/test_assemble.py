import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from flows.assemble import assemble
from pipeline.document import Document, Source
from pipeline.errors import ModelError
from pipeline.settings import ROOT, Settings
from pipeline.stream import run_stages
from tests.tiny_models import change_config, knowing_texts, knowing_words

LABELS = ["O", "B-ORG", "I-ORG"]
NAMES = {"Зорайнт": "B-ORG", "Кволанд": "I-ORG"}
"""Names that no rule knows."""
CUES = {"паспорт": "document_confiscation", "паспорта": "document_confiscation"}


@pytest.fixture(scope="module")
def names_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return knowing_words(tmp_path_factory.mktemp("hub") / "tiny-ner", LABELS, NAMES)


@pytest.fixture(scope="module")
def indicator_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return knowing_texts(tmp_path_factory.mktemp("hub") / "tiny-cues", CUES, several=True)


@pytest.fixture
def hub(tmp_path: Path, names_folder: Path, indicator_folder: Path) -> Settings:
    return Settings(home=tmp_path, profile="hub", names_model=names_folder, indicator_model=indicator_folder)


def analysed(settings: Settings, text: str) -> Document:
    document = Document(id="0" * 64, source=Source(path="a.txt", media_type="text/plain"), text=text)
    (result,) = run_stages(assemble(settings).stages, [document])
    return result


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Вона працювала в Зорайнт Кволанд. Паспорт виявився синім. Далі було так.", "Паспорт виявився синім"),
        ("Она работала в Зорайнт Кволанд. Паспорта оказались синими. Дальше так.", "Паспорта оказались синими"),
    ],
)
def test_findings_of_the_hubs_models_carry_their_names(hub, text, evidence):
    document = analysed(hub, text)
    names = {(text[e.start : e.end], e.source.partition("@")[0]) for e in document.entities}
    assert ("Зорайнт Кволанд", "names.tiny-ner") in names
    found = {(text[i.start : i.end], i.id, i.source.partition("@")[0]) for i in document.indicators}
    assert (evidence, "document_confiscation", "tagger.tiny-cues") in found


def test_stage_versions_change_with_a_models_files(hub, tmp_path):
    before = assemble(hub).versions
    other = knowing_words(tmp_path / "tiny-ner", LABELS, NAMES)
    change_config(other, sito="another")
    after = assemble(replace(hub, names_model=other)).versions
    assert before["names"] != after["names"]
    assert before["identifiers"] == after["identifiers"]


@pytest.mark.parametrize("key", ["names_model", "indicator_model"])
def test_a_missing_folder_stops_the_start(hub, tmp_path, key):
    with pytest.raises(ModelError, match="nowhere"):
        assemble(replace(hub, **{key: tmp_path / "nowhere"}))


def test_a_label_no_table_maps_stops_the_start(hub, tmp_path):
    folder = knowing_words(tmp_path / "bad", ["O", "B-ZORGLUB"], {"слово": "B-ZORGLUB"})
    with pytest.raises(ModelError, match="ZORGLUB"):
        assemble(replace(hub, names_model=folder))


def doctor(**settings: object) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SITO_")}
    environment |= {k: str(v) for k, v in settings.items()} | {"SITO_LANGUAGE": "en", "COLUMNS": "400"}
    command = [sys.executable, "-m", "flows", "doctor"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=200, check=False)


@pytest.mark.slow
def test_doctor_names_the_models_and_reads_a_text_with_each(hub):
    said = doctor(
        SITO_HOME=hub.home,
        SITO_PROFILE="hub",
        SITO_NAMES_MODEL=hub.names_model,
        SITO_INDICATOR_MODEL=hub.indicator_model,
    )
    assert f"{hub.names_model} reads; labels: ORG" in said.stdout
    assert f"{hub.indicator_model} reads, tiny-cues@" in said.stdout


@pytest.mark.slow
def test_doctor_finds_a_damaged_model(hub, tmp_path):
    folder = knowing_words(tmp_path / "cut", LABELS, NAMES)
    (folder / "tokenizer.json").write_text("{}")
    said = doctor(SITO_HOME=hub.home, SITO_PROFILE="hub", SITO_NAMES_MODEL=folder)
    assert said.returncode == 1
    assert "cannot be loaded" in said.stdout
