"""The flow `watch`: one look at folders or feeds; Prefect's schedule repeats it."""

import time
from collections.abc import Sequence
from datetime import timedelta
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


def serve_watch(paths: Sequence[Path], settings: Settings, *, every_s: int, times: int | None) -> None:
    """Look `times` times, or for ever on Prefect's schedule, one look at a time."""
    if times is not None:
        for look in range(times):
            if look:
                time.sleep(every_s)
            run_ingest(paths, settings, command="watch")
        return
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
