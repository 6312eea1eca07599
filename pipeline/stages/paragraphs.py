"""Where the paragraphs of a text begin and end."""

import re
from collections.abc import Iterator

# A blank line ends a paragraph; so does a line's end after a sentence's. Other line ends are a page's width.
BREAK = re.compile(r"\n[ \t\r\f\v]*\n\s*|(?<=[.!?:;…»\"”)])[ \t\r]*\n[ \t]*|\f\s*")


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of the paragraphs, without the white space around them; empty ones are left out."""
    at = 0
    for match in BREAK.finditer(text):
        yield from _trimmed(text, at, match.start())
        at = match.end()
    yield from _trimmed(text, at, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        first = start + len(piece) - len(piece.lstrip())
        yield first, first + len(stripped)
