from corpora.metrics import Count
from flows.evaluation.sheets import Sheet, as_json, count_sheet, markdown


def test_markdown_keeps_its_columns_whatever_the_cells_hold():
    text = markdown(Sheet(title="T", headings=("a", "b"), rows=(("x|y", 0.5), ("z", 3)), note="why"))
    assert text.split("\n") == ["### T", "", "| a | b |", "|---|--:|", "| x\\|y | 0.500 |", "| z | 3 |", "", "why", ""]


def test_counts_say_gold_and_found():
    sheet = count_sheet("T", "", [("all", Count(tp=3, fp=1, fn=3))])
    assert sheet.rows[0] == ("all", 0.75, 0.5, 0.6, 6, 4)
    assert as_json(sheet)["rows"] == [["all", 0.75, 0.5, 0.6, 6, 4]]
