"""What a document is: a case file, an ad, or something else."""

import time

import pytest

from pipeline.document import Document, Kind, Source
from pipeline.stages.kind import WEIGHTS, clues, kind_stage, source_clues
from pipeline.stages.kind_features import FEATURES
from pipeline.stages.repair import repair_stage
from pipeline.stream import run_stages

CASE_FILES = [
    """ПРОТОКОЛ ДОПИТУ ПОТЕРПІЛОГО
    м. Київ, 12.03.2024, 10:15. Слідчий Бондар О. П. допитав громадянку Мельник Ірину Василівну,
    1999 р.н., яка показала: «Я погодилась на роботу, бо потрібні були гроші. По приїзді в мене
    забрали паспорт і сказали, що я винна за дорогу».""",
    """Объяснение. Я, Сидоров Пётр Иванович, 1980 г.р., по существу поясняю: в мае 2019 года меня привезли на ферму,
    документы забрал хозяин, работали без выходных, денег не платили. С моих слов записано верно.""",
    """ВИРОК ІМЕНЕМ УКРАЇНИ. Суд установив, що ОСОБА_1 перевіз потерпілу ОСОБА_2 через кордон. Кваліфіковано
    за ч. 2 ст. 149 КК України. Засуджено до п'яти років позбавлення волі.""",
    """На горячую линию 14.02.2023 обратилась женщина, 34 года. По её словам, хозяйка забрала документы и не
    выпускала из дома. Заявительница сообщила, что работала без оплаты три месяца. Сведения переданы в полицию.""",
    """Рапорт. Доповідаю, що 03.05.2022 о 21:40 під час чергування виявлено громадянина без документів, який
    пояснив, що втік.""",
]
ADS = [
    "🌸 Потрібні дівчата 18-25 у Польщу! Зарплата від 2000 € на місяць, житло безкоштовно. Пишіть @robota_pl 💶",
    "Требуются грузчики на склад, оплата 1200 грн/день, жильё предоставляем. Звоните: 067 123 45 67, Андрей.",
    "Продам диван, стан добрий, 2500 грн, самовивіз з Подолу. Тел. 093 765 43 21",
    "Приглашаем на сбор клубники, Финляндия. Питание, проезд, договор. Тел. +358 40 123 4567, звонить с 9 до 18.",
    "Шукаємо офіціанток у кафе. Графік 2/2, ставка 900 грн за зміну, обіди. Телефонуйте 050 111 22 33",
]
OTHERS = [
    """Пам'ятка для тих, хто їде працювати за кордон. Насторожіться, якщо роботодавець просить віддати паспорт.
    Перевірте ліцензію фірми. Не підписуйте договір мовою, якої не розумієте. Залиште рідним копію документів.""",
    """Памятка выезжающим. Если вас просят отдать паспорт, откажитесь. Проверьте лицензию фирмы. Сообщите родным адрес.
    Признаки обмана: нет договора, торопят с отъездом.""",
    "Рахунок на оплату № 418. Постачальник: ТОВ «Приклад». Папір А4, 40 пачок, разом 8600,00 з ПДВ. Склад, залишок.",
]


def tell(text: str, *, item: str | None = None, media_type: str = "text/plain") -> Kind:
    document = Document(id="0", source=Source(path="a", media_type=media_type, item=item), text=text)
    (told,) = run_stages([repair_stage(), kind_stage()], [document])
    return told.kind


@pytest.mark.parametrize("text", CASE_FILES)
def test_case_files(text: str) -> None:
    assert tell(text) is Kind.CASE_FILE


@pytest.mark.parametrize("text", ADS)
def test_ads(text: str) -> None:
    assert tell(text) is Kind.AD


@pytest.mark.parametrize("text", OTHERS)
def test_others(text: str) -> None:
    assert tell(text) is Kind.OTHER


@pytest.mark.parametrize("text", ["", "   \n", "12345"])
def test_a_text_without_words_is_no_case_file(text: str) -> None:
    assert tell(text) is not Kind.CASE_FILE


def test_a_short_post_of_a_feed_is_an_ad() -> None:
    assert tell("Є місця на завтра, Варшава, дзвоніть", item="message 15") is Kind.AD


def test_every_feature_has_weights_and_a_meaning() -> None:
    names = {feature.name for feature in FEATURES}
    assert names | {"short", "feed_record", "post", "mail", "paged"} == set(WEIGHTS)
    assert all(feature.meaning for feature in FEATURES)
    assert len(names) == len(FEATURES)


def test_disguised_words_count_as_what_they_are() -> None:
    assert tell("Пoтpiбнi дiвчaтa, зaрплaта від 2000 €, пишiть @robota_pl") is Kind.AD


def test_source_speaks_for_itself() -> None:
    source = Source(path="mail.eml", media_type="message/rfc822")
    assert source_clues(source, pages=0) == {"mail": 1}
    assert source_clues(Source(path="a.pdf", media_type="application/pdf"), pages=3) == {"paged": 1}


@pytest.mark.parametrize(
    "unit", ["а", "0", "1 ", "А.", "@", "від 1", "ст. 1,", "\n", "ПРОТОКОЛ ", "Я ", "- ", "грн/", "12 "]
)
def test_no_clue_is_slow_on_repeated_characters(unit: str) -> None:
    start = time.process_time()
    clues(unit * (100_000 // len(unit)))
    assert time.process_time() - start < 2


class Decided:
    """A reader that is sure of one kind."""

    version = "stub@1"

    def __init__(self, kind):
        self.kind = kind

    def kinds(self, texts):
        return [{k: 0.998 if k is self.kind else 0.001 for k in Kind} if text else {} for text in texts]


def test_a_trained_reader_is_heard_beside_the_features():
    stage = kind_stage(Decided(Kind.OTHER))
    plain = Document(id="a", source=Source(path="a.txt", media_type="text/plain"), text="Добрий день усім")
    empty = Document(id="b", source=Source(path="b.txt", media_type="text/plain"), text="")
    assert [document.kind for document in stage.run([plain, empty])] == [Kind.OTHER, Kind.OTHER]
    assert next(iter(kind_stage(Decided(Kind.AD)).run([plain]))).kind is Kind.AD
    assert stage.version.endswith("stub@1")
