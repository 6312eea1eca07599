"""The terminal: one console, the interface's language, exit codes."""

import sys
from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from flows.messages import catalogue
from pipeline.settings import interface_language

EXIT_ERROR = 1
EXIT_UNREAD = 3
"""Everything else is done, but some files could not be read; they are listed with their reasons."""

STEERING = (*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
LEFT_OUT = dict.fromkeys(STEERING)
"""Control characters but the line feed, and marks that turn the order of letters (Unicode standard annex 9)."""


class SafeConsole(Console):
    """A console on which no character out of a document is a command to the terminal."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """The renderable's segments, without the control characters of their texts (which have no width)."""
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else text.translate(LEFT_OUT), style, control)


say = catalogue(interface_language())
console = SafeConsole(highlight=False, soft_wrap=False)
errors = SafeConsole(stderr=True, highlight=False)


def speak(text: str) -> None:
    """Print marked-up text for a person."""
    console.print(text)


def fail(message: str) -> None:
    """Print an error for a person on standard error."""
    errors.print(f"[bold red]{say('error')}:[/] ", end="")
    errors.print(message, markup=False)
    sys.stderr.flush()
