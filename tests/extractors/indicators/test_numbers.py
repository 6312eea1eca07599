import pytest

from extractors.indicators.numbers import TESTS
from pipeline.document import Entity, EntityLabel, Money


@pytest.mark.parametrize(
    ("money", "limit", "holds"),
    [
        (Money(min=3000, max=3000, currency="EUR", period="month"), 2800, True),
        (Money(min=3000, max=None, currency="EUR", period=None), 2800, True),
        (Money(min=3000, max=3000, currency="EUR", period="trip"), 2800, True),
        (Money(min=None, max=100, currency="EUR", period="hour"), 10_000, True),
        (Money(min=1, max=3000, currency="USD", period="month"), 2700, True),
        (Money(min=1, max=3000, currency="USD", period="month"), 2800, False),
        (Money(min=20_000, max=20_000, currency="UAH", period="month"), 500, False),
        (Money(min=9000, max=9000, currency="XXX", period=None), 1, False),
        (Money(min=None, max=None, currency="EUR", period=None), 1, False),
    ],
)
def test_pay_is_compared_as_euro_a_month_by_its_upper_end(money: Money, limit: int, holds: bool) -> None:
    entity = Entity(start=0, end=1, label=EntityLabel.MONEY, value=money, source="a.b@1")
    assert TESTS["pay_eur_month_at_least"](entity, limit) is holds


@pytest.mark.parametrize(
    ("name", "limit", "value", "holds"),
    [
        ("low_below", 18, 17, True),
        ("low_below", 18, 18, False),
        ("low_below", 18, (16, 25), True),
        ("high_at_least", 18, (16, 25), True),
        ("low_below", 18, None, False),
        ("starts", "telegram:", "telegram:ada", True),
        ("starts", "telegram:", 5, False),
    ],
)
def test_entity_value_is_tested(name: str, limit: object, value: object, holds: bool) -> None:
    entity = Entity(start=0, end=1, label=EntityLabel.AGE, value=value, source="a.b@1")  # type: ignore[arg-type]
    assert TESTS[name](entity, limit) is holds


def test_score_is_tested() -> None:
    age = Entity(start=0, end=1, label=EntityLabel.AGE, value=16, source="a.b@1", score=0.6)
    assert not TESTS["score_at_least"](age, 0.75)
    assert TESTS["score_at_least"](age, 0.6)


def test_role_is_tested() -> None:
    fee = Entity(start=0, end=1, label=EntityLabel.MONEY, source="a.b@1", role="fee")
    assert not TESTS["not_role"](fee, ["fee", "debt"])
    assert TESTS["role"](fee, "fee")
