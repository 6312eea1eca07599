"""The write-once store of originals: a folder, on any fsspec URL, in which a file's name is the SHA-256 of its bytes.

Half a file never stands under a final name: bytes go under a temporary name first and are then renamed. Against
a power failure (not a killed process) local files are not flushed one by one; `put` therefore looks at the size
of what is there, and `verify` at the hash.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, cast
from uuid import uuid4

from pipeline.errors import ReadCode, ReadError, StoreError

BLOCK_BYTES = 1024 * 1024
IN_MEMORY_BYTES = 8 * 1024 * 1024
"""Smaller files are hashed in memory first, so that a known one is not written again."""
READ_ONLY = 0o444
TEMPORARY = "incoming"


class Originals:
    """The folder of originals at one URL: `ab/abcdef…` for bytes whose SHA-256 begins with "ab"."""

    def __init__(self, filesystem: Any, root: str, *, local: bool) -> None:
        self._filesystem = filesystem
        self._root = root.rstrip("/")
        self._local = local

    def put(self, content: Path | bytes) -> tuple[str, int]:
        """SHA-256 and number of the bytes, which are in the store now (or were already).

        Raises ReadError (unreadable) if `content` is a path that cannot be read, StoreError if the store refuses.
        """
        if isinstance(content, bytes):
            return self._put_bytes(content)
        with _unreadable(content):
            source = content.open("rb")
        with source:
            with _unreadable(content):
                head = source.read(IN_MEMORY_BYTES)
            if len(head) < IN_MEMORY_BYTES:
                return self._put_bytes(head)
            return self._put_stream(head, source, content)

    def __contains__(self, name: str) -> bool:
        """Whether bytes with this SHA-256 are here."""
        with self._refused(name):
            return bool(self._filesystem.isfile(self._path(name)))

    def open(self, name: str) -> BinaryIO:
        """A binary stream of the bytes with this SHA-256. Raises StoreError if they are not here."""
        with self._refused(name):
            return cast(BinaryIO, self._filesystem.open(self._path(name), "rb"))

    def local_path(self, name: str) -> Path | None:
        """The file of these bytes, or None if the store is no folder of this machine. Raises StoreError if absent."""
        if not self._local:
            return None
        path = Path(self._path(name))
        if not path.is_file():
            raise StoreError(f"{self._root}: the original {name} is not here")
        return path

    def verify(self, name: str) -> bool:
        """Whether the bytes are here and still have this SHA-256."""
        if name not in self:
            return False
        digest = sha256()
        with self.open(name) as stream, self._refused(name):
            while block := stream.read(BLOCK_BYTES):
                digest.update(block)
        return digest.hexdigest() == name

    def _put_bytes(self, content: bytes) -> tuple[str, int]:
        name = sha256(content).hexdigest()
        if not self._has(name, len(content)):
            with self._incoming() as temporary:
                with self._refused(name), self._filesystem.open(temporary, "wb") as target:
                    target.write(content)
                self._settle(temporary, name)
        return name, len(content)

    def _put_stream(self, head: bytes, source: BinaryIO, path: Path) -> tuple[str, int]:
        digest, size, block = sha256(), 0, head
        with self._incoming() as temporary:
            with self._refused(temporary), self._filesystem.open(temporary, "wb") as target:
                while block:
                    digest.update(block)
                    size += len(block)
                    target.write(block)
                    with _unreadable(path):
                        block = source.read(BLOCK_BYTES)
            name = digest.hexdigest()
            if not self._has(name, size):
                self._settle(temporary, name)
        return name, size

    def _has(self, name: str, size: int) -> bool:
        with self._refused(name):
            path = self._path(name)
            return bool(self._filesystem.isfile(path)) and self._filesystem.size(path) == size

    def _settle(self, temporary: str, name: str) -> None:
        """Give the finished temporary file its final name; nobody writes to it from then on."""
        path = self._path(name)
        with self._refused(name):
            self._filesystem.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
            if self._local:
                Path(temporary).chmod(READ_ONLY)
                Path(temporary).replace(path)
            else:
                self._filesystem.mv(temporary, path)

    @contextmanager
    def _incoming(self) -> Iterator[str]:
        """A temporary name; what still lies under it at the end is removed."""
        temporary = f"{self._root}/{TEMPORARY}/{uuid4().hex}"
        try:
            yield temporary
        finally:
            with self._refused(temporary):
                if self._filesystem.exists(temporary):
                    self._filesystem.rm_file(temporary)

    def _path(self, name: str) -> str:
        if len(name) != 64 or set(name) - set("0123456789abcdef"):
            raise StoreError(f"{name!r} is no SHA-256")
        return f"{self._root}/{name[:2]}/{name}"

    @contextmanager
    def _refused(self, name: str) -> Iterator[None]:
        """Errors of the file system become StoreErrors."""
        try:
            yield
        except FileNotFoundError as error:
            raise StoreError(f"{self._root}: the original {name} is not here") from error
        except OSError as error:
            raise StoreError(f"{self._root}: {name}: {error.strerror or type(error).__name__}") from error


@contextmanager
def _unreadable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReadError(ReadCode.UNREADABLE, f"The file cannot be opened ({reason}).") from error


def open_originals(url: str) -> Originals:
    """The store of originals at a folder's path or fsspec URL, made if absent. Raises StoreError if it cannot be."""
    import fsspec

    try:
        filesystem, root = fsspec.core.url_to_fs(url)
        local = "file" in ([filesystem.protocol] if isinstance(filesystem.protocol, str) else filesystem.protocol)
        filesystem.makedirs(f"{root}/{TEMPORARY}", exist_ok=True)
    except (OSError, ValueError, ImportError) as error:
        raise StoreError(f"{url}: the folder of originals cannot be made or opened ({error})") from error
    return Originals(filesystem, root, local=local)
