"""Pay becomes euros a month, or honestly nothing."""

import pytest

from extractors.values import amount_per_month_eur
from pipeline.document import Money


def of(low: float | None, high: float | None, currency: str | None, period: str | None) -> Money:
    return Money(min=low, max=high, currency=currency, period=period)


@pytest.mark.parametrize(
    ("money", "euros"),
    [
        (of(2_000, 2_000, "EUR", "month"), 2_000),
        (of(1_000, 3_000, "EUR", "month"), 2_000),
        (of(None, 3_000, "EUR", "month"), 3_000),
        (of(18, 18, "EUR", "hour"), 3_119),
        (of(24_000, 24_000, "EUR", "year"), 2_000),
        (of(50_960, 50_960, "UAH", "month"), 1_000),
    ],
)
def test_pay_is_brought_to_euros_a_month(money: Money, euros: float) -> None:
    assert amount_per_month_eur(money) == pytest.approx(euros, rel=0.01)


@pytest.mark.parametrize(
    "money",
    [of(500, 500, None, "month"), of(500, 500, "BTC", "month"), of(500, 500, "EUR", None), of(500, 500, "EUR", "trip")],
)
def test_unknown_currency_or_period_gives_nothing(money: Money) -> None:
    assert amount_per_month_eur(money) is None


def test_missing_period_may_be_assumed() -> None:
    assert amount_per_month_eur(of(500, 500, "EUR", None), assumed_period="month") == 500
