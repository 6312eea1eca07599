"""What each part brings: rules, bag of words, encoder and their fusion on the same passages; and the learning curve."""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from corpora.metrics import Count, micro
from corpora.passages import TRAINING_VOICES, Passage, load_passages
from extractors.indicators.fusion import log_odds
from flows.evaluation import curves
from flows.evaluation.bag import train_bag
from flows.evaluation.indicators import macro
from flows.evaluation.judging import Inquiry, Judged, NotMeasuredError, judge_passages, sample
from flows.evaluation.sheets import Cell, Measured, Sheet
from pipeline.document import Kind
from pipeline.errors import ModelError

SHARES = (1 / 8, 1 / 4, 1 / 2, 1.0)
TEXTS_A_BATCH = 64
GROUPS: tuple[tuple[str, Callable[[Passage], bool]], ...] = (
    ("ads", lambda passage: passage.kind is Kind.AD),
    ("case files", lambda passage: passage.kind is Kind.CASE_FILE),
    ("all", lambda passage: True),
)
Found = Sequence[Set[str]]
"""The indicators that a system finds in each passage."""


def measure_ablation(inquiry: Inquiry) -> Measured:
    """One table: each system on the same passages. A system that is not there has a note instead of a line."""
    passages = inquiry.passages
    rows: list[tuple[Cell, ...]] = []
    figures: dict[str, float] = {}
    notes = []
    for name, system in SYSTEMS.items():
        try:
            found = system(inquiry)
        except (NotMeasuredError, ModelError) as error:
            notes.append(f"{name}: {error}")
            continue
        values = by_group(passages, found)
        rows.append((name, *values.values()))
        figures |= {f"ablation.{name} {key}".replace(" ", "_"): value for key, value in values.items()}
    if not rows:
        raise NotMeasuredError("ablation: no system can run here; " + "; ".join(notes))
    headings = tuple(f"{group} {figure}" for group, _ in GROUPS for figure in ("micro F1", "macro F1"))
    sheet = Sheet(
        title=f"What each part brings, by text ({len(passages)} passages)",
        headings=("", *headings),
        rows=tuple(rows),
        note="; ".join(notes),
    )
    return Measured(sheets=(sheet,), figures=figures)


def by_group(passages: Sequence[Passage], found: Found) -> dict[str, float]:
    """Micro and macro F1 of ads, case files and all; 0 where there is nothing."""
    values: dict[str, float] = {}
    for name, belongs in GROUPS:
        counts: dict[str, Count] = {}
        for passage, ids in zip(passages, found, strict=True):
            if belongs(passage):
                _add(counts, {mark.id for mark in passage.indicators}, ids)
        values[f"{name} micro F1"] = micro(counts.values()).f1
        values[f"{name} macro F1"] = macro(counts.values())
    return values


def _add(counts: dict[str, Count], gold: Set[str], found: Set[str]) -> None:
    for id in gold | found:
        count = counts.setdefault(id, Count())
        count.tp += id in gold and id in found
        count.fp += id not in gold
        count.fn += id not in found


def _rules(inquiry: Inquiry) -> Found:
    return _ids(judge_passages(replace(inquiry.settings, profile="rules"), inquiry.passages))


def _bag(inquiry: Inquiry) -> Found:
    bag = train_bag(sample(_teachers(inquiry), inquiry.limit))
    return bag.find([passage.text for passage in inquiry.passages])


def _encoder(inquiry: Inquiry) -> Found:
    return list(_tagged(inquiry))


def _tagged(inquiry: Inquiry) -> Iterator[set[str]]:
    """What the encoder alone holds to be there: its border of best F1, not the lower one of what fusion is handed."""
    from extractors.encoder import shared_encoder
    from extractors.indicators import EncoderTagger
    from flows.encoder.build import ROOM

    reader = shared_encoder(_model_folder(inquiry))
    borders = dict(zip(reader.heads.indicators, reader.heads.thresholds, strict=True))
    texts = [passage.text for passage in inquiry.passages]
    for low in range(0, len(texts), TEXTS_A_BATCH):
        for tagged in EncoderTagger(reader=reader).tag(texts[low : low + TEXTS_A_BATCH]):
            odds = {id: log_odds(share) / reader.heads.slope for id, share in tagged.shares.items()}
            yield {id for id, value in odds.items() if value >= borders[id] + ROOM}


def _fusion(inquiry: Inquiry) -> Found:
    _model_folder(inquiry)
    if inquiry.settings.profile == "bundled":
        return _ids(inquiry.judged)
    return _ids(judge_passages(replace(inquiry.settings, profile="bundled"), inquiry.passages))


def _model_folder(inquiry: Inquiry) -> Path:
    folder = inquiry.settings.models / "encoder-bundled" / "ner"
    if not (folder / "model.onnx").is_file():
        raise NotMeasuredError(f"there is no model in {folder}")
    return folder


def _ids(judged: Sequence[Judged]) -> Found:
    return [{hit.id for hit in one.found.indicators} for one in judged]


SYSTEMS: dict[str, Callable[[Inquiry], Found]] = {
    "rules": _rules,
    "bag of words": _bag,
    "encoder": _encoder,
    "fusion": _fusion,
}


def measure_curve(inquiry: Inquiry) -> Measured:
    """F1 of the bag of words against the number of passages it learnt from, with a picture."""
    teachers = sample(_teachers(inquiry), inquiry.limit)
    texts = [passage.text for passage in inquiry.passages]
    rows: list[tuple[Cell, ...]] = []
    lines: dict[str, list[float]] = {}
    figures: dict[str, float] = {}
    for share in SHARES:
        some = voice_share(teachers, share)
        values = by_group(inquiry.passages, train_bag(some).find(texts))
        rows.append((len(some), *values.values()))
        for key, value in values.items():
            lines.setdefault(key, []).append(value)
            figures[f"curve.{share:.3f}.{key}".replace(" ", "_")] = value
    sizes = [int(row[0]) for row in rows]
    drawn = {key: values for key, values in lines.items() if not key.startswith("all")}
    picture = curves.draw_learning(sizes, drawn, inquiry.out / "learning-curve.png")
    sheet = Sheet(
        title="Bag of words: F1 by number of training passages",
        headings=("passages", *lines),
        rows=tuple(rows),
        note="Each share is taken of every voice, by a hash of the id; a smaller one lies inside the larger.",
    )
    return Measured(sheets=(sheet,), figures=figures, pictures=(picture.name,))


def _teachers(inquiry: Inquiry) -> list[Passage]:
    """The training passages. Raises NotMeasuredError if those would be the measured ones."""
    if inquiry.split == "training":
        raise NotMeasuredError("the bag of words learns from the training voices: choose another split")
    return list(load_passages(TRAINING_VOICES))


def voice_share(passages: Sequence[Passage], share: float) -> list[Passage]:
    """This share of every voice's passages, those whose ids have the smallest hashes."""
    kept: set[str] = set()
    for voice in {passage.voice for passage in passages}:
        ids = sorted((p.id for p in passages if p.voice == voice), key=lambda id: sha256(id.encode()).hexdigest())
        kept.update(ids[: round(share * len(ids))])
    return [passage for passage in passages if passage.id in kept]
