"""What the encoder learns from: names, indicators, polarity, kind and alert, each known for some texts only."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpora.clauses import load_clauses
from corpora.harmless import load_harmless
from corpora.ner import LABELS, SETS, TABLE, UNMARKED, GoldText, flatten, load_gold
from corpora.ner import GoldSpan as NameSpan
from corpora.passages import Passage, load_passages
from corpora.reviews import load_reviews
from extractors.encoder.decode import OUTSIDE
from extractors.encoder.tokens import LINE_START, Coded, TextCoder
from pipeline.document import Kind, Polarity, Priority

TAGS = (OUTSIDE, *(f"{place}-{label}" for label in LABELS for place in "BI"))
POLARITIES = tuple(Polarity)
KINDS = tuple(Kind)
UNSAID = -1
"""Where a text says nothing of a task."""

TRAIN_TOKENS, CUT_BACK_TOKENS = 160, 40
LOWERED, SHOUTED, MISTYPED = 0.10, 0.04, 0.18
LETTERS_A_SLIP = 60
LOOK_ALIKE = str.maketrans("асеорхуіАСЕОРХІТВНКМ", "aceopxyiACEOPXITBHKM")
TYPED = "абвгдежзиклмнопрстуіцчшьяюыэ"
SHORT_TOKENS = 90
"""Texts so short may be joined to longer ones."""


class Cue(NamedTuple):
    """An indicator in a text: half-open places (characters or subwords), number of indicator and polarity."""

    start: int
    end: int
    indicator: int
    polarity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text and what is known of it. `names` or `cues` None: nothing said; `known`: indicators the cues speak of."""

    id: str
    set: str
    part: str
    text: str
    names: tuple[NameSpan, ...] | None
    cues: tuple[Cue, ...] | None
    known: NDArray[np.bool_]
    kind: int = UNSAID
    alert: int = UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A stretch in subwords. `tags` are rows of `allowed_tags`, UNSAID inside words and where names are unknown."""

    ids: NDArray[np.int64]
    writing: NDArray[np.int64]
    tags: NDArray[np.int64]
    cues: tuple[Cue, ...] | None
    known: NDArray[np.bool_]
    kind: int
    alert: int

    def __len__(self) -> int:
        return len(self.ids)


def _rows() -> tuple[dict[tuple[str, ...], int], NDArray[np.float32]]:
    numbers: dict[tuple[str, ...], int] = {}
    rows: list[NDArray[np.float32]] = []
    for name, table in TABLE.items():
        hidden = [f"{place}-{label}" for label in UNMARKED[name] for place in "BI"]
        choices: dict[tuple[str, ...], list[str]] = {(name, OUTSIDE): [OUTSIDE, *hidden]}
        for labels in table.values():
            choices |= {(name, place, *labels): [f"{place}-{label}" for label in labels] for place in "BI"}
        for key, tags in choices.items():
            numbers[key] = len(rows)
            rows.append(np.array([tag in tags for tag in TAGS], dtype=np.float32))
    return numbers, np.stack(rows)


ROWS, allowed_tags = _rows()
"""Which tags a set's own label allows: rows of 0 and 1 over TAGS. The loss counts all allowed ones as right."""


def gold_names(shared: Path) -> Iterator[Example]:
    """The name sets of others. Raises FileNotFoundError if one is missing."""
    for gold in load_gold(shared, (name for name in SETS if name != "own")):
        yield _named(gold)


def _named(gold: GoldText) -> Example:
    nothing = np.zeros(0, dtype=np.bool_)
    return Example(id=gold.id, set=gold.set, part=gold.part, text=gold.text, names=gold.spans, cues=None, known=nothing)


def passages(voices: Sequence[str], part: str, indicators: Sequence[str]) -> Iterator[Example]:
    """Our passages of these voices."""
    return (_of_passage(passage, part, list(indicators)) for passage in load_passages(voices))


def _of_passage(passage: Passage, part: str, indicators: list[str]) -> Example:
    table = TABLE["own"]
    spans = (NameSpan(e.start, e.end, table[e.label]) for e in passage.entities if e.label in table)
    cues = (Cue(s.start, s.end, indicators.index(s.id), POLARITIES.index(s.polarity)) for s in passage.indicators)
    return Example(
        id=passage.id,
        set="own",
        part=part,
        text=passage.text,
        names=flatten(spans) if passage.entities_complete else None,
        cues=tuple(cues),
        known=np.ones(len(indicators), dtype=np.bool_),
        kind=KINDS.index(passage.kind),
        alert=UNSAID if passage.priority is None else int(passage.priority in (Priority.URGENT, Priority.HIGH)),
    )


def clauses(indicators: Sequence[str]) -> Iterator[Example]:
    """Our cue clauses; each speaks of one indicator alone."""
    order = list(indicators)
    for number, clause in enumerate(load_clauses()):
        which = order.index(clause.indicator)
        known = np.zeros(len(order), dtype=np.bool_)
        known[which] = True
        yield Example(
            id=f"{clause.indicator}.{clause.language}.{number}",
            set="clauses",
            part="train",
            text=clause.text,
            names=None,
            cues=tuple(Cue(s.start, s.end, which, POLARITIES.index(s.polarity)) for s in clause.spans),
            known=known,
            kind=KINDS.index(clause.kind),
        )


def reviews(path: Path, indicators: Sequence[str]) -> Iterator[Example]:
    """Analysts' decisions, both parts; only what somebody decided on counts. Raises CorpusError on a faulty line."""
    order = list(indicators)
    for review in load_reviews(path, frozenset(order)):
        cues = (Cue(s.start, s.end, order.index(s.id), POLARITIES.index(s.polarity)) for s in review.spans)
        yield Example(
            id=review.id,
            set="reviews",
            part=review.part,
            text=review.text,
            names=None,
            cues=tuple(cues),
            known=np.array([id in review.known for id in order], dtype=np.bool_),
            kind=KINDS.index(review.kind),
        )


def harmless(shared: Path, indicators: Sequence[str], *, each: int, seed: int) -> Iterator[Example]:
    """Real texts without indicators (the training half). Raises FileNotFoundError if a set is missing."""
    for number, one in enumerate(load_harmless(shared, each=each, seed=seed)):
        yield Example(
            id=f"{one.set}.{number}",
            set="harmless",
            part="train",
            text=one.text,
            names=None,
            cues=(),
            known=np.array([id not in one.unknown for id in indicators], dtype=np.bool_),
            alert=UNSAID if "spam" in one.set else 0,
        )


def items(examples: Sequence[Example], coder: TextCoder, chance: random.Random) -> list[Item]:
    """Training stretches of the examples, their texts with slips of the keyboard, capitals lost and shouted."""
    noisy = [replace(example, text=mistyped(example.text, chance)) for example in examples]
    codes = coder.code([example.text for example in noisy])
    return [item for example, code in zip(noisy, codes, strict=True) for item in _stretches(example, code, chance)]


def mistyped(text: str, chance: random.Random) -> str:
    """The text, sometimes with other capitals or slips; its length stays, so that places do."""
    draw = chance.random()
    changed = text.lower() if draw < LOWERED else text.upper() if draw < LOWERED + SHOUTED else text
    letters = list(changed if len(changed) == len(text) else text)
    if chance.random() < MISTYPED:
        for _ in range(max(1, len(letters) // LETTERS_A_SLIP)):
            _slip(letters, chance.randrange(len(letters)), chance)
    return "".join(letters)


def _slip(letters: list[str], place: int, chance: random.Random) -> None:
    if not letters[place].isalpha():
        return
    draw = chance.random()
    if draw < 0.4 and letters[place + 1 : place + 2] and letters[place + 1].isalpha():
        letters[place], letters[place + 1] = letters[place + 1], letters[place]
    elif draw < 0.8:
        letters[place] = chance.choice(TYPED)
    else:
        letters[place] = letters[place].translate(LOOK_ALIKE)


def _stretches(example: Example, code: Coded, chance: random.Random) -> Iterator[Item]:
    tags = _tags(example, code)
    cues = None if example.cues is None else tuple(_placed(example.cues, code))
    cuts = [0]
    while len(code) - cuts[-1] > TRAIN_TOKENS * 1.3:
        cuts.append(_cut(example.text, code, cuts[-1], chance))
    cuts.append(len(code))
    for low, high in pairwise(cuts):
        if low == high:
            continue
        inside = cues and (c for c in cues if c.start < high and low < c.end)
        yield Item(
            ids=code.ids[low:high],
            writing=code.writing[low:high],
            tags=tags[low:high],
            cues=None
            if inside is None
            else tuple(Cue(max(c.start, low) - low, min(c.end, high) - low, *c[2:]) for c in inside),
            known=example.known,
            kind=example.kind,
            alert=example.alert if high - low == len(code) else UNSAID,
        )


def _cut(text: str, code: Coded, low: int, chance: random.Random) -> int:
    """A place to cut at, where a sentence or line ends if one does near."""
    wanted = low + chance.randrange(TRAIN_TOKENS // 2, int(TRAIN_TOKENS * 1.3))
    for place in range(wanted, max(low + 10, wanted - CUT_BACK_TOKENS), -1):
        if code.writing[place] >= LINE_START or text[code.starts[place - 1]] in ".!?;":
            return place
    return wanted


def _tags(example: Example, code: Coded) -> NDArray[np.int64]:
    tags = np.full(len(code), UNSAID, dtype=np.int64)
    if example.names is not None:
        tags[:] = ROWS[example.set, OUTSIDE]
        for span in example.names:
            places = np.nonzero((code.ends > span.start) & (code.starts < span.end))[0]
            tags[places] = ROWS[example.set, "I", *span.labels]
            tags[places[:1]] = ROWS[example.set, "B", *span.labels]
        tags[~code.first] = UNSAID
    return tags


def _placed(cues: Sequence[Cue], code: Coded) -> Iterator[Cue]:
    for cue in cues:
        places = np.nonzero((code.ends > cue.start) & (code.starts < cue.end))[0]
        if len(places):
            yield Cue(int(places[0]), int(places[-1]) + 1, cue.indicator, cue.polarity)


def joined(some: Sequence[Item], share: float, chance: random.Random) -> list[Item]:
    """The items, a share of the short fully known ones glued to longer texts of two or three."""
    short = [item for item in some if item.cues is not None and item.known.all() and len(item) < SHORT_TOKENS]
    picked = set(map(id, short))
    found = [item for item in some if id(item) not in picked]
    chance.shuffle(short)
    while short:
        count = chance.choice((2, 2, 3)) if chance.random() < share else 1
        found.append(_glued([short.pop() for _ in range(min(count, len(short)))]))
    return found


def _glued(parts: Sequence[Item]) -> Item:
    if len(parts) == 1:
        return parts[0]
    cues: list[Cue] = []
    length = 0
    for part in parts:
        cues += [Cue(c.start + length, c.end + length, c.indicator, c.polarity) for c in part.cues or ()]
        length += len(part)
    alerts = [part.alert for part in parts]
    return Item(
        ids=np.concatenate([part.ids for part in parts]),
        writing=np.concatenate([part.writing for part in parts]),
        tags=np.concatenate([part.tags for part in parts]),
        cues=tuple(cues),
        known=parts[0].known,
        kind=UNSAID,
        alert=1 if 1 in alerts else 0 if set(alerts) == {0} else UNSAID,
    )
