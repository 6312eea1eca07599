import pytest

from extractors.entities.place_names import skeleton, stem


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Вінниця", "Винница"),
        ("Кам'янське", "Камянське"),
        ("Kherson", "Херсон"),
        ("Ірпінь", "Ирпинь"),
        ("Одеса", "Одесса"),
    ],
)
def test_spellings_of_one_name_share_a_skeleton(first, second):
    assert skeleton(first) == skeleton(second)


@pytest.mark.parametrize(
    "forms",
    [
        ("Липівка", "Липівці", "Липовка", "Липовке"),
        ("Київ", "Києва", "Києві", "Киев", "Киеве"),
        ("Харків", "Харкова", "Харьков", "Харькове"),
        ("Біла Церква", "Білої Церкви", "Білій Церкві"),
        ("Суми", "Сумах", "Сумы"),
    ],
)
def test_forms_of_one_name_share_a_stem(forms):
    assert len({stem(form) for form in forms}) == 1


def test_empty_and_strange_names_have_a_stem_too():
    assert stem("") == ""
    assert stem("…") == ""
