"""The parent's side of the fence: files are handed to a recycled child process and never opened here."""

import os
import resource
import select
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from logging import getLogger
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from pipeline.document import Failure
from pipeline.errors import ReadCode
from pipeline.readers.door import read_bytes
from pipeline.readers.reader import OUTERMOST, File, Nesting, Read, file_of, name_bytes, name_id, shown
from pipeline.readers.wire import (
    LENGTH,
    Answer,
    Ask,
    Died,
    Done,
    ReadChild,
    ReadDocument,
    ReadFailure,
    decode_answer,
    encode,
    read_of,
    send,
)
from pipeline.settings import Limits

__all__ = ["Fence", "read_bytes"]

HOME = Path(__file__).resolve().parent.parent.parent
MEMORY_DEATHS = (signal.SIGABRT, signal.SIGTRAP, signal.SIGILL, signal.SIGSEGV)
log = getLogger(__name__)


class ChildDiedError(Exception):
    """The child process ended, or was ended, before its answer was complete."""


class ChildSlowError(ChildDiedError):
    """It took longer than it may."""


class ChildFullError(ChildDiedError):
    """It ran out of memory, as far as one can tell from outside."""


class Fence:
    """A door with one child process behind it, which is replaced after `limits.files_per_reader` files or a death.

    One fence serves one file at a time; use one per thread. `extra_readers` ("module:NAME") go before READERS.
    """

    def __init__(self, limits: Limits, *, extra_readers: tuple[str, ...] = ()) -> None:
        self.limits = limits
        self._extra = extra_readers
        self._child: ChildProcess | None = None
        self._served = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Nothing; the child process is gone."""
        if self._child is not None:
            self._child.kill()
            self._child = None

    def read(self, content: Path | bytes, *, name: str, nesting: Nesting = OUTERMOST) -> Iterator[Read]:
        """What is in the file, in order. Never raises for a bad file: yields a Failure."""
        try:
            size = _size_of(content)
        except OSError as error:
            yield _unopened(name, self.limits, f"The file cannot be opened ({error.strerror or type(error).__name__}).")
            return
        if size is None:
            yield _unopened(name, self.limits, "It is no ordinary file (a folder, device or pipe).")
            return
        finished = False
        try:
            yield from self._answers(content, name, nesting, size)
            finished = True
        except ChildDiedError as death:
            yield self._failure_of(death, content, name, size)
        finally:
            if not finished:
                self.close()

    def _answers(self, content: Path | bytes, name: str, nesting: Nesting, size: int) -> Iterator[Read]:
        path = None if isinstance(content, bytes) else os.fsencode(content)
        child = self._ready()
        child.ask(Ask(name=name_bytes(name), path=path, size=size, nesting=nesting), content)
        left = self.limits.timeout_s(size)
        while True:
            began = time.monotonic()
            answer = child.answer(left)
            left -= time.monotonic() - began
            match answer:
                case ReadDocument() | ReadFailure() | ReadChild():
                    yield read_of(answer)
                case Died(where=where):
                    raise ChildDiedError(where)
                case Done(leaving=leaving):
                    self._served += 1
                    if leaving or self._served >= self.limits.files_per_reader:
                        self.close()
                    return

    def _ready(self) -> "ChildProcess":
        if self._child is not None and self._child.process.poll() is not None:
            self.close()
        if self._child is None:
            self._child = ChildProcess(self.limits, self._extra)
            self._served = 0
        return self._child

    def _failure_of(self, death: ChildDiedError, content: Path | bytes, name: str, size: int) -> Failure:
        """The record of a file that its reader did not survive."""
        code, message = ReadCode.READER_DIED, f"The reader stopped on this file ({death})."
        if isinstance(death, ChildSlowError):
            seconds = self.limits.timeout_s(size)
            code, message = (
                ReadCode.TIMEOUT,
                f"Reading it took longer than the {seconds:.1f} s allowed and was stopped.",
            )
        elif isinstance(death, ChildFullError):
            allowed = f"{self.limits.memory_bytes / 1024**2:,.0f} MiB"
            code = ReadCode.OUT_OF_MEMORY
            message = f"Reading it takes more than the {allowed} of memory allowed ({death})."
        try:
            file = file_of(content, shown(name), self.limits)
        except OSError:
            file = _bare(name, self.limits)
        log.warning("reader lost on %s: %s (%s)", file.id[:12], code.value, death)
        return file.failure(code, message)


class ChildProcess:
    """One running child and the pipes to it."""

    def __init__(self, limits: Limits, extra_readers: tuple[str, ...]) -> None:
        arguments = [sys.executable, "-m", "pipeline.readers.child", msgspec.json.encode(limits).decode()]
        self.limits = limits
        self._inherited_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self.process = subprocess.Popen(
            [*arguments, *extra_readers],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            close_fds=True,
        )
        assert self.process.stdin and self.process.stdout
        self._stdin, self._stdout = self.process.stdin, self.process.stdout
        self._buffer = bytearray()

    def ask(self, ask: Ask, content: Path | bytes) -> None:
        """Nothing; the child has the file. Raises ChildDiedError."""
        try:
            send(self._stdin, encode(ask))
            if isinstance(content, bytes):
                self._stdin.write(content)
                self._stdin.flush()
        except OSError as error:
            raise self._death() from error

    def answer(self, left_s: float) -> Answer:
        """The child's next answer. Raises ChildSlowError after `left_s` seconds, ChildDiedError if none will come."""
        deadline = time.monotonic() + left_s
        while (frame := self._frame()) is None:
            ready, _, _ = select.select([self._stdout], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise ChildSlowError("timeout")
            block = os.read(self._stdout.fileno(), 1024 * 1024)
            if not block:
                raise self._death()
            self._buffer += block
        return decode_answer(frame)

    def kill(self) -> None:
        """Nothing; the process has ended and is waited for."""
        self.process.kill()
        for stream in (self._stdin, self._stdout):
            with suppress(OSError):
                stream.close()
        self.process.wait()

    def _frame(self) -> bytes | None:
        """The first whole frame of the buffer, taken out of it."""
        if len(self._buffer) < LENGTH.size:
            return None
        (length,) = LENGTH.unpack_from(self._buffer)
        end = LENGTH.size + length
        if len(self._buffer) < end:
            return None
        frame = bytes(memoryview(self._buffer)[LENGTH.size : end])
        del self._buffer[:end]
        return frame

    def _death(self) -> ChildDiedError:
        """Why the process has ended."""
        _, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = code = os.waitstatus_to_exitcode(status)
        if code >= 0:
            return ChildDiedError(f"exit code {code}")
        name = signal.Signals(-code).name
        if -code in (signal.SIGXCPU, signal.SIGALRM):
            return ChildSlowError(name)
        # A child's peak begins with what its parent held when it was made, so only what goes beyond that is its own.
        full = usage.ru_maxrss > self._inherited_kib and usage.ru_maxrss * 1024 > self.limits.memory_bytes / 2
        if -code == signal.SIGKILL or (-code in MEMORY_DEATHS and full):
            return ChildFullError(name)
        return ChildDiedError(name)


def _environment() -> dict[str, str]:
    """What the child gets to see of our environment: how to find Python code, nothing else."""
    path = os.pathsep.join((str(HOME), *filter(None, [os.environ.get("PYTHONPATH")])))
    return {"PYTHONPATH": path, "PATH": os.defpath, "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"}


def _size_of(content: Path | bytes) -> int | None:
    """Size in bytes; None if it is no ordinary file. Raises OSError if it cannot be looked at."""
    if isinstance(content, bytes):
        return len(content)
    status = content.stat()
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def _bare(name: str, limits: Limits) -> File:
    return File(name=shown(name), content=b"", limits=limits, id=name_id(name))


def _unopened(name: str, limits: Limits, message: str) -> Failure:
    return _bare(name, limits).failure(ReadCode.UNREADABLE, message)
