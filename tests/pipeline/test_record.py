"""The result record is the contract's, to the letter."""

import json
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from pipeline.document import (
    Alternative,
    Assessment,
    Document,
    Entity,
    EntityLabel,
    Failure,
    Indicator,
    Kind,
    Money,
    Page,
    Polarity,
    Priority,
    Problem,
    Reason,
    Source,
    Validation,
    WordBox,
)
from pipeline.record import SCHEMA, check_record, failure_record, record, write_jsonl
from tests.pipeline.store.samples import documents

TEXT = "тел. 067 123 45 67\fзабрав паспорт"
VERSIONS = {"sito": "0.1.0", "taxonomy": "3", "models": {"names": "1"}}
ID = "a" * 64
SOURCE = Source(path="cases/12/protocol.pdf", media_type="application/pdf", bytes=48213)
WORDS = (WordBox(5, 8, 10.0, 20.0, 30.123456, 31.0), WordBox(9, 12, 32.0, 20.0, 40.0, 31.0))
PHONE = Entity(
    start=5,
    end=18,
    label=EntityLabel.PHONE,
    value="+380671234567",
    validation=Validation.FORMAT_OK,
    source="identifiers.phone@1",
)
TAKEN = Indicator(
    start=19,
    end=33,
    id="document_confiscation",
    stage="control",
    polarity=Polarity.ASSERTED,
    score=0.97,
    source="rules.document_confiscation.taken@1",
)
DOCUMENT = Document(
    id=ID,
    source=SOURCE,
    text=TEXT,
    kind=Kind.CASE_FILE,
    language="uk",
    pages=(
        Page(number=1, start=0, end=18, width=595.0, height=842.0, words=WORDS),
        Page(number=2, start=19, end=33, width=595.0, height=842.0, ocr=True),
    ),
    entities=(PHONE,),
    indicators=(TAKEN,),
    problems=(Problem(code="page_unreadable", message="Page 3 has no text.", page=3),),
    assessment=Assessment(priority=Priority.HIGH, score=0.91, reasons=(Reason(uk="Забрав паспорт.", en="Took it."),)),
)


def test_a_record_is_the_contracts() -> None:
    assert record(DOCUMENT, VERSIONS) == {
        "id": ID,
        "source": {"path": "cases/12/protocol.pdf", "media_type": "application/pdf", "item": None, "bytes": 48213},
        "kind": "case_file",
        "language": "uk",
        "text_chars": 33,
        "pages": 2,
        "ocr": True,
        "priority": "high",
        "score": 0.91,
        "reasons": ["Забрав паспорт."],
        "entities": [
            {
                "label": "phone",
                "start": 5,
                "end": 18,
                "text": "067 123 45 67",
                "value": "+380671234567",
                "validation": "format_ok",
                "source": "identifiers.phone@1",
                "score": 1.0,
                "page": 1,
                "boxes": [[10.0, 20.0, 30.12, 31.0], [32.0, 20.0, 40.0, 31.0]],
            }
        ],
        "indicators": [
            {
                "id": "document_confiscation",
                "stage": "control",
                "start": 19,
                "end": 33,
                "text": "забрав паспорт",
                "polarity": "asserted",
                "score": 0.97,
                "source": "rules.document_confiscation.taken@1",
                "page": 2,
                "boxes": [],
            }
        ],
        "problems": [{"code": "page_unreadable", "page": 3, "message": "Page 3 has no text."}],
        "versions": VERSIONS,
    }
    assert check_record(record(DOCUMENT, VERSIONS), TEXT) == []


def test_reasons_are_in_the_language_asked_for() -> None:
    assert record(DOCUMENT, VERSIONS, "en")["reasons"] == ["Took it."]


def test_jobs_stay_inside() -> None:
    job = replace(PHONE, label=EntityLabel.JOB, value="офіціантка")
    assert record(replace(DOCUMENT, entities=(job,)), VERSIONS)["entities"] == []


def test_reason_role_and_alternatives_are_there_where_there_are_any() -> None:
    other = Alternative(label=EntityLabel.TAX_ID, value="0671234567", score=0.2, reason="Ten digits.")
    rich = replace(PHONE, reason="Після «тел.».", role="contact", alternatives=(other,))
    row = record(replace(DOCUMENT, entities=(rich,)), VERSIONS)
    entity = row["entities"][0]
    assert (entity["reason"], entity["role"]) == ("Після «тел.».", "contact")
    assert entity["alternatives"] == [{"label": "tax_id", "value": "0671234567", "score": 0.2, "reason": "Ten digits."}]
    assert check_record(row, TEXT) == []


@pytest.mark.parametrize(
    ("label", "value", "expected"),
    [
        (EntityLabel.AGE, 15, 15),
        (EntityLabel.AGE, (15, 17), [15, 17]),
        (
            EntityLabel.MONEY,
            Money(min=100.0, max=None, currency="USD", period="month"),
            {"min": 100.0, "max": None, "currency": "USD", "period": "month"},
        ),
        (EntityLabel.LOCATION, "київ", "київ"),
        (EntityLabel.DATE, "2024-05", "2024-05"),
        (EntityLabel.COURT_LABEL, None, None),
    ],
)
def test_values_are_written_in_the_contracts_forms(label: EntityLabel, value: Any, expected: Any) -> None:
    row = record(replace(DOCUMENT, entities=(replace(PHONE, label=label, value=value),)), VERSIONS)
    assert row["entities"][0]["value"] == expected
    assert check_record(row, TEXT) == []


def test_a_document_without_pages_has_no_boxes() -> None:
    row = record(replace(DOCUMENT, pages=()), VERSIONS)
    assert (row["pages"], row["entities"][0]["page"], row["entities"][0]["boxes"]) == (0, None, [])
    assert check_record(row, TEXT) == []


def test_a_document_not_assessed_yet_has_neither_priority_nor_score() -> None:
    row = record(replace(DOCUMENT, assessment=None), VERSIONS)
    assert (row["priority"], row["score"], row["reasons"]) == (None, None, [])
    assert check_record(row, TEXT) == []


def test_a_failure_record_is_the_contracts() -> None:
    row = failure_record(Failure(id=ID, source=SOURCE, code="encrypted", message="It needs a password."))
    assert row == {
        "id": ID,
        "source": {"path": "cases/12/protocol.pdf", "media_type": "application/pdf", "item": None, "bytes": 48213},
        "failure": {"code": "encrypted", "message": "It needs a password."},
    }
    assert check_record(row) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "letter"}, "$"),
        ({"score": 1.5}, "$"),
        ({"id": "12"}, "$"),
        ({"more": 1}, "$"),
        ({"text_chars": 5}, "$.text_chars"),
    ],
)
def test_a_record_that_breaks_the_contract_is_seen(change: dict[str, Any], words: str) -> None:
    wrong = check_record(record(DOCUMENT, VERSIONS) | change, TEXT)
    assert wrong
    assert wrong[0].startswith(words)


@pytest.mark.parametrize(
    ("part", "change", "words"),
    [
        ("entities", {"start": 6}, "its text is not what the document has"),
        ("indicators", {"end": 99}, "outside of the text"),
        ("indicators", {"end": 19}, "outside of the text or is empty"),
    ],
)
def test_a_span_that_is_not_the_documents_is_seen(part: str, change: dict[str, Any], words: str) -> None:
    row = record(DOCUMENT, VERSIONS)
    row[part][0] |= change
    assert words in check_record(row, TEXT)[0]


@pytest.mark.parametrize(
    "change",
    [
        {"label": "job"},
        {"value": 5},
        {"value": "0671234567"},
        {"validation": "fine"},
        {"boxes": [[1, 2, 3]]},
        {"page": 0},
    ],
)
def test_an_entity_that_breaks_the_contract_is_seen(change: dict[str, Any]) -> None:
    row = record(DOCUMENT, VERSIONS)
    row["entities"][0] |= change
    assert check_record(row, TEXT)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_json_lines_have_one_record_a_line_in_utf_8() -> None:
    stream = BytesIO()
    odd = replace(DOCUMENT, source=replace(SOURCE, path="caf\udce9\n.pdf"))
    assert write_jsonl([record(DOCUMENT, VERSIONS), record(odd, VERSIONS)], stream) == 2
    lines = stream.getvalue().splitlines()
    assert "забрав паспорт".encode() in lines[0]
    assert [json.loads(line)["source"]["path"] for line in lines] == [SOURCE.path, "caf\udce9\n.pdf"]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_document_has_a_record_that_can_be_written_and_read(pair: tuple[Document, Document]) -> None:
    document = pair[1]
    stream = BytesIO()
    write_jsonl([record(document, VERSIONS)], stream)
    again = json.loads(stream.getvalue())
    assert again["text_chars"] == len(document.text)
    for row, found in zip(again["indicators"], document.indicators, strict=True):
        assert row["text"] == document.text[found.start : found.end]
