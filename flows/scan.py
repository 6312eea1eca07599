"""From paths to originals: every regular file found is hashed and kept write-once, the rest is recorded as a failure.

Links that lead out of the folder are not followed; pipes, sockets and devices are never opened; a name that is no
valid UTF-8 is shown escaped and its file read all the same. Sito's own home is passed over.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.document import Failure, Source
from pipeline.errors import ReadCode
from pipeline.settings import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A regular file: its path to open, the name to show and store, size in bytes, time of change in nanoseconds."""

    path: Path
    name: str
    size: int
    mtime_ns: int


def scan(paths: list[Path], limits: Limits, home: Path | None = None) -> Iterator[Found | Failure]:
    """Everything below `paths`, in a stable order: what can be read as Found, what cannot as Failure.

    The folder `home`, where Sito keeps its database and the originals, is not looked into.
    """
    own = _identity(home) if home else None
    for path in paths:
        if _is_folder(path):
            yield from _folder(path, path, limits, own)
        else:
            yield _entry(path, path.parent, limits)


def shown_name(path: Path) -> str:
    """The path in POSIX form, safe to store and print, and no two paths alike: bytes that are no UTF-8, control
    characters and the backslash itself are escaped."""
    text = os.fsencode(path.as_posix().replace("\\", "\\\\")).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" if ord(c) < 256 else f"\\u{ord(c):04x}" for c in text)


def failure(name: str, code: ReadCode, message: str, size: int = 0) -> Failure:
    """A failure of a file that has no content to hash: its id is the hash of its name."""
    source = Source(path=name, media_type="application/octet-stream", bytes=size)
    return Failure(id=hashlib.sha256(name.encode()).hexdigest(), source=source, code=code, message=message)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # not even to be looked at: it becomes a failure of its own
        return False


def _identity(path: Path) -> tuple[int, int] | None:
    """Device and number of a folder, the same by whatever path it is reached; None if it is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _folder(folder: Path, root: Path, limits: Limits, own: tuple[int, int] | None) -> Iterator[Found | Failure]:
    if own is not None and _identity(folder) == own:
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda e: os.fsencode(e.name))
    except OSError as error:
        yield failure(shown_name(folder), ReadCode.UNREADABLE, f"The folder cannot be opened: {error.strerror}.")
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(path, root, limits, own)
        else:
            yield _entry(path, root, limits)


def _entry(path: Path, root: Path, limits: Limits) -> Found | Failure:
    name = shown_name(path)
    try:
        if path.is_symlink() and not _inside(path, root):
            return failure(name, ReadCode.SYMLINK, "A link that leads out of the folder; it was not followed.")
        status = path.stat()
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "it leads in a circle"
        return failure(name, ReadCode.UNREADABLE, f"The file cannot be opened: {reason}.")
    if stat.S_ISDIR(status.st_mode):
        return failure(name, ReadCode.SYMLINK, "A link to a folder; its files are read where they lie.")
    if not stat.S_ISREG(status.st_mode):
        return failure(name, ReadCode.UNSUPPORTED, "Not a regular file (a pipe, socket or device); it was not opened.")
    if status.st_size > limits.max_bytes:
        allowed = limits.max_bytes // 1024**2
        message = f"The file has {status.st_size // 1024**2} MiB; at most {allowed} MiB are read."
        return failure(name, ReadCode.TOO_LARGE, message, status.st_size)
    return Found(path=path, name=name, size=status.st_size, mtime_ns=status.st_mtime_ns)


def _inside(link: Path, root: Path) -> bool:
    return link.resolve().is_relative_to(root.resolve())
