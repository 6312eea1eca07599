import re

import pytest

from flows.evaluation.errors import ELSEWHERE, MISSED, POLARITY, WRONG, faults, write_errors
from pipeline.document import Priority
from tests.flows.evaluation.cases import judged

MARK = "[[document_confiscation|Паспорт забрали]]"


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        (MARK, MARK, []),
        (MARK, "Паспорт забрали", [MISSED]),
        ("Паспорт забрали", MARK, [WRONG]),
        (MARK, "[[document_confiscation:denied|Паспорт забрали]]", [POLARITY]),
        (MARK, "[[document_confiscation|Паспорт]] забрали", []),
        ("[[violence_threats|Били]] его", "Били [[violence_threats|его]]", [ELSEWHERE, ELSEWHERE]),
        ("[[violence_threats|Били]]", "[[forced_labour|Били]]", [MISSED, WRONG]),
    ],
    ids=["right", "missed", "wrong", "polarity", "part of the words", "other words", "another indicator"],
)
def test_faults_of_a_passage(gold, found, expected):
    assert [fault.fault for fault in faults(judged(gold, found))] == expected


def test_page_shows_id_words_polarity_and_source(tmp_path):
    rows = [judged(MARK, "[[document_confiscation:denied|Паспорт]] забрали", id="p-7")]
    page = write_errors(rows, tmp_path / "deep" / "errors.html", most=5).read_text(encoding="utf-8")
    assert "<u><b>Паспорт</b></u><u> забрали</u>" in page
    for said in ("p-7", "gold asserted", "found denied 0.90", "rules.x.one@1"):
        assert said in page


def test_a_list_is_no_longer_than_wanted_but_counts_all(tmp_path):
    rows = [judged(MARK, "Паспорт забрали", id=f"p-{n}") for n in range(9)]
    page = write_errors(rows, tmp_path / "errors.html", most=2).read_text(encoding="utf-8")
    assert page.count("<div class=e>") == 2
    assert "9 missed" in page


def test_hostile_text_stays_text(tmp_path):
    text = "<script>alert(1)</script>\u202e [[violence_threats|<b>били</b>]]"
    page = write_errors([judged(text, "<script>alert(1)</script>\u202e <b>били</b>")], tmp_path / "e.html", most=5)
    written = page.read_text(encoding="utf-8")
    assert "<script" not in written
    assert "\u202e" not in written
    assert "&lt;b&gt;били&lt;/b&gt;" in written


def test_wrong_alerts_are_listed_with_their_reasons(tmp_path):
    rows = [
        judged("Паспорт", "Паспорт", id="up", priority=Priority.NONE, verdict=(Priority.HIGH, 0.6)),
        judged("Паспорт", "Паспорт", id="down", priority=Priority.URGENT, verdict=(Priority.REVIEW, 0.2)),
        judged("Паспорт", "Паспорт", id="fine", priority=Priority.HIGH, verdict=(Priority.URGENT, 0.9)),
    ]
    page = write_errors(rows, tmp_path / "errors.html", most=5).read_text(encoding="utf-8")
    assert re.findall(r"class=m>(\w+) · ", page) == ["up", "down"]


def test_long_texts_are_cut_around_the_words(tmp_path):
    text = f"{'а' * 5000} {MARK} {'б' * 5000}"
    page = write_errors([judged(text, text.replace(MARK, "Паспорт забрали"))], tmp_path / "e.html", most=1)
    assert len(page.read_text(encoding="utf-8")) < 3000
