import numpy as np
import pytest

from extractors.hub import Words, tags_of
from extractors.hub.names import name_runs

LABELS = ["O", "B-PER", "I-PER", "B-LOC"]


def words(*labels: str, scheme: list[str] = LABELS) -> Words:
    rows = [[0.97 if label == other else 0.01 for other in scheme] for label in labels]
    starts = tuple(range(0, 2 * len(labels), 2))
    return Words(starts, tuple(s + 1 for s in starts), np.array(rows, dtype=np.float32))


def runs(given: Words, scheme: list[str] = LABELS) -> list[tuple[int, int, str]]:
    return [(r.start, r.end, r.kind) for r in name_runs(given, tags_of(scheme)) if r.kind != "O"]


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (["B-PER", "I-PER", "O", "B-LOC"], [(0, 3, "PER"), (6, 7, "LOC")]),
        (["B-PER", "B-PER"], [(0, 1, "PER"), (2, 3, "PER")]),
        (["O", "I-PER", "I-PER"], [(2, 5, "PER")]),
        (["B-LOC", "I-PER"], [(0, 1, "LOC"), (2, 3, "PER")]),
        (["O", "O"], []),
        ([], []),
    ],
)
def test_words_of_one_kind_become_one_name(labels, found):
    assert runs(words(*labels)) == found


def test_a_last_word_closes_its_name():
    scheme = ["O", "B-PER", "I-PER", "L-PER", "U-PER"]
    given = words("B-PER", "L-PER", "U-PER", "I-PER", scheme=scheme)
    assert runs(given, scheme) == [(0, 3, "PER"), (4, 5, "PER"), (6, 7, "PER")]


def test_beginning_and_inside_together_outweigh_outside():
    shares = np.array([[0.4, 0.3, 0.3, 0.0]], dtype=np.float32)
    (run,) = name_runs(Words((0,), (5,), shares), tags_of(LABELS))
    assert (run.kind, run.score) == ("PER", 0.6)
