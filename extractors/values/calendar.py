"""What the calendar allows, and the shape in which the date grammars hand over what they found."""

from datetime import date
from typing import NamedTuple

EARLIEST, LATEST = 1900, 2099
"""Years that case files speak of: birth years to the end dates of contracts."""
CENTURY_TURN = 40
"""Two-digit years below it lie in this century, the others in the last one."""
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Dated(NamedTuple):
    """A date found: its tokens [first, end), its ISO 8601 value, how sure, and why where it needs a word."""

    first: int
    end: int
    value: str
    score: float = 0.95
    reason: str | None = None


def is_year(form: str) -> bool:
    """Whether four digits are a year of our documents."""
    return len(form) == 4 and form.isascii() and form.isdigit() and EARLIEST <= int(form) <= LATEST


def full_year(form: str) -> int | None:
    """The year that two or four digits mean, or None."""
    if is_year(form):
        return int(form)
    if len(form) == 2:
        short = int(form)
        return 2000 + short if short < CENTURY_TURN else 1900 + short
    return None


def is_day(form: str) -> bool:
    """Whether digits can be a day of the month."""
    return 0 < len(form) <= 2 and form.isascii() and form.isdigit() and 1 <= int(form) <= 31


def is_month(form: str) -> bool:
    """Whether digits can be a month."""
    return 0 < len(form) <= 2 and form.isascii() and form.isdigit() and 1 <= int(form) <= 12


def iso(year: int | None, month: int, day: int | None) -> str | None:
    """ISO 8601 of what is known, or None if no calendar has that day.

    >>> iso(2023, 2, 29), iso(None, 5, 12), iso(2024, 5, None)
    (None, '--05-12', '2024-05')
    """
    if day is None:
        return f"{year:04}-{month:02}" if year else f"--{month:02}"
    if not 1 <= month <= 12 or not 1 <= day <= DAYS[month - 1]:
        return None
    if year is None:
        return f"--{month:02}-{day:02}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
