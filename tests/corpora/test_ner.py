import json

import pytest

from corpora.ner import FILES, LABELS, SCORED, TABLE, UNMARKED, GoldSpan, flatten, load_gold
from corpora.passages import DEVELOPMENT_VOICES, UNREAD_VOICES, load_passages

PERSON, ORGANIZATION, LOCATION, JOB = ("PER",), ("ORG",), ("LOC",), ("JOB",)


def write(shared, file, *rows):
    folder = shared / "data" / "ner"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def row(text, *entities, id="a", lang="uk", split="train"):
    return {"id": id, "lang": lang, "text": text, "entities": list(entities), "split": split, "source": "test"}


def test_foreign_labels_are_translated_and_unknown_ones_dropped(tmp_path):
    write(tmp_path, "uk_neruk2_train.jsonl", row("Оля в Києві, 5 грн", [0, 3, "PERS"], [6, 11, "LOC"], [13, 18, "ODD"]))
    gold = next(load_gold(tmp_path, ["neruk2"]))
    assert gold.spans == (GoldSpan(0, 3, PERSON), GoldSpan(6, 11, LOCATION))


def test_job_gives_way_to_the_names_inside_it():
    spans = [GoldSpan(0, 13, JOB), GoldSpan(10, 13, LOCATION)]
    assert flatten(spans) == (GoldSpan(0, 9 + 1, JOB), GoldSpan(10, 13, LOCATION))


def test_outermost_name_wins():
    assert flatten([GoldSpan(4, 9, LOCATION), GoldSpan(0, 9, ORGANIZATION)]) == (GoldSpan(0, 9, ORGANIZATION),)


def test_bsnlp_is_split_by_topic(tmp_path):
    rows = [row("а", id="bsnlp21-brexit-uk-1"), row("б", id="bsnlp21-nord_stream-uk-1")]
    write(tmp_path, "uk_bsnlp21_train.jsonl", *rows)
    write(tmp_path, "ru_bsnlp21_train.jsonl")
    assert [g.part for g in load_gold(tmp_path, ["bsnlp21"])] == ["train", "dev"]


def test_nerel_keeps_its_own_development_file(tmp_path):
    write(tmp_path, "ru_nerel_train.nested.jsonl", row("а", lang="ru"))
    write(tmp_path, "ru_nerel_dev.nested.jsonl", row("б", lang="ru", split="dev"))
    assert [g.part for g in load_gold(tmp_path, ["nerel"])] == ["train", "dev"]


def test_split_of_a_document_does_not_depend_on_its_neighbours(tmp_path):
    rows = [row("а", id=f"doc-{n}") for n in range(200)]
    write(tmp_path, "uk_neruk2_train.jsonl", *rows)
    first = {g.id: g.part for g in load_gold(tmp_path, ["neruk2"])}
    write(tmp_path, "uk_neruk2_train.jsonl", *rows[::-1][:50])
    assert all(first[g.id] == g.part for g in load_gold(tmp_path, ["neruk2"]))
    assert 10 <= sum(part == "dev" for part in first.values()) <= 45


def test_missing_set_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        next(load_gold(tmp_path, ["neruk2"]))


def test_our_own_passages_hold_out_whole_voices(tmp_path):
    voices = {passage.id: passage.voice for passage in load_passages()}
    parts = {"train": set(), "dev": set(), "held_out": set()}
    for gold in load_gold(tmp_path, ["own"]):
        parts[gold.part].add(voices[gold.id])
        assert all(0 <= s.start < s.end <= len(gold.text) for s in gold.spans)
    assert parts["held_out"] == set(UNREAD_VOICES)
    assert parts["dev"] == set(DEVELOPMENT_VOICES)
    assert not parts["train"] & (parts["dev"] | parts["held_out"])


def test_every_set_has_a_table_of_labels_the_model_knows():
    assert set(TABLE) == set(UNMARKED) == set(SCORED) == {*FILES, "own"}
    for name, table in TABLE.items():
        assert {label for labels in table.values() for label in labels} <= set(LABELS)
        assert set(UNMARKED[name]) <= set(LABELS)
        assert not set(SCORED[name]) - {label for labels in table.values() for label in labels}
