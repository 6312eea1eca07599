"""One pass over a text: which concepts stand where, and which of them each unit holds."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from extractors.indicators.lexicon import Lexicon, match_sequence
from extractors.indicators.segments import Segments, segment

Unit = tuple[int, int, int]
"""First word, end word, mask of concepts."""


class Range(NamedTuple):
    """Half-open range of words."""

    low: int
    high: int


@dataclass
class Scan:
    """A text's words, units and concept occurrences (by concept number, in order of place)."""

    segments: Segments
    found: dict[int, list[Range]]
    mask: int

    @cached_property
    def clause_masks(self) -> list[int]:
        return self._masks(self.segments.clause, len(self.segments.clauses))

    @cached_property
    def sentence_masks(self) -> list[int]:
        return self._masks(self.segments.sentence, len(self.segments.sentences))

    @cached_property
    def paragraph_masks(self) -> list[int]:
        return self._masks(self.segments.paragraph, len(self.segments.paragraphs))

    def _masks(self, unit_of: Sequence[int], count: int) -> list[int]:
        masks = [0] * count
        for concept, ranges in self.found.items():
            bit = 1 << concept
            for low, high in ranges:
                masks[unit_of[low]] |= bit
                if unit_of[high - 1] != unit_of[low]:
                    masks[unit_of[high - 1]] |= bit
        return masks

    def between(self, concept: int, low: int, high: int) -> list[Range]:
        """The places of a concept that begin at words [low, high)."""
        places = self.found.get(concept)
        if not places:
            return []
        return places[bisect_left(places, (low, 0)) : bisect_left(places, (high, 0))]

    def units(self, within: str, word: int) -> Iterable[Unit]:
        """The units of this scope around a word, nearest first."""
        segments = self.segments
        if within == "clause":
            number = segments.clause[word]
            return ((*segments.clauses[number], self.clause_masks[number]),)
        if within == "sentence":
            number = segments.sentence[word]
            return ((*segments.sentences[number], self.sentence_masks[number]),)
        if within == "pair":
            return self._pairs(segments.sentence[word])
        if within == "paragraph":
            number = segments.paragraph[word]
            return ((*segments.paragraphs[number], self.paragraph_masks[number]),)
        return ((0, len(segments.starts), self.mask),)

    def _pairs(self, number: int) -> list[Unit]:
        bounds, masks = self.segments.sentences, self.sentence_masks
        units: list[Unit] = [(*bounds[number], masks[number])]
        for first in (number - 1, number):
            if first >= 0 and first + 1 < len(bounds):
                units.append((bounds[first][0], bounds[first + 1][1], masks[first] | masks[first + 1]))
        return units


def scan(text: str, lexicon: Lexicon) -> Scan:
    """Every concept of the lexicon that stands in `text`."""
    segments = segment(text)
    infos = [lexicon.info(form) for form in segments.forms]
    found: dict[int, list[Range]] = {}
    for at, info in enumerate(infos):
        for concept in info.concepts:
            found.setdefault(concept, []).append(Range(at, at + 1))
        for sequence in info.sequences:
            matched = match_sequence(sequence, at, segments, infos)
            if matched:
                found.setdefault(sequence.concept, []).append(Range(*matched))
    for places in found.values():
        places.sort()
    _widen(found, lexicon)
    return Scan(segments, found, sum(1 << c for c in found))


def add_entities(scanned: Scan, entities: Iterable[tuple[int, Range]], lexicon: Lexicon) -> Scan:
    """The scan with the entity concepts of earlier stages added."""
    extra: dict[int, list[Range]] = {}
    for concept, place in entities:
        extra.setdefault(concept, []).append(place)
    if not extra:
        return scanned
    _widen(extra, lexicon)
    found = dict(scanned.found)
    for concept, places in extra.items():
        found[concept] = sorted({*found.get(concept, ()), *places})
    return Scan(scanned.segments, found, sum(1 << c for c in found))


def _widen(found: dict[int, list[Range]], lexicon: Lexicon) -> None:
    for concept in [c for c in found if c in lexicon.wider]:
        for upper in lexicon.wider[concept]:
            found[upper] = sorted({*found.get(upper, ()), *found[concept]})
