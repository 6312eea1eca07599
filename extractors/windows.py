"""Long texts in windows for the model, cut where a paragraph, a sentence or at least a word ends."""

import re
from collections.abc import Iterator

WINDOW_CHARS = 4_000
"""Several windows of the encoder: two stages cut a text alike, so that it is read once."""

GAP = re.compile(r"[\W_]{200,}")
"""Blanks, dots or dashes in such numbers hold no name, and spaCy's tokenizer takes time by the square of their number
(4,000 blanks: 0.2 s, 1,000: 0.01 s)."""
BORDERS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"(?<=[.!?…])\s"), re.compile(r"\s"))


def windows(text: str, limit: int = WINDOW_CHARS) -> Iterator[tuple[int, str]]:
    """Start and text of each window; together they are the text but for its long runs without letter or digit."""
    start = 0
    for gap in GAP.finditer(text):
        yield from _cut(text, start, gap.start(), limit)
        start = gap.end()
    yield from _cut(text, start, len(text), limit)


def _cut(text: str, start: int, stop: int, limit: int) -> Iterator[tuple[int, str]]:
    while stop - start > limit:
        end = _border(text, start, start + limit)
        yield start, text[start:end]
        start = end
    if start < stop:
        yield start, text[start:stop]


def _border(text: str, start: int, limit: int) -> int:
    """The last border of the best kind in the window's second half; the limit itself if there is none."""
    for border in BORDERS:
        ends = [m.end() for m in border.finditer(text, start + (limit - start) // 2, limit)]
        if ends:
            return ends[-1]
    return limit
