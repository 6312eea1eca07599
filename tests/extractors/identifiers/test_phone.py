import pytest

from extractors.identifiers import phone, phone_plans


@pytest.mark.parametrize(
    "marked",
    [
        "Тел. ⟦phone|067 123 45 67|+380671234567⟧, Оля",
        "Звоните ⟦phone|(067) 123-45-67|+380671234567⟧",
        "вайбер ⟦phone|067.123.45.67|+380671234567⟧",
        "⟦phone|+3 8 0 6 7 1 2 3 4 5 6 7|+380671234567⟧",
        "пиши ⟦phone|38 067 123 45 67|+380671234567⟧",
        "контакт ⟦phone|380671234567|+380671234567⟧",
        "Тел ⟦phone|8 067 123 45 67|+380671234567⟧",
        "звонить ⟦phone|8-10-380-67-123-45-67|+380671234567⟧",
        "номер ⟦phone|00380671234567|+380671234567⟧",
        "тел.⟦phone|067-123-45-67|+380671234567⟧Аня",
        "⟦phone|+38 (068) 114-07-55|+380681140755⟧ Роман",
        "відділ кадрів ⟦phone|+380 32 245 11 70|+380322451170⟧",
        "Запис: ⟦phone|0800 33 14 07|+380800331407⟧",
        "факс ⟦phone|(044) 390-55-12|+380443905512⟧",
        "бригада ⟦phone|0963312045|+380963312045⟧, ⟦phone|0684420917|+380684420917⟧ і ⟦phone|0507719043|+380507719043⟧",
        "кличте на ⟦phone|067 123\n45 67|+380671234567⟧",
    ],
)
def test_ukrainian_number_is_found_however_written(check, marked):
    check(marked, "phone")


@pytest.mark.parametrize(
    "marked",
    [
        "Звоните ⟦phone|О67 12З 45 67|+380671234567⟧",
        "дзвоніть ⟦phone|+38О67 123 45 67|+380671234567⟧",
        "тел ⟦phone|0️⃣6️⃣7️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣|+380671234567⟧ Аня",
        "⟦phone|０６７１２３４５６７|+380671234567⟧ дзвоніть",
        "Номер: ⟦phone|нуль шістдесят сім, сто двадцять три, сорок п'ять, шістдесят сім|+380671234567⟧.",
        "звони ⟦phone|ноль девяносто пять триста десять шестьдесят шесть сорок два|+380953106642⟧",
        "набери ⟦phone|восемь девятьсот шестнадцать двести четыре пятьдесят восемь тридцать один|+79162045831⟧",
        "⟦phone|0 6 7 1 2 3 4 5 6 7|+380671234567⟧ Іра",
        "⟦phone|0-6-7-1-2-3-4-5-6-7|+380671234567⟧ Ира",
    ],
)
def test_disguised_number_is_found_with_its_whole_span(check, marked):
    check(marked, "phone")


@pytest.mark.parametrize(
    "marked",
    [
        "Пишите ⟦phone|8 (916) 204-58-31|+79162045831⟧",
        "тел. ⟦phone|8(916)2045831|+79162045831⟧",
        "⟦phone|+7 (495) 128-66-03|+74951286603⟧",
        "звонить ⟦phone|8 701 442 90 18|+77014429018⟧",
        "Телефон ⟦phone|+48 571 220 914|+48571220914⟧",
        "робота в Польщі, тел. ⟦phone|512 345 678|+48512345678⟧",
        "Работа в Кишинёве, звоните ⟦phone|069 123 456|+37369123456⟧",
        "Стамбул, тел: ⟦phone|0532 418 77 03|+905324187703⟧",
        "Берлин, телефон ⟦phone|0151 23456789|+4915123456789⟧",
        "Прага, тел. ⟦phone|773 219 481|+420773219481⟧",
        "Мілан, телефон ⟦phone|351 778 9042|+393517789042⟧",
        "Минск, звоните ⟦phone|8 029 314 08 22|+375293140822⟧",
        "WhatsApp ⟦phone|+90 532 418 77 03|+905324187703⟧",
    ],
)
def test_foreign_number_follows_the_country_the_text_names(check, marked):
    check(marked, "phone")


@pytest.mark.parametrize(
    "marked",
    [
        "⟦phone|wa.me/380671234567|+380671234567⟧",
        "⟦phone|https://wa.me/48512345678?text=hi|+48512345678⟧",
        "⟦phone|viber://chat?number=%2B380671234567|+380671234567⟧",
    ],
)
def test_messenger_link_is_a_phone(check, marked):
    check(marked, "phone", "url", "handle")


@pytest.mark.parametrize(
    "marked",
    [
        "Телефонуйте ⟦phone|102|102⟧ або ⟦phone|116 123|116123⟧",
        "позвоните ⟦phone|112|112⟧",
        "гаряча лінія ⟦phone|527|527⟧",
        "Тел. ред.: ⟦phone|2-13-88|21388⟧",
    ],
)
def test_short_and_local_number_needs_a_word_for_calling(check, marked):
    check(marked, "phone")


@pytest.mark.parametrize(
    "text",
    [
        "12.03.2024 о 14:05 прибув, 05.03.2024 12 осіб",
        "Упродовж 05–06.08.2022 патрульні виявили",
        "ціна 1500 2000 3000 4000 грн",
        "оплата 1500-2000 евро, 30-40к, график 2/2, 24/7",
        "Вік 18-35, ріст 170-175, вага 50-60",
        "з 2019-2023 рр. працював 8 916 разів",
        "сума 12 500 000 грн, 102 гривні, 112 днів",
        "звоните на номер +380 67 ХХХ ХХ ХХ",
        "0000000000",
        "мала шість сестер, сім братів і сорок вісім кіз",
        "ноль шансов, девяносто пять процентов, сто рублей",
        "ID0671234567X",
    ],
)
def test_other_numbers_are_no_phone(check, text):
    check(text, "phone")


def test_every_reading_is_kept_as_alternative(find):
    (entity,) = find("Прага, тел. 773 219 481")
    assert entity.value == "+420773219481"
    assert "+380773219481" in [a.value for a in entity.alternatives]


def test_ukrainian_mobile_codes_agree_with_phonenumbers():
    import phonenumbers

    for code in range(30, 100):
        number = phonenumbers.parse(f"+380{code}1234567", None)
        is_mobile = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
        assert (phone_plans.UA_MOBILE.fullmatch(f"{code}1234567") is not None) == is_mobile, code


def test_finder_gives_offsets_in_its_text():
    text = "тел 067 123 45 67 і +48 571 220 914"
    assert [text[e.start : e.end] for e in phone.find(text)] == ["067 123 45 67", "+48 571 220 914"]
