"""Tables drawn with lines: pdfium's rulings, pdfplumber's way from lines to cells, the words put into the cells."""

from collections.abc import Sequence
from typing import Any

from pipeline.readers.pdf_layout import Segment, around, segments_of
from pipeline.readers.pdf_words import Box, Word

LINE_WIDTH = 3.0
"""Points up to which a rectangle is a drawn line: borders of 1/4 to 3 points are what word processors offer."""
LEAST_LENGTH = 3.0
SNAP = 3.0
"""Points within which lines are one line and ends meet (pdfplumber's own default)."""
MOST_RULINGS = 3_000
"""More drawn paths than this are a drawing or a map, and no table a person typed."""
MOST_EDGES = 600
Cells = list[Box]


def tables_in(rulings: Sequence[Box]) -> list[Cells]:
    """The cells of each table of at least two rows and two columns, from top to bottom."""
    edges = [edge for box in rulings for edge in _edges(box)]
    if sum(e["orientation"] == "h" for e in edges) < 3 or sum(e["orientation"] == "v" for e in edges) < 3:
        return []
    from pdfplumber import table

    edges = table.merge_edges(edges, SNAP, SNAP, SNAP, SNAP)
    if len(edges) > MOST_EDGES:
        return []
    cells = table.intersections_to_cells(table.edges_to_intersections(edges, SNAP, SNAP))
    found = [[Box(*cell) for cell in cells] for cells in table.cells_to_tables(cells)]
    return [cells for cells in found if len({c.top for c in cells}) > 1 and len({c.x0 for c in cells}) > 1]


def with_tables(words: Sequence[Word], tables: Sequence[Cells]) -> list[Segment]:
    """The words as segments in content order, those inside a table as one segment where its first word stands."""
    inside: dict[int, list[tuple[Word, int]]] = {}
    runs: list[list[Word] | int] = [[]]
    for word in words:
        place = _place(word, tables)
        if place is None:
            if isinstance(runs[-1], int):
                runs.append([])
            runs[-1].append(word)  # type: ignore[union-attr]
        elif place[0] in inside:
            inside[place[0]].append((word, place[1]))
        else:
            inside[place[0]] = [(word, place[1])]
            runs.append(place[0])
    segments: list[Segment] = []
    for run in runs:
        segments += [_table(tables[run], inside[run])] if isinstance(run, int) else segments_of(run)
    return segments


def _place(word: Word, tables: Sequence[Cells]) -> tuple[int, int] | None:
    """Number of the table and of the cell that hold the word's middle."""
    x, y = word.box.middle
    for number, cells in enumerate(tables):
        for at, cell in enumerate(cells):
            if cell.x0 <= x <= cell.x1 and cell.top <= y <= cell.bottom:
                return number, at
    return None


def _table(cells: Cells, inside: Sequence[tuple[Word, int]]) -> Segment:
    rows = []
    for top in sorted({c.top for c in cells}):
        numbers = sorted((i for i, c in enumerate(cells) if c.top == top), key=lambda i: cells[i].x0)
        row = tuple(tuple(word for word, at in inside if at == number) for number in numbers)
        if any(row):
            rows.append(row)
    return Segment(box=around([w.turned for w, _ in inside]), rows=tuple(rows))


def _edges(box: Box) -> list[dict[str, Any]]:
    """The drawn line, or the four sides of the drawn rectangle, in pdfplumber's terms."""
    width, height = box.x1 - box.x0, box.bottom - box.top
    if height <= LINE_WIDTH:
        return [_edge("h", box.x0, box.x1, box.middle[1], box.middle[1])] if width >= LEAST_LENGTH else []
    if width <= LINE_WIDTH:
        return [_edge("v", box.middle[0], box.middle[0], box.top, box.bottom)]
    across = [_edge("h", box.x0, box.x1, y, y) for y in (box.top, box.bottom)]
    return across + [_edge("v", x, x, box.top, box.bottom) for x in (box.x0, box.x1)]


def _edge(orientation: str, x0: float, x1: float, top: float, bottom: float) -> dict[str, Any]:
    return {"orientation": orientation, "x0": x0, "x1": x1, "top": top, "bottom": bottom,
            "width": x1 - x0, "height": bottom - top}  # fmt: skip
