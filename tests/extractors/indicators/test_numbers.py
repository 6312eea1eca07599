import pytest

from extractors.indicators.numbers import TESTS, eur_month
from pipeline.document import Entity, EntityLabel, Money


@pytest.mark.parametrize(
    ("money", "euro"),
    [
        (Money(min=3000, max=3000, currency="EUR", period="month"), 3000),
        (Money(min=3000, max=None, currency="EUR", period=None), 3000),
        (Money(min=None, max=100, currency="EUR", period="hour"), 18000),
        (Money(min=1, max=2000, currency="USD", period="week"), 7740),
        (Money(min=5, max=5, currency="XXX", period=None), None),
        (Money(min=None, max=None, currency="EUR", period=None), None),
    ],
)
def test_pay_reads_as_euro_a_month(money: Money, euro: float | None) -> None:
    assert eur_month(money) == (None if euro is None else pytest.approx(euro))


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


def test_role_is_tested() -> None:
    fee = Entity(start=0, end=1, label=EntityLabel.MONEY, source="a.b@1", role="fee")
    assert not TESTS["not_role"](fee, ["fee", "debt"])
    assert TESTS["role"](fee, "fee")
