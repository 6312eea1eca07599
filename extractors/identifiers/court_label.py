"""Labels that stand for people, addresses and numbers in published court decisions: ОСОБА_1, АДРЕСА_2, ФИО3."""

import re
from collections.abc import Iterator

from extractors.identifiers.letters import cyrillic
from extractors.identifiers.proposal import propose
from pipeline.document import Entity, EntityLabel

# Latin twins appear in decisions typed with a mixed keyboard; blanks around the mark come from text layers.
PATTERN = re.compile(
    r"(?P<word>[ОO][СC][ОO][БB][АA]|[АA]ДР[ЕE][СC][АA]|[ІI]НФ[ОO]Р[МM][АA]Ц[ІI]Я|[НH][ОO][МM][ЕE][РP]|"
    r"[ОO]РГ[АA][НH][ІI]З[АA]Ц[ІI]Я|ПІДПРИЄМСТВО|УСТАНОВА|ЛИЦО|ЮРИДИЧНА[ _]ОСОБА)[ \xa0]?_[ \xa0]?"
    r"(?P<number>[0-9]{1,4})(?!\w)"
    r"|(?P<fio>Ф\.?И\.?О\.?|ПІБ)[ \xa0]?_?[ \xa0]?(?P<n>[0-9]{1,3})(?!\w)",
    re.I,
)

ROLE = re.compile(
    r"(?<!\w)(?:Потерпевш\w{2,3}|Свидетел\w{1,2}|Лиц[оау]м?|Иное лицо|Обвиняем\w{2,3}|"
    r"Подсудим\w{2,3})[ \xa0]?№[ \xa0]?[0-9]{1,3}(?!\w)"
)
REMOVED = re.compile(
    r"<(?:данные изъяты|адрес|дата|сумма|номер|телефон|ФИО ?[0-9]{0,3}|фио ?[0-9]{0,3}|место|"
    r"организация|№)>|(?<!\w)ДД\.ММ\.ГГГГ"
)
HINT = re.compile(r"Ф\.?И\.?О|ПІБ")


def find(text: str) -> Iterator[Entity]:
    """Court labels; the value is the word in capitals, the mark and the number."""
    if "№" in text or "<" in text or "ГГГГ" in text:
        yield from _russian(text)
    if "_" not in text and not HINT.search(text):
        return
    for match in PATTERN.finditer(text):
        if match.start() and (text[match.start() - 1].isalnum() or text[match.start() - 1] == "_"):
            continue
        if match.group("word"):
            value = f"{cyrillic(match.group('word').upper())}_{int(match.group('number'))}"
        elif match.group("fio")[0].isupper():
            value = f"{match.group('fio').upper().replace('.', '')}{int(match.group('n'))}"
        else:
            continue
        yield propose(EntityLabel.COURT_LABEL, *match.span(), value, score=1.0, reason="anonymised by the court")


def _russian(text: str) -> Iterator[Entity]:
    """Marks of Russian decisions: «Свидетель №2», «<данные изъяты>», «ДД.ММ.ГГГГ»."""
    for pattern in (ROLE, REMOVED):
        for match in pattern.finditer(text):
            value = " ".join(match.group().replace("№", "№ ").split()) if pattern is ROLE else match.group()
            yield propose(EntityLabel.COURT_LABEL, *match.span(), value, score=0.95, reason="anonymised by the court")
