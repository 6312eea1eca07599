import pytest


@pytest.mark.parametrize(
    "marked",
    [
        "⟦court_label|ОСОБА_1|ОСОБА_1⟧ за адресою ⟦court_label|АДРЕСА_2⟧",
        "⟦court_label|ІНФОРМАЦІЯ_3⟧, ⟦court_label|НОМЕР_4⟧",
        "⟦court_label|OCOБA_1|ОСОБА_1⟧ (mixed alphabets)",
        "⟦court_label|ОСОБА _ 5|ОСОБА_5⟧",
        "⟦court_label|Потерпевший №1|Потерпевший № 1⟧ и ⟦court_label|Свидетель № 2⟧ по адресу ⟦court_label|<адрес>⟧",
        "⟦court_label|ДД.ММ.ГГГГ⟧ года рождения",
        "свидетель ⟦court_label|ФИО2|ФИО2⟧ показал, что ⟦court_label|ФИО 5|ФИО5⟧ знает",
    ],
)
def test_label_is_found(check, marked):
    check(marked, "court_label")


@pytest.mark.parametrize(
    "text",
    ["особа 1", "АДРЕСА: 5", "НОМЕР 4", "xОСОБА_1", "ОСОБА_", "Вкажіть ФИО", "фио2", "ОСОБА № 5 дім", "1 < 2 > 0"],
)
def test_near_miss_is_no_label(check, text):
    check(text, "court_label")
