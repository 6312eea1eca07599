"""No pattern is slow on hostile input: four times the text costs about four times the time."""

import time

import pytest

from extractors.identifiers import FINDERS, digit_view
from extractors.identifiers.compete import settle, weigh
from pipeline.offsets import WorkingText

UNITS = (
    "1",
    "@",
    "a",
    "А",
    ".",
    "/",
    "-",
    "(",
    "+",
    "1 ",
    "11 ",
    "0671234567 ",
    "8 916 123 45 67 ",
    "№ 1",
    "a.",
    "@a",
    "a-",
    "1-",
    "1.1.",
    "А1",
    "UA",
    "0x",
    "О0",
    "нуль ",
    "сто ",
    "**",
    "https://",
    "t.me/a ",
    "тг: a",
    "IMEI ",
    "4149 1144 ",
    "ОСОБА_1 ",
    "\n",
    "1\n",
    ")",
    "АА 1234 ",
    "карта ",
    "[.]",
    "a1",
    "x",
    "(собака)",
    "1️⃣",
    "bc1q",
    "справа 1-1/",
    "посвідчення ",
)
SIZE = 100_000
LIMIT_S = 30.0
"""The worst of these takes 4 s on one slow core; quadratic patterns take minutes."""


@pytest.mark.parametrize("unit", UNITS)
def test_repeated_text_stays_fast(unit):
    text = (unit * (SIZE // len(unit) + 1))[:SIZE]
    started = time.process_time()
    view = digit_view(WorkingText(text=text))
    for finder in FINDERS:
        settle(weigh(view.text, list(finder.find(view.text))))
    assert time.process_time() - started < LIMIT_S
