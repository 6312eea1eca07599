"""Rules of the transfer stage: what they find in words of their own, and the near misses that stay silent."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.identifiers import identifiers_stage
from extractors.indicators import IndicatorFinder, rules_of
from pipeline.document import Document, Indicator, Kind, Polarity, Source
from pipeline.packs import load_pack
from pipeline.stages.repair import repair_stage

PACK = load_pack(Path(__file__).parents[2] / "extractors" / "packs" / "trafficking")
FINDER = IndicatorFinder(PACK, rules_of(PACK))


def read(text: str, kind: str = "case_file") -> Document:
    """The document after repair and identifiers, its kind as given."""
    document = Document(id="0" * 64, source=Source(path="a.txt", media_type="text/plain"), text=text, kind=Kind(kind))
    (found,) = identifiers_stage().run(repair_stage().run([document]))
    return replace(found, kind=Kind(kind))


def find(text: str, kind: str = "case_file") -> list[Indicator]:
    """The indicators of a text."""
    return FINDER.find(read(text, kind))


def fired_by(text: str, kind: str) -> set[str]:
    """Every rule that fires in a text, before overlapping hits are joined."""
    document = read(text, kind)
    assert document.working is not None
    return {hit.rule.id for hit in FINDER.engine.hits(FINDER.scan(document, document.working), document.kind)}


def cases(texts: dict[str, list[str]]) -> list[tuple[str, str, str]]:
    """Indicator, kind and text of each case; a text may begin with "ad: " or "other: ", else it is a case file."""
    found = []
    for indicator, lines in texts.items():
        for line in lines:
            kind, mark, text = line.partition(": ")
            known = mark and kind in ("ad", "other")
            found.append((indicator, kind, text) if known else (indicator, "case_file", line))
    return found


HITS = cases(
    {
        "irregular_status_work": [
            "ad: Віза не потрібна, заїжджаєте по біометрії, працюєте на складі.",
            "ad: Едем по турвизе, работа на стройке, оформление потом.",
            "Їхала як туристка, а працювала на кухні ресторану.",
            "По паспорту туристка, а работала на ферме.",
            "Дозвіл на роботу обіцяли зробити пізніше, так і працювали на фермі.",
            "Разрешения на работу не было, трудились на стройке.",
            "Строк перебування давно сплив, а робота тривала.",
            "Виза закончилась, хозяин продлевать не стал.",
            "Під час перевірки ховали в лісі від поліції, бо працювали без дозволу.",
            "Оформили на підставну фірму, робота в іншого фермера.",
            "Работал нелегально на стройке.",
            "Мыла посуду без патента.",
        ],
        "transport_accompaniment": [
            "ad: На вокзалі в Кракові вас зустріне наш координатор і відвезе на місце.",
            "ad: Встретим в аэропорту Стамбула, дальше на машине.",
            "Водій мікроавтобуса забрав жінок і повіз через кордон до Чехії.",
            "Мужчина вывез девушек на микроавтобусе в Молдову.",
            "Квитки купила вербувальниця і тримала їх у себе всю дорогу, жінок було троє.",
            "Сопровождала троих женщин до пункта пропуска.",
            "Ніхто їх не супроводжував, їхали самі.",
            "По дороге дважды пересадили в другую машину на границе.",
            "Їх супроводжував чоловік на авто.",
        ],
        "forged_documents_illegal_crossing": [
            "Зробили підроблену довідку про навчання.",
            "В паспорте переклеили фотографию.",
            "Перетнула кордон за чужим паспортом на інше прізвище.",
            "Ехала по паспорту сестры, по документам ей 22 года, дату рождения изменили.",
            "Змінили дату народження в паспорті, ім'я теж інше, на чуже прізвище.",
            "Уночі провідник вів їх через ліс в обхід пункту пропуску.",
            "Перешли границу ночью через реку.",
            "Прикордоннику заплатили, щоб не дивився документи.",
            "Пограничник свой, договорились.",
        ],
        "handover_sale_of_person": [
            "Продали її іншому хазяїну за борги.",
            "Меня перепродали на другую ферму.",
            "Посередник отримав по 300 доларів за кожну привезену жінку.",
            "За каждого рабочего платили вербовщику тысячу рублей.",
            "Купив двох хлопців у бригадира за 800 доларів.",
            "Передал девушку новому хозяину.",
            "Незаконна угода щодо людини: за дівчину дали 5000 євро.",
            "Отдали его фермеру в счёт долга.",
            "Передал потерпевшего, получив вознаграждение.",
            "За кожного переданого робітника мав двісті євро.",
            "Купил у посредника рабочего за 1000 евро.",
        ],
        "harbouring_controlled_housing": [
            "ad: Живете на базі в вагончику, виїзд раз на місяць.",
            "Поселили в подвале цеха, ключ у охранника.",
            "У двох кімнатах спали по десять осіб на матрацах, старший тримав ключ від квартири.",
            "ad: Житло тільки наше, гостей не водити, робота на складі.",
            "ad: Общежитие наше, выход только с разрешения старшего, работа на ферме.",
            "Переховував жінок у орендованій квартирі до виїзду.",
            "Жильё каждый выбирал сам, снимали где хотели, съезжает когда хочет.",
        ],
    }
)

NEAR_MISSES = cases(
    {
        "irregular_status_work": [
            "other: Скільки днів можна перебувати в Італії за безвізом?",
            "ad: Сезонна робота, воєводський дозвіл, освядчення, договір.",
            "other: Тимчасовий захист дає право працювати в Польщі.",
            "Міграційна служба оприлюднила статистику щодо осіб без реєстрації.",
        ],
        "transport_accompaniment": [
            "ad: Київ — Варшава щодня, місця є, розклад на сайті.",
            "Волонтери вивезли евакуаційним автобусом мешканців до Дніпра.",
            "Скорая помощь доставила больного в больницу.",
            "Конвой этапировал осуждённых поездом.",
            "other: Мене зустрів друг на вокзалі, таксі до готелю.",
        ],
        "forged_documents_illegal_crossing": [
            "Військовозобов'язаний купив підроблену довідку ВЛК для відстрочки.",
            "Загублений паспорт замінено міграційною службою.",
            "other: В музее показали поддельные паспорта времён войны.",
        ],
        "handover_sale_of_person": [
            "ad: Продам корову, 20000 грн, самовивіз.",
            "Футболіста продали в інший клуб за 40 тис. євро.",
            "Суд передав дитину батькові.",
            "Продав акаунт і симкарти незнайомцю.",
            "other: Передай людям привіт, дядьку.",
        ],
        "harbouring_controlled_housing": [
            "ad: Здам квартиру біля метро, дві кімнати.",
            "Студенти живуть у гуртожитку університету по троє.",
            "other: Шелтер для ВПО: ночівля, їжа, ключ у кожного.",
            "Солдати мешкають у казармі військової частини.",
            "ad: Бронирование отеля, номера на двоих.",
        ],
    }
)


@pytest.mark.parametrize(("indicator", "kind", "text"), HITS)
def test_finds(indicator: str, kind: str, text: str) -> None:
    assert indicator in {hit.id for hit in find(text, kind)}


@pytest.mark.parametrize(("indicator", "kind", "text"), NEAR_MISSES)
def test_near_miss_stays_silent(indicator: str, kind: str, text: str) -> None:
    assert indicator not in {hit.id for hit in find(text, kind)}


def test_every_rule_of_the_stage_is_hit_by_a_case() -> None:
    fired = {rule for _, kind, text in HITS for rule in fired_by(text, kind)}
    stage = {name for name, indicator in PACK.indicators.items() if indicator.stage == "transfer"}
    assert {rule.id for rule in rules_of(PACK).rules if rule.indicator in stage} - fired == set()


@pytest.mark.parametrize(("indicator", "kind", "text"), HITS[::7])
def test_text_in_front_moves_the_spans(indicator: str, kind: str, text: str) -> None:
    before, after = find(text, kind), find("\n" * 9 + text, kind)
    assert [(hit.id, hit.start + 9, hit.end + 9) for hit in before] == [(hit.id, hit.start, hit.end) for hit in after]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from(sorted({word for _, _, text in HITS for word in text.split()})), max_size=60))
def test_spans_lie_inside_the_text(words: list[str]) -> None:
    text = " ".join(words)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in find(text))


@pytest.mark.parametrize(
    ("indicator", "kind", "text", "polarity"),
    [
        ("transport_accompaniment", "case_file", "Ніхто їх не супроводжував, їхали самі.", Polarity.DENIED),
        ("harbouring_controlled_housing", "case_file", "Житло кожен обрав сам, ключ у кожного.", Polarity.DENIED),
        ("handover_sale_of_person", "case_file", "Меня перепродали на другую ферму.", Polarity.ASSERTED),
    ],
)
def test_polarity(indicator: str, kind: str, text: str, polarity: Polarity) -> None:
    assert {hit.polarity for hit in find(text, kind) if hit.id == indicator} == {polarity}


def test_hostile_input_is_read_quickly() -> None:
    text = "за кожного " * 20_000
    assert len(find(text)) <= len(text)
