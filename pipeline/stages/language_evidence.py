"""What single words say: how well they fit each language, and whether they lean to Ukrainian or to Russian."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from pipeline.stages.dictionary import is_word
from pipeline.stages.language_model import CACHED_WORDS, LANGUAGES, LanguageModel, Scores

UK, RU = LANGUAGES.index("uk"), LANGUAGES.index("ru")

# How far apart a word puts the two languages when only one of the dictionaries knows it. Measured on 20-character
# beginnings of 5,465 development passages (uk/ru): 0 .935/.977, 1 .952/.982, 2 .960/.982, 3 .965/.982, 4 .968/.982.
IN_DICTIONARY = 3.0
OWN_LETTERS = frozenset("іїєґыёъэ")

# How far one word may lean, by what is known of it. Tuned together with SWITCH and MIXED on development texts
# (docs/language.md): a word in both dictionaries tells little, one in neither is often a name.
MAX_LEAN = 5.0
MAX_LEAN_UNKNOWN = 1.0
SHARED = 0.3
SHORT_WORD = 0.6
SURZHYK_LEAN = -3.0

SWITCH = 1.5  # price of changing the language between two words
MIXED = 3.0  # what reading two languages must gain over reading one, to be believed

# Ukrainian spelling of a Russian word: «мєсяц», «каждий», «строїтєльство» → the Russian letters it stands for.
RUSSIAN_LETTERS = {"і": "и", "ї": "и", "є": "е", "и": "иы"}
MAX_READINGS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """`fit`: scores of a lower-case word in each of LANGUAGES. `lean`: above 0 Ukrainian, below 0 Russian."""

    fit: Callable[[str], Scores]
    lean: Callable[[str], float]
    priors: Scores


def evidence(model: LanguageModel) -> Evidence:
    """Evidence from the model and the dictionaries; words are remembered."""

    @lru_cache(maxsize=CACHED_WORDS)
    def fit(word: str) -> Scores:
        scores = list(model.word_scores(word))
        ukrainian, russian = known(word)
        shift = IN_DICTIONARY / 2 * (ukrainian - russian)
        scores[UK] += shift
        scores[RU] -= shift
        return tuple(scores)

    @lru_cache(maxsize=CACHED_WORDS)
    def lean(word: str) -> float:
        if is_surzhyk(word):
            return SURZHYK_LEAN
        scores = fit(word)
        return _tempered(word, scores[UK] - scores[RU])

    return Evidence(fit=fit, lean=lean, priors=model.priors)


def known(word: str) -> tuple[bool, bool]:
    """Whether the Ukrainian, and whether the Russian dictionary knows a word of three letters or more."""
    return (is_word(word, "uk"), is_word(word, "ru")) if len(word) > 2 else (False, False)


def is_surzhyk(word: str) -> bool:
    """Whether this is a Russian word in Ukrainian spelling: in no dictionary, but in the Russian one when respelt.

    >>> is_surzhyk("мєсяц"), is_surzhyk("місяць")
    (True, False)
    """
    if len(word) < 4 or any(known(word)):
        return False
    plain = word.replace("ьо", "ё").replace("йо", "ё")
    if plain.endswith("ться"):
        plain = plain[:-4] + "тся"
    if plain == word and not RUSSIAN_LETTERS.keys() & set(word):
        return False
    readings = islice(product(*(RUSSIAN_LETTERS.get(c, c) for c in plain)), MAX_READINGS)
    return any(is_word("".join(reading), "ru") for reading in readings)


def mixed_gain(leans: Iterable[float]) -> float:
    """How much better the words read as stretches of two languages than as one; 0 if one is as good."""
    ukrainian = russian = total = 0.0
    for lean in leans:
        half = lean / 2
        total += half
        ukrainian, russian = (
            max(ukrainian, russian - SWITCH) + half,
            max(russian, ukrainian - SWITCH) - half,
        )
    return max(ukrainian, russian) - abs(total)


def _tempered(word: str, lean: float) -> float:
    limit = MAX_LEAN
    if len(word) > 2:
        in_uk, in_ru = known(word)
        if in_uk and in_ru:
            lean *= SHARED
        elif not in_uk and not in_ru and not OWN_LETTERS & set(word):
            limit = MAX_LEAN_UNKNOWN
    if len(word) <= 3 and not OWN_LETTERS & set(word):
        lean *= SHORT_WORD
    return max(-limit, min(limit, lean))
