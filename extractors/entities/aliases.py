"""Aliases: what a person is called instead of a name, by the words before it or by its own form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.entities.candidates import MODEL, Candidate
from extractors.entities.morphology import is_kind, is_ordinary, plain
from extractors.entities.persons import is_role_word
from pipeline.document import EntityLabel

LETTER = r"[^\W\d_]"
CAPITALISED = rf"[A-ZА-ЯІЇЄҐЁ]{LETTER}*(?:['’ʼ-]{LETTER}+)*"
QUOTED = r"[«\"“„][^»\"”“\n]{1,40}[»\"”“]"
ONE = rf"(?:{QUOTED}|{CAPITALISED}(?:[ \t]{CAPITALISED})?)"

CALLED = re.compile(
    rf"""(?x) (?<!\w)
    (?i: (?: (?:на|по|під|под|за|із|зі|з|с|со) [ \t]+ )?
         (?: прізвиськ | прозвищ | кличк | псевд | поганял | погонял | позивн | позывн | нікнейм | никнейм
           | нік(?=[\s:]|ом|у) | ник(?=[\s:]|ом|у) ) \w*
       | він[ \t]+же | вона[ \t]+ж[ое] | он[ \t]+же | она[ \t]+же
       | відом\w+[ \t]+як | известн\w+[ \t]+как | так[ \t]?зван\w+ | так[ \t]+называем\w+ )
    [ \t]* [:,—–-]? [ \t]* (?P<alias>{ONE})"""
)
BY_NAME = re.compile(
    rf"""(?x) (?<!\w)
    (?i: на[ \t]+ім['’ʼ]я | по[ \t]+имени | (?:під|под)[ \t]+(?:ім['’ʼ]ям|іменем|именем)
      | (?P<several> від[ \t]+імен | (?:під|под)[ \t]+(?:іменами|именами|никами|ніками|псевдонимами|псевдонімами) )
      | назва(?:в|ла)(?:ся|ась)?(?:[ \t]+себе)? | назвал(?:ся|ась|а)?(?:[ \t]+себя)?
      | представи(?:вся|лася|лась|лся)(?:[ \t]+(?:як|как))?
      | назив\w+[ \t]+(?:її|його|себе) | называл\w*[ \t]+(?:себя|его|её|ее) )
    [ \t]* [:—–-]? [ \t]* (?P<alias>{ONE})"""
)
ALSO = re.compile(rf"[ \t]*(?:,|та|і|й|и|або|или|чи)[ \t]+(?P<alias>{QUOTED}|{CAPITALISED})(?![\w.])")
SPEAKER = re.compile(
    r"""(?mx) ^ [\ \t]* (?: \[?\d[\d.:,\ /-]{3,20}\]? [\ \t]+ )?               # 23:58 or [12.06.2025, 22:40]
    [\[«]? (?P<alias> [\w.'’-]{2,24} (?: [\ \t][\w.'’-]{1,20} )? ) [\]»]?
    [\ \t]* (?: \([^)\n]{1,20}\) )? : (?=[\ \t]\S)"""
)
UNSURE = frozenset({MODEL, "given_name", "after_role"})
"""Whose persons may be aliases; the other rules see a patronymic, initials or a surname."""

COURT_LABEL = re.compile(r"^[А-ЯІЇЄҐЁ]+_\d+$")
COLLOQUIAL_PATRONYMIC = re.compile(r"^.{2,}(?:ыч|[аиоу][лнмтр]іч|[аиоуе][лнмтр]ич|ланич|паніч)(?:а|у|ем|ом|ові)?$")
KIN = re.compile(
    r"(?i)^(?:дядь?[яюі]|дядьк\w|тітк\w|ть?от\w|т[её]т\w|баб[аиуц]\w{0,2}|бабк\w|мам[аиуо]|мамк\w|тато|папа|пан[іиа]?|"
    r"мадам|madam|сеньор\w*|брат|кум[аи]?)[ \t]"
)
SPEECH_WORDS = re.compile(
    r"(?i)^(?:тел|адрес|дата|прізвище|фамилия|ім['’]я|имя|час|время|увага|внимание|питання|вопрос|відповідь|ответ|п\.?і\.?б|"
    r"ф\.?и\.?о|вимоги|умови|условия|требования|оплата|графік|график|зарплата|контакт|обов|примітк|примечание|підстав|"
    r"основание|дзвон|звон|пиши)"
)


def find_aliases(text: str) -> Iterator[Candidate]:
    """Aliases the text announces as such: «на прізвисько Сєрий», «по кличке Седой», «он же «Кент»»."""
    for match in CALLED.finditer(text):
        if _starts_like_a_name(match["alias"]):
            yield _alias(*match.span("alias"), "called", 0.93)


def find_announced_names(text: str, language: str) -> Iterator[Candidate]:
    """Names the text gives by hearsay: «на ім'я Марго», «назвался Романом»; persons if they have a surname."""
    for match in BY_NAME.finditer(text):
        spans = _chain(text, *match.span("alias")) if match["several"] else [match.span("alias")]
        for start, end in spans:
            name = text[start:end].strip('«»"“”„ ')
            surname = is_kind(name, "Surn", language) and not is_kind(name, "Name", language)
            label = EntityLabel.PERSON if " " in name or surname else EntityLabel.ALIAS
            if _starts_like_a_name(text[start:end]):
                yield Candidate(start=start, end=end, label=label, rule="by_name", score=0.85)


def _chain(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The name and those listed after it: «під іменами Емма, Еля та Ліка»."""
    yield start, end
    while more := ALSO.match(text, end):
        start, end = more.span("alias")
        yield start, end


def _alias(start: int, end: int, rule: str, score: float) -> Candidate:
    return Candidate(start=start, end=end, label=EntityLabel.ALIAS, rule=rule, score=score)


def _starts_like_a_name(text: str) -> bool:
    return text.strip('«»"“”„ ')[:1].isupper()


def find_speakers(text: str, language: str) -> Iterator[Candidate]:
    """Who speaks in a chat: names at line starts before a colon, if at least two lines have one."""
    found = [m for m in SPEAKER.finditer(text) if _may_be_speaker(m["alias"])]
    if len(found) < 2:
        return
    for match in found:
        label = EntityLabel.PERSON if _is_given_name(match["alias"], language) else EntityLabel.ALIAS
        yield Candidate(start=match.start("alias"), end=match.end("alias"), label=label, rule="speaker", score=0.8)


def _may_be_speaker(name: str) -> bool:
    """No form field, no part in a case or family («Слідчий», «Мама»), no court label, no bare initial."""
    if SPEECH_WORDS.match(name) or is_role_word(name) or COURT_LABEL.match(name):
        return False
    return sum(c.isalpha() for c in name) > 1


def _is_given_name(name: str, language: str) -> bool:
    """Whether the speaker goes by a name rather than a nickname; Latin names are not in the dictionaries."""
    if KIN.match(name):
        return False
    if name.isascii():
        return name.istitle() and name.isalpha()
    return any(is_kind(w, k, language) for w in name.split() for k in ("Name", "Surn"))


def told_apart(text: str, candidates: Sequence[Candidate], language: str) -> list[Candidate]:
    """The candidates, persons whose name is no name turned to aliases; capitalised ordinary words dropped.

    An alias is a name alone in quotation marks, a kinship word with a first name («дядя Вітя»), a colloquial
    patronymic alone («Михалыч»), or an ordinary word inside a sentence («Хромой», «Матрона»). An ordinary word that
    begins a sentence, or says what somebody does («Куратор»), is no name at all.
    """
    told: list[Candidate] = []
    for candidate in candidates:
        if candidate.label is not EntityLabel.PERSON or candidate.rule not in UNSURE:
            told.append(candidate)
        elif candidate.rule != MODEL or not _is_no_name(text, candidate, language):
            alias = _is_alias(text, candidate, language)
            told.append(replace(candidate, label=EntityLabel.ALIAS) if alias else candidate)
    return told


def _is_no_name(text: str, candidate: Candidate, language: str) -> bool:
    name = text[candidate.start : candidate.end]
    if " " in name or not is_ordinary(name, language):
        return False
    return is_role_word(name) or name[:1].islower() or SENTENCE_START.search(text[: candidate.start][-4:]) is not None


SENTENCE_START = re.compile(r"(?:^|[.!?…:;\n•–—-]\s*)[«\"]?$")


def _is_alias(text: str, candidate: Candidate, language: str) -> bool:
    name = text[candidate.start : candidate.end].strip('«»"“”„ ')
    words = name.split()
    if len(words) == 1:
        nickname = COLLOQUIAL_PATRONYMIC.match(plain(name)) is not None or is_ordinary(name, language)
    else:
        nickname = len(words) == 2 and KIN.match(name) is not None
    return nickname or (len(words) <= 2 and _is_quoted(text, candidate) and not _has_surname(words, language))


def _is_quoted(text: str, candidate: Candidate) -> bool:
    """Whether the name stands alone in quotation marks; a quotation that begins with a name does not count."""
    opening = text[max(0, candidate.start - 1) : candidate.start + 1]
    closing = text[candidate.end - 1 : candidate.end + 1]
    return any(q in opening for q in '«"“„') and any(q in closing for q in '»"“”')


def _has_surname(words: Sequence[str], language: str) -> bool:
    return len(words) > 1 and any(is_kind(w, "Surn", language) and not is_kind(w, "Name", language) for w in words)
