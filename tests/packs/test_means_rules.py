"""Rules of the means stage: what they find in words of their own, and the near misses that stay silent."""

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
            found.append(
                (indicator, kind, text) if mark and kind in ("ad", "other") else (indicator, "case_file", line)
            )
    return found


HITS = cases(
    {
        "money_channels": [
            "Аванс просили переказати на картку сусідки координаторки.",
            "ad: Предоплата на карту 4149 4390 0000 1234, получатель не я, а сестра менеджера.",
            "Готівку щотижня передавали через водія автобуса.",
            "ad: Розрахунок у USDT на гаманець.",
            "Деньги снимали дропы и обналичивали в банкоматах.",
            "Внесок за виїзд скинула на рахунок, відкритий на пенсіонера.",
            "Переводил через Western Union на имя двоюродного брата вербовщика.",
            "ad: Завдаток 200 євро на картку моєї тітки, чек у телеграм.",
            "Пенсію знімав з картки хазяїн, сам ходив до банкомата.",
        ],
        "encrypted_channel_shift": [
            "Після першого листа попросив перейти в Signal і видалити переписку.",
            "ad: Пишите только в Session, здесь не отвечаю.",
            "Адміністратор увімкнув автовидалення, історію чистили щовечора.",
            "Велели купить левую симку и выбросить старую.",
            "Разговор перевели в секретный чат с таймером.",
            "ad: Деталі лише у захищеному чаті, повідомлення самі зникають.",
            "ad: Далі спілкування тільки в Signal, цей чат видали.",
        ],
        "anonymised_accounts": [
            "Один номер указан в пяти объявлениях под разными именами.",
            "Профіль створено вчора, фото взяте з мережі.",
            "Сім-карту зареєстровано на померлу особу.",
            "Адмін щотижня змінює ім'я та назву каналу.",
            "Те саме оголошення розміщено від імені Інни, Марини та «HR Олени».",
            "Аккаунты покупал пачками, фотографии брал чужие.",
            "За місяць канал чотири рази змінив назву, адміни ті самі.",
            "Сторінка підписувалась як «Кадри Плюс», потім змінила назву.",
            "Та сама фотографія й той самий текст на сторінці «Агент Плюс».",
            "other: Сегодня пишет Алина, вчера писал Тарас, номер один.",
        ],
    }
)

NEAR_MISSES = cases(
    {
        "money_channels": [
            "ad: Зарплата на вашу картку двічі на місяць.",
            "other: Збір на тепловізор: картка волонтера, звіт у неділю.",
            "other: Оплата карткою в магазині, чек зберігайте.",
            "other: Потеряна банковская карта на имя Иванова, верните.",
            "other: Картку побиту отримала за два місяці.",
            "other: Перекажіть за комуналку на рахунок ОСББ.",
            "other: Мама скинула гроші на картку синові.",
            "ad: Оплата готівкою або на картку ФОП.",
            "Пенсію отримує на картку ПриватБанку.",
            "other: Можна оплатити готівкою водієві при посадці.",
        ],
        "encrypted_channel_shift": [
            "other: Родина спілкується у Viber, група «Рідня».",
            "other: Кіберполіція радить користуватися Signal.",
            "other: Прикордонники почули сигнал і зупинили авто.",
            "other: Видалила старі фото з телефону, звільнила пам'ять.",
            "other: Чат нашого класу закрито на канікули.",
            "other: Приложение банка удалилось после обновления.",
            "ad: Пишіть у Viber або Telegram.",
            "other: Видалила чат з колишнім, стало легше.",
            "Потерпіла змінила номер телефону через погрози колишнього.",
            "У телефоні встановлено месенджери Viber, Telegram, Signal.",
        ],
        "anonymised_accounts": [
            "other: Агенція «Світ» розмістила ту саму вакансію на двох сайтах під своєю назвою.",
            "ОСОБА_1 і ОСОБА_2 користувалися одним телефоном.",
            "other: Мій номер змінився, пишіть на новий.",
            "other: Акторка завела сторінку в інстаграмі.",
            "other: У магазину дві сторінки: фейсбук та інстаграм, назва одна.",
            "other: Моё имя изменили в документах после брака.",
            "other: У мене дві сторінки, особиста і робоча.",
            "Картку зареєстровано на ім'я заявника.",
            "ad: Менеджери Олена та Ірина, один номер для запису.",
            "other: Однаковий текст договору для всіх клієнтів.",
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
    stage = {name for name, indicator in PACK.indicators.items() if indicator.stage == "means"}
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


def test_a_denied_secret_chat_is_denied() -> None:
    hits = find("В секретный чат меня никто не переводил.")
    assert {hit.polarity for hit in hits if hit.id == "encrypted_channel_shift"} == {Polarity.DENIED}
