"""From corpora to `models/encoder-bundled`: pre-train, fine-tune, export, set thresholds, write the card."""

from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpora.ner import LICENCES, NAMES, SETS, load_gold
from corpora.passages import DEVELOPMENT_VOICES, TAXONOMY, TRAINING_VOICES, load_passages
from extractors.encoder.reader import MODEL_FILE, Heads, load_encoder
from extractors.encoder.tokens import TextCoder
from flows.encoder import pretraining
from flows.encoder.examples import KINDS, POLARITIES, TAGS, Example, clauses, gold_names, harmless, passages, reviews
from flows.encoder.export import COMPONENT, NAME, export_weights, write_heads, write_pipeline
from flows.encoder.finetuning import Recipe, finetune
from flows.encoder.fusing import fit_fusion
from flows.encoder.measure import indicator_scores, name_precision, score_names, set_thresholds
from flows.evaluate import judge
from pipeline.document import Document
from pipeline.packs import load_pack
from pipeline.settings import Settings

VERSION = "1.0.0"
EVIDENCE = 0.4
"""Least share of a word of evidence. Source: span F1 on development voices, 0.2 to 0.6 in steps of 0.1."""
HARMLESS_EACH = 500
ROOM = 1.0
"""Log-odds below the best threshold at which evidence is still handed on: fusion with the rules decides."""


def training_examples(
    shared: Path, indicators: tuple[str, ...], *, seed: int, from_reviews: Path | None = None
) -> list[Example]:
    """Everything the encoder learns from. Raises FileNotFoundError if a set is missing."""
    decided = reviews(from_reviews, indicators) if from_reviews else ()
    return [
        *(example for example in decided if example.part == "train"),
        *(example for example in gold_names(shared) if example.part == "train"),
        *passages(TRAINING_VOICES, "train", indicators),
        *clauses(indicators),
        *harmless(shared, indicators, each=HARMLESS_EACH, seed=seed),
    ]


def build_encoder(
    shared: Path, out: Path, *, recipe: Recipe, minutes: float, from_reviews: Path | None = None
) -> dict[str, Any]:
    """The model in `out`; what was killed goes on where it was. Returns figures of pre-training and development.

    Args: `minutes` of pre-training; `from_reviews` a file of analysts' decisions to learn from as well.
    Raises FileNotFoundError if a set is missing.
    """
    work = out.with_name(out.name + ".work")
    before = pretraining.pretrain(shared, work / "pretrained", seed=recipe.seed, minutes=minutes, shape=recipe.shape)
    indicators = tuple(load_pack(TAXONOMY).indicators)
    coder = TextCoder.load(work / "pretrained" / pretraining.TOKENIZER)
    model = finetune(
        training_examples(shared, indicators, seed=recipe.seed, from_reviews=from_reviews),
        coder,
        len(indicators),
        recipe,
        trunk=work / "pretrained" / pretraining.STATE,
        work=work / "finetuned",
    )
    (out / COMPONENT).mkdir(parents=True, exist_ok=True)
    export_weights(model, out / COMPONENT / MODEL_FILE)
    return finish(shared, out, work / "pretrained" / pretraining.TOKENIZER, indicators, {"pretraining": before})


def finish(
    shared: Path, out: Path, tokenizer: Path, indicators: tuple[str, ...], made: dict[str, Any]
) -> dict[str, Any]:
    """Set the thresholds of exported weights on development data and write pipeline and figures around them."""
    heads = Heads(
        name=NAME,
        version=VERSION,
        tags=TAGS,
        indicators=indicators,
        polarities=POLARITIES,
        kinds=KINDS,
        thresholds=(0.0,) * len(indicators),
        slope=1.0,
        evidence=EVIDENCE,
        precision={},
        fusion={},
    )
    inner = out / COMPONENT
    (inner / "tokenizer.json").write_bytes(tokenizer.read_bytes())
    write_heads(inner, heads)
    reader = load_encoder(inner)
    rows = score_names(reader, (gold for gold in load_gold(shared, SETS) if gold.part == "dev"))
    least, slope = set_thresholds(*indicator_scores(reader, list(load_passages(DEVELOPMENT_VOICES))))
    heads = replace(heads, thresholds=(least - ROOM,) * len(indicators), slope=slope, precision=name_precision(rows))
    precision = {label: share for label, share in heads.precision.items() if label in (*NAMES, "JOB")}
    meta = {**made, "made": datetime.now(UTC).date().isoformat(), "licences": LICENCES, "precision": precision}
    write_pipeline(out, heads, tokenizer, meta)
    fitted = fit_fusion(load_encoder(inner), list(load_passages(DEVELOPMENT_VOICES)), _ruled(out))
    write_heads(inner, replace(heads, fusion=asdict(fitted)))
    figures = [row._asdict() for row in rows]
    return {**made, "threshold": least, "slope": slope, "fusion": asdict(fitted), "rows": figures}


def _ruled(out: Path) -> list[Document]:
    """The development passages as the rules alone read them."""
    settings = Settings(profile="rules", models=out.parent)
    return [judged.found for judged in judge(settings, "development")]
