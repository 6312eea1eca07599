"""Dates of both languages, cut to the precision known; impossible ones are none."""

import pytest

from extractors.values import date, relative_date


def read(text: str) -> list[tuple[str, str]]:
    """(written, value) of every date."""
    return [(text[e.start : e.end], str(e.value)) for e in date.find(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("17.10.2023", "2023-10-17"),
        ("17/10/23", "2023-10-17"),
        ("17-10-2023", "2023-10-17"),
        ("2023-10-17", "2023-10-17"),
        ("2023-10-17T14:25:00Z", "2023-10-17T14:25"),
        ("17.10.2023р.", "2023-10-17"),
        ("12.IV.2023", "2023-04-12"),
        ("12 XI 2023", "2023-11-12"),
        ("01.2019", "2019-01"),
        ("1-5.06.2024", "2024-06-01/2024-06-05"),
        ("з 6.06 їдемо", "--06-06"),
        ("17 жовтня 2023 року", "2023-10-17"),
        ("12 марта 2022 г.", "2022-03-12"),
        ("12-го травня", "--05-12"),
        ("12-го мая", "--05-12"),
        ("двадцять третього березня", "--03-23"),
        ("двадцать третьего марта", "--03-23"),
        ("5 груд. 2022", "2022-12-05"),
        ("5 дек. 2022", "2022-12-05"),
        ("у травні 2024 р. поїхала", "2024-05"),
        ("в мае 2024 г. уехала", "2024-05"),
        ("2019 року", "2019"),
        ("2019 год", "2019"),
        ("в 2014-м позвали", "2014"),
        ("влітку 2021", "2021"),
        ("осенью 2017 года", "2017"),
        ("2012–2013 роках", "2012/2013"),
        ("10–14 октября", "--10-10/--10-14"),
        ("з березня по жовтень 2024 року", "2024-03/2024-10"),
        ("с июня по сентябрь 2014 года", "2014-06/2014-09"),
        ("повернулась у лютому", "--02"),
        ("вернулась в феврале", "--02"),
        ("29.02.2024", "2024-02-29"),
    ],
)
def test_date_is_cut_to_the_precision_known(text: str, value: str) -> None:
    assert [found[1] for found in read(text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "31.02.2023",
        "30 лютого",
        "29.02.2023",
        "17.13.2023",
        "10.0.0.1",
        "тел. 2-13-88",
        "067.123.45.67",
        "від 1950 грн",
        "по 2000 рублей",
        "маю роботу",
        "Августа Петрівна прийшла",
        "лютий мороз",
        "ст. 301-1",
        "о 14:25",
        "4,2 євро",
        "справа № 369/12025/15-к",
        "у 2000 метрах від села",
    ],
)
def test_other_figures_and_impossible_dates_are_no_dates(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Іваненко, 1998 р.н.", "1998"),
        ("Иваненко, 1998 г.р.", "1998"),
        ("15.05.1986 р.н.", "15.05.1986"),
        ("17.10.1990 року народження", "17.10.1990"),
        ("1955 года рождения", "1955"),
        ("Народилася 11 березня 1987", "11 березня 1987"),
        ("Родилась 11 марта 1987", "11 марта 1987"),
    ],
)
def test_birth_words_make_a_birth_date(text: str, written: str) -> None:
    (entity,) = date.find(text)
    assert (text[entity.start : entity.end], entity.role) == (written, "birth")


def test_first_day_takes_the_year_of_the_second() -> None:
    assert [value for _, value in read("з 5 травня по 10 червня 2023 року")] == ["2023-05-05", "2023-06-10"]


def test_days_of_a_list_are_dates_of_their_own() -> None:
    assert read("3, 7 и 12 апреля") == [("3", "--04-03"), ("7", "--04-07"), ("12 апреля", "--04-12")]


@pytest.mark.parametrize(
    "text", ["вчора", "минулого тижня", "три дні тому", "на прошлой неделе", "вчера", "два года назад"]
)
def test_relative_date_has_no_value_and_is_found_only_on_request(text: str) -> None:
    assert read(text) == []
    assert [entity.value for entity in relative_date.find(text)] == [None]
