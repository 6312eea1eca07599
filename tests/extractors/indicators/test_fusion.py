from extractors.indicators.fusion import fuse
from pipeline.document import Indicator, Polarity


def hit(
    start: int, end: int, name: str = "document_confiscation", *, source: str = "rules.a@1", score: float = 0.6
) -> Indicator:
    return Indicator(
        start=start,
        end=end,
        id=name,
        stage="control",
        polarity=Polarity.ASSERTED,
        score=score,
        source=source,
        reason="Чому.",
    )


def test_what_one_alone_found_is_kept_with_its_source() -> None:
    ruled, tagged = hit(0, 10), hit(20, 30, source="tagger.b@1")
    assert fuse([ruled], [tagged]) == [ruled, tagged]


def test_both_on_the_same_words_become_one_that_names_both() -> None:
    (found,) = fuse([hit(0, 10)], [hit(4, 14, source="tagger.b@1", score=0.5)])
    assert (found.start, found.end, found.source, found.score) == (0, 10, "rules.a@1", 0.8)
    assert found.reason == "Чому. [rules.a@1 + tagger.b@1]"


def test_different_indicators_on_the_same_words_stay_two() -> None:
    assert len(fuse([hit(0, 10)], [hit(0, 10, "withheld_wages", source="tagger.b@1")])) == 2


def test_touching_spans_do_not_overlap() -> None:
    assert len(fuse([hit(0, 10)], [hit(10, 20, source="tagger.b@1")])) == 2
