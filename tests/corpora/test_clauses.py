import pytest

from corpora.clauses import load_clauses
from corpora.passages import CorpusError
from pipeline.document import Kind, Polarity


def folder_of(tmp_path, *lines, name="document_confiscation.uk.txt"):
    (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_a_line_is_sign_kind_and_text_with_brackets(tmp_path):
    (clause,) = load_clauses(folder_of(tmp_path, "d cf Паспорт [ніхто не забирав], усе при мені."))
    (span,) = clause.spans
    assert clause.text == "Паспорт ніхто не забирав, усе при мені."
    assert clause.text[span.start : span.end] == "ніхто не забирав"
    assert (clause.kind, clause.language, span.polarity, span.id) == (
        Kind.CASE_FILE,
        "uk",
        Polarity.DENIED,
        "document_confiscation",
    )


@pytest.mark.parametrize(
    "line",
    [
        "? ad Текст [тут]",
        "+ xx Текст [тут]",
        "+ ad Текст",
        "- ad Текст [тут]",
        "+ ad [[а]]",
        "+ ad [а",
        "+ ad а]",
        "+ ad []",
    ],
)
def test_a_faulty_line_is_named(tmp_path, line):
    with pytest.raises(CorpusError, match=r"document_confiscation\.uk\.txt:2"):
        list(load_clauses(folder_of(tmp_path, "- ad Добрий день", line)))


def test_every_clause_loads_and_names_a_known_indicator():
    from corpora.passages import TAXONOMY
    from pipeline.packs import load_pack

    clauses = list(load_clauses())
    assert {clause.indicator for clause in clauses} <= set(load_pack(TAXONOMY).indicators)
    assert {clause.language for clause in clauses} <= {"uk", "ru"}
    assert len({clause.text for clause in clauses}) > 0.99 * len(clauses)
