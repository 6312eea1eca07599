"""Places get the roles of a journey where the text tells one."""

import re

import pytest

from extractors.values import with_route_roles
from pipeline.document import Entity, EntityLabel


def roles(marked: str) -> list[str | None]:
    """The roles of the places in [brackets]."""
    places = [
        Entity(start=m.start() - 2 * n, end=m.end() - 2 * n - 2, label=EntityLabel.LOCATION, source="names.test@1")
        for n, m in enumerate(re.finditer(r"\[[^\]]+\]", marked))
    ]
    return [entity.role for entity in with_route_roles(re.sub(r"[\[\]]", "", marked), places)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Їхали автобусом з [Одеси] через [Краків] до [Берліна].", ["from", "via", "to"]),
        ("Её вывезли из [Харькова] в [Турцию] через [Одессу]", ["from", "to", "via"]),
        ("Рейс [Київ] – [Львів] – [Варшава] щодня", ["from", "via", "to"]),
        ("Билеты [Алматы]-[Дубай] купили", ["from", "to"]),
        ("[Днепр] → [Москва], места есть", ["from", "to"]),
        ("Перетнула кордон через ПП «[Шегині]»", ["via"]),
        ("виїзд з аеропорту [Бориспіль]", ["from"]),
        ("привіз до м. [Стамбул]", ["to"]),
        ("Потерпіла родом з [Одеси], живе в [Києві].", [None, None]),
        ("Работает в [Варшаве] на заводе", [None]),
        ("Родилась в [Туле]. Уехала поездом.", [None]),
    ],
)
def test_role_of_a_place(text: str, expected: list[str | None]) -> None:
    assert roles(text) == expected


def test_other_entities_and_set_roles_stay() -> None:
    text = "Поїхала до Києва"
    person = Entity(start=0, end=7, label=EntityLabel.PERSON, source="names.test@1")
    place = Entity(start=11, end=16, label=EntityLabel.LOCATION, source="names.test@1", role="via")
    assert with_route_roles(text, [person, place]) == [person, place]
