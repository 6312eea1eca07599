import pytest

from pipeline.document import EntityLabel, Validation


@pytest.mark.parametrize(
    "marked",
    [
        "РНОКПП ⟦tax_id|3184710691⟧",
        "ИНН ⟦tax_id|500100732259⟧",
        "ІПН: ⟦tax_id|3184710691⟧, проживає",
        "код платника податків ⟦tax_id|3184710691⟧",
    ],
)
def test_number_after_its_word_is_found(check, marked):
    assert check(marked, "tax_id")[0].validation is Validation.CHECKSUM_OK


@pytest.mark.parametrize(
    "marked", ["РНОКПП ⟦tax_id|3158020471⟧", "ідентифікаційний код ⟦tax_id|2894517334⟧", "ИНН ⟦tax_id|772984016531⟧"]
)
def test_wrong_check_is_kept_after_its_word(check, marked):
    assert check(marked, "tax_id")[0].validation is Validation.INVALID


def test_the_word_decides_between_phone_and_tax_id(find):
    (phone,) = find("дзвоніть 0671234567")
    (tax,) = find("РНОКПП 0671234567")
    assert phone.label is EntityLabel.PHONE
    assert tax.label is EntityLabel.TAX_ID
    assert EntityLabel.PHONE in {a.label for a in tax.alternatives}


@pytest.mark.parametrize(
    "text", ["РНОКПП 0000000000", "замовлень 3184710691 штук", "РНОКПП 31847106910", "РНОКПП 318471069"]
)
def test_near_miss_is_no_tax_id(check, text):
    check(text, "tax_id")
