"""The command `sito`. Each command is one module under flows/commands; only bulk work loads Prefect."""

import io
import logging
import os
import sys

import typer

from flows.commands import analyze, doctor, ingest, learn, reading, watch
from flows.console import EXIT_ERROR, fail
from pipeline.errors import SettingsError, TriageError

EXIT_USAGE = 2
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

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
    try:
        _set_up_logs(os.environ.get("SITO_LOG", "WARNING"))
        _set_up_streams()
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
    except OSError as error:
        fail(f"{error.filename or 'sito'}: {error.strerror or error}")
        sys.exit(EXIT_ERROR)
    except KeyboardInterrupt:
        sys.exit(130)


def _set_up_logs(level: str) -> None:
    """Our own loggers speak at `level`; libraries, which write rows and texts at DEBUG, speak from WARNING on."""
    if level.upper() not in LEVELS:
        raise SettingsError(f"SITO_LOG = {level!r}; choices: {', '.join(LEVELS)}")
    logging.basicConfig(level=logging.WARNING)
    for floor in ("pipeline", "extractors", "corpora", "flows"):
        logging.getLogger(floor).setLevel(level.upper())


def _set_up_streams() -> None:
    """A terminal without Cyrillic shows such letters escaped; what goes into a file or pipe is UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
