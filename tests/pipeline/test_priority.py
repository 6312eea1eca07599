"""The visible policy, on one line a case: indicators present → priority."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document, Indicator, Polarity, Priority, Source
from pipeline.packs import Pack, load_pack
from pipeline.priority import ORDER, assess
from pipeline.settings import Settings

PACK: Pack = load_pack(Settings().pack)
POLARITIES = {"!": Polarity.DENIED, '"': Polarity.QUOTED, "?": Polarity.CONDITIONAL, "~": Polarity.REPORTED}


def document(line: str) -> Document:
    """A document from ids in one line; a mark before an id is its polarity (see POLARITIES)."""
    found = []
    for n, word in enumerate(line.split()):
        polarity = POLARITIES.get(word[0], Polarity.ASSERTED)
        kind = PACK.indicators[word.lstrip("".join(POLARITIES))]
        found.append(
            Indicator(
                start=n, end=n + 1, id=kind.id, stage=kind.stage, polarity=polarity, score=0.9, source="rules.x@1"
            )
        )
    return Document(id="0", source=Source(path="x", media_type="text/plain"), text="х" * 100, indicators=tuple(found))


CASES = [
    ("", "none"),
    ("unrealistic_pay", "none"),
    ("unrealistic_pay messenger_only_contact", "review"),
    ("document_confiscation", "review"),
    ("!document_confiscation", "none"),
    ('"confinement_surveillance', "none"),
    ("~confinement_surveillance", "urgent"),
    ("?minor_sought_or_involved", "urgent"),
    ("child_exploitation", "urgent"),
    ("!child_exploitation unrealistic_pay", "none"),
    ("unrealistic_pay messenger_only_contact document_confiscation debt_bondage_fines", "high"),
    ("document_confiscation forced_labour", "high"),
    ("deceptive_recruitment transport_accompaniment withheld_wages forced_labour document_confiscation", "urgent"),
]


@pytest.mark.parametrize(("line", "priority"), CASES)
def test_indicators_make_a_priority(line: str, priority: str) -> None:
    assert assess(document(line), PACK).priority == priority


def test_a_child_cue_ranks_above_every_other_urgent_document() -> None:
    crowd = " ".join(i for i, t in PACK.indicators.items() if not t.child and t.alone != "never")
    assert assess(document("minor_sought_or_involved"), PACK).score > 0.9
    assert assess(document("minor_sought_or_involved " + crowd), PACK).score > assess(document(crowd), PACK).score


def test_every_document_above_none_says_why_in_both_languages() -> None:
    for id in PACK.indicators:
        assessment = assess(document(f"{id} messenger_only_contact unrealistic_pay"), PACK)
        assert assessment.priority != Priority.NONE
        assert all(r.uk and r.en and r.uk != r.en and "{" not in r.uk + r.en for r in assessment.reasons)


def test_a_hit_below_the_minimum_score_never_counts() -> None:
    weak = Indicator(
        start=0, end=1, id="organ_sale", stage="exploitation", polarity=Polarity.ASSERTED, score=0.4, source="r"
    )
    empty = document("")
    assert assess(empty.with_indicators([weak]), PACK).priority == Priority.NONE


@given(st.lists(st.sampled_from(sorted(PACK.indicators)), max_size=12), st.sampled_from(sorted(PACK.indicators)))
def test_one_more_indicator_never_lowers_priority_or_score(ids: list[str], more: str) -> None:
    before = assess(document(" ".join(ids)), PACK)
    after = assess(document(" ".join([*ids, more])), PACK)
    assert ORDER.index(after.priority) <= ORDER.index(before.priority)
    assert after.score >= before.score


@given(st.lists(st.sampled_from(sorted(PACK.indicators)), max_size=12))
def test_scores_rank_across_priorities(ids: list[str]) -> None:
    assessment = assess(document(" ".join(ids)), PACK)
    low, high = PACK.policy.bands[assessment.priority]
    assert low <= assessment.score <= high
