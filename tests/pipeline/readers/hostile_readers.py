"""Readers that misbehave on purpose, one for each way a parser goes wrong; the fence loads them by name."""

import ctypes
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.errors import ReadCode
from pipeline.readers import File, Read, Reader


def reader(word: str, act: Callable[[File], object]) -> Reader:
    """A reader that takes files beginning with the word and does the act on them."""

    def read(file: File) -> Iterator[Read]:
        yield file.document(f"{word} {act(file)}")

    return taking(word, read)


def taking(word: str, read: Callable[[File], Iterator[Read]]) -> Reader:
    """A reader of files that begin with the word."""
    mark = word.encode()
    return Reader(
        name=word,
        media_type="text/x-test",
        extensions=(),
        sniff=lambda file: file.head.startswith(mark),
        read=read,
        version="1",
    )


def hang(file: File) -> None:
    threading.Event().wait()


def burn(file: File) -> None:
    while True:
        pass


def eat(file: File) -> None:
    hoard = []
    while True:
        hoard.append(bytearray(16 * 1024 * 1024))


def crash(file: File) -> None:
    ctypes.string_at(0)


def leave(file: File) -> None:
    sys.exit(3)


def stumble(file: File) -> None:
    raise KeyError("таємне слово")


def call_home(file: File) -> None:
    socket.socket().connect(("127.0.0.1", 9))


def write(file: File) -> None:
    Path("stolen.txt").write_text("x")


def run(file: File) -> None:
    subprocess.run(["true"], check=False)


def chatter(file: File) -> str:
    print("noise on standard output")
    return "said"


def pour(file: File) -> Iterator[Read]:
    for number in range(1000):
        yield file.failure(ReadCode.BROKEN_RECORD, f"record {number}", item=f"line {number}")
    hang(file)


HANG = reader("HANG", hang)
BURN = reader("BURN", burn)
EAT = reader("EAT", eat)
CRASH = reader("CRASH", crash)
LEAVE = reader("LEAVE", leave)
STUMBLE = reader("STUMBLE", stumble)
CALL = reader("CALL", call_home)
WRITE = reader("WRITE", write)
RUN = reader("RUN", run)
CHATTER = reader("CHATTER", chatter)
POUR = taking("POUR", pour)
