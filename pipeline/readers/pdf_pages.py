"""The only module that opens PDFs: pdfium's documents and pages as our page texts, its errors as ours."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.document import Problem, WordBox
from pipeline.errors import ReadCode, ReadError
from pipeline.readers.mojibake import mend
from pipeline.readers.pdf import PageText
from pipeline.readers.pdf_layout import Segment, in_reading_order, segments_of
from pipeline.readers.pdf_tables import MOST_RULINGS, tables_in, with_tables
from pipeline.readers.pdf_words import Word, frame_of, rulings_of, words_of
from pipeline.readers.reader import Child, File

MEANINGLESS_SHARE = 0.2
"""Characters without meaning (control, private use, U+FFFD) among those of a page: hardly any in sound text layers,
above half where a font lacks its table of characters."""
MEANINGLESS = re.compile("[\x00-\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
CATALOG_TYPE = re.compile(rb"/Type\s*/Catalog\b")
PAGE_TYPE = re.compile(rb"/Type\s*/Page\b")
OBJECT = re.compile(rb"(\d+)\s+(\d+)\s+obj\b")
MOST_PAGE_BYTES = 2_000


def open_pdf(file: File) -> tuple[Any, tuple[Problem, ...]]:
    """The open document and what was wrong with it. Raises ReadError: encrypted, damaged, truncated."""
    content = file.content if isinstance(file.content, bytes) else file.content.absolute()
    try:
        return pypdfium2.PdfDocument(content), ()
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            message = "The PDF is locked with a password; ask its owner for it or for an open copy."
            raise ReadError(ReadCode.ENCRYPTED, message) from error
    return _salvaged(file)


def _salvaged(file: File) -> tuple[Any, tuple[Problem, ...]]:
    """The document with a new list of pages, built from the page objects that are still there."""
    data = file.load()
    ended = b"%%EOF" in data[-2048:]
    code, word = (ReadCode.DAMAGED, "damaged") if ended else (ReadCode.TRUNCATED, "cut off before its end")
    for tail in _new_tails(data):
        try:
            document = pypdfium2.PdfDocument(data + tail)
        except pypdfium2.PdfiumError:
            continue
        if len(document):
            problem = Problem(code=code.value, message=f"The PDF is {word}; what could be found in it was read.")
            return document, (problem,)
    raise ReadError(code, f"The PDF is {word}, and no page could be read.")


def _new_tails(data: bytes) -> Iterator[bytes]:
    """Trailers to try: for the file's own catalogue, then for one over all page objects found."""
    for catalogue in list(_objects(data, CATALOG_TYPE))[-1:]:
        yield b"\ntrailer\n<</Root %b>>\nstartxref\n0\n%%%%EOF\n" % catalogue
    kids = list(dict.fromkeys(_objects(data, PAGE_TYPE)))
    if kids:
        free = 1 + max(int(found[1]) for found in OBJECT.finditer(data) if len(found[1]) < 10)
        yield (
            b"\nendstream\nendobj\n%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n"
            b"%d 0 obj\n<</Type/Pages/Count %d/Kids[%b]>>\nendobj\n"
            b"trailer\n<</Root %d 0 R>>\nstartxref\n0\n%%%%EOF\n"
        ) % (free, free + 1, free + 1, len(kids), b" ".join(kids), free)


def _objects(data: bytes, kind: re.Pattern[bytes]) -> Iterator[bytes]:
    """References ("12 0 R") to the objects of that kind that can be seen in the bytes."""
    for found in kind.finditer(data):
        before = data[max(0, found.start() - MOST_PAGE_BYTES) : found.start()]
        headers = list(OBJECT.finditer(before[before.rfind(b"endobj") + 1 :]))
        if headers:
            yield b"%b %b R" % headers[-1].groups()


def read_page(document: Any, number: int, start: int) -> PageText:
    """The page's text in reading order with its word boxes; without text, the reason is in its problems.

    `start` is where the page begins in the whole text.
    """
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return PageText(problems=(_problem(ReadCode.DAMAGED, "This page cannot be read: it is damaged.", number),))
    try:
        text_page = page.get_textpage()
        try:
            return _page_text(page, text_page, number, start)
        finally:
            text_page.close()
    except pypdfium2.PdfiumError:
        return PageText(problems=(_problem(ReadCode.DAMAGED, "This page cannot be read: it is damaged.", number),))
    finally:
        page.close()


def _page_text(page: Any, text_page: Any, number: int, start: int) -> PageText:
    frame = frame_of(page)
    raw = text_page.get_text_range() if text_page.count_chars() else ""
    size = (round(frame.size[0], 2), round(frame.size[1], 2))
    if not raw or raw.isspace():
        return PageText(size=size, problems=_why_empty(page, number))
    if len(MEANINGLESS.findall(raw)) > MEANINGLESS_SHARE * len(raw):
        message = "The text layer of this page is unusable (its letters have no meaning): it needs OCR."
        return PageText(size=size, problems=(_problem(ReadCode.NEEDS_OCR, message, number),))
    words, problems = _mended(words_of(text_page, raw, frame), raw, number)
    tables = tables_in(rulings_of(page, frame, MOST_RULINGS))
    segments = with_tables(words, tables) if tables else segments_of(words)
    text, boxes = _written(in_reading_order(segments), start)
    return PageText(text=text, size=size, words=boxes, problems=problems)


def _why_empty(page: Any, number: int) -> tuple[Problem, ...]:
    """Nothing for a blank page; for one with pictures or drawings that it needs OCR."""
    if pdfium.FPDFPage_CountObjects(page.raw) == 0:
        return ()
    return (_problem(ReadCode.NEEDS_OCR, "This page has no text layer: it needs text recognition (OCR).", number),)


def _mended(words: list[Word], raw: str, number: int) -> tuple[list[Word], tuple[Problem, ...]]:
    """The words with letters put right where a font names Cyrillic letters by their Western neighbours ("Ïðîòîêîë")."""
    mended = mend(" ".join(word.text for word in words)) if not raw.isascii() else None
    if mended is None or len(texts := mended.text.split(" ")) != len(words):
        return words, ()
    message = f"The text layer was in the wrong encoding ({', '.join(mended.mistakes)}) and was mended."
    problem = _problem(ReadCode.WRONG_ENCODING, message, number)
    return [word._replace(text=text) for word, text in zip(words, texts, strict=True)], (problem,)


def _written(lines: list[list[Segment]], start: int) -> tuple[str, tuple[WordBox, ...]]:
    """The lines as text (columns and cells parted by tabs) and the box of each word."""
    pieces: list[str] = []
    boxes: list[WordBox] = []
    at = start
    for separator, (text, box, _, _) in _with_separators(lines):
        begin = at + len(separator)
        at = begin + len(text)
        pieces += (separator, text)
        x0, top, x1, bottom = box
        boxes.append(WordBox(begin, at, round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)))
    return "".join(pieces), tuple(boxes)


def _with_separators(lines: list[list[Segment]]) -> Iterator[tuple[str, Word]]:
    """Each word with what stands before it."""
    separator = ""
    for line in lines:
        for segment in line:
            if segment.rows:
                yield from _cells(segment, separator)
            for word in segment.words:
                yield separator, word
                separator = " "
            separator = "\t"
        separator = "\n"


def _cells(segment: Segment, separator: str) -> Iterator[tuple[str, Word]]:
    """The words of a table: a line a row, a tab between cells, also between empty ones."""
    for row in segment.rows:
        for cell in row:
            for word in cell:
                yield separator, word
                separator = "\n" if word.ends_line and word.text.endswith("-") else " "
            separator = separator + "\t" if separator.endswith(("\t", "\n")) and not cell else "\t"
        separator = "\n"


def attachments(document: Any, file: File) -> Iterator[Child]:
    """The files embedded in the document, as far as they can be taken out."""
    for number in range(document.count_attachments()):
        try:
            attachment = document.get_attachment(number)
            name, data = attachment.get_name(), bytes(attachment.get_data())
        except pypdfium2.PdfiumError:
            continue
        nesting = replace(file.nesting, depth=file.nesting.depth + 1)
        yield Child(path=f"{file.name}/{name or number + 1}", content=data, nesting=nesting)


def _problem(code: ReadCode, message: str, page: int) -> Problem:
    return Problem(code=code.value, message=message, page=page)
