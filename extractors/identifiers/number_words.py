"""Number words, Ukrainian and Russian, as phone numbers are dictated: data and the reading of compounds."""

import re

ZERO = "нуль ноль нулик нолик зеро"
UNITS = {
    1: "один одна одне одно раз єдиниця единица адин",
    2: "два дві две двійка двойка двоєчка",
    3: "три трійка тройка",
    4: "чотири четыре чотирі чотири четвірка четверка четвёрка",
    5: "п'ять пять п’ять пʼять пьять п'ятірка пятерка пятёрка",
    6: "шість шесть шисть шістка шестерка шестёрка",
    7: "сім семь сем сімка семерка семёрка",
    8: "вісім восемь вісем восем вісімка восьмерка восьмёрка",
    9: "дев'ять девять дев’ять девʼять дев'ятка девятка",
}
TEENS = {
    10: "десять",
    11: "одинадцять одиннадцать одинадцать",
    12: "дванадцять двенадцать",
    13: "тринадцять тринадцать",
    14: "чотирнадцять четырнадцать",
    15: "п'ятнадцять пятнадцать п’ятнадцять пʼятнадцять",
    16: "шістнадцять шестнадцать",
    17: "сімнадцять семнадцать",
    18: "вісімнадцять восемнадцать",
    19: "дев'ятнадцять девятнадцать дев’ятнадцять девʼятнадцять",
}
TENS = {
    20: "двадцять двадцать",
    30: "тридцять тридцать",
    40: "сорок",
    50: "п'ятдесят пятьдесят п’ятдесят пʼятдесят пядесят",
    60: "шістдесят шестьдесят шіздесят шисят",
    70: "сімдесят семьдесят",
    80: "вісімдесят восемьдесят",
    90: "дев'яносто девяносто дев’яносто девʼяносто",
}
HUNDREDS = {
    100: "сто",
    200: "двісті двести",
    300: "триста",
    400: "чотириста четыреста",
    500: "п'ятсот пятьсот п’ятсот пʼятсот",
    600: "шістсот шестьсот",
    700: "сімсот семьсот",
    800: "вісімсот восемьсот",
    900: "дев'ятсот девятьсот дев’ятсот девʼятсот",
}
TIMES = {2: "дві два две двічі дважды", 3: "три тричі трижды", 4: "чотири четыре"}
ZEROES = "нулі нули нуля нулів нулей ноля ноли нолей"


def _table(rows: dict[int, str]) -> dict[str, int]:
    return {word: number for number, words in rows.items() for word in words.split()}


SMALL = {**_table({0: ZERO}), **_table(UNITS)}
TEEN, TEN, HUNDRED = _table(TEENS), _table(TENS), _table(HUNDREDS)
ZERO_RUNS = frozenset(ZEROES.split())
ALL = sorted({*SMALL, *TEEN, *TEN, *HUNDRED, *ZERO_RUNS}, key=len, reverse=True)
NUMBER_WORD = re.compile(r"\b(?:" + "|".join(map(re.escape, ALL)) + r")(?!['’ʼ]?\w)", re.I)
TEN_PARTS = ("нуль", "ноль", "десят", "дцят", "дцать", "сорок", "носто", "сот", "сто ", "двіст", "двест", "трист")
UNIT_PARTS = (
    "оди",
    "одна",
    "два",
    "дві",
    "две",
    "три",
    "чотир",
    "четыр",
    "ять",
    "шіст",
    "шест",
    "сім",
    "семь",
    "восемь",
    "нул",
    "нол",
)
"""Parts of number words: a text in lower case with few of them dictates no number and need not be read closely."""


def compound_value(words: list[str]) -> str | None:
    """Digits of dictated words: compounds read together, digits as they stand; None where a word does not fit.

    >>> compound_value("нуль шістдесят сім сто двадцять три 45 шістдесят сім".split())
    '0671234567'
    """
    parts: list[str] = []
    at = 0
    while at < len(words):
        taken, digits = _compound(words, at)
        if not taken:
            return None
        parts.append(digits)
        at += taken
    return "".join(parts)


def _compound(words: list[str], at: int) -> tuple[int, str]:
    """How many words the number at `at` takes, and its digits."""
    word = words[at]
    if word in ("+", "плюс"):
        return (1, "+") if at == 0 else (0, "")
    if word.isdigit():
        return 1, word
    if word in SMALL:
        following = words[at + 1] if at + 1 < len(words) else ""
        if following in ZERO_RUNS and SMALL[word] in TIMES:
            return 2, "0" * SMALL[word]
        return 1, str(SMALL[word])
    taken, total = 0, 0
    if word in HUNDRED:
        taken, total = 1, HUNDRED[word]
    rest = words[at + taken] if at + taken < len(words) else ""
    if rest in TEEN:
        return taken + 1, str(total + TEEN[rest])
    if rest in TEN:
        taken, total = taken + 1, total + TEN[rest]
        rest = words[at + taken] if at + taken < len(words) else ""
    if taken and SMALL.get(rest, 0) > 0:
        taken, total = taken + 1, total + SMALL[rest]
    return taken, str(total)
