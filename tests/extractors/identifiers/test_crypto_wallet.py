import pytest

from extractors.identifiers.bech32 import is_valid_segwit
from pipeline.document import Validation

VALID = (
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    "bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
    "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N",
)


@pytest.mark.parametrize("address", VALID)
@pytest.mark.parametrize("before", ["гаманець ", "кошелёк ", "просто "])
def test_checked_address_needs_no_word(check, address, before):
    (entity,) = check(f"{before}⟦crypto_wallet|{address}|{address}⟧.", "crypto_wallet")
    assert entity.validation is Validation.CHECKSUM_OK


def test_lower_case_ethereum_address_has_no_check(check):
    (entity,) = check("⟦crypto_wallet|0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed⟧", "crypto_wallet")
    assert entity.validation is Validation.FORMAT_OK


@pytest.mark.parametrize(
    "marked",
    [
        "USDT на гаманець ⟦crypto_wallet|TQ3kZr8mNf5uWcBx1LgVhY7sDpEe2aJ9Rt⟧",
        "кошелёк ⟦crypto_wallet|0x7aF3c91De40B88f2E6519CcA0d3b7E81f24A905c⟧",
    ],
)
def test_wrong_check_is_kept_as_invalid(check, marked):
    assert check(marked, "crypto_wallet")[0].validation is Validation.INVALID


@pytest.mark.parametrize("text", ["0x1234", "0x" + "0" * 40, "bc1qshort", "T" * 34, "1" * 34, "гаманець TestTestTest"])
def test_near_miss_is_no_wallet(check, text):
    check(text, "crypto_wallet")


def test_taproot_needs_bech32m():
    assert is_valid_segwit(VALID[3])
    assert not is_valid_segwit(VALID[3][:-1] + "q")
    assert not is_valid_segwit("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5")
