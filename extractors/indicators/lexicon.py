"""Concepts: named sets of words and word sequences of both languages, compiled for one pass over a text.

docs/rules.md describes the notation. A word form is looked at once a process: its dictionary forms, prefixes and
patterns are found, and what it may begin is remembered.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.indicators.segments import Segments
from extractors.lemmas import lemmas
from pipeline.errors import PackError

GAP_WORDS = 3
CACHED_FORMS = 300_000
LONGEST_FORM_CHARS = 64
"""Longer runs of letters are no words (the longest Ukrainian dictionary words have about 30)."""
FUNCTION_WORDS = """
не ні ни без на за по в у з із зі с со до від от і и та й а що что як как то це это для при про о об під под над к
я ти ты він он вона она ми мы ви вы вони они бути быть мій мой свій свой так ще еще все всі весь є нема немає нет #
"""
FREQUENT = frozenset(FUNCTION_WORDS.split())
"""Function words: a sequence is looked up by another of its words where it has one."""
NUMBER_TEST = re.compile(r"#(?:(?P<op>[<>]=?)(?P<limit>\d+)|(?P<low>\d+)-(?P<high>\d+))?")


class Element(NamedTuple):
    """One place of a sequence: the atoms that fit, whether it may be absent, how many words may be skipped before."""

    atoms: frozenset[int]
    optional: bool
    gap: int


class Sequence(NamedTuple):
    """A multi-word item of a concept; `anchor` is the place by which it is looked up."""

    concept: int
    elements: tuple[Element, ...]
    anchor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormInfo:
    """What the lexicon knows of a word form: the concepts it is in by itself, its atoms, the sequences it anchors."""

    concepts: tuple[int, ...]
    atoms: frozenset[int]
    sequences: tuple[Sequence, ...]


@dataclass(slots=True, kw_only=True)
class Lexicon:
    """Compiled concepts: `names` numbers them, `sizes` counts items, `wider` says which concepts include one."""

    names: dict[str, int]
    sizes: list[int]
    keys: dict[str, int]
    prefixes: dict[str, int]
    patterns: list[tuple[re.Pattern[str], int]]
    numbers: list[tuple[Callable[[float], bool], int]]
    single: dict[int, list[int]]
    sequences: dict[int, list[Sequence]]
    wider: dict[int, tuple[int, ...]] = field(default_factory=dict)
    cache: dict[str, FormInfo] = field(default_factory=dict)

    def info(self, form: str) -> FormInfo:
        """What is known of a lower-case form."""
        known = self.cache.get(form)
        if known is None:
            if len(self.cache) >= CACHED_FORMS:
                self.cache.clear()
            known = self.cache[form] = self._look_up(form)
        return known

    def _look_up(self, form: str) -> FormInfo:
        if len(form) > LONGEST_FORM_CHARS:
            return FormInfo(concepts=(), atoms=frozenset(), sequences=())
        atoms = {self.keys[k] for k in (form, "=" + form, *_dictionary_forms(form)) if k in self.keys}
        atoms.update(self.prefixes[form[:n]] for n in range(1, len(form) + 1) if form[:n] in self.prefixes)
        atoms.update(atom for pattern, atom in self.patterns if pattern.fullmatch(form))
        if (number := as_number(form)) is not None:
            atoms.update(atom for test, atom in self.numbers if test(number))
        concepts = {c for a in atoms for c in self.single.get(a, ())}
        starts = {id(s): s for a in atoms for s in self.sequences.get(a, ())}
        return FormInfo(concepts=tuple(sorted(concepts)), atoms=frozenset(atoms), sequences=tuple(starts.values()))


def _dictionary_forms(form: str) -> tuple[str, ...]:
    if not form[:1].isalpha():
        return ()
    known = lemmas(form, "mixed")
    if "-" not in form:
        return known
    return (*known, *(x for part in form.split("-") if len(part) > 3 for x in (part, *lemmas(part, "mixed"))))


def as_number(form: str) -> float | None:
    """The number a token of digits writes, or None.

    >>> as_number("4,5"), as_number("22 000"), as_number("1.200")
    (4.5, 22000.0, 1200.0)
    """
    if not form[:1].isdigit() or len(form) > 18:
        return None
    plain = re.sub(r"[ \u00a0\u202f]|[.,](?=\d{3}(?:\D|$))", "", form).replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return None


def compile_lexicon(concepts: Mapping[str, Iterable[str]]) -> Lexicon:
    """The lexicon of these concepts: name to items in the notation of docs/rules.md. Raises PackError on a bad item."""
    lexicon = Lexicon(
        names={name: number for number, name in enumerate(concepts)},
        sizes=[0] * len(concepts),
        keys={},
        prefixes={},
        patterns=[],
        numbers=[],
        single={},
        sequences={},
    )
    compiler = _Compiler(lexicon)
    rows = {name: list(items) for name, items in concepts.items()}
    later = [(name, item) for name, items in rows.items() for item in items if " " in item or "@" in item]
    for name, items in rows.items():
        for item in items:
            lexicon.sizes[lexicon.names[name]] += 1
            if not (" " in item or "@" in item):
                compiler.add_single(name, item)
    for name, item in later:
        compiler.add_sequence(name, item)
    return lexicon


class _Compiler:
    """Turns items into atoms and sequences of a lexicon that is being built."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.count = 0
        self.known: dict[str, int] = {}
        self.frequent: set[int] = set()
        self.members: dict[str, set[int]] = {}

    def add_single(self, name: str, item: str) -> None:
        for part in self._alternatives(item):
            if (len(part) < 2 <= len(item)) or (part.endswith("?") and not part.startswith("~")):
                raise PackError(
                    f"concept {name}: item {item!r}: a lone word may not be absent or a choice of one letter"
                )
            atom = self._atom(part, item)
            self.members.setdefault(name, set()).add(atom)
            self.lexicon.single.setdefault(atom, []).append(self.lexicon.names[name])

    def add_sequence(self, name: str, item: str) -> None:
        elements: list[Element] = []
        gap = 0
        for part in item.split():
            if part.startswith(".."):
                gap = int(part[2:] or GAP_WORDS)
                continue
            optional = part.endswith("?") and len(part) > 1
            atoms = self._element(part.removesuffix("?") if optional else part, item)
            elements.append(Element(frozenset(atoms), optional, gap))
            gap = 0
        if not elements or all(e.optional for e in elements):
            raise PackError(f"concept {name}: item {item!r} has no fixed word")
        sequence = Sequence(self.lexicon.names[name], tuple(elements), self._anchor(elements))
        for atom in elements[sequence.anchor].atoms:
            self.lexicon.sequences.setdefault(atom, []).append(sequence)

    def _anchor(self, elements: list[Element]) -> int:
        """Place of the rarest word among the first, fixed ones (those before any gap or optional word)."""
        fixed = 0
        for place, element in enumerate(elements):
            if element.optional or (place and element.gap):
                break
            fixed = place + 1
        if not fixed:
            raise PackError("a sequence must begin with a fixed word")
        return next((p for p in range(fixed) if not elements[p].atoms & self.frequent), 0)

    def _element(self, part: str, item: str) -> set[int]:
        atoms: set[int] = set()
        for choice in self._alternatives(part):
            if choice.startswith("@") and len(choice) > 1:
                if choice[1:] not in self.lexicon.names:
                    raise PackError(f"item {item!r}: unknown concept {choice[1:]}")
                atoms |= self.members.get(choice[1:], set())
            else:
                atoms.add(self._atom(choice, item))
        return atoms

    @staticmethod
    def _alternatives(part: str) -> list[str]:
        if part.startswith("~"):
            return [part]
        return [p for p in part.split("/") if p] or [part]

    def _atom(self, text: str, item: str) -> int:
        key = text.lower()
        if key not in self.known:
            self.known[key] = self.count
            if key in FREQUENT:
                self.frequent.add(self.count)
            self._register(key, self.count, item)
            self.count += 1
        return self.known[key]

    def _register(self, key: str, atom: int, item: str) -> None:
        if key.startswith("~"):
            try:
                self.lexicon.patterns.append((re.compile(key[1:]), atom))
            except re.error as error:
                raise PackError(f"item {item!r}: {error}") from error
        elif key.startswith("#") and (match := NUMBER_TEST.fullmatch(key)):
            self.lexicon.numbers.append((_number_test(match), atom))
        elif key.endswith("*") and len(key) > 1:
            self.lexicon.prefixes[key[:-1]] = atom
        else:
            self.lexicon.keys[key] = atom


def _number_test(match: "re.Match[str]") -> Callable[[float], bool]:
    if match["low"]:
        low, high = float(match["low"]), float(match["high"])
        return lambda number: low <= number <= high
    if not match["op"]:
        return lambda number: True
    limit = float(match["limit"])
    tests: dict[str, Callable[[float], bool]] = {
        "<": lambda n: n < limit,
        "<=": lambda n: n <= limit,
        ">": lambda n: n > limit,
        ">=": lambda n: n >= limit,
    }
    return tests[match["op"]]


def match_sequence(sequence: Sequence, at: int, segments: Segments, infos: list[FormInfo]) -> tuple[int, int] | None:
    """Half-open range of words that `sequence` covers, its anchor at word `at`; None if it does not stand there."""
    start = at - sequence.anchor
    sentence = segments.sentence[at]
    low, high = segments.sentences[sentence]
    if start < low:
        return None
    elements = sequence.elements
    for place in range(sequence.anchor):
        if elements[place].atoms.isdisjoint(infos[start + place].atoms):
            return None
    end = _match_rest(elements, sequence.anchor + 1, at + 1, high, infos)
    return (start, end) if end else None


def _match_rest(elements: tuple[Element, ...], place: int, at: int, high: int, infos: list[FormInfo]) -> int:
    """End of the match of the elements from `place` on at word `at` (0 if none); the nearest words win."""
    if place == len(elements):
        return at
    element = elements[place]
    for skip in range(element.gap + 1):
        here = at + skip
        if here < high and not element.atoms.isdisjoint(infos[here].atoms):
            end = _match_rest(elements, place + 1, here + 1, high, infos)
            if end:
                return end
    return _match_rest(elements, place + 1, at, high, infos) if element.optional else 0
