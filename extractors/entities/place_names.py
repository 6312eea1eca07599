"""One spelling for a place's name, whatever language, case ending or letters it was written with.

A skeleton folds what Ukrainian and Russian write differently (і/и/ы, є/е/э, -ів/-ов, -івка/-овка, ь, doubled
letters) and turns Latin into Cyrillic; a stem also cuts the case ending. Two names with one stem are candidates
for each other, no more: `places` ranks exact spellings first.
"""

import re
from functools import lru_cache

from extractors.entities.morphology import known_readings, plain, readings

FOLDED = str.maketrans("ґіїыєэёяю", "гиииеееау", "ьъ'")
DIACRITICS = str.maketrans("łśżźćńóęąäöüéèçşšžčřýáíúñãîăâțșėěľčğı", "lszzcnoeaaoueecsszcryaiunaiaatseelcgi")
LATIN_PAIRS = "shch:щ sch:щ zh:ж kh:х ch:ч sh:ш ts:ц cz:ч sz:ш ia:я ya:я iu:ю yu:ю ie:є ye:є yi:ї x:кс"
LATIN_LETTERS = dict(zip("abcdefghijklmnopqrstuvwyz", "абкдефггійклмнопкрстуввиз", strict=True))
LATIN_TABLE = dict(pair.split(":") for pair in LATIN_PAIRS.split()) | LATIN_LETTERS
LATIN_PIECE = re.compile("|".join(LATIN_TABLE))
DOUBLED = re.compile(r"(.)\1+")
VOWEL_V = re.compile(r"[иео]+в(?=[кц]|ск|$)")
ENDING = re.compile(
    r"(?:ого|ому|ами|ими|иами|иах|иам|иеу|иеи|ией|иему|ием|ой|ий|ей|им|их|ах|ом|ем|ое|ие|ои|ии|оу|иу|ау|уу|иа|оа|аа|еу|еи|"
    r"а|е|и|о|у|й)$"
)
SOFTENED = {"ц": "к", "з": "г", "с": "х"}
SHCHYNA = re.compile(r"щин[аиеіуоюй]+$")


@lru_cache(maxsize=100_000)
def skeleton(name: str) -> str:
    """The folded spelling, words apart by one blank, hyphens as blanks.

    >>> skeleton("Вінниця") == skeleton("Винница")
    True
    """
    word = plain(name)
    if word.isascii() or not re.search(r"[а-яіїєґё]", word):
        word = LATIN_PIECE.sub(lambda m: LATIN_TABLE[m.group()], word.translate(DIACRITICS))
    folded = DOUBLED.sub(r"\1", word.translate(FOLDED))
    return " ".join(re.sub(r"[^\w]+", " ", folded).split())


@lru_cache(maxsize=100_000)
def stem(name: str) -> str:
    """The skeleton without case endings, -ів/-ов/-єв folded to -в.

    >>> stem("Липівці") == stem("Липовка"), stem("Києва") == stem("Киев")
    (True, True)
    """
    return " ".join(_stem(word) for word in skeleton(name).split())


def _stem(word: str) -> str:
    base = SHCHYNA.sub("ск", word)
    if len(base) > 3:
        base = ENDING.sub("", base)
    base = VOWEL_V.sub("в", base)
    return base[:-1] + SOFTENED.get(base[-1:], base[-1:])


def lemma_skeletons(name: str, language: str) -> frozenset[str]:
    """Skeletons of the dictionary forms of a one-word name."""
    word = plain(name)
    if " " in word or not word:
        return frozenset()
    return frozenset(skeleton(r.lemma) for r in readings(word, language) if r.known)


@lru_cache(maxsize=50_000)
def noun_skeletons(word: str) -> frozenset[str]:
    """Skeletons of the dictionary forms of a word in both languages, if it can be nothing but a noun; else empty."""
    form = plain(word)
    found = [r for language in ("uk", "ru") for r in known_readings(form, language)]
    return frozenset(skeleton(r.lemma) for r in found) if all("NOUN" in r.grammemes for r in found) else frozenset()
