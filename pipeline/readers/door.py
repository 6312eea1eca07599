"""The one door: which reader takes a file, and what comes out of it whatever the file is."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.document import Document, Failure, Problem, Source
from pipeline.errors import ReadCode, ReadError
from pipeline.readers.formats import READERS
from pipeline.readers.reader import OUTERMOST, Child, File, Nesting, Read, Reader, file_of, name_id, shown
from pipeline.settings import Limits


def read_bytes(content: bytes, name: str, limits: Limits) -> Iterator[Read]:
    """What is in the bytes, read in this process. For tests and the child; everybody else goes through a Fence."""
    return read_file(content, name, limits)


def read_file(
    content: bytes | Path,
    name: str,
    limits: Limits,
    *,
    nesting: Nesting = OUTERMOST,
    readers: tuple[Reader, ...] = READERS,
) -> Iterator[Read]:
    """What is in the file: documents, failures, files inside it. Never raises for a bad file."""
    try:
        file = file_of(content, shown(name), limits, nesting)
    except OSError as error:
        bare = File(name=shown(name), content=b"", limits=limits, id=name_id(name))
        yield bare.failure(
            ReadCode.UNREADABLE, f"The file cannot be opened ({error.strerror or type(error).__name__})."
        )
        return
    if file.name != name:
        file = _noted(file, ReadCode.BAD_NAME, "Its name is not valid UTF-8 or holds control characters.")
    refused = refusal(file)
    if refused is not None:
        yield refused
        return
    yield from _guarded(file, readers)


def refusal(file: File) -> Failure | None:
    """Why the file is not even looked into, or None."""
    if file.size == 0:
        return file.failure(ReadCode.EMPTY, "The file is empty (0 bytes).")
    if file.size > file.limits.max_bytes:
        allowed, found = file.limits.max_bytes / 1024**2, file.size / 1024**2
        message = f"The file has {found:,.1f} MiB; files up to {allowed:,.1f} MiB are read."
        return file.failure(ReadCode.TOO_LARGE, message)
    return None


def choose(file: File, readers: tuple[Reader, ...]) -> tuple[Reader, File]:
    """The first reader that knows the content, and the file with its media type and a remark on a wrong extension."""
    reader = next(r for r in readers if r.sniff(file))
    file = replace(file, media_type=reader.media_type)
    if not _extension_fits(file.extension, reader, readers):
        message = f"The name ends in .{file.extension}, but the content is {reader.name}; it was read as that."
        file = _noted(file, ReadCode.WRONG_EXTENSION, message)
    return reader, file


def _extension_fits(extension: str, reader: Reader, readers: tuple[Reader, ...]) -> bool:
    """Whether the extension is this reader's, or nobody's (then it says nothing)."""
    return extension in reader.extensions or not any(extension in r.extensions for r in readers)


def _guarded(file: File, readers: tuple[Reader, ...]) -> Iterator[Read]:
    try:
        reader, file = choose(file, readers)
        for read in reader.read(file):
            yield _storable(read, file)
    except ReadError as error:
        yield _storable(file.failure(error.code, error.message), file)
    except RecursionError:
        yield file.failure(ReadCode.TOO_DEEP, "It is nested too deeply to be read.")
    except MemoryError:
        allowed = f"{file.limits.memory_bytes / 1024**2:,.0f} MiB"
        yield file.failure(ReadCode.OUT_OF_MEMORY, f"Reading it takes more than the {allowed} of memory allowed.")
    except OSError as error:
        yield file.failure(ReadCode.UNREADABLE, f"The file cannot be read ({error.strerror or type(error).__name__}).")


def _storable(read: Read, file: File) -> Read:
    """The same with the file's problems, and without characters that no database or JSON takes (one for one)."""
    match read:
        case Document():
            problems = tuple(dict.fromkeys((*file.problems, *read.problems)))
            text = _clean(read.text)
            if text is not read.text or problems != read.problems:
                return replace(read, text=text, problems=problems, source=_clean_source(read))
            return replace(read, source=_clean_source(read)) if read.source.item or read.source.sender else read
        case Failure():
            return replace(read, message=_clean(read.message), source=_clean_source(read))
        case Child():
            return read


def _clean_source(read: Document | Failure) -> Source:
    source = read.source
    return replace(
        source,
        item=source.item and _clean(source.item),
        sent_at=source.sent_at and _clean(source.sent_at),
        sender=source.sender and _clean(source.sender),
        channel=source.channel and _clean(source.channel),
    )


def _clean(text: str) -> str:
    if text.isascii() and "\0" not in text:
        return text
    if "\0" in text:
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\N{REPLACEMENT CHARACTER}" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


def _noted(file: File, code: ReadCode, message: str) -> File:
    return replace(file, problems=(*file.problems, Problem(code=code.value, message=message)))
