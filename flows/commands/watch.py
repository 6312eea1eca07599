"""`sito watch`: ingest folders again and again, on a schedule kept by Prefect."""

from pathlib import Path
from typing import Annotated

import typer

from flows.console import errors, say
from flows.orchestration import prefect_server
from pipeline.settings import settings_from_environment


def watch(
    paths: Annotated[list[Path], typer.Argument(help="Folders or feeds to look at.", exists=True)],
    every: Annotated[int, typer.Option(help="Seconds between two looks.", min=5)] = 300,
    database: Annotated[str | None, typer.Option(help="Database URL.")] = None,
    jobs: Annotated[int | None, typer.Option(help="Worker processes.", min=1)] = None,
    times: Annotated[int | None, typer.Option(help="Stop after so many looks.", min=1)] = None,
) -> None:
    """Look at folders on a schedule and take in what is new, until stopped."""
    settings = settings_from_environment(database=database, jobs=jobs)
    settings.home.mkdir(parents=True, exist_ok=True)
    errors.print(f"[dim]{say('ingest.server')}[/dim]")
    with prefect_server(settings):
        from flows.watch import serve_watch

        serve_watch(paths, settings, every_s=every, times=times)
