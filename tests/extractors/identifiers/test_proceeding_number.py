import pytest


@pytest.mark.parametrize(
    "marked",
    [
        "ЄРДР за № ⟦proceeding_number|12023041440000711|12023041440000711⟧ від 17 жовтня 2023 року",
        "кримінальне провадження № ⟦proceeding_number|42021110000000058⟧",
        "Заяву прийнято, ⟦proceeding_number|12022050000001184⟧.",
        "уголовное дело № ⟦proceeding_number|11801460012000345⟧, МВД РФ",
        "по уголовному делу № ⟦proceeding_number|345678⟧",
        "матеріали № ⟦proceeding_number|12022116020000184⟧ та № ⟦proceeding_number|12022116020000207⟧",
        "дело № ⟦proceeding_number|12301460012000345⟧",
        "кримінальна справа № ⟦proceeding_number|12-34567⟧",
    ],
)
def test_number_of_a_proceeding_is_found(check, marked):
    check(marked, "proceeding_number")


@pytest.mark.parametrize(
    "text", ["00000000000000000", "ТТН 20450011765803", "номер 1202304144000071", "12345678901234567 зірок"]
)
def test_near_miss_is_no_proceeding(check, text):
    check(text, "proceeding_number")


def test_russian_reading_is_said(check):
    (entity,) = check("СК России, уголовное дело № ⟦proceeding_number|12023460012000345⟧", "proceeding_number")
    assert "Russian" in (entity.reason or "")
