"""A network of one thin layer learns, is killed, goes on, and is exported."""

import json

import numpy as np
import pytest

from corpora.ner import GoldSpan
from extractors.encoder.reader import load_encoder
from extractors.encoder.tokens import SPECIAL, TextCoder
from extractors.models import load_names_model
from flows.encoder import pretraining
from flows.encoder.examples import KINDS, POLARITIES, TAGS, Cue, Example
from flows.encoder.export import COMPONENT, export_weights, write_heads, write_pipeline
from flows.encoder.finetuning import Recipe, finetune, outputs
from flows.encoder.network import Shape, reading_model
from flows.encoder.pretraining import masked, other_writing
from flows.encoder.vocabulary import train_vocabulary

TINY = Shape(width=16, layers=1, heads=2, inner=16)


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory):
    path = tmp_path_factory.mktemp("vocabulary") / "tokenizer.json"
    train_vocabulary(["паспорт забрали у марії в києві", "паспорт у мене вдома"] * 10, path)
    return path


def examples():
    texts = [("Паспорт забрали", (Cue(0, 15, 0, 0),)), ("Паспорт у мене вдома", ())]
    return [
        Example(id=str(n), set="own", part="train", text=text, names=(), cues=cues, known=np.array([True]), kind=1)
        for n, (text, cues) in enumerate(texts * 4)
    ] + [
        Example(
            id="n",
            set="neruk2",
            part="train",
            text="у Марії",
            names=(GoldSpan(2, 7, ("PER",)),),
            cues=None,
            known=np.zeros(0, dtype=np.bool_),
        )
    ]


def test_a_killed_run_goes_on_and_ends_as_one_that_was_not(tokenizer, tmp_path):
    coder = TextCoder.load(tokenizer)
    whole = finetune(examples(), coder, 1, Recipe(epochs=2, shape=TINY), trunk=None, work=tmp_path / "whole")
    finetune(examples(), coder, 1, Recipe(epochs=1, shape=TINY), trunk=None, work=tmp_path / "parts")
    state = json.dumps(sorted(p.name for p in (tmp_path / "parts").iterdir()))
    assert state == '["state.pt"]'
    resumed = finetune(examples(), coder, 1, Recipe(epochs=2, shape=TINY), trunk=None, work=tmp_path / "parts")
    assert list(whole.state_dict()) == list(resumed.state_dict())


@pytest.fixture(scope="module")
def bundle(tokenizer, tmp_path_factory):
    from extractors.encoder.reader import Heads

    folder = tmp_path_factory.mktemp("bundle")
    (folder / COMPONENT).mkdir()
    export_weights(reading_model(TINY, outputs(1), 0.0).eval(), folder / COMPONENT / "model.onnx")
    heads = Heads(
        name="encoder-bundled",
        version="1.0.0",
        tags=TAGS,
        indicators=("document_confiscation",),
        polarities=POLARITIES,
        kinds=KINDS,
        thresholds=(0.0,),
        slope=1.0,
        evidence=0.4,
        precision={"PER": 0.9},
        fusion={},
    )
    write_heads(folder / COMPONENT, heads)
    write_pipeline(folder, heads, tokenizer, {"precision": {"PER": 0.9}})
    return folder


def test_exported_weights_read_texts_of_any_length(bundle):
    reader = load_encoder(bundle / COMPONENT)
    readings = reader.read(["Паспорт забрали", "", "слово " * 900])
    assert len(readings) == 3
    assert all(0 <= share <= 1 for reading in readings for share in reading.shares)


def test_the_bundle_is_a_spacy_pipeline(bundle):
    nlp = load_names_model(bundle)
    text = "Паспорт забрали у Марії Коваль-Дрозд в Києві."
    (doc,) = nlp.pipe([text])
    assert doc.text == text
    assert all(ent.label_ in nlp.get_pipe("ner").labels for ent in doc.ents)


def test_whole_words_are_hidden_and_the_number_of_places_is_constant():
    chance = np.random.default_rng(1)
    ids = np.arange(SPECIAL, SPECIAL + 400).reshape(4, 100)
    continues = np.zeros(20_000, dtype=np.bool_)
    continues[SPECIAL + 1 :: 2] = True
    seen, _, places, labels = masked(ids, np.zeros_like(ids), continues, chance)
    assert len(places) == 100
    assert (ids.reshape(-1)[places] == labels).all()
    changed = np.nonzero((seen != ids).reshape(-1))[0]
    assert set(changed) <= set(places)


def test_capitals_are_taken_and_given_but_line_starts_stay():
    ids = np.full((400, 4), SPECIAL)
    writing = np.tile([5, 1, 0, 2], (400, 1))
    other = other_writing(ids, writing, np.random.default_rng(1))
    assert (other // 4 == writing // 4).all()
    rows = {tuple(row % 4) for row in other}
    assert rows == {(1, 1, 0, 2), (0, 0, 0, 0), (2, 2, 2, 2)}


def test_pretraining_goes_on_where_it_was_killed(tokenizer, tmp_path, monkeypatch):
    monkeypatch.setattr(pretraining, "SEQUENCES", 2)
    monkeypatch.setattr(pretraining, "TOKENS", 16)
    monkeypatch.setattr(pretraining, "HELD_TOKENS", 20)
    monkeypatch.setattr(pretraining, "SAVE_EVERY", 2)
    monkeypatch.setattr(pretraining, "_has_compiler", lambda: False)
    (tmp_path / pretraining.TOKENIZER).write_bytes(tokenizer.read_bytes())
    rng = np.random.default_rng(1)
    np.save(tmp_path / pretraining.IDS, rng.integers(5, 40, 400).astype(np.uint16))
    np.save(tmp_path / pretraining.WRITING, np.zeros(400, dtype=np.uint8))
    first = pretraining.pretrain(tmp_path, tmp_path, seed=1, minutes=0.02, shape=TINY)
    again = pretraining.pretrain(tmp_path, tmp_path, seed=1, minutes=0.04, shape=TINY)
    assert again["steps"] > first["steps"] > 0
