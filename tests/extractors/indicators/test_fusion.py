from extractors.indicators.fusion import Weights, fuse, probability
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
    assert fuse([ruled], [tagged], {}) == [ruled, tagged]


def test_both_on_the_same_words_become_one_that_names_both() -> None:
    (found,) = fuse([hit(0, 10)], [hit(4, 14, source="tagger.b@1", score=0.5)], {})
    assert (found.start, found.end, found.source, found.score) == (0, 10, "rules.a@1", 0.8)
    assert found.reason == "Чому. [rules.a@1 + tagger.b@1]"


def test_different_indicators_on_the_same_words_stay_two() -> None:
    assert len(fuse([hit(0, 10)], [hit(0, 10, "withheld_wages", source="tagger.b@1")], {})) == 2


def test_touching_spans_do_not_overlap() -> None:
    assert len(fuse([hit(0, 10)], [hit(10, 20, source="tagger.b@1")], {})) == 2


WEIGHTS = Weights(base=0.0, model=1.0, rule=1.0, spoken=0.5, least=0.4)


def test_agreement_is_more_probable_than_either() -> None:
    both = probability(0.7, 0.7, WEIGHTS)
    assert both > max(probability(0.7, None, WEIGHTS), probability(0.05, 0.7, WEIGHTS))


def test_a_rule_the_model_doubts_says_so() -> None:
    (found,) = fuse([hit(0, 10, score=0.9)], [], {"document_confiscation": 0.09}, WEIGHTS)
    assert found.score < 0.9
    assert "0.09" in (found.reason or "")


def test_what_both_hold_improbable_is_dropped() -> None:
    assert fuse([hit(0, 10, score=0.5)], [], {"document_confiscation": 0.05}, WEIGHTS) == []
    assert fuse([], [hit(0, 10, source="tagger.b@1", score=0.3)], {"document_confiscation": 0.3}, WEIGHTS) == []


def test_an_indicator_the_model_does_not_know_keeps_the_rules_score() -> None:
    assert fuse([hit(0, 10)], [], {"withheld_wages": 0.9}, WEIGHTS) == [hit(0, 10)]
