"""Rewriter and WorkingText: every character of a working copy knows where it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.offsets import Rewriter, WorkingText

Step = tuple[str, int, str]
STEPS = st.lists(st.tuples(st.sampled_from(["keep", "replace", "drop"]), st.integers(0, 4), st.text("абв", max_size=4)))


def rewritten(source: str, steps: list[Step], below: WorkingText | None = None) -> WorkingText:
    rewriter = Rewriter(source, below)
    for verb, count, text in steps:
        if verb == "keep":
            rewriter.keep(count)
        elif verb == "replace" and count:
            rewriter.replace(count, text)
        elif verb == "drop":
            rewriter.drop(count)
    return rewriter.finish()


def test_unchanged_text_needs_no_offsets() -> None:
    working = rewritten("робота", [("keep", 3, "")])
    assert working == WorkingText(text="робота")


def test_one_character_for_another_needs_no_offsets() -> None:
    working = rewritten("р0бота", [("keep", 1, ""), ("replace", 1, "о")])
    assert (working.text, working.starts, working.original(0, 6)) == ("робота", None, (0, 6))


def test_nothing_changed_by_a_replacement_with_the_same_gives_the_text_below() -> None:
    below = WorkingText(text="робота")
    assert rewritten("робота", [("replace", 2, "ро")], below) is below


@pytest.mark.parametrize(
    ("source", "steps", "text", "span", "original"),
    [
        ("ро-бота", [("keep", 2, ""), ("drop", 1, "")], "робота", (0, 6), (0, 7)),
        ("ро-бота", [("keep", 2, ""), ("drop", 1, "")], "робота", (2, 6), (3, 7)),
        ("ﬁнал", [("replace", 1, "фи")], "финал", (1, 3), (0, 2)),
        ("а  б", [("keep", 1, ""), ("replace", 2, " ")], "а б", (1, 2), (1, 3)),
        ("абв", [("drop", 3, "")], "", (0, 0), (0, 0)),
    ],
)
def test_a_working_span_maps_to_the_characters_it_came_from(
    source: str, steps: list[Step], text: str, span: tuple[int, int], original: tuple[int, int]
) -> None:
    working = rewritten(source, steps)
    assert (working.text, working.original(*span)) == (text, original)


def test_working_covers_the_original_span() -> None:
    working = rewritten("ро-бота тут", [("keep", 2, ""), ("drop", 1, "")])
    start, end = working.working(0, 7)
    assert working.text[start:end] == "робота"


@given(st.text("абвгд -0", max_size=30), STEPS, STEPS)
def test_offsets_stay_inside_and_never_fall(source: str, first: list[Step], second: list[Step]) -> None:
    below = rewritten(source, first)
    working = rewritten(below.text, second, below)
    spans = [working.original(i, i + 1) for i in range(len(working.text))]
    assert all(0 <= start <= end <= len(source) for start, end in spans)
    assert spans == sorted(spans)
    assert [end for _, end in spans] == sorted(end for _, end in spans)


@given(st.text("абвгд -0", max_size=30), STEPS, STEPS)
def test_kept_characters_come_from_themselves(source: str, first: list[Step], second: list[Step]) -> None:
    drops = [(verb, count, "") for verb, count, _ in (*first, *second) if verb != "replace"]
    below = rewritten(source, drops[: len(first)])
    working = rewritten(below.text, drops[len(first) :], below)
    assert all(source[slice(*working.original(i, i + 1))] == c for i, c in enumerate(working.text))
