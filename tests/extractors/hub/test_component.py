from pathlib import Path

import pytest

from extractors.models import check_names_folder, load_names_model, model_name, model_precision
from pipeline.errors import ModelError
from tests.tiny_models import change_config, knowing_words, random_model, word_tokenizer

LABELS = ["O", "B-PER", "I-PER", "B-LOC", "B-MISC"]
KNOWN = {
    "Оксана": "B-PER",
    "Гнатюк": "I-PER",
    "Варшави": "B-LOC",
    "Ольга": "B-PER",
    "Ларина": "I-PER",
    "Стамбул": "B-LOC",
    "Різдво": "B-MISC",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return knowing_words(tmp_path_factory.mktemp("names"), LABELS, KNOWN)


def found(nlp, text: str) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in nlp(text).ents]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Оксана Гнатюк поїхала до Варшави.", [("Оксана Гнатюк", "PER"), ("Варшави", "LOC")]),
        ("Ольга Ларина уехала в Стамбул на Різдво.", [("Ольга Ларина", "PER"), ("Стамбул", "LOC")]),
        ("ТОВ«Оксана»,тел.Ольга/Стамбул", [("Оксана", "PER"), ("Ольга", "PER"), ("Стамбул", "LOC")]),
        ("Нічого. Ничего.", []),
        ("", []),
    ],
)
def test_names_are_found_in_both_languages(folder, text, names):
    assert found(load_names_model(folder), text) == names


def test_names_have_their_probability(folder):
    doc = load_names_model(folder)("Ольга Ларина")
    assert list(doc.user_data["sito_name_scores"]) == [(0, 12)]
    assert 0.9 < doc.user_data["sito_name_scores"][0, 12] <= 1


def test_nothing_of_a_long_text_is_cut_off(folder):
    text = "Оксана Гнатюк поїхала до Варшави. " * 300 + "Ольга Ларина"
    doc = load_names_model(folder)(text)
    assert len(doc.ents) == 601
    assert doc.ents[-1].end_char == len(text)


def test_pipeline_is_saved_and_loaded_as_any_of_spacy(folder, tmp_path):
    nlp = load_names_model(folder)
    nlp.to_disk(tmp_path / "saved")
    again = load_names_model(tmp_path / "saved")
    assert found(again, "Оксана Гнатюк, Стамбул") == [("Оксана Гнатюк", "PER"), ("Стамбул", "LOC")]


def test_nameless_and_unusual_labels_are_told_by_the_folders_table(tmp_path):
    folder = knowing_words(tmp_path, ["LABEL_0", "LABEL_1", "B-MEDIA"], {"Оксана": "LABEL_1", "Заря": "B-MEDIA"})
    with pytest.raises(ModelError, match=r"LABEL_0, LABEL_1.*sito-labels\.yaml|MEDIA"):
        check_names_folder(folder)
    (folder / "sito-labels.yaml").write_text("rename: {LABEL_0: O, LABEL_1: B-PER}\nnames: {MEDIA: organization}\n")
    check_names_folder(folder)
    assert found(load_names_model(folder), "Оксана читала «Заря»") == [("Оксана", "PER"), ("Заря", "MEDIA")]


def test_a_model_whose_labels_are_all_dropped_is_refused(tmp_path):
    folder = random_model(tmp_path, "TokenClassification", ["O", "B-DATE"], words=word_tokenizer(tmp_path, ["березня"]))
    with pytest.raises(ModelError, match="finds no names"):
        check_names_folder(folder)


def test_a_model_for_whole_texts_is_refused(tmp_path):
    folder = random_model(tmp_path, "SequenceClassification", ["O", "PER"], words=word_tokenizer(tmp_path, ["слово"]))
    with pytest.raises(ModelError, match="needed here: token classification"):
        load_names_model(folder)


def test_an_empty_folder_is_refused(tmp_path):
    for check in (check_names_folder, load_names_model):
        with pytest.raises(ModelError, match="neither"):
            check(tmp_path)


def test_version_is_over_the_files_and_precision_unknown(folder, tmp_path):
    assert model_name(folder).startswith(f"{folder.name}@")
    assert model_precision(folder) == {}
    other = knowing_words(tmp_path, LABELS, KNOWN)
    before = model_name(other)
    change_config(other, sito="another")
    assert model_name(other) != before


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A spaCy pipeline as others make them: an untrained recogniser, and components that names do not need."""
    import spacy

    nlp = spacy.blank("uk")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("ner").add_label("PERS")
    nlp.initialize()
    folder = tmp_path_factory.mktemp("foreign")
    nlp.to_disk(folder)
    return folder


def test_a_spacy_pipeline_of_others_is_read_without_its_idle_components(foreign):
    nlp = load_names_model(foreign)
    assert nlp.pipe_names == ["ner"]
    assert model_name(foreign).startswith(f"{foreign.name}@")
    assert len(list(nlp.pipe(["Оксана Гнатюк", "Ольга Ларина"]))) == 2


def test_a_spacy_pipeline_with_a_missing_file_is_named(foreign, tmp_path):
    import shutil

    damaged = shutil.copytree(foreign, tmp_path / "damaged")
    (damaged / "ner" / "model").write_bytes(b"\x00")
    check_names_folder(damaged)
    with pytest.raises(ModelError, match="damaged"):
        load_names_model(damaged)
