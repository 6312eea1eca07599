"""A polite failure for everything no other reader takes, naming what it is."""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.errors import ReadCode, ReadError
from pipeline.readers.reader import File, Read, Reader


class Known(NamedTuple):
    """A kind of file that is recognised and not read: name, first bytes, where they stand, extensions."""

    name: str
    magic: tuple[bytes, ...]
    extensions: tuple[str, ...]
    at: int = 0


IMAGES = (
    Known("a JPEG picture", (b"\xff\xd8\xff",), ("jpg", "jpeg", "jfif")),
    Known("a PNG picture", (b"\x89PNG\r\n\x1a\n",), ("png",)),
    Known("a GIF picture", (b"GIF87a", b"GIF89a"), ("gif",)),
    Known("a TIFF picture", (b"II*\0", b"MM\0*"), ("tif", "tiff")),
    Known("a WebP picture", (b"WEBP",), ("webp",), 8),
    Known("a HEIC picture", (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"), ("heic", "heif", "avif"), 4),
    Known("a Windows bitmap", (b"BM",), ("bmp",)),
    Known("a DjVu scan", (b"AT&TFORM",), ("djvu", "djv")),
)
OTHERS = (
    Known("an RTF document", (b"{\\rtf",), ("rtf",)),
    Known("a 7z archive", (b"7z\xbc\xaf\x27\x1c",), ("7z",)),
    Known("a RAR archive", (b"Rar!\x1a\x07",), ("rar",)),
    Known("a gzip archive", (b"\x1f\x8b",), ("gz", "tgz")),
    Known("a bzip2 archive", (b"BZh",), ("bz2",)),
    Known("an xz archive", (b"\xfd7zXZ\0",), ("xz",)),
    Known("a Zstandard archive", (b"\x28\xb5\x2f\xfd",), ("zst",)),
    Known("a tar archive", (b"ustar",), ("tar",), 257),
    Known("an SQLite database", (b"SQLite format 3\0",), ("sqlite", "sqlite3", "db")),
    Known("an Outlook mailbox", (b"!BDN",), ("pst", "ost")),
    Known("a video", (b"ftyp",), ("mp4", "mov", "m4v", "3gp"), 4),
    Known("a video", (b"\x1aE\xdf\xa3",), ("mkv", "webm")),
    Known("a sound recording or video", (b"RIFF",), ("wav", "avi")),
    Known("a sound recording", (b"OggS", b"ID3", b"\xff\xfb", b"\xff\xf3", b"fLaC"), ("ogg", "oga", "mp3", "flac")),
    Known("a Windows program", (b"MZ",), ("exe", "dll", "msi")),
    Known("a Linux program", (b"\x7fELF",), ("so", "bin")),
    Known("a PostScript file", (b"%!PS",), ("ps", "eps")),
    Known("a signed container (p7s)", (b"\x30\x82",), ("p7s", "p7m", "p7b")),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_KINDS = (
    ("WordDocument", "a Word document of the old kind (DOC)"),
    ("Workbook", "an Excel workbook of the old kind (XLS)"),
    ("Book", "an Excel workbook of the old kind (XLS)"),
    ("PowerPoint Document", "a PowerPoint presentation of the old kind (PPT)"),
    ("__substg1.0_", "an Outlook message (MSG)"),
)
ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")


def known(file: File) -> Known | None:
    """What the first bytes say it is."""
    return next((kind for kind, _ in _matches(file)), None)


def _matches(file: File) -> Iterator[tuple[Known, bytes]]:
    """The kinds whose mark stands where it should, with that mark."""
    return ((k, m) for k in (*IMAGES, *OTHERS) for m in k.magic if file.head.startswith(m, k.at))


def read_known(file: File) -> Iterator[Read]:
    """Nothing. Raises ReadError: needs_ocr for pictures, encrypted, unsupported."""
    if file.head.startswith(OLE):
        raise _ole_error(file)
    kind = known(file)
    if kind in IMAGES:
        raise ReadError(ReadCode.NEEDS_OCR, f"It is {kind.name}: it needs text recognition (OCR).")
    raise ReadError(
        ReadCode.UNSUPPORTED, f"It is {kind.name if kind else 'of an unknown kind'}; such files are not read yet."
    )
    yield


def _ole_error(file: File) -> ReadError:
    """What is inside an old Microsoft container, by the names of its streams."""
    data = file.load()
    if ENCRYPTED_OFFICE in data:
        return ReadError(ReadCode.ENCRYPTED, "The Office document is locked with a password.")
    kinds = (name for stream, name in OLE_KINDS if stream.encode("utf-16-le") in data)
    name = next(kinds, "an Office file of the old kind")
    return ReadError(
        ReadCode.UNSUPPORTED, f"It is {name}; such files are not read yet. Saved as DOCX or PDF it can be read."
    )


def read_unknown(file: File) -> Iterator[Read]:
    """Nothing. Raises ReadError."""
    kind = f"a .{file.extension} file" if file.extension else "a file without extension"
    if not file.head.strip(b"\0"):
        raise ReadError(ReadCode.DAMAGED, "It holds nothing but zero bytes: it was not copied or recovered completely.")
    raise ReadError(ReadCode.UNSUPPORTED, f"It is {kind} of a kind that is not known here; it was not read.")
    yield


def _is_binary_kind(file: File) -> bool:
    if file.head.startswith(OLE):
        return True
    for kind, mark in _matches(file):
        is_word = len(mark) <= SHORT_MAGIC and mark.isascii() and mark.isalnum()
        if not is_word or file.extension in kind.extensions or b"\0" in file.head:
            return True
    return False


SHORT_MAGIC = 3
"""Marks of up to three letters also begin texts ("BM", "MZ", "ID3"): zero bytes or the extension must agree."""

KNOWN = Reader(
    name="a kind of file that is not read yet",
    media_type="application/octet-stream",
    extensions=(*(e for k in (*IMAGES, *OTHERS) for e in k.extensions), "doc", "xls", "ppt", "msg"),
    sniff=_is_binary_kind,
    read=read_known,
    version="1",
)
UNKNOWN = Reader(
    name="an unknown kind of file",
    media_type="application/octet-stream",
    extensions=(),
    sniff=lambda file: True,
    read=read_unknown,
    version="1",
)
