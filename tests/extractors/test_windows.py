from hypothesis import given
from hypothesis import strategies as st

from extractors.windows import windows


@given(st.text(alphabet="аб .\n", max_size=300), st.integers(5, 40))
def test_windows_together_are_the_text_and_none_is_too_long(text, limit):
    pieces = list(windows(text, limit))
    assert "".join(piece for _, piece in pieces) == text
    assert all(len(piece) <= limit and text[at : at + len(piece)] == piece for at, piece in pieces)


def test_a_long_run_without_letters_is_no_work_for_the_model():
    text = "Олена Гай" + " " * 3_000_000 + "Київ"
    assert list(windows(text)) == [(0, "Олена Гай"), (3_000_009, "Київ")]


def test_windows_end_with_a_paragraph_where_there_is_one():
    text = "перший абзац\n\nдругий абзац тут"
    assert next(windows(text, 20))[1] == "перший абзац\n\n"


def test_hundred_thousand_letters_without_a_border_are_cut_at_the_limit():
    assert {len(piece) for _, piece in windows("а" * 100_000, 4_000)} == {4_000}
