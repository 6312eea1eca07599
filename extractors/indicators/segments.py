"""A text cut into words, clauses, sentences and paragraphs, all as half-open ranges of words."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.lemmas import APOSTROPHES

TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d])|\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:['’ʼ`\-][^\W\d_]+)*)"
    r"|(?P<lines>(?<![ \t])[ \t]*\n\s*)"
    r"|(?P<stop>[.!?…]+)"
    r"|(?P<clause>[,;:()\[\]—–•·|])"
    r"|(?P<dash>-)"
    r"|(?P<mark>[+/%€$₴₽£№@&#=<>])"
    r"|(?P<quote>[«»\"“”„'’])"
    r"|(?P<other>[^\w\s])"
)
ABBREVIATIONS_BEFORE_NAMES = """
м вул пров просп бул буд кв обл р-н смт с гр ст ч п пп ул пер пл д корп г гор им ім проф акад тов т зам заст напр див
см ред пос оф каб тел моб р гр-н гр-ка гр-на гр-ки
"""
NEVER_ENDS = frozenset(ABBREVIATIONS_BEFORE_NAMES.split())
"""Abbreviations before a name or number: a full stop after them ends no sentence."""
ABBREVIATED_UNITS = """
грн тис руб коп дол долл євр евр зл рр гг год міс мес нед тиж дн хв мин сек млн млрд чол чел ін др к час л кг км шт тощо
"""
ENDS_BEFORE_CAPITAL = frozenset(ABBREVIATED_UNITS.split())
"""Abbreviations of units: a full stop after them ends a sentence only before a capital letter."""
CONJUNCTIONS = """
але проте однак зате натомість но однако зато потому тому щоб чтобы якщо если коли когда бо хоча хотя
"""
SPLITTERS = frozenset(CONJUNCTIONS.split())
"""Conjunctions that open a clause even where the comma was forgotten."""
LONGEST_SENTENCE_WORDS = 150
"""Text without full stops is cut here: verdicts have sentences of 100 words, and time must not grow with the square."""
WRAPPED_LINE_CHARS = 45
"""A shorter line was ended on purpose: typewriter and PDF lines carry 60-90 characters, lines of ads far fewer."""


@dataclass(slots=True)
class Segments:
    """Words of a text and the units they belong to.

    `starts`, `ends`, `forms` run parallel (offsets, lower-case forms); `clause`, `sentence`, `paragraph` give each
    word's unit number; `clauses`, `sentences`, `paragraphs` give each unit's half-open range of words.
    """

    text: str
    starts: list[int]
    ends: list[int]
    forms: list[str]
    clause: list[int]
    sentence: list[int]
    paragraph: list[int]
    clauses: list[tuple[int, int]]
    sentences: list[tuple[int, int]]
    paragraphs: list[tuple[int, int]]


def segment(text: str) -> Segments:
    """The text's words with their clauses, sentences and paragraphs."""
    starts: list[int] = []
    ends: list[int] = []
    forms: list[str] = []
    clause: list[int] = []
    sentence: list[int] = []
    paragraph: list[int] = []
    clauses, sentences, paragraphs = [0], [0], [0]
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    for match in TOKEN.finditer(lowered):
        kind = match.lastgroup
        at = len(starts)
        form = match.group()
        if form in "-–—" and _joins(lowered, match.start(), match.end(), form):
            kind, form = "mark", "-"
        if kind in ("word", "number", "mark"):
            if kind == "word":
                form = form.translate(APOSTROPHES)
                if form in SPLITTERS and clauses[-1] != at:
                    clauses.append(at)
            if at - sentences[-1] >= LONGEST_SENTENCE_WORDS:
                sentences.append(at)
                if clauses[-1] != at:
                    clauses.append(at)
            starts.append(match.start())
            ends.append(match.end())
            forms.append(form)
            clause.append(len(clauses) - 1)
            sentence.append(len(sentences) - 1)
            paragraph.append(len(paragraphs) - 1)
            continue
        level = _break(kind, match, text, forms[-1] if forms else "")
        if level and clauses[-1] != at:
            clauses.append(at)
        if level > 1 and sentences[-1] != at:
            sentences.append(at)
        if level > 2 and paragraphs[-1] != at:
            paragraphs.append(at)
    bounds = [_ranges(units, len(starts)) for units in (clauses, sentences, paragraphs)]
    return Segments(text, starts, ends, forms, clause, sentence, paragraph, *bounds)


def _ranges(openings: list[int], count: int) -> list[tuple[int, int]]:
    return list(zip(openings, [*openings[1:], count], strict=True))


def _joins(text: str, start: int, end: int, mark: str) -> bool:
    """Whether a hyphen stands tight between two characters («15-річна»), or a dash between figures («18–25»)."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if mark == "-":
        return before.isalnum() and after.isalnum()
    return before.isdigit() and after.isdigit()


def _break(kind: str | None, match: "re.Match[str]", text: str, before: str) -> int:
    """How deep a mark cuts: 0 not at all, 1 clause, 2 sentence, 3 paragraph."""
    start, end = match.span()
    if kind == "lines":
        return _line_break(match.group(), start - text.rfind("\n", 0, start), text[end : end + 1])
    if kind == "stop":
        return _stop_break(match.group(), text, end, before)
    if kind == "clause":
        tight = text[start - 1 : start].isdigit() and text[end : end + 1].isdigit()
        return 0 if tight else 1
    return 1 if kind in ("dash", "other") else 0


def _line_break(lines: str, line_chars: int, following: str) -> int:
    """A wrapped line (long, then a small letter) breaks nothing; a blank line ends the paragraph."""
    if lines.count("\n") > 1:
        return 3
    if following.islower():
        return 0 if line_chars > WRAPPED_LINE_CHARS else 1
    return 2


def _stop_break(mark: str, text: str, end: int, before: str) -> int:
    following = text[end : end + 40].lstrip(' \t»"”')[:1]
    if mark == "." and text[end : end + 1].isalnum():
        return 0
    if mark == "." and (before in NEVER_ENDS or (len(before) == 1 and before.isalpha())):
        return 0 if following and following != "\n" else 2
    if (
        mark == "."
        and before in ENDS_BEFORE_CAPITAL
        and (following.islower() or following.isdigit() or following in "/,;)")
    ):
        return 0
    return 2


def word_range(segments: Segments, start: int, end: int) -> tuple[int, int]:
    """Half-open range of the words that the characters [start, end) touch; empty if none."""
    low = bisect_right(segments.ends, start)
    return low, max(low, bisect_left(segments.starts, end))


def clause_texts(text: str) -> Iterator[str]:
    """Each clause as written, for tests and for looking at the splitting."""
    segments = segment(text)
    for low, high in segments.clauses:
        if low < high:
            yield text[segments.starts[low] : segments.ends[high - 1]]
