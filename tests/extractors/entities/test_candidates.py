from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.entities.candidates import MODEL, Candidate, settle
from pipeline.document import EntityLabel

PERSON, ORGANIZATION, LOCATION, JOB = (
    EntityLabel.PERSON,
    EntityLabel.ORGANIZATION,
    EntityLabel.LOCATION,
    EntityLabel.JOB,
)


def name(start, end, label, rule=MODEL):
    return Candidate(start=start, end=end, label=label, rule=rule)


@pytest.mark.parametrize(
    ("proposed", "kept"),
    [
        ([name(0, 5, PERSON), name(0, 9, PERSON, "initials")], [(0, 9, PERSON, "initials")]),
        ([name(0, 9, PERSON), name(0, 5, PERSON, "initials")], [(0, 9, PERSON, "initials")]),
        ([name(0, 9, ORGANIZATION), name(4, 9, LOCATION, "settlement")], [(0, 9, ORGANIZATION, MODEL)]),
        ([name(0, 6, LOCATION), name(4, 9, PERSON, "initials")], [(4, 9, PERSON, "initials")]),
        ([name(0, 9, JOB), name(4, 9, PERSON)], [(4, 9, PERSON, MODEL)]),
        ([name(0, 5, PERSON), name(0, 5, LOCATION, "settlement")], [(0, 5, LOCATION, "settlement")]),
        ([name(0, 5, PERSON), name(6, 9, PERSON)], [(0, 5, PERSON, MODEL), (6, 9, PERSON, MODEL)]),
    ],
)
def test_overlapping_proposals_are_settled_by_the_written_rule(proposed, kept):
    assert [(c.start, c.end, c.label, c.rule) for c in settle(proposed)] == kept
    assert [(c.start, c.end, c.label, c.rule) for c in settle(reversed(proposed))] == kept


@given(
    st.lists(
        st.builds(
            lambda start, length, label, rule: name(start, start + length, label, rule),
            st.integers(0, 30),
            st.integers(1, 9),
            st.sampled_from([PERSON, ORGANIZATION, LOCATION, JOB]),
            st.sampled_from([MODEL, "rule"]),
        ),
        max_size=12,
    )
)
def test_what_remains_is_sorted_and_free_of_overlaps(proposed):
    kept = settle(proposed)
    assert all(a.end <= b.start for a, b in pairwise(kept))
    assert settle(kept) == kept
