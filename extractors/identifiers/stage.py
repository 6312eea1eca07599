"""The stage `identifiers`: all finders over the repaired text and its digit view, settled, mapped back."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from extractors.identifiers.compete import settle, weigh
from extractors.identifiers.digits import digit_view
from extractors.identifiers.finders import FINDERS, View
from extractors.values import FINDERS as VALUE_FINDERS
from pipeline.document import Document, Entity
from pipeline.offsets import WorkingText
from pipeline.stream import Stage, each

VERSION = "1"
ANY_DIGIT = re.compile(r"[0-9]")


def identifiers_stage() -> Stage:
    """The stage that finds identifiers and values."""
    return Stage(name="identifiers", version=VERSION, run=each(_with_identifiers), reads=("repair",))


def find_identifiers(working: WorkingText) -> list[Entity]:
    """Identifiers and values of a text, settled, with offsets into its original."""
    digits = digit_view(working)
    views = {View.REPAIRED: working, View.DIGITS: digits}
    candidates: list[Entity] = []
    for name, view in views.items():
        candidates += _mapped(view, weigh(view.text, _proposals(view.text, name)))
    values = chain.from_iterable(find(working.text) for find in VALUE_FINDERS)
    candidates += _mapped(working, values)
    return settle(candidates)


def _with_identifiers(document: Document) -> Document:
    working = document.working or WorkingText(text=document.text)
    return document.with_entities(find_identifiers(working), stage="identifiers")


def _proposals(text: str, name: View) -> Iterator[Entity]:
    has_digit = ANY_DIGIT.search(text) is not None
    for finder in FINDERS:
        if finder.view is name and (has_digit or not finder.needs_digit):
            yield from finder.find(text)


def _mapped(view: WorkingText, entities: Iterable[Entity]) -> Iterator[Entity]:
    for entity in entities:
        start, end = view.original(entity.start, entity.end)
        yield replace(entity, start=start, end=end) if (start, end) != (entity.start, entity.end) else entity
