"""What a folder holds: files found, links and pipes refused, odd names shown safely."""

import os
from pathlib import Path

import pytest

from flows.scan import Found, scan, shown_name
from pipeline.document import Failure
from pipeline.errors import ReadCode
from pipeline.settings import Limits

LIMITS = Limits()


def found(folder: Path, limits: Limits = LIMITS) -> dict[str, Found | Failure]:
    results = scan([folder], limits)
    return {Path(r.name if isinstance(r, Found) else r.source.path).name: r for r in results}


def code(result: Found | Failure) -> str:
    assert isinstance(result, Failure)
    return result.code


def test_every_regular_file_is_found_in_a_stable_order(tmp_path: Path) -> None:
    for name in ("б.txt", "а.txt", "sub/в.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    names = [r.path.name for r in scan([tmp_path], LIMITS) if isinstance(r, Found)]
    assert names == ["в.txt", "а.txt", "б.txt"]


def test_a_link_out_of_the_folder_is_a_failure_and_one_inside_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("поза текою")
    (folder / "here.txt").write_text("усередині")
    (folder / "out").symlink_to(tmp_path / "secret.txt")
    (folder / "inside").symlink_to(folder / "here.txt")
    results = found(folder)
    assert code(results["out"]) == ReadCode.SYMLINK
    assert isinstance(results["inside"], Found)


def test_a_link_to_a_folder_is_not_entered(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    assert code(found(tmp_path)["loop"]) == ReadCode.SYMLINK


def test_a_link_in_a_circle_and_a_link_to_nothing_are_failures(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    (tmp_path / "nothing").symlink_to(tmp_path / "gone.txt")
    results = found(tmp_path)
    assert code(results["circle"]) in (ReadCode.UNREADABLE, ReadCode.SYMLINK)
    assert code(results["nothing"]) == ReadCode.UNREADABLE


def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert code(found(tmp_path)["pipe"]) == ReadCode.UNSUPPORTED


def test_a_file_above_the_limit_is_a_failure_with_its_size(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * 2_000_000)
    result = found(tmp_path, Limits(max_bytes=1024**2))["big"]
    assert code(result) == ReadCode.TOO_LARGE
    assert isinstance(result, Failure) and result.source.bytes == 2_000_000


def test_a_name_that_is_no_utf8_is_shown_escaped_and_the_file_found(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xef\xf0\xee\xf2\xee\xea\xee\xeb.txt")
    (tmp_path / name).write_text("протокол")
    (result,) = scan([tmp_path], LIMITS)
    assert isinstance(result, Found)
    assert result.name.encode("utf-8").endswith(rb"\xef\xf0\xee\xf2\xee\xea\xee\xeb.txt")
    assert result.path.read_text() == "протокол"


def test_two_names_are_never_shown_alike() -> None:
    assert shown_name(Path(os.fsdecode(b"a\xff.txt"))) != shown_name(Path("a\\xff.txt"))


def test_sitos_own_home_is_passed_over(tmp_path: Path) -> None:
    home = tmp_path / "sito-data"
    home.mkdir()
    (home / "sito.db").write_bytes(b"SQLite format 3")
    (tmp_path / "a.txt").write_text("протокол")
    (tmp_path / "link").symlink_to(home / "sito.db")
    names = [r.path.name for r in scan([tmp_path], LIMITS, Path(f"{tmp_path}/./sito-data")) if isinstance(r, Found)]
    assert names == ["a.txt", "link"]


@pytest.mark.parametrize("name", ["а\nб.txt", "\u202eтxt.exe", "\x1b[31mred"])
def test_control_characters_in_a_name_never_reach_the_terminal(name: str) -> None:
    assert shown_name(Path(name)).isprintable()
