"""The flow `watch`: one look at folders or feeds; Prefect's schedule repeats it."""

import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path

from prefect import flow
from prefect.types.entrypoint import EntrypointType

from flows.ingest import ingest, run_ingest
from flows.report import RunReport
from pipeline.settings import Settings


@flow(name="watch", persist_result=False)
def watch(
    paths: list[str],
    home: str | None = None,
    database: str | None = None,
    profile: str | None = None,
    pack: str | None = None,
    jobs: int | None = None,
) -> RunReport:
    """Take in what is new below `paths`: the flow `ingest` as a part of this one."""
    return ingest(paths, home=home, database=database, profile=profile, pack=pack, jobs=jobs)


def watch_here(paths: Sequence[Path], settings: Settings, *, every_s: int, times: int | None) -> Iterator[RunReport]:
    """Look again and again in this process, `times` times or until stopped; the report of each look.

    The embedded server has no scheduler, so the beat is kept here.
    """
    for look in count() if times is None else range(times):
        if look:
            time.sleep(every_s)
        yield run_ingest(paths, settings, command="watch")


def serve_watch(paths: Sequence[Path], settings: Settings, *, every_s: int) -> None:
    """Serve the flow on the schedule of the operator's Prefect server, one look at a time, until stopped."""
    watch.serve(
        name="watch",
        interval=timedelta(seconds=every_s),
        parameters={
            "paths": [str(p.absolute()) for p in paths],
            "home": str(settings.home.absolute()),
            "database": settings.database,
            "profile": settings.profile,
            "pack": str(settings.pack),
            "jobs": settings.jobs,
        },
        limit=1,
        entrypoint_type=EntrypointType.MODULE_PATH,
        print_starting_message=False,
    )
