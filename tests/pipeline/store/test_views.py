"""The reading list, its filters, and the way to one document."""

from dataclasses import replace

import pytest

from pipeline.document import Assessment, Kind, Priority, Reason
from pipeline.errors import StoreError
from pipeline.record import check_record
from pipeline.store import Filters, Store
from tests.pipeline.store.samples import (
    MADE_BY,
    VERSION,
    assessed,
    digest,
    failure,
    indicator,
    phone,
    read,
    seen,
    stored,
    text_document,
)

TEXT = "Тел. 067 123 45 67"
URGENT = assessed(
    replace(text_document(TEXT), entities=(phone(TEXT, "067 123 45 67", "+380671234567"),)),
    Priority.URGENT,
    0.7,
    kind=Kind.AD,
    language="uk",
)
HIGH = assessed(
    replace(text_document("Забрали паспорта", path="протокол.pdf"), indicators=(indicator(),)),
    Priority.HIGH,
    0.9,
    kind=Kind.CASE_FILE,
    language="uk",
)
HIGHER = assessed(text_document("Забрали документы"), Priority.HIGH, 0.95, kind=Kind.CASE_FILE, language="ru")
NONE = assessed(text_document("Велика пральня запрошує"), Priority.NONE, 0.99, kind=Kind.AD, language="uk")


def test_the_queue_is_by_priority_then_score_then_id(store: Store) -> None:
    twins = [assessed(text_document(f"близнюк {n}"), Priority.REVIEW, 0.5) for n in range(4)]
    unassessed = text_document("ще не оцінено")
    stored(store, NONE, HIGH, URGENT, HIGHER, *twins)
    read(store, [unassessed], path="late.txt")
    expected = [URGENT.id, HIGHER.id, HIGH.id, *sorted(t.id for t in twins), NONE.id, unassessed.id]
    assert [row.id for row in store.queue()] == expected
    assert [row.id for row in store.queue(limit=3, offset=2)] == expected[2:5]
    assert store.queue()[-1].priority is None


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(priority=Priority.HIGH), [HIGHER, HIGH]),
        (Filters(kind=Kind.AD), [URGENT, NONE]),
        (Filters(language="ru"), [HIGHER]),
        (Filters(indicator="document_confiscation"), [HIGH]),
        (Filters(kind=Kind.CASE_FILE, language="uk", priority=Priority.HIGH), [HIGH]),
        (Filters(language="pl"), []),
    ],
)
def test_the_queue_is_filtered(store: Store, filters: Filters, expected: list[object]) -> None:
    stored(store, NONE, HIGH, URGENT, HIGHER)
    assert [row.id for row in store.queue(filters)] == [d.id for d in expected]  # type: ignore[attr-defined]
    assert [loaded.document for loaded in store.iter_documents(filters)] == expected


def test_a_row_of_the_queue_says_what_the_analyst_needs(store: Store) -> None:
    stored(store, HIGH)
    row = store.queue()[0]
    assert (row.path, row.kind, row.language, row.text_chars) == ("протокол.pdf", Kind.CASE_FILE, "uk", 16)
    assert row.reasons == (Reason(uk="Забрали паспорт.", en="Passport taken."),)


def test_a_document_is_found_by_six_digits_of_its_id(store: Store) -> None:
    stored(store, HIGH, NONE)
    assert store.document(HIGH.id[:6].upper()).document == HIGH
    assert store.document(HIGH.id).versions == MADE_BY


@pytest.mark.parametrize("prefix", ["12345", "xyzxyz", "", "ffffff"])
def test_a_prefix_that_is_too_short_wrong_or_unknown_is_refused(store: Store, prefix: str) -> None:
    with pytest.raises(StoreError, match="document"):
        store.document(prefix)


def test_a_prefix_of_two_documents_is_refused(store: Store) -> None:
    stored(store, replace(HIGH, id="abcdef0" + "0" * 57), replace(NONE, id="abcdef1" + "0" * 57))
    with pytest.raises(StoreError, match="more than one"):
        store.document("abcdef")
    assert store.document("abcdef1").document.text == NONE.text


def test_loading_a_document_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="there is no document"):
        store.load_documents([HIGH.id])


def test_documents_are_counted_by_kind_language_and_priority(store: Store) -> None:
    stored(store, NONE, HIGH, URGENT, HIGHER)
    counted = {(c.kind, c.language, c.priority): c.documents for c in store.counts()}
    assert counted == {
        (Kind.AD, "uk", Priority.URGENT): 1,
        (Kind.AD, "uk", Priority.NONE): 1,
        (Kind.CASE_FILE, "uk", Priority.HIGH): 1,
        (Kind.CASE_FILE, "ru", Priority.HIGH): 1,
    }


def test_records_come_in_the_order_of_the_queue_then_the_failures(store: Store) -> None:
    stored(store, HIGH, URGENT)
    run_id = store.start_run("ingest", {})
    store.add_files([seen("bad.pdf")], run_id)
    store.save_reading(digest("bad.pdf"), failures=[failure("bad.pdf")], seconds=1, version=VERSION, run_id=run_id)
    records = list(store.iter_records(language="en"))
    assert [r["id"] for r in records] == [URGENT.id, HIGH.id, digest("bad.pdf")]
    assert records[1]["reasons"] == ["Passport taken."]
    assert records[1]["versions"] == {"sito": "0.1.0", "taxonomy": "1", "models": {"names": "1"}}
    assert records[2]["failure"]["code"] == "damaged"
    for row, text in zip(records, (URGENT.text, HIGH.text, None), strict=True):
        assert check_record(row, text) == []
    assert len(list(store.iter_records(Filters(priority=Priority.HIGH)))) == 1


def test_a_document_without_reasons_is_listed(store: Store) -> None:
    bare = replace(HIGH, assessment=Assessment(priority=Priority.HIGH, score=1.0))
    stored(store, bare)
    assert store.queue()[0].reasons == ()
