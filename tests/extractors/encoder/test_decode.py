import numpy as np
import pytest

from extractors.encoder.decode import LONGEST_WORDS, TagTable, evidence, names

TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


def scores(*rows):
    return np.log(np.array(rows, dtype=np.float32))


def test_runs_of_tags_are_names():
    found = names(
        scores([0.1, 0.8, 0.04, 0.03, 0.03], [0.1, 0.03, 0.8, 0.04, 0.03], [0.9, 0.04, 0.02, 0.02, 0.02]),
        TagTable.of(TAGS),
    )
    assert [(low, high, label) for low, high, label, _ in found] == [(0, 2, "PER")]


def test_an_inside_tag_never_follows_another_label():
    path = TagTable.of(TAGS).path(scores([0.1, 0.8, 0.04, 0.03, 0.03], [0.05, 0.05, 0.3, 0.1, 0.5]))
    assert [TAGS[tag] for tag in path] == ["B-PER", "I-PER"]


def test_two_names_side_by_side_stay_two():
    row = [0.05, 0.85, 0.05, 0.03, 0.02]
    assert [span[:3] for span in names(scores(row, row), TagTable.of(TAGS))] == [(0, 1, "PER"), (1, 2, "PER")]


def test_no_words_no_names():
    assert list(names(np.zeros((0, 5), dtype=np.float32), TagTable.of(TAGS))) == []


def test_strange_tag_is_refused():
    with pytest.raises(ValueError, match="neither"):
        TagTable.of(["O", "PER"])


def polarity(words):
    return np.tile(np.array([0.9, 0.1], dtype=np.float32), (words, 1))


def test_evidence_bridges_two_words_and_no_more():
    shares = np.array([0.9, 0.1, 0.1, 0.9, 0.1, 0.1, 0.1, 0.9], dtype=np.float32)
    assert [(e.low, e.high) for e in evidence(shares, polarity(8), 0.4)] == [(0, 4), (7, 8)]


def test_where_no_word_is_sure_the_best_ones_are_the_evidence():
    shares = np.array([0.02, 0.2, 0.15, 0.02], dtype=np.float32)
    assert [(e.low, e.high) for e in evidence(shares, polarity(4), 0.4)] == [(1, 3)]


def test_a_very_long_run_is_cut_round_its_best_word():
    shares = np.full(200, 0.6, dtype=np.float32)
    shares[100] = 0.9
    (found,) = evidence(shares, polarity(200), 0.4)
    assert found.high - found.low == LONGEST_WORDS
    assert found.low <= 100 < found.high
