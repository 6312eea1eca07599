"""The command `sito`. Each command is one module under flows/commands; only bulk work loads Prefect."""

import logging
import os
import sys

import typer

from flows.commands import analyze, doctor, ingest, learn, reading, watch
from flows.console import EXIT_ERROR, fail
from pipeline.errors import SettingsError, TriageError

EXIT_USAGE = 2

app = typer.Typer(
    name="sito",
    help="Document triage for counter-trafficking analysts who read Ukrainian and Russian.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
COMMANDS = (
    analyze.analyze,
    ingest.ingest,
    reading.queue,
    reading.show,
    reading.search,
    reading.export,
    ingest.reprocess,
    watch.watch,
    doctor.doctor,
    learn.train,
    learn.evaluate,
)
for command in COMMANDS:
    app.command()(command)


def main() -> None:
    """Run the command line. Exit codes: 0 fine, 1 error, 2 wrong usage or settings, 3 done but some files unread."""
    logging.basicConfig(level=os.environ.get("SITO_LOG", "WARNING"))
    try:
        app()
    except SettingsError as error:
        fail(str(error))
        sys.exit(EXIT_USAGE)
    except TriageError as error:
        fail(str(error))
        sys.exit(EXIT_ERROR)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(EXIT_ERROR)
    except KeyboardInterrupt:
        sys.exit(130)
