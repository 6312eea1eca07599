"""The first stage: a working copy of the text in which disguises are undone, with the way back to every character.

Unseen marks go first, everywhere; then the repairs of REPAIRS in order, each on the result of those before it, which
spare e-mails, addresses, accounts and series. The whole runs again while it changes something: one repair may uncover
work for another.
"""

from dataclasses import replace

from pipeline.document import Document, Problem
from pipeline.offsets import WorkingText
from pipeline.stages.repairs.edits import Repair, apply
from pipeline.stages.repairs.lookalikes import repair_latin_twins, repair_lookalikes
from pipeline.stages.repairs.marks import repair_marks
from pipeline.stages.repairs.spacing import repair_line_ends, repair_pieces, repair_spread, repair_stretched
from pipeline.stages.repairs.transliteration import repair_transliteration
from pipeline.stream import Stage, each

VERSION = "1"
REPAIRS: tuple[Repair, ...] = (
    repair_line_ends,
    repair_spread,
    repair_lookalikes,
    repair_latin_twins,
    repair_stretched,
    repair_pieces,
)
MAX_ROUNDS = 4

TRANSLITERATED = Problem(
    code="transliterated",
    message="Parts of the text are Ukrainian or Russian in Latin letters; they were read in Cyrillic.",
)


def repair(document: Document) -> Document:
    """This document with its working copy; and a problem noted if parts of it are transliterated."""
    plain = repaired(document.text)
    cyrillic = apply(plain, repair_transliteration(plain.text))
    if cyrillic is plain:
        return replace(document, working=plain)
    return replace(document, working=cyrillic).with_problems(TRANSLITERATED)


def repaired(text: str) -> WorkingText:
    """The working copy of a text, before transliteration is looked at."""
    working = WorkingText(text=text)
    for _ in range(MAX_ROUNDS):
        marked = working = _without_marks(working)
        for propose in REPAIRS:
            working = apply(working, propose(working.text))
        if working is marked:
            break
    return working


def _without_marks(working: WorkingText) -> WorkingText:
    for _ in range(MAX_ROUNDS):  # what stands inside a reversed stretch shows only when it is turned round
        before, working = working, apply(working, repair_marks(working.text), spare=False)
        if working is before:
            break
    return working


def repair_stage() -> Stage:
    """The stage that sets `working`; it reads no other."""
    return Stage(name="repair", version=VERSION, run=each(repair), kept=False)
