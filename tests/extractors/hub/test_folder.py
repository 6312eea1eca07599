import json
import shutil
from pathlib import Path

import pytest

from extractors.hub import Shape, fingerprint, open_folder
from pipeline.errors import ModelError
from tests.tiny_models import change_config, random_model, word_tokenizer

LABELS = ["O", "B-PER", "I-PER"]
BOTH = list(Shape)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("saved")
    return random_model(folder, "TokenClassification", LABELS, words=word_tokenizer(folder, ["Оксана", "Ольга"]))


@pytest.fixture
def folder(saved: Path, tmp_path: Path) -> Path:
    """A copy of a small model, to be damaged."""
    return shutil.copytree(saved, tmp_path / "модель ner")


def refused(folder: Path, shapes: list[Shape] = BOTH) -> str:
    with pytest.raises(ModelError) as caught:
        open_folder(folder, shapes)
    assert str(folder) in str(caught.value)
    return str(caught.value)


def test_a_sound_folder_gives_its_shape_and_labels(folder):
    found = open_folder(folder, BOTH)
    assert (found.shape, found.labels, found.several) == (Shape.TOKENS, ("O", "B-PER", "I-PER"), False)


def test_missing_folder_and_missing_files_are_named(folder):
    assert "no such folder" in refused(folder / "nowhere")
    (folder / "tokenizer.json").unlink()
    assert "tokenizer" in refused(folder)
    (folder / "model.safetensors").unlink()
    assert "model.safetensors" in refused(folder)
    (folder / "config.json").unlink()
    assert "config.json" in refused(folder)


@pytest.mark.parametrize("name", ["pytorch_model.bin", "model.pt", "tf_model.h5", "weights.ckpt"])
def test_pickled_weights_are_refused_and_never_opened(folder, name):
    (folder / "model.safetensors").rename(folder / name)
    assert "program code" in refused(folder)


def test_pickles_beside_safetensors_do_not_matter(folder):
    (folder / "pytorch_model.bin").write_bytes(b"never read")
    assert open_folder(folder, BOTH).shape is Shape.TOKENS


def test_a_model_with_code_of_its_own_is_refused(folder):
    change_config(folder, auto_map={"AutoModelForTokenClassification": "modeling.Mine"})
    assert "code of its own" in refused(folder)


@pytest.mark.parametrize("kept", [0, 4, 100, -1])
def test_cut_off_weights_are_found_before_anything_is_loaded(folder, kept):
    content = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(content[:kept])
    assert "damaged" in refused(folder)


def test_weights_of_another_format_under_the_name_are_found(folder):
    (folder / "model.safetensors").write_bytes(b"PK\x03\x04" + b"\x00" * 500)
    assert "damaged" in refused(folder)


def test_weights_in_several_files_must_all_be_there(folder):
    (folder / "model.safetensors").rename(folder / "model-00001-of-00002.safetensors")
    index = folder / "model.safetensors.index.json"
    index.write_text(
        json.dumps({"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002.safetensors"}})
    )
    assert "model-00002.safetensors" in refused(folder)
    index.write_text(json.dumps({"weight_map": {"a": "../../elsewhere/model.safetensors"}}))
    assert "names other things" in refused(folder)
    index.write_text(json.dumps({"weight_map": {"a": "pytorch_model.bin"}}))
    assert "names other things" in refused(folder)
    index.write_text("[]")
    assert "list of weight files" in refused(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", "\ufeff\x00", "[" * 100_000])
def test_a_damaged_config_is_named(folder, text):
    (folder / "config.json").write_text(text, encoding="utf-8")
    assert "config.json" in refused(folder)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"architectures": ["BertForMaskedLM"]}, "BertForMaskedLM"),
        ({"architectures": None}, "trained as nothing"),
        ({"architectures": "BertForTokenClassification"}, "trained as nothing"),
        ({"problem_type": "regression"}, "not labels"),
        ({"id2label": {"0": "PER"}}, "only one label"),
        ({"id2label": {"0": "O", "2": "PER"}}, "from 0 on"),
        ({"id2label": {"a": "O", "b": "PER"}}, "table of labels"),
        ({"id2label": {"0": "O", "1": 5}}, "from 0 on"),
        ({"id2label": ["O", "PER"]}, "table of labels"),
        ({"id2label": {}}, "from 0 on"),
    ],
)
def test_models_that_are_no_classifiers_are_named(folder, fields, said):
    change_config(folder, **fields)
    assert said in refused(folder)


def test_the_wrong_shape_is_named(folder):
    assert "token classification" in refused(folder, [Shape.TEXTS])


def test_fingerprint_follows_every_file_and_not_the_place(folder, tmp_path):
    name, _, digits = fingerprint(folder).partition("@")
    assert (name, len(digits)) == ("модель-ner", 8)
    moved = shutil.copytree(folder, tmp_path / "other" / "модель ner")
    assert fingerprint(moved) == fingerprint(folder)
    (moved / "README.md").write_text("a card")
    (moved / "pytorch_model.bin").write_bytes(b"not read")
    assert fingerprint(moved) == fingerprint(folder)
    (moved / "sito-labels.yaml").write_text("names: {PER: drop}")
    assert fingerprint(moved) != fingerprint(folder)
