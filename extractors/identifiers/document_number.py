"""Numbers of other papers and things: licences, certificates, protocols, invoices, IMEI, VIN, IP, КАТОТТГ, cadastre."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from stdnum import luhn

from extractors.identifiers.context import weights_of
from extractors.identifiers.papers import kind_of
from extractors.identifiers.proposal import propose
from pipeline.document import Entity, EntityLabel, Validation

UPPER = "А-ЩЬЮЯІЇЄҐЫЭA-Z"
MARK = re.compile(r"№|[NН](?<![^\W_][NН])(?=[ \xa0]?[0-9])|No\.? ?(?=[0-9])")
TOKEN = re.compile(
    rf"[ \xa0:]{{0,3}}(?P<token>(?:[{UPPER}]{{1,10}}[-/ ]?){{0,3}}[0-9]\w{{0,30}}(?:[/.:\-–]+\w{{1,20}}){{0,6}})"
)
SERIES = re.compile(rf"(?<![\w-])(?:[{UPPER}]{{2}}|[{UPPER}]{{2}}-[IІVX]{{1,3}})[ \xa0]?\Z")
DIGIT_SERIES = re.compile(r"\bсер(?:ії|ии|ія|ия)?\.?\s(?P<digits>[0-9]{2,4})[ \xa0]?\Z", re.I)
DIGITS = re.compile(r"[0-9]{2,}|[0-9](?=[/-])")
LEFT = re.compile(rf"(?:(?<![\w.,/№@-])[{UPPER}]{{1,4}}[ -])?(?<![\w.,/№@-])(?:[^\W_]|[/-](?=[^\W_])){{0,24}}\Z")
RIGHT = re.compile(r"(?:[^\W_]|[/-](?=\w)){0,24}(?![\w@]|[-/.:]\w|[ \xa0]?(?:№|[0-9]))")
NO_NUMBER = re.compile(
    r"[0-9]{1,2}[-/][0-9]{1,2}|(?:19|20)[0-9]{2}[-/](?:19|20)?[0-9]{2}|[0-9]+-?[а-яіїєґё]{2,}|"
    r"[0-9]{1,3}|(?:19|20)[0-9]{2}"
)
SENTENCE_END = re.compile(r"\w{5}\.\s{1,3}\Z")
CURRENCY = re.compile(r"\s?(?:[$€₴₽]|грн|гривен|гривн|євро|евро|руб|дол|usd|eur|uah|zł|зл|тис|тыс)", re.I)
PREFIX = re.compile(r"([^\W\d_]{2,4}) ")
LIST = re.compile(
    r"(?:,\s?|\s(?:та|і|й|и)\s)(?:№\s?)?(?P<token>[0-9]{2,7})"
    r"(?![\w]|[ \xa0]?[0-9]|[.,:/-][0-9]|\s?(?:грн|євро|евро|руб|дол|тис|тыс|ст\b|рок|год|\$|€))"
)
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*|[0-9]+(?:[./-][0-9]+)*|[;!?\n]")
BEFORE = 70
STRONG, FAIR, LOOSE, BARE_SCORE = 0.65, 0.52, 0.2, 0.58
NEAR_WORDS, BARE_WORDS, SHORT_DIGITS, LONGEST_BARE = 6, 4, 3, 12
"""How many words may lie between a paper's noun and its number, with № and without; shorter digits need it nearer."""


class Form(NamedTuple):
    """A form that names itself. `hint` is a cheaper pattern without which `pattern` (group `n`) cannot match."""

    hint: re.Pattern[str]
    pattern: re.Pattern[str]
    score: float
    reason: str


def _form(hint: str, pattern: str, score: float, reason: str, flags: int = re.I) -> Form:
    return Form(re.compile(hint), re.compile(pattern, flags), score, reason)


LONG_FORMS = (
    _form(
        r"[0-9]{20}|[0-9]{5} [0-9]{3} ",
        r"(?<!\w)(?P<n>[0-9]{20}|[0-9]{5} [0-9]{3} [0-9] [0-9]{4} [0-9]{7})(?!\w)",
        0.5,
        "20 digits, as in a Russian bank account",
    ),
    _form(
        r"[0-9]{15}",
        r"\b(?:IMEI\d?|имей|імей|имеи)\b[^\n0-9]{0,12}(?:[12][.):][^\n0-9]{0,4})?(?P<n>[0-9]{15})(?!\w)",
        0.95,
        "IMEI",
    ),
    _form(r"UA[0-9]{17}", r"\b(?P<n>UA[0-9]{17})(?!\w)", 0.9, "КАТОТТГ place code"),
    _form(
        r"[0-9]:[0-9]{2}:[0-9]{3}:",
        r"(?<![\w:])(?P<n>[0-9]{10}:[0-9]{2}:[0-9]{3}:[0-9]{4})(?![\w:])",
        0.95,
        "cadastral number",
    ),
    _form(
        r"[А-ЯІЇЄ]{2}[ \xa0]?№?[ \xa0]?[0-9]{6}",
        r"(?<!\w)(?P<n>[IVXІХ1]{1,4}\s?[-–]\s?[А-ЯІЇЄ]{2}\s?№?\s?[0-9]{6})(?!\w)",
        0.9,
        "form of a birth certificate",
        0,
    ),
    _form(
        r"[А-ЯІЇЄ]{3}[ \xa0]?№?[ \xa0]?[0-9]{6}",
        r"(?<!\w)(?P<n>[А-ЯІЇЄ]{3}\s?№?\s?[0-9]{6})(?!\w)",
        0.55,
        "form of a driving licence",
        0,
    ),
    _form(
        r"[0-9]{14}",
        r"\b(?:ТТН|ЕН|ЕТТН|накладн\w+|трек\w*|відправленн\w+|посилк\w+|отправлени\w+|посылк\w+)"
        r"(?:\W{1,4}[^\d\n]{0,24}?)(?P<n>(?:20|59|1[0-9])[0-9]{12})(?!\w)",
        0.9,
        "parcel number",
    ),
    _form(
        r"[0-9]{4}-[0-9]{7}",
        r"\b(?:довідк\w*|справк\w*)\s[^.\n]{0,40}?(?P<n>[0-9]{4}-[0-9]{7,10})(?!\w)",
        0.9,
        "form of a displaced person's certificate",
    ),
    _form(
        r"ICCID|IMSI|MAC|ІМСІ",
        r"\b(?:ICCID|IMSI|MAC|ІМСІ)\b[^\n0-9a-f]{0,12}(?P<n>[0-9]{15,20}|"
        r"(?:[0-9A-F]{2}[:-]){5}[0-9A-F]{2})(?!\w)",
        0.95,
        "device number",
    ),
)
FORMS = (
    _form(
        r"[A-Z0-9]{17}",
        r"\b(?:VIN|ВІН|вин|кузов\w*|шас[сі]\w*|рам[аиы])\b[\s:№-]{0,8}(?:код[\s:]{1,2})?(?P<n>"
        r"(?=[A-Z]{0,16}[0-9])[A-HJ-NPR-Z0-9]{17})(?!\w)",
        0.95,
        "VIN",
    ),
    _form(
        r"[0-9]\.[0-9]{1,3}\.[0-9]",
        r"(?<![\w.])(?P<n>(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\.){3}(?:25[0-5]|2[0-4][0-9]|"
        r"1?[0-9]{1,2}))(?![\w]|\.[0-9])",
        0.5,
        "form of an IP address",
    ),
    _form(r"МФО|мфо", r"\bМФО\b[\s:№-]{0,3}(?P<n>[0-9]{6})(?!\w)", 0.8, "bank code"),
    _form(
        r"S/?N|с/н|ерійн|ерийн",
        r"\b(?:SN|S/N|с/н|серійн\w+ номер|серийн\w+ номер)[\s:№-]{1,3}(?P<n>"
        r"(?=[A-Z-]{0,20}[0-9])[A-Z0-9-]{5,25})(?!\w)",
        0.85,
        "serial number",
    ),
    _form(
        r"[0-9]{4} [0-9]{2} [0-9]{2} [0-9]{2}",
        r"\bУКТ\s?ЗЕД\b[\s:№-]{0,3}(?P<n>[0-9]{4}(?: [0-9]{2}){3})(?!\w)",
        0.9,
        "customs code",
    ),
)
SIX_DIGITS = re.compile(r"[0-9]{6}|[0-9]:[0-9]")


class Noun(NamedTuple):
    """The word that says what a number is: its kind (papers.kind_of), itself, and how many words lie between."""

    kind: str
    word: str
    between: int


def find(text: str) -> Iterator[Entity]:
    """Document numbers; a bare «№ 5» counts only after the noun of a paper, never after school, flat or bus."""
    for form in (*FORMS, *LONG_FORMS) if SIX_DIGITS.search(text) else FORMS:
        if form.hint.search(text):
            for match in form.pattern.finditer(text):
                yield _of_form(form, match)
    for mark in MARK.finditer(text):
        if token := TOKEN.match(text, mark.end()):
            yield from _numbered(text, mark, token)
    yield from _bare(text)


def _of_form(form: Form, match: re.Match[str]) -> Entity:
    value = match.group("n")
    if form.reason == "IMEI":
        holds = luhn.is_valid(value)
        validation = Validation.CHECKSUM_OK if holds else Validation.INVALID
        reason = f"IMEI, check digit {'holds' if holds else 'fails'}"
        return _found(match.span("n"), value, form.score, reason, validation)
    return _found(match.span("n"), value, form.score, form.reason)


def _numbered(text: str, mark: re.Match[str], token: re.Match[str]) -> Iterator[Entity]:
    written = token.group("token")
    start, series = token.start("token"), ""
    before = text[max(0, mark.start() - 20) : mark.start()]
    if len(written) >= 5 and written.isdigit() and (found := SERIES.search(before)):
        series, start = found.group().strip(), mark.start() - len(found.group())
    elif found := DIGIT_SERIES.search(before):
        series = found.group("digits")
        start = mark.start() - (len(before) - found.start("digits"))
    noun = _noun_before(text, start, NEAR_WORDS)
    score, reason = _score(written, noun, bool(series))
    yield _found((start, token.end()), f"{series} {written}".strip(), score, reason)
    at = token.end()
    while score >= STRONG and written.isdigit() and (following := LIST.match(text, at)):
        yield _found(following.span("token"), following.group("token"), score, reason)
        at = following.end()


def _score(written: str, noun: Noun, has_series: bool) -> tuple[float, str]:
    if noun.kind == "place" and noun.between <= 1:
        return 0.0, f"number of a place or a line after «{noun.word}»"
    short = written.isdigit() and len(written) <= SHORT_DIGITS
    if noun.kind in ("strong", "weak") and noun.between <= (2 if short else NEAR_WORDS):
        return STRONG, f"number after «{noun.word}»"
    telling = has_series or any(c.isalpha() or c in "/-" for c in written) or len(written) > SHORT_DIGITS
    return (FAIR if telling and len(written) > 2 else LOOSE), "number after №"


def _bare(text: str) -> Iterator[Entity]:
    """Numbers without № right after the noun of a paper: «посвідчення водія ВХА 448120», «лицензия 66/4417»."""
    at = 0
    for digits in DIGITS.finditer(text):
        if (
            digits.start() < at
            or _stands_short(text, *digits.span())
            or (right := RIGHT.match(text, digits.end())) is None
        ):
            continue
        low = max(at, digits.start() - 30)
        left = LEFT.search(text[low : digits.start()])
        if left is None:
            continue
        start, at = low + left.start(), right.end()
        prefix = PREFIX.match(text, start, digits.start())
        if prefix and kind_of(prefix.group(1)) == "filler":
            start = prefix.end()
        elif prefix and weights_of(prefix.group(1)):
            continue
        written = text[start:at]
        if len(written) < SHORT_DIGITS + 1 or NO_NUMBER.fullmatch(written):
            continue
        if SENTENCE_END.search(text[max(0, start - BEFORE) : start]) or CURRENCY.match(text, at):
            continue
        noun = _noun_before(text, start, BARE_WORDS)
        if noun.kind == "strong" and not (written.isdigit() and len(written) > LONGEST_BARE):
            yield _found((start, at), written, BARE_SCORE, f"number after «{noun.word}»")


def _stands_short(text: str, start: int, end: int) -> bool:
    """True for up to three digits with nothing glued to them, the commonest case: no number of a paper without №."""
    glued = text[start - 1 : start] + text[end : end + 1]
    return (
        end - start <= SHORT_DIGITS
        and not any(c.isalnum() or c in "/-" for c in glued)
        and not text[max(0, start - 2) : start - 1].isupper()
    )


def _noun_before(text: str, start: int, most: int) -> Noun:
    """The nearest telling word before `start` with only fillers and dates between (kind "" if none)."""
    between = 0
    words = WORD.findall(text, max(0, start - BEFORE), start)
    for word in reversed(words):
        if word in ";!?\n" or between > most:
            break
        kind = kind_of(word)
        if kind in ("strong", "weak", "place"):
            return Noun(kind, word, between)
        if kind == "" and not word[0].isdigit():
            between += 1
            if most == BARE_WORDS:
                break
    return Noun("", "", between)


def _found(
    span: tuple[int, int], written: str, score: float, reason: str, validation: Validation = Validation.FORMAT_OK
) -> Entity:
    value = " ".join(written.split())
    return propose(EntityLabel.DOCUMENT_NUMBER, *span, value, score=score, validation=validation, reason=reason)
