"""Accounts in messengers and networks: @name, links to profiles, names after «тг», «інста», «скайп», ICQ numbers."""

import re
from collections.abc import Iterator

from extractors.identifiers.letters import digits_of
from extractors.identifiers.networks import (
    AFTER_WORD,
    BARE_NAMES,
    ICQ_WORDS,
    LATIN_NAME,
    LINKS,
    NAME_WORD,
    NOT_NAMES,
    NUMBER_WORDS,
    TELEGRAM_NAME,
    TELEGRAM_RESERVED,
    WORD_AT,
    Link,
)
from extractors.identifiers.proposal import propose
from extractors.identifiers.url import trimmed_end
from pipeline.document import Entity, EntityLabel

AT_NAME = re.compile(r"@(?<![\w@./+-]@)([A-Za-z0-9_](?:[A-Za-z0-9_]|[.-](?=[A-Za-z0-9_])){1,31})(?![\w@]|\.[a-z]{2,}@)")
JABBER = re.compile(r"\b(?:jabber|xmpp|джаббер\w*|жабб?[аеуі]\w*)\W{1,4}([\w.+-]{2,40}@[\w-]+(?:\.[\w-]+)+)", re.I)
SECRET_SERVERS = re.compile(
    r"[\w.+-]{2,40}@(?<!\W@)(?:exploit\.(?:im|in)|jabber\.[a-z]{2,4}|xmpp\.[a-z]{2,4}|thesecure\.biz|"
    r"conversations\.im)(?!\w)",
    re.I,
)
DISCORD = re.compile(r"(?<![\w@#./])([A-Za-z][\w.]{1,31}#[0-9]{4})(?!\w)", re.A)
WORDS_BEFORE = 30


def find(text: str) -> Iterator[Entity]:
    """Accounts of `text`, value as `network:name` in lower case (invitation codes keep their capitals)."""
    if "@" in text:
        yield from _at_names(text)
        yield from _jabber(text)
    lower = text.lower()
    yield from _links(text, lower)
    yield from _named(text)
    for match in DISCORD.finditer(text) if "#" in text else ():
        yield propose(
            EntityLabel.HANDLE, *match.span(1), f"discord:{match.group(1).lower()}", score=0.6, reason="name#1234"
        )
    if any(word in lower for word in ICQ_WORDS):
        yield from _numbered(text)


def _at_names(text: str) -> Iterator[Entity]:
    for match in AT_NAME.finditer(text):
        name = match.group(1).lower()
        network = _network_before(text, match.start()) or _network_of(name)
        if name.isdigit() or len(name) < 3:
            continue
        reason = f"@name, taken for {network}"
        yield propose(EntityLabel.HANDLE, *match.span(), f"{network}:{name}", score=0.9, reason=reason)


def _network_before(text: str, start: int) -> str | None:
    before = text[max(0, start - WORDS_BEFORE) : start]
    found = list(AFTER_WORD.finditer(before))
    return WORD_AT[found[-1].lastgroup or ""] if found else None


def _network_of(name: str) -> str:
    return "telegram" if TELEGRAM_NAME.fullmatch(name) else "instagram"


def _links(text: str, lower: str) -> Iterator[Entity]:
    if "/" not in text and "t.me" not in lower and "skype:" not in lower:
        return
    for link in LINKS:
        if not any(hint in lower for hint in link.hints):
            continue
        for match in link.pattern.finditer(text):
            end = trimmed_end(text, *match.span())
            if value := _linked(link, match):
                yield propose(EntityLabel.HANDLE, match.start(), end, value, score=0.95, reason=f"{link.network} link")


def _linked(link: Link, match: re.Match[str]) -> str | None:
    name = match.group("name").rstrip(".-")
    if link.keeps_case:
        return f"{link.network}:{link.prefix}{name}"
    name = name.lower()
    if not name or name in link.reserved or (link.network == "telegram" and name in TELEGRAM_RESERVED):
        return None
    return f"{link.network}:{link.prefix}{name}"


def _named(text: str) -> Iterator[Entity]:
    for match in LATIN_NAME.finditer(text):
        name = match.group().rstrip(".")
        if len(name) < 4 or name.lower() in NOT_NAMES:
            continue
        word = NAME_WORD.search(text[max(0, match.start() - WORDS_BEFORE) : match.start()])
        if word is None or not (word.group("mark") or any(c in "._0123456789" for c in name)):
            continue
        network = WORD_AT[next(k for k in BARE_NAMES if word.group(k))]
        reason = f"name after «{word.group('word')}»"
        span = (match.start(), match.start() + len(name))
        yield propose(EntityLabel.HANDLE, *span, f"{network}:{name.lower()}", score=0.7, reason=reason)


def _numbered(text: str) -> Iterator[Entity]:
    for match in NUMBER_WORDS.finditer(text):
        number = digits_of(match.group("number"))
        if 5 <= len(number) <= 10:
            value = f"icq:{number}"
            yield propose(EntityLabel.HANDLE, *match.span("number"), value, score=0.9, reason="number after ICQ")


def _jabber(text: str) -> Iterator[Entity]:
    for match in JABBER.finditer(text):
        yield _xmpp(match.span(1), match.group(1))
    for match in SECRET_SERVERS.finditer(text):
        yield _xmpp(match.span(), match.group())


def _xmpp(span: tuple[int, int], name: str) -> Entity:
    return propose(EntityLabel.HANDLE, *span, f"jabber:{name.lower()}", score=0.98, reason="Jabber account")
