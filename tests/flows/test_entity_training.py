import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.ner import ALL, JOB, LOCATION, NAMES, PERSON, GoldSpan, GoldText
from extractors.models import load_names_model
from flows import entity_training
from flows.entity_training import ExampleMaker, Score, blank_pipeline, cut_windows, job_words, roughen, score_model


def gold(text, *spans, annotated=ALL, set="neruk2"):
    return GoldText(id="a", set=set, part="train", language="uk", text=text, spans=spans, annotated=annotated)


@given(st.integers(0, 10_000))
def test_rough_text_keeps_its_length(seed):
    text = "Потерпіла Гнатюк Олена живе у «м. Суми», ёлка’с"
    spans = (GoldSpan(10, 22, PERSON),)
    assert len(roughen(text, spans, random.Random(seed))) == len(text)


def test_windows_cover_the_text_and_cut_no_name():
    text = "Перше речення тут. Друге речення про Гнатюк Олену. " * 40
    starts = [i for i in range(len(text)) if text.startswith("Гнатюк Олену", i)]
    whole = gold(text, *(GoldSpan(i, i + 12, PERSON) for i in starts))
    pieces = list(cut_windows(whole, 200))
    assert "".join(p.text for p in pieces) == text
    assert [p.text[s.start : s.end] for p in pieces for s in p.spans] == ["Гнатюк Олену"] * 40
    assert len(pieces) > 5


def test_job_word_is_left_unannotated_where_jobs_are_not_marked():
    train = [gold("слідчий Гнатюк прийшов", GoldSpan(0, 7, JOB), GoldSpan(8, 14, PERSON))]
    assert job_words(train) == {"слідчий"}
    maker = ExampleMaker(job_words(train), random.Random(3))
    unmarked = gold("слідчий Гнатюк спить", GoldSpan(8, 14, PERSON), annotated=NAMES, set="own")
    example = maker.example(blank_pipeline(), unmarked)
    assert example.get_aligned_ner() == [None, "U-PER", "O"]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("ТОВ«Мрія»", (4, 8)),
        ("м.Суми", (2, 6)),
        ("О.П.Гнатюк", (4, 10)),
        ("Оля+380671234567", (0, 3)),
        ("Київ/Одеса", (5, 10)),
    ],
)
def test_tokenizer_cuts_at_every_mark(text, span):
    assert blank_pipeline()(text).char_span(*span) is not None


@pytest.mark.parametrize("word", ["Івано-Франківськ", "Кам'янське", "Мар’яна"])
def test_tokenizer_keeps_hyphenated_and_apostrophised_words(word):
    assert len(blank_pipeline()(word)) == 1


def test_scores_count_exact_spans_of_the_labels_a_set_annotates():
    nlp = blank_pipeline()
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PER", "pattern": "Олена"}, {"label": "JOB", "pattern": "слідчий"}])
    truth = gold("Олена і слідчий у Сумах", GoldSpan(0, 5, PERSON), GoldSpan(18, 23, LOCATION), annotated=NAMES)
    rows = {row.label: row for row in score_model(nlp, [truth])}
    assert rows["person"] == Score("neruk2", "train", "uk", "person", 1, 1, 1, 1.0, 1.0, 1.0)
    assert rows["location"].recall == 0
    assert (rows["all"].gold, rows["all"].predicted) == (2, 1)


NAMES_GIVEN = ("Гнатюк Олена", "Мельник Ігор", "Ларина Ольга")


@pytest.fixture
def small(monkeypatch, tmp_path):
    """train_entities on a few invented sentences with vectors of eight rows."""
    texts = [
        gold(f"{name} живе у місті Суми {n}.", GoldSpan(0, 12, PERSON), GoldSpan(25, 29, LOCATION))
        for n in range(40)
        for name in NAMES_GIVEN
    ]
    dev = [replace(texts[0], part="dev", set="own")]
    monkeypatch.setattr(entity_training, "load_gold", lambda shared, sets: [*texts, *dev])

    def vectors(shared, out, tokenize, *, seed):
        out.mkdir(parents=True, exist_ok=True)
        rows = "\n".join(f"{n} {n / 10} {1 - n / 10}" for n in range(8))
        (out / "vectors.floret").write_text(f"8 2 3 5 2 2166136261 < >\n{rows}\n")
        return out / "vectors.floret"

    monkeypatch.setattr(entity_training, "train_vectors", vectors)

    def run(name):
        result = entity_training.train_entities(tmp_path, tmp_path / name, seed=7, minutes=0.05)
        return result, tmp_path / name

    return run


@pytest.mark.slow
def test_trained_model_loads_and_equal_seeds_give_equal_weights(small):
    result, first = small("first")
    _, second = small("second")
    assert result["updates"] == 20
    assert (first / "ner" / "model").read_bytes() == (second / "ner" / "model").read_bytes()
    assert set(load_names_model(first).get_pipe("ner").labels) == {"PER", "ORG", "LOC", "JOB"}
    assert not first.with_name("first.checkpoint").exists()


@pytest.mark.slow
def test_killed_training_goes_on_from_its_checkpoint(small, monkeypatch, tmp_path):
    report, seen = entity_training._report, []

    def killed(nlp, dev, step, recipe, losses):
        seen.append(step)
        report(nlp, dev, step, recipe, losses)
        if len(seen) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(entity_training, "_report", killed)
    with pytest.raises(KeyboardInterrupt):
        small("model")
    small("model")
    assert seen == [4, 8, 12, 12, 16, 20]
