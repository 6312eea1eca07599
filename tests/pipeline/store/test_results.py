"""What the stages made: each stage's results are replaced, all else kept; the ledger knows what is left."""

from dataclasses import replace
from multiprocessing import get_context

import pytest

from pipeline.document import Entity, EntityLabel, Polarity, Priority, Problem
from pipeline.errors import StoreError
from pipeline.store import Filters, StageFailure, Store, open_store
from tests.pipeline.store.samples import (
    EFFECTIVE,
    MADE_BY,
    assessed,
    indicator,
    phone,
    read,
    result,
    stored,
    text_document,
)

TEXT = "Олена, тел. 067 123 45 67, паспорт забрали"
DOCUMENT = text_document(TEXT)
PHONE = phone(TEXT, "067 123 45 67", "+380671234567")
PERSON = Entity(start=0, end=5, label=EntityLabel.PERSON, value="олена", source="names.bundled-uk@1")
FULL = assessed(
    replace(DOCUMENT, entities=(PERSON, PHONE), indicators=(indicator(),), language="uk"), Priority.HIGH, 0.8
)


def test_saving_results_twice_changes_nothing(store: Store) -> None:
    stored(store, FULL)
    first = store.load_documents([FULL.id])
    stored(store, FULL)
    assert store.load_documents([FULL.id]) == first
    assert first[0].document == FULL


def test_a_stage_replaces_its_own_results_only(store: Store) -> None:
    stored(store, FULL)
    renamed = replace(PERSON, value="оленка", source="names.bundled-uk@2")
    changed = replace(FULL, entities=(renamed,), indicators=())
    store.save_results([result(changed, "names", version="v2")], store.start_run("x", {}), made_by=MADE_BY)
    loaded = store.document(FULL.id)
    assert loaded.document.entities == (renamed, PHONE)
    assert loaded.document.indicators == FULL.indicators
    assert loaded.done == {**EFFECTIVE, "names": "v2"}


def test_entities_of_a_stage_that_did_not_run_are_not_written(store: Store) -> None:
    read(store, [DOCUMENT])
    store.save_results([result(FULL, "identifiers")], "run", made_by=MADE_BY)
    assert store.document(FULL.id).document.entities == (PHONE,)
    assert store.document(FULL.id).document.indicators == ()


def test_a_new_version_of_one_stage_makes_its_documents_pending(store: Store) -> None:
    other = text_document("інше")
    stored(store, FULL, other)
    assert store.pending_documents(EFFECTIVE) == []
    newer = {**EFFECTIVE, "names": "v2"}
    both = store.pending_documents(newer)
    assert sorted(both) == sorted([FULL.id, other.id])
    assert store.pending_documents(newer, limit=1) == both[:1]
    assert store.pending_documents(newer, after=both[0]) == both[1:]
    assert store.pending_documents({**EFFECTIVE, "added": "v1"}) == both
    assert store.pending_documents({}) == []


def test_a_broken_stage_is_tried_three_times_and_listed(store: Store) -> None:
    stored(store, FULL)
    newer = {**EFFECTIVE, "names": "v2"}
    broken = StageFailure(name="names", version="v2", reason="ModelError at ner.py:7")
    for attempt in (1, 2, 3):
        assert store.pending_documents(newer) == [FULL.id]
        store.save_results([result(FULL, "language", failed=broken)], "run", made_by=MADE_BY)
        assert [(f.stage, f.attempts, f.reason) for f in store.stage_failures()] == [("names", attempt, broken.reason)]
    assert store.pending_documents(newer) == []
    assert store.pending_documents({**newer, "names": "v3"}) == [FULL.id]
    assert store.accounting().stage_failures == 1
    assert store.document(FULL.id).document.entities == FULL.entities
    store.save_results([result(FULL, "names", version="v3")], "run", made_by=MADE_BY)
    assert store.stage_failures() == []


def test_problems_belong_to_the_stage_that_found_them(store: Store) -> None:
    of_reading, of_names, of_language = (Problem(code=c, message=c) for c in ("page_unreadable", "cut", "unsure"))
    before = replace(DOCUMENT, problems=(of_reading,))
    run_id = read(store, [before])
    after = before.with_problems(of_names, of_language)
    told = replace(result(after), problems={"names": (of_names,), "language": (of_language,)})
    store.save_results([told], run_id, made_by=MADE_BY)
    assert store.document(after.id).document.problems == (of_reading, of_names, of_language)
    newer = {**EFFECTIVE, "names": "v2"}
    reloaded = store.load_documents([after.id], versions=newer)[0].document
    assert reloaded.problems == (of_reading, of_language)
    store.save_results([result(reloaded, "names", version="v2")], run_id, made_by=MADE_BY)
    assert store.document(after.id).document.problems == (of_reading, of_language)


def test_results_of_a_document_that_was_never_read_are_refused(store: Store) -> None:
    with pytest.raises(StoreError, match=f"the first is {DOCUMENT.id}"):
        store.save_results([result(FULL)], "run", made_by=MADE_BY)


def test_a_batch_is_kept_whole_or_not_at_all(store: Store) -> None:
    run_id = read(store, [DOCUMENT])
    with pytest.raises(StoreError):
        store.save_results([result(FULL), result(text_document("ніколи не читали"))], run_id, made_by=MADE_BY)
    assert store.pending_documents(EFFECTIVE) == [FULL.id]
    assert store.document(FULL.id).document == DOCUMENT


def test_a_document_with_more_words_than_the_index_takes_says_so(store: Store) -> None:
    text = "паспорт " + " ".join("слово" + "".join(chr(1072 + int(d)) for d in str(n)) for n in range(120_000))
    huge = text_document(text)
    stored(store, huge)
    assert [p.code for p in store.document(huge.id).document.problems] == ["search_incomplete"]
    assert [hit.id for hit in store.search("паспорт")] == [huge.id]
    store.save_results([result(store.document(huge.id).document, "priority")], "run", made_by=MADE_BY)
    assert [p.code for p in store.document(huge.id).document.problems] == ["search_incomplete"]


def test_an_identifier_of_any_length_is_kept(store: Store) -> None:
    long = replace(PERSON, value="о" * 100_000, label=EntityLabel.URL, source="identifiers.url@1")
    stored(store, replace(DOCUMENT, entities=(long,)))
    assert store.document(DOCUMENT.id).document.entities == (long,)


def test_denied_and_quoted_indicators_do_not_filter(store: Store) -> None:
    said = text_document("паспорт забрали")
    denied = text_document("паспорт ніхто не забирав")
    stored(
        store,
        assessed(replace(said, indicators=(indicator(),)), Priority.HIGH, 0.8),
        assessed(replace(denied, indicators=(indicator(polarity=Polarity.DENIED),)), Priority.NONE, 0.1),
    )
    assert [row.id for row in store.queue(Filters(indicator="document_confiscation"))] == [said.id]


def _save(url: str, part: int) -> int:
    documents = [text_document(f"оголошення {n}", item=f"line {n}") for n in range(600)]
    with open_store(url) as store:
        run_id = read(store, documents)
        for start in range(0, 600, 50):
            chunk = [assessed(d, Priority.NONE, 0.0) for d in documents[start : start + 50]]
            store.save_results([result(d) for d in chunk], f"{run_id}-{part}", made_by=MADE_BY)
    return part


def test_two_processes_may_write_the_same_documents_at_once(store: Store, url: str) -> None:
    with get_context("spawn").Pool(2) as pool:
        assert sorted(pool.starmap(_save, [(url, 1), (url, 2)])) == [1, 2]
    counts = store.accounting()
    assert (counts.documents, counts.duplicates, counts.lost) == (600, 0, 0)
    assert store.pending_documents(EFFECTIVE) == []
    assert sum(count.documents for count in store.counts()) == 600
