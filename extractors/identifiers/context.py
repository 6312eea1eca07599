"""How strongly the words beside a span speak for each label. The one place where nearness is weighed."""

import re
from functools import lru_cache

from extractors.identifiers.cues import CUES
from pipeline.document import EntityLabel

Weights = tuple[tuple[EntityLabel, float], ...]

WORD = re.compile(r"[^\W\d_]+(?:[.'’ʼ/-][^\W\d_]+)*|№")
BEFORE, AFTER = 120, 26
FULL, FLOOR = 14, 0.15
"""Distances in characters: a word at most FULL before speaks with its whole weight, falling to FLOOR of it at BEFORE.

Source: set on the development voices of the seed passages; before counts more than after, the same line more than
another, as entities.md asks.
"""
LINE_COST, NUMBER_COST, CLAUSE_COST = 15, 12, 8
AFTER_CLOSE, AFTER_FAR = 0.6, 0.35
_NUMBER = re.compile(r"[0-9][0-9 ()-]{3,}[0-9]")
_FOLLOWED = re.compile(r"[\s:.№–-]{0,6}[+(0-9]")
_ROWS = tuple((re.compile(words, re.I), tuple(weights.items())) for words, weights in CUES)


def nearness(text: str, start: int, end: int) -> dict[EntityLabel, float]:
    """How strongly the words around [start, end) speak for each label, 0-1; labels nobody speaks for are absent."""
    found: dict[EntityLabel, float] = {}
    for word in WORD.finditer(text, max(0, start - BEFORE), start):
        weights = weights_of(word.group())
        if weights:
            decay = _decay(_distance(text, word.end(), start))
            for label, weight in weights:
                found[label] = max(found.get(label, 0.0), weight * decay)
    for word in WORD.finditer(text, end, _clause_end(text, end)):
        weights = weights_of(word.group())
        if weights and _FOLLOWED.match(text, word.end()):
            break
        factor = AFTER_CLOSE if word.start() - end <= 4 else AFTER_FAR
        for label, weight in weights:
            found[label] = max(found.get(label, 0.0), weight * factor)
    return found


@lru_cache(maxsize=100_000)
def weights_of(word: str) -> Weights:
    """Labels a word speaks for, with weights; empty for most words.

    >>> weights_of("тел")
    ((<EntityLabel.PHONE: 'phone'>, 1.0),)
    """
    for pattern, weights in _ROWS:
        if pattern.fullmatch(word):
            return weights
    last = re.split(r"[./]", word)[-1]
    return weights_of(last) if last and last != word else ()


def _distance(text: str, word_end: int, start: int) -> int:
    """Characters between a word and the span, with what lies between made longer by what separates."""
    between = text[word_end:start]
    cost = LINE_COST * between.count("\n") + CLAUSE_COST * (between.count(";") + between.count(". "))
    if len(between) > FULL:
        cost += NUMBER_COST * len(_NUMBER.findall(between))
    return len(between) + cost


def _decay(distance: int) -> float:
    if distance <= FULL:
        return 1.0
    return max(FLOOR, 1.0 - (distance - FULL) / (BEFORE - FULL))


def _clause_end(text: str, end: int) -> int:
    stop = min(len(text), end + AFTER)
    for mark in ("\n", ";", ". "):
        at = text.find(mark, end, stop)
        stop = at if at >= 0 else stop
    return stop
