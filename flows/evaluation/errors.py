"""Lists what went wrong on our own passages, to be read: one page of HTML, no scripts.

Gold is underlined, what was found has a ground. Never a text of shared data, and never the unread voices.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path

from corpora.metrics import overlap
from corpora.passages import IndicatorSpan, Passage
from flows.console import LEFT_OUT
from flows.evaluation.judging import Judged
from flows.evaluation.priority import ALERTS
from pipeline.document import Indicator

MISSED, WRONG, ELSEWHERE, POLARITY = "missed", "wrong", "other place", "polarity"
FAULTS = (MISSED, WRONG, POLARITY, ELSEWHERE)
"""From worst to least: not in the text's findings, not in its gold, another polarity, right text but other words."""
AROUND_CHARS = 120
STYLE = """body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
h2{margin-top:2rem;border-bottom:1px solid #ccc}.e{margin:.9rem 0}.m{color:#555;font-size:13px}
u{text-decoration:underline 3px #0072b2;text-underline-offset:3px}b{background:#ffdf9e;font-weight:inherit}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A finding that is wrong, or a gold mark that was not found. At least one of `gold` and `found` is there."""

    fault: str
    indicator: str
    passage: Passage
    gold: IndicatorSpan | None = None
    found: Indicator | None = None


def faults(one: Judged) -> Iterator[Fault]:
    """Everything that is wrong with the indicators of a passage."""
    golden, hits = one.gold.indicators, one.found.indicators
    names, found_names = {mark.id for mark in golden}, {hit.id for hit in hits}
    for mark in golden:
        touched = [hit for hit in hits if hit.id == mark.id and overlap(mark, hit)]
        best = max(touched, key=lambda hit: overlap(mark, hit), default=None)
        if best is None:
            fault = ELSEWHERE if mark.id in found_names else MISSED
            yield Fault(fault=fault, indicator=mark.id, passage=one.gold, gold=mark)
        elif best.polarity != mark.polarity:
            yield Fault(fault=POLARITY, indicator=mark.id, passage=one.gold, gold=mark, found=best)
    for hit in hits:
        if not any(mark.id == hit.id and overlap(mark, hit) for mark in golden):
            fault = ELSEWHERE if hit.id in names else WRONG
            yield Fault(fault=fault, indicator=hit.id, passage=one.gold, found=hit)


def write_errors(judged: Sequence[Judged], path: Path, *, most: int) -> Path:
    """The page, with up to `most` faults of each sort for each indicator and up to `most` wrong alerts each way."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(_page(judged, most)), encoding="utf-8")
    return path


def _page(judged: Sequence[Judged], most: int) -> Iterator[str]:
    yield f"<!doctype html><html lang=en><meta charset=utf-8><title>Errors</title><style>{STYLE}</style>"
    yield "<h1>Errors</h1><p><u>gold</u>, <b>found</b>. Passages of this project's own corpus; people are invented.</p>"
    every = [fault for one in judged for fault in faults(one)]
    for indicator in sorted({fault.indicator for fault in every}):
        own = [fault for fault in every if fault.indicator == indicator]
        counts = ", ".join(f"{sum(f.fault == name for f in own)} {name}" for name in FAULTS)
        yield f"<h2 id={indicator}>{escape(indicator)}</h2><p class=m>{counts}</p>"
        for name in FAULTS:
            yield from map(_entry, [fault for fault in own if fault.fault == name][:most])
    yield "<h2 id=priority>priority</h2>"
    for name, some in _wrong_alerts(judged):
        yield f"<p class=m>{len(some)} {name}</p>"
        yield from map(_alert, some[:most])
    yield "</html>\n"


def _entry(fault: Fault) -> str:
    passage, spans = fault.passage, [span for span in (fault.gold, fault.found) if span]
    said = [fault.fault, passage.id, str(passage.kind), passage.language]
    if fault.fault == WRONG and fault.indicator in passage.near:
        said.append("marked as a near miss")
    said += [f"gold {fault.gold.polarity}"] if fault.gold else []
    if fault.found:
        said += [f"found {fault.found.polarity} {fault.found.score:.2f}", fault.found.source, fault.found.reason or ""]
    low = max(0, min(span.start for span in spans) - AROUND_CHARS)
    high = min(len(passage.text), max(span.end for span in spans) + AROUND_CHARS)
    lit = lit_text(passage.text, low, high, fault.gold, fault.found)
    return f"<div class=e>{lit}<div class=m>{_plain(' · '.join(filter(None, said)))}</div></div>\n"


def lit_text(text: str, low: int, high: int, gold: IndicatorSpan | None, found: Indicator | None) -> str:
    """A stretch of a text as HTML, gold underlined and what was found on a ground."""
    borders = {low, high}
    for span in (gold, found):
        borders |= {min(high, max(low, edge)) for edge in (span.start, span.end)} if span else set()
    places = sorted(borders)
    parts = ["…" if low else ""]
    for start, end in pairwise(places):
        part = _plain(text[start:end])
        part = f"<b>{part}</b>" if found and found.start <= start < found.end else part
        parts.append(f"<u>{part}</u>" if gold and gold.start <= start < gold.end else part)
    return "".join([*parts, "…" if high < len(text) else ""])


def _wrong_alerts(judged: Iterable[Judged]) -> Iterator[tuple[str, list[Judged]]]:
    rated = [one for one in judged if one.gold.priority and one.found.assessment]
    raised = [one for one in rated if one.gold.priority not in ALERTS and _found_priority(one) in ALERTS]
    passed = [one for one in rated if one.gold.priority in ALERTS and _found_priority(one) not in ALERTS]
    yield "raised without need", raised
    yield "worth an alert and not raised", passed


def _found_priority(one: Judged) -> str | None:
    return one.found.assessment.priority if one.found.assessment else None


def _alert(one: Judged) -> str:
    found = one.found.assessment
    said = [one.gold.id, str(one.gold.kind), one.gold.language, f"gold {one.gold.priority}"]
    if found:
        said += [f"found {found.priority} {found.score:.2f}", *(reason.en for reason in found.reasons)]
    text = one.gold.text if len(one.gold.text) <= 6 * AROUND_CHARS else one.gold.text[: 6 * AROUND_CHARS] + "…"
    return f"<div class=e>{_plain(text)}<div class=m>{_plain(' · '.join(said))}</div></div>\n"


def _plain(text: str) -> str:
    return escape(text.translate(LEFT_OUT)).replace("\n", "<br>")
