"""What a measurement hands back: tables, figures by name, pictures; and the same as Markdown and JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpora.metrics import Count

Cell = str | int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table with a title. Numbers with a fraction are shares; `note` is a sentence below it."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured of one subject. `figures` are what the gate and later runs compare, by dotted name."""

    sheets: tuple[Sheet, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()
    """File names in the folder of the evaluation."""


COUNT_HEADINGS = ("P", "R", "F1", "gold", "found")


def count_cells(count: Count) -> tuple[Cell, ...]:
    """Precision, recall, F1, gold and found, under COUNT_HEADINGS."""
    return count.precision, count.recall, count.f1, count.tp + count.fn, count.tp + count.fp


def count_sheet(title: str, first: str, rows: Iterable[tuple[str, Count]], note: str = "") -> Sheet:
    """A table of precision, recall and F1, one line a count."""
    return Sheet(
        title=title,
        headings=(first, *COUNT_HEADINGS),
        rows=tuple((name, *count_cells(count)) for name, count in rows),
        note=note,
    )


def confusion_sheet(title: str, names: Sequence[str], pairs: Mapping[tuple[str, str], int], note: str = "") -> Sheet:
    """A table of how often gold (lines) was found as what (columns)."""
    return Sheet(
        title=title,
        headings=("gold ↓ found →", *names),
        rows=tuple((gold, *(pairs.get((gold, found), 0) for found in names)) for gold in names),
        note=note,
    )


def shown(cell: Cell) -> str:
    """A cell as people read it: shares with three places."""
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def markdown(sheet: Sheet) -> str:
    """The table in Markdown, its title as a heading of the third level."""
    lines = [f"### {sheet.title}", "", "| " + " | ".join(sheet.headings) + " |"]
    lines.append("|---|" + "--:|" * (len(sheet.headings) - 1))
    lines += ["| " + " | ".join(shown(cell).replace("|", "\\|") for cell in row) + " |" for row in sheet.rows]
    return "\n".join([*lines, "", sheet.note, ""] if sheet.note else [*lines, ""])


def as_json(sheet: Sheet) -> dict[str, Any]:
    """The table as plain lists."""
    return {"title": sheet.title, "headings": list(sheet.headings), "rows": [list(row) for row in sheet.rows]}
