"""The write-once store of originals: same bytes once, never half a file, whatever kills the writer."""

import os
import random
import signal
import stat
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest

from pipeline.errors import ReadCode, ReadError, StoreError
from pipeline.store import Originals, open_originals
from pipeline.store.originals import IN_MEMORY_BYTES

TEXT = "Протокол № 1".encode()
NAME = sha256(TEXT).hexdigest()


@pytest.fixture(params=["folder", "file-url", "memory"])
def originals(request: pytest.FixtureRequest, tmp_path: Path) -> Originals:
    urls = {"folder": str(tmp_path / "o"), "file-url": f"file://{tmp_path}/o", "memory": f"memory://{uuid4().hex}"}
    return open_originals(urls[request.param])


def settled(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file() and p.parent.name != "incoming"]


def test_bytes_come_back_under_their_hash(originals: Originals, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    assert NAME not in originals
    assert originals.put(TEXT) == originals.put(tmp_path / "a.txt") == (NAME, len(TEXT))
    assert NAME in originals
    assert originals.verify(NAME)
    with originals.open(NAME) as stream:
        assert stream.read() == TEXT


def test_a_large_file_is_streamed(originals: Originals, tmp_path: Path) -> None:
    content = random.Random(1).randbytes(IN_MEMORY_BYTES + 12345)
    (tmp_path / "a.bin").write_bytes(content)
    for _ in range(2):
        name, size = originals.put(tmp_path / "a.bin")
        assert (name, size) == (sha256(content).hexdigest(), len(content))
    assert originals.verify(name)


def test_empty_content_is_content(originals: Originals) -> None:
    name, size = originals.put(b"")
    assert size == 0
    assert originals.verify(name)


def test_originals_are_read_only_and_leave_no_temporary_file(tmp_path: Path) -> None:
    originals = open_originals(str(tmp_path / "o"))
    originals.put(TEXT)
    path = originals.local_path(NAME)
    assert path == tmp_path / "o" / NAME[:2] / NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert list((tmp_path / "o" / "incoming").iterdir()) == []


def test_a_store_that_is_no_folder_has_no_local_paths() -> None:
    originals = open_originals(f"memory://{uuid4().hex}")
    originals.put(TEXT)
    assert originals.local_path(NAME) is None


def test_a_changed_original_does_not_verify_and_a_cut_one_is_put_again(tmp_path: Path) -> None:
    originals = open_originals(str(tmp_path / "o"))
    originals.put(TEXT)
    path = tmp_path / "o" / NAME[:2] / NAME
    path.unlink()
    path.write_bytes(TEXT[:-1])
    assert not originals.verify(NAME)
    originals.put(TEXT)
    assert originals.verify(NAME)


@pytest.mark.parametrize("name", [NAME, "0" * 64])
def test_absent_originals_are_store_errors(originals: Originals, name: str) -> None:
    with pytest.raises(StoreError, match="not here"):
        originals.open(name)
    assert not originals.verify(name)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "ABC", NAME[:-1], NAME.upper()])
def test_what_is_no_hash_is_refused(originals: Originals, name: str) -> None:
    with pytest.raises(StoreError, match="no SHA-256"):
        originals.open(name)


def test_a_file_that_cannot_be_read_is_a_read_error(originals: Originals, tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(ReadError) as caught:
            originals.put(path)
        assert caught.value.code is ReadCode.UNREADABLE


def test_a_store_that_cannot_be_made_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for url in (str(tmp_path / "file"), "nosuchscheme://x"):
        with pytest.raises(StoreError, match="cannot be made or opened"):
            open_originals(url)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_a_store_error_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    originals = open_originals(str(tmp_path / "o"))
    real_open = originals._filesystem.open
    monkeypatch.setattr(originals._filesystem, "open", lambda _path, mode: real_open("/dev/full", mode))
    with pytest.raises(StoreError, match="No space left"):
        originals.put(TEXT)
    assert settled(tmp_path / "o") == []


_WRITER = """
import random, sys
from pathlib import Path
from pipeline.store.originals import open_originals
originals = open_originals(sys.argv[1])
source = Path(sys.argv[2])
numbers = random.Random(int(sys.argv[3]))
print("ready", flush=True)
while True:
    content = numbers.randbytes(numbers.choice([10, 10_000, 3_000_000]))
    originals.put(content)
    source.write_bytes(content * 4)
    originals.put(source)
"""


def test_a_writer_killed_at_any_moment_leaves_only_whole_files(tmp_path: Path) -> None:
    folder = tmp_path / "o"
    pause = random.Random(7)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for number in range(6):
        command = [sys.executable, "-c", _WRITER, str(folder), str(tmp_path / "source"), str(number)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(pause.uniform(0.02, 0.3))  # the moment of the kill is what is tested
            writer.send_signal(signal.SIGKILL)
    originals = open_originals(str(folder))
    names = [path.name for path in settled(folder)]
    assert names
    assert all(originals.verify(name) for name in names)
