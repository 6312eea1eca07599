from pathlib import Path

import pytest

from benchmarks import harmless
from pipeline.document import Document, Indicator, Polarity, Source


def test_missing_data_is_skipped_with_the_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    harmless.main([str(tmp_path / "none")])
    assert "skipped: there is no folder" in capsys.readouterr().out


def test_finding_stands_in_brackets_on_one_line() -> None:
    hit = Indicator(start=4, end=8, id="x", stage="y", polarity=Polarity.ASSERTED, score=1.0, source="z")
    assert harmless.around("abc\ndefg hij", hit) == "abc⏎[[defg]] hij"


def test_examples_come_from_the_development_half_only() -> None:
    hit = Indicator(start=0, end=3, id="x", stage="y", polarity=Polarity.ASSERTED, score=1.0, source="rules.x.one@1")
    document = Document(id="0", source=Source(path="a", media_type="text/plain"), text="abc").with_indicators([hit])
    judged = [harmless.Judged("set", half, document) for half in harmless.HALVES]
    assert len(list(harmless.examples(judged, "x", 9))) == len(list(harmless.examples(judged, "x.one", 9))) == 1
