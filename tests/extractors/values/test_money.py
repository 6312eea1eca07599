"""Money: amounts, ranges, currencies, periods, roles; and numbers that are something else."""

import pytest

from extractors.values import money
from pipeline.document import EntityLabel, Money


def read(text: str) -> list[tuple[str, float | None, float | None, str | None, str | None]]:
    """(written, min, max, currency, period) of every amount."""
    found = []
    for entity in money.find(text):
        assert entity.label is EntityLabel.MONEY
        value = entity.value
        assert isinstance(value, Money)
        found.append((text[entity.start : entity.end], value.min, value.max, value.currency, value.period))
    return found


@pytest.mark.parametrize(
    ("text", "low", "high", "currency", "period"),
    [
        ("від 25 тис. грн", 25_000, None, "UAH", None),
        ("от 25 тыс. руб.", 25_000, None, "RUB", None),
        ("1500-2000 євро", 1_500, 2_000, "EUR", None),
        ("1500–2000 евро", 1_500, 2_000, "EUR", None),
        ("3к $", 3_000, 3_000, "USD", None),
        ("30-40к", 30_000, 40_000, None, None),
        ("6–7 тис. дол.", 6_000, 7_000, "USD", None),
        ("2,5 тыс. €/мес", 2_500, 2_500, "EUR", "month"),
        ("$1200", 1_200, 1_200, "USD", None),
        ("USD 300", 300, 300, "USD", None),
        ("$1500-$2000", 1_500, 2_000, "USD", None),
        ("1500 € – 2000 €", 1_500, 2_000, "EUR", None),
        ("пів мільйона гривень", 500_000, 500_000, "UAH", None),
        ("полторы тысячи евро", 1_500, 1_500, "EUR", None),
        ("двісті доларів", 200, 200, "USD", None),
        ("по 200 баксов за смену", 200, 200, "USD", "shift"),
        ("за зміну 1500 грн", 1_500, 1_500, "UAH", "shift"),
        ("700 зл. на тиждень", 700, 700, "PLN", "week"),
        ("18 € нетто/год", 18, 18, "EUR", "hour"),
        ("18 €/час", 18, 18, "EUR", "hour"),
        ("500 000 руб. в год", 500_000, 500_000, "RUB", "year"),
        ("50 тис. грн/рік", 50_000, 50_000, "UAH", "year"),
        ("1000 зелених", 1_000, 1_000, "USD", None),
        ("5к євро", 5_000, 5_000, "EUR", None),
        ("зарплата до 4000", None, 4_000, None, None),
        ("до 800 долларов", None, 800, "USD", None),
        ("от 300 до 800 долларов", 300, 800, "USD", None),
        ("4000+ $", 4_000, None, "USD", None),
        ("312 грн 50 коп.", 312.5, 312.5, "UAH", None),
        ("2500 (дві тисячі п'ятсот) гривень", 2_500, 2_500, "UAH", None),
        ("4200 євро чистими щомісяця", 4_200, 4_200, "EUR", "month"),
        ("41 000 USDT", 41_000, 41_000, "USDT", None),
        ("300 тезерів", 300, 300, "USDT", None),
        ("5000 zł", 5_000, 5_000, "PLN", None),
        ("900 ₴", 900, 900, "UAH", None),
        ("3 150 ₽", 3_150, 3_150, "RUB", None),
        ("2 000 у.е.", 2_000, 2_000, "USD", None),
        ("30 т.р.", 30_000, 30_000, "RUB", None),
        ("500 шведських крон", 500, 500, "SEK", None),
        ("20 тисяч крон, Осло", 20_000, 20_000, "NOK", None),
        ("1200 лір", 1_200, 1_200, "TRY", None),
        ("3 тысячи юаней в месяц", 3_000, 3_000, "CNY", "month"),
        ("2000 євро за рейс", 2_000, 2_000, "EUR", "trip"),
        ("штраф 200", 200, 200, None, None),
    ],
)
def test_amount_is_read(
    text: str, low: float | None, high: float | None, currency: str | None, period: str | None
) -> None:
    assert [found[1:] for found in read(text)] == [(low, high, currency, period)]


@pytest.mark.parametrize(
    "text",
    [
        "тел. 067 123 45 67",
        "17.10.2023 о 14:20",
        "у 2019 році",
        "в 2019 году",
        "ст. 149 КК України",
        "15 років позбавлення волі",
        "300 км від міста",
        "50 кг груза",
        "пять тысяч человек",
        "5 тисяч осіб",
        "2к квартира",
        "до 4000",
        "картка 4149 5000 1234 5678",
        "арт. 2315",
        "розмір 42-46",
        "працюємо з 9 до 18",
        "2019 р. народження",
        "№ 12345",
        "кв. 50 к. 3",
    ],
)
def test_other_number_is_no_money(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Зарплата 2000 євро", "pay"),
        ("Оплата 2000 евро", "pay"),
        ("борг за дорогу 900 доларів", "debt"),
        ("долг за дорогу 900 долларов", "debt"),
        ("штраф 100 €", "fine"),
        ("за опоздание вычет 50 евро", "fine"),
        ("застава 300 євро за візу", "fee"),
        ("взнос 300 евро за оформление", "fee"),
        ("ціна 45 тисяч гривень", "price"),
        ("продам за 45 тысяч рублей", "price"),
        ("1500 доларів на руки", "pay"),
    ],
)
def test_role_comes_from_the_words_beside(text: str, role: str) -> None:
    assert [entity.role for entity in money.find(text)] == [role]


def test_period_lies_in_the_span_only_where_nothing_lies_between() -> None:
    assert read("29 злотих на годину брутто")[0][0] == "29 злотих на годину"
    assert read("5 € нетто на годину")[0][0] == "5 €"


def test_amounts_joined_to_money_share_its_currency() -> None:
    assert [(f[0], f[3]) for f in read("100, 200 або 300 грн")] == [("100", "UAH"), ("200", "UAH"), ("300 грн", "UAH")]


def test_amount_that_goes_on_takes_the_currency_before_it() -> None:
    assert [(f[0], f[3]) for f in read("дав 600 євро, решту 400 потім")] == [("600 євро", "EUR"), ("400", "EUR")]


def test_unclear_crowns_say_so() -> None:
    (entity,) = money.find("платили 500 крон")
    assert entity.score < 0.8
    assert "Whose crowns" in (entity.reason or "")
