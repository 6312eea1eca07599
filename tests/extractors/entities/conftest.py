"""Notation of the cases: names stand between ⟦ and ⟧, with their label before a bar if it matters."""

import re
from collections.abc import Callable, Iterable

import pytest

from extractors.entities.candidates import Candidate

Marked = tuple[str, list[tuple[str, str]]]


def read(marked: str) -> tuple[str, list[tuple[int, int, str | None]]]:
    """The text without marks; start, end and label of each mark."""
    text, spans, at = "", [], 0
    for mark in re.finditer(r"⟦(?:(\w+)\|)?([^⟧]*)⟧", marked):
        text += marked[at : mark.start()]
        spans.append((len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        at = mark.end()
    return text + marked[at:], spans


@pytest.fixture
def check() -> Callable[[Callable[[str], Iterable[Candidate]], str], None]:
    """Asserts that a finder finds exactly the marked names."""

    def run(find: Callable[[str], Iterable[Candidate]], marked: str) -> None:
        text, wanted = read(marked)
        found = sorted({(c.start, c.end, c.label.value) for c in find(text)})
        seen = [(text[s:e], label) for s, e, label in found]
        assert [(s, e) for s, e, _ in found] == [(s, e) for s, e, _ in wanted], seen
        assert all(label in (None, got) for (_, _, label), (_, _, got) in zip(wanted, found, strict=True)), seen

    return run
