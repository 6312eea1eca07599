"""The fence around this process: no network, no writing, no programs, so much memory and time and no more."""

import ctypes
import os
import resource
import signal
import sys
from math import ceil

from pipeline.settings import Limits

OPEN_FILES = 64
CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000
PR_SET_NO_NEW_PRIVS = 38
FORBIDDEN = (
    *("socket.", "urllib.", "ftplib.", "smtplib.", "webbrowser."),
    *("subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.kill", "signal.pthread_kill"),
    *("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.symlink", "os.link", "os.truncate", "shutil."),
)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def close_fence(limits: Limits) -> None:
    """Nothing; from here on this process can read files and answer, and do nothing else. It cannot be undone."""
    sys.dont_write_bytecode = True
    _leave_network()
    _limit(resource.RLIMIT_AS, limits.memory_bytes)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    sys.addaudithook(_forbid)


def allow_seconds(seconds: float) -> None:
    """Nothing; the process ends by SIGXCPU after `seconds` more of processor time (see also `set_alarm`)."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(
        resource.RLIMIT_CPU, (ceil(usage.ru_utime + usage.ru_stime + seconds) + 1, resource.RLIM_INFINITY)
    )
    set_alarm(seconds)


def set_alarm(seconds: float) -> None:
    """Nothing; the process ends by SIGALRM in `seconds` (0: never). A backstop for when the parent has died."""
    signal.setitimer(signal.ITIMER_REAL, 2 * seconds)


def _limit(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (allowed, hard if kind == resource.RLIMIT_CPU else allowed))


def _leave_network() -> None:
    """An empty network namespace where the kernel lets us; the audit hook blocks sockets in any case."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.unshare(CLONE_NEWNET) != 0:
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)


def _forbid(event: str, args: tuple[object, ...]) -> None:
    if event == "open":
        flags = args[2]
        if isinstance(flags, int) and flags & WRITING:
            raise PermissionError("a reader may not write files")
    elif event.startswith(FORBIDDEN):
        raise PermissionError(f"a reader may not use {event}")
