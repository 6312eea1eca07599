"""Reading order of a page: pdfium's content order where it can be trusted, else the page is cut into columns and rows.

The criterion, measured on word boxes alone. Words are joined into segments (one line of one column). Going from
segment to segment in content order is *disorder* if it leads up into the same columns or back to the left in the
same line. Above DISORDER_SHARE the order is doubtful. Lines that are broken at the same white gutter again and again
with prose on both sides are columns drawn line by line. All other pages keep the content order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.readers.pdf_words import Box, Word

GAP = 1.5
"""Line heights between words that part columns or cells: a word space is 0.3, stretched by justification up to 1."""
ALIKE = 0.4
"""Gaps that differ by less than this share of the widest are word spaces of one justified line."""
DISORDER_SHARE = 0.05
"""Steps that lead up or back: none on pages in reading order, 0.1-1 of all on shuffled ones."""
COLUMN_ROWS = 4
PROSE_WORDS = 3
MOST_CUTS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Words that stand together in one line, or the text of a whole table (`rows`)."""

    box: Box
    words: tuple[Word, ...] = ()
    rows: tuple[tuple[tuple[Word, ...], ...], ...] = ()


def segments_of(words: Sequence[Word]) -> list[Segment]:
    """The words, in content order, joined as long as they go on to the right in the same line without a wide gap."""
    if not words:
        return []
    heights = sorted(w.turned.bottom - w.turned.top for w in words)
    height = heights[len(heights) * 4 // 5]
    return [_segment(run) for line in _lines(words, height) for run in _parted(line, height)]


def _lines(words: Sequence[Word], height: float) -> Iterator[list[Word]]:
    """The words as long as they go on to the right in the same line."""
    line = [words[0]]
    for before, word in pairwise(words):
        if before.ends_line or not _goes_on(before.turned, word.turned, height):
            yield line
            line = []
        line.append(word)
    yield line


def _goes_on(a: Box, b: Box, height: float) -> bool:
    if b.x0 < a.x1 - height:
        return False
    return abs(b.bottom - a.bottom) < height / 3 or _same_line(a, b)


def _parted(line: list[Word], height: float) -> Iterator[list[Word]]:
    """The line cut at its wide gaps; a line whose gaps are all alike is justified and stays whole."""
    gaps = [b.turned.x0 - a.turned.x1 for a, b in pairwise(line)]
    widest = max(gaps, default=0.0)
    if widest <= GAP * height or (len(gaps) > 2 and widest - min(gaps) < ALIKE * widest):
        yield line
        return
    start = 0
    for at, gap in enumerate(gaps, 1):
        if gap > GAP * height:
            yield line[start:at]
            start = at
    yield line[start:]


def _segment(words: Sequence[Word]) -> Segment:
    return Segment(box=around([w.turned for w in words]), words=tuple(words))


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around all of them."""
    return Box(
        min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)
    )


def in_reading_order(segments: list[Segment]) -> list[list[Segment]]:
    """Lines of segments in the order in which a person reads them."""
    if is_disordered(segments) or has_columns_line_by_line(segments):
        return list(_cut(segments, MOST_CUTS))
    lines: list[list[Segment]] = []
    for segment in segments:
        if lines and not segment.rows and not lines[-1][-1].rows and _follows(lines[-1][-1].box, segment.box):
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return lines


def is_disordered(segments: Sequence[Segment]) -> bool:
    """Whether the content order leads up or back too often to be the order of reading."""
    steps = list(pairwise(segments))
    wrong = sum(_leads_up_or_back(a.box, b.box) for a, b in steps)
    return wrong >= 2 and wrong > DISORDER_SHARE * len(steps)


def _leads_up_or_back(a: Box, b: Box) -> bool:
    if _same_line(a, b):
        return b.x1 <= a.x0
    return b.bottom <= a.top and _overlap(a.x0, a.x1, b.x0, b.x1) > 0


def has_columns_line_by_line(segments: Sequence[Segment]) -> bool:
    """Whether prose in columns was drawn line by line across all of them."""
    hops = [(a, b) for a, b in pairwise(segments) if _follows(a.box, b.box) and not a.rows and not b.rows]
    if len(hops) < COLUMN_ROWS:
        return False
    sides = [s for hop in hops for s in hop]
    if median(len(s.words) for s in sides) < PROSE_WORDS:
        return False
    left, right = median(a.box.x1 for a, _ in hops), median(b.box.x0 for _, b in hops)
    agreeing = [a for a, b in hops if a.box.x1 <= right and b.box.x0 >= left and abs(b.box.x0 - right) < PROSE_INDENT]
    return len(agreeing) >= COLUMN_ROWS and len(agreeing) >= 0.6 * len(hops)


PROSE_INDENT = 30.0
"""Points by which a column's lines may begin apart: a paragraph's first line is set in by up to a centimetre."""


def _follows(a: Box, b: Box) -> bool:
    return _same_line(a, b) and b.x0 >= a.x1


def _same_line(a: Box, b: Box) -> bool:
    """Whether the boxes overlap by half of the lower one's height."""
    top = a.top if a.top > b.top else b.top
    bottom = a.bottom if a.bottom < b.bottom else b.bottom
    shared = 2 * (bottom - top)
    return shared > a.bottom - a.top or shared > b.bottom - b.top


def _overlap(a0: float, a1: float, b0: float, b1: float) -> float:
    return min(a1, b1) - max(a0, b0)


def _cut(segments: list[Segment], cuts: int) -> Iterator[list[Segment]]:
    """Recursive cut along white space: between columns where there are some, else at the widest gap between lines."""
    parts = (_columns(segments) or _bands(segments)) if cuts and len(segments) > 1 else None
    if parts is None:
        yield from _rows(segments)
        return
    for part in parts:
        yield from _cut(part, cuts - 1)


def _columns(segments: list[Segment]) -> list[list[Segment]] | None:
    """Two parts left and right of the widest gutter through all segments, if both hold several lines."""
    height = median(s.box.bottom - s.box.top for s in segments)
    at = _widest_gap([(s.box.x0, s.box.x1) for s in segments], height)
    if at is None:
        return None
    parts = [s for s in segments if s.box.x1 <= at], [s for s in segments if s.box.x1 > at]
    if all(len(part) >= COLUMN_ROWS and median(len(s.words) for s in part) >= PROSE_WORDS for part in parts):
        return list(parts)
    return None


def _bands(segments: list[Segment]) -> list[list[Segment]] | None:
    """Two parts above and below the widest gap between lines; None if nothing parts them, or nothing is gained."""
    if len(segments) < 2 * COLUMN_ROWS:
        return None
    at = _widest_gap([(s.box.top, s.box.bottom) for s in segments], 0.0)
    if at is None:
        return None
    return [[s for s in segments if s.box.bottom <= at], [s for s in segments if s.box.bottom > at]]


def _widest_gap(intervals: list[tuple[float, float]], least: float) -> float | None:
    """The middle of the widest stretch that no interval covers, if it is wider than `least`."""
    best, at, reached = least, None, None
    for low, high in sorted(intervals):
        if reached is not None and low - reached > best:
            best, at = low - reached, (low + reached) / 2
        reached = high if reached is None else max(reached, high)
    return at


def _rows(segments: list[Segment]) -> Iterator[list[Segment]]:
    """Lines from top to bottom, each from left to right."""
    row: list[Segment] = []
    for segment in sorted(segments, key=lambda s: (s.box.middle[1], s.box.x0)):
        if row and (row[-1].rows or segment.rows or not _same_line(row[0].box, segment.box)):
            yield sorted(row, key=lambda s: s.box.x0)
            row = []
        row.append(segment)
    if row:
        yield sorted(row, key=lambda s: s.box.x0)
