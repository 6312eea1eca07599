"""Money of any currency and period as euros a month, for rules such as «unrealistically high pay»."""

from pipeline.document import Money

SOURCED: dict[str, float] = {
    "EUR": 1.0,
    "USD": 1.0889,
    "JPY": 161.88,
    "BGN": 1.9558,
    "CZK": 25.014,
    "DKK": 7.4601,
    "GBP": 0.84183,
    "HUF": 399.48,
    "PLN": 4.1723,
    "RON": 4.9768,
    "SEK": 11.0538,
    "CHF": 0.9641,
    "ISK": 145.90,
    "NOK": 11.62,
    "TRY": 39.9381,
    "AUD": 1.7237,
    "UAH": 50.96,
}
"""Units for one euro. Sources: European Central Bank, reference rates of 14 March 2025 (as reprinted at euro2.net);
UAH: National Bank of Ukraine, official rate for 25 February 2026 (as reported by rbc.ua)."""

UNSOURCED: dict[str, float] = {
    "USDT": 1.09,
    "CAD": 1.57,
    "CNY": 7.88,
    "KRW": 1580.0,
    "THB": 36.6,
    "ILS": 3.98,
    "INR": 94.6,
    "RUB": 93.0,
    "BYN": 3.4,
    "MDL": 19.6,
    "KZT": 540.0,
    "GEL": 3.0,
    "AMD": 426.0,
    "AZN": 1.85,
    "UZS": 14_000.0,
    "KGS": 95.0,
    "TJS": 11.9,
    "RSD": 117.0,
    "AED": 4.0,
    "KWD": 0.335,
    "VND": 27_800.0,
    "DEM": 1.95583,
}
"""Units for one euro, early 2025, from general knowledge, checked against no source (USDT follows USD; DEM is fixed):
fit to tell a wage from five wages, not to convert a sum."""

UNITS_PER_EUR = {**SOURCED, **UNSOURCED}

MONTHS_PER_PERIOD: dict[str, float] = {
    "hour": 173.3,
    "shift": 21.7,
    "day": 21.7,
    "week": 4.35,
    "month": 1.0,
    "year": 1 / 12,
}
"""Periods in a month of full-time work: 40 hours and 5 days a week (ILO Convention 47), 52.14 weeks a year."""


def amount_per_month_eur(money: Money, *, assumed_period: str | None = None) -> float | None:
    """Euros a month, the middle of a range; None if currency or period is unknown.

    Args: `assumed_period` stands in for a period that is not written ("month" for pay in adverts). A trip has no month.

    >>> round(amount_per_month_eur(Money(min=18, max=18, currency="EUR", period="hour")))
    3119
    """
    bounds = [bound for bound in (money.min, money.max) if bound is not None]
    rate = UNITS_PER_EUR.get(money.currency or "")
    times = MONTHS_PER_PERIOD.get(money.period or assumed_period or "")
    if not bounds or rate is None or times is None:
        return None
    return sum(bounds) / len(bounds) / rate * times
