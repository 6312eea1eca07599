"""How a text holds a finding: asserted, denied, planned, conditional, reported or quoted.

The cue words are data (polarity.yaml, both languages side by side); this module holds the scope rules, tried in
the order of `POLARITIES`: the first that speaks decides, and none means asserted.
"""

from collections.abc import Callable
from dataclasses import dataclass

from extractors.indicators.lexicon import Lexicon
from extractors.indicators.scan import Range, Scan
from pipeline.document import Kind, Polarity

NEGATION_WORDS = 3
"""A negation governs the next words of its clause: verb, and a word or two between («не в мене забирали»)."""
TELLER_WORDS = 4
"""A teller stands close before the verb: «сусідка з третього поверху каже»."""
QUOTED_CUES = {Kind.OTHER: 1, Kind.CASE_FILE: 2}
"""How many cues of law, leaflet, news or training make a text quote. Source: agreement with the annotated voices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A finding whose polarity is asked: the words of its cue, its evidence, whether negation belongs to the cue."""

    cue: tuple[Range, ...]
    low: int
    high: int
    negation: str
    kind: Kind


class PolarityReader:
    """Reads polarities with the cue numbers of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._number = lexicon.names

    def read(self, claim: Claim, scan: Scan) -> Polarity:
        """The polarity of a claim in its text."""
        for polarity, speaks in POLARITIES:
            if speaks(self, claim, scan):
                return polarity
        return Polarity.ASSERTED

    def places(self, scan: Scan, *names: str) -> list[Range]:
        """Where any of these cues stands."""
        return [place for name in names for place in scan.found.get(self._number[name], ())]

    def negated(self, place: Range, scan: Scan) -> bool:
        """Whether a negation governs the words at `place`: just before it, or absence on either side, in its clause."""
        clause = scan.segments.clause
        low, high = scan.segments.clauses[clause[place.low]]
        for start, end in self.places(scan, "NEGATION"):
            if low <= start < place.low and place.low - end < NEGATION_WORDS and end <= place.low:
                return True
        for start, end in self.places(scan, "ABSENCE"):
            near = place.low - end < NEGATION_WORDS and start - place.high < NEGATION_WORDS
            outside = end <= place.low or start >= place.high
            if near and outside and low <= start < high:
                return True
        return False


def _denied(reader: PolarityReader, claim: Claim, scan: Scan) -> bool:
    if claim.negation != "part" and any(reader.negated(place, scan) for place in claim.cue):
        return True
    sentence = scan.segments.sentence
    return any(sentence[low] == sentence[claim.low] for low, _ in reader.places(scan, "DENIAL"))


def _quoted(reader: PolarityReader, claim: Claim, scan: Scan) -> bool:
    """Cues of law, leaflet, news or training around the evidence; an advert quotes nothing."""
    wanted = QUOTED_CUES.get(claim.kind)
    if wanted is None:
        return False
    paragraph = scan.segments.paragraph
    cues = reader.places(scan, "LAW_TEXT", "WARNING_TEXT", "NEWS_TEXT", "TRAINING_TEXT")
    return sum(abs(paragraph[low] - paragraph[claim.low]) <= 1 for low, _ in cues) >= wanted


def _conditional(reader: PolarityReader, claim: Claim, scan: Scan) -> bool:
    """A word of condition in the clauses of the evidence, before its cue."""
    if claim.kind == Kind.AD:
        return False
    clause = scan.segments.clause
    first = min((place.low for place in claim.cue), default=claim.low)
    return any(clause[low] == clause[first] and low <= first for low, _ in reader.places(scan, "CONDITION"))


def _reported(reader: PolarityReader, claim: Claim, scan: Scan) -> bool:
    """Hearsay words before or in the evidence, or a verb of telling with kin or neighbours in the same sentence."""
    if claim.kind == Kind.AD:
        return False
    if any(_same_sentence(place, claim, scan) and place.low < claim.high for place in reader.places(scan, "HEARSAY")):
        return True
    tellers = [place for place in reader.places(scan, "KIN") if _same_sentence(place, claim, scan)]
    return any(
        _same_sentence(verb, claim, scan) and verb.low < claim.low and 0 < verb.low - teller.low <= TELLER_WORDS
        for verb in reader.places(scan, "TELLING")
        for teller in tellers
    )


def _same_sentence(place: Range, claim: Claim, scan: Scan) -> bool:
    return scan.segments.sentence[place.low] == scan.segments.sentence[claim.low]


def _planned(reader: PolarityReader, claim: Claim, scan: Scan) -> bool:
    clause = scan.segments.clause
    cue_words = {word for place in claim.cue for word in range(*place)}
    return claim.kind != Kind.AD and any(
        clause[claim.low] <= clause[low] <= clause[claim.high - 1] and low not in cue_words
        for low, _ in reader.places(scan, "PLAN")
    )


POLARITIES: tuple[tuple[Polarity, Callable[[PolarityReader, Claim, Scan], bool]], ...] = (
    (Polarity.QUOTED, _quoted),
    (Polarity.DENIED, _denied),
    (Polarity.CONDITIONAL, _conditional),
    (Polarity.REPORTED, _reported),
    (Polarity.PLANNED, _planned),
)
"""The order is meaning: quoted law that says «не допускається» stays quoted; a denied report is denied."""
