"""Ukrainian and Russian written in Latin letters: «robota za kordonom», «rabota v evrope bez opyta»."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from pipeline.stages.dictionary import is_word
from pipeline.stages.paragraphs import paragraphs
from pipeline.stages.repairs.edits import PROTECTED, Edit
from pipeline.stages.repairs.letters import BRANDS

WORD = re.compile(r"(?<![\w@])(?=[0-9]?[A-Za-z'’`])[A-Za-z46'’`]{1,40}(?<!['’`])['’`]?(?!\w)")
THREE_LATIN_WORDS = re.compile(r"[A-Za-z](?:[ \n,.!?:;-]+[A-Za-z46'’`]+){2}")
LATIN_LETTER = re.compile(r"[A-Za-z]")
CYRILLIC_LETTER = re.compile(r"[Ѐ-ӿ]")
FOREIGN_LETTER = re.compile(r"[À-ÖØ-öø-ƒȘ-ț]")

# Letters of a Latin spelling -> Cyrillic readings, likeliest first. Longest spelling wins.
# Source: KMU order 55/2010, GOST 7.79, ISO 9, and habits of chats (4 = ч, 6 = ш, w = ш, x = х, j = й).
COMMON = {
    "shch": "щ", "sch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "tz": "ц", "ch": "ч", "sh": "ш",
    "yu": "ю", "ju": "ю", "iu": "ю", "ya": "я", "ja": "я", "ia": "я", "a": "а", "b": "б", "c": "ц", "d": "д",
    "f": "ф", "j": "й", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с", "t": "т",
    "u": "у", "v": "в", "z": "з", "x": "х", "q": "я", "4": "ч", "6": "ш", "'": "ь", "’": "ь", "`": "ь",
}  # fmt: skip
COMMON_READINGS = {latin: (cyrillic,) for latin, cyrillic in COMMON.items()}
READINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "uk": COMMON_READINGS
    | {
        "shch": ("щ", "шч"), "ye": ("є", "иє"), "je": ("є",), "ie": ("є", "іє"), "yi": ("ї", "иї"), "ji": ("ї",),
        "yo": ("йо", "ьо"), "jo": ("йо", "ьо"), "io": ("іо", "йо"), "iu": ("ю", "іу"), "ia": ("я", "ія", "іа"),
        "zgh": ("зг",), "g": ("г", "ґ"), "h": ("г", "х"), "e": ("е", "є"), "y": ("и", "й", "і"),
        "i": ("і", "и", "ї", "й"), "w": ("ш", "щ", "в"), "'": ("ь", "'", ""), "’": ("ь", "'", ""), "c": ("ц", "с"),
        "iy": ("ій", "ий"), "yj": ("ий",), "ij": ("ій", "ий"), "yy": ("ий",), "sch": ("щ", "сч"), "ts": ("ц", "тс"),
        "sh": ("ш", "щ", "сг"),
    },
    "ru": COMMON_READINGS
    | {
        "shh": ("щ",), "ye": ("е", "ые", "ье"), "je": ("е", "ье"), "ie": ("ие", "ье"), "yo": ("ё", "йо", "ьё"),
        "jo": ("ё", "йо"), "io": ("ио", "ё"), "iu": ("ю", "иу"), "ia": ("ия", "я", "ья"), "g": ("г",),
        "h": ("х", "г"), "e": ("е", "э", "ё"), "y": ("ы", "й", "и", "у"), "i": ("и", "й", "ы"),
        "w": ("ш", "щ", "в"), "'": ("ь", "ъ", ""), "’": ("ь", "ъ", ""), "c": ("ц", "с", "к"), "iy": ("ий", "ый"),
        "yj": ("ый",), "ij": ("ий", "ый"), "yy": ("ый",), "ii": ("ии", "ий"), "yi": ("ый", "ыи"),
        "ja": ("я", "ья"), "ya": ("я", "ья", "ыа"), "yu": ("ю", "ью"), "sch": ("щ", "сч"), "ts": ("ц", "тс"),
        "x": ("х", "кс"), "sh": ("ш", "щ"),
    },
}  # fmt: skip
SOFTENED = re.compile(r"(?:[тлнсрзцд](?=[бвгґджзйклмнпрстфхцчшщ])|[тлнсрзцд]$)")
MAX_READINGS = 160

# Words of other languages in Latin letters that count against transliteration; the commonest of each.
FOREIGN_WORDS = """
the and of with for you is are not we your our this that from have has will be at by or as an it if they was were
who which can all any more new job work there their
w nie sie jest dla przez oraz lub przy praca pracy ze sa pan pani ktory mnie tylko tez bedzie jestem
und der die das mit nicht ist ein eine wir auf zu den von im auch oder bei
le la les des est pour avec dans une nous vous que qui pas sur el los las por con una para del en il di che non per
jsou neni ktere jeho nebo nebol sme
sunt pentru din cu care nu mai
koji koja koje kako sam smo bio bila nije ili kod ali samo
"""
FOREIGN = frozenset(FOREIGN_WORDS.split())

MIN_WORDS = 3
MIN_LETTERS = 12  # of different words: formulas repeat theirs
MIN_LATIN_SHARE = 0.7
# Share of letters in dictionary words. Measured: English, Polish and Romanian 0 of 772 sentences taken for it,
# transliterated passages 99 of 100 found (docs/language.md); short paragraphs need more.
MIN_KNOWN_SHARE = 0.62
MIN_KNOWN_SHARE_SHORT = 0.75
SHORT_LETTERS = 45
MAX_FOREIGN_SHARE = 0.15
WORDS_JUDGED = 80  # a paragraph is judged by its first words


def repair_transliteration(text: str) -> Iterator[Edit]:
    """Edits that write transliterated paragraphs in Cyrillic, word by word."""
    if not THREE_LATIN_WORDS.search(text):
        return
    for start, end in paragraphs(text):
        if not THREE_LATIN_WORDS.search(text, start, end):
            continue
        piece = text[start:end]
        if language := transliterated(piece):
            for match in _words(piece):
                yield Edit(start + match.start(), start + match.end(), _cyrillic(match.group(), language))


def transliterated(paragraph: str) -> str | None:
    """ "uk" or "ru" if the paragraph is that language in Latin letters, else None."""
    if not _mostly_latin(paragraph):
        return None
    forms = [m.group().lower() for m in islice(_words(paragraph), WORDS_JUDGED)]
    long = [form for form in forms if len(form) > 2]
    if len(forms) < MIN_WORDS or sum(map(len, set(long))) < MIN_LETTERS:
        return None
    letters = sum(map(len, long))
    foreign = sum(form in FOREIGN for form in forms) / len(forms)
    known = {language: sum(len(f) for f in long if spelt(f, language)) / letters for language in ("uk", "ru")}
    best = max(known, key=lambda language: known[language])
    needed = MIN_KNOWN_SHARE if letters >= SHORT_LETTERS else MIN_KNOWN_SHARE_SHORT
    return best if known[best] >= needed and foreign <= MAX_FOREIGN_SHARE else None


def _mostly_latin(paragraph: str) -> bool:
    latin = len(LATIN_LETTER.findall(paragraph))
    others = len(CYRILLIC_LETTER.findall(paragraph))
    foreign = len(FOREIGN_LETTER.findall(paragraph))
    return latin >= 10 and latin >= MIN_LATIN_SHARE * (latin + others) and foreign * 50 <= latin


def _words(paragraph: str) -> Iterator[re.Match[str]]:
    spared = [m.span() for m in PROTECTED.finditer(paragraph)]
    at = 0
    for match in WORD.finditer(paragraph):
        while at < len(spared) and spared[at][1] <= match.start():
            at += 1
        inside = at < len(spared) and spared[at][0] < match.end()
        if not inside and match.group().lower() not in BRANDS:
            yield match


@lru_cache(maxsize=20_000)
def spelt(form: str, language: str) -> str | None:
    """The dictionary word of `language` that a lower-case Latin spelling stands for, or None."""
    if len(form) == 1:
        return READINGS[language].get(form, (None,))[0]
    return next((reading for reading in _readings(form, language) if is_word(reading, language)), None)


def _readings(form: str, language: str) -> Iterator[str]:
    choices = _choices(form, language)
    for letters in islice(product(*choices), MAX_READINGS):
        reading = "".join(letters)
        yield reading
        yield from (reading[: m.end()] + "ь" + reading[m.end() :] for m in SOFTENED.finditer(reading))


@lru_cache(maxsize=20_000)
def _choices(form: str, language: str) -> list[tuple[str, ...]]:
    """The readings of each piece of the spelling, longest pieces first."""
    table, found, at = READINGS[language], [], 0
    while at < len(form):
        piece = next((form[at : at + n] for n in (4, 3, 2, 1) if form[at : at + n] in table), form[at])
        found.append(table.get(piece, (piece,)))
        at += len(piece)
    return found


def _cyrillic(word: str, language: str) -> str:
    form = word.lower()
    plain = spelt(form, language) or "".join(choice[0] for choice in _choices(form, language))
    if word.isupper() and len(word) > 1:
        return plain.upper()
    return plain[:1].upper() + plain[1:] if word[:1].isupper() else plain
