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
LONGEST_CUE_WORDS = 8
TELLER_WORDS = 4
"""A teller stands close before the verb: «сусідка з третього поверху каже»."""
NO = frozenset(("ні", "нет", "ніт", "нє", "неа", "ніколи", "никогда", "ніхто", "никто"))
"""How an answer of no begins."""
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

    def places(self, scan: Scan, span: tuple[int, int], *names: str) -> list[Range]:
        """Where any of these cues begins among the words of `span`."""
        return [place for name in names for place in scan.between(self._number[name], *span)]

    def negated(self, place: Range, scan: Scan) -> bool:
        """Whether a negation governs the words at `place`: just before it, or absence on either side, in its clause."""
        clause = scan.segments.clause
        low, high = scan.segments.clauses[clause[place.low]]
        near = max(low, place.low - LONGEST_CUE_WORDS), min(high, place.high + LONGEST_CUE_WORDS)
        for _, end in self.places(scan, (near[0], place.low), "NEGATION"):
            if end <= place.low < end + NEGATION_WORDS:
                return True
        if any(end == place.low for _, end in self.places(scan, (near[0], place.low), "WITHOUT_WORD")):
            return True
        return any(
            place.low - end < NEGATION_WORDS
            and start - place.high < NEGATION_WORDS
            and (end <= place.low or start >= place.high)
            for start, end in self.places(scan, near, "ABSENCE")
        )


def _denied(reader: PolarityReader, claim: Claim, scan: Scan) -> bool:
    """A negation on the cue, «nobody» or «none» in its clause, or a denial in its sentence that is no denied one."""
    if claim.negation != "part":
        if any(reader.negated(place, scan) for place in claim.cue):
            return True
        clauses = {scan.segments.clauses[scan.segments.clause[place.low]] for place in claim.cue}
        if any(_outside(place, claim) for clause in clauses for place in reader.places(scan, clause, "NOBODY")):
            return True
    if any(not reader.negated(place, scan) for place in reader.places(scan, _sentence(claim, scan), "DENIAL")):
        return True
    return claim.kind != Kind.AD and _answered_no(claim, scan)


def _answered_no(claim: Claim, scan: Scan) -> bool:
    """«Чи замикали вас? – Ні»: the evidence stands in a question, and the next sentence begins with a no."""
    segments = scan.segments
    _, end = _sentence(claim, scan)
    if end >= len(segments.starts) or segments.forms[end] not in NO:
        return False
    return "?" in segments.text[segments.ends[end - 1] : segments.starts[end]]


def _outside(place: Range, claim: Claim) -> bool:
    return all(place.high <= cue.low or cue.high <= place.low for cue in claim.cue)


def _quoted(reader: PolarityReader, claim: Claim, scan: Scan) -> bool:
    """The words of the law itself, or cues of law, leaflet, news or training around; an advert quotes nothing."""
    wanted = QUOTED_CUES.get(claim.kind)
    if wanted is None:
        return False
    if reader.places(scan, _sentence(claim, scan), "LAW_FORMULA"):
        return True
    number, paragraphs = scan.segments.paragraph[claim.low], scan.segments.paragraphs
    span = paragraphs[max(0, number - 1)][0], paragraphs[min(len(paragraphs) - 1, number + 1)][1]
    return len(reader.places(scan, span, "LAW_TEXT", "WARNING_TEXT", "NEWS_TEXT", "TRAINING_TEXT")) >= wanted


def _conditional(reader: PolarityReader, claim: Claim, scan: Scan) -> bool:
    """A word of condition in the clauses of the evidence, before its cue."""
    if claim.kind == Kind.AD:
        return False
    first = min((place.low for place in claim.cue), default=claim.low)
    clause = scan.segments.clauses[scan.segments.clause[first]]
    return bool(reader.places(scan, (clause[0], first + 1), "CONDITION"))


def _reported(reader: PolarityReader, claim: Claim, scan: Scan) -> bool:
    """Hearsay words before or in the evidence, or a verb of telling with kin or neighbours in the same sentence."""
    if claim.kind == Kind.AD:
        return False
    low, high = _sentence(claim, scan)
    if reader.places(scan, (low, min(high, claim.high)), "HEARSAY"):
        return True
    tellers = reader.places(scan, (low, claim.low), "KIN")
    verbs = reader.places(scan, (low, claim.low), "TELLING")
    return any(0 < verb.low - teller.low <= TELLER_WORDS for verb in verbs for teller in tellers)


def _sentence(claim: Claim, scan: Scan) -> tuple[int, int]:
    return scan.segments.sentences[scan.segments.sentence[claim.low]]


def _planned(reader: PolarityReader, claim: Claim, scan: Scan) -> bool:
    if claim.kind == Kind.AD:
        return False
    clause, clauses = scan.segments.clause, scan.segments.clauses
    span = clauses[clause[claim.low]][0], clauses[clause[claim.high - 1]][1]
    cue_words = {word for place in claim.cue for word in range(*place)}
    return any(low not in cue_words for low, _ in reader.places(scan, span, "PLAN"))


POLARITIES: tuple[tuple[Polarity, Callable[[PolarityReader, Claim, Scan], bool]], ...] = (
    (Polarity.QUOTED, _quoted),
    (Polarity.DENIED, _denied),
    (Polarity.CONDITIONAL, _conditional),
    (Polarity.REPORTED, _reported),
    (Polarity.PLANNED, _planned),
)
"""The order is meaning: quoted law that says «не допускається» stays quoted; a denied report is denied."""
