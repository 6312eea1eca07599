import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.identifiers.digits import digit_view
from extractors.identifiers.number_words import compound_value
from pipeline.offsets import Rewriter, WorkingText


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0️⃣6️⃣7️⃣", "067"),
        ("０６７ 𝟏𝟐𝟑 ①②", "067 123 12"),
        ("О67 12З 45 67", "067 123 45 67"),
        ("+38О67-123-45-67", "+38067-123-45-67"),
        ("0 6 7 1 2 3 4 5 6 7", "0671234567"),
        ("тел нуль шістдесят сім сто двадцять три сорок п'ять шістдесят сім, Оля", "тел 0671234567, Оля"),
        ("ноль девяносто пять, три ноля, двадцать два ноль один", "0950002201"),
        ("плюс тридцять вісім нуль дев'яносто сім 341 22 03", "+380973412203"),
    ],
)
def test_disguised_digits_become_plain(text, expected):
    assert digit_view(WorkingText(text=text)).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "мала шість сестер, сім братів, сорок вісім кіз і двадцять п'ять курей",
        "сто рублей, двести гривен, триста",
        "з 5 о 6 ранку, О 10 годині, б 3",
        "АА 1234 ВВ, А123ВС777, МЕ 304127",
        "ст. 301¹ і 2 3 4",
        "нуль нуль п'ять",
        "Зо 5 З 7",
    ],
)
def test_everything_else_stays(text):
    assert digit_view(WorkingText(text=text)).text == text


def test_offsets_lead_to_the_lowest_original():
    rewriter = Rewriter("xx О67 123 45 67")
    rewriter.drop(3)
    below = rewriter.finish()
    view = digit_view(below)
    assert view.text == "067 123 45 67"
    assert view.original(0, len(view.text)) == (3, 16)


def test_compounds_are_read_as_spoken():
    assert compound_value(["двадцять", "нуль", "п'ять"]) == "2005"
    assert compound_value(["сто", "двенадцать"]) == "112"
    assert compound_value(["сто", "кіз"]) is None


@given(st.text(alphabet="0123456789 ОоOЗlІ+-()нуль сто три п'ять два\n0️⃣", max_size=80))
def test_offsets_stay_inside_and_never_fall(text):
    view = digit_view(WorkingText(text=text))
    spans = [view.original(i, i + 1) for i in range(len(view.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
