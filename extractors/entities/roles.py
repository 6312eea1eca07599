"""What a person is in a case, by the words beside the name: suspect, victim, witness …"""

import re
from typing import NamedTuple

WINDOW_CHARS = 60
SENTENCE_END = re.compile(r"[.!?…]\s+(?=[^\W\da-zа-яіїєґё_])|\n|;")
NOT_AN_END = re.compile(r"(?<!\w)(?:гр|ст|зв|тел|р|н|м|с|вул|ул|о|пор|кап|май|полк|лейт|сл)\.\s+$", re.IGNORECASE)


class Role(NamedTuple):
    """A role and the stems that say it, Ukrainian and Russian."""

    name: str
    stems: re.Pattern[str]


def _role(name: str, stems: str) -> Role:
    return Role(name, re.compile(rf"(?<![\w-])(?:{stems})[\w'’]*", re.IGNORECASE))


ROLES: tuple[Role, ...] = (
    _role(
        "representative",
        r"законн\w+\s+представ(?:ни|ител)|представник(?:а|у|ом)?\s+потерпіл|опікун|опекун",
    ),
    _role("victim", r"потерпіл|потерпевш|постраждал|пострадавш|жертв[аиуі]"),
    _role(
        "suspect",
        r"підозрюван|подозреваем|обвинувачен|обвиняем|засуджен|осужд[её]н|підсудн|подсудим|затриман|задержан|"
        r"повідомл\w+\s+про\s+підозру|фігурант|фигурант",
    ),
    _role("witness", r"свідк|свідо?ч|свідок|свидетел|понят(?:ий|ая|ого|ой|им|ому|і|ые|ых)"),
    _role("recruiter", r"вербувальни|вербовщи|вербувал|посередни|посредни|куратор"),
    _role("carrier", r"перевізни|перевозчи|водій|воді[яєю]|водител|диспетчер"),
    _role("client", r"замовни|заказчи|клієнт|клиент"),
    _role("counsel", r"адвокат|захисни|защитни"),
    _role(
        "officer",
        r"слідч|следовател|прокурор|оперупов|о/у|дізнава|дознава|інспектор|инспектор|дільничн|участков|детектив|"
        r"суд(?:дя|ді|дею|дю|ья|ьи|ье|ью|ьей)(?!\w)|капітан|капитан|майор|лейтенант|полковни|підполковни|подполковни",
    ),
    _role("applicant", r"заявни|заявител|скаржни|авторк?\w*\s+звернення"),
    _role("owner", r"директор|власни|владел|засновни|учредител|господар|хозяин|хозяйк|роботодав|работодател"),
)
"""In order of weight: where two stand at the same distance the earlier in this list is kept."""


def role_of(text: str, start: int, end: int) -> str | None:
    """The role said by the nearest words before the name, else right after it; None if nothing says.

    >>> role_of("Потерпіла Коваленко пояснила", 10, 19)
    'victim'
    """
    before = text[max(0, start - WINDOW_CHARS) : start]
    looked = before + text[start : start + 1]
    ends = [m.end() for m in SENTENCE_END.finditer(looked) if not NOT_AN_END.search(before[: m.end()])]
    before = before[ends[-1] if ends else 0 :]
    found = [(m.end(), -rank, role.name) for rank, role in enumerate(ROLES) for m in role.stems.finditer(before)]
    if found:
        at, _, name = max(found)
        if _is_near(before[at:]):
            return name
    return _role_after(text[end : end + WINDOW_CHARS])


FIRM = re.compile(r"«[^»\n]*»|\"[^\"\n]*\"")
OTHER_NAME = re.compile(r"[A-ZА-ЯІЇЄҐЁ][a-zа-яіїєґё'’]+(?<!ого)(?<!ої)(?<!ой)(?<!ому)(?![\w'’])")


def _is_near(between: str) -> bool:
    """No other name or clause lies between the role and the name: rank, unit («СВ Сумського РУП»), «гр.» may."""
    between = FIRM.sub("", between)
    if OTHER_NAME.search(between):
        return False
    return not re.search(r"[,:;!?—–]\s+\S+\s+\S+\s+\S+", between)


AFTER = re.compile(
    r"""(?x) \s* (?: \( (?P<bracket> [^()\n]{3,40} ) \)
    | ,? \s* (?: є|—|–|-|це|это|является|как|як|визнан\w*|признан\w* ) \s+ (?P<verb> [\w\s'’]{3,30} ) )"""
)


def _role_after(after: str) -> str | None:
    match = AFTER.match(after)
    if match is None:
        return None
    said = match["bracket"] or match["verb"]
    return next((role.name for role in ROLES if role.stems.match(said.strip())), None)
