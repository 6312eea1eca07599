"""ZIP containers under limits: names in the encodings of old archivers, members read as far as they may be."""

import lzma
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass

from pipeline.errors import ReadCode, ReadError
from pipeline.readers.encodings import one_byte_encoding
from pipeline.readers.reader import File, shown

BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, RuntimeError,
    NotImplementedError, OverflowError, LookupError,
)  # fmt: skip
"""What the standard library's zipfile raises on damaged or strange archives."""
UTF8_NAME, ENCRYPTED = 0x800, 0x1
UNICODE_PATH = 0x7075
HARMLESS_BYTES = 1024 * 1024
"""Members of up to 1 MiB may be compressed as highly as they like: a page of blanks is no bomb."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in an archive; `name` is for display."""

    name: str
    size: int
    info: zipfile.ZipInfo

    @property
    def is_link(self) -> bool:
        return stat.S_ISLNK(self.info.external_attr >> 16)

    @property
    def is_encrypted(self) -> bool:
        return bool(self.info.flag_bits & ENCRYPTED)


def open_zip(file: File) -> zipfile.ZipFile:
    """The open archive. Raises ReadError (truncated, damaged)."""
    try:
        return zipfile.ZipFile(file.open())
    except BROKEN as error:
        if file.head.startswith(b"PK\x03\x04"):
            message = "The archive is cut off or damaged: its list of contents at the end is missing."
            raise ReadError(ReadCode.TRUNCATED, message) from error
        raise ReadError(ReadCode.DAMAGED, "The archive is damaged: its list of contents cannot be read.") from error


def names_in(file: File) -> frozenset[str]:
    """Raw names of an archive's members; none if it is no readable archive."""
    if not file.head.startswith(b"PK"):
        return frozenset()
    try:
        with zipfile.ZipFile(file.open()) as archive:
            return frozenset(archive.namelist())
    except BROKEN:
        return frozenset()


def members_of(archive: zipfile.ZipFile) -> list[Member]:
    """All files of the archive, without folders, in its order."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    old = [_raw_name(info) for info in infos if not info.flag_bits & UTF8_NAME]
    encoding = _old_encoding([name for name in old if name is not None])
    return [Member(name=display_name(_name(info, encoding)), size=info.file_size, info=info) for info in infos]


def read_member(archive: zipfile.ZipFile, member: Member, most: int, ratio: int) -> bytes:
    """The member's bytes. Raises ReadError: encrypted, too_large, unsupported, damaged."""
    info = member.info
    if member.is_encrypted:
        raise ReadError(ReadCode.ENCRYPTED, "It is locked with a password inside the archive.")
    if info.file_size > most:
        message = f"Unpacked it has {info.file_size / 1024**2:,.1f} MiB; {most / 1024**2:,.1f} MiB are allowed here."
        raise ReadError(ReadCode.TOO_LARGE, message)
    if info.file_size > HARMLESS_BYTES and info.file_size > ratio * max(1, info.compress_size):
        message = (
            f"It is compressed more than {ratio}-fold, which is how archives attack programs; it was not unpacked."
        )
        raise ReadError(ReadCode.TOO_LARGE, message)
    try:
        with archive.open(info) as stream:
            data = stream.read(most + 1)
    except NotImplementedError as error:
        raise ReadError(ReadCode.UNSUPPORTED, "It is compressed in a way that is not known here.") from error
    except BROKEN as error:
        raise ReadError(ReadCode.DAMAGED, "It is damaged inside the archive and cannot be unpacked.") from error
    if len(data) > most:
        raise ReadError(ReadCode.TOO_LARGE, f"Unpacked it has more than the {most / 1024**2:,.1f} MiB allowed here.")
    return data


def display_name(name: str) -> str:
    """The member's name made safe for display: no way up, no empty parts, no control characters.

    >>> display_name("..\\\\..\\\\etc/./passwd")
    '(..)/(..)/etc/passwd'
    """
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    return shown("/".join("(..)" if part == ".." else part for part in parts)) or "(no name)"


def _name(info: zipfile.ZipInfo, encoding: str) -> str:
    """The name as it was meant: flagged UTF-8, Info-ZIP's Unicode field, or the bytes in the archive's old encoding."""
    if info.flag_bits & UTF8_NAME:
        return info.filename
    if (named := _unicode_field(info.extra)) is not None:
        return named
    raw = _raw_name(info)
    return info.filename if raw is None or raw.isascii() else raw.decode(encoding, "replace")


def _raw_name(info: zipfile.ZipInfo) -> bytes | None:
    try:
        return info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return None


def _old_encoding(names: list[bytes]) -> str:
    joined = b"\n".join(name for name in names if not name.isascii())
    try:
        joined.decode("utf-8")
    except UnicodeDecodeError:
        return one_byte_encoding(joined)
    return "utf-8"


def _unicode_field(extra: bytes) -> str | None:
    """The name in Info-ZIP's field 0x7075 (version, CRC of the old name, UTF-8 name), if there is one."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == UNICODE_PATH and size > 5:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return None
