"""Telegram Desktop exports (result.json): one chat or a whole account.

In channels and groups each message with text is a document, as each is an ad or a post of its own. In a chat between
two people one message says little, so a day's conversation is one document, a line a message. Messages without text
(service messages, pictures without caption) give no document; their number is a problem of the chat's last document,
so that the sum is right.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import msgspec

from pipeline.document import Document, Problem
from pipeline.errors import ReadCode, ReadError
from pipeline.readers.dates import iso_date
from pipeline.readers.feed_records import broken_record
from pipeline.readers.json_items import BROKEN, broken_items, utf8_of, value_of
from pipeline.readers.reader import File, Read, Reader, check_text, record_id

CONVERSATIONS = ("personal_chat",)
CHAT_TYPE = re.compile(
    rb'"type"\s*:\s*"(?:personal_chat|saved_messages|bot_chat|private_group|private_supergroup|public_supergroup'
    rb'|private_channel|public_channel|verification_codes|replies)"'
)
MESSAGES = re.compile(rb'"messages"\s*:\s*\[')
ACCOUNT = re.compile(rb'"(?:personal_information|frequent_contacts|chats)"\s*:\s*\{')


class Chat(msgspec.Struct, frozen=True):
    """A chat of an export; its messages stay raw until their turn."""

    messages: list[msgspec.Raw] = []
    name: str | None = None
    type: str | None = None


class Chats(msgspec.Struct, frozen=True):
    """The list of chats in an account's export."""

    list: tuple[Chat, ...] = ()


class Export(msgspec.Struct, frozen=True):
    """A result.json: either a chat itself, or an account with chats and chats it left."""

    messages: list[msgspec.Raw] | None = None
    name: str | None = None
    type: str | None = None
    chats: Chats = Chats()
    left_chats: Chats = Chats()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message that holds text; `record` is what its identity is computed from."""

    number: str
    day: str
    date: str | None
    sender: str | None
    text: str
    record: Any


def read_telegram(file: File) -> Iterator[Read]:
    """A document for each message, or each day of a conversation. Raises ReadError: empty, damaged."""
    data = utf8_of(file)
    try:
        export = msgspec.json.decode(data, type=Export)
    except BROKEN:
        yield from _broken(file, data)
        return
    chats = [*export.chats.list, *export.left_chats.list]
    if export.messages is not None:
        chats.insert(0, Chat(messages=export.messages, name=export.name, type=export.type))
    if not any(chat.messages for chat in chats):
        raise ReadError(ReadCode.EMPTY, "There are no messages in this Telegram export.")
    for chat in chats:
        yield from _chat(file, chat, (value_of(raw) for raw in chat.messages), len(chats) > 1)


def _broken(file: File, data: Any) -> Iterator[Read]:
    """The messages of one chat whose export is cut off or damaged."""
    view = bytes(data)
    start = MESSAGES.search(view)
    if start is None:
        raise ReadError(ReadCode.DAMAGED, "This Telegram export is damaged before its first message.")
    name = re.search(rb'"name"\s*:\s*("(?:[^"\\]|\\.)*+")', view[: start.end()])
    chat = Chat(name=value_of(name[1]) if name else None)
    good: list[Any] = []
    for item in broken_items(data, start.end()):
        try:
            good.append(value_of(item.raw))
        except ReadError:
            yield broken_record(file, item.raw, f"line {item.line}", "This message is broken and was left out.")
    yield from _chat(file, chat, good, False)


def _chat(file: File, chat: Chat, values: Iterable[Any], one_of_many: bool) -> Iterator[Read]:
    """The chat's documents, the last one with the number of messages without text."""
    found: list[Message | None] = [_message(value) for value in values]
    messages = [message for message in found if message is not None]
    left_out = len(found) - len(messages)
    if chat.type in CONVERSATIONS:
        days = (list(day) for _, day in groupby(messages, key=lambda m: m.day))
        documents = (_conversation(file, chat, day) for day in days)
    else:
        documents = (_post(file, chat, message) for message in messages)
    last: Read | None = None
    for document in documents:
        if last is not None:
            yield last
        last = document
    if isinstance(last, Document) and left_out:
        last = replace(last, problems=(*last.problems, _left_out(left_out, len(found))))
    if last is not None:
        yield last
    elif found:
        item = f"chat {chat.name}" if one_of_many else None
        message = f"None of the {len(found)} messages in this chat holds text."
        yield file.failure(ReadCode.EMPTY, message, item=item, id=record_id([chat.name, chat.type, len(found)]))


def _left_out(count: int, total: int) -> Problem:
    message = f"{count} of the chat's {total} messages hold no text (service messages, pictures …) and were left out."
    return Problem(code="messages_without_text", message=message)


def _post(file: File, chat: Chat, message: Message) -> Read:
    sender = message.sender if message.sender != chat.name else None
    return _document(file, chat, [message], f"message {message.number}", message.text, sender)


def _conversation(file: File, chat: Chat, day: list[Message]) -> Read:
    """A day of a chat between two people."""
    first, last = day[0].number, day[-1].number
    item = f"message {first}" if first == last else f"messages {first}-{last}"
    text = "\n".join(f"{m.sender or '?'}: {m.text}" for m in day)
    return _document(file, chat, day, item, text, None)


def _document(file: File, chat: Chat, messages: list[Message], item: str, text: str, sender: str | None) -> Read:
    identity = record_id([chat.name, *(m.record for m in messages)])
    size = sum(len(m.text.encode("utf-8", "replace")) for m in messages)
    try:
        check_text(text, file.limits)
    except ReadError as error:
        return file.failure(error.code, error.message, item=item, id=identity)
    source = file.source(item=item, size=size, sent_at=messages[0].date, sender=sender, channel=chat.name)
    return Document(id=identity, source=source, text=text)


def _message(value: Any) -> Message | None:
    """The message, None if it holds no text."""
    if not isinstance(value, dict) or value.get("type") == "service":
        return None
    text = "\n".join(filter(None, _parts(value)))
    if not text.strip():
        return None
    notes = [f"{key}: {value[key]}" for key in ("forwarded_from", "saved_from", "via_bot") if value.get(key)]
    if value.get("reply_to_message_id"):
        notes.append(f"reply_to: message {value['reply_to_message_id']}")
    date = str(value.get("date") or "")
    return Message(
        number=str(value.get("id", "?")),
        day=date[:10],
        date=iso_date(str(value.get("date_unixtime") or date)) if date or value.get("date_unixtime") else None,
        sender=str(value["from"]) if value.get("from") else None,
        text="\n".join([text, *notes]),
        record=value,
    )


def _parts(value: dict[str, Any]) -> Iterator[str]:
    """What of the message is to be read: text, contact card, poll, buttons, place."""
    yield entities_text(value.get("text") or value.get("text_entities") or "")
    if isinstance(contact := value.get("contact_information"), dict):
        yield "contact: " + " ".join(str(v) for v in contact.values() if v)
    if isinstance(poll := value.get("poll"), dict):
        answers = poll.get("answers") if isinstance(poll.get("answers"), list) else []
        yield entities_text(poll.get("question") or "")
        yield "\n".join(f"- {entities_text(a.get('text') or '')}" for a in answers or () if isinstance(a, dict))
    if isinstance(place := value.get("place_name") or value.get("address"), str):
        yield place
    for row in value.get("inline_bot_buttons") or ():
        for button in row if isinstance(row, list) else ():
            if isinstance(button, dict) and button.get("text"):
                yield f"[{button['text']}]" + (f" ({button['data']})" if button.get("type") == "url" else "")


def entities_text(text: Any) -> str:
    """A message's text, which is a string or a list of strings and entities; links keep their address."""
    if isinstance(text, str):
        return text
    if not isinstance(text, list):
        return ""
    return "".join(map(_entity, text))


def _entity(part: Any) -> str:
    if not isinstance(part, dict):
        return part if isinstance(part, str) else ""
    words, target = str(part.get("text") or ""), part.get("href")
    if part.get("type") == "text_link" and target and str(target) not in words:
        return f"{words} ({target})"
    return words


def looks_like_telegram(file: File) -> bool:
    """Whether the head is that of a result.json."""
    head = file.head.replace(b"\0", b"")
    if not head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"{"):
        return False
    if MESSAGES.search(head) and CHAT_TYPE.search(head):
        return True
    return b'"about"' in head and bool(ACCOUNT.search(head))


READER = Reader(
    name="Telegram export",
    media_type="application/x-telegram+json",
    extensions=("json",),
    sniff=looks_like_telegram,
    read=read_telegram,
    version="1",
)
