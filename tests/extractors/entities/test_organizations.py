import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.entities.candidates import settle
from extractors.entities.organizations import find_organizations


def organizations(text):
    return settle(find_organizations(text))


@pytest.mark.parametrize(
    "marked",
    [
        "директор ⟦ТОВ «Кадри Плюс»⟧ (код",
        "⟦ТОВ торгова фірма «Мрія»⟧ уклало",
        "працював у ⟦ФОП Заруби⟧ два роки",
        "⟦ФОП Мірошник О. П.⟧, Суми",
        "⟦ПП «Юг»⟧ та ⟦ГО «Разом до дому»⟧",
        "⟦товариство з обмеженою відповідальністю «Світанок»⟧",
        "⟦Благодійний фонд «Крила»⟧ допоміг",
        "⟦ПП Юг Сервіс⟧ не платило",
        "агенція ⟦Work Force GmbH⟧ обіцяла",
        "агенція «⟦Ваш Шлях⟧» обіцяла роботу",
        "контракт із ⟦Fresh Berry Sp. z o.o.⟧, Люблін",
    ],
)
def test_ukrainian_and_foreign_firm_is_found_by_form(check, marked):
    check(organizations, marked)


@pytest.mark.parametrize(
    "marked",
    [
        'директор ⟦ООО "Заря"⟧ и',
        "⟦ИП Громов⟧ принял паспорта",
        "уволился из ⟦ООО Ромашка⟧ весной",
        "⟦общество с ограниченной ответственностью «Северный ветер»⟧",
        "⟦благотворительный фонд «Дом»⟧",
        "⟦индивидуальный предприниматель Громов А. А.⟧",
        "завод ⟦АО «Углемаш»⟧",
        'работал в клинике "⟦Надежда⟧" месяц',
        "фирма ⟦Best Jobs B.V.⟧ из Гааги",
    ],
)
def test_russian_firm_is_found_by_form(check, marked):
    check(organizations, marked)


@pytest.mark.parametrize(
    "text",
    [
        "ТОВ зареєстровано у 2019 році",
        "на пп. 3 договору",
        "вони сказали «Добрий день»",
        "ООО и ИП платят налог",
        "SA and LLC",
        "агенція сказала: «Добре, чекайте»",
        "в клубе «все свои»",
        "АТ та ДП",
    ],
)
def test_form_without_a_brand_is_no_organization(text):
    assert organizations(text) == []


@given(st.text(alphabet='ТОВПФ «»"Мрія LLC.\n', max_size=60), st.integers(0, 5))
def test_spans_lie_inside_and_move_with_the_text(text, blanks):
    spans = [(c.start, c.end) for c in find_organizations(text)]
    assert all(0 <= s < e <= len(text) for s, e in spans)
    moved = [(c.start, c.end) for c in find_organizations(" " * blanks + text)]
    assert moved == [(s + blanks, e + blanks) for s, e in spans]


@pytest.mark.parametrize("piece", ["ТОВ ", "ТОВ а ", "ТОВ «", "A", "A ", "Aa, ", "ФОП А. ", "«", '"', "фізична особа "])
def test_no_pattern_is_slow_on_repeated_input(piece):
    started = time.perf_counter()
    list(find_organizations(piece * (100_000 // len(piece))))
    assert time.perf_counter() - started < 10
