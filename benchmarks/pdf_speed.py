"""Pages per processor second and faithfulness of the PDF reader beside pdfplumber and plain pdfium.

    python -m benchmarks.pdf_speed [PDF FILE …]      golden pages repeated to 120 pages, then each file given

Order is the share of words in the right sequence (difflib) against the golden text; files of one's own have none.
"""

import io
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import pdfplumber
import pypdfium2

from pipeline.document import Document
from pipeline.readers import read_bytes
from pipeline.settings import Limits

GOLDEN = Path(__file__).parent.parent / "tests" / "golden" / "readers"
MIX = ("plain", "columns", "columns_interleaved", "table_ruled", "table_plain", "rotated", "shuffled")
PAGES = 120


def ours(data: bytes) -> str:
    return "\n".join(read.text for read in read_bytes(data, "x.pdf", Limits()) if isinstance(read, Document))


def plumber(data: bytes) -> str:
    texts = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            texts.append(page.extract_text())
            page.close()
    return "\n".join(texts)


def pdfium(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def pages_per_s(read: Callable[[bytes], str], data: bytes, pages: int) -> float:
    """Best of three runs, by processor time: other work on the machine does not count."""
    best = 0.0
    for _ in range(3):
        began = time.process_time()
        read(data)
        best = max(best, pages / (time.process_time() - began))
    return best


def order(text: str, golden: str) -> float:
    """Share of the words that stand in the same sequence in both."""
    return SequenceMatcher(None, text.split(), golden.split(), autojunk=False).ratio()


def mixed() -> bytes:
    """All golden pages again and again, as one file."""
    whole = pypdfium2.PdfDocument.new()
    while len(whole) < PAGES:
        for name in MIX:
            whole.import_pages(pypdfium2.PdfDocument(GOLDEN / f"{name}.pdf"))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


class Row(NamedTuple):
    """One file: pages per processor second and order, for Sito, pdfplumber and plain pdfium."""

    name: str
    pages: int
    speeds: tuple[float, float, float]
    orders: tuple[float, float, float] | None


def measure(name: str, data: bytes, golden: str | None) -> Row:
    """Speeds, and orders where the golden text is known."""
    pages = len(pypdfium2.PdfDocument(data))
    sito, plain, bare = (pages_per_s(read, data, pages) for read in (ours, plumber, pdfium))
    orders = (order(ours(data), golden), order(plumber(data), golden), order(pdfium(data), golden)) if golden else None
    return Row(name, pages, (sito, plain, bare), orders)


def rows(files: Iterable[str] = ()) -> Iterator[Row]:
    """The golden files, all their pages as one file, then `files`."""
    for name in MIX:
        expected = json.loads((GOLDEN / f"{name}.pdf.expected.json").read_text("utf-8"))
        yield measure(name, (GOLDEN / f"{name}.pdf").read_bytes(), expected[0]["text"])
    yield measure(f"all of them, {PAGES} pages", mixed(), None)
    for file in files:
        yield measure(Path(file).name, Path(file).read_bytes(), None)


def pdf_table(files: Iterable[str] = ()) -> list[str]:
    """The table in Markdown."""
    head = "| PDF | Pages | Sito, pages/s of CPU | pdfplumber | plain pdfium | Sito : pdfplumber | Order |"
    lines = [head, "|---|--:|--:|--:|--:|--:|---|"]
    for row in rows(files):
        orders = " / ".join(f"{value:.2f}" for value in row.orders) if row.orders else "–"
        speeds = " | ".join(f"{speed:.0f}" for speed in row.speeds)
        lines.append(f"| {row.name} | {row.pages} | {speeds} | {row.speeds[0] / row.speeds[1]:.1f} × | {orders} |")
    return [*lines, "", "Order: share of the words in the right sequence, Sito / pdfplumber / plain pdfium."]


if __name__ == "__main__":
    sys.stdout.write("\n".join(pdf_table(sys.argv[1:])) + "\n")
