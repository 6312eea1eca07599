"""Readers: bytes in, Documents out, in a fenced child process through one door.

    with Fence(settings.limits) as fence:
        for read in fence.read(Path("cases/12.zip"), name="cases/12.zip"):
            match read:
                case Document(): ...
                case Failure(): ...
                case Child(): fence.read(read.content, name=read.path, nesting=read.nesting)

A format is one module here and one line in `formats.READERS`.
"""

from pipeline.readers.fence import Fence, read_bytes
from pipeline.readers.formats import READ_VERSION, READERS
from pipeline.readers.reader import Child, File, Nesting, Read, Reader

__all__ = ["READERS", "READ_VERSION", "Child", "Fence", "File", "Nesting", "Read", "Reader", "read_bytes"]
