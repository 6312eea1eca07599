"""Looking again and again."""

from pathlib import Path

import pytest

from flows import watch
from flows.watch import watch_here
from pipeline.errors import StoreError
from pipeline.settings import Settings


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str | StoreError]:
    """What each look gives, in order, without a flow and without waiting."""
    given: list[str | StoreError] = []

    def look(*_: object, **__: object) -> str:
        result = given.pop(0)
        if isinstance(result, StoreError):
            raise result
        return result

    monkeypatch.setattr(watch, "run_ingest", look)
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    return given


def test_a_database_that_is_away_for_a_look_does_not_end_the_watch(
    looks: list[str | StoreError], tmp_path: Path
) -> None:
    looks += ["first", StoreError("connection refused"), "third"]
    assert list(watch_here([tmp_path], Settings(home=tmp_path), every_s=5, times=3)) == ["first", "third"]


def test_a_database_that_is_wrong_from_the_start_does(looks: list[str | StoreError], tmp_path: Path) -> None:
    looks += [StoreError("connection refused"), "second"]
    with pytest.raises(StoreError):
        list(watch_here([tmp_path], Settings(home=tmp_path), every_s=5, times=2))
