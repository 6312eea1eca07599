"""Plain text in any encoding people use; also the one way in which other readers turn bytes into characters."""

from collections.abc import Iterator

from pipeline.document import Problem
from pipeline.errors import ReadCode, ReadError
from pipeline.readers.encodings import CONTROL_SHARE, MARKS, control_share, decode
from pipeline.readers.mojibake import mend
from pipeline.readers.reader import File, Read, Reader

BYTES_PER_CHARACTER = 4
"""The most that any encoding here takes for one character."""


def characters(data: bytes, *, declared: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """The bytes as text with "\\n" line ends, wrong encodings mended, and what was wrong.

    Raises ReadError (wrong_encoding) if they are no text.
    """
    decoded = decode(data, declared=declared)
    text, problems = decoded.text, []
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if decoded.lost:
        message = f"{decoded.lost:,} characters could not be decoded as {decoded.encoding} and are shown as \ufffd."
        problems.append(Problem(code=ReadCode.WRONG_ENCODING.value, message=message))
    if " and " in decoded.encoding:
        message = f"Parts of it are in different encodings ({decoded.encoding})."
        problems.append(Problem(code=ReadCode.WRONG_ENCODING.value, message=message))
    if (mended := mend(text)) is not None:
        message = f"The text had been saved in the wrong encoding ({', '.join(mended.mistakes)}) and was mended."
        return mended.text, (*problems, Problem(code=ReadCode.WRONG_ENCODING.value, message=message))
    return text, tuple(problems)


def small_enough(file: File) -> bytes:
    """All bytes of a file that is to become one text. Raises ReadError (too_large) before reading too many."""
    most = file.limits.max_text_chars * BYTES_PER_CHARACTER
    if file.size > most:
        message = (
            f"It has {file.size / 1024**2:,.1f} MiB of text; up to {most / 1024**2:,.1f} MiB are read as one document."
        )
        raise ReadError(ReadCode.TOO_LARGE, message)
    return file.load()


def looks_like_text(head: bytes) -> bool:
    """Whether the first bytes are text in some encoding."""
    if head.startswith(tuple(mark for mark, _ in MARKS)):
        return True
    if control_share(head) <= CONTROL_SHARE:
        return True
    try:
        return "\0" not in decode(head[:-1] if len(head) % 2 else head).text
    except ReadError:
        return False


def read_text(file: File) -> Iterator[Read]:
    """One document. Raises ReadError: empty, too_large, wrong_encoding."""
    text, problems = characters(small_enough(file))
    yield file.document(text, problems=problems)


READER = Reader(
    name="text",
    media_type="text/plain",
    extensions=("txt", "text", "log", "md", "me", "asc"),
    sniff=lambda file: looks_like_text(file.head),
    read=read_text,
    version="1",
)
