"""Pages per processor second and faithfulness of the PDF reader beside pdfplumber and plain pdfium.

    python -m benchmarks.pdf_speed [PDF FILE …]      golden pages repeated to 120 pages, then each file given

Order is the share of words in the right sequence (difflib) against the golden text; files of one's own have none.
"""

import io
import json
import sys
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

import pdfplumber
import pypdfium2

from pipeline.document import Document
from pipeline.readers import read_bytes
from pipeline.settings import Limits

GOLDEN = Path(__file__).parent.parent / "tests" / "golden" / "readers"
MIX = ("plain", "columns", "columns_interleaved", "table_ruled", "table_plain", "rotated", "shuffled")
PAGES = 120
ROW = "{:<34}{:>6}{:>10}{:>10}{:>10}{:>8}   {}\n"


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


def row(name: str, data: bytes, golden: str | None) -> None:
    pages = len(pypdfium2.PdfDocument(data))
    speeds = [pages_per_s(read, data, pages) for read in (ours, plumber, pdfium)]
    orders = [f"{order(read(data), golden):.2f}" if golden else "-" for read in (ours, plumber, pdfium)]
    ratio = f"{speeds[0] / speeds[1]:.1f}x"
    sys.stdout.write(ROW.format(name, pages, *(f"{s:.0f}" for s in speeds), ratio, " / ".join(orders)))


def main(files: list[str]) -> None:
    sys.stdout.write(ROW.format("file", "pages", "sito p/s", "plumber", "pdfium", "ratio", "order sito/plumber/pdfium"))
    for name in MIX:
        expected = json.loads((GOLDEN / f"{name}.pdf.expected.json").read_text("utf-8"))
        row(name, (GOLDEN / f"{name}.pdf").read_bytes(), expected[0]["text"])
    row(f"all of them, {PAGES} pages", mixed(), None)
    for file in files:
        row(Path(file).name, Path(file).read_bytes(), None)


if __name__ == "__main__":
    main(sys.argv[1:])
