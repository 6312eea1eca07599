"""The language of paragraphs and documents."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.document import Document, Source
from pipeline.errors import ModelError
from pipeline.settings import ROOT
from pipeline.stages.language import Verdict, language_of_all, language_stage
from pipeline.stages.repair import repair_stage
from pipeline.stream import run_stages

MODEL = ROOT / "models" / "language"
STAGES = [repair_stage(), language_stage(MODEL)]

CASES = """
uk | Потрібні працівники на склад
ru | Требуются работники на склад
uk | Я приїхала у вівторок
ru | Я приехала во вторник
uk | паспорти забрали
ru | паспорта забрали
uk | Шановні жителі громади, вода буде завтра
ru | Уважаемые жители, вода будет завтра
uk | ДIВЧАТА, тeрмiнoвo шукaємo нa рoбoту
ru | Сpoчнo тpeбуютcя дeвушки
uk | Potribni divchata dlya roboty v Polschi, zarplata vysoka
ru | rabota v evrope bez opyta, devushki ot 18 let
mixed | Він сказав: «Я ничего не знаю, меня там не было, спросите у хозяина».
mixed | Слідчий оголосив показання. Обвиняемый пояснил, что деньги передавал водитель, а потом уехал.
mixed | Шо ти хочеш, паспорт забрали, сказали работай пока не отдашь долг, а платити не хочуть
en | The workers were promised a good salary and free housing in Warsaw.
pl | Pracownicy mieli otrzymać wysokie wynagrodzenie i bezpłatne mieszkanie.
de | Die Arbeiter sollten einen guten Lohn und eine kostenlose Wohnung bekommen.
bg | Работниците трябваше да получат висока заплата и безплатно жилище.
be | Работнікам абяцалі добры заробак і бясплатнае жыллё ў Варшаве.
und | 12.03.2021 № 4417/09
und | ...
und |
""".strip().splitlines()


def tell(text: str) -> Document:
    document = Document(id="0", source=Source(path="a.txt", media_type="text/plain"), text=text)
    (told,) = run_stages(STAGES, [document])
    return told


@pytest.mark.parametrize("case", CASES)
def test_language_of_a_short_text(case: str) -> None:
    language, _, text = case.partition("|")
    assert tell(text.strip()).language == language.strip()


@pytest.mark.parametrize(
    "text",
    [
        "Я, Коваленко Олена Петрівна, проживаю у місті Київ, працюю у ТОВ «Добробут».",
        "Я, Коваленко Елена Петровна, проживаю в городе Киев, работаю в ООО «Добробут».",
        "Требуются грузчики, ул. Хрещатик, 5, тел. 067 123 45 67, звонить Миколе.",
        "Заява громадянина Смирнова Олексія Сергійовича, 1980 р.н., м. Харків.",
    ],
)
def test_names_of_the_other_language_do_not_make_a_text_mixed(text: str) -> None:
    assert tell(text).language in ("uk", "ru")


def test_paragraphs_carry_their_own_languages_and_offsets() -> None:
    first, second = "Потерпіла пояснила, що працювала без вихідних.", "Мне сказали, что паспорт вернут потом."
    text = f"{first}\n\n{second}"
    told = tell(text)
    found = [(text[p.start : p.end], p.language) for p in told.paragraphs]
    assert found == [(first, "uk"), (second, "ru")]
    assert told.language == "mixed"


def test_offsets_are_those_of_the_original_text() -> None:
    text = "\u200bП\u200bотрібна р о б о т а.\n\nТребуется водитель."
    told = tell(text)
    assert [text[p.start : p.end] for p in told.paragraphs] == ["П\u200bотрібна р о б о т а.", "Требуется водитель."]


def test_the_stage_works_without_a_working_copy() -> None:
    document = Document(id="0", source=Source(path="a", media_type="text/plain"), text="Потрібні працівники на склад")
    (told,) = language_stage(MODEL).run([replace(document, working=None)])
    assert told.language == "uk"


@pytest.mark.parametrize(
    ("verdicts", "language"),
    [
        ([("uk", 100), ("und", 500)], "uk"),
        ([("uk", 900), ("ru", 50)], "uk"),
        ([("uk", 700), ("ru", 300)], "mixed"),
        ([("mixed", 100)], "mixed"),
        ([("uk", 900), ("mixed", 100)], "uk"),
        ([("pl", 500), ("uk", 100)], "pl"),
        ([("und", 5)], "und"),
        ([], "und"),
    ],
)
def test_document_language_goes_by_letters(verdicts: list[tuple[str, int]], language: str) -> None:
    assert language_of_all([Verdict(*verdict) for verdict in verdicts]) == language


def test_answers_do_not_change_from_run_to_run() -> None:
    texts = ["Ok, good", "Taxi Wien", "Лично Джордж", "Der Mann ist hier gewesen und weg"]
    assert [tell(t).language for t in texts] == [tell(t).language for t in texts]


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"ngrams\.npz"):
        list(language_stage(tmp_path).run([tell("слово")]))


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "ngrams.npz").write_bytes(b"not a model")
    with pytest.raises(ModelError, match="damaged"):
        list(language_stage(tmp_path).run([tell("слово")]))


def test_the_model_is_small() -> None:
    assert (MODEL / "ngrams.npz").stat().st_size <= 2 * 1024**2
    assert (MODEL / "card.md").is_file()


@pytest.mark.parametrize("unit", ["а", "a", "і ы ", "слово ", "\n", "a.", "я\n\n"])
def test_no_text_is_slow(unit: str) -> None:
    start = time.process_time()
    tell(unit * (100_000 // len(unit)))
    assert time.process_time() - start < 8
