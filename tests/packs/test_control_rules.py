"""Rules of the control stage: what they find in words of their own, and the near misses that stay silent."""

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
        "document_confiscation": [
            "Після приїзду бригадир зібрав у всіх закордонні паспорти й більше ми їх не бачили.",
            "Хозяин отеля отобрал у девушек документы в первый же вечер.",
            "Паспорти лежать у сейфі в кабінеті директорки.",
            "Загранпаспорт у надсмотрщика, просить бесполезно.",
            "Посвідчення моряка тримають у шухляді під замком.",
            "ad: Паспорта сдаём старшему при посадке в автобус.",
            "ad: Паспорт віддаєте на зберігання, отримаєте після сезону.",
            "Паспорт порвали на очах у всіх.",
            "Документы ему так и не вернули.",
            "Паспорт віддадуть, коли відпрацює дорогу.",
            "Паспорт у дядьки Степана, кажуть, що загубиться.",
            "Военный билет и паспорт хранились у завхоза.",
            "Паспорт весь час був при мені, господар його не торкався.",
            "Паспорта положили в мешок и отдали водителю.",
            "Документи забрали ще на вокзалі.",
        ],
        "debt_bondage_fines": [
            "За запізнення на зміну штраф 30 євро, за хворобу теж.",
            "Штраф 500 рублей за каждое опоздание.",
            "Кажуть, відпрацюєш дорогу й харчі, тоді поговоримо.",
            "Сказали, что долг за билет отработаешь до весны.",
            "Борг тільки ріс, бо щотижня дописували ще.",
            "Она должна за визу и жильё, конца не видно.",
            "Хочеш піти — поверни 1500 євро за проїзд.",
            "Если уйдёшь раньше, заплати 2000 долларов и свободен, долг большой.",
            "Поки не віддаси борг, додому не відпустять.",
            "Записували в зошит кожну миску супу як борг.",
            "Вихід із бригади 900 євро, поки є борг.",
            "Пока не отработаешь, домой не поедешь.",
            "За опоздание минус двести рублей, за разбитую тарелку минус пятьсот.",
            "Хто захворів, тому мінус день.",
        ],
        "confinement_surveillance": [
            "На ніч працівників замикали ззовні у підсобці, двері без ручки.",
            "Дверь комнаты запирали на ключ, нас не спрашивали, работа до утра.",
            "Ключ від воріт був у бригадира, без нього ніхто не вийде.",
            "За ворота ходити не дозволяли, біля паркану стояла охорона.",
            "В магазин только с охранником.",
            "Сторож с собакой у ворот никого не выпускал из цеха.",
            "Бригаду водили на поле строєм під охороною.",
            "У спальні барака висіла камера, за нами стежили.",
            "Пытался сбежать, его догнали на трассе и вернули.",
            "На ніч у дворі спускали собаку, працювали до темряви.",
            "У дверей цеха круглые сутки сидел мужик с автоматом, никто не мог выйти.",
            "Наглядач сидів біля дверей цілу ніч, жінки працювали.",
            "Без старшого за ворота ні ногою, ворота на замку.",
            "Девушек держали взаперти в сауне три недели.",
            "Обмежили пересування: з дому лише з дозволу.",
            "Двері весь час відчинені, хвіртка не замикалася, гуляли де хотіли.",
            "Мужчину посадили на цепь в подвале, дверь за ним закрыли.",
        ],
        "violence_threats": [
            "Тих, хто не хотів працювати, били палицею.",
            "Бригадир избил рабочего за отказ выходить на смену.",
            "Погрожував закопати в лісі, якщо хтось із бригади втече.",
            "Угрожали депортацией тем, кто жалуется на зарплату.",
            "Сказав, що здасть усіх у поліцію.",
            "Кто отказывался работать, того оставляли без ужина.",
            "Хто не виконав норму, того кидали в яму.",
            "Надсмотрщик говорил, что найдёт её везде и переломает ноги.",
            "За непослух на фермі ставили на коліна.",
            "Якщо підеш, сядеш за крадіжку, казав господар ферми.",
            "Залякували фізичною розправою.",
            "К работникам применяли физическую силу.",
            "Показывал нож и обещал пристрелить.",
            "Нас ніхто не бив і не погрожував.",
        ],
        "threats_family_blackmail": [
            "Обіцяв розіслати її фото всім родичам, якщо не вийде на зміну.",
            "Сказали, что видео увидит отец.",
            "Погрожував показати відео, коли вона захотіла піти.",
            "Угрожал выложить переписку и снимки.",
            "Шантажував записом, змушуючи працювати далі.",
            "Погрожували його сестрі та матері.",
            "Если не вернусь, обещали рассказать мужу, чем занималась.",
            "Знають, де живе моя мама, тому працювала мовчки.",
            "Показали адрес сестры и школу, куда она ходит.",
        ],
        "isolation_phone_seized": [
            "Телефони забрали одразу, сказали — не потрібні.",
            "Мобильники сдали охраннику в коробку.",
            "Сімку викинули у вікно.",
            "Телефон у хозяйки, даёт на пять минут.",
            "Мобільний дозволяли вмикати раз на тиждень.",
            "Звонить маме разрешали только при старшей.",
            "Додому дзвонили під контролем адміністраторки.",
            "Не знали, де ми і яке це місто.",
            "Страницу в инстаграме вела менеджер, пароли сменила.",
            "Заборонили розмовляти з місцевими людьми.",
            "Хутір за лісом, зв'язку немає, подзвонити нізвідки.",
            "Телефон разбили, чтобы не звонила.",
        ],
        "substance_dependency": [
            "Щовечора давали таблетки, після яких ніхто не сперечався.",
            "Порошок выдавали после смены, если норма сделана.",
            "За роботу наливав по сто грамів самогону.",
            "Водку давали вместо получки.",
            "Підсипали щось у чай, щоб не тікала.",
            "Посадили на иглу, чтобы не ушла.",
        ],
        "withheld_wages": [
            "За пів року не заплатили ані копійки.",
            "Денег не видели, кормили раз в день.",
            "Працював за харчі й дах над головою.",
            "Работали без оплаты, только за еду.",
            "ad: Розрахунок після сезону, харчі наші.",
            "Зарплату обещали весной, когда продадут урожай.",
            "Замість грошей давали цигарки та крупу.",
            "За весь сезон отримав двісті гривень.",
            "За год дали две тысячи рублей.",
            "Зарплатна картка у бригадира.",
            "Платили вчасно, щотижня, розрахувалися повністю.",
            "Расчёт откладывали: заплатят осенью.",
            "Пенсию забирал хозяин дома.",
        ],
    }
)

NEAR_MISSES = cases(
    {
        "document_confiscation": [
            "Під час обшуку слідчий вилучив паспорт і долучив копію до матеріалів.",
            "В гостинице взяли паспорт на регистрацию и через час вернули портье.",
            "Загубив паспорт у трамваї, відновив через ЦНАП.",
            "ad: Копія паспорта потрібна для договору.",
            "other: Консульство забрало паспорт для візи.",
        ],
        "debt_bondage_fines": [
            "Водія оштрафовано на 340 гривень за паркування, протокол складено.",
            "Суд стягнув борг за кредитним договором на користь банку.",
            "Долг по алиментам взыскан исполнительной службой.",
            "other: Борг за комунальні послуги можна сплатити частинами в банку.",
        ],
        "confinement_surveillance": [
            "Суд обрав запобіжний захід — домашній арешт.",
            "Бабушка заперла дверь и ушла в магазин.",
            "other: Магазин обладнано камерами спостереження.",
            "Засуджено до обмеження волі на строк два роки.",
            "В больнице карантин, посещения запрещены, дверь закрыта.",
            "ad: Приймальня працює до шостої, двері відчинені.",
        ],
        "violence_threats": [
            "Між сусідами сталася бійка на ґрунті ревнощів.",
            "Патрульные применили силу при задержании пьяного водителя у кафе.",
            "other: Ракета влучила в будинок, поранено двох.",
            "Розбійний напад: перехожого вдарили й забрали гаманець.",
        ],
        "threats_family_blackmail": [
            "Колектори дзвонили родичам боржника банку.",
            "other: Мама показала фото з весілля всім родичам.",
            "Участковый вручил матери повестку в суд.",
            "Батьки сперечаються про аліменти й дитину.",
        ],
        "isolation_phone_seized": [
            "Телефон вилучено слідчим як речовий доказ.",
            "В школе телефоны складывают в шкафчик до конца уроков.",
            "other: Через негоду зв'язок у селі поганий, ремонт триває.",
            "other: Мій телефон розрядився.",
        ],
        "substance_dependency": [
            "Лікар призначив таблетки за рецептом, пацієнт погодився.",
            "Перед кражей компания пила пиво в парке.",
            "other: Бабуся п'є краплі від тиску за призначенням кардіолога.",
        ],
        "withheld_wages": [
            "Шахтарям виплатили борги із зарплати, профспілка зупинила страйк.",
            "Работник подал иск о взыскании зарплаты с предприятия.",
            "other: Стажування неоплачуване, два тижні, піти можна будь-коли.",
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
    stage = {name for name, indicator in PACK.indicators.items() if indicator.stage == "control"}
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
        ("document_confiscation", "case_file", "Паспорт ніхто не забирав.", Polarity.DENIED),
        (
            "document_confiscation",
            "case_file",
            "Паспорт всё время был при мне, бригадир его не трогал.",
            Polarity.DENIED,
        ),
        ("document_confiscation", "ad", "Паспорта сдаём старшему при посадке.", Polarity.PLANNED),
        ("document_confiscation", "case_file", "Хозяйка забрала паспорта в первый день.", Polarity.ASSERTED),
        (
            "confinement_surveillance",
            "case_file",
            "Двері відчинені, хвіртка не замикалася, працівники гуляли де хотіли.",
            Polarity.DENIED,
        ),
        ("violence_threats", "case_file", "Нас ніхто не бив і не погрожував.", Polarity.DENIED),
        ("withheld_wages", "case_file", "Платили вчасно, розрахувалися повністю.", Polarity.DENIED),
    ],
)
def test_polarity(indicator: str, kind: str, text: str, polarity: Polarity) -> None:
    assert {hit.polarity for hit in find(text, kind) if hit.id == indicator} == {polarity}


def test_hostile_input_is_read_quickly() -> None:
    text = "паспорт у " * 20_000
    assert len(find(text)) <= len(text)
