"""Every subject that asks the model runs with a real, tiny, untrained one."""

from pathlib import Path

import pytest

from corpora.ner import FILES
from corpora.passages import TAXONOMY
from extractors.encoder.reader import Heads
from extractors.encoder.tokens import TextCoder
from flows.encoder.examples import KINDS, POLARITIES, TAGS
from flows.encoder.export import COMPONENT, export_weights, write_pipeline
from flows.encoder.finetuning import outputs
from flows.encoder.network import Shape, reading_model
from flows.encoder.vocabulary import train_vocabulary
from flows.evaluation.ablation import measure_ablation
from flows.evaluation.entities import measure_entities
from flows.evaluation.gate import SAMPLE_SUBJECTS
from flows.evaluation.judging import Inquiry
from flows.evaluation.subjects import SUBJECTS
from pipeline.packs import load_pack
from pipeline.settings import ROOT, Settings

pytestmark = pytest.mark.slow
TINY = Shape(width=16, layers=1, heads=2, inner=16)
WORDS = ["паспорт забрали у марії в києві", "паспорт у марии забрали в харькове"] * 10


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of models with a tiny encoder that knows every indicator of the pack."""
    folder = tmp_path_factory.mktemp("models")
    (folder / "language").symlink_to(ROOT / "models" / "language")
    bundle = folder / "encoder-bundled"
    (bundle / COMPONENT).mkdir(parents=True)
    tokenizer = folder / "tokenizer.json"
    train_vocabulary(WORDS, tokenizer)
    assert len(TextCoder.load(tokenizer).code(WORDS[:1])[0])
    indicators = tuple(load_pack(TAXONOMY).indicators)
    export_weights(reading_model(TINY, outputs(len(indicators)), 0.0).eval(), bundle / COMPONENT / "model.onnx")
    heads = Heads(
        name="encoder-bundled",
        version="1.0.0",
        tags=TAGS,
        indicators=indicators,
        polarities=POLARITIES,
        kinds=KINDS,
        thresholds=(0.0,) * len(indicators),
        slope=1.0,
        evidence=0.4,
        precision={},
        fusion={},
    )
    write_pipeline(bundle, heads, tokenizer, {"precision": {}})
    return folder


@pytest.fixture
def inquiry(models: Path, tmp_path: Path) -> Inquiry:
    shared = tmp_path / "shared"
    for name in (name for files in FILES.values() for name in files):
        path = shared / "data" / "ner" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    settings = Settings(home=tmp_path, models=models)
    return Inquiry(settings, split="development", shared=shared, out=tmp_path / "out", limit=60)


def test_indicators_priority_and_kind_are_measured_with_a_model(inquiry: Inquiry) -> None:
    figures = {n: v for subject in SAMPLE_SUBJECTS for n, v in SUBJECTS[subject](inquiry).figures.items()}
    assert all(0 <= value <= 1 for value in figures.values())
    assert {name.partition(".")[0] for name in figures} == set(SAMPLE_SUBJECTS)


def test_the_model_alone_is_measured_on_the_sets_that_are_there(inquiry: Inquiry) -> None:
    measured = measure_entities(inquiry)
    assert {row[0] for row in measured.sheets[1].rows} == {"own"}
    assert {"entities.own.f1", "entities.model.own.f1"} <= set(measured.figures)


def test_every_part_has_a_line_in_the_ablation(inquiry: Inquiry) -> None:
    (sheet,) = measure_ablation(inquiry).sheets
    assert [row[0] for row in sheet.rows] == ["rules", "bag of words", "encoder", "fusion"]
    assert sheet.note == ""
