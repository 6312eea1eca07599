"""Tests that a rule may put to an entity's value or role: `where: {pay_eur_month_at_least: 2500}`."""

from collections.abc import Callable
from typing import Any

from pipeline.document import Entity, Money

EUR_PER_UNIT = {
    "EUR": 1.0,
    "USD": 0.9,
    "GBP": 1.15,
    "CHF": 1.05,
    "PLN": 0.235,
    "CZK": 0.04,
    "UAH": 0.021,
    "RUB": 0.0105,
    "TRY": 0.021,
    "ILS": 0.25,
    "AED": 0.245,
    "HUF": 0.0025,
    "RON": 0.2,
    "BGN": 0.51,
    "MDL": 0.051,
    "BYN": 0.28,
    "KZT": 0.0017,
    "GEL": 0.33,
    "CNY": 0.125,
    "USDT": 0.9,
}
"""Rounded rates of 2025-2026 (Source: reference rates of the European Central Bank and National Bank of Ukraine)."""
MONTHLY = {"hour": 180.0, "shift": 22.0, "day": 22.0, "week": 4.3, "month": 1.0, "year": 1 / 12, "trip": 1.0}
"""How many of a period make a month of full-time work (180 h: what seasonal adverts promise; by law 160-176)."""


def eur_month(money: Money) -> float | None:
    """The upper end of a sum in euro a month, None if currency or amount is unknown; no period reads as a month."""
    amount = money.max if money.max is not None else money.min
    if amount is None or money.currency not in EUR_PER_UNIT:
        return None
    return amount * EUR_PER_UNIT[money.currency] * MONTHLY.get(money.period or "month", 1.0)


def _money(test: Callable[[Money, Any], bool]) -> Callable[[Entity, Any], bool]:
    return lambda entity, limit: isinstance(entity.value, Money) and test(entity.value, limit)


def _low(entity: Entity) -> int | None:
    value = entity.value
    if isinstance(value, tuple):
        return value[0]
    return value if isinstance(value, int) else None


def _high(entity: Entity) -> int | None:
    value = entity.value
    if isinstance(value, tuple):
        return value[1]
    return value if isinstance(value, int) else None


def _at_least(value: float | None, limit: float) -> bool:
    return value is not None and value >= limit


def _below(value: float | None, limit: float) -> bool:
    return value is not None and value < limit


TESTS: dict[str, Callable[[Entity, Any], bool]] = {
    "pay_eur_month_at_least": _money(lambda money, limit: _at_least(eur_month(money), limit)),
    "pay_eur_month_below": _money(lambda money, limit: _below(eur_month(money), limit)),
    "period": _money(lambda money, periods: money.period in (periods if isinstance(periods, list) else [periods])),
    "low_below": lambda entity, limit: _below(_low(entity), limit),
    "low_at_least": lambda entity, limit: _at_least(_low(entity), limit),
    "high_below": lambda entity, limit: _below(_high(entity), limit),
    "high_at_least": lambda entity, limit: _at_least(_high(entity), limit),
    "role": lambda entity, roles: entity.role in (roles if isinstance(roles, list) else [roles]),
    "not_role": lambda entity, roles: entity.role not in (roles if isinstance(roles, list) else [roles]),
    "starts": lambda entity, prefix: isinstance(entity.value, str) and entity.value.startswith(prefix),
}
"""Name of the test to its function; low and high are the ends of an age or its range."""
