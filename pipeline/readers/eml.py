"""E-mail: headers, then the body as plain text (from HTML if need be); attachments come out as files of their own."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from pipeline.document import Problem
from pipeline.errors import ReadCode, ReadError
from pipeline.readers.html import page_text
from pipeline.readers.reader import Child, File, Read, Reader
from pipeline.readers.text import characters
from pipeline.readers.zipped import display_name

SHOWN_HEADERS = ("From", "To", "Cc", "Reply-To", "Date", "Subject")
HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]?", re.M)
MAIL_HEADERS = frozenset(
    b"from to cc subject date received message-id mime-version return-path delivered-to reply-to content-type "
    b"x-mailer dkim-signature".split()
)
LEAST_HEADERS = 2
BROKEN = (MessageError, HeaderParseError, ValueError, LookupError, TypeError, AttributeError, AssertionError)
"""What the standard library's e-mail parser raises on damaged or hostile mail."""
if TYPE_CHECKING:
    Mail = Message[Any, Any]
else:
    Mail = Message


def read_eml(file: File) -> Iterator[Read]:
    """One document, then the attachments. Raises ReadError: damaged, empty, too_large."""
    try:
        mail = message_from_bytes(file.load())
        parts = list(_parts(mail))
        children = [child for n, part in enumerate(parts, 1) if (child := _attachment(part, n, file)) is not None]
    except (*BROKEN, RecursionError) as error:
        raise ReadError(ReadCode.DAMAGED, "The e-mail is damaged and cannot be taken apart.") from error
    body, problems = _body(parts)
    headers = [f"{name}: {value}" for name in SHOWN_HEADERS if (value := header(mail, name))]
    if headers or body:
        document = file.document("\n".join(headers) + ("\n\n" if headers and body else "") + body, problems=problems)
        source = file.source(sent_at=_sent_at(mail), sender=header(mail, "From") or None)
        yield replace(document, source=source)
    elif not children:
        raise ReadError(ReadCode.EMPTY, "There is no text in it.")
    yield from children


def header(mail: Mail, name: str) -> str:
    """The decoded header in one line, "" if there is none."""
    raw = next((str(value) for key, value in mail.raw_items() if key.lower() == name.lower()), "")
    try:
        pieces = decode_header(raw) if "=?" in raw else [(raw.encode("ascii", "surrogateescape"), None)]
        text = "".join(_decoded(piece, charset) for piece, charset in pieces)
    except BROKEN:
        text = raw
    return " ".join(text.split())


def _decoded(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    try:
        return characters(piece, declared=charset)[0]
    except ReadError:
        return piece.decode("ascii", "replace")


def _parts(mail: Mail) -> Iterator[Mail]:
    """The leaves of the mail; of alternatives the plain text, else the last; a mail inside it is one leaf."""
    stack: list[Mail] = [mail]
    while stack:
        part = stack.pop()
        if part.get_content_type() == "message/rfc822" or not part.is_multipart():
            yield part
            continue
        inner = [p for p in part.get_payload() if isinstance(p, Message)]
        if part.get_content_type() == "multipart/alternative":
            inner = _best(inner)
        stack.extend(reversed(inner))


def _best(alternatives: list[Mail]) -> list[Mail]:
    """The plain text if it says anything, else the others."""
    plain = [p for p in alternatives if p.get_content_type() == "text/plain" and _payload(p).strip()]
    return plain[:1] or [p for p in alternatives if p.get_content_type() != "text/plain"]


def _is_attachment(part: Mail) -> bool:
    inline_text = part.get_content_maintype() == "text" and part.get_content_subtype() in ("plain", "html")
    return not inline_text or part.get_content_disposition() == "attachment"


def _body(parts: list[Mail]) -> tuple[str, tuple[Problem, ...]]:
    texts: list[str] = []
    problems: list[Problem] = []
    for part in parts:
        if _is_attachment(part):
            continue
        read = page_text if part.get_content_subtype() == "html" else characters
        try:
            text, found = read(_payload(part), declared=_charset(part))
        except ReadError as error:
            problems.append(Problem(code=error.code.value, message=f"A part of the text was not read: {error.message}"))
            continue
        texts.append(text.strip())
        problems.extend(found)
    return "\n\n".join(filter(None, texts)), tuple(problems)


def _charset(part: Mail) -> str | None:
    try:
        return part.get_content_charset()
    except BROKEN:
        return None


def _payload(part: Mail) -> bytes:
    """The part's bytes with the transfer encoding undone."""
    try:
        data = part.get_payload(decode=True)
    except BROKEN:
        return b""
    return data if isinstance(data, bytes) else b""


def _attachment(part: Mail, number: int, file: File) -> Child | None:
    """The part as a file of its own, None for the mail's own text."""
    if not _is_attachment(part):
        return None
    if part.get_content_type() == "message/rfc822":
        inner = [p for p in part.get_payload() if isinstance(p, Message)] if part.is_multipart() else []
        content, name = (inner[0].as_bytes() if inner else _payload(part)), f"{number}.eml"
    else:
        content, name = _payload(part), f"attachment {number}"
    name = _file_name(part) or name
    nesting = replace(file.nesting, depth=file.nesting.depth + 1)
    return Child(path=f"{file.name}/{display_name(name)}", content=content, nesting=nesting)


def _file_name(part: Mail) -> str:
    try:
        raw = part.get_filename() or ""
        return "".join(_decoded(piece, charset) for piece, charset in decode_header(raw)) if raw else ""
    except BROKEN:
        return ""


def _sent_at(mail: Mail) -> str | None:
    try:
        return parsedate_to_datetime(str(mail.get("Date"))).isoformat()
    except (*BROKEN, OverflowError):
        return None


def looks_like_mail(file: File) -> bool:
    """Whether the head begins with header lines, among them several that only mail has."""
    top = file.head.lstrip(b"\r\n")[:8192]
    top = re.split(rb"\r?\n\r?\n", top, maxsplit=1)[0]
    lines = [line for line in top.splitlines() if line and line[:1] not in b" \t"]
    if lines and lines[0].startswith(b"From "):
        lines = lines[1:]
    names = [found[1].lower() for line in lines if (found := HEADER.match(line))]
    return len(names) == len(lines) > 0 and len(MAIL_HEADERS.intersection(names)) >= LEAST_HEADERS


READER = Reader(
    name="e-mail",
    media_type="message/rfc822",
    extensions=("eml",),
    sniff=looks_like_mail,
    read=read_eml,
    version="1",
)
