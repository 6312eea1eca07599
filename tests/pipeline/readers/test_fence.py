import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.document import Document, Failure
from pipeline.readers import Child, Fence, Nesting
from pipeline.settings import Limits

HERE = Path(__file__).parent
GOLDEN = HERE.parents[1] / "golden" / "readers"
NAMES = ("HANG", "BURN", "EAT", "CRASH", "LEAVE", "STUMBLE", "CALL", "WRITE", "RUN", "CHATTER", "POUR")
HOSTILE = tuple(f"hostile_readers:{name}" for name in NAMES)
TIGHT = Limits(base_timeout_s=20.0, timeout_s_per_mib=0.0, memory_bytes=512 * 1024**2)
HASTY = Limits(base_timeout_s=1.5, timeout_s_per_mib=0.0, memory_bytes=512 * 1024**2)


@pytest.fixture
def fence(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fence]:
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    with Fence(TIGHT, extra_readers=HOSTILE) as fence:
        yield fence


@pytest.fixture
def hasty_fence(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fence]:
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    with Fence(HASTY, extra_readers=HOSTILE) as fence:
        yield fence


@pytest.mark.parametrize("word", ["HANG", "BURN"])
def test_reader_that_takes_too_long_is_a_timeout_and_the_next_file_is_read(hasty_fence: Fence, word: str) -> None:
    (failure,) = hasty_fence.read(word.encode(), name="bad.bin")
    (document,) = hasty_fence.read("Следующий файл".encode(), name="good.txt")
    assert isinstance(failure, Failure) and failure.code == "timeout" and "1.5 s" in failure.message
    assert isinstance(document, Document) and document.text == "Следующий файл"


@pytest.mark.parametrize(
    ("word", "code", "says"),
    [
        ("EAT", "out_of_memory", "512 MiB"),
        ("CRASH", "reader_died", "SIGSEGV"),
        ("LEAVE", "reader_died", "exit code 3"),
        ("STUMBLE", "reader_died", "KeyError in hostile_readers.py"),
        ("CALL", "unreadable", "PermissionError"),
        ("WRITE", "unreadable", "PermissionError"),
        ("RUN", "unreadable", "PermissionError"),
    ],
)
def test_misbehaving_reader_is_a_failure_and_the_next_file_is_read(
    fence: Fence, word: str, code: str, says: str
) -> None:
    (failure,) = fence.read(word.encode(), name="bad.bin")
    (document,) = fence.read("Наступний файл".encode(), name="good.txt")
    assert isinstance(failure, Failure) and failure.code == code and says in failure.message
    assert failure.source.path == "bad.bin" and len(failure.id) == 64
    assert isinstance(document, Document) and document.text == "Наступний файл"


def test_failure_message_holds_no_word_of_the_file(fence: Fence) -> None:
    (failure,) = fence.read(b"STUMBLE", name="bad.bin")
    assert isinstance(failure, Failure) and "таємне" not in failure.message


def test_what_libraries_print_does_not_disturb_the_answer(fence: Fence) -> None:
    (document,) = fence.read(b"CHATTER", name="x")
    assert isinstance(document, Document) and document.text == "CHATTER said"


def test_records_read_before_the_reader_hung_are_kept(hasty_fence: Fence) -> None:
    reads = list(hasty_fence.read(b"POUR", name="feed"))
    assert len(reads) == 1001
    assert [r.code for r in reads[-2:] if isinstance(r, Failure)] == ["broken_record", "timeout"]


def test_reading_stopped_half_way_leaves_the_fence_usable(fence: Fence) -> None:
    reads = fence.read(b"POUR", name="feed")
    next(reads)
    reads.close()  # type: ignore[attr-defined]
    (document,) = fence.read("текст".encode(), name="good.txt")
    assert isinstance(document, Document)


def test_child_killed_between_two_files_is_replaced_unnoticed() -> None:
    with Fence(Limits()) as fence:
        list(fence.read(b"one", name="a.txt"))
        assert fence._child is not None
        fence._child.process.kill()
        fence._child.process.wait()
        (document,) = fence.read(b"two", name="b.txt")
        assert isinstance(document, Document) and document.text == "two"


def test_child_is_replaced_after_its_share_of_files() -> None:
    with Fence(Limits(files_per_reader=2)) as fence:
        children = []
        for _ in range(4):
            list(fence.read(b"text", name="a.txt"))
            children.append(fence._child)
    assert children[1] is None and children[3] is None and children[0] is not children[2]


def test_path_and_bytes_give_the_same(tmp_path: Path) -> None:
    file = GOLDEN / "plain.pdf"
    with Fence(Limits()) as fence:
        assert list(fence.read(file, name="x.pdf")) == list(fence.read(file.read_bytes(), name="x.pdf"))


def test_all_golden_files_come_through_the_fence_as_without_it() -> None:
    from pipeline.readers import read_bytes

    with Fence(Limits()) as fence:
        for file in sorted(GOLDEN.glob("*.*")):
            if not file.name.endswith((".py", ".expected.json")):
                assert list(fence.read(file, name=file.name)) == list(
                    read_bytes(file.read_bytes(), file.name, Limits())
                ), file.name


def test_missing_file_folder_and_pipe_are_failures(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with Fence(Limits()) as fence:
        for path in (tmp_path / "missing.txt", tmp_path, tmp_path / "pipe"):
            (failure,) = fence.read(path, name=path.name)
            assert isinstance(failure, Failure) and failure.code == "unreadable"


def test_name_that_is_no_utf8_is_shown_escaped_with_a_problem(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xe7\xe0\xff\xe2\xe0.txt")
    path = tmp_path / name
    path.write_text("Заява", "utf-8")
    with Fence(Limits()) as fence:
        (document,) = fence.read(path, name=name)
    assert isinstance(document, Document) and document.text == "Заява"
    assert document.source.path == r"\xe7\xe0\xff\xe2\xe0.txt"
    assert [p.code for p in document.problems] == ["bad_name"]


def test_large_feed_streams_with_flat_memory(tmp_path: Path) -> None:
    import resource

    feed = tmp_path / "ads.jsonl"
    record = '{"title": "Робота", "text": "Потрібні швачки на фабрику. %s", "price": %d}\n'
    with feed.open("w", encoding="utf-8") as out:
        for number in range(10_000):
            out.write(record % ("Житло надаємо, оплата щотижня. " * 10, number))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Fence(Limits(memory_bytes=300 * 1024**2)) as fence:
        reads = fence.read(feed, name="ads.jsonl")
        count = sum(isinstance(read, Document) for read in reads)
    grown_mib = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert count == 10_000
    assert grown_mib < 50


def test_children_know_how_deep_they_lie() -> None:
    with Fence(Limits()) as fence:
        children = [r for r in fence.read(GOLDEN / "case.zip", name="case.zip") if isinstance(r, Child)]
        inner = next(c for c in children if c.path.endswith("inner.zip"))
        (deeper,) = fence.read(inner.content, name=inner.path, nesting=inner.nesting)
        (refused,) = fence.read(inner.content, name=inner.path, nesting=Nesting(depth=5))
    assert isinstance(deeper, Child) and deeper.path == "case.zip/inner.zip/глибше.txt" and deeper.nesting.depth == 2
    assert isinstance(refused, Failure) and refused.code == "too_deep"


def test_a_parent_with_much_memory_does_not_make_a_crash_look_like_a_lack_of_it(fence: Fence) -> None:
    ballast = b"x" * (TIGHT.memory_bytes * 3 // 4)
    (failure,) = fence.read(b"CRASH", name="bad.bin")
    assert isinstance(failure, Failure)
    assert failure.code == "reader_died"
    assert len(ballast) > TIGHT.memory_bytes / 2
