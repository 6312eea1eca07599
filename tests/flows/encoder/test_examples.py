import random

import numpy as np
import pytest

from corpora.ner import GoldSpan
from extractors.encoder.tokens import TextCoder
from flows.encoder.examples import ROWS, TAGS, UNSAID, Cue, Example, allowed_tags, items, joined, mistyped
from flows.encoder.vocabulary import train_vocabulary


@pytest.fixture(scope="module")
def coder(tmp_path_factory):
    path = tmp_path_factory.mktemp("vocabulary") / "tokenizer.json"
    train_vocabulary(["паспорт забрали у марії в києві на вокзалі"] * 10, path)
    return TextCoder.load(path)


def example(text, names=None, cues=None, known=(True, True)):
    return Example(
        id="a", set="neruk2", part="train", text=text, names=names, cues=cues, known=np.array(known, dtype=np.bool_)
    )


def plain(some, coder):
    class Quiet(random.Random):
        def random(self):
            return 0.99

    return items(some, coder, Quiet(1))


def test_names_become_rows_of_allowed_tags_on_first_subwords(coder):
    (item,) = plain([example("у Марії паспорт", (GoldSpan(2, 7, ("PER",)),))], coder)
    said = [int(tag) for tag in item.tags if tag != UNSAID]
    assert said == [ROWS["neruk2", "O"], ROWS["neruk2", "B", "PER"], ROWS["neruk2", "O"]]


def test_what_a_set_leaves_unmarked_is_allowed_where_it_marks_nothing():
    row = allowed_tags[ROWS["bsnlp21", "O"]]
    assert row[TAGS.index("O")] == row[TAGS.index("B-DATE")] == 1
    assert row[TAGS.index("B-PER")] == 0


def test_a_coarser_label_allows_all_it_may_mean():
    row = allowed_tags[ROWS["nerel", "B", "DATE", "PERIOD"]]
    assert [tag for tag, allowed in zip(TAGS, row, strict=True) if allowed] == ["B-DATE", "B-PERIOD"]


def test_cues_are_placed_on_subwords_and_cut_with_the_text(coder):
    text = "слово " * 300 + "забрали паспорт"
    found = plain([example(text, cues=(Cue(1800, 1815, 1, 0),))], coder)
    assert sum(len(item) for item in found) == len(coder.code([text])[0])
    last = found[-1]
    assert last.cues == (Cue(len(last) - 2, len(last), 1, 0),)
    assert all(item.cues == () for item in found[:-1])


def test_texts_without_indicators_said_stay_unsaid(coder):
    (item,) = plain([example("паспорт", names=())], coder)
    assert item.cues is None


def test_slips_keep_the_length():
    chance = random.Random(3)
    for _ in range(300):
        assert len(mistyped("Забрали ПАСПОРТ ß у ﬁ Марії", chance)) == len("Забрали ПАСПОРТ ß у ﬁ Марії")


def test_joined_texts_keep_every_cue_and_subword(coder):
    some = plain([example("паспорт забрали", cues=(Cue(0, 7, 0, 0),)) for _ in range(9)], coder)
    longer = joined(some, 1.0, random.Random(1))
    assert sum(map(len, longer)) == sum(map(len, some))
    assert sum(len(item.cues) for item in longer) == 9
    for item in longer:
        assert all(item.ids[cue.start] == some[0].ids[0] for cue in item.cues)
