"""Ukrainian and Russian in Latin letters, and what only looks so."""

import pytest

from pipeline.stages.repairs.transliteration import repair_transliteration, spelt, transliterated

TRANSLITERATED = """
uk | robota za kordonom, pyshit u telegram
uk | Potribni divchata dlya roboty v Polschi, zarplata vysoka
uk | Shukaiemo pratsivnykiv na sklad, zhytlo nadaiemo bezkoshtovno
uk | Mamo, ja vzhe doma, pasport viddaly, ne hvylyujsja
ru | rabota v evrope bez opyta, devushki ot 18 let
ru | Trebuyutsya gruzchiki na sklad, oplata kazhduyu nedelyu
ru | Papa, u menya zabrali telefon i dokumenty, pozvoni v policiju
ru | ya ne znau kuda nas vezut, voditel molchit
""".strip().splitlines()

OTHER = [
    "Women wanted for work in Poland, good salary and free housing",
    "To do a good job on time, call me or text on Viber",
    "Poszukujemy kobiet do pracy w Polsce, dobre zarobki",
    "Praca dla kobiet w Warszawie, mieszkanie za darmo, kontakt telefoniczny",
    "Wir suchen Frauen zum Arbeiten in Deutschland, gute Bezahlung",
    "Nabizime praci pro zeny v Praze, ubytovani zdarma, dobry plat",
    "Traim posao u inostranstvu, smestaj besplatan i dobra plata",
    "Cautam femei pentru munca in strainatate, salariu bun",
    "OK Google, Instagram, TikTok, Facebook",
    "SELECT name FROM person WHERE id = 5",
    "UA213052990000026007845612309 AA1234BB ivan@example.com",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit",
    "",
]


@pytest.mark.parametrize("case", TRANSLITERATED)
def test_transliteration_is_told_with_its_language(case: str) -> None:
    language, text = case.split(" | ")
    assert transliterated(text) == language


@pytest.mark.parametrize("text", OTHER)
def test_other_languages_are_not_taken_for_it(text: str) -> None:
    assert transliterated(text) is None
    assert list(repair_transliteration(text)) == []


@pytest.mark.parametrize(
    ("form", "language", "word"),
    [
        ("robota", "uk", "робота"),
        ("pyshit", "uk", "пишіть"),
        ("zhinky", "uk", "жінки"),
        ("devushki", "ru", "девушки"),
        ("rabotat", "ru", "работать"),
        ("4elovek", "ru", "человек"),
        ("xorowo", "ru", "хорошо"),
        ("strength", "uk", None),
    ],
)
def test_a_spelling_stands_for_a_dictionary_word(form: str, language: str, word: str | None) -> None:
    assert spelt(form, language) == word


def test_addresses_inside_a_paragraph_stay() -> None:
    text = "rabota v evrope, pishite na rabota@example.com ili t.me/rabota_pl"
    assert not [edit for edit in repair_transliteration(text) if "@" in text[edit.start : edit.end] or edit.start > 55]


def test_only_the_transliterated_paragraph_changes() -> None:
    text = "Women wanted for work in Poland.\n\nrabota v evrope bez opyta, devushki ot 18 let"
    assert min(edit.start for edit in repair_transliteration(text)) == text.index("rabota")
