from collections.abc import Callable

import pytest

from pipeline.document import Indicator

RULES = """
concepts:
  TAKE: {uk: [забрати, забирати, відібрати, відбирати], ru: [забрать, забирать, отобрать, отбирать]}
  PAPER: {uk: [паспорт, документ], ru: [паспорт, документ]}
  GIVE: {uk: [повернути, повертати], ru: [вернуть, возвращать]}
indicators:
  church_theft:
    why: {uk: Так., en: So.}
    rules:
      taken: {all: [TAKE, PAPER], score: 0.7}
      kept: {all: [PAPER, not GIVE], score: 0.8}
"""


@pytest.fixture
def polarity(find_with: Callable[[str], Callable[..., list[Indicator]]]) -> Callable[..., str]:
    find = find_with(RULES)

    def read(text: str, kind: str = "case_file") -> str:
        (found,) = find(text, kind)
        return str(found.polarity)

    return read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Хазяїн забрав паспорт.", "asserted"),
        ("Хозяин забрал паспорт.", "asserted"),
        ("Паспорт ніхто не забирав.", "denied"),
        ("Паспорта никто не отбирал.", "denied"),
        ("Паспорти не повернули.", "asserted"),
        ("Документы так и не вернули.", "asserted"),
        ("Господар не платив, паспорт забрав одразу.", "asserted"),
        ("Хозяин не платил, паспорт забрал сразу.", "asserted"),
        ("Підозрюваний заперечує, що забирав паспорти.", "denied"),
        ("Подозреваемый отрицает, что забирал паспорта.", "denied"),
        ("Якщо забере паспорт, телефонуй мені.", "conditional"),
        ("Если заберёт паспорт, звони мне.", "conditional"),
        ("За словами сусідки, паспорт у неї забрали.", "reported"),
        ("Со слов соседки, паспорт у неё забрали.", "reported"),
        ("Сестра розповіла, що паспорт забрали в перший день.", "reported"),
        ("Сестра рассказала, что паспорт забрали в первый день.", "reported"),
        ("Якобы забрали паспорт.", "reported"),
        ("Потерпіла пояснила, що паспорт у неї забрали.", "asserted"),
        ("Потерпевшая пояснила, что паспорт у неё забрали.", "asserted"),
        ("Чи забирали у вас паспорт? Ні, він був удома.", "denied"),
        ("Отбирали ли у вас паспорт? Нет, не отбирали.", "denied"),
        ("Чи забирали паспорт? Так, одразу.", "asserted"),
        ("Отбирали паспорт? Сразу, на вокзале.", "asserted"),
        ("Даних про те, що забирали паспорти, не здобуто.", "denied"),
        ("Доказательств того, что отбирали паспорта, не добыто.", "denied"),
        ("«Вербування, переміщення, переховування, передача людини», хто забирає паспорт.", "quoted"),
        ("Купля-продажа человека, иные сделки: вербовка, перевозка, передача, кто отбирает паспорт.", "quoted"),
        ("Планував забрати паспорти після приїзду.", "planned"),
        ("Планировал забрать паспорта после приезда.", "planned"),
    ],
)
def test_polarity_of_a_case_file(polarity: Callable[..., str], text: str, expected: str) -> None:
    assert polarity(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Пам'ятка для тих, хто їде на заробітки. Ознака біди: роботодавець забирає паспорт.",
        "Памятка для выезжающих. Признак беды: работодатель забирает паспорт.",
        "Стаття 149 передбачає покарання, витяг: особа, яка забирає документи.",
        "Статья 127.2 предусматривает наказание: тот, кто забирает документы.",
        "Тренінг для вчителів. Вправа: роботодавець забрав паспорт, що робити?",
        "Дайджест новостей: в области задержан хозяин, который забирал паспорта.",
    ],
)
def test_leaflet_law_training_and_news_are_quoted(polarity: Callable[..., str], text: str) -> None:
    assert polarity(text, "other") == "quoted"


@pytest.mark.parametrize(
    "text", ["Паспорт забираємо при посадці, якщо згодні.", "Паспорт забираем при посадке, если согласны."]
)
def test_advert_is_taken_at_its_word(polarity: Callable[..., str], text: str) -> None:
    assert polarity(text, "ad") == "asserted"


def test_advert_may_deny(polarity: Callable[..., str]) -> None:
    assert polarity("Документи не забираємо!", "ad") == "denied"
