"""The notation of these tests: ⟦label|text|value⟧ marks what must be found; everything else must not be."""

import re
from collections.abc import Callable

import pytest

import extractors.identifiers.stage as stage
from pipeline.document import Entity
from pipeline.offsets import WorkingText

MARK = re.compile(r"⟦([a-z_]+)\|([^|⟧]*)(?:\|([^⟧]*))?⟧")


def parse(marked: str) -> tuple[str, list[tuple[str, str, str | None, int]]]:
    """Plain text, and (label, text, value or None, start) of each mark."""
    text, expected, at = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        expected.append((match.group(1), match.group(2), match.group(3), len(text)))
        text += match.group(2)
        at = match.end()
    return text + marked[at:], expected


@pytest.fixture
def find(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[Entity]]:
    """Settled identifiers of a text; values stay out, so that a test fails for the reason it names."""
    monkeypatch.setattr(stage, "VALUE_FINDERS", ())
    return lambda text: stage.find_identifiers(WorkingText(text=text))


@pytest.fixture
def check(find: Callable[[str], list[Entity]]) -> Callable[..., list[Entity]]:
    """Asserts that a marked text yields exactly its marks (of `only` these labels, if given); returns the entities."""

    def run(marked: str, *only: str) -> list[Entity]:
        text, expected = parse(marked)
        entities = [e for e in find(text) if not only or e.label in only]
        got = [(str(e.label), text[e.start : e.end], e.start) for e in entities]
        assert got == [(label, written, start) for label, written, _, start in expected]
        for entity, (_, _, value, _) in zip(entities, expected, strict=True):
            assert value is None or entity.value == value
        return entities

    return run
