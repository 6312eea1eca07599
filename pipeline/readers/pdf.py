"""PDF with a text layer: text page by page in reading order, tables row by row, a box for every word."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.document import Page, Problem, WordBox
from pipeline.errors import ReadCode, ReadError
from pipeline.readers.reader import File, Read, Reader


@dataclass(slots=True, kw_only=True)
class PageText:
    """What was read of a page: its text, boxes by offsets in the whole text, and what was wrong."""

    text: str = ""
    size: tuple[float, float] = (0.0, 0.0)
    words: tuple[WordBox, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True, kw_only=True)
class Gathered:
    """The pages so far, with their offsets in the whole text."""

    texts: list[str] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    length: int = 0

    @property
    def start(self) -> int:
        """Where the next page begins: behind the last one and a line end."""
        return self.length + 1 if self.texts else 0

    def add(self, number: int, page: PageText) -> None:
        """Nothing; the page stands behind the others."""
        start = self.start
        self.length = start + len(page.text)
        width, height = page.size
        self.pages.append(
            Page(number=number, start=start, end=self.length, width=width, height=height, words=page.words)
        )
        self.texts.append(page.text)
        self.problems.extend(page.problems)


def read_pdf(file: File) -> Iterator[Read]:
    """One document, then the files embedded in it. Raises ReadError: encrypted, damaged, needs_ocr, empty."""
    from pipeline.readers import pdf_pages

    document, problems = pdf_pages.open_pdf(file)
    with document:
        gathered = Gathered(problems=list(problems))
        total = len(document)
        for number in range(1, total + 1):
            page = pdf_pages.read_page(document, number, gathered.start)
            if gathered.length + len(page.text) >= file.limits.max_text_chars:
                gathered.problems.append(_too_long(number, total))
                break
            gathered.add(number, page)
        yield from pdf_pages.attachments(document, file)
    if not any(page.words for page in gathered.pages):
        raise _no_text(gathered)
    yield file.document("\n".join(gathered.texts), pages=tuple(gathered.pages), problems=tuple(gathered.problems))


def _too_long(number: int, total: int) -> Problem:
    message = f"The text is too long: pages {number} to {total} were left out."
    return Problem(code=ReadCode.TOO_LARGE.value, message=message, page=number)


def _no_text(gathered: Gathered) -> ReadError:
    """Why a document without any word is none."""
    codes = {problem.code for problem in gathered.problems}
    count = len(gathered.pages)
    if ReadCode.TRUNCATED in codes:
        return ReadError(ReadCode.TRUNCATED, "The PDF is cut off before its end, and no text is left in it.")
    if ReadCode.NEEDS_OCR in codes:
        pages = "Its one page has" if count == 1 else f"None of its {count} pages has"
        usable = "no" if count == 1 else "a"
        return ReadError(ReadCode.NEEDS_OCR, f"{pages} {usable} usable text layer: it needs text recognition (OCR).")
    if ReadCode.DAMAGED in codes or not count:
        return ReadError(ReadCode.DAMAGED, "The PDF is damaged: none of its pages could be read.")
    return ReadError(ReadCode.EMPTY, f"All its pages ({count}) are blank.")


READER = Reader(
    name="PDF",
    media_type="application/pdf",
    extensions=("pdf",),
    sniff=lambda file: b"%PDF-" in file.head[:1024],
    read=read_pdf,
    version="2",
)
