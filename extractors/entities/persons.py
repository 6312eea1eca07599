"""Persons by their form: patronymics, initials, surnames in capitals, declined or not, in either language.

The model finds most names; these rules find those it misses because a form or an officer wrote them strangely.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.entities.candidates import Candidate
from extractors.entities.morphology import Reading, is_kind, is_ordinary, known_readings, plain, readings, uses_capitals
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
AFTER_ROLE = re.compile(
    rf"""(?<![\w-])(?P<role>[^\W\d_]{{2,}}|гр\.|гр-н|гр-ка|гр-ки|гр-на) [ \t]+
    (?P<name>{NAME} (?: [ \t]+ (?:{NAME}|{INITIAL}) ){{0,2}})
    (?![\w'’-] | [ \t]+[{LOWER}]+(?:ськ|ск|нн|н)(?:ого|ої|ой|ому)\b )               # «прокурор Київської обласної …»
    """,
    re.VERBOSE,
)
GIVEN_NAME = re.compile(rf"(?<![\w'’.-])(?P<name>{TITLE})(?![\w'’-])")
LOWER_GIVEN_NAME = re.compile(rf"(?<![\w'’.@/-])(?P<name>[{UPPER}{LOWER}][{LOWER}'’ʼ]{{2,}})(?![\w'’@/-]|\.\w)")
"""For writers who use no capitals."""

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
    yield from _after_role(text, language)
    given_names = GIVEN_NAME if uses_capitals(text) else LOWER_GIVEN_NAME
    for match in given_names.finditer(text):
        if _is_only_given_name(match["name"], language):
            yield _person(match.start(), match.end(), "given_name", 0.8)
    for match in FORM_FIELD.finditer(text):
        yield _person(match.start("name"), match.end("name"), "form_field", 0.9)


def _after_role(text: str, language: str) -> Iterator[Candidate]:
    """Names right after a word that says what a person is: «адвокат Гречаний», «свидетель Ларина»."""
    at = 0
    while match := AFTER_ROLE.search(text, at):
        at = match.end("role")
        if not NAMED_ROLE.match(plain(match["role"])):
            continue
        end = match.start("name")
        for word in re.finditer(rf"{NAME}|{INITIAL}", match["name"]):
            if not _may_follow_role(word.group(), language):
                break
            end = match.start("name") + word.end()
        if end > match.start("name"):
            yield _person(match.start("name"), end, "after_role", 0.85)


def _may_follow_role(word: str, language: str) -> bool:
    """A name, a surname, or a word no dictionary knows; no place, no adjective of one, no abbreviation of an office."""
    if re.fullmatch(INITIAL, word):
        return True
    if len(word) < 3 or (word.isupper() and len(word) < 5) or NOT_SURNAMES.fullmatch(plain(word)) or is_role_word(word):
        return False
    if any(is_kind(word, kind, language) for kind in ("Name", "Surn", "Patr")):
        return True
    found = [r for other in ("uk", "ru") for r in known_readings(plain(word), other)]
    office = re.search(r"[сцз]ь?к(?:ого|ої|ой|ому|ий|а|ая|ій)$", plain(word))
    place_like = any("Geox" in r.grammemes for r in found) or any("inan" in r.grammemes for r in found)
    return not office and not place_like


def _is_only_given_name(word: str, language: str) -> bool:
    """Whether the dictionaries know the word as a person's name and as nothing else («Татьяне», but not «Надія»)."""
    found = [r for other in ("uk", "ru") for r in known_readings(plain(word), other)]
    own = [r for r in found if "Name" in r.grammemes]
    return bool(own) and all({"Name", "Surn", "Patr"} & r.grammemes or _is_name_twin(r.lemma, own) for r in found)


def _is_name_twin(lemma: str, names: list[Reading]) -> bool:
    """The Ukrainian dictionary lists some names a second time as plain nouns of the same lemma («олена»)."""
    return lemma in {r.lemma for r in names} and lemma not in NAMES_AND_WORDS


NAMES_AND_WORDS = frozenset(
    {"надія", "віра", "любов", "роза", "мир", "лев", "роман", "слава", "вера", "надежда", "любовь"}
)


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
    """Ordinary nouns do serve as surnames (Мороз, Гук); words for what a person is or does («хозяйка») do not."""
    found = readings(plain(word), language)
    nouns = [r for r in found if "NOUN" in r.grammemes and "nomn" in r.grammemes]
    if is_kind(word, "Surn", "uk") or is_kind(word, "Surn", "ru"):
        return True
    return bool(nouns) and not is_role_word(word) and not any("anim" in r.grammemes for r in nouns)


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


def without_role_words(text: str, candidate: Candidate, language: str) -> Candidate | None:
    """The person without the words before the name that say what the person is («Інспекторка Довгань»,
    «Дворічна Ліля»); None if no name is left."""
    words = list(re.finditer(r"\S+", text[candidate.start : candidate.end]))
    kept = 0
    while kept < len(words) and _says_what(words[kept].group().strip(".,"), language, last=kept + 1 == len(words)):
        kept += 1
    return replace(candidate, start=candidate.start + words[kept].start()) if kept < len(words) else None


def _says_what(word: str, language: str, *, last: bool) -> bool:
    if is_role_word(word) or plain(word) in RANKS:
        return True
    return not last and (bool(NAMED_ROLE.match(plain(word))) or _is_no_name(word, language))


NAMED_ROLE = re.compile(
    r"(?:не)?(?:потерпіл|потерпевш|постраждал|пострадавш|підозрюван|подозреваем|обвинувачен|обвиняем|засуджен|осужд[её]н|"
    r"підсудн|подсудим|свідк|свідок|свідч|свидетел|слідч|следовател|прокурор|судд|судь|заявни|заявител|адвокат|захисни|защитни|"
    r"громадян(?:ин|к)|гражданин|гражданк|гр\.|гр-|пан(?:а|у|ом|ові|і|ові|ою)?$|господин|госпож|вдов|директор|начальни|"
    r"заступни|заместител|інспектор|инспектор|оперупов|дізнавач|дознавател|експерт|эксперт|лікар|врач|вчител|учител|психолог|"
    r"секретар|перекладач|переводчи|капітан|капитан|майор|лейтенант|полковник|підполковник|подполковник|сержант|водій|воді[яєю]|"
    r"водител|перевізни|перевозчи|опікун|опекун|медсестр|бригадир|прораб|диспетчер|куратор|вербувальни|вербовщи|посередни|посредни|"
    r"координатор|менеджер|адміністратор|администратор|охоронец|охоронц|охранни|ключни|волонтер|уповноважен|уполномочен|"
    r"агент|рекрутер|юрист|нотаріус|нотариус|понят|соцпрацівни|соцработни|працівни|работни|матрос|капрал|цыган|циган|"
    r"матер[іиьея]|мат[иь]$|брат|сестр|дочк|доньк|донеч|син(?:а|у|ом)?$|сын(?:а|у|ом)?$|дружин|жен[аыуе]$|чоловік|муж(?:а|у|ем)?$|"
    r"племінни|племянни|сусід|сосед|подруг|знайом|знаком|колег|коллег|нек(?:ий|ого|оего|ая|ой)$|якийсь$|якась$)"
)
RANKS = frozenset(
    {"ст", "мол", "сержант", "лейтенант", "капітан", "капитан", "майор", "полковник", "генерал", "гр", "гр-н", "гр-ка"}
)


def _may_be_surname(word: str, language: str) -> bool:
    if NOT_SURNAMES.fullmatch(plain(word)) or is_role_word(word) or len(word) < 2:
        return False
    if is_kind(word, "Geox", language) and not is_kind(word, "Surn", language):
        return False
    return not is_ordinary(word, language) or _rare_noun(word, language)
