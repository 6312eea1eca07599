"""A finder for the trafficking pack, one for rules written in a test, and documents made of a text."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.identifiers import identifiers_stage
from extractors.indicators import IndicatorFinder, rules_of
from pipeline.document import Document, Indicator, Kind, Source
from pipeline.packs import Pack, load_pack
from pipeline.stages.repair import repair_stage

ROOT = Path(__file__).parents[3]
HERITAGE = ROOT / "tests" / "packs" / "heritage"
Find = Callable[..., list[Indicator]]


def make_document(text: str, kind: str = "case_file") -> Document:
    return Document(id="0" * 64, source=Source(path="a.txt", media_type="text/plain"), text=text, kind=Kind(kind))


@pytest.fixture(scope="session")
def trafficking() -> Pack:
    return load_pack(ROOT / "extractors" / "packs" / "trafficking")


@pytest.fixture(scope="session")
def heritage() -> Pack:
    return load_pack(HERITAGE)


@pytest.fixture(scope="session")
def find(trafficking: Pack) -> Find:
    """The trafficking pack's indicators of a text."""
    finder = IndicatorFinder(trafficking, rules_of(trafficking))
    return lambda text, kind="case_file": finder.find(with_identifiers(make_document(text, kind)))


def with_identifiers(document: Document) -> Document:
    """The document after repair and identifiers, its kind as given."""
    (after,) = identifiers_stage().run(repair_stage().run([document]))
    return replace(after, kind=document.kind)


@pytest.fixture
def find_with(heritage: Pack, tmp_path: Path) -> Callable[[str], Find]:
    """Indicators by rules written in the test, in the heritage taxonomy."""

    def build(rules: str) -> Find:
        (tmp_path / "rules").mkdir(exist_ok=True)
        (tmp_path / "rules" / "test.yaml").write_text(rules, encoding="utf-8")
        pack = replace(heritage, folder=tmp_path)
        finder = IndicatorFinder(pack, rules_of(pack))
        return lambda text, kind="case_file": finder.find(make_document(text, kind))

    return build
