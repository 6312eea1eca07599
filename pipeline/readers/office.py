"""Office files that are ZIP containers inside and are not read yet: named, so that nobody takes them for archives."""

from collections.abc import Iterator

from pipeline.errors import ReadCode, ReadError
from pipeline.readers.reader import File, Read, Reader
from pipeline.readers.zipped import names_in

KINDS = (
    ("xl/workbook.xml", "an Excel workbook (XLSX)"),
    ("xl/workbook.bin", "an Excel workbook (XLSB)"),
    ("ppt/presentation.xml", "a PowerPoint presentation (PPTX)"),
    ("content.xml", "an OpenDocument file (ODT, ODS, ODP)"),
    ("META-INF/container.xml", "an e-book (EPUB)"),
    ("AndroidManifest.xml", "an Android program (APK)"),
    ("Index/Document.iwa", "an Apple iWork document"),
)


def read_office(file: File) -> Iterator[Read]:
    """Nothing. Raises ReadError (unsupported)."""
    raise ReadError(ReadCode.UNSUPPORTED, f"It is {_kind(file)}; such files are not read yet. Saved as PDF it can be.")
    yield


def _kind(file: File) -> str | None:
    names = names_in(file)
    return next((kind for name, kind in KINDS if name in names), None)


READER = Reader(
    name="an office file that is not read yet",
    media_type="application/octet-stream",
    extensions=("xlsx", "xlsm", "xlsb", "pptx", "odt", "ods", "odp", "epub", "apk", "pages", "numbers"),
    sniff=lambda file: _kind(file) is not None,
    read=read_office,
    version="1",
)
