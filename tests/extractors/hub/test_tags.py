import pytest

from extractors.hub.tags import Tag, tags_of


@pytest.mark.parametrize(
    ("labels", "tags"),
    [
        (["O", "B-PER", "I-PER"], [Tag("O"), Tag("PER", True), Tag("PER")]),
        (["O", "I-PER"], [Tag("O"), Tag("PER")]),
        (["O", "PER"], [Tag("O"), Tag("PER")]),
        (["O", "B_PER", "I_PER"], [Tag("O"), Tag("PER", True), Tag("PER")]),
        (
            ["B-LOC", "I-LOC", "L-LOC", "U-LOC"],
            [Tag("LOC", True), Tag("LOC"), Tag("LOC", False, True), Tag("LOC", True, True)],
        ),
        (["B-LOC", "E-LOC", "S-LOC"], [Tag("LOC", True), Tag("LOC", False, True), Tag("LOC", True, True)]),
        (["O", "S-CLASS", "E-MAIL"], [Tag("O"), Tag("S-CLASS"), Tag("E-MAIL")]),
        (["BIRTH", "IBAN"], [Tag("BIRTH"), Tag("IBAN")]),
    ],
)
def test_labels_are_taken_apart(labels, tags):
    assert list(tags_of(labels)) == tags
