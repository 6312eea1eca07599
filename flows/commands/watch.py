"""`sito watch`: ingest folders again and again, on a schedule kept by Prefect."""

import os
from pathlib import Path
from typing import Annotated

import typer

from flows.console import console, errors, say
from flows.orchestration import prefect_server
from flows.report import report_view
from pipeline.settings import make_home, settings_from_environment


def watch(
    paths: Annotated[list[Path], typer.Argument(help="Folders or feeds to look at.", exists=True)],
    every: Annotated[int, typer.Option(help="Seconds between two looks.", min=5)] = 300,
    database: Annotated[str | None, typer.Option(help="Database URL.")] = None,
    jobs: Annotated[int | None, typer.Option(help="Worker processes.", min=1)] = None,
    profile: Annotated[
        str | None, typer.Option(help="bundled (rules and models), hub (other models) or rules.")
    ] = None,
    times: Annotated[int | None, typer.Option(help="Stop after so many looks.", min=1)] = None,
) -> None:
    """Look at folders on a schedule and take in what is new, until stopped.

    With $PREFECT_API_URL the schedule is kept by that Prefect server, and each look is a run of its own there.
    """
    settings = settings_from_environment(database=database, jobs=jobs, profile=profile)
    make_home(settings)
    own_server = "PREFECT_API_URL" in os.environ
    errors.print(f"[dim]{say('ingest.server')}[/dim]")
    with prefect_server(settings):
        from flows.watch import serve_watch, watch_here

        if own_server and times is None:
            serve_watch(paths, settings, every_s=every)
        for report in watch_here(paths, settings, every_s=every, times=times):
            console.print(report_view(report, say))
