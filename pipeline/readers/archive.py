"""ZIP archives: each member comes out as a file of its own, or as a failure."""

from collections.abc import Iterator
from zipfile import ZipFile

from pipeline.errors import ReadCode, ReadError
from pipeline.readers.reader import Child, File, Nesting, Read, Reader, name_id
from pipeline.readers.zipped import Member, members_of, open_zip, read_member

ARCHIVES = (".zip", ".jar", ".kmz")


def read_archive(file: File) -> Iterator[Read]:
    """Children and failures, in the archive's order. Raises ReadError: too_deep, truncated, damaged, empty."""
    limits = file.limits
    if file.nesting.depth >= limits.archive_depth:
        message = (
            f"It is an archive {file.nesting.depth} levels deep in others; {limits.archive_depth} levels are opened."
        )
        raise ReadError(ReadCode.TOO_DEEP, message)
    with open_zip(file) as archive:
        members = members_of(archive)
        if not members:
            raise ReadError(ReadCode.EMPTY, "The archive is empty.")
        allowed = limits.archive_members if file.nesting.members is None else file.nesting.members
        budget = limits.archive_bytes if file.nesting.bytes is None else file.nesting.bytes
        share = _share(members, file, allowed, budget)
        for member in members[:allowed]:
            read, used = _unpacked(archive, member, file, budget, share)
            budget -= used
            yield read
        for member in members[allowed:]:
            message = f"The archive holds more than the {allowed:,} files that may be unpacked from it."
            yield _failure(file, member, ReadError(ReadCode.TOO_LARGE, message))


def _share(members: list[Member], file: File, allowed: int, budget: int) -> Nesting:
    """What each archive among the members may unpack itself: what this one leaves over, divided by their number."""
    inner = max(1, sum(m.name.lower().endswith(ARCHIVES) for m in members))
    left = max(0, budget - sum(m.size for m in members))
    return Nesting(depth=file.nesting.depth + 1, bytes=left // inner, members=max(0, allowed - len(members)) // inner)


def _unpacked(archive: ZipFile, member: Member, file: File, budget: int, share: Nesting) -> tuple[Read, int]:
    """The member as a child, or why not, and how many bytes it took."""
    if member.is_link:
        message = "It is a link inside the archive; links are not followed."
        return _failure(file, member, ReadError(ReadCode.SYMLINK, message)), 0
    most = min(budget, file.limits.max_bytes)
    try:
        content = read_member(archive, member, most, file.limits.archive_ratio)
    except ReadError as error:
        return _failure(file, member, error), 0
    return Child(path=f"{file.name}/{member.name}", content=content, nesting=share), len(content)


def _failure(file: File, member: Member, error: ReadError) -> Read:
    path = f"{file.name}/{member.name}"
    inner = File(name=path, content=b"", limits=file.limits, size=member.size, id=name_id(f"{file.id}/{path}"))
    return inner.failure(error.code, error.message)


READER = Reader(
    name="a ZIP archive",
    media_type="application/zip",
    extensions=("zip",),
    sniff=lambda file: file.head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")),
    read=read_archive,
    version="1",
)
