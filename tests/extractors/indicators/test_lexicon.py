import time

import pytest

from extractors.indicators.lexicon import as_number, compile_lexicon
from extractors.indicators.scan import scan
from pipeline.errors import PackError


def places(item: str, text: str, **others: list[str]) -> list[str]:
    lexicon = compile_lexicon({**others, "X": [item]})
    scanned = scan(text, lexicon)
    words = scanned.segments
    return [text[words.starts[p.low] : words.ends[p.high - 1]] for p in scanned.found.get(lexicon.names["X"], [])]


@pytest.mark.parametrize(
    ("item", "text", "found"),
    [
        ("забрати", "Вони забрали все", ["забрали"]),
        ("забрать", "паспорт забран, заберут позже", ["забран", "заберут"]),
        ("=взяв", "взяв і взяли", ["взяв"]),
        ("забра*", "забрав, забралы, зібрав", ["забрав", "забралы"]),
        ("~робот[аи]", "робота роботи роботою", ["робота", "роботи"]),
        ("#<18", "їй 15, йому 18", ["15"]),
        ("#>=3000", "до 2500, від 3 000", ["3 000"]),
        ("#1-17 - річний", "15-річна, 18-річна", ["15-річна"]),
        ("взяти/забрати паспорт", "забрав паспорт, взяв телефон", ["забрав паспорт"]),
        ("забрати ..2 паспорт", "забрав у мене паспорт, забрав гроші й довго шукав паспорт", ["забрав у мене паспорт"]),
        (
            "не мати ніякий? договір",
            "не мали договору, не мали ніякого договору",
            ["не мали договору", "не мали ніякого договору"],
        ),
        ("на рука", "гроші на руки", ["на руки"]),
        ("з / п", "з/п висока", ["з/п"]),
    ],
)
def test_item_matches(item: str, text: str, found: list[str]) -> None:
    assert places(item, text) == found


def test_item_names_another_concept() -> None:
    assert places("# @COIN", "500 євро, 500 слів", COIN=["євро", "€"]) == ["500 євро"]


def test_sequence_stays_in_its_sentence() -> None:
    assert places("забрати паспорт", "Прийшли забрати. Паспорт лежав") == []


@pytest.mark.parametrize("item", ["~(", ".. паспорт", "паспорт?", "# @NONE", "з/п"])
def test_bad_item_is_refused(item: str) -> None:
    with pytest.raises(PackError):
        compile_lexicon({"X": [item, "не? знати"] if item == ".. паспорт" else [item]})


@pytest.mark.parametrize(("form", "number"), [("4,5", 4.5), ("22 000", 22000.0), ("1.200", 1200.0), ("слово", None)])
def test_numbers_are_read(form: str, number: float | None) -> None:
    assert as_number(form) == number


@pytest.mark.parametrize(
    "text", ["не " * 30_000, "а" * 100_000, "1" * 100_000, "(" * 100_000, "забрав ." * 20_000, "-" * 100_000]
)
def test_hostile_text_is_read_in_time(text: str) -> None:
    lexicon = compile_lexicon({"X": ["не .. забрати .. паспорт", "забра*", "~(?:а)+б", "#>=3"]})
    started = time.process_time()
    scan(text, lexicon)
    assert time.process_time() - started < 5
