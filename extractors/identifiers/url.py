"""Web addresses: with a scheme, with www, bare domains, disguised ones (hxxp, [.])."""

import re
from collections.abc import Iterator

from extractors.identifiers.letters import words_of
from extractors.identifiers.proposal import propose
from pipeline.document import Entity, EntityLabel

# Country codes people here meet, and common generic names; "example", "test" as in training texts (RFC 2606).
COUNTRIES = words_of(
    "ua ru by kz md pl de cz sk ro hu tr it es fr uk nl be at ch lt lv ee ge am az uz kg tj tm il ae cy gr pt "
    "bg hr si rs me al mt ie dk se no fi lu us ca cn jp kr th vn my sg hk in id ph lk eg sa qa bh kw jo lb mk "
    "ba li mc au nz za br mx ar co cl pe io ai tv cc ws ly gg la to im fm su eu is as gl ms vc st sc pw tk ml "
    "ga cf gq"
)
GENERIC = words_of(
    "careers vacations recruitment expert express city town zone cafe bar fit health clinic care legal law estate "
    "rent rentals taxi tour voyage flights cruise photos film tube play games game bike cars car farm house homes "
    "land property shopping sale deals gift beauty fashion salon spa guide guru wiki tools plus red blue pink black "
    "com net org info biz name pro mobi edu gov mil int asia online site website store shop club top xyz "
    "space fun work works job jobs agency center company group live life world today news press link click "
    "app dev cloud host tech page blog chat vip icu buzz one moe travel tours studio team support help "
    "digital market money cash fund bet casino love date dating sexy social video photo pics gallery style "
    "media network systems solutions services consulting international global academy school kyiv kiev lviv "
    "odessa ngo ong foundation example test invalid onion local"
)
TLD = rf"(?:{'|'.join(sorted({*COUNTRIES, *GENERIC}, key=len, reverse=True))})"
NATIONAL = r"(?:укр|рф|рус|бел|қаз|москва|онлайн|сайт|дети|орг|ком)"
DOT = r"(?:\.|\[\.\]|\(\.\)|\{\.\}|\s?[\[(](?:dot|точка|крапка)[\])]\s?)"
PATH = r"(?::[0-9]{2,5})?(?:[/?#][^\s<>\"«»“”„]{0,2000})?"

SCHEME = re.compile(r"\b(?:h(?:tt|xx|хх|\*\*)ps?|ftp)\s?(?::|\[:\])\s?//[^\s<>\"«»“”„]{1,2000}", re.I)
BARE = re.compile(
    rf"[a-z0-9](?<![\w@.\-][a-z0-9])(?:[a-z0-9-]{{0,62}}{DOT}){{1,6}}{TLD}(?![\w@-]|{DOT}[a-z0-9]){PATH}", re.I | re.A
)
CYRILLIC = re.compile(
    rf"\b[а-яёіїєґa-z0-9](?<![@.\-]\w)(?:[а-яёіїєґa-z0-9-]{{0,62}}{DOT}){{1,4}}{NATIONAL}(?![\w@.-]){PATH}", re.I
)
LATIN_DOT = re.compile(r"\.[\])}]?[A-Za-z]|[\[(](?:dot|точка|крапка)")
NATIONAL_DOT = re.compile(r"\.(?:укр|рф|рус|бел|қаз|моск|онл|сай|дет|орг|ком)", re.I)
TRAILING = ".,;:!?…'’*|~"
CLOSING = {")": "(", "]": "[", "}": "{"}
DOTTED = re.compile(DOT, re.I)


def find(text: str) -> Iterator[Entity]:
    """Addresses of `text`; the value has its disguise undone and scheme and host in lower case."""
    if "//" in text:
        for match in SCHEME.finditer(text):
            end = trimmed_end(text, *match.span())
            if end - match.start() > len("https://") + 1:
                yield _entity(text, match.start(), end, 0.85)
    for pattern, hint in ((BARE, LATIN_DOT), (CYRILLIC, NATIONAL_DOT)):
        for match in pattern.finditer(text) if hint.search(text) else ():
            if not text.startswith("//", match.start() - 2) and _is_host(match.group()):
                yield _entity(text, match.start(), trimmed_end(text, *match.span()), 0.75)


def trimmed_end(text: str, start: int, end: int) -> int:
    """`end` moved left over punctuation that closes the sentence and over brackets opened before `start`."""
    surplus = {c: text.count(c, start, end) - text.count(o, start, end) for c, o in CLOSING.items()}
    while end > start:
        last = text[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in TRAILING:
            break
        end -= 1
    return end


def plain(address: str) -> str:
    """`address` with dots and scheme as browsers read them, host in lower case.

    >>> plain("hxxps://Site[.]com/A")
    'https://site.com/A'
    """
    text = DOTTED.sub(".", address)
    text = re.sub(r"^h(?:xx|хх|\*\*)p", "http", text, flags=re.I)
    text = re.sub(r"\s?(?::|\[:\])\s?//", "://", text, count=1)
    head, slashes, rest = text.partition("://")
    host, path = re.fullmatch(r"([^/?#]*)(.*)", rest if slashes else head, re.S).groups()  # type: ignore[union-attr]
    return f"{head.lower()}://{host.lower()}{path}" if slashes else f"{host.lower()}{path}"


def _is_host(written: str) -> bool:
    host = re.split(r"[/?#:]", DOTTED.sub(".", written), maxsplit=1)[0]
    labels = host.split(".")
    if not any(c.isalpha() for label in labels[:-1] for c in label):
        return False
    last = labels[-1]
    return not (len(last) == 2 and last[0].isupper() and last[1].islower())


def _entity(text: str, start: int, end: int, score: float) -> Entity:
    written = text[start:end]
    value = plain(written)
    reason = "written in disguise" if value.lower() != written.lower() else None
    return propose(EntityLabel.URL, start, end, value, score=score, reason=reason)
