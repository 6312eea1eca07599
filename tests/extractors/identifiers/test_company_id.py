import pytest

from pipeline.document import Validation


@pytest.mark.parametrize(
    "marked",
    [
        "ТОВ «Ромашка» (ЄДРПОУ ⟦company_id|14360570⟧)",
        "ТОВ «Ромашка», код ⟦company_id|14360570⟧",
        "ООО «Лютик» ИНН ⟦company_id|7707083893⟧",
        "фонд (ОГРН ⟦company_id|1027700132195⟧)",
        "Sp. z o.o., NIP ⟦company_id|526-025-09-95|5260250995⟧",
        "ООО «Лютик», ИНН/КПП ⟦company_id|7707083893⟧",
    ],
)
def test_number_of_a_firm_is_found(check, marked):
    assert check(marked, "company_id")[0].validation is Validation.CHECKSUM_OK


@pytest.mark.parametrize(
    "marked",
    ["ЄДРПОУ ⟦company_id|41205539⟧", "ОГРН ⟦company_id|1157017004419⟧", "ТОВ «Вектор» (⟦company_id|43120987⟧)"],
)
def test_wrong_check_is_kept_beside_its_word(check, marked):
    assert check(marked, "company_id")[0].validation is Validation.INVALID


@pytest.mark.parametrize(
    "marked", ["Green Hands BV, KvK ⟦company_id|73482190⟧", "Договор подряда, УНП ⟦company_id|291554870⟧"]
)
def test_other_registers_go_by_their_word(check, marked):
    check(marked, "company_id")


@pytest.mark.parametrize("text", ["ЄДРПОУ 00000000", "приїхало 14360570 осіб", "20240315", "код 1234"])
def test_near_miss_is_no_company(check, text):
    check(text, "company_id")
