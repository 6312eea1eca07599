"""A live progress bar for the phases of a run."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from flows.console import errors, say


class Bars:
    """One bar a phase, made when the phase first reports."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._bars: dict[str, TaskID] = {}

    def __call__(self, key: str, done: int, total: int) -> None:
        """Show that `done` of `total` are through in the phase named by the message key."""
        if key not in self._bars:
            self._bars[key] = self._progress.add_task(say(key), total=total)
        self._progress.update(self._bars[key], completed=done, total=total)


@contextmanager
def progress_bars() -> Iterator[Bars]:
    """Bars on standard error; plain when it is no terminal, silent with SITO_QUIET."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", justify="left"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=errors, disable="SITO_QUIET" in os.environ) as progress:
        yield Bars(progress)
