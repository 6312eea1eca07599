"""`sito ingest` and `sito reprocess`: the flows from the command line."""

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from flows.console import EXIT_ERROR, EXIT_UNREAD, console, errors, say, speak
from flows.orchestration import prefect_server
from flows.progress import progress_bars
from flows.report import RunReport, report_view
from pipeline.settings import Settings, make_home, settings_from_environment

Database = Annotated[str | None, typer.Option(help="Database URL: sqlite:///… or postgresql+psycopg://…")]
Profile = Annotated[str | None, typer.Option(help="bundled (rules and models), hub (other models) or rules.")]
Jobs = Annotated[int | None, typer.Option(help="Worker processes.", min=1)]
Json = Annotated[bool, typer.Option("--json", help="The report as JSON.")]
Pack = Annotated[Path | None, typer.Option(help="Folder of another crime type's pack.")]


def ingest(
    paths: Annotated[list[str], typer.Argument(help="Files and folders, or - for a text on standard input.")],
    database: Database = None,
    profile: Profile = None,
    jobs: Jobs = None,
    pack: Pack = None,
    json_: Json = False,
) -> None:
    """Take files in, read and analyse what is new, and report. What is done already is skipped."""
    settings = settings_from_environment(database=database, profile=profile, jobs=jobs, pack=pack)
    places = [_standard_input(settings) if p == "-" else Path(p) for p in paths]
    for place in places:
        if not os.path.lexists(place):
            raise typer.BadParameter(f"{place}: there is no such file or folder")
    finish(run(places, settings, "ingest"), json_=json_)


def reprocess(
    database: Database = None,
    profile: Profile = None,
    jobs: Jobs = None,
    pack: Pack = None,
    json_: Json = False,
) -> None:
    """Run again what a new version of a reader, stage, model or rule has made stale, and nothing else."""
    settings = settings_from_environment(database=database, profile=profile, jobs=jobs, pack=pack)
    finish(run([], settings, "reprocess"), json_=json_)


def run(paths: Sequence[Path], settings: Settings, command: str) -> RunReport:
    """The flow on these paths, with its server and progress bars."""
    make_home(settings)
    errors.print(f"[dim]{say('ingest.server')}[/dim]")
    with prefect_server(settings):
        from flows.ingest import run_ingest, watcher

        with progress_bars() as bars:
            token = watcher.set(bars)
            try:
                return run_ingest(paths, settings, command=command)
            finally:
                watcher.reset(token)


def finish(report: RunReport, *, json_: bool) -> None:
    """Show the report and leave with its exit code."""
    if json_:
        data = asdict(report) | {
            "priorities": [
                {"priority": p, "kind": k, "language": lang, "documents": n}
                for (p, k, lang), n in sorted(report.priorities.items())
            ]
        }
        sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
    else:
        console.print(report_view(report, say))
        speak(say("ingest.further"))
    if report.lost or report.stage_failures:
        raise typer.Exit(EXIT_ERROR)
    if report.failures:
        raise typer.Exit(EXIT_UNREAD)


def _standard_input(settings: Settings) -> Path:
    """Standard input as a file that can be taken in; named by its content so that the same text is the same file."""
    import hashlib

    content = sys.stdin.buffer.read()
    make_home(settings)
    folder = settings.home / "stdin"
    folder.mkdir(exist_ok=True)
    path = folder / f"{hashlib.sha256(content).hexdigest()[:16]}.txt"
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as stream:
        stream.write(content)
    Path(stream.name).replace(path)
    return path
