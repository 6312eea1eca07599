import json
from pathlib import Path

import pytest

from pipeline.document import Document, Failure
from pipeline.readers import read_bytes
from pipeline.settings import Limits

GOLDEN = Path(__file__).parents[2] / "golden" / "readers"
READABLE = [
    "plain", "columns", "columns_interleaved", "table_ruled", "table_plain", "rotated", "shuffled", "one_page_empty",
    "no_xref", "owner_password",
]  # fmt: skip


def read(name: str, **limits: int) -> Document:
    (document,) = read_bytes((GOLDEN / f"{name}.pdf").read_bytes(), f"{name}.pdf", Limits(**limits))
    assert isinstance(document, Document)
    return document


def failure(name: str) -> Failure:
    (failure,) = read_bytes((GOLDEN / f"{name}.pdf").read_bytes(), f"{name}.pdf", Limits())
    assert isinstance(failure, Failure)
    return failure


@pytest.mark.parametrize("name", READABLE)
def test_word_boxes_lie_on_their_page_and_cover_all_its_words(name: str) -> None:
    document = read(name)
    for page in document.pages:
        words = [document.text[w.start : w.end] for w in page.words]
        assert words == document.text[page.start : page.end].split()
        for word in page.words:
            assert page.start <= word.start < word.end <= page.end
            assert 0 <= word.x0 < word.x1 <= page.width and 0 <= word.top < word.bottom <= page.height


@pytest.mark.parametrize("name", READABLE)
def test_pages_follow_each_other_through_the_whole_text(name: str) -> None:
    document = read(name)
    assert document.pages[0].start == 0 and document.pages[-1].end == len(document.text)
    for before, page in zip(document.pages, document.pages[1:], strict=False):
        assert page.start == before.end + 1 and document.text[before.end] == "\n"


def test_any_span_can_be_lit_up() -> None:
    document = read("plain")
    at = document.text.index("паспорт попросив")
    (first, second) = document.pages[0].boxes(at, at + len("паспорт попросив"))
    assert first[1] == pytest.approx(second[1], abs=1) and first[2] < second[0]


def test_boxes_of_a_turned_page_run_down_the_page_as_displayed() -> None:
    page = read("rotated").pages[2]
    first, second = page.words[0], page.words[1]
    assert second.bottom < first.top and first.x0 == pytest.approx(second.x0, abs=1)


@pytest.mark.parametrize("name", ["columns", "columns_interleaved"])
def test_columns_are_read_one_after_the_other(name: str) -> None:
    text = read(name).text
    assert text.index("Телефон у\nдорозі радили не вмикати") < text.index("Свидетель пояснил")
    assert "паспорт\nпопросив передати водієві" in text


def test_lines_drawn_from_the_bottom_up_are_read_from_the_top() -> None:
    assert read("shuffled").text.startswith("Свидетель пояснил, что объявление")


def test_ruled_table_comes_row_by_row_with_cells_together() -> None:
    lines = read("table_ruled").text.split("\n")
    assert "1\tКоваленко О. П.\t12.03.2025\t15 000" in lines
    at = lines.index("2\tМельничук-")
    assert lines[at + 1] == "Дібровська Т. С.\t14.03.2025\t12 500"


def test_table_without_rulings_keeps_its_cells_apart() -> None:
    assert "3\tСидоренко В. І.\t20.03.2025\t18 200" in read("table_plain").text.split("\n")


def test_page_without_text_is_a_problem_of_that_page() -> None:
    document = read("one_page_empty")
    assert [(p.code, p.page) for p in document.problems] == [("needs_ocr", 2)]
    assert "Свідок" in document.text and "Свидетель" in document.text


@pytest.mark.parametrize(
    ("name", "code"), [("scan_only", "needs_ocr"), ("encrypted", "encrypted"), ("truncated", "truncated")]
)
def test_pdf_without_readable_text_is_a_failure_that_says_why(name: str, code: str) -> None:
    assert failure(name).code == code


def test_pdf_without_its_index_is_read_with_a_problem() -> None:
    document = read("no_xref")
    assert document.text == read("plain").text
    assert [p.code for p in document.problems] == ["truncated"]


def test_text_above_the_limit_is_cut_at_a_page_with_a_problem() -> None:
    document = read("plain", max_text_chars=400)
    assert len(document.pages) == 1 and [(p.code, p.page) for p in document.problems] == [("too_large", 2)]


def test_pdf_called_txt_is_read_with_a_problem() -> None:
    (document,) = read_bytes((GOLDEN / "plain.pdf").read_bytes(), "протокол.txt", Limits())
    assert isinstance(document, Document)
    assert [p.code for p in document.problems] == ["wrong_extension"]
    assert document.source.media_type == "application/pdf"


def test_golden_expectations_are_not_empty() -> None:
    for name in READABLE:
        assert json.loads((GOLDEN / f"{name}.pdf.expected.json").read_text("utf-8"))[0]["text"].strip()
