import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.models import load_names_model, model_name, model_precision, without_torch
from pipeline.document import EntityLabel
from pipeline.errors import ModelError

ROOT = Path(__file__).resolve().parents[2]
BUNDLED = ROOT / "models" / "entities-bundled"


def test_missing_model_is_named(tmp_path):
    with pytest.raises(ModelError, match="no-such"):
        load_names_model(tmp_path / "no-such")


def test_damaged_model_is_named(tmp_path):
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = \n")
    with pytest.raises(ModelError, match=str(tmp_path)):
        load_names_model(tmp_path)


def test_model_with_labels_no_table_translates_fails_at_load(tmp_path):
    import spacy

    nlp = spacy.blank("xx")
    nlp.add_pipe("ner").add_label("ZORGLUB")
    nlp.initialize()
    nlp.to_disk(tmp_path / "m")
    with pytest.raises(ModelError, match="ZORGLUB"):
        load_names_model(tmp_path / "m")


def test_model_that_finds_no_names_fails_at_load(tmp_path):
    import spacy

    spacy.blank("xx").to_disk(tmp_path / "m")
    with pytest.raises(ModelError, match="no names"):
        load_names_model(tmp_path / "m")


def test_broken_meta_is_named(tmp_path):
    (tmp_path / "meta.json").write_text("{")
    with pytest.raises(ModelError, match=r"meta\.json"):
        model_name(tmp_path)
    with pytest.raises(ModelError, match=r"meta\.json"):
        model_precision(tmp_path)


def test_bundled_model_has_a_version_and_its_precision():
    assert model_name(BUNDLED).startswith("bundled@")
    assert set(model_precision(BUNDLED)) == {
        EntityLabel.PERSON,
        EntityLabel.ORGANIZATION,
        EntityLabel.LOCATION,
        EntityLabel.JOB,
    }


def test_bundled_model_is_small_and_has_a_card():
    files = [f for f in BUNDLED.rglob("*") if f.is_file()]
    assert sum(f.stat().st_size for f in files) <= 15 * 1024**2
    assert (BUNDLED / "card.md").is_file()


def test_bundled_model_holds_no_words_of_its_training_texts():
    strings = json.loads((BUNDLED / "vocab" / "strings.json").read_text(encoding="utf-8"))
    assert not [s for s in strings if any("а" <= c <= "я" for c in s.lower())]


def test_absent_torch_is_absent_only_inside(monkeypatch):
    monkeypatch.delitem(sys.modules, "tensorflow", raising=False)
    with without_torch(), pytest.raises(ModuleNotFoundError, match="tensorflow"):
        importlib.import_module("tensorflow")
    assert not [f for f in sys.meta_path if type(f).__name__ == "_Absent"]


@pytest.mark.slow
def test_loading_the_bundled_model_imports_no_torch():
    code = (
        "import sys; from pathlib import Path; from extractors.models import load_names_model; "
        f"load_names_model(Path({str(BUNDLED)!r})); assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=120)
