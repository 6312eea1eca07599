import pytest

from pipeline.document import Validation

C = "UA213996220000026007233566001"


@pytest.mark.parametrize(
    "marked",
    [
        f"IBAN ⟦iban|{C}|{C}⟧, отримувач",
        f"на счёт ⟦iban|UA21 3996 2200 0002 6007 2335 6600 1|{C}⟧",
        f"рахунок ⟦iban|UА213996220000026007233566001|{C}⟧ (Cyrillic А)",
        "konto ⟦iban|PL61109010140000071219812874⟧",
        "IBAN ⟦iban|DE89 3704 0044 0532 0130 00⟧",
    ],
)
def test_valid_number_is_found(check, marked):
    assert [e.validation for e in check(marked, "iban")] == [Validation.CHECKSUM_OK]


@pytest.mark.parametrize(
    "marked", ["IBAN ⟦iban|UA913052992990004149123456789⟧", "сплатив на ⟦iban|UA363052990000026204712345678⟧"]
)
def test_wrong_check_is_kept_as_invalid(check, marked):
    assert [e.validation for e in check(marked, "iban")] == [Validation.INVALID]


@pytest.mark.parametrize("text", ["UA71020130000086047", "UA12", "код AB12CD34", "UA00000000000000000000000000"])
def test_near_miss_is_no_iban(check, text):
    check(text, "iban")
