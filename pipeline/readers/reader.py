"""What a reader is, what it is given and what it yields."""

import json
import mmap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.document import Document, Failure, Page, Problem, Source
from pipeline.errors import ReadCode, ReadError
from pipeline.settings import Limits

HEAD_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Nesting:
    """How deep a file lies inside others, and what may still be unpacked from it (None: what the limits say).

    An archive divides what is left of its allowance among the archives inside it, so the total that one
    outermost file can unfold into is bounded without any shared state.
    """

    depth: int = 0
    bytes: int | None = None
    members: int | None = None


OUTERMOST = Nesting()


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A file found inside a file (archive member, e-mail attachment), to be read again as a file of its own.

    `path` ("a.zip/inner/x.txt") is made safe for display and never used as a file-system path;
    `nesting` goes back into `Fence.read` with the content.
    """

    path: str
    content: bytes
    nesting: Nesting = Nesting(depth=1)


Read = Document | Failure | Child


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file as a reader gets it: its name for people, its bytes (in memory or by path), what it was taken for."""

    name: str
    content: bytes | Path
    limits: Limits
    nesting: Nesting = OUTERMOST
    media_type: str = "application/octet-stream"
    problems: tuple[Problem, ...] = ()
    id: str = ""
    size: int = 0
    head: bytes = field(default=b"", repr=False)

    @property
    def extension(self) -> str:
        """The name's extension, lower-case, without the dot; "" if there is none."""
        stem, dot, extension = self.name.rsplit("/", 1)[-1].rpartition(".")
        return extension.lower() if dot and stem else ""

    def open(self) -> BinaryIO:
        """A seekable binary stream of the content, at its start."""
        return BytesIO(self.content) if isinstance(self.content, bytes) else self.content.open("rb")

    def load(self) -> bytes:
        """All the content, in memory."""
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()

    def buffer(self) -> "bytes | mmap.mmap":
        """The content as something to slice, without copying a file on disk into memory."""
        if isinstance(self.content, bytes) or self.size == 0:
            return self.load()
        with self.content.open("rb") as stream:
            return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)

    def source(self, *, item: str | None = None, size: int | None = None, **said: str | None) -> Source:
        """Where a document of this file comes from; `said` are sent_at, sender, channel."""
        return Source(
            path=self.name, media_type=self.media_type, item=item, bytes=self.size if size is None else size, **said
        )

    def document(self, text: str, *, pages: tuple[Page, ...] = (), problems: tuple[Problem, ...] = ()) -> Document:
        """The one document this file is.

        Raises ReadError if there is no text in it, or more than the limits allow.
        """
        check_text(text, self.limits)
        return Document(
            id=self.id, source=self.source(), text=text, pages=pages, problems=tuple(dict.fromkeys(problems))
        )

    def failure(self, code: ReadCode, message: str, *, item: str | None = None, id: str | None = None) -> Failure:
        """The record that this file, or the named item of it, has no document."""
        return Failure(id=id or self.id, source=self.source(item=item), code=code.value, message=message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One format. `sniff` says by a file's first 64 KiB (`File.head`) and extension whether it is of this format.

    `read` yields what is in the file and raises ReadError where nothing (more) can be read. A new `version`
    makes everything this reader has read stale.
    """

    name: str
    media_type: str
    extensions: tuple[str, ...]
    sniff: Callable[[File], bool]
    read: Callable[[File], Iterator[Read]]
    version: str


def check_text(text: str, limits: Limits) -> None:
    """Nothing, if the text is fit to be a document. Raises ReadError: empty, too large."""
    if not text or text.isspace():
        raise ReadError(ReadCode.EMPTY, "There is no text in it.")
    if len(text) > limits.max_text_chars:
        raise ReadError(
            ReadCode.TOO_LARGE,
            f"It holds {len(text):,} characters of text; up to {limits.max_text_chars:,} are read as one document.",
        )


def file_of(content: bytes | Path, name: str, limits: Limits, nesting: Nesting = OUTERMOST) -> File:
    """The file with its hash, size and head filled in. Raises OSError if it cannot be read."""
    if isinstance(content, bytes):
        digest, size, head = sha256(content).hexdigest(), len(content), content[:HEAD_BYTES]
    else:
        digest, size, head = hash_of(content), content.stat().st_size, _head(content)
    return File(name=name, content=content, limits=limits, nesting=nesting, id=digest, size=size, head=head)


def hash_of(path: Path) -> str:
    """SHA-256 of the file's bytes, as 64 hex digits. Raises OSError if it cannot be read."""
    digest = sha256()
    with path.open("rb") as stream:
        while block := stream.read(1024 * 1024):
            digest.update(block)
    return digest.hexdigest()


def record_id(record: Any) -> str:
    """SHA-256 of a feed's record in canonical JSON: keys sorted, no blanks, UTF-8."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def name_id(name: str) -> str:
    """SHA-256 of the name, the identity of what cannot be opened."""
    return sha256(name_bytes(name)).hexdigest()


def name_bytes(name: str) -> bytes:
    """The name as bytes, without loss even if it is no valid Unicode; decode with "surrogatepass" to undo it."""
    return name.encode("utf-8", "surrogatepass")


def shown(name: str) -> str:
    """The name as people and databases can take it: bytes that are not UTF-8 as \\xNN, control characters as U+FFFD."""
    return "".join(map(_shown_character, name))


def _shown_character(character: str) -> str:
    if "\udc80" <= character <= "\udcff":
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(HEAD_BYTES)
