"""The terminal: one console, the interface's language, exit codes."""

import sys

from rich.console import Console

from flows.messages import catalogue
from pipeline.settings import interface_language

EXIT_ERROR = 1
EXIT_UNREAD = 3
"""Everything else is done, but some files could not be read; they are listed with their reasons."""

say = catalogue(interface_language())
console = Console(highlight=False, soft_wrap=False)
errors = Console(stderr=True, highlight=False)


def speak(text: str) -> None:
    """Print marked-up text for a person."""
    console.print(text)


def fail(message: str) -> None:
    """Print an error for a person on standard error."""
    errors.print(f"[bold red]{say('error')}:[/] ", end="")
    errors.print(message, markup=False)
    sys.stderr.flush()
