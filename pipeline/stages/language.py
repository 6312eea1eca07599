"""The language of each paragraph and of the document: uk, ru, mixed, another language's code, or und.

The voices: a small n-gram model with the dictionaries of both languages (`language_evidence`), the letters inside it;
for texts that are not Cyrillic, and where the others doubt, langdetect. It is random unless seeded, so it is.
"""

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.document import Document, Paragraph
from pipeline.offsets import WorkingText
from pipeline.stages.language_evidence import MAX_LEAN, MIXED, RU, UK, Evidence, evidence, mixed_gain
from pipeline.stages.language_model import APOSTROPHES, LANGUAGES, WORD, Scores, load_language_model, words_of
from pipeline.stages.paragraphs import paragraphs
from pipeline.stream import Stage, each

VERSION = "1"
UNDETERMINED = "und"
MIXED_LANGUAGE = "mixed"
SEED = 20261121

CYRILLIC_COLUMNS = tuple(LANGUAGES.index(code) for code in ("uk", "ru", "be", "bg", "sr", "mk", "kk"))
LATIN_COLUMNS = tuple(LANGUAGES.index(code) for code in ("pl", "en", "ro"))

MIN_LETTERS = 3
HOME_ADVANTAGE = 0.7  # log-odds for uk and ru: nearly all that this pipeline is given is theirs
SHORT_LETTERS = 12  # below, a doubtful answer is no answer
# Between uk and ru the own voices are better alone (20 characters: .958/.971, with langdetect .951/.973); it is heard
# where a third language is near, and helps there (bg .947 → .974, mk .955 → .977 at 50 characters).
DOUBT = 2.0  # log-odds between the first and the second language
LANGDETECT_WEIGHT = 2.0
UNSURE = 0.5  # log-odds below which a short text stays undetermined
FOREIGN_LETTERS = 20  # letters from which langdetect may name a language the model does not know
FOREIGN_PROBABILITY = 0.8
LONG_ENOUGH = 40  # letters
NAME = 0.3  # how much of its lean a word with a capital inside a sentence keeps: it may be a name
SENTENCE_ENDS = ".!?…:—–-"
OPENING = " \n\t«„“\"'("
MIN_SHARE = 0.12  # of a document's letters that the second language needs for it to be mixed


class Verdict(NamedTuple):
    """A language and how many letters it speaks for."""

    language: str
    letters: int


def language_stage(model: Path) -> Stage:
    """The stage that sets `paragraphs` and `language`, with the language model in folder `model`.

    Raises ModelError, when it first runs, if the model is missing or damaged.
    """

    @lru_cache(maxsize=1)
    def voices() -> Evidence:
        return evidence(load_language_model(model))

    def tell(document: Document) -> Document:
        return with_languages(document, voices())

    return Stage(name="language", version=VERSION, run=each(tell), reads=("repair",))


def with_languages(document: Document, voices: Evidence) -> Document:
    """This document with the languages of its paragraphs and its own."""
    working = document.working or WorkingText(text=document.text)
    found, verdicts = [], []
    for start, end in paragraphs(working.text):
        verdict = language_of(working.text[start:end], voices)
        first, last = working.original(start, end)
        found.append(Paragraph(start=first, end=last, language=verdict.language))
        verdicts.append(verdict)
    language = language_of_all(verdicts)
    if language == UNDETERMINED and len(verdicts) > 1:
        language = language_of(working.text, voices).language
    return replace(document, paragraphs=tuple(found), language=language)


def language_of(text: str, voices: Evidence) -> Verdict:
    """The language of a paragraph."""
    words = words_of(text)
    by_script: dict[str, list[str]] = {"cyrillic": [], "latin": [], "": []}
    for word in words:
        by_script[_script(word)].append(word)
    letters = {script: sum(map(len, found)) for script, found in by_script.items()}
    script = max(letters, key=lambda name: letters[name])
    count = letters[script]
    if count < MIN_LETTERS:
        return Verdict(UNDETERMINED, count)
    if script == "cyrillic":
        if _is_mixed(text, by_script[script], count, voices):
            return Verdict(MIXED_LANGUAGE, count)
        return Verdict(_cyrillic(by_script[script], count, voices), count)
    return Verdict(_latin(by_script[script], count, voices) if script else _other(by_script[script]), count)


def language_of_all(verdicts: list[Verdict]) -> str:
    """A document's language from its paragraphs, by letters: mixed if the lesser of uk and ru has an eighth."""
    letters: Counter[str] = Counter()
    for language, count in verdicts:
        if language == MIXED_LANGUAGE:
            letters["uk"] += count // 2
            letters["ru"] += count - count // 2
        elif language != UNDETERMINED:
            letters[language] += count
    if not letters:
        return UNDETERMINED
    if min(letters["uk"], letters["ru"]) >= MIN_SHARE * letters.total() > 0:
        return MIXED_LANGUAGE
    return max(letters, key=lambda language: letters[language])


def _script(word: str) -> str:
    first = word[0]
    if "\u0400" <= first <= "\u052f":
        return "cyrillic"
    return "latin" if first < "\u0250" or "\u1e00" <= first <= "\u1eff" else ""


def _cyrillic(words: list[str], letters: int, voices: Evidence) -> str:
    scores = _scores(words, voices)
    best, next_best, margin = _best(scores, CYRILLIC_COLUMNS)
    if margin < DOUBT and next_best not in (UK, RU):
        heard = _langdetect(" ".join(words))
        scores = tuple(score + LANGDETECT_WEIGHT * heard.get(LANGUAGES[i], 0.0) for i, score in enumerate(scores))
        best, next_best, margin = _best(scores, CYRILLIC_COLUMNS)
    if letters < SHORT_LETTERS and margin < UNSURE:
        return UNDETERMINED
    return LANGUAGES[best]


def _is_mixed(text: str, words: list[str], letters: int, voices: Evidence) -> bool:
    """Whether Ukrainian and Russian both occur; words with a capital count less, as they may be names."""
    needed = MIXED if letters >= LONG_ENOUGH else MAX_LEAN  # no single word makes a short text mixed
    if _lesser([voices.lean(word) for word in words]) <= needed:
        return False
    leans = [_lean(text, match, voices) for match in WORD.finditer(text) if _script(match.group()) == "cyrillic"]
    if _lesser(leans) <= needed or mixed_gain(leans) <= MIXED:
        return False
    return _best(_scores(words, voices), CYRILLIC_COLUMNS)[0] in (UK, RU)


def _lesser(leans: list[float]) -> float:
    """The evidence for the language with less of it."""
    return min(sum(lean for lean in leans if lean > 0), -sum(lean for lean in leans if lean < 0))


def _lean(text: str, match: re.Match[str], voices: Evidence) -> float:
    word = match.group()
    lean = voices.lean(word.lower().translate(APOSTROPHES))
    if not (word[0].isupper() and word[1:].islower()):
        return lean
    before = text[max(0, match.start() - 4) : match.start()].rstrip(OPENING)
    return lean if not before or before[-1] in SENTENCE_ENDS else lean * NAME


def _latin(words: list[str], letters: int, voices: Evidence) -> str:
    best, _, margin = _best(_scores(words, voices), LATIN_COLUMNS)
    if letters >= FOREIGN_LETTERS:
        heard = _langdetect(" ".join(words))
        first = max(heard, key=lambda code: heard[code], default="")
        if first and first != LANGUAGES[best] and heard[first] >= FOREIGN_PROBABILITY:
            return first
    return LANGUAGES[best] if margin >= UNSURE or letters >= FOREIGN_LETTERS else UNDETERMINED


def _other(words: list[str]) -> str:
    heard = _langdetect(" ".join(words))
    return max(heard, key=lambda code: heard[code], default=UNDETERMINED)


def _scores(words: list[str], voices: Evidence) -> Scores:
    sums: list[float] = list(map(sum, zip(voices.priors, *map(voices.fit, words), strict=True)))
    sums[UK] += HOME_ADVANTAGE
    sums[RU] += HOME_ADVANTAGE
    return tuple(sums)


def _best(scores: Scores, columns: tuple[int, ...]) -> tuple[int, int, float]:
    """The best of some columns, the next, and how far they are apart."""
    ranked = sorted(columns, key=lambda column: -scores[column])
    return ranked[0], ranked[1], scores[ranked[0]] - scores[ranked[1]]


def _langdetect(text: str) -> dict[str, float]:
    """langdetect's probabilities by language (ISO 639-1, Chinese cut to zh); empty if it finds nothing to go by."""
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    DetectorFactory.seed = SEED
    try:
        return {found.lang[:2]: found.prob for found in detect_langs(text[:1000])}
    except LangDetectException:
        return {}
