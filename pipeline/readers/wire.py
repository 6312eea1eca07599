"""What parent and child say to each other: frames of 4 bytes length and typed msgpack, never pickle."""

import struct
from collections.abc import Callable
from typing import IO

import msgspec

from pipeline.document import Document, Failure, Page, Problem, Source
from pipeline.readers.reader import Child, Nesting, Read

LENGTH = struct.Struct(">Q")


class Ask(msgspec.Struct, frozen=True, tag="ask"):
    """The parent's request: read this path (as bytes) or, without one, the `size` bytes that follow this frame."""

    name: bytes
    path: bytes | None
    size: int
    nesting: Nesting


class ReadDocument(msgspec.Struct, frozen=True, tag="document"):
    """A document; readers fill nothing but these fields."""

    id: str
    source: Source
    text: str
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]


class ReadFailure(msgspec.Struct, frozen=True, tag="failure"):
    """A failure record."""

    failure: Failure


class ReadChild(msgspec.Struct, frozen=True, tag="child"):
    """A file inside the file."""

    child: Child


class Done(msgspec.Struct, frozen=True, tag="done"):
    """The end of the answer. `leaving`: this child takes no further file (it ran out of memory)."""

    leaving: bool = False


class Died(msgspec.Struct, frozen=True, tag="died"):
    """The reader had a bug: the exception's type and the line, never its text."""

    where: str


Answer = ReadDocument | ReadFailure | ReadChild | Done | Died

_encoder = msgspec.msgpack.Encoder()
encode: Callable[[object], bytes] = _encoder.encode
decode_answer: Callable[[bytes], Answer] = msgspec.msgpack.Decoder(Answer).decode
decode_ask: Callable[[bytes], Ask] = msgspec.msgpack.Decoder(Ask).decode


def answer_of(read: Read) -> Answer:
    """The frame for what a reader yielded."""
    match read:
        case Document():
            return ReadDocument(read.id, read.source, read.text, read.pages, read.problems)
        case Failure():
            return ReadFailure(read)
        case Child():
            return ReadChild(read)


def read_of(answer: ReadDocument | ReadFailure | ReadChild) -> Read:
    """What a reader yielded, from its frame."""
    match answer:
        case ReadDocument():
            return Document(
                id=answer.id, source=answer.source, text=answer.text, pages=answer.pages, problems=answer.problems
            )
        case ReadFailure():
            return answer.failure
        case ReadChild():
            return answer.child


def send(stream: IO[bytes], frame: bytes) -> None:
    """Nothing; the frame is written and flushed. Raises OSError if the other side is gone."""
    stream.write(LENGTH.pack(len(frame)))
    stream.write(frame)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """The next frame, or None at the end of the stream (also in the middle of a frame)."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    body = stream.read(length)
    return body if len(body) == length else None
