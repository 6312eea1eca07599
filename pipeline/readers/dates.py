"""Dates as feeds write them, as ISO 8601."""

import re
from datetime import UTC, datetime

UNIX = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s?(Z|[+-]\d\d:?\d\d)?)?")
DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?:,?\s+(\d{1,2}:\d\d(?::\d\d)?)(?:\s+UTC([+-]\d\d:\d\d))?)?")


def iso_date(text: str) -> str | None:
    """The date, with the time if there is one, as ISO 8601; None if it is not one of the usual spellings.

    >>> iso_date("05.03.2025 14:20"), iso_date("1741184400")
    ('2025-03-05T14:20', '2025-03-05T14:20:00+00:00')
    """
    text = text.strip()
    if UNIX.fullmatch(text):
        return _from_unix(float(text))
    if found := ISO.match(text):
        year, month, day, time, zone = found.groups()
    elif found := DAY_FIRST.match(text):
        day, month, year, time, zone = found.groups()
    else:
        return None
    return _checked(f"{year}-{int(month):02}-{int(day):02}", time, (zone or "").replace("Z", "+00:00"))


def _checked(date: str, time: str | None, zone: str) -> str | None:
    text = date if time is None else f"{date}T{time.zfill(len(time) + (time[1] == ':'))}{zone}"
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return text


def _from_unix(seconds: float) -> str | None:
    try:
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None
