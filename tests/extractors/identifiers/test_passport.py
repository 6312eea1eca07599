import pytest


@pytest.mark.parametrize(
    "marked",
    [
        "паспорт ⟦passport|МЕ 304127|МЕ304127⟧, виданий",
        "паспорт серії ⟦passport|АС № 482190|АС482190⟧",
        "паспорт ⟦passport|ME 304127|МЕ304127⟧ (Latin letters)",
        "Номер паспорта ⟦passport|FE 481207|FE481207⟧.",
        "закордонник ⟦passport|FT284915⟧",
        "паспорти ⟦passport|FH 552109⟧, ⟦passport|FU 301884⟧ та ⟦passport|ЕН 559214⟧",
        "паспорт ⟦passport|4508 123456|4508 123456⟧ выдан ОВД",
        "паспорт серии ⟦passport|45 08 № 123456|4508 123456⟧",
        "паспорт серия ⟦passport|4511 номер 123456⟧, ⟦passport|45-11 № 123457⟧",
        "Утерянный загранпаспорт ⟦passport|75 4418203|75 4418203⟧",
        "ID-картка № ⟦passport|001234568⟧",
        "паспорт гражданина Бангладеш ⟦passport|BN0772451⟧",
    ],
)
def test_passport_beside_its_word_is_found(check, marked):
    check(marked, "passport")


@pytest.mark.parametrize(
    "text",
    [
        "Ліцензія АВ 395417",
        "посвідчення УБД 218904",
        "паспорт 12",
        "АВТО 123456",
        "сума 45 08 123456",
        "рейс PS 503",
        "РНОКПП 3184710691",
    ],
)
def test_near_miss_is_no_passport(check, text):
    check(text, "passport")
