"""The stage that finds indicators: rules on every document, the tagger's hits beside them."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice

from extractors.indicators.engine import Engine, Hit
from extractors.indicators.fusion import fuse
from extractors.indicators.numbers import TESTS
from extractors.indicators.rules import RuleSet, rules_of
from extractors.indicators.scan import Range, Scan, add_entities, scan
from extractors.indicators.segments import word_range
from extractors.indicators.tagger import Tagged, TaggedSpan, Tagger
from pipeline.document import Document, Indicator, Kind
from pipeline.offsets import WorkingText
from pipeline.packs import Pack
from pipeline.stream import Stage

ENGINE_VERSION = "1"
BATCH_DOCUMENTS = 64
SIDE_BY_SIDE_CHARS = 3
"""A comma or dash and a blank between two clauses of one enumeration."""
LONG_CHARS = 160
"""Neighbours grow no longer together; one annotated span in a hundred is longer."""
LONG_TEXT_WORDS = 200
"""Four times the annotated texts by which rules are scored (nine in ten of them have at most 53 words)."""
GOOD_COMPANY = 0.5
"""A finding of a rule that is wrong more often than right vouches for no other."""
COMPANY_CHARS = 500
"""About a paragraph: what belongs to one story stands so near."""
SHORT_TEXT, LONG_TEXT = (0.2, -0.1), (0.05, -0.3)
"""What is added to a rule's score beside another indicator's finding, and where it stands alone. Source: training
voices and the development halves of benchmarks/harmless.py: of findings in company two in three are right, of those
alone half; in long harmless texts (books, articles) two wrong ones in three stand alone."""
READS = ("repair", "language", "kind", "identifiers", "names")


def indicators_stage(pack: Pack, tagger: Tagger | None = None) -> Stage:
    """The stage "indicators" of a pack: its rules, and the tagger's hits if there is a tagger."""
    rules = rules_of(pack)
    finder = IndicatorFinder(pack, rules)

    def run(documents: Iterable[Document]) -> Iterator[Document]:
        if tagger is None:
            return map(finder.with_rules, documents)
        return finder.with_tagger(documents, tagger)

    spoken = "rules only" if tagger is None else tagger.version
    return Stage(name="indicators", version=f"{ENGINE_VERSION}+{rules.version}+{spoken}", run=run, reads=READS)


class IndicatorFinder:
    """Finds the indicators of one pack in documents."""

    def __init__(self, pack: Pack, rules: RuleSet) -> None:
        self.pack = pack
        self.rules = rules
        self.engine = Engine(rules)

    def with_rules(self, document: Document) -> Document:
        """The document with what the rules find."""
        return document.with_indicators(self.find(document))

    def with_tagger(self, documents: Iterable[Document], tagger: Tagger) -> Iterator[Document]:
        """The documents with what rules and tagger find, fused; texts go to the model in batches."""
        source = iter(documents)
        while batch := list(islice(source, BATCH_DOCUMENTS)):
            texts = [_working(document).text for document in batch]
            for document, tagged in zip(batch, tagger.tag(texts), strict=True):
                yield document.with_indicators(self.find(document, tagged, tagger))

    def find(self, document: Document, tagged: Tagged | None = None, tagger: Tagger | None = None) -> list[Indicator]:
        """The indicators of a document, those of one kind that overlap merged, a model's spans fused in."""
        working = _working(document)
        scanned = self.scan(document, working)
        hits = merge(accompanied(self.engine.hits(scanned, document.kind)))
        alone = lone(hits)
        company, loneliness = LONG_TEXT if len(scanned.segments.starts) > LONG_TEXT_WORDS else SHORT_TEXT
        changes = [loneliness if number in alone else company for number in range(len(hits))]
        by_rules = [self._indicator(hit, working, change) for hit, change in zip(hits, changes, strict=True)]
        if tagged is None or tagger is None:
            return by_rules
        by_model = [self._tagged(span, tagger.version, working, scanned, document.kind) for span in tagged.spans]
        return fuse(by_rules, by_model, tagged.shares, tagger.weights)

    def scan(self, document: Document, working: WorkingText) -> Scan:
        """The scan of a document's working text, with the entities of earlier stages as concepts."""
        scanned = scan(working.text, self.rules.lexicon)
        return add_entities(scanned, self._entities(document, working, scanned), self.rules.lexicon)

    def _entities(self, document: Document, working: WorkingText, scanned: Scan) -> Iterator[tuple[int, Range]]:
        for entity in document.entities:
            for concept in self.rules.entity_concepts:
                if entity.label in concept.labels and all(TESTS[k](entity, limit) for k, limit in concept.where):
                    low, high = word_range(scanned.segments, *working.working(entity.start, entity.end))
                    if low < high:
                        yield concept.concept, Range(low, high)

    def _indicator(self, hit: Hit, working: WorkingText, change: float) -> Indicator:
        start, end = working.original(hit.start, hit.end)
        return Indicator(
            start=start,
            end=end,
            id=hit.rule.indicator,
            stage=self.pack.indicators[hit.rule.indicator].stage,
            polarity=hit.polarity,
            score=round(min(0.95, max(0.05, hit.rule.score + change)), 4),
            source=f"rules.{hit.rule.id}@{ENGINE_VERSION}",
            reason=hit.rule.why.uk,
        )

    def _tagged(self, span: TaggedSpan, version: str, working: WorkingText, scanned: Scan, kind: Kind) -> Indicator:
        start, end = working.original(span.start, span.end)
        return Indicator(
            start=start,
            end=end,
            id=span.id,
            stage=self.pack.indicators[span.id].stage,
            polarity=span.polarity or self.engine.polarity_of(span.start, span.end, scanned, kind),
            score=span.score,
            source=f"tagger.{version}",
            reason=None,
        )


def _working(document: Document) -> WorkingText:
    return document.working or WorkingText(text=document.text)


def merge(hits: Iterable[Hit]) -> list[Hit]:
    """One hit for each run of hits of an indicator that overlap or stand side by side: its words, the best one's rule.

    Of equal scores the shortest, then the first is best. Further agreeing rules leave the score as it is: rules of one
    indicator share words and are no independent witnesses.
    """
    ordered = sorted(hits, key=lambda h: (h.rule.indicator, h.start, h.end, h.rule.id))
    merged: list[Hit] = []
    for _, same in groupby(ordered, key=lambda h: h.rule.indicator):
        run: list[Hit] = []
        for hit in same:
            if run and not _joins(run, hit):
                merged.append(_best(run))
                run = []
            run.append(hit)
        merged.append(_best(run))
    return sorted(merged, key=lambda h: (h.start, h.end, h.rule.indicator))


def accompanied(hits: Iterable[Hit]) -> list[Hit]:
    """The hits, without those that want company and have no counting hit of another indicator near."""
    found = list(hits)
    sure = (h for h in found if not h.wants_company and h.polarity.counts and h.rule.score >= GOOD_COMPANY)
    others = sorted((h.start, h.end, h.rule.indicator) for h in sure)
    return [h for h in found if not h.wants_company or _has_company(h, others)]


def _has_company(hit: Hit, others: list[tuple[int, int, str]]) -> bool:
    low = bisect_left(others, (hit.start - 2 * COMPANY_CHARS,))
    high = bisect_left(others, (hit.end + COMPANY_CHARS,))
    return any(end > hit.start - COMPANY_CHARS and id != hit.rule.indicator for _, end, id in others[low:high])


def lone(hits: Sequence[Hit]) -> frozenset[int]:
    """Numbers of the hits that have no hit of another indicator a paragraph's length off (hits in order)."""
    kept = set()
    for number, hit in enumerate(hits):
        for other in range(number + 1, len(hits)):
            if hits[other].start >= hit.end + COMPANY_CHARS:
                break
            if hits[other].rule.indicator != hit.rule.indicator:
                kept |= {number, other}
    return frozenset(range(len(hits))) - kept


def _joins(run: list[Hit], hit: Hit) -> bool:
    """Whether a hit overlaps the run, or stands beside it with the same polarity."""
    end = max(h.end for h in run)
    if hit.start < end:
        return True
    beside = hit.start <= end + SIDE_BY_SIDE_CHARS and hit.end - run[0].start < LONG_CHARS
    return beside and hit.polarity == run[-1].polarity


def _best(run: list[Hit]) -> Hit:
    best = min(run, key=lambda h: (-h.rule.score, h.end - h.start, h.start, h.rule.id))
    return replace(best, start=min(h.start for h in run), end=max(h.end for h in run))
