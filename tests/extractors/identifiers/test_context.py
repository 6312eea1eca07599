import pytest

from extractors.identifiers.context import nearness, weights_of
from pipeline.document import EntityLabel


@pytest.mark.parametrize(
    ("word", "label"),
    [
        ("тел", EntityLabel.PHONE),
        ("Зателефонуйте", EntityLabel.PHONE),
        ("позвоните", EntityLabel.PHONE),
        ("РНОКПП", EntityLabel.TAX_ID),
        ("ИНН", EntityLabel.COMPANY_ID),
        ("д.н.з", EntityLabel.VEHICLE_PLATE),
        ("кошелёк", EntityLabel.CRYPTO_WALLET),
        ("гаманець", EntityLabel.CRYPTO_WALLET),
        ("уголовного", EntityLabel.PROCEEDING_NUMBER),
    ],
)
def test_word_speaks_for_its_label_in_both_languages(word, label):
    assert label in dict(weights_of(word))


def test_nearer_word_speaks_louder():
    near, far = "тел. 5", "тел. Марії Іванівни з третього поверху 5"
    assert nearness(near, 5, 6)[EntityLabel.PHONE] > nearness(far, len(far) - 1, len(far))[EntityLabel.PHONE]


def test_plain_words_speak_for_nothing():
    assert nearness("прийшла вранці 5 жінок", 15, 16) == {}
