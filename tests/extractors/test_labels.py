from pathlib import Path

import pytest

from extractors.labels import OWN_FILE, load_labels
from pipeline.document import EntityLabel
from pipeline.errors import ModelError

IDS = ("document_confiscation", "withheld_wages")


def own(folder: Path, text: str) -> Path:
    (folder / OWN_FILE).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("label", "ours"),
    [
        ("PER", EntityLabel.PERSON),
        ("pers", EntityLabel.PERSON),
        ("GPE", EntityLabel.LOCATION),
        ("PROFESSION", EntityLabel.JOB),
        ("MISC", None),
        ("O", None),
    ],
)
def test_labels_of_name_models_are_translated_or_dropped(label, ours):
    assert load_labels().name(label) is ours


def test_a_label_with_several_meanings_is_in_no_table():
    assert load_labels().unknown_names(["PER", "MEDIA", "ZORGLUB"]) == ["MEDIA", "ZORGLUB"]


def test_folder_adds_to_the_table_and_does_not_change_it_for_others(tmp_path):
    table = load_labels(own(tmp_path, "names: {MEDIA: organization, PER: drop}\n"))
    assert table.name("MEDIA") is EntityLabel.ORGANIZATION
    assert table.name("PER") is None
    assert table.name("LOC") is EntityLabel.LOCATION
    assert load_labels().name("PER") is EntityLabel.PERSON


def test_ids_of_the_pack_stand_for_themselves_and_tables_name_others(tmp_path):
    table = load_labels(own(tmp_path, "indicators: {паспорт: document_confiscation, інше: drop}\n"))
    assert table.indicator_ids(["O", "Withheld_Wages", "паспорт", "інше"], IDS) == {
        "O": None,
        "Withheld_Wages": "withheld_wages",
        "паспорт": "document_confiscation",
        "інше": None,
    }


@pytest.mark.parametrize(
    ("labels", "table", "said"),
    [
        (["O", "forced"], "", "'forced'"),
        (["O", "forced"], "indicators: {forced: no_such}", "no_such"),
        (["O", "none"], "", "drops all labels"),
    ],
)
def test_models_that_say_nothing_sito_knows_are_refused(tmp_path, labels, table, said):
    with pytest.raises(ModelError, match=said):
        load_labels(own(tmp_path, table)).indicator_ids(labels, IDS)


def test_nameless_labels_are_renamed(tmp_path):
    table = load_labels(own(tmp_path, "rename: {LABEL_0: O, LABEL_1: B-PER}\nthreshold: 0.7\n"))
    assert table.renamed(["LABEL_0", "LABEL_1", "LOC"]) == ("O", "B-PER", "LOC")
    assert table.threshold == 0.7


@pytest.mark.parametrize(
    "text",
    [
        "names: {PER: human}",
        "names: [PER]",
        "labels: {PER: person}",
        "names: {NO: drop}",
        "names: {PER: 3}",
        "threshold: 1.5",
        "threshold: yes",
        "- a\n- b",
        "names: {",
        "\x00",
    ],
)
def test_a_broken_table_is_named(tmp_path, text):
    with pytest.raises(ModelError, match=OWN_FILE):
        load_labels(own(tmp_path, text))


def test_a_table_in_another_encoding_is_named(tmp_path):
    (tmp_path / OWN_FILE).write_bytes("names: {ОСОБА: person}".encode("cp1251"))
    with pytest.raises(ModelError, match=OWN_FILE):
        load_labels(tmp_path)
