import json

import pytest
import zstandard

from flows.evaluation import harmless
from flows.evaluation.harmless import HALVES, SETS, HarmlessText, harmless_texts, measure_harmless
from flows.evaluation.judging import NotMeasuredError, document_of
from pipeline.document import Priority
from tests.flows.evaluation.cases import Ready, judged

LETTERS = [f"Прошу відремонтувати ліхтар на вулиці Садовій, {n}. Просим починить фонарь." for n in range(40)]


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "data" / SETS["letters to a city"]
    path.parent.mkdir(parents=True)
    lines = "\n".join(json.dumps({"text": text}) for text in [*LETTERS, LETTERS[0], " "])
    path.write_bytes(zstandard.compress(lines.encode()))
    return tmp_path / "data"


def test_halves_share_no_text_and_leave_none_out(data):
    first, second = ({text for _, text in harmless_texts(data, 99, [half])} for half in HALVES)
    assert not first & second
    assert first | second == set(LETTERS)


def test_fewer_texts_are_the_first_of_more(data):
    assert list(harmless_texts(data, 3)) == list(harmless_texts(data, 9))[:3]


def test_rates_by_set_and_of_own_passages(data, tmp_path, pack, monkeypatch):
    def judge(settings, rows):
        for name, text in rows:
            yield HarmlessText(name, HALVES[1], document_of(text, "x"))

    monkeypatch.setattr(harmless, "judge_harmless", judge)
    rows = [
        judged("Паспорт", "Паспорт", verdict=(Priority.HIGH, 0.6)),
        judged("Паспорт", "Паспорт", verdict=(Priority.NONE, 0.0)),
        judged("[[debt_bondage_fines:denied|Боргу]]", "Боргу", verdict=(Priority.URGENT, 0.9), language="ru"),
        judged("[[debt_bondage_fines|Боргу]]", "Боргу", verdict=(Priority.URGENT, 0.9)),
    ]
    figures = measure_harmless(Ready(rows, tmp_path, pack, shared=tmp_path, settings=None)).figures
    assert figures["harmless.alert_rate"] == figures["harmless.letters_to_a_city.alert_rate"] == 0
    assert figures["harmless.nothing_in_it.alert_rate"] == 0.5
    assert figures["harmless.only_denied_or_quoted.alert_rate"] == 1


def test_without_the_sets_the_reason_is_said(tmp_path, pack):
    with pytest.raises(NotMeasuredError, match="none of the sets"):
        measure_harmless(Ready([], tmp_path, pack, shared=tmp_path, settings=None))
