"""Words pulled apart or stretched: «р о б о т а», «В И Р О К», «торгів-⏎ля», «рообоотаааа», «нар.котики»."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from pipeline.stages.dictionary import is_word
from pipeline.stages.repairs.edits import Edit, run_start
from pipeline.stages.repairs.letters import UK_RU, UK_RU_LETTERS
from pipeline.stages.repairs.spelling import as_word

LETTER = r"[^\W\d_]"
LINE_END = re.compile(rf"[-‐‑][ \t\u00a0]*\r?\n[ \t\u00a0]*(?={LETTER})")
LINE_REST = re.compile(rf"{LETTER}{{1,40}}")
HAS_SPREAD = re.compile(r"[ \u00a0.\-_*·•|/~+=,](?=[^\W_][ \u00a0.\-_*·•|/~+=,]{1,2}[^\W_](?!\w))")
SPREAD = re.compile(
    r"(?<!\w)[^\W_@](?P<gap>[ \u00a0]{1,2}|[.\-_*·•|/~+=,])[^\W_](?:(?P=gap)[^\W_]){1,80}"
    r"(?![\w'’])(?!(?P=gap)[^\W_](?!\w))"
)
HAS_STRETCH = re.compile(rf"([{UK_RU}])\1\1")
STRETCHED_WORD = re.compile(rf"[{UK_RU}'’]{{4,60}}(?!\w)")
PIECES = re.compile(rf"(?<![\w.])[{UK_RU}]{{2,20}}(?:[._*·•|~][{UK_RU}]{{2,20}}){{1,3}}(?![\w.*])")
HAS_PIECES = re.compile(rf"[._*·•|~](?<=[{UK_RU}].)(?=[{UK_RU}])")
RUN = re.compile(r"(.)\1*")
MAX_READINGS = 128
MIN_HEADING_CHARS = 5
VOWELS = frozenset("аеиоуюяіїєыэё")
MAX_WORD_CHARS = 24
MAX_PIECE_CHARS = 20
MAX_LINE_PART = 40
MAX_STRETCHED = 60


def repair_line_ends(text: str) -> Iterator[Edit]:
    """Edits that join a word broken by a hyphen at a line's end; the hyphen stays where it belongs to the word."""
    at = 0
    for end in LINE_END.finditer(text):
        start = run_start(text, end.start(), str.isalpha, most=MAX_LINE_PART)
        rest = LINE_REST.match(text, end.end())
        if start < max(at, end.start() - MAX_LINE_PART + 1) or start == end.start() or not rest:
            continue
        at = rest.end()
        first, second = text[start : end.start()], rest.group()
        if first.isascii():
            continue
        if second[0].isupper() and not first.isupper():
            yield Edit(end.start() + 1, end.end(), "")
        elif is_word(first + second) or not (is_word(f"{first}-{second}") or (is_word(first) and is_word(second))):
            yield Edit(end.start(), end.end(), "")
        else:
            yield Edit(end.start() + 1, end.end(), "")


def repair_spread(text: str) -> Iterator[Edit]:
    """Edits that close up letters written apart, if they make words or a heading in capitals."""
    if not HAS_SPREAD.search(text):
        return
    for match in SPREAD.finditer(text):
        gap = match["gap"]
        letters = match.group()[:: 1 + len(gap)]
        if closed := _closed(letters, gap=gap):
            yield from _closing_up(match.start(), letters, closed, len(gap))


def _closing_up(at: int, letters: str, closed: str, gap_chars: int) -> Iterator[Edit]:
    """An edit for each gap and each changed letter, so that every letter keeps its own place."""
    written = iter(closed)
    for number, letter in enumerate(letters):
        new, space = next(written), ""
        if new == " ":
            new, space = next(written), " "
        if number:
            yield Edit(at - gap_chars, at, space)
        if new != letter:
            yield Edit(at, at + 1, new)
        at += 1 + gap_chars


@lru_cache(maxsize=10_000)
def _closed(letters: str, *, gap: str) -> str | None:
    if not any("\u0400" <= c <= "\u052f" for c in letters) or _is_alphabet(letters):
        return None
    if len(letters) >= MIN_HEADING_CHARS - 1 and (word := as_word(letters)):
        return word
    if len(letters) == 3:
        return letters if gap.isspace() and letters.isupper() and is_word(letters) else None
    if parts := _words(letters):
        return " ".join(parts)
    heading = letters.isupper() and len(letters) >= MIN_HEADING_CHARS and gap.isspace()
    return letters if heading and _sounds(letters) else None


def _words(letters: str) -> list[str] | None:
    """The fewest dictionary words (one-letter ones: prepositions and conjunctions only) that the letters spell."""
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - MAX_WORD_CHARS), end):
            before, word = best[start], letters[start:end]
            if before is None or not _stands_alone(word):
                continue
            current = best[end]
            if current is None or len(before) + 1 < len(current):
                best[end] = [*before, word]
    found = best[-1]
    return found if found and len(letters) >= 3 * len(found) else None


def _stands_alone(word: str) -> bool:
    return word.lower() in "взуікосаяєийк" if len(word) == 1 else is_word(word)


def _is_alphabet(letters: str) -> bool:
    """Whether these are list letters («а б в г»): each follows its neighbour in the alphabet, or all are the same."""
    steps = [ord(b) - ord(a) for a, b in zip(letters.lower(), letters.lower()[1:], strict=False)]
    return all(0 <= step <= 2 for step in steps)


def _sounds(letters: str) -> bool:
    """Whether vowels and consonants mix as in a word: a fifth to seven tenths are vowels."""
    vowels = sum(c in VOWELS for c in letters.lower())
    return 0.2 * len(letters) <= vowels <= 0.7 * len(letters)


def repair_stretched(text: str) -> Iterator[Edit]:
    """Edits that shorten letters repeated three times and more, if a dictionary word results."""
    at = 0
    for hit in HAS_STRETCH.finditer(text):
        start = run_start(text, hit.start(), UK_RU_LETTERS.__contains__, most=MAX_STRETCHED)
        match = STRETCHED_WORD.match(text, start) if start >= at else None
        if match and not text[start - 1 : start].isalnum():
            at = match.end()
            if plain := _shortened(match.group()):
                yield Edit(start, at, plain)


@lru_cache(maxsize=10_000)
def _shortened(word: str) -> str | None:
    if is_word(word):
        return None
    runs = [m.group() for m in RUN.finditer(word)]
    choices = [(run[:1],) if len(run) == 1 else (run[:1], run[:2]) for run in runs]
    readings = islice(map("".join, product(*choices)), MAX_READINGS)
    return next((reading for reading in readings if len(set(reading)) > 1 and is_word(reading)), None)


def repair_pieces(text: str) -> Iterator[Edit]:
    """Edits that take out a mark set inside a word, if its pieces are no words and the whole is one."""
    at = 0
    for mark in HAS_PIECES.finditer(text):
        match = PIECES.search(text, max(at, mark.start() - MAX_PIECE_CHARS), mark.end() + 3 * MAX_PIECE_CHARS)
        if not match or match.start() < at:
            continue
        at = match.end()
        pieces = re.split(r"[._*·•|~]", match.group())
        whole = "".join(pieces)
        doubtful = "." in match.group() and any(is_word(piece) and len(piece) > 3 for piece in pieces)
        sentences = any(piece[0].isupper() for piece in pieces[1:]) and not whole.isupper()
        if is_word(whole) and not doubtful and not sentences:
            yield Edit(match.start(), match.end(), whole)
