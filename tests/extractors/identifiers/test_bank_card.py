import pytest

from pipeline.document import Validation


@pytest.mark.parametrize(
    "marked",
    [
        "на картку ⟦bank_card|4111 1111 1111 1111|4111111111111111⟧",
        "скинь на карту ⟦bank_card|5555555555554444|5555555555554444⟧",
        "реквізити ⟦bank_card|4111-1111-1111-1111|4111111111111111⟧",
    ],
)
def test_card_with_luhn_check_is_found(check, marked):
    assert check(marked, "bank_card")[0].validation is Validation.CHECKSUM_OK


def test_wrong_check_is_kept_beside_the_word_alone(check):
    assert check("переказала на ⟦bank_card|4149 4993 2087 1156⟧", "bank_card")[0].validation is Validation.INVALID
    assert check("перевёл на карту ⟦bank_card|4149499320871156⟧", "bank_card")[0].validation is Validation.INVALID
    check("артикул 4149499320871156", "bank_card")


@pytest.mark.parametrize(
    "marked",
    [
        "картка ⟦bank_card|4149 **** **** 1234|4149********1234⟧",
        "Kartka ⟦bank_card|5375 41** **** 0062|537541******0062⟧",
        "карта ⟦bank_card|*1234|*1234⟧",
    ],
)
def test_masked_card_is_partial(check, marked):
    check(marked, "bank_card")


def test_list_of_cards_is_found_whole(check):
    check("картки ⟦bank_card|4441 1144 0023 7718⟧ і ⟦bank_card|5168 7554 1200 9036⟧", "bank_card")


@pytest.mark.parametrize(
    "text", ["карта 1234567890123", "0000 0000 0000 0000 карта", "картка 12 500", "**1234", "2*2*1500 грн"]
)
def test_near_miss_is_no_card(check, text):
    check(text, "bank_card")
