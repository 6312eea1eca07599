"""A task's work without Prefect: nothing lost, nothing twice, one broken document does not cost the batch."""

import dataclasses
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from flows.assemble import Assembly, assemble
from flows.batch import analyse_documents, read_originals
from flows.ingest import take_in
from flows.workspace import Workspace, open_database, terms
from pipeline.document import Document, Kind, Problem
from pipeline.errors import ModelError, ReadCode, ReadError
from pipeline.readers import READ_VERSION, Fence
from pipeline.settings import Settings
from pipeline.store import Originals, open_originals
from pipeline.stream import Stage, each, effective_versions
from tests.fixtures_prefect import make_files

Change = Callable[[Document], Document]


def stage(name: str, function: Change, *, version: str = "1", reads: tuple[str, ...] = ()) -> Stage:
    return Stage(name=name, version=version, run=each(function), reads=reads)


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    settings = Settings(home=tmp_path / "home", profile="noop")
    with open_database(settings) as store, Fence(settings.limits) as fence:
        yield Workspace(
            settings=settings,
            assembly=assemble(settings),
            store=store,
            originals=open_originals(settings.originals),
            fence=fence,
        )


def with_stages(space: Workspace, *stages: Stage) -> Workspace:
    assembly: Assembly = dataclasses.replace(space.assembly, stages=stages, versions=effective_versions(stages))
    return dataclasses.replace(space, assembly=assembly)


def run(space: Workspace, folder: Path) -> int:
    """Take in, read, analyse; how many documents were analysed."""
    run_id = space.store.start_run("test", {})
    take_in(space.store, [folder], space.settings, run_id)
    read_originals(space, space.store.pending_originals(READ_VERSION), run_id)
    ids = space.store.pending_documents(space.assembly.versions)
    return analyse_documents(space, ids, run_id).documents


def test_files_in_are_documents_and_failures(space: Workspace, tmp_path: Path) -> None:
    folder = make_files(tmp_path / "in", 7)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "out").symlink_to("/etc/hostname")
    run(space, folder)
    counts = space.store.accounting()
    assert (counts.files, counts.documents, counts.failures, counts.lost) == (9, 7, 2, 0)


def test_a_second_run_does_nothing(space: Workspace, tmp_path: Path) -> None:
    folder = make_files(tmp_path / "in", 5)
    assert run(space, folder) == 5
    assert space.store.pending_originals(READ_VERSION) == []
    assert run(space, folder) == 0


def test_a_damaged_model_stops_the_run_and_the_next_one_goes_on(space: Workspace, tmp_path: Path) -> None:
    folder = make_files(tmp_path / "in", 3)

    def broken(document: Document) -> Document:
        raise ModelError("the weights are damaged")

    with pytest.raises(ModelError, match="weights are damaged"):
        run(with_stages(space, stage("names", broken)), folder)
    mended = with_stages(space, stage("names", lambda document: document))
    assert run(mended, folder) == 3
    assert run(mended, folder) == 0


def test_the_same_content_in_two_places_is_one_document(space: Workspace, tmp_path: Path) -> None:
    folder = make_files(tmp_path / "in", 1)
    (folder / "copy.txt").write_bytes((folder / "00000.txt").read_bytes())
    run(space, folder)
    counts = space.store.accounting()
    assert (counts.files, counts.documents, counts.duplicates) == (2, 1, 1)
    (row,) = space.store.queue()
    assert {Path(p.path).name for p in space.store.places(row.id)} == {"00000.txt", "copy.txt"}


def test_files_in_an_archive_in_an_archive_are_documents_with_the_path_of_their_parents(
    space: Workspace, tmp_path: Path
) -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("лист.txt", "Протокол допиту свідка, аркуш перший")
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("a.txt", "Оголошення про продаж велосипеда")
        archive.writestr("b.zip", inner.getvalue())
    folder = make_files(tmp_path / "in", 0)
    (folder / "x.zip").write_bytes(outer.getvalue())
    run(space, folder)
    paths = {row.path.split("/in/")[1] for row in space.store.queue()}
    assert paths == {"x.zip/a.txt", "x.zip/b.zip/лист.txt"}
    assert space.store.accounting().lost == 0


def test_a_stage_that_breaks_on_one_document_is_noted_there_and_the_rest_goes_on(
    space: Workspace, tmp_path: Path
) -> None:
    def fussy(document: Document) -> Document:
        if "Харьков" in document.text:
            raise ValueError(document.text)
        return dataclasses.replace(document, kind=Kind.CASE_FILE)

    def last(document: Document) -> Document:
        return document.with_problems(Problem(code="seen", message="by the last stage"))

    space = with_stages(space, stage("fussy", fussy), stage("last", last))
    run(space, make_files(tmp_path / "in", 4))
    (failure,) = space.store.stage_failures()
    assert failure.stage == "fussy"
    assert failure.reason.startswith("ValueError at test_batch.py:")
    loaded = space.store.load_documents([row.id for row in space.store.queue()])
    assert all("seen" in {p.code for p in row.document.problems} for row in loaded)
    assert sum(row.document.kind is Kind.CASE_FILE for row in loaded) == 3


def test_a_stage_that_always_breaks_is_not_tried_for_ever(space: Workspace, tmp_path: Path) -> None:
    def broken(document: Document) -> Document:
        raise RuntimeError

    space = with_stages(space, stage("broken", broken))
    folder = make_files(tmp_path / "in", 1)
    assert [run(space, folder) for _ in range(5)] == [1, 1, 1, 0, 0]


def test_a_stage_that_recovers_runs_the_stages_that_read_it_again(space: Workspace, tmp_path: Path) -> None:
    moods = iter([RuntimeError(), RuntimeError(), None])

    def moody(document: Document) -> Document:
        if error := next(moods):
            raise error
        return dataclasses.replace(document, kind=Kind.AD)

    def reader(document: Document) -> Document:
        return document.with_problems(Problem(code=f"saw_{document.kind}", message="by the reader"))

    space = with_stages(space, stage("moody", moody), stage("reader", reader, reads=("moody",)))
    folder = make_files(tmp_path / "in", 1)
    assert [run(space, folder) for _ in range(4)] == [1, 1, 1, 0]
    (row,) = space.store.queue()
    (loaded,) = space.store.load_documents([row.id])
    assert "saw_ad" in {p.code for p in loaded.document.problems}


def test_a_file_whose_bytes_cannot_be_had_is_a_failure_until_they_can(
    space: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_files(tmp_path / "in", 3)
    real = Originals.put

    def put(originals: Originals, content: Path | bytes) -> tuple[str, int]:
        if isinstance(content, Path) and content.name == "00001.txt":
            raise ReadError(ReadCode.UNREADABLE, "The file cannot be opened (Permission denied).")
        return real(originals, content)

    monkeypatch.setattr(Originals, "put", put)
    assert run(space, folder) == 2
    assert [f.code for f in space.store.failures()] == ["unreadable"]
    monkeypatch.undo()
    assert run(space, folder) == 1
    assert space.store.failures() == []


def test_a_stage_that_loses_a_document_is_caught(space: Workspace, tmp_path: Path) -> None:
    def forgetful(documents: Iterable[Document]) -> Iterator[Document]:
        return (d for d in documents if "Харьков" not in d.text)

    space = with_stages(space, Stage(name="forgetful", version="1", run=forgetful))
    run(space, make_files(tmp_path / "in", 4))
    assert [f.stage for f in space.store.stage_failures()] == ["forgetful"]
    assert space.store.accounting().documents == 4


def test_a_new_version_of_one_stage_runs_it_and_what_reads_it_and_nothing_else(
    space: Workspace, tmp_path: Path
) -> None:
    calls: list[str] = []

    def noting(name: str) -> Change:
        def note(document: Document) -> Document:
            calls.append(name)
            return document

        return note

    def stages(middle: str) -> tuple[Stage, ...]:
        return (
            stage("first", noting("first")),
            stage("middle", noting("middle"), version=middle),
            stage("reader", noting("reader"), reads=("middle",)),
            stage("other", noting("other"), reads=("first",)),
        )

    folder = make_files(tmp_path / "in", 1)
    run(with_stages(space, *stages("1")), folder)
    calls.clear()
    run(with_stages(space, *stages("2")), folder)
    assert calls == ["middle", "reader"]


def test_search_terms_are_dictionary_forms() -> None:
    assert "дівчина" in terms("Бачив дівчину.", "uk")
    assert "девушка" in terms("Видел девушек.", "ru")
