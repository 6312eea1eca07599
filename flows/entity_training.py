"""Trains and measures the bundled name model: a spaCy pipeline, one network for both languages.

Seeded; the number of updates follows from the minutes alone, so the same seed and minutes give the same weights
on any machine, only sooner or later. A run that was killed goes on from its last checkpoint.
"""

import json
import random
import re
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice, pairwise
from logging import getLogger
from pathlib import Path
from typing import Any, NamedTuple

from corpora.ner import GoldSpan, GoldText, load_gold
from extractors.models import load_names_model, translate, without_torch
from flows.entity_vectors import train_vectors, with_vectors
from pipeline.document import EntityLabel

log = getLogger(__name__)

NAME, VERSION = "bundled", "1.0.0"
MODEL_LABELS = {
    EntityLabel.PERSON: "PER",
    EntityLabel.ORGANIZATION: "ORG",
    EntityLabel.LOCATION: "LOC",
    EntityLabel.JOB: "JOB",
}
REPEATS = {"own": 2, "neruk2": 1, "nerel": 1, "bsnlp21": 1, "factrueval": 1, "wikineural": 1}
"""How often a set passes in one epoch. Our passages are the field's own writing and are few (docs/models.md)."""

WINDOW_CHARS = 700
BATCH_CHARS = 6_000
UPDATES_PER_MINUTE = 400
"""Measured on one busy core: 400 to 550 batches of 6,000 characters a minute, evaluation included."""

DROPOUT = 0.3
LEARN_RATES = (0.0015, 0.0001)
EVALUATIONS = 5
JOB_WORD_SHARE = 0.2
"""A form is a job word if at least this share of its occurrences in the job-annotated sets lies inside a job."""

WIDTH, DEPTH, HIDDEN = 96, 4, 64
ROWS = {"NORM": 8_000, "PREFIX": 1_000, "SUFFIX": 3_000, "SHAPE": 2_000}
"""Rows of the hashed embedding tables: 14,000 x 96 x 4 bytes = 5.4 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a run depends on. Two runs with equal recipes on equal data give equal weights."""

    seed: int
    updates: int


class Score(NamedTuple):
    """A row of the evaluation: exact-span counts and their precision, recall and F1."""

    set: str
    part: str
    language: str
    label: str
    gold: int
    predicted: int
    correct: int
    precision: float
    recall: float
    f1: float


def train_entities(shared: Path, out: Path, *, seed: int, minutes: float) -> dict[str, Any]:
    """What was trained and how well it does, after writing the model to `out`.

    Args: `shared` holds data/ner and corpora_seed; `minutes` of one core, about.
    Returns: updates, seconds, bytes, and rows of scores on the development parts.
    Raises FileNotFoundError if a set is missing.
    """
    recipe = Recipe(seed=seed, updates=max(1, round(minutes * UPDATES_PER_MINUTE)))
    started = time.monotonic()
    gold = list(load_gold(shared, REPEATS))
    train = [g for g in gold if g.part == "train"]
    dev = [g for g in gold if g.part == "dev"]
    checkpoint = out.with_name(out.name + ".checkpoint")
    with without_torch():
        vectors = train_vectors(shared, checkpoint, _words_of(blank_pipeline()), seed=seed)
        nlp = _train(recipe, train, dev, checkpoint)
        rows = score_model(nlp, dev)
        _save(_lean(nlp, vectors), out, recipe, rows)
    shutil.rmtree(checkpoint)
    return {
        "updates": recipe.updates,
        "seconds": round(time.monotonic() - started),
        "bytes": sum(f.stat().st_size for f in out.rglob("*") if f.is_file()),
        "rows": [row._asdict() for row in rows],
    }


def evaluate_entities(model: Path, shared: Path) -> list[Score]:
    """Scores of the model in `model` on all development and held-out parts, by set, language and label."""
    nlp = load_names_model(model)
    return score_model(nlp, [g for g in load_gold(shared, REPEATS) if g.part != "train"])


def blank_pipeline() -> Any:
    """A language-neutral pipeline whose tokenizer cuts at every mark, so that gold spans fall on token borders.

    Only a hyphen or apostrophe between two letters holds a word together; letters part from digits.
    """
    import spacy
    from spacy.tokenizer import Tokenizer

    nlp = spacy.blank("xx")
    letter = r"[^\W\d_]"
    infix = re.compile(
        rf"[^\w\-'’ʼ`]|_|(?<!{letter})[\-'’ʼ`]|[\-'’ʼ`](?!{letter})|(?<=\d)(?={letter})|(?<={letter})(?=\d)"
    )
    nlp.tokenizer = Tokenizer(
        nlp.vocab,
        rules={},
        prefix_search=re.compile(r"^[^\w]|^_").search,
        suffix_search=re.compile(r"[^\w]$|_$").search,
        infix_finditer=infix.finditer,
    )
    return nlp


def _with_network(nlp: Any) -> Any:
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": WIDTH,
        "attrs": list(ROWS),
        "rows": list(ROWS.values()),
        "include_static_vectors": bool(nlp.vocab.vectors.size),
    }
    encode = {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": WIDTH,
        "depth": DEPTH,
        "window_size": 1,
        "maxout_pieces": 3,
    }
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": HIDDEN,
        "maxout_pieces": 2,
        "use_upper": False,
        "nO": None,
        "tok2vec": {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode},
    }
    ner = nlp.add_pipe("ner", config={"model": model})
    for label in MODEL_LABELS.values():
        ner.add_label(label)
    return nlp


def _words_of(nlp: Any) -> Callable[[str], list[str]]:
    return lambda text: [token.text for token in nlp.tokenizer(text)]


def _train(recipe: Recipe, train: Sequence[GoldText], dev: Sequence[GoldText], folder: Path) -> Any:
    """The trained pipeline, with the averaged weights in it."""
    from spacy.util import fix_random_seed
    from thinc.api import Adam

    fix_random_seed(recipe.seed)
    windows = [w for g in train for w in cut_windows(g)]
    maker = ExampleMaker(job_words(train), random.Random(recipe.seed))
    nlp, done = _start(recipe, windows, maker, folder)
    first, last = LEARN_RATES
    optimizer = Adam(
        learn_rate=first, beta1=0.9, beta2=0.999, eps=1e-8, L2=0.01, grad_clip=1.0, L2_is_weight_decay=True
    )
    every = max(1, recipe.updates // EVALUATIONS)
    losses: dict[str, float] = {}
    for step, batch in enumerate(islice(_batches(windows, random.Random(recipe.seed)), recipe.updates), start=1):
        if step <= done:
            continue
        optimizer.learn_rate = first + (last - first) * step / recipe.updates
        nlp.update([maker.example(nlp, w) for w in batch], sgd=optimizer, drop=DROPOUT, losses=losses)
        if step % every == 0 or step == recipe.updates:
            with nlp.use_params(optimizer.averages):
                _report(nlp, dev, step, recipe, losses)
                (folder / "weights").write_bytes(nlp.get_pipe("ner").to_bytes(exclude=["vocab"]))
            (folder / "state.json").write_text(json.dumps({**asdict(recipe), "done": step}))
            losses = {}
    nlp.get_pipe("ner").from_bytes((folder / "weights").read_bytes(), exclude=["vocab"])
    return nlp


def _lean(nlp: Any, vectors: Path) -> Any:
    """A pipeline with the weights of `nlp` and a vocabulary that holds no word of the training texts: the network
    reads hashes and needs none."""
    lean = _with_network(with_vectors(blank_pipeline(), vectors))
    lean.initialize()
    lean.get_pipe("ner").from_bytes(nlp.get_pipe("ner").to_bytes(exclude=["vocab"]), exclude=["vocab"])
    return lean


def _start(recipe: Recipe, windows: Sequence[GoldText], maker: "ExampleMaker", folder: Path) -> tuple[Any, int]:
    """A fresh network and 0, or the checkpoint's and the updates it has seen, if it is of the same recipe."""
    nlp = _with_network(with_vectors(blank_pipeline(), folder / "vectors.floret"))
    nlp.initialize(lambda: [maker.example(nlp, w) for w in windows[:100]])
    try:
        state = json.loads((folder / "state.json").read_text())
        weights = (folder / "weights").read_bytes()
    except (OSError, ValueError):
        return nlp, 0
    if {k: state.get(k) for k in asdict(recipe)} != asdict(recipe):
        return nlp, 0
    nlp.get_pipe("ner").from_bytes(weights, exclude=["vocab"])
    return nlp, int(state["done"])


def _report(nlp: Any, dev: Sequence[GoldText], step: int, recipe: Recipe, losses: dict[str, float]) -> None:
    rows = [r for r in score_model(nlp, dev) if r.label == "all"]
    scores = " ".join(f"{r.set}-{r.language} {r.f1:.3f}" for r in rows)
    log.info("update %d of %d, loss %.0f, F1 %s", step, recipe.updates, losses.get("ner", 0.0), scores)


def _batches(windows: Sequence[GoldText], chance: random.Random) -> Iterator[list[GoldText]]:
    """Endless batches of about BATCH_CHARS characters, reshuffled each epoch; a rest too small for a batch waits."""
    epoch = [w for w in windows for _ in range(REPEATS[w.set])]
    while True:
        chance.shuffle(epoch)
        batch: list[GoldText] = []
        size = 0
        for window in epoch:
            batch.append(window)
            size += len(window.text)
            if size >= BATCH_CHARS:
                yield batch
                batch, size = [], 0
        if len(batch) == len(epoch):
            yield batch


PARAGRAPH_END = re.compile(r"\n+|(?<=[.!?…]) (?=[^\W\d_a-zа-яіїєґё])")


def cut_windows(gold: GoldText, limit: int = WINDOW_CHARS) -> Iterator[GoldText]:
    """The text in pieces of up to about `limit` characters, cut after sentences and never inside a name."""
    if len(gold.text) <= limit:
        yield gold
        return
    borders = [0]
    places = [m.end() for m in PARAGRAPH_END.finditer(gold.text)] + [len(gold.text)]
    for before, place in pairwise([0, *places]):
        if place - borders[-1] > limit and before > borders[-1]:
            borders.append(before)
    borders = [b for b in borders if not any(s.start < b < s.end for s in gold.spans)]
    for start, end in pairwise([*borders, len(gold.text)]):
        if gold.text[start:end].strip():
            spans = tuple(
                GoldSpan(s.start - start, s.end - start, s.label) for s in gold.spans if start <= s.start < end
            )
            yield replace(gold, text=gold.text[start:end], spans=spans)


def job_words(train: Sequence[GoldText]) -> frozenset[str]:
    """Lower-case forms that mostly stand inside jobs where jobs are annotated."""
    inside: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for gold in train:
        if EntityLabel.JOB in gold.annotated:
            total.update(w.lower() for w in re.findall(r"\w+", gold.text))
            for span in gold.spans:
                if span.label is EntityLabel.JOB:
                    inside.update(w.lower() for w in re.findall(r"\w+", gold.text[span.start : span.end]))
    return frozenset(w for w, n in inside.items() if n >= JOB_WORD_SHARE * total[w])


@dataclass(frozen=True, slots=True)
class ExampleMaker:
    """Turns windows into spaCy examples: a touch of sloppy writing, and unannotated words marked as missing."""

    job_words: frozenset[str]
    chance: random.Random

    def example(self, nlp: Any, window: GoldText) -> Any:
        from spacy.training import Example

        doc = nlp.make_doc(roughen(window.text, window.spans, self.chance))
        return Example.from_dict(doc, {"entities": self._tags(doc, window)})

    def _tags(self, doc: Any, window: GoldText) -> list[str]:
        """BILUO tags; "-" where the set does not say: a possible job word, or a name that cuts through a token."""
        tags = ["O"] * len(doc)
        for span in window.spans:
            found = doc.char_span(span.start, span.end, alignment_mode="expand")
            exact = found.start_char == span.start and found.end_char == span.end
            label = MODEL_LABELS[span.label]
            tags[found.start : found.end] = _biluo(label, len(found)) if exact else ["-"] * len(found)
        if EntityLabel.JOB not in window.annotated:
            tags = ["-" if t == "O" and w.lower_ in self.job_words else t for t, w in zip(tags, doc, strict=True)]
        return tags


def _biluo(label: str, length: int) -> list[str]:
    if length == 1:
        return [f"U-{label}"]
    return [f"B-{label}", *[f"I-{label}"] * (length - 2), f"L-{label}"]


def roughen(text: str, spans: Sequence[GoldSpan], chance: random.Random) -> str:
    """The text as sloppier hands write it, of the same length: case, quotes, apostrophes and ё vary.

    One text in seventeen loses its capitals, one in twenty-five is all capitals, one in ten has its persons' surnames
    (or whole names) in capitals as forms and indictments have them.
    """
    changed = text
    draw = chance.random()
    if draw < 0.06:
        changed = text.lower()
    elif draw < 0.10:
        changed = text.upper()
    elif draw < 0.20:
        changed = _capital_surnames(text, spans, chance)
    if chance.random() < 0.15:
        changed = changed.translate(str.maketrans("«»„“”", '"""""'))
    if chance.random() < 0.3:
        changed = changed.translate(str.maketrans("ёЁ’ʼ", "еЕ''"))
    return changed if len(changed) == len(text) else text


def _capital_surnames(text: str, spans: Sequence[GoldSpan], chance: random.Random) -> str:
    whole = chance.random() < 0.3
    for span in spans:
        if span.label is EntityLabel.PERSON:
            name = text[span.start : span.end]
            first, rest = re.match(r"(\S*)(.*)", name, re.S).groups()  # type: ignore[union-attr]
            text = text[: span.start] + (name.upper() if whole else first.upper() + rest) + text[span.end :]
    return text


def score_model(nlp: Any, gold: Sequence[GoldText]) -> list[Score]:
    """Exact-span scores by set, part, language and label ("all" for the sum over the labels a set annotates)."""
    counts: dict[tuple[str, str, str, str], list[int]] = {}
    docs = nlp.pipe((g.text for g in gold), batch_size=64)
    for truth, doc in zip(gold, docs, strict=True):
        predicted = {(e.start_char, e.end_char, translate(e.label_)) for e in doc.ents}
        predicted = {p for p in predicted if p[2] in truth.annotated}
        wanted = {tuple(s) for s in truth.spans}
        for label in truth.annotated:
            for key in (label.value, "all"):
                row = counts.setdefault((truth.set, truth.part, truth.language, key), [0, 0, 0])
                row[0] += sum(s[2] is label for s in wanted)
                row[1] += sum(s[2] is label for s in predicted)
                row[2] += sum(s[2] is label for s in wanted & predicted)
    return [_score(key, *row) for key, row in sorted(counts.items())]


def _score(key: tuple[str, str, str, str], gold: int, predicted: int, correct: int) -> Score:
    precision = correct / predicted if predicted else 0.0
    recall = correct / gold if gold else 0.0
    f1 = 2 * correct / (gold + predicted) if gold + predicted else 0.0
    return Score(*key, gold, predicted, correct, round(precision, 4), round(recall, 4), round(f1, 4))


def _save(nlp: Any, out: Path, recipe: Recipe, rows: Sequence[Score]) -> None:
    nlp.meta |= {
        "name": NAME,
        "version": VERSION,
        "description": "Persons, organizations, locations and jobs in Ukrainian and Russian",
        "license": "CC BY-NC-SA 4.0",
        "author": "Sito",
        "sito": {**asdict(recipe), "precision": _precision(rows)},
    }
    card = (out / "card.md").read_text(encoding="utf-8") if (out / "card.md").is_file() else None
    shutil.rmtree(out, ignore_errors=True)
    nlp.to_disk(out)
    if card is not None:
        (out / "card.md").write_text(card, encoding="utf-8")


def _precision(rows: Sequence[Score]) -> dict[str, float]:
    """Precision by model label over all development parts."""
    found: dict[str, float] = {}
    for label, name in MODEL_LABELS.items():
        mine = [r for r in rows if r.label == label.value]
        predicted = sum(r.predicted for r in mine)
        found[name] = round(sum(r.correct for r in mine) / predicted, 2) if predicted else 0.0
    return found
