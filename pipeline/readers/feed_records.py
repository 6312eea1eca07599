"""One record of a feed as a document: title, body, then the other fields with their names, in reading order."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from pipeline.document import Document, Failure, Problem
from pipeline.errors import ReadCode, ReadError
from pipeline.readers.dates import iso_date
from pipeline.readers.feed_fields import IN_TEXT, Role, flat, role_of
from pipeline.readers.html import markup_text
from pipeline.readers.mojibake import mend
from pipeline.readers.reader import File, check_text

MARKUP = re.compile(r"</?(?:p|br|div|span|b|i|strong|em|ul|ol|li|a|h[1-6])\b[^<>]*>", re.I)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.I)


def record_document(
    file: File, record: Mapping[str, Any], *, item: str, id: str, size: int, channel: str | None = None
) -> Document | Failure:
    """The record's document, or why it has none. `channel` is the feed's own name, if the record has none."""
    fields = _with_body([(role_of(name.rsplit(".", 1)[-1]), name, value) for name, value in flat(record)])
    text, problems = _mended(_text(fields))
    try:
        check_text(text, file.limits)
    except ReadError as error:
        return file.failure(error.code, f"This record: {error.message}", item=item, id=id)
    source = file.source(
        item=item,
        size=size,
        sent_at=_date(fields),
        sender=_first(fields, Role.AUTHOR),
        channel=_first(fields, Role.CHANNEL) or channel,
    )
    return Document(id=id, source=source, text=text, problems=problems)


def broken_record(file: File, raw: bytes, item: str, why: str) -> Failure:
    """The failure of a record that cannot be taken apart; its identity is that of its bytes."""
    source = file.source(item=item, size=len(raw))
    return Failure(id=sha256(raw).hexdigest(), source=source, code=ReadCode.BROKEN_RECORD.value, message=why)


def labelled_text(record: Mapping[str, Any]) -> str:
    """Every field on a line of its own, with its name: how JSON that is no feed is read."""
    return "\n".join(f"{name}: {value}" for name, value in flat(record))


def has_body(names: Iterable[str]) -> bool:
    """Whether fields of these names make a record somebody would read."""
    return bool({Role.BODY, Role.TITLE} & {role_of(name) for name in names})


Fields = list[tuple[Role, str, str]]


def _text(fields: Fields) -> str:
    titles = _distinct(_readable(v) for role, _, v in fields if role is Role.TITLE)
    bodies = _distinct(_readable(v) for role, _, v in fields if role is Role.BODY)
    titles = [title for title in titles if not any(body.startswith(title) for body in bodies)]
    lines = [f"{name}: {_readable(v)}" for wanted in IN_TEXT for role, name, v in fields if role is wanted]
    return "\n\n".join(part for part in ("\n".join(titles), "\n\n".join(bodies), "\n".join(lines)) if part)


def _with_body(fields: Fields) -> Fields:
    """The fields; if none is named like something to read, the longest one of several words is the body."""
    if any(role in (Role.TITLE, Role.BODY) for role, _, _ in fields):
        return fields
    prose = [field for field in fields if field[0] is Role.OTHER and " " in field[2]]
    body = max(prose, key=lambda field: len(field[2]), default=None)
    return [(Role.BODY, *field[1:]) if field is body else field for field in fields]


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def _readable(value: str) -> str:
    """The value without HTML, if it holds any."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    if "<" in value and MARKUP.search(value):
        return markup_text(value)
    return html.unescape(value) if "&" in value and ENTITY.search(value) else value


def _first(fields: Fields, wanted: Role) -> str | None:
    return next((value for role, _, value in fields if role is wanted), None)


def _date(fields: Fields) -> str | None:
    dates = (iso_date(value) for role, _, value in fields if role is Role.DATE)
    return next((date for date in dates if date), None)


def _mended(text: str) -> tuple[str, tuple[Problem, ...]]:
    mended = mend(text)
    if mended is None:
        return text, ()
    message = f"The text had been saved in the wrong encoding ({', '.join(mended.mistakes)}) and was mended."
    return mended.text, (Problem(code=ReadCode.WRONG_ENCODING.value, message=message),)


def with_problem(document: Document, code: str, message: str) -> Document:
    """The document with one more problem."""
    return replace(document, problems=(*document.problems, Problem(code=code, message=message)))
