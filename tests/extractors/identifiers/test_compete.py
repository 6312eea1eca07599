from extractors.identifiers.compete import settle, weigh
from extractors.identifiers.proposal import propose
from pipeline.document import EntityLabel, Validation

PHONE, TAX = EntityLabel.PHONE, EntityLabel.TAX_ID


def test_best_of_overlapping_stays_and_the_others_are_alternatives():
    phone = propose(PHONE, 0, 10, "+380", score=0.8)
    tax = propose(TAX, 0, 10, "067", score=0.6)
    (winner,) = settle([tax, phone])
    assert (winner.label, [a.label for a in winner.alternatives]) == (PHONE, [TAX])


def test_longer_wins_at_equal_score():
    short, long = propose(PHONE, 3, 6, "1", score=0.7), propose(PHONE, 0, 9, "2", score=0.7)
    assert [e.value for e in settle([short, long])] == ["2"]


def test_weak_proposals_are_dropped():
    assert settle([propose(TAX, 0, 10, "1", score=0.3)]) == []


def test_two_winners_in_one_chain_of_overlaps():
    chain = [
        propose(PHONE, 0, 4, "a", score=0.9),
        propose(TAX, 3, 6, "b", score=0.6),
        propose(PHONE, 5, 9, "c", score=0.9),
    ]
    assert [e.value for e in settle(chain)] == ["a", "c"]


def test_word_before_counts_more_than_word_after():
    text = "РНОКПП 0671234567 телефон"
    near = {
        e.label: e.score
        for e in weigh(text, [propose(PHONE, 7, 17, "p", score=0.3), propose(TAX, 7, 17, "t", score=0.3)])
    }
    assert near[TAX] > near[PHONE]


def test_word_that_introduces_the_next_number_does_not_count():
    text = "3184710691, тел. 0671234567"
    (entity,) = weigh(text, [propose(PHONE, 0, 10, "p", score=0.1)])
    assert entity.score == 0.1


def test_invalid_check_without_its_word_is_dropped():
    for text, kept in (("РНОКПП 3158020471", True), ("номер 3158020471", False)):
        start = text.index("3")
        found = settle(weigh(text, [propose(TAX, start, start + 10, "1", score=0.1, validation=Validation.INVALID)]))
        assert bool(found) is kept


def test_order_of_proposals_changes_nothing():
    proposals = [
        propose(PHONE, 0, 4, "a", score=0.9),
        propose(TAX, 0, 4, "b", score=0.7),
        propose(TAX, 2, 8, "c", score=0.8),
    ]
    assert settle(proposals) == settle(proposals[::-1])
