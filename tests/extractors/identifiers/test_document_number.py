import pytest

from pipeline.document import Validation


@pytest.mark.parametrize(
    "marked",
    [
        "посвідчення водія ⟦document_number|ВХА 448120⟧",
        "водительское удостоверение ⟦document_number|66/4417⟧",
        "військовий квиток ⟦document_number|АБ 123457⟧",
        "довідка ВПО ⟦document_number|1234-5000123456⟧",
        "свідоцтво про народження ⟦document_number|I-АМ № 123456⟧",
        "свидетельство о рождении ⟦document_number|I-АМ № 123456⟧",
        "Протокол № ⟦document_number|14-С/2024⟧",
        "Звернення № ⟦document_number|3301⟧, квитанция № ⟦document_number|00291⟧",
        "ліцензія ⟦document_number|АВ № 412290⟧",
        "патент серии ⟦document_number|77 № 2300418855⟧",
        "код ⟦document_number|UA71020130000086047⟧",
        "кадастровий номер ⟦document_number|2620680501:01:004:0097⟧",
        "накладна «Нової пошти» № ⟦document_number|20450011765803⟧",
        "IP ⟦document_number|91.219.48.117⟧",
        "VIN ⟦document_number|WF0XXXTTGXKG40128⟧",
        "Платіжні інструкції № ⟦document_number|114⟧, ⟦document_number|115⟧, ⟦document_number|131⟧ від 18.12.2024",
    ],
)
def test_number_of_a_paper_is_found(check, marked):
    check(marked, "document_number", "passport", "bank_card")


@pytest.mark.parametrize(
    ("digits", "validation"), [("356938035643809", Validation.CHECKSUM_OK), ("356938035643808", Validation.INVALID)]
)
def test_imei_has_a_check_digit(check, digits, validation):
    (entity,) = check(f"IMEI ⟦document_number|{digits}⟧", "document_number")
    assert entity.validation is validation


@pytest.mark.parametrize(
    "text",
    [
        "школа № 5, маршрут № 14, кв. № 34, буд. № 12",
        "школа № 7, квартира № 18, автобус № 428",
        "сама купує квиток. Вік 20-40",
        "довідку про в'їзд за 2018-2020 роки",
        "згідно з рапортом, 15-ти років",
        "лікарня №4, відділення №14",
        "договір на 6 місяців, 1500 грн",
    ],
)
def test_number_of_a_place_or_value_is_no_paper(check, text):
    check(text, "document_number")
