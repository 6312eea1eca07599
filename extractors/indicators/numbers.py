"""Tests that a rule may put to an entity's value or role: `where: {pay_eur_month_at_least: 2500}`."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from extractors.values import amount_per_month_eur
from pipeline.document import Entity, Money


def _pay(money: Money) -> float | None:
    """Euro a month by the upper end of the sum, which is what bait shows; a trip or no period reads as a month."""
    top = money.max if money.max is not None else money.min
    period = None if money.period == "trip" else money.period
    return amount_per_month_eur(replace(money, min=top, max=top, period=period), assumed_period="month")


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
    "pay_eur_month_at_least": _money(lambda money, limit: _at_least(_pay(money), limit)),
    "pay_eur_month_below": _money(lambda money, limit: _below(_pay(money), limit)),
    "period": _money(lambda money, periods: money.period in (periods if isinstance(periods, list) else [periods])),
    "low_below": lambda entity, limit: _below(_low(entity), limit),
    "low_at_least": lambda entity, limit: _at_least(_low(entity), limit),
    "high_below": lambda entity, limit: _below(_high(entity), limit),
    "high_at_least": lambda entity, limit: _at_least(_high(entity), limit),
    "score_at_least": lambda entity, limit: entity.score >= limit,
    "role": lambda entity, roles: entity.role in (roles if isinstance(roles, list) else [roles]),
    "not_role": lambda entity, roles: entity.role not in (roles if isinstance(roles, list) else [roles]),
    "starts": lambda entity, prefix: isinstance(entity.value, str) and entity.value.startswith(prefix),
}
"""Name of the test to its function; low and high are the ends of an age or its range."""
