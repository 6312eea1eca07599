import pytest

from extractors.entities.roles import role_of


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Потерпіла Коваленко пояснила", "Коваленко", "victim"),
        ("Потерпевшая Кравцова пояснила", "Кравцова", "victim"),
        ("підозрюваний гр. Мельник О. П. вивіз", "Мельник О. П.", "suspect"),
        ("обвиняемого Громова И. И. осудили", "Громова И. И.", "suspect"),
        ("допитано свідка Гнатюк Дарину", "Гнатюк Дарину", "witness"),
        ("свидетель Ларина сообщила", "Ларина", "witness"),
        ("законного представника Сороки", "Сороки", "representative"),
        ("слідчий СВ Панасюк", "Панасюк", "officer"),
        ("судья Чернов", "Чернов", "officer"),
        ("слідчий СВ Сумського РУП лейтенант поліції Панасюк", "Панасюк", "officer"),
        ("вербувальниця Марго обіцяла", "Марго", "recruiter"),
        ("Коваленко О. П. (потерпіла) заявила", "Коваленко О. П.", "victim"),
        ("директор Заруба", "Заруба", "owner"),
        ("директор ТОВ «Мрія Плюс» Савчук В.", "Савчук В.", "owner"),
    ],
)
def test_role_is_read_from_the_words_beside_the_name(text, name, role):
    start = text.index(name)
    assert role_of(text, start, start + len(name)) == role


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Свідок пішов. Коваленко приїхав", "Коваленко"),
        ("слідчий СВ Сумського РУП Панасюк допитав Гнатюк Олену", "Гнатюк Олену"),
        ("свидетель Пашков пояснил, что Громова ушла", "Громова"),
        ("Оксана живе в селі", "Оксана"),
        ("потерпілу допитали, після чого прибув до відділу Мельник", "Мельник"),
    ],
)
def test_role_of_another_sentence_or_clause_is_not_taken(text, name):
    start = text.index(name)
    assert role_of(text, start, start + len(name)) is None
