"""Persons by their form: patronymics, initials, surnames in capitals, declined or not, in either language.

The model finds most names; these rules find those it misses because a form or an officer wrote them strangely.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.entities.candidates import Candidate
from extractors.entities.morphology import is_kind, is_ordinary, plain, readings
from pipeline.document import EntityLabel

UPPER, LOWER = "А-ЯІЇЄҐЁ", "а-яіїєґё"
TITLE = rf"[{UPPER}][{LOWER}'’ʼ`]+(?:-[{UPPER}][{LOWER}'’ʼ`]+)?"
CAPITALS = rf"[{UPPER}][{UPPER}'’ʼ`]+(?:-[{UPPER}][{UPPER}'’ʼ`]+)?"
NAME = rf"(?:{TITLE}|{CAPITALS})"
INITIAL = rf"[{UPPER}][{LOWER}]?\."
PATRONYMIC_ENDING = (
    r"(?:[оеєи]вич|ьич|ьїч|лліч|[іїи]вн|[ое]вн|инич[нк]|ічн|инишн)(?:а|у|ю|ем|ом|еві|ові|е|і|и|ы|о|ою|ой)?"
)
PATRONYMIC = (
    rf"(?:[{UPPER}][{LOWER}'’ʼ]+{PATRONYMIC_ENDING}|[{UPPER}]{{2,}}(?i:{PATRONYMIC_ENDING})|"
    rf"{NAME}[ -](?i:оглы|огли|кызы|кизи|оглу))"
)

FULL = re.compile(
    rf"""(?<![\w'’])
    (?: (?P<before>{NAME}) [ \t]+ )? (?P<given>{NAME}) [ \t]+ {PATRONYMIC} (?![\w'’])  # (Коваленко) Олена Іванівна
    (?: [ \t]+ (?P<after>{NAME}) )?                                                    # Олена Іванівна (Коваленко)
    (?![\w'’])""",
    re.VERBOSE,
)
SURNAME_INITIALS = re.compile(rf"(?<![\w'’.])(?P<surname>{NAME})[ \t\n]{{1,2}}{INITIAL}[ \t]?[{UPPER}](?:\.|(?![\w.]))")
INITIALS_SURNAME = re.compile(rf"(?<![\w'’.]){INITIAL}[ \t]?{INITIAL}[ \t]?(?P<surname>{NAME})(?![\w'’])")
INITIAL_SURNAME = re.compile(
    rf"(?<![\w'’.]){INITIAL}[ \t]?(?P<surname>[{UPPER}][{LOWER}'’ʼ]+"
    rf"(?:енк|[чл]?[ую]к|[сцз]ь?к|[оеє]в|[иії]н|ець|янц?|дзе|швил|швіл|ян|иш|ич)(?:[{LOWER}]{{0,4}}))(?![\w'’])"
)
CAPITAL_SURNAME = re.compile(
    rf"(?<![\w'’])(?P<surname>{CAPITALS})[ \t]+(?P<given>{TITLE})(?![\w'’])|"
    rf"(?<![\w'’])(?P<given_first>{TITLE})[ \t]+(?P<surname_last>{CAPITALS})(?![\w'’])"
)
FORM_FIELD = re.compile(
    rf"(?im:^[ \t]*(?:прізвище|фамилия|п\.?[іi]\.?б\.?|ф\.?и\.?о\.?|піб|фио)[^:\n]{{0,25}}[:—–-][ \t]*)"
    rf"(?P<name>{NAME}(?:[ \t]+{NAME}){{0,2}})"
)
NOT_SURNAMES = re.compile(
    r"(?:с?тов|пп|го|фоп|ооо|оао|зао|ип|ат|пат|прат|вп|гу|ру|сво|сбу|мвс|мвд|україн\w|украин\w|рф|київ|киев|кк|кпк|ук|упк|"
    r"ст|статт?[яі]|стать[яи]|суд|вул|ул|просп|пров|бул|пл|наб|буд|дім|кв|обл|район)"
)


def find_persons(text: str, language: str) -> Iterator[Candidate]:
    """Persons whose form gives them away."""
    for match in FULL.finditer(text):
        yield _person(*_trimmed(match, language), "patronymic", 0.97)
    for pattern, rule in (
        (SURNAME_INITIALS, "surname_initials"),
        (INITIALS_SURNAME, "initials_surname"),
        (INITIAL_SURNAME, "initial_surname"),
    ):
        for match in pattern.finditer(text):
            if _may_be_surname(match["surname"], language):
                yield _person(match.start(), match.end(), rule, 0.95)
    for match in CAPITAL_SURNAME.finditer(text):
        given = match["given"] or match["given_first"]
        surname = match["surname"] or match["surname_last"]
        if is_kind(given, "Name", language) and _may_be_surname(surname, language):
            yield _person(match.start(), match.end(), "capital_surname", 0.93)
    for match in FORM_FIELD.finditer(text):
        yield _person(match.start("name"), match.end("name"), "form_field", 0.9)


def _trimmed(match: re.Match[str], language: str) -> tuple[int, int]:
    """The full name without a capitalised word in front of or behind it that is none of it."""
    start, end = match.span()
    if match["before"] and _is_no_name(match["before"], language):
        start = match.start("given")
    surname_first = match["before"] and start == match.start()
    if match["after"] and (surname_first or _is_no_name(match["after"], language)):
        end = match.start("after")
        while match.string[end - 1].isspace():
            end -= 1
    return start, end


def _person(start: int, end: int, rule: str, score: float) -> Candidate:
    return Candidate(start=start, end=end, label=EntityLabel.PERSON, rule=rule, score=score)


def _is_no_name(word: str, language: str) -> bool:
    """A capitalised word beside a name that is not part of it: «Потерпіла», «Слідчий», «Вдова»."""
    return bool(NOT_SURNAMES.fullmatch(plain(word))) or (is_ordinary(word, language) and not _rare_noun(word, language))


def _rare_noun(word: str, language: str) -> bool:
    """Ordinary nouns do serve as surnames (Мороз, Коваль, Гук); words for a person's part in a case do not."""
    found = readings(plain(word), language)
    return any("NOUN" in r.grammemes and "nomn" in r.grammemes for r in found) and not is_role_word(word)


def is_role_word(word: str) -> bool:
    """Whether the word says what a person does or is in a case, rather than naming one."""
    return bool(ROLE_WORD.match(plain(word)))


ROLE_WORD = re.compile(
    r"(?:не)?(?:потерпіл|потерпевш|постраждал|пострадавш|підозрюван|подозреваем|обвинувачен|обвиняем|засуджен|осужд[её]н|"
    r"підсудн|подсудим|свід|свидетел|слідч|следовател|прокурор|судд|судь|заявни|заявител|адвокат|захисни|защитни|"
    r"громадян|гражд|пан[іа]?$|пан[еу]$|гр$|госпо|представни|представител|вдов|матер|мати|мать|батьк|отец|отц|син|сын|"
    r"дочк|дочер|донь|сестр|брат|чоловік|муж|жон|жен|дружин|директор|начальни|заступни|заместител|керівни|руководител|"
    r"інспектор|инспектор|оперупов|дізнава|дознава|експерт|эксперт|лікар|врач|учитель|вчител|психолог|голов|глав|"
    r"секретар|перекладач|переводчик|капітан|капитан|майор|лейтенант|полковник|підполковник|сержант|шанов|уважаем|"
    r"мама|мамо|тато$|тату$|папа$|консультант|оператор|менеджер|куратор$|кураторк|консул|продав|покуп|клієнт|клиент|"
    r"дорог|просим|повідомл|ухвал|вирок|заява|показ|допит|протокол|коли|якщо|если|когда|также|також)"
)


def without_role_words(text: str, candidate: Candidate) -> Candidate | None:
    """The person without words before the name that say what the person is («Інспекторка Довгань»); None if no
    name is left."""
    start = candidate.start
    for match in re.finditer(r"\S+\s*", text[candidate.start : candidate.end]):
        word = match.group().strip(" .,\n\t")
        if not (is_role_word(word) or plain(word) in RANKS):
            break
        start = candidate.start + match.end()
    return replace(candidate, start=start) if start < candidate.end else None


RANKS = frozenset(
    {"ст", "мол", "сержант", "лейтенант", "капітан", "капитан", "майор", "полковник", "генерал", "гр", "гр-н", "гр-ка"}
)


def _may_be_surname(word: str, language: str) -> bool:
    if NOT_SURNAMES.fullmatch(plain(word)) or is_role_word(word) or len(word) < 2:
        return False
    if is_kind(word, "Geox", language) and not is_kind(word, "Surn", language):
        return False
    return not is_ordinary(word, language) or _rare_noun(word, language)
