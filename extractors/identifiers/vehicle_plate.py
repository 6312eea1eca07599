"""Vehicle plates: Ukraine (2004 and 1995 forms), Russia, and foreign ones beside a word for a car."""

import re
from collections.abc import Iterator

from extractors.identifiers.letters import latin, words_of
from extractors.identifiers.proposal import LIKELY, NEEDS_WORD, propose
from pipeline.document import Entity, EntityLabel, Validation

UA = "АВЕІКМНОРСТХABEIKMHOPCTX"
RU = "АВЕКМНОРСТУХABEKMHOPCTYX"
BLANK = r"[ \xa0\-–]?"
TOKEN = re.compile(r"[0-9]+")
UKRAINIAN = re.compile(
    rf"(?<!\w)[{UA}]{{2}}(?P<gap>{BLANK})[0-9]{{4}}{BLANK}(?:[{UA}]{{2}}|[ZYУ][{UA}]|[{UA}][ZYУ])(?!\w)", re.I
)
RUSSIAN = re.compile(
    rf"(?<!\w)[{RU}](?P<gap>{BLANK})[0-9]{{3}}{BLANK}[{RU}]{{2}}[ \xa0\-–/|]?[0-9]{{2,3}}(?:[ \xa0]?"
    rf"(?:RUS?|РУС))?(?!\w)",
    re.I,
)
# Forms that other numbers share: they count only beside a word for a car, so they are tried where such a part stands.
NAMED = tuple(
    (re.compile(pattern), score, reason)
    for pattern, score, reason in (
        (
            rf"(?<!\w)[{RU}]{{2}}{BLANK}[0-9]{{3}}{BLANK}[0-9]{{2,3}}(?![\w/]|[.,][0-9])",
            NEEDS_WORD,
            "form of a Russian taxi plate",
        ),
        (rf"[0-9](?<!\w[0-9])[0-9]{{3}}[ -]?[{UA}I]{{2}}[ -]?[0-7](?!\w)", NEEDS_WORD, "form of a Belarusian plate"),
        (
            r"[0-9](?<!\w[0-9])[0-9]{2}[ -]?[A-ZАВЕКМНОРСТХ]{2,3}[ -]?[0-9]{2}(?!\w)",
            NEEDS_WORD,
            "form of a Kazakh plate",
        ),
        (
            rf"[{RU}](?<!\w[{RU}])[ ]?[0-9]{{3}}[ ]?[{RU}]{{2}}(?![\w]|[ -]?[0-9])",
            NEEDS_WORD,
            "form of a Russian plate without its region",
        ),
        (rf"[{RU}](?<!\w[{RU}])[ ]?[0-9]{{4}}[ ]?[0-9]{{2,3}}(?![\w])", NEEDS_WORD, "form of a Russian police plate"),
        (
            rf"[{RU}](?<!\w[{RU}])[{RU}][ ]?[0-9]{{4}}[ ]?[0-9]{{2,3}}(?![\w])",
            NEEDS_WORD,
            "form of a Russian trailer plate",
        ),
        (
            r"[0-9](?<![\w.,/-][0-9])(?:[0-9]{4}|[0-9]{2}[ -][0-9]{2}|[0-9] [0-9]{3})[ \xa0-]?[А-ЯІЇЄA-Z]{2}(?!\w)",
            NEEDS_WORD,
            "form of a Ukrainian plate before 2004 or of a tractor",
        ),
        (
            r"[A-Z](?<!\w[A-Z])[A-Z]{0,2}[ -]?(?=[A-Z0-9]{0,5}[0-9])(?!(?:19|"
            r"20)[0-9]{2}\b)[A-Z0-9]{3,6}(?:[ -][A-Z0-9]{1,3})?(?![\w-])",
            0.0,
            "letters and digits beside a word for a car",
        ),
    )
)
CAR_PARTS = (
    "авто",
    "знак",
    "г.р.з",
    "машин",
    "номер",
    "бус",
    "транспорт",
    "а/м",
    "т/з",
    "тз",
    "г/н",
    "н/з",
    "н.з",
    "днз",
    "трактор",
    "мотоцикл",
    "причіп",
    "прицеп",
    "фур",
    "водій",
    "водит",
    "спринтер",
    "sprinter",
    "мерседес",
    "mercedes",
    "форд",
    "ford",
    "рено",
    "renault",
    "опел",
    "opel",
    "фольксваген",
    "volkswagen",
    "тойот",
    "ваз",
    "бмв",
    "bmw",
    "шкод",
    "skoda",
    "ланос",
    "транзит",
    "transit",
    "plate",
    "газел",
)

# Source: series by region since 2004, with those added in 2013 and 2021 (uk. Wikipedia, «Номерні знаки України»).
REGIONS = frozenset(
    words_of(
        "AA KA TT TA AB KB MM OK AC KC CM TC AE KE PP MI AH KH TH MH AI KI TI ME AK KK TK MK AM KM TM MB AO KO MT "
        "MO AP KP TP MP AT KT TO XC AX KX XX EX BA HA XA EA BB HB EE EB BC HC CC EC BE HE XE XH BH HH OO EH BI HI "
        "XI EI BK HK XK EK BM HM XM EM BO HO XO EO BT HT XT ET BX HX OX PX CA IA OA PA CB IB OB PB CE IE OE PE CH "
        "IH OH PH II ED DC DI PD IO IC"
    )
)
WORDS = frozenset(words_of("НА НЕ ТА ТО ОТ КМ СМ МО ТОМ НІ КО ВО ТЕ МЕ АТ АС МХ ІМ"))


def find(text: str) -> Iterator[Entity]:
    """Plates of `text`, value in Latin capitals without blanks."""
    lower = text.lower()
    named = any(part in lower for part in CAR_PARTS)
    for digits in TOKEN.finditer(text):
        size = digits.end() - digits.start()
        if size == 4:
            yield from map(_ukrainian, _around(UKRAINIAN, text, digits.start()))
        elif size == 3:
            yield from map(_russian, _around(RUSSIAN, text, digits.start()))
    for pattern, score, reason in NAMED if named else ():
        for match in pattern.finditer(text):
            validation = Validation.FORMAT_OK if score else Validation.SUSPICIOUS
            yield _plate(match, score, reason, validation)


def _around(pattern: re.Pattern[str], text: str, digits_at: int) -> Iterator[re.Match[str]]:
    """The match that starts one, two or three characters before the digits, if any."""
    for back in (3, 2, 1):
        if digits_at >= back and (match := pattern.match(text, digits_at - back)):
            yield match
            return


def _russian(match: re.Match[str]) -> Entity:
    written = match.group()
    score = LIKELY if written == written.upper() else (0.3 if not match.group("gap") else 0.15)
    return _plate(match, score, "form of a Russian plate")


def _ukrainian(match: re.Match[str]) -> Entity:
    written = match.group()
    if written.upper() != written:
        score = 0.3 if not match.group("gap") and written.lower() == written else 0.1
    elif written[:2] in WORDS and written[-2:] in WORDS and match.group("gap"):
        score = NEEDS_WORD
    else:
        score = LIKELY if latin(written[:2]) in REGIONS else 0.4
    return _plate(match, score, "form of a Ukrainian plate")


def _plate(match: re.Match[str], score: float, reason: str, validation: Validation = Validation.FORMAT_OK) -> Entity:
    value = re.sub(r"[\s\xa0\-–/|]|RUS?\Z|PУC\Z", "", latin(match.group().upper()))
    return propose(EntityLabel.VEHICLE_PLATE, *match.span(), value, score=score, validation=validation, reason=reason)
