"""The child process: reads one file after another behind the fence and answers on standard output.

Started by `fence.py` as `python -m pipeline.readers.child LIMITS-JSON [MODULE:READER …]`.
"""

import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import msgspec

from pipeline.document import Failure
from pipeline.errors import ReadCode
from pipeline.readers.door import read_file
from pipeline.readers.formats import READERS
from pipeline.readers.reader import Reader
from pipeline.readers.sandbox import allow_seconds, close_fence, set_alarm
from pipeline.readers.wire import Ask, Died, Done, answer_of, decode_ask, encode, receive, send
from pipeline.settings import Limits


def main(arguments: list[str]) -> None:
    """Nothing; serves until standard input ends."""
    limits = msgspec.json.decode(arguments[0], type=Limits)
    readers = (*map(_extra, arguments[1:]), *READERS)
    requests, answers = _streams()
    sys.excepthook = lambda kind, error, trace: _report(answers, kind, trace)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    close_fence(limits)
    leaving = False
    while not leaving and (frame := receive(requests)) is not None:
        leaving = _serve(decode_ask(frame), requests, answers, limits, readers)


def _serve(ask: Ask, requests: BinaryIO, answers: BinaryIO, limits: Limits, readers: tuple[Reader, ...]) -> bool:
    """Whether this process should take no further file."""
    content = Path(os.fsdecode(ask.path)) if ask.path is not None else requests.read(ask.size)
    name = ask.name.decode("utf-8", "surrogatepass")
    seconds, leaving = limits.timeout_s(ask.size), False
    allow_seconds(seconds)
    for read in read_file(content, name, limits, nesting=ask.nesting, readers=readers):
        leaving |= isinstance(read, Failure) and read.code == ReadCode.OUT_OF_MEMORY
        set_alarm(0)
        send(answers, encode(answer_of(read)))
        set_alarm(seconds)
    set_alarm(0)
    send(answers, encode(Done(leaving=leaving)))
    return leaving


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output, both kept from whatever libraries may print or read."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", buffering=1024 * 1024)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return requests, answers


def _extra(spelled: str) -> Reader:
    module, _, name = spelled.partition(":")
    reader = getattr(import_module(module), name)
    if not isinstance(reader, Reader):
        raise TypeError(f"{spelled} is no Reader")
    return reader


def _report(answers: BinaryIO, kind: type[BaseException], trace: TracebackType | None) -> None:
    """Nothing; says what broke and where, without a word out of the file."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name} line {trace.tb_lineno}" if trace else "?"
    send(answers, encode(Died(f"{kind.__name__} in {where}")))


if __name__ == "__main__":
    main(sys.argv[1:])
