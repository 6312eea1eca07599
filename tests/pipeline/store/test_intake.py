"""What came in: files, originals, readings; done twice or killed in the middle, nothing is lost or twice."""

from dataclasses import replace

from sqlalchemy import text

from pipeline.document import Document, Kind, Page, Priority, Problem, Source
from pipeline.store import FileSeen, Original, Store
from tests.pipeline.store.samples import (
    EFFECTIVE,
    MADE_BY,
    VERSION,
    assessed,
    digest,
    failure,
    phone,
    read,
    result,
    seen,
    stored,
    text_document,
)

ADS = [text_document(f"Потрібна офіціантка, {n} вакансій", path="feed.jsonl", item=f"line {n}") for n in range(5)]


def run_of(store: Store) -> str:
    return store.start_run("ingest", {"read": VERSION})


def rows(store: Store, table: str) -> int:
    with store.engine.connect() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def test_a_known_file_comes_back_as_it_was_met(store: Store) -> None:
    file = seen("справи/№ 1/протокол.txt", "текст", mtime_ns=1_700_000_000_123_456_789, depth=1, bytes_allowed=9)
    inner = replace(file, path="b.zip/inner.txt", parent="b.zip")
    store.add_files([file, inner], run_of(store))
    assert store.known_files([file.path, inner.path, "нема.txt"]) == {file.path: file, inner.path: inner}
    assert store.original_files([digest("текст")]) == {digest("текст"): (inner, file)}


def test_a_file_with_new_content_points_to_its_new_original(store: Store) -> None:
    store.add_files([seen("a.txt", "one")], run_of(store))
    store.add_files([seen("a.txt", "two")], run_of(store))
    assert store.known_files(["a.txt"])["a.txt"].original_id == digest("two")
    assert rows(store, "file") == 1
    assert rows(store, "original") == 2


def test_names_that_are_no_unicode_or_very_long_are_kept(store: Store) -> None:
    names = ["caf\udce9.txt", "a\x00b.txt", "п" * 5000 + "1", "п" * 5000 + "2", "\ufdd0"]
    store.add_files([seen(name) for name in names], run_of(store))
    assert set(store.known_files(names)) == set(names)


def test_originals_are_pending_until_read_by_this_version(store: Store) -> None:
    store.add_originals([Original(id=digest("a"), bytes=1), Original(id=digest("b"), bytes=1)])
    run_id = run_of(store)
    assert set(store.pending_originals(VERSION)) == {digest("a"), digest("b")}
    assert len(store.pending_originals(VERSION, limit=1)) == 1
    store.save_reading(digest("a"), [], seconds=0.1, version=VERSION, run_id=run_id)
    assert store.pending_originals(VERSION) == [digest("b")]
    assert len(store.pending_originals("readers-2")) == 2


def test_a_failure_that_may_pass_is_tried_three_times(store: Store) -> None:
    store.add_files([seen("slow.pdf"), seen("bad.pdf")], run_of(store))
    for attempt in (1, 2, 3):
        run_id = run_of(store)
        assert digest("slow.pdf") in store.pending_originals(VERSION)
        store.save_reading(
            digest("slow.pdf"), failures=[failure("slow.pdf", "timeout")], seconds=60, version=VERSION, run_id=run_id
        )
        store.save_reading(digest("bad.pdf"), failures=[failure("bad.pdf")], seconds=1, version=VERSION, run_id=run_id)
        assert [(f.path, f.attempts) for f in store.failures()] == [("bad.pdf", attempt), ("slow.pdf", attempt)]
        assert digest("bad.pdf") not in store.pending_originals(VERSION)
    assert store.pending_originals(VERSION) == []
    assert len(store.pending_originals("readers-2")) == 2


def test_a_failure_is_cleared_when_a_later_read_succeeds(store: Store) -> None:
    store.add_files([seen("a.pdf")], run_of(store))
    broken = failure("a.pdf", "timeout")
    store.save_reading(digest("a.pdf"), failures=[broken], seconds=60, version=VERSION, run_id=run_of(store))
    assert [f.code for f in store.failures()] == ["timeout"]
    document = text_document("тепер прочитано", path="a.pdf")
    store.save_reading(digest("a.pdf"), [document], seconds=1, version=VERSION, run_id=run_of(store))
    assert store.failures() == []
    assert store.accounting().lost == 0


def test_a_failure_in_the_same_run_is_cleared_too(store: Store) -> None:
    run_id = run_of(store)
    store.add_files([seen("a.pdf")], run_id)
    store.save_reading(
        digest("a.pdf"), failures=[failure("a.pdf", "timeout")], seconds=60, version=VERSION, run_id=run_id
    )
    store.save_reading(digest("a.pdf"), [text_document("текст")], seconds=1, version=VERSION, run_id=run_id)
    assert store.failures() == []


def test_a_file_that_could_not_be_opened_sheds_its_failure_when_it_can(store: Store) -> None:
    store.add_failures([failure("locked.txt", "unreadable")], run_of(store))
    store.add_failures([failure("locked.txt", "unreadable")], run_of(store))
    assert [(f.code, f.attempts, f.original_id) for f in store.failures()] == [("unreadable", 2, None)]
    assert store.accounting().files_failed == 1
    store.add_files([seen("locked.txt")], run_of(store))
    assert store.failures() == []


def test_saving_a_reading_twice_changes_nothing(store: Store) -> None:
    for _ in range(2):
        read(store, ADS)
    counts = store.accounting()
    assert (counts.documents, counts.duplicates, rows(store, "occurrence")) == (5, 0, 5)
    assert [loaded.document for loaded in store.load_documents([d.id for d in ADS])] == ADS


def test_a_reading_cut_short_is_done_again_and_leaves_nothing_twice(store: Store) -> None:
    run_id = run_of(store)
    store.add_files([seen("feed.jsonl")], run_id)
    first = store.reading(digest("feed.jsonl"), version=VERSION, run_id=run_id)
    first.add(ADS[:2], [failure("feed.jsonl", "broken_record", id=digest("x"), item="line 9")])
    first.add(ADS[2:4])
    assert store.pending_originals(VERSION) == [digest("feed.jsonl")]
    assert (store.accounting().unread, store.accounting().lost) == (1, 0)
    second = store.reading(digest("feed.jsonl"), version=VERSION, run_id=run_of(store))
    second.add(ADS[:3], [failure("feed.jsonl", "broken_record", id=digest("x"), item="line 9")])
    second.add(ADS[3:])
    second.finish(seconds=2.0)
    assert store.pending_originals(VERSION) == []
    assert (store.accounting().documents, rows(store, "occurrence"), len(store.failures())) == (5, 5, 1)


def test_the_same_record_in_two_feeds_is_one_document_in_two_places(store: Store) -> None:
    again = replace(ADS[0], source=replace(ADS[0].source, path="other.jsonl", item="line 77"))
    stored(store, ADS[0])
    read(store, [again], path="other.jsonl")
    places = [(p.path, p.item) for p in store.places(ADS[0].id)]
    assert places == [("feed.jsonl", "line 0"), ("other.jsonl", "line 77")]
    assert store.accounting().duplicates == 1
    assert store.document(ADS[0].id).document.source.path == "feed.jsonl"
    assert store.pending_documents(EFFECTIVE) == []


def test_the_same_file_twice_is_one_document_in_two_places(store: Store) -> None:
    document = text_document("протокол", path="a.txt")
    run_id = run_of(store)
    store.add_files([seen("a.txt", "протокол"), seen("b/копія.txt", "протокол")], run_id)
    store.save_reading(digest("протокол"), [document], seconds=1, version=VERSION, run_id=run_id)
    assert [p.path for p in store.places(document.id)] == ["a.txt", "b/копія.txt"]
    counts = store.accounting()
    assert (counts.files, counts.files_read, counts.documents, counts.duplicates, counts.lost) == (2, 2, 1, 1, 0)


def test_a_new_reader_that_finds_other_text_makes_the_document_anew(store: Store) -> None:
    old = text_document("тел. 067 123 45 67", path="a.pdf")
    found = replace(old, entities=(phone(old.text, "067 123 45 67", "+380671234567"),))
    stored(store, assessed(found, Priority.HIGH, 0.9, kind=Kind.CASE_FILE, language="uk"))
    new = replace(old, text="Тел.: 067 123 45 67", pages=(Page(number=1, start=0, end=19, width=595.0, height=842.0),))
    read(store, [new], version="readers-2")
    assert store.document(old.id).document == new
    assert store.pending_documents(EFFECTIVE) == [old.id]
    assert store.search("067 123-45-67") == []
    assert rows(store, "entity") == 0


def test_a_new_reader_that_finds_the_same_text_keeps_the_stages_results(store: Store) -> None:
    document = replace(ADS[0], problems=(Problem(code="old", message="Read in the old way."),))
    after = assessed(document.with_problems(Problem(code="names", message="A stage found it.")), Priority.NONE, 0.0)
    store.save_results([result(after)], read(store, [document]), made_by=MADE_BY)
    again = replace(document, problems=(), source=replace(document.source, media_type="application/jsonl"))
    read(store, [again], version="readers-2")
    loaded = store.document(document.id).document
    assert [p.code for p in loaded.problems] == ["names"]
    assert loaded.source.media_type == "application/jsonl"
    assert loaded.assessment == after.assessment
    assert store.pending_documents(EFFECTIVE) == []


def test_what_a_new_reader_no_longer_finds_goes_away(store: Store) -> None:
    stored(store, *ADS)
    read(store, [ADS[4]], path="other.jsonl")
    read(store, ADS[:2], version="readers-2")
    assert store.accounting().documents == 3
    assert [p.path for p in store.places(ADS[4].id)] == ["other.jsonl"]
    assert store.search("вакансій") != []


def test_a_new_reader_that_fails_leaves_what_the_old_one_found(store: Store) -> None:
    stored(store, *ADS)
    broken = failure("feed.jsonl", "timeout")
    store.save_reading(digest("feed.jsonl"), failures=[broken], seconds=9, version="readers-2", run_id=run_of(store))
    assert store.accounting().documents == 5
    assert [f.code for f in store.failures()] == ["timeout"]


def test_a_large_feed_is_kept_in_several_transactions(store: Store) -> None:
    ads = (text_document(f"оголошення {n}", path="feed.jsonl", item=f"line {n}") for n in range(2345))
    read(store, ads)
    assert store.accounting().documents == 2345


def test_accounting_of_containers_failures_and_unread_files(store: Store) -> None:
    run_id = run_of(store)
    store.add_files([seen("a.zip"), seen("copy of a.zip", "a.zip"), seen("waiting.txt"), seen("feed.csv")], run_id)
    store.add_failures([failure("link.txt", "symlink")], run_id)
    children = [
        seen("a.zip/1.txt", parent="a.zip", depth=1),
        FileSeen(path="a.zip/2.doc", original_id=None, parent="a.zip"),
    ]
    secret = failure("a.zip/2.doc", "encrypted")
    store.save_reading(digest("a.zip"), [], [secret], children, seconds=1, version=VERSION, run_id=run_id)
    inner = text_document("текст", path="a.zip/1.txt")
    store.save_reading(digest("a.zip/1.txt"), [inner], seconds=1, version=VERSION, run_id=run_id)
    broken = failure("feed.csv", "broken_record", id=digest("row"), item="line 1")
    store.save_reading(digest("feed.csv"), [], [broken], seconds=1, version=VERSION, run_id=run_id)
    counts = store.accounting()
    assert (counts.files, counts.containers, counts.files_read) == (7, 2, 1)
    assert (counts.files_failed, counts.unread, counts.lost) == (3, 1, 0)
    assert counts.failures_by_code == {"broken_record": 1, "encrypted": 1, "symlink": 1}


def test_a_reading_with_nothing_in_it_is_seen_as_lost(store: Store) -> None:
    run_id = run_of(store)
    store.add_files([seen("a.bin")], run_id)
    store.save_reading(digest("a.bin"), seconds=1, version=VERSION, run_id=run_id)
    assert store.accounting().lost == 1


def test_a_failure_of_an_unlisted_member_is_a_file_too(store: Store) -> None:
    run_id = run_of(store)
    store.add_files([seen("a.zip")], run_id)
    deep = failure("a.zip/x/y.txt", "too_large")
    store.save_reading(digest("a.zip"), [], [deep], seconds=1, version=VERSION, run_id=run_id)
    assert store.known_files(["a.zip/x/y.txt"])["a.zip/x/y.txt"].parent == "a.zip"
    assert (store.accounting().containers, store.accounting().lost) == (1, 0)


def test_runs_are_listed_with_their_counts(store: Store) -> None:
    run_id = store.start_run("ingest", {"read": "1"})
    assert store.runs()[0].finished_at is None
    store.finish_run(run_id, {"files": 3})
    assert [(r.id, r.command, r.versions, r.counts) for r in store.runs()] == [
        (run_id, "ingest", {"read": "1"}, {"files": 3})
    ]


def test_source_details_of_chats_are_kept(store: Store) -> None:
    source = Source(path="chat.json", media_type="application/json", item="message 7", sender="Марго", channel="Робота")
    document = Document(id=digest("7"), source=replace(source, sent_at="2024-05-01T10:00:00"), text="Пишіть в лс")
    read(store, [document], path="chat.json")
    assert store.document(document.id).document == document


def test_a_document_whose_file_has_changed_stays_and_is_no_duplicate(store: Store) -> None:
    read(store, [text_document("перша редакція", path="a.txt")], path="a.txt")
    store.add_files([seen("a.txt", "друга редакція")], run_of(store))
    again = text_document("друга редакція", path="a.txt")
    store.save_reading(digest("друга редакція"), [again], seconds=1, version=VERSION, run_id=run_of(store))
    counts = store.accounting()
    assert (counts.files, counts.documents, counts.duplicates, counts.lost) == (1, 2, 0, 0)
