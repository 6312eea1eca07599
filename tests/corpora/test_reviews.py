import json

import pytest

from corpora.passages import CorpusError
from corpora.reviews import load_reviews, part_of
from pipeline.document import Polarity

IDS = frozenset({"document_confiscation", "withheld_wages"})
TEXT = "Паспорт забрали, грошей не платили."


def decision(kind, indicator="document_confiscation", start=0, end=15, polarity="asserted"):
    return {"indicator": indicator, "start": start, "end": end, "polarity": polarity, "decision": kind}


def file_of(tmp_path, *rows):
    path = tmp_path / "reviews.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def row(*decisions, id="a"):
    return {"id": id, "text": TEXT, "kind": "case_file", "decisions": list(decisions)}


def test_only_what_was_decided_is_known(tmp_path):
    path = file_of(tmp_path, row(decision("accepted"), decision("rejected", "withheld_wages", 17, 34)))
    (review,) = load_reviews(path, IDS)
    assert [(s.id, s.polarity) for s in review.spans] == [("document_confiscation", Polarity.ASSERTED)]
    assert review.known == IDS


def test_a_correction_counts_as_it_was_corrected(tmp_path):
    (review,) = load_reviews(file_of(tmp_path, row(decision("corrected", polarity="denied"))), IDS)
    assert review.spans[0].polarity is Polarity.DENIED


def test_deferred_findings_teach_nothing(tmp_path):
    assert list(load_reviews(file_of(tmp_path, row(decision("deferred"))), IDS)) == []


def test_the_split_depends_on_the_document_alone():
    parts = [part_of(f"document-{n}") for n in range(1000)]
    assert 150 < parts.count("dev") < 250
    assert parts == [part_of(f"document-{n}") for n in range(1000)]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (decision("liked"), "choices"),
        (decision("accepted", "gold_digging"), "no indicator"),
        (decision("accepted", end=99), "outside"),
        (decision("accepted", polarity="loud"), "loud"),
    ],
)
def test_a_faulty_line_is_named(tmp_path, bad, said):
    path = file_of(tmp_path, row(decision("accepted")), row(bad))
    with pytest.raises(CorpusError, match=rf"reviews\.jsonl:2: .*{said}"):
        list(load_reviews(path, IDS))
