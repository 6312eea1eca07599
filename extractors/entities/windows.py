"""Long texts in windows for the model, cut where a paragraph, a sentence or at least a word ends."""

import re
from collections.abc import Iterator

WINDOW_CHARS = 4_000
"""The network sees a few words around each token, so the size changes speed and memory, not the answers."""

BORDERS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"(?<=[.!?…])\s"), re.compile(r"\s"))


def windows(text: str, limit: int = WINDOW_CHARS) -> Iterator[tuple[int, str]]:
    """Start and text of each window; together they are the whole text."""
    start = 0
    while len(text) - start > limit:
        end = _border(text, start, start + limit)
        yield start, text[start:end]
        start = end
    if start < len(text):
        yield start, text[start:]


def _border(text: str, start: int, limit: int) -> int:
    """The last border of the best kind in the window's second half; the limit itself if there is none."""
    for border in BORDERS:
        ends = [m.end() for m in border.finditer(text, start + (limit - start) // 2, limit)]
        if ends:
            return ends[-1]
    return limit
