import pytest


@pytest.mark.parametrize(
    "marked",
    [
        "справа № ⟦court_case_number|369/12025/15-к|369/12025/15-к⟧",
        "У справі ⟦court_case_number|175/5651/24⟧ суд",
        "провадження № ⟦court_case_number|11-кп/803/2754/25⟧",
        "провадження № ⟦court_case_number|51-898км18⟧",
        "клопотання № ⟦court_case_number|1-кс/405/7712/13⟧",
        "дело № ⟦court_case_number|1-214/2008⟧",
        "рассмотрел дело № ⟦court_case_number|22-345/2020⟧",
        "материал № ⟦court_case_number|3/1-45/2020⟧, дело № ⟦court_case_number|1-97/2021-3⟧",
        "Дело ⟦court_case_number|2-1148/2019⟧",
        "арбитражное дело № ⟦court_case_number|А40-12345/2021⟧",
    ],
)
def test_case_number_is_found(check, marked):
    check(marked, "court_case_number")


@pytest.mark.parametrize(
    "text", ["договір № 14/05", "графік 2/2", "ст. 149/150", "№ 1147/02-18", "з 10-15/20 осіб", "2-13-88"]
)
def test_near_miss_is_no_case(check, text):
    check(text, "court_case_number")
