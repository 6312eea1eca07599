"""Phone numbers as people write them: Ukrainian, Russian, foreign, short lines, wa.me and viber links."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from extractors.identifiers.context import nearness
from extractors.identifiers.letters import digits_of, words_of
from extractors.identifiers.phone_plans import (
    Reading,
    read_abroad,
    read_international,
    read_national,
    regions_of,
)
from extractors.identifiers.proposal import propose
from pipeline.document import Entity, EntityLabel, Validation

TOKEN = re.compile(r"[0-9]+")
STRETCH = re.compile(r"[0-9][0-9 \t\xa0\u2009\u202f()./*·•|_\-–—‑\n]{6,}")
GAP = re.compile(
    r"[ \t\xa0\u2009\u202f]{0,3}(?:(?<! )\.(?! )|[\-–—‑_/*·•|]{1,2}|[()]{1,2}|\n)?[ "
    r"\t\xa0\u2009\u202f]{0,2}[()]?[ \t\xa0]?"
)
DATE = re.compile(
    r"(?:[0-3]?[0-9][-–—][0-3]?[0-9]\.[01]?[0-9]\.(?:19|20)[0-9]{2}|[0-3]?[0-9][./-][01]?[0-9][./-]"
    r"(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}[./-][01][0-9][./-][0-3][0-9])(?![0-9])"
)
LINK = re.compile(
    r"(?:https?://)?(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=|whatsapp://send\?phone=|viber://"
    r"(?:chat|add|contact|call)\?number=|"
    r"(?:t\.me|telegram\.me)/|tel:|signal\.me/#p/)(?:\+|%2B)?(?P<digits>[0-9]{9,15})(?![\w])(?:[?&/][^\s<>\"]{0,200})?",
    re.I,
)
LOCAL = re.compile(
    r"[0-9](?<![\w.,:/)-][0-9])(?<![0-9)][ -][0-9])[0-9]{0,2}-[0-9]{2}-[0-9]{2,3}(?![\w]|"
    r"[-/.,:][0-9])|[0-9](?<![\w.,:/)-][0-9])(?<![0-9)][ -][0-9])[0-9]{2}-[0-9]{3,4}(?![\w]|"
    r"[-/.,:][0-9])"
)
SHORT = re.compile(
    r"[0-9](?<![\w.,:№#/-][0-9])(?:[0-9]{2,3}|[0-9]-[0-9]{2}|[0-9]{2} ?[0-9]{3})(?![\w%]|[ "
    r"\xa0]?[0-9]|[.,:/-][0-9]|\s?[$€₴₽%])"
)
WORD = re.compile(r"[^\W\d_]+|[\n!?;]")
CALLS = re.compile(
    r"зателефону\w*|телефону\w*|дзвон\w+|дзвін\w*|подзвон\w+|звон\w+|позвон\w+|набер\w+|набра\w+|"
    r"набир\w+|викли[кч]\w*|вызов\w*|вызыва\w*|"
    r"ліні[яїюєи]\w*|лини[яию]\w*|телефон\w*|номер\w*|тел|диспетчер\w*|вн|дод|доб|внутр\w*",
    re.I,
)
FIRM = re.compile(
    r"телефон\w*|номер\w{0,2}|тел|дзвон\w+|звон\w+|позвон\w+|подзвон\w+|телефону\w*|диспетчер\w*|вн|дод|доб", re.I
)
DIRECT = re.compile(r"[\s.:–—-]{0,3}(?:(?:на|за|по|номер\w{0,3}|коротк\w+|тел\.?)[\s.:–—-]{1,3}){0,3}")
NOT_A_LINE = re.compile(
    r"\s?(?:грн|гривен|гривн|євро|евро|руб|дол|тис|тыс|к\b|год|рок|г\.|р\.|днів|дней|осіб|чел|шт|м\b|км|хв|мин|раз)",
    re.I,
)
BEFORE = 60
KNOWN_SHORT = frozenset(
    words_of("101 102 103 104 112 911 116123 116111 116000 1547 1545 1551 1548 527 15-47 333 555 386 3700 900 1313")
)
LINK_HINTS = (".me/", "tel:", "number=", "phone=", "#p/")
SHORTEST, LONGEST, BARE_CUE = 8, 15, 0.3
"""ITU-T E.164: an international number has at most 15 digits."""


class Token(NamedTuple):
    start: int
    end: int
    digits: str


def find(text: str) -> Iterator[Entity]:
    """Phone numbers, value in E.164 where the country is known, else the digits alone."""
    if not TOKEN.search(text):
        return
    lower = text.lower()
    if any(hint in lower for hint in LINK_HINTS):
        for match in LINK.finditer(text):
            yield from _from_link(match)
    yield from _from_tokens(text)
    for match in LOCAL.finditer(text):
        digits = digits_of(match.group())
        if 5 <= len(digits) <= 7 and len(set(digits)) > 1:
            yield _local(match.span(), digits, 0.3, "form of a local number")
    yield from _short(text)


def _short(text: str) -> Iterator[Entity]:
    """Numbers of three or four digits (and 116 xxx) after a word for calling; unknown ones right after it only."""
    for match in SHORT.finditer(text):
        if NOT_A_LINE.match(text, match.end()):
            continue
        word = _call_before(text, match.start())
        if word is None:
            continue
        digits = digits_of(match.group())
        if digits in KNOWN_SHORT:
            yield _local(match.span(), digits, 0.6, "known short number after a word for calling")
        elif len(digits) <= 4 and FIRM.fullmatch(word.group()) and DIRECT.fullmatch(text, word.end(), match.start()):
            yield _local(match.span(), digits, 0.1, "short number after a word for calling")


def _call_before(text: str, start: int) -> re.Match[str] | None:
    """The last word for calling in the same sentence before `start`."""
    found = None
    for word in WORD.finditer(text, max(0, start - BEFORE), start):
        found = (word if is_call(word.group()) else found) if word.group() not in "\n!?;" else None
    return found


@lru_cache(maxsize=100_000)
def is_call(word: str) -> bool:
    """True for a word that says a phone number may follow."""
    return CALLS.fullmatch(word) is not None


def _from_link(match: re.Match[str]) -> Iterator[Entity]:
    digits = match.group("digits")
    reading = read_international(digits) or next(iter(read_national(digits)), None)
    if reading:
        yield _entity(match.start(), match.end(), reading._replace(score=0.97, reason="link to a phone number"))


def _local(span: tuple[int, int], digits: str, score: float, reason: str) -> Entity:
    return propose(EntityLabel.PHONE, *span, digits, score=score, validation=Validation.FORMAT_OK, reason=reason)


def _from_tokens(text: str) -> Iterator[Entity]:
    for stretch in STRETCH.finditer(text):
        tokens = [Token(m.start(), m.end(), m.group()) for m in TOKEN.finditer(text, *stretch.span())]
        if sum(len(t.digits) for t in tokens) >= SHORTEST:
            yield from _in_stretch(text, tokens)


def _in_stretch(text: str, tokens: list[Token]) -> Iterator[Entity]:
    """Numbers in a stretch of digits and phone punctuation, longest first from the left."""
    regions: tuple[str, ...] | None = None
    at = 0
    while at < len(tokens):
        reach = _reach(text, tokens, at)
        if sum(len(t.digits) for t in tokens[at : reach + 1]) < SHORTEST or not _may_start(text, tokens[at]):
            at += 1
            continue
        last, readings = _longest(text, tokens, at, reach)
        if not readings and _may_be_bare(text, tokens, at, reach):
            regions = regions_of(text) if regions is None else regions
            last, readings = reach, read_abroad("".join(t.digits for t in tokens[at : reach + 1]), regions)
        for reading in readings:
            start = _start(text, tokens[at].start, tokens[last].end)
            yield _entity(start, tokens[last].end, reading, penalty=_penalty(text, tokens, at, last, start))
        at = last + 1 if readings else at + 1


def _reach(text: str, tokens: list[Token], at: int) -> int:
    """Index of the last token that phone punctuation joins to the one at `at`, within 15 digits."""
    size, newlines = len(tokens[at].digits), 0
    while at + 1 < len(tokens):
        gap_start, gap_end = tokens[at].end, tokens[at + 1].start
        size += len(tokens[at + 1].digits)
        if size > LONGEST or gap_end - gap_start > 6 or not GAP.fullmatch(text, gap_start, gap_end):
            break
        newlines += text.count("\n", gap_start, gap_end)
        if newlines > 1:
            break
        at += 1
    return at


def _may_start(text: str, token: Token) -> bool:
    before = text[token.start - 1 : token.start]
    if before in ("№", "@", "#", "_", "$", "€", "=") or (before.isalpha() and before.isascii()):
        return False
    if before.isalpha() and len(token.digits) < 9:
        return False
    return not DATE.match(text, token.start)


def _longest(text: str, tokens: list[Token], at: int, reach: int) -> tuple[int, tuple[Reading, ...]]:
    plus = text[max(0, tokens[at].start - 3) : tokens[at].start].rstrip(" (").endswith("+")
    doubtful: tuple[int, tuple[Reading, ...]] | None = None
    for last in range(reach, at - 1, -1):
        if not _may_end(text, tokens[last]):
            continue
        digits = "".join(t.digits for t in tokens[at : last + 1])
        if len(digits) < 8:
            break
        readings = _plus(digits) if plus else read_national(digits)
        if any(r.valid for r in readings):
            return last, readings
        doubtful = doubtful or ((last, readings) if readings else None)
    return doubtful or (reach, ())


def _plus(digits: str) -> tuple[Reading, ...]:
    reading = read_international(digits)
    if reading is None and digits[0] in "08":
        return read_national(digits)
    return (reading,) if reading else ()


def _may_end(text: str, token: Token) -> bool:
    after = text[token.end : token.end + 1]
    if after in ("%", "@", "_", "$", "€", "₴", "°") or (after.isalpha() and after.isascii()):
        return False
    return not (after in (".", ",", ":", "/") and text[token.end + 1 : token.end + 2].isdigit() and after in ",:/")


def _may_be_bare(text: str, tokens: list[Token], at: int, reach: int) -> bool:
    """True for a whole run of 8-13 digits beside a word for a phone, the only place where bare numbers count."""
    if not 8 <= sum(len(t.digits) for t in tokens[at : reach + 1]) <= 13 or reach - at >= 6:
        return False
    if (at and GAP.fullmatch(text, tokens[at - 1].end, tokens[at].start)) or not _may_end(text, tokens[reach]):
        return False
    return nearness(text, tokens[at].start, tokens[reach].end).get(EntityLabel.PHONE, 0.0) >= BARE_CUE


def _start(text: str, start: int, end: int) -> int:
    """`start` moved left over an opening bracket and a plus that belong to the number."""
    low = start
    while low > 0 and start - low < 3 and text[low - 1] in "+( ":
        low -= 1
    while low < start and (text[low] == " " or (text[low] == "(" and ")" not in text[start:end])):
        low += 1
    return low


def _penalty(text: str, tokens: list[Token], at: int, last: int, start: int) -> float:
    """What the neighbourhood takes from a reading that is cut out of a longer run of digits."""
    if text[start] == "+":
        return 0.0
    joined = at > 0 and GAP.fullmatch(text, tokens[at - 1].end, tokens[at].start)
    tight = at > 0 and tokens[at].start - tokens[at - 1].end == 1 and not text[tokens[at].start - 1].isspace()
    after = last + 1 < len(tokens) and GAP.fullmatch(text, tokens[last].end, tokens[last + 1].start)
    many = 0.1 if last - at > 6 else 0.0
    return (0.3 if tight else 0.15 if joined else 0.0) + (0.1 if after else 0.0) + many


def _entity(start: int, end: int, reading: Reading, penalty: float = 0.0) -> Entity:
    validation = Validation.FORMAT_OK if reading.valid else Validation.SUSPICIOUS
    return propose(
        EntityLabel.PHONE,
        start,
        end,
        reading.value,
        score=max(0.0, round(reading.score - penalty, 3)),
        validation=validation,
        reason=reading.reason,
    )
