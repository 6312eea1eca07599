import pytest

from extractors.identifiers.national_id import snils_holds, unzr_check
from pipeline.document import Validation


@pytest.mark.parametrize(
    "marked",
    [
        "УНЗР ⟦national_id|19800323-04482|19800323-04482⟧",
        "СНИЛС ⟦national_id|112-233-445 95|112-233-445 95⟧",
        "PESEL ⟦national_id|44051401359⟧",
        "ИИН ⟦national_id|850412301234⟧",
        "паспорт, IDNP ⟦national_id|2004012345678⟧",
        "ПИНФЛ ⟦national_id|31205901234567⟧",
    ],
)
def test_number_beside_its_word_is_found(check, marked):
    check(marked, "national_id")


def test_wrong_check_is_kept_beside_its_word(check):
    assert check("СНИЛС ⟦national_id|112-233-445 96⟧", "national_id")[0].validation is Validation.INVALID
    assert check("УНЗР ⟦national_id|19801323-04482⟧", "national_id")[0].validation is Validation.INVALID


@pytest.mark.parametrize("text", ["виплати 44051401359 грн", "112-233-445", "PESEL 4405140135"])
def test_near_miss_is_no_national_id(check, text):
    check(text, "national_id")


def test_checks_follow_their_standards():
    assert unzr_check("L898902C3".translate(str.maketrans("LC", "00"))) is not None
    assert unzr_check("740812") == "2"
    assert snils_holds("11223344595") and not snils_holds("11223344594")
