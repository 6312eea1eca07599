"""A further working copy in which disguised digits are plain: emoji, letters for digits, number words, blanks."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from extractors.identifiers.number_words import NUMBER_WORD, TEN_PARTS, UNIT_PARTS, compound_value
from pipeline.offsets import Rewriter, WorkingText


class Change(NamedTuple):
    """Replace text[start:end] by `digits`."""

    start: int
    end: int
    digits: str


KEYCAP = re.compile("([0-9#*])\ufe0f?\u20e3")
FANCY = re.compile(
    "[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19\u2460-\u2469\u24ea\u24ff\u2776-\u277f\u2780-\u2793\U0001d7ce-\U0001d7ff\U0001fbf0-\U0001fbf9\U0001f51f\uff0b\u2795]"
)
SPECIAL = re.compile(
    "[\u0660-\u0669\u06f0-\u06f9\uff0b-\uff19\u20e3\u2460-\u2469\u24ea\u24ff\u2776-\u2793\u2795\U0001d7ce-\U0001d7ff\U0001fbf0-\U0001fbf9\U0001f51f]"
)
LETTERS = {
    "О": "0",
    "о": "0",
    "O": "0",
    "o": "0",
    "З": "3",
    "з": "3",
    "Ʒ": "3",
    "l": "1",
    "I": "1",
    "І": "1",
    "і": "1",
    "|": "1",
    "б": "6",
    "Б": "6",
    "В": "8",
    "B": "8",
    "ч": "4",
    "Ч": "4",
    "S": "5",
    "Ѕ": "5",
}
_D = "0-9" + re.escape("".join(LETTERS))
MIXED = re.compile(rf"[+(]{{0,2}}(?<!\w)[{_D}]{{1,13}}(?:[ .()\-–]{{1,2}}[{_D}]{{1,13}}){{0,9}}(?![\w])")
LETTER_NEXT = re.compile(r"[0-9](?:[ОоOoЗзlIІі|бБВBчЧSЅ]|(?<=[ОоOoЗзlIІі|бБВBчЧSЅ][0-9]))")
SPACED = re.compile(
    r"[0-9](?<![0-9][ .,\-_/*][0-9])(?<!\w[0-9])(?:(?:[ \xa0]{1,2}|[.\-_*/]|\u200b)[0-9]){6,18}(?![ .\-_*/]?[0-9]|\w)"
)
NUMBER = re.compile(rf"\+|\bплюс\b|[0-9]+|{NUMBER_WORD.pattern}", re.I)
JOIN = re.compile(r"[\s,.;:()\-–—/…]{0,5}(?:(?:і|и|та|далі|дальше|потім|потом|ну|эээ?|еее?)[\s,.]{1,3})?")
SHAPE = re.compile(
    r"\+?(?:0[1-9][0-9]{8}|380[0-9]{9}|80[0-9]{9}|[78][3-9][0-9]{9}|0?800[0-9]{6})|\+[1-9][0-9]{9,13}|[2-6][0-9]{15}"
)
WORDS_NEEDED, TENS_NEEDED, UNITS_NEEDED, LETTER_SHARE = 3, 2, 5, 0.5
"""Fewer number words than this make no dictated number; more letters than this share make a word, not digits."""


def digit_view(working: WorkingText) -> WorkingText:
    """`working` with disguised digits made plain, offsets still into the lowest original; itself if nothing changed.

    >>> digit_view(WorkingText(text="О67 123 45 67")).text
    '067 123 45 67'
    """
    view = working
    for changes in (_fancy, _letters, _words, _spaced):
        view = _rewritten(view, list(changes(view.text)))
    return view


def _rewritten(below: WorkingText, changes: list[Change]) -> WorkingText:
    if not changes:
        return below
    rewriter = Rewriter(below.text, below=below)
    for change in changes:
        rewriter.keep_to(change.start)
        rewriter.replace(change.end - change.start, change.digits)
    return rewriter.finish()


def _fancy(text: str) -> Iterator[Change]:
    if not SPECIAL.search(text):
        return
    found = [Change(m.start(), m.end(), m.group(1)) for m in KEYCAP.finditer(text)]
    found += [Change(m.start(), m.end(), _plain_digit(m.group())) for m in FANCY.finditer(text)]
    yield from sorted(found)


def _plain_digit(char: str) -> str:
    if char in "\uff0b\u2795":
        return "+"
    if char == "\U0001f51f":
        return "10"
    value = unicodedata.numeric(char)
    return str(int(value))


def _letters(text: str) -> Iterator[Change]:
    if not LETTER_NEXT.search(text):
        return
    for match in MIXED.finditer(text):
        written = match.group()
        plain = "".join(LETTERS.get(c, c) for c in written)
        digits = "".join(c for c in plain if c.isdigit())
        letters = sum(c in LETTERS for c in written)
        if not letters or letters > LETTER_SHARE * len(digits) or not LETTER_NEXT.search(written):
            continue
        if SHAPE.fullmatch(("+" if written.startswith("+") else "") + digits):
            yield Change(match.start(), match.end(), plain)


def _spaced(text: str) -> Iterator[Change]:
    for match in SPACED.finditer(text):
        yield Change(match.start(), match.end(), "".join(c for c in match.group() if c.isdigit()))


def _words(text: str) -> Iterator[Change]:
    """Runs of number words (with digits among them) that together have the shape of a phone or card number."""
    lower = text.lower()
    if sum(map(lower.count, TEN_PARTS)) < TENS_NEEDED and sum(map(lower.count, UNIT_PARTS)) < UNITS_NEEDED:
        return
    for run in _runs(text):
        if sum(not m.group()[0].isdigit() and m.group() != "+" for m in run) < WORDS_NEEDED:
            continue
        yield from _best_part(run)


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    run: list[re.Match[str]] = []
    for match in NUMBER.finditer(text):
        if run and not JOIN.fullmatch(text, run[-1].end(), match.start()):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _best_part(run: list[re.Match[str]]) -> Iterator[Change]:
    """The longest stretches of a run that read as a number; digits are spoken one by one or as compounds."""
    at = 0
    while at < len(run):
        for last in range(min(len(run), at + 24), at + WORDS_NEEDED - 1, -1):
            digits = compound_value([m.group().lower() for m in run[at:last]])
            if digits is not None and SHAPE.fullmatch(digits):
                yield Change(run[at].start(), run[last - 1].end(), digits)
                at = last - 1
                break
        at += 1
