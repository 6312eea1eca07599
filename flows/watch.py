"""The flow `watch`: one look at folders or feeds; Prefect's schedule repeats it."""

import logging
import os
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path

from prefect import flow
from prefect.types.entrypoint import EntrypointType

from flows.ingest import DATABASE_VARIABLE, ingest, run_ingest
from flows.report import RunReport
from pipeline.errors import StoreError
from pipeline.settings import Settings

log = logging.getLogger(__name__)


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

    The embedded server has no scheduler, so the beat is kept here. A database that is away for a while, after the
    first look, costs a look and not the watch.
    """
    for look in count() if times is None else range(times):
        if look:
            time.sleep(every_s)
        try:
            report = run_ingest(paths, settings, command="watch")
        except StoreError as error:
            if not look:
                raise
            log.warning("look %d failed, the next one makes up for it: %s", look + 1, error)
            continue
        yield report


def serve_watch(paths: Sequence[Path], settings: Settings, *, every_s: int) -> None:
    """Serve the flow on the schedule of the operator's Prefect server, one look at a time, until stopped."""
    os.environ[DATABASE_VARIABLE] = settings.database  # not a parameter: Prefect shows those
    watch.serve(
        name="watch",
        interval=timedelta(seconds=every_s),
        parameters={
            "paths": [str(p.absolute()) for p in paths],
            "home": str(settings.home.absolute()),
            "profile": settings.profile,
            "pack": str(settings.pack),
            "jobs": settings.jobs,
        },
        limit=1,
        entrypoint_type=EntrypointType.MODULE_PATH,
        print_starting_message=False,
    )
