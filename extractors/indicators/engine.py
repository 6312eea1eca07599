"""Rules tried on a scanned text: hits with their evidence, polarity and rule."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.indicators.polarity import Claim, PolarityReader
from extractors.indicators.rules import Entry, Rule, RuleSet, trigger
from extractors.indicators.scan import Range, Scan, Unit
from extractors.indicators.segments import word_range
from pipeline.document import Kind, Polarity

LONG_CLAUSE_WORDS = 16
"""Longer clauses are cut to the cue and its surroundings; nine in ten annotated spans have at most 15 words."""
WORDS_BEFORE, WORDS_AFTER = 5, 5
OPENING, CLOSING = ("«", "“", '"'), ("»", "”", '"')
FAR_WORDS = 25
"""Entries of a rule lie no farther from the rarest one, whatever its scope: on annotated texts, 150 found no more."""
SHORT_TEXT_WORDS = 30
"""Two or three sentences need not name their surroundings; one annotated text in five is no longer."""
SURE_OF_ANY_KIND = 0.6
"""Rules for adverts or case files below this score were wrong three times in four on annotated texts of other kinds;
those above count there beside a finding of another indicator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A rule that fired: character span of its evidence in the scanned text, its polarity, whether it counts only
    beside a hit of another indicator."""

    rule: Rule
    start: int
    end: int
    polarity: Polarity
    wants_company: bool = False


class Engine:
    """Tries the rules of a pack on scanned texts."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.polarity = PolarityReader(rules.lexicon)
        self._triggers = {rule.id: trigger(rule, rules.lexicon) for rule in rules.rules}

    def hits(self, scan: Scan, kind: Kind) -> Iterator[Hit]:
        """Every rule that fires, one hit for each unit it fires in."""
        for rule in self._candidates(scan):
            if rule.kinds is None or kind in rule.kinds:
                yield from self._hits_of(rule, scan, kind)
            elif kind == Kind.OTHER and rule.score >= SURE_OF_ANY_KIND:
                yield from (replace(hit, wants_company=True) for hit in self._hits_of(rule, scan, kind))

    def polarity_of(self, start: int, end: int, scan: Scan, kind: Kind) -> Polarity:
        """The polarity of a stretch of characters that something else than a rule found."""
        low, high = word_range(scan.segments, start, end)
        if low >= high:
            return Polarity.ASSERTED
        cue = tuple(Range(word, word + 1) for word in range(low, high))
        return self.polarity.read(Claim(cue=cue, low=low, high=high, negation="flips", kind=kind), scan)

    def _candidates(self, scan: Scan) -> Iterator[Rule]:
        """Rules whose rarest entry occurs, whose other entries occur somewhere, and which nothing vetoes."""
        seen: set[str] = set()
        mask = scan.mask
        by_concept = self.rules.by_concept
        for concept in scan.found:
            for rule in by_concept.get(concept, ()):
                if rule.unless & mask or rule.id in seen:
                    continue
                if all(mask & e.mask for e in rule.entries) and self._may_hold(rule, mask):
                    seen.add(rule.id)
                    yield rule

    @staticmethod
    def _may_hold(rule: Rule, mask: int) -> bool:
        return rule.company == "instead" or all(mask & e.mask for e in rule.when)

    def _holds(self, rule: Rule, low: int, high: int, scan: Scan) -> bool:
        """Whether each entry of `when` stands near these words."""
        span = low - rule.near, high + rule.near
        return all(any(self._fits(p, e, scan) for p in _places(e, scan, *span)) for e in rule.when)

    def _hits_of(self, rule: Rule, scan: Scan, kind: Kind) -> Iterator[Hit]:
        start = self._triggers[rule.id]
        done: set[tuple[int, int]] = set()
        covered = 0
        short = len(scan.segments.starts) <= SHORT_TEXT_WORDS
        for place in _places(start, scan):
            if place.high <= covered or not self._fits(place, start, scan):
                continue
            holds = self._holds(rule, *place, scan) or (short and rule.company == "instead")
            if not holds and rule.company != "instead":
                continue
            for unit in scan.units(rule.within, place.low):
                chosen = self._choose(rule, start, place, unit, scan)
                if chosen is None:
                    continue
                low, high = _evidence(rule, chosen, scan)
                covered = high
                if (low, high) not in done:
                    done.add((low, high))
                    hit = self._hit(rule, chosen, low, high, scan, kind)
                    if hit:
                        yield hit if holds else replace(hit, wants_company=True)
                break

    def _choose(self, rule: Rule, start: Entry, place: Range, unit: Unit, scan: Scan) -> tuple[Range, ...] | None:
        """The words for each entry, in the order of the rule, nearest to the trigger's; None where one is missing."""
        low, high, mask = unit
        if any(not mask & e.mask for e in rule.entries) or rule.none & _veto_mask(rule, place, mask, scan):
            return None
        chosen: dict[int, Range] = {rule.entries.index(start): place}
        for number, entry in enumerate(rule.entries):
            if number in chosen:
                continue
            candidates = [
                p
                for p in _places(entry, scan, max(low, place.low - FAR_WORDS), min(high, place.high + FAR_WORDS))
                if p.high <= high and self._free(p, chosen.values()) and self._fits(p, entry, scan)
            ]
            if rule.order:
                candidates = [p for p in candidates if _in_order(p, number, chosen)]
            if not candidates:
                return None
            chosen[number] = min(candidates, key=lambda p: _distance(p, place))
        ordered = sorted(chosen.values())
        if rule.gap is not None and any(b.low - a.high > rule.gap for a, b in pairwise(ordered)):
            return None
        return tuple(chosen[n] for n in range(len(rule.entries)))

    def _fits(self, place: Range, entry: Entry, scan: Scan) -> bool:
        return entry.negated is None or self.polarity.negated(place, scan) == entry.negated

    @staticmethod
    def _free(place: Range, taken: Iterable[Range]) -> bool:
        return all(place.high <= t.low or t.high <= place.low for t in taken)

    def _hit(self, rule: Rule, chosen: tuple[Range, ...], low: int, high: int, scan: Scan, kind: Kind) -> Hit | None:
        cue = tuple(p for p, e in zip(chosen, rule.entries, strict=True) if e.negated is None)
        claim = Claim(cue=cue, low=low, high=high, negation=rule.negation, kind=kind)
        polarity = self.polarity.read(claim, scan)
        if rule.negation == "forbid" and polarity == Polarity.DENIED:
            return None
        if polarity == Polarity.ASSERTED:
            polarity = (rule.in_ad if kind == Kind.AD else None) or rule.polarity or polarity
        start, end = _characters(low, high, scan)
        return Hit(rule=rule, start=start, end=end, polarity=polarity, wants_company=rule.company == "always")


def _places(entry: Entry, scan: Scan, low: int = 0, high: int = sys.maxsize) -> list[Range]:
    """Where an entry stands, as far as it begins at words [low, high)."""
    if len(entry.concepts) == 1:
        return scan.between(entry.concepts[0], low, high)
    return sorted({p for c in entry.concepts if c in scan.found for p in scan.between(c, low, high)})


def _veto_mask(rule: Rule, place: Range, mask: int, scan: Scan) -> int:
    """What stands in the unit, and at least in the whole sentence of the trigger."""
    if not rule.none:
        return 0
    return mask | scan.sentence_masks[scan.segments.sentence[place.low]]


def _in_order(place: Range, number: int, chosen: dict[int, Range]) -> bool:
    return all((place.low >= p.high) if number > n else (place.high <= p.low) for n, p in chosen.items())


def _distance(a: Range, b: Range) -> int:
    return max(a.low - b.high, b.low - a.high)


def _evidence(rule: Rule, chosen: tuple[Range, ...], scan: Scan) -> tuple[int, int]:
    """Words of the evidence: the clauses that hold the cue (a long one cut), its sentence, or the first entry alone."""
    if rule.span == "cue":
        return chosen[0]
    first, last = min(p.low for p in chosen), max(p.high for p in chosen)
    segments = scan.segments
    if rule.span == "sentence":
        return segments.sentences[segments.sentence[first]]
    low = segments.clauses[segments.clause[first]][0]
    high = segments.clauses[segments.clause[last - 1]][1]
    if high - low > LONG_CLAUSE_WORDS:
        low, high = max(low, first - WORDS_BEFORE), min(high, last + WORDS_AFTER)
    return low, high


def _characters(low: int, high: int, scan: Scan) -> tuple[int, int]:
    """Offsets of these words, with a quotation mark that opens or closes exactly there."""
    segments = scan.segments
    start, end = segments.starts[low], segments.ends[high - 1]
    text = segments.text
    opens, closes = text[start - 1 : start] in OPENING, text[end : end + 1] in CLOSING
    inside = sum(text[start:end].count(mark) for mark in "«»“”")
    if (opens and closes) or (inside % 2 and opens):
        start -= 1
    if closes and (opens or inside % 2):
        end += 1
    return start, end
