import pytest

from extractors.entities.keys import organization_key, person_key, phrase_key, search_key, surname_key
from pipeline.document import EntityLabel


@pytest.mark.parametrize(
    ("forms", "language"),
    [
        (("Коваленко Олена Іванівна", "Олени Іванівни КОВАЛЕНКО", "Коваленко Олені Іванівні"), "uk"),
        (("Іванова Марія", "Іванової Марії", "Марією Івановою"), "uk"),
        (("Ковальський Юрій", "Ковальського Юрія", "Юрієм Ковальським"), "uk"),
        (("Мартинюк С. О.", "Мартинюка С.О.", "С.О. Мартинюком"), "uk"),
        (("Коломієць В. Ф.", "Коломійця В.Ф."), "uk"),
        (("Кравцова Мария Петровна", "Кравцовой Марии Петровны", "Марией Петровной Кравцовой"), "ru"),
        (("Достоевский И. П.", "Достоевского И.П.", "И. П. Достоевским"), "ru"),
        (("Сычёв", "Сычева", "Сычёвой"), "ru"),
        (("Олександр Петрович", "Олександра Петровича"), "uk"),
    ],
)
def test_forms_of_one_name_share_a_key(forms, language):
    assert len({person_key(form, language) for form in forms}) == 1


def test_surname_of_a_woman_and_a_man_share_a_key():
    assert surname_key("ивановой", "ru") == surname_key("иванов", "ru") == "иванов"
    assert surname_key("ковальська", "uk") == surname_key("ковальський", "uk")


def test_different_patronymics_keep_persons_apart():
    assert person_key("Коваль Олена Іванівна", "uk") != person_key("Коваль Олена Петрівна", "uk")


def test_given_name_takes_the_gender_of_its_patronymic():
    assert person_key("Олександра Петровича", "uk").startswith("олександр ")
    assert person_key("Олександра Петрівна", "uk").startswith("олександра ")


@pytest.mark.parametrize("text", ["ТОВ «Прометей»", "«Прометей»", "Прометей", "ТОВ Прометей"])
def test_organization_key_holds_neither_legal_form_nor_quotes(text):
    assert organization_key(text, "uk") == "прометей"


def test_words_of_a_phrase_are_brought_to_their_dictionary_form():
    assert phrase_key("районного суду", "uk") == "районний суд"
    assert phrase_key("районного суда", "ru") == "районный суд"


@pytest.mark.parametrize("label", [EntityLabel.PERSON, EntityLabel.ORGANIZATION, EntityLabel.LOCATION])
@pytest.mark.parametrize("text", ["ТОВ", "О.", "…", "Ł", "м."])
def test_key_is_never_empty(text, label):
    assert search_key(text, label, "uk")
