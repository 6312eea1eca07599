from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.hub import Shared, Words, tags_of
from extractors.indicators.hub import TextTagger, load_tagger, spans_of
from extractors.indicators.tagger import TaggedSpan, Tagger
from pipeline.errors import ModelError
from tests.tiny_models import (
    change_config,
    knowing_texts,
    knowing_words,
    random_model,
    trained_tokenizer,
    word_tokenizer,
)

IDS = ("document_confiscation", "withheld_wages")
TOKEN_LABELS = ["O", "B-document_confiscation", "I-document_confiscation", "withheld_wages"]
KNOWN = {
    "паспорт": "B-document_confiscation",
    "паспорта": "B-document_confiscation",
    "забрали": "I-document_confiscation",
    "отобрали": "I-document_confiscation",
    "платили": "withheld_wages",
}
CUES = {"паспорт": IDS[0], "паспорта": IDS[0], "платили": IDS[1], "платят": IDS[1]}


@pytest.fixture(scope="module")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Tagger:
    return load_tagger(knowing_words(tmp_path_factory.mktemp("tokens"), TOKEN_LABELS, KNOWN), IDS)


@pytest.fixture(scope="module", params=[True, False], ids=["several", "single"])
def texts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Tagger:
    folder = tmp_path_factory.mktemp("texts")
    return load_tagger(knowing_texts(folder, CUES, several=request.param), IDS)


def found(tagger: Tagger, text: str) -> list[tuple[str, str]]:
    (tagged,) = tagger.tag([text])
    return [(text[span.start : span.end], span.id) for span in tagged.spans]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("У неї паспорт забрали, грошей не платили.", [("паспорт забрали", IDS[0]), ("платили", IDS[1])]),
        ("У неё паспорта отобрали, денег не платили.", [("паспорта отобрали", IDS[0]), ("платили", IDS[1])]),
        ("паспорт паспорт", [("паспорт", IDS[0]), ("паспорт", IDS[0])]),
        ("Нічого такого. Ничего такого.", []),
        ("", []),
    ],
)
def test_labelled_words_become_spans(tokens, text, spans):
    assert found(tokens, text) == spans


def test_spans_at_the_end_of_a_long_text_are_found_where_they_stand(tokens):
    text = "слово за словом. " * 2_000 + "Паспорт забрали."
    assert found(tokens, text) == [("Паспорт забрали", IDS[0])]


def test_texts_are_answered_in_order(tokens):
    answers = list(tokens.tag(["паспорт", "", "платили " * 1_500, "слово"]))
    assert [len(tagged.spans) for tagged in answers] == [1, 0, 3, 0]  # one run in each piece of 4,000 characters
    assert all(not tagged.shares for tagged in answers)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Добре жили. Паспорт забрали одразу. Далі було так.", [("Паспорт забрали одразу", IDS[0])]),
        ("Хорошо жили. Зарплату не платят никому. Дальше было так.", [("Зарплату не платят никому", IDS[1])]),
        ("Добре жили. Хорошо жили. Далі було так.", []),
        ("", []),
    ],
)
def test_evidence_of_a_text_model_is_the_sentence_that_carries_it(texts, text, spans):
    assert found(texts, text) == spans


def test_text_model_reads_long_texts_to_their_end(texts):
    text = "Слово за словом. " * 1_000 + "Паспорт забрали одразу. " + "Слово за словом. " * 10 + "Денег не платили."
    assert found(texts, text) == [("Паспорт забрали одразу", IDS[0]), ("Денег не платили", IDS[1])]


class Short:
    """A model that finds its first label in long stretches alone."""

    def stretches(self, texts: list[str]) -> list[list[Shared]]:
        shares = [np.array([0.9 if len(text) > 60 else 0.1], dtype=np.float32) for text in texts]
        return [[Shared(0, min(100, len(text)), share)] for text, share in zip(texts, shares, strict=True)]


def test_where_no_sentence_alone_carries_it_the_first_window_is_the_evidence():
    tagger = TextTagger(version="short@1", model=Short(), labels=(IDS[0],), ids={IDS[0]: IDS[0]}, threshold=0.5)
    (tagged,) = tagger.tag(["Слово за словом. " * 1_000])
    assert tagged.spans == (TaggedSpan(0, 100, IDS[0], 0.9),)


@pytest.fixture
def entailment(tmp_path: Path) -> Path:
    """A random model of entailment with two hypotheses."""
    words = word_tokenizer(tmp_path, ["слово", "паспорт", "забрали"])
    random_model(tmp_path, "SequenceClassification", ["entailment", "neutral", "contradiction"], words=words)
    table = f"threshold: 0.01\nhypotheses: {{Паспорт забрали: {IDS[0]}, Не платили: {IDS[1]}}}\n"
    (tmp_path / "sito-labels.yaml").write_text(table, encoding="utf-8")
    return tmp_path


def test_a_model_of_entailment_is_asked_for_each_hypothesis(entailment):
    tagger = load_tagger(entailment, IDS)
    text = "Слово за словом. " * 100 + "Паспорт."
    (tagged,) = tagger.tag([text])
    assert {span.id for span in tagged.spans} == set(IDS)
    assert all(0 <= span.start < span.end <= len(text) for span in tagged.spans)
    (stretches,) = tagger.model.stretches([text])
    assert {tuple(s.shares.nonzero()[0]) for s in stretches} == {(0,), (1,)}
    assert max(s.end for s in stretches) == len(text)


def test_hypotheses_that_cannot_be_asked_are_named(entailment):
    with pytest.raises(ModelError, match="withheld_wages"):
        load_tagger(entailment, IDS[:1])
    (entailment / "sito-labels.yaml").write_text(f"hypotheses: {{{'слово ' * 30}: {IDS[0]}}}", encoding="utf-8")
    with pytest.raises(ModelError, match="too long"):
        list(load_tagger(entailment, IDS).tag(["слово"]))
    change_config(entailment, id2label={"0": "yes", "1": "maybe", "2": "no"})
    with pytest.raises(ModelError, match="label entailment"):
        load_tagger(entailment, IDS)


def test_threshold_of_the_folder_is_kept(tmp_path):
    folder = knowing_words(tmp_path, TOKEN_LABELS, KNOWN)
    (folder / "sito-labels.yaml").write_text("threshold: 0.999999")
    assert found(load_tagger(folder, IDS), "паспорт") == []


def test_labels_of_others_are_told_by_the_folders_table(tmp_path):
    folder = knowing_words(tmp_path, ["O", "B-папери", "B-інше"], {"паспорт": "B-папери", "погода": "B-інше"})
    with pytest.raises(ModelError, match=r"'папери'.*sito-labels\.yaml"):
        load_tagger(folder, IDS)
    (folder / "sito-labels.yaml").write_text(f"indicators: {{папери: {IDS[0]}, інше: drop}}", encoding="utf-8")
    assert found(load_tagger(folder, IDS), "погода паспорт") == [("паспорт", IDS[0])]


def test_a_model_of_names_is_no_model_of_indicators(tmp_path):
    folder = knowing_words(tmp_path, ["O", "B-PER"], {"Оксана": "B-PER"})
    with pytest.raises(ModelError, match="'PER'"):
        load_tagger(folder, IDS)


def test_missing_folder_stops_at_once_and_weights_are_loaded_late(tmp_path):
    with pytest.raises(ModelError, match="no such folder"):
        load_tagger(tmp_path / "none", IDS)
    tagger = load_tagger(knowing_words(tmp_path, TOKEN_LABELS, KNOWN), IDS)
    assert tagger.model._model is None
    assert tagger.version.startswith(f"{tmp_path.name}@")


@pytest.mark.parametrize("kind", ["wordpiece", "unigram", "bytes"])
@pytest.mark.parametrize("shape", ["TokenClassification", "SequenceClassification"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="паспорт ыіїґ.,«»\n\u00a0😀", max_size=300))
def test_spans_of_any_model_lie_in_their_text(random_taggers, kind, shape, text):
    (tagged,) = random_taggers[kind, shape].tag([text])
    assert list(tagged.spans) == sorted(tagged.spans)
    for span in tagged.spans:
        assert 0 <= span.start < span.end <= len(text)
        assert span.id in IDS
        assert 0 <= span.score <= 1
        assert not text[span.start].isspace() and not text[span.end - 1].isspace()


@pytest.fixture(scope="module")
def random_taggers(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Tagger]:
    taggers: dict[tuple[str, str], Tagger] = {}
    for kind in ("wordpiece", "unigram", "bytes"):
        for shape in ("TokenClassification", "SequenceClassification"):
            folder: Path = tmp_path_factory.mktemp(f"{kind}-{shape}")
            words = trained_tokenizer(folder, kind)
            random_model(folder, shape, ["none", *IDS], words=words, problem_type="multi_label_classification")
            taggers[kind, shape] = load_tagger(folder, IDS)
    return taggers


def test_runs_become_spans_and_a_beginning_cuts_them():
    shares = np.array([[0, 0.9, 0.1, 0], [0.1, 0, 0.9, 0], [1, 0, 0, 0], [0.2, 0.8, 0, 0]], dtype=np.float32)
    words = Words((0, 8, 15, 17), (7, 15, 16, 24), shares)
    ids = {"O": None, IDS[0]: IDS[0], IDS[1]: IDS[1]}
    assert spans_of(words, tags_of(TOKEN_LABELS), ids, 0.5) == [
        TaggedSpan(0, 15, IDS[0], 0.95),
        TaggedSpan(17, 24, IDS[0], 0.8),
    ]
