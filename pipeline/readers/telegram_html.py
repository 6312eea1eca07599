"""Telegram Desktop exports as web pages (messages.html): a document for each message with text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.document import Document, Problem
from pipeline.errors import ReadCode, ReadError
from pipeline.readers.dates import iso_date
from pipeline.readers.html import blocks_text, parse
from pipeline.readers.reader import File, Read, Reader, check_text, record_id
from pipeline.readers.text import characters, small_enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message of the page; `text` is empty for service messages and pictures without caption."""

    number: str
    date: str | None
    sender: str | None
    text: str


def read_telegram_html(file: File) -> Iterator[Read]:
    """A document for each message. Raises ReadError: empty, damaged, too_large."""
    markup, problems = characters(small_enough(file))
    tree = parse(markup)
    posts = list(_posts(tree)) if tree is not None else []
    written = [post for post in posts if post.text.strip()]
    if not written:
        raise ReadError(ReadCode.EMPTY, "There are no messages with text in this Telegram export.")
    chat = _line(_first(tree, "page_header"))
    if len(written) < len(posts):
        message = f"{len(posts) - len(written)} of the page's {len(posts)} messages hold no text and were left out."
        problems = (*problems, Problem(code="messages_without_text", message=message))
    for post in written:
        yield _document(file, chat, post, problems if post is written[-1] else ())


def _document(file: File, chat: str, post: Post, problems: tuple[Problem, ...]) -> Read:
    identity = record_id([chat, post.number, post.date, post.sender, post.text])
    item = f"message {post.number}"
    try:
        check_text(post.text, file.limits)
    except ReadError as error:
        return file.failure(error.code, error.message, item=item, id=identity)
    sender = post.sender if post.sender != chat else None
    source = file.source(
        item=item,
        size=len(post.text.encode("utf-8", "replace")),
        sent_at=post.date,
        sender=sender,
        channel=chat or None,
    )
    return Document(id=identity, source=source, text=post.text, problems=problems)


def _posts(tree: Any) -> Iterator[Post]:
    """All messages in order; one that goes on without a name has the sender of the one before."""
    sender: str | None = None
    for node in tree.iter("div"):
        kinds = _kinds(node)
        if "message" not in kinds:
            continue
        number = (node.get("id") or "").removeprefix("message") or "?"
        if "service" in kinds:
            yield Post(number=number, date=None, sender=None, text="")
            continue
        forwarded = _first(node, "forwarded")
        own_name = next((n for n in _all(node, "from_name") if not _is_inside(n, forwarded)), None)
        if own_name is not None:
            sender = _line(own_name)
        yield Post(number=number, date=_date(node), sender=sender, text=_text(node, forwarded))


def _text(node: Any, forwarded: Any) -> str:
    parts = [blocks_text(_alone(text)) for text in _all(node, "text")]
    if forwarded is not None and (name := _first(forwarded, "from_name")) is not None:
        parts.append(f"forwarded_from: {_line(name)}")
    if (reply := _first(node, "reply_to")) is not None and (link := reply.find(".//a")) is not None:
        parts.append(f"reply_to: message {(link.get('href') or '').rpartition('message')[2]}")
    return "\n".join(filter(None, parts)) if _all(node, "text") else ""


def _alone(node: Any) -> Any:
    """The node without the text that follows it."""
    node.tail = None
    return node


def _date(node: Any) -> str | None:
    dates = (iso_date(date.get("title") or "") for date in _all(node, "date"))
    return next((date for date in dates if date), None)


def _kinds(node: Any) -> list[str]:
    return (node.get("class") or "").split()


def _all(node: Any, kind: str) -> list[Any]:
    return [n for n in node.iter("div", "span") if kind in _kinds(n)] if node is not None else []


def _first(node: Any, kind: str) -> Any:
    return next(iter(_all(node, kind)), None)


def _is_inside(node: Any, outer: Any) -> bool:
    return outer is not None and any(ancestor is outer for ancestor in node.iterancestors())


def _line(node: Any) -> str:
    """The node's text in one line, without a date set small beside a name."""
    if node is None:
        return ""
    return " ".join((node.text or "").split()) or " ".join(node.text_content().split())


def looks_like_telegram_html(file: File) -> bool:
    """Whether the head is that of a messages.html."""
    head = file.head
    return b"<html" in head[:2048].lower() and b"page_wrap" in head and b'class="history"' in head


READER = Reader(
    name="Telegram export (HTML)",
    media_type="text/html",
    extensions=("html", "htm"),
    sniff=looks_like_telegram_html,
    read=read_telegram_html,
    version="1",
)
