"""The whole repair: readable cases, and what must hold for any text."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.document import Document, Source
from pipeline.stages.repair import repair, repair_stage, repaired
from pipeline.stream import run_stages

CASES = """
раб0та за границей | работа за границей
з@рплата висока, 3арплата высокая | зарплата висока, зарплата высокая
Робота: р о б о т а за кордоном | Робота: робота за кордоном
р.а.б.о.т.а и ж-и-л-ь-ё | работа и жильё
PAБOTA, BAKAHCIЯ, BAKAHCИЯ | РАБОТА, ВАКАНСІЯ, ВАКАНСИЯ
Срочно pa6oTa 3a гpaHицeй | Срочно работа за границей
В И Р О К | ВИРОК
П Р О Т О К О Л  Д О П И Т У | ПРОТОКОЛ  ДОПИТУ
П О С Т А Н О В Л Е Н И Е | ПОСТАНОВЛЕНИЕ
рообоотааа для дівчат, рабоооота | робота для дівчат, работа
р⚽бота, з🅰рплата | робота, зарплата
об’єкт, звʼязок, п"ять, обов`язок | об'єкт, зв'язок, п'ять, обов'язок
н*ркотики, еск*рт | наркотики, ескорт
работа i навчання | работа і навчання
ДIВЧАТА вiд 18 рокiв | ДІВЧАТА від 18 років
ТОB «Ромашка», OCOБА_1 | ТОВ «Ромашка», ОСОБА_1
розділ ХІV | розділ XIV
Прeдлагаю paботу дeвушкaм | Предлагаю работу девушкам
за_робіток | заробіток
𝐑𝐨𝐛𝐨𝐭𝐚 в Польщі, Ｒｏｂｏｔａ | Robota в Польщі, Robota
""".strip().splitlines()

UNTOUCHED = """
10грн за зміну, 2кімнатна, 5тис., 24год, буд. 3а, кв. 12б
паспорт АЕ 123456, авто AA 1234 BB, к127ох77
ivan.petrov@ukr.net, t.me/robota_pl, https://example.com/а-б, @rabota_pl
UA213052990000026007845612309 и 0x52908400098527886E0F7030069857D2E4169EE7
ст. 149² КК, H₂O, 10 м², № 5, ч. 2
IT-компанія, PR-менеджер, PRшник, T-shirt
Потрібна робота 🇵🇱🇺🇦 Польща🇵🇱Чехія
а б в г д, варіанти А Б В Г
А. П. Чехов, О. М. Коваль; І.П. Сидоренко
Телефон +380 67 123-45-67, 0️⃣6️⃣7️⃣
Women wanted for work in Poland, good salary, call now
Poszukujemy kobiet do pracy w Polsce, dobre zarobki
ранку.Потім він пішов, т.д. і т.п.
Нннет, довго і длинно; программа, ввести, російської
розділ XIII, Beauty Pack Sp. z o.o., ТікТок TikTok
""".strip().splitlines()

NOISE = st.text("абоеірсАОВ aoecpx03@'’-\n .*\u200b\u00ad\u0301\u202e\u202cЫїiIV🅰⚽1", max_size=60)


def document(text: str) -> Document:
    return Document(id="0", source=Source(path="a.txt", media_type="text/plain"), text=text)


@pytest.mark.parametrize("case", CASES)
def test_disguise_is_undone(case: str) -> None:
    disguised, plain = case.split(" | ")
    assert repaired(disguised).text == plain


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_is_no_disguise_stays(text: str) -> None:
    assert repaired(text).text == text


@pytest.mark.parametrize(
    "text", ["Слідчий допитав потерпілу, вона пояснила обставини.", "Следователь допросил потерпевшую; она пояснила."]
)
def test_clean_text_is_its_own_working_copy(text: str) -> None:
    working = repaired(text)
    assert (working.text, working.starts, working.ends) == (text, None, None)


@pytest.mark.parametrize("word", ["р о б о т а", "р\u200bобота", "р̶о̶б̶о̶т̶а̶", "ро-\nбота", "рообота".replace("оо", "ооо")])
def test_a_repaired_word_maps_back_to_all_its_characters(word: str) -> None:
    text = f"Є {word} тут"
    working = repaired(text)
    at = working.text.index("робота")
    start, end = working.original(at, at + 6)
    assert text[start:end].rstrip("\u0336") == word.rstrip("\u0336")


def test_transliterated_text_is_noted_and_read_in_cyrillic() -> None:
    read = repair(document("robota za kordonom, pyshit u telegram"))
    assert read.working is not None
    assert read.working.text == "робота за кордоном, пишіть у telegram"
    assert [problem.code for problem in read.problems] == ["transliterated"]


def test_the_stage_keeps_the_text_and_sets_the_working_copy() -> None:
    (read,) = run_stages([repair_stage()], [document("раб0та")])
    assert read.text == "раб0та"
    assert read.working is not None
    assert read.working.text == "работа"


@given(NOISE)
@example("р а б о т а 3a гpaHицeй")
@settings(deadline=None, max_examples=300)
def test_offsets_stay_inside_and_never_fall(text: str) -> None:
    working = repair(document(text)).working
    assert working is not None
    spans = [working.original(i, i + 1) for i in range(len(working.text))]
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@given(NOISE)
@settings(deadline=None, max_examples=300)
def test_a_second_repair_changes_nothing(text: str) -> None:
    once = repaired(text).text
    assert repaired(once).text == once


@given(NOISE, st.integers(1, 5))
@settings(deadline=None, max_examples=100)
def test_blank_lines_in_front_move_nothing_but_offsets(text: str, count: int) -> None:
    front = "\n\n" * count
    assert repaired(front + text).text == front + repaired(text).text


@pytest.mark.parametrize(
    "unit",
    ["а", "a", "aа", "0", "а ", "а.", "а-\n", "о0", "*", "а*", "\u0301", "\u200b", "\u202e", "'", "я'", "@", "a@", "a.",
     "🅰", "⚽а", "🇺", "аа", "ааa", "robota ", "i ", "ﬁ", "A", "3a ", "х|", "а\u00ad", "UA21", "1 ", "Х", "б_"],
)  # fmt: skip
def test_no_repair_is_slow_on_repeated_characters(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    start = time.process_time()
    repair(document(text))
    assert time.process_time() - start < 4  # a quadratic pattern takes minutes
