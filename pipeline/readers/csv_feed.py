"""CSV feeds in the dialects people save: a document for each row, a failure for each broken one."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.errors import ReadCode, ReadError
from pipeline.readers.encodings import decode
from pipeline.readers.feed_fields import Role, role_of
from pipeline.readers.feed_records import broken_record, has_body, record_document
from pipeline.readers.lines import Line, lines_of
from pipeline.readers.reader import File, Read, Reader, record_id
from pipeline.readers.text import looks_like_text

DELIMITERS = ";,\t|"
LOOKED_AT = 30
MOST_LINES_A_ROW = 200
"""Lines after which a quotation mark that is still open was a mistake, and no long text in quotes."""
MOST_HEADER_CHARACTERS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How the file is written: its delimiter, the names of its columns, and whether they stand in its first row."""

    delimiter: str
    names: tuple[str, ...]
    has_header: bool


@dataclass(slots=True, kw_only=True)
class Row:
    """The lines that make up one row; `open`: a quotation mark in them is never closed."""

    first: int
    texts: list[str]
    raw: bytes
    open: bool = False


def read_csv(file: File) -> Iterator[Read]:
    """A document for each row. Raises ReadError: empty, unsupported, wrong_encoding."""
    dialect = dialect_of(_head_text(file))
    if dialect is None:
        raise ReadError(ReadCode.DAMAGED, "No delimiter (; , tab) parts it into columns.")
    rows = rows_of(file, dialect.delimiter)
    if dialect.has_header:
        header = next(rows, None)
        if header and header.texts[0].lower().startswith("sep="):
            next(rows, None)
    csv.field_size_limit(file.limits.max_text_chars)
    empty = True
    for row in rows:
        empty = False
        yield _read(file, row, dialect)
    if empty:
        raise ReadError(ReadCode.EMPTY, "The table has no rows below its header.")


def _read(file: File, row: Row, dialect: Dialect) -> Read:
    item = f"line {row.first}"
    if row.open:
        return broken_record(file, row.raw, item, "A quotation mark in this line is never closed.")
    try:
        cells = next(csv.reader([text + "\n" for text in row.texts], delimiter=dialect.delimiter), [])
    except csv.Error:
        return broken_record(file, row.raw, item, "This line is no row of the table.")
    while len(cells) > len(dialect.names) and not cells[-1].strip():
        cells.pop()
    if len(cells) > len(dialect.names) or not _is_enough(cells, dialect):
        why = f"This line has {len(cells)} columns; the table has {len(dialect.names)}."
        return broken_record(file, row.raw, item, why)
    record = dict(zip(dialect.names, cells, strict=False))
    identity = record_id(record)
    return record_document(file, record, item=item, id=identity, size=len(row.raw))


def _is_enough(cells: list[str], dialect: Dialect) -> bool:
    """Whether a row that lacks its last columns still says what the record is about."""
    if len(cells) == len(dialect.names):
        return True
    present = dict(zip(dialect.names, cells, strict=False))
    return any(value.strip() for name, value in present.items() if role_of(name) in (Role.BODY, Role.TITLE))


def rows_of(file: File, delimiter: str) -> Iterator[Row]:
    """The file's rows; a quoted cell may go on over several lines, one that never ends breaks its first line only."""
    escaped = re.escape(delimiter)
    quoted = re.compile(rf'(?:^|(?<={escaped}))\s*"(?:[^"]|"")*+"(?=\s*(?:{escaped}|$))')
    opened = re.compile(rf'(?:^|{escaped})\s*"')
    waiting: list[Line] = []
    for line in lines_of(file):
        waiting.append(line)
        while waiting:
            if not waiting[0].text and len(waiting) == 1:
                if waiting[0].text is None:
                    yield Row(first=waiting[0].number, texts=[], raw=waiting[0].raw, open=True)
                waiting = []
                continue
            text = "\n".join(w.text or "" for w in waiting)
            if not opened.search(quoted.sub("", text)):
                yield _row(waiting)
                waiting = []
            elif len(waiting) > MOST_LINES_A_ROW:
                yield _row(waiting[:1], broken=True)
                waiting = waiting[1:]
                yield from _settled(waiting, quoted, opened)
                waiting = []
            else:
                break
    yield from _settled(waiting, quoted, opened)


def _settled(lines: list[Line], quoted: re.Pattern[str], opened: re.Pattern[str]) -> Iterator[Row]:
    """Rows of lines among which a quotation mark stays open: each line for itself, broken if it opens one."""
    for line in lines:
        if line.text:
            yield _row([line], broken=bool(opened.search(quoted.sub("", line.text))))


def _row(lines: list[Line], *, broken: bool = False) -> Row:
    raw = b"\n".join(line.raw for line in lines)
    return Row(first=lines[0].number, texts=[line.text or "" for line in lines], raw=raw, open=broken)


def dialect_of(text: str) -> Dialect | None:
    """The delimiter that parts the first rows most evenly into columns, and the columns' names."""
    best: tuple[float, list[list[str]], str] | None = None
    lines = [line for line in text.split("\n") if line.strip()]
    if lines and lines[0].lower().startswith("sep="):
        lines = lines[1:]
    for delimiter in DELIMITERS:
        try:
            rows = [row for row, _ in zip(csv.reader(lines, delimiter=delimiter), range(LOOKED_AT), strict=False)]
        except csv.Error:
            continue
        counts = [len(row) for row in rows]
        if not counts or counts[0] < 2:
            continue
        evenness = counts.count(counts[0]) / len(counts) + min(counts[0], 20) / 100
        if best is None or evenness > best[0]:
            best = evenness, rows, delimiter
    if best is None:
        return _single_column(lines)
    header = _header(best[1][0])
    names = header or tuple(f"column {n}" for n in range(1, len(best[1][0]) + 1))
    return Dialect(delimiter=best[2], names=_distinct(names), has_header=header is not None)


def _single_column(lines: list[str]) -> Dialect | None:
    """A file of one column is a table if its first line names it."""
    if lines and role_of(lines[0].strip('" ')) is Role.BODY:
        return Dialect(delimiter=",", names=(lines[0].strip('" '),), has_header=True)
    return None


def _header(row: list[str]) -> tuple[str, ...] | None:
    """The row as names of columns, None if it is data already."""
    names = tuple(cell.strip() for cell in row)
    if any(len(name) > MOST_HEADER_CHARACTERS for name in names) or not any(names):
        return None
    known = sum(role_of(name) is not Role.OTHER for name in names)
    if known >= 1 and not any(name.isdigit() for name in names):
        return names
    return names if all(name and not re.search(r"\d{3}", name) and len(name.split()) <= 4 for name in names) else None


def _distinct(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, repeated or missing ones with their number."""
    seen: set[str] = set()
    result = []
    for number, name in enumerate(names, 1):
        unique = name if name and name not in seen else f"{name or 'column'} {number}"
        seen.add(unique)
        result.append(unique)
    return tuple(result)


def _head_text(file: File) -> str:
    head = file.head
    if len(head) < file.size and b"\n" in head:
        head = head[: head.rindex(b"\n") + (2 if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head else 1)]
    try:
        return decode(head).text.replace("\r\n", "\n").replace("\r", "\n")
    except ReadError:
        return ""


def looks_like_csv(file: File) -> bool:
    """Whether it is called CSV and has columns, or has a header that names what ads have and even rows below it."""
    if not looks_like_text(file.head):
        return False
    text = _head_text(file)
    dialect = dialect_of(text)
    if dialect is None:
        return False
    if file.extension in READER.extensions:
        return True
    known = sum(role_of(name) is not Role.OTHER for name in dialect.names)
    if not dialect.has_header or known < LEAST_KNOWN or not has_body(dialect.names):
        return False
    rows = list(zip(csv.reader(text.split("\n"), delimiter=dialect.delimiter), range(4), strict=False))
    return len(rows) > 1 and len({len(row) for row, _ in rows if row}) == 1


LEAST_KNOWN = 2

READER = Reader(
    name="CSV",
    media_type="text/csv",
    extensions=("csv", "tsv", "tab"),
    sniff=looks_like_csv,
    read=read_csv,
    version="1",
)
