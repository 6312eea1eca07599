"""E-mail addresses, plain or disguised: name(собака)ukr.net, name [at] gmail [dot] com."""

import re
from collections.abc import Iterator

from extractors.identifiers.letters import latin
from extractors.identifiers.proposal import propose
from pipeline.document import Entity, EntityLabel

AT = re.compile(
    r"@|\s?[\[({<]\s?(?:at|собака|собачка|сабака|ат|эт|ет|@|равлик)\s?[\])}>]\s?|\s(?:собака|собачка|сабака)\s", re.I
)
DOT = r"(?:\.|\s?[\[({]\s?(?:\.|dot|крапка|точка|тчк)\s?[\])}]\s?|\s(?:крапка|точка|тчк)\s)"
DOTS = re.compile(DOT, re.I)
LOCAL = re.compile(rf"[\w](?:[\w%+'-]|{DOT}){{0,80}}\Z", re.I)
DOMAIN = re.compile(rf"[^\W_](?:[\w-]{{0,62}}){DOT}(?:[^\W_][\w-]{{0,62}}{DOT}){{0,4}}[^\W\d_]{{2,24}}(?![\w@-])", re.I)
HINTS = ("@", "собак", "собач", "сабак", "равлик", "at)", "at]", "ат)", "эт)", "ет)", "at }", "at >", "at ]", "at )")
LONGEST_LOCAL = 64
"""RFC 5321, 4.5.3.1.1."""


def find(text: str) -> Iterator[Entity]:
    """E-mail addresses of `text`, value in lower case with disguises undone."""
    lower = text.lower()
    if not any(hint in lower for hint in HINTS):
        return
    for at in AT.finditer(text):
        if entity := _around(text, at):
            yield entity


def _around(text: str, at: re.Match[str]) -> Entity | None:
    domain = DOMAIN.match(text, at.end())
    if domain is None:
        return None
    low = max(0, at.start() - LONGEST_LOCAL)
    local = LOCAL.search(text[low : at.start()])
    if local is None:
        return None
    disguised = at.group() != "@" or "." not in domain.group()
    name, host = _plain(local.group()), _plain(domain.group())
    if not disguised and " " in local.group() + domain.group():
        return None
    if not _is_sensible(name, host):
        return None
    start = low + local.start()
    reason = "written in disguise" if disguised else None
    return propose(EntityLabel.EMAIL, start, domain.end(), f"{name}@{host}", score=0.95, reason=reason)


def _plain(part: str) -> str:
    plain = DOTS.sub(".", part).lower()
    folded = latin(plain)
    return folded if folded.isascii() else plain


def _is_sensible(name: str, host: str) -> bool:
    if ".." in name or name.startswith(".") or name.endswith("."):
        return False
    return host.isascii() if name.isascii() else not host.rsplit(".", 1)[1].isascii()
