"""The features of `kind_features` that are patterns rather than words: labels, dates, phones, pay, titles of records.

Each pattern begins with a literal or a class of few characters, so that scanning stays cheap.
"""

import re
from typing import NamedTuple


class Feature(NamedTuple):
    """A named clue. `meaning` is what a reviewer reads."""

    name: str
    meaning: str
    stems: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None


def _pattern(name: str, meaning: str, pattern: str) -> Feature:
    return Feature(name, meaning, pattern=re.compile(pattern, re.VERBOSE | re.MULTILINE))


CURRENCY = r"(?:грн|руб|₴|\$|€|зл|pln|usd|крон|тис|тыс|дол|євро|евро|к\b)"
CURRENCY_OR_K = r"(?:грн|руб|₴|\$|€|зл|pln|usd|крон|тис|тыс|євро|евро|к)"
PERIOD = r"(?:год|час|день|добу|сут|змін|смен|міс|мес|тижд|недел|ноч|ніч|вих|выход|тис|кг)"
ACTION = r"""(?:допит|огляд|обшук|затрим|очн|пред|впізн|прийн|допрос|осмотр|обыск|задерж|опозн|опрос|опит
    |ДОПИТ|ОГЛЯД|ОБШУК|ЗАТРИМ|ОЧН|ПРЕД|ВПІЗН|ПРИЙН|ДОПРОС|ОСМОТР|ОБЫСК|ЗАДЕРЖ|ОПОЗН|ОПРОС|ОПИТ)"""

PATTERN_FEATURES: tuple[Feature, ...] = (
    _pattern(
        "court_label",
        "an anonymised person or place (ОСОБА_1, ФИО2)",
        r"[ОАІНФ](?:СОБА|ДРЕСА|НФОРМАЦІЯ|ОМЕР)_\d | ФИО(?!\w*[А-Яа-я])",
    ),
    _pattern(
        "law_article",
        "an article of a code is named",
        r"""[сСчЧ](?:т\.?|татт\w{1,4}|тать\w{1,3}|\.|астин\w{1,3}|аст\w{1,3})\s?\d{1,3}(?:[,-]\d{1,3}){0,4}\s(?:ст|К|У)
        | [КУ](?:К|ПК|УпАП|оАП)\b(?<!\w{3})""",
    ),
    _pattern(
        "birth_year",
        "a person with year of birth",
        r"[12][90]\d\d\s?(?:р\.?\s?н|г\.?\s?р|року\ народж|года\ рожд)",
    ),
    _pattern("full_date", "a full date", r"\d(?<!\d\d\d)\.\d{1,2}\.(?:19|20)\d\d\b"),
    _pattern("clock", "a time of day", r"[012]\d(?<!\d\d\d)[:.][0-5]\d\b(?!\.\d)"),
    _pattern(
        "patronymic",
        "a person by name and patronymic, or initials",
        r"""[А-ЯІЇЄҐ](?:[а-яіїєґ'’]{1,15}(?:ович|евич|йович|івн|ївн|овн|евн)[а-яіїє]{0,3}\b
        | \.\s?[А-ЯІЇЄҐ]\.)""",
    ),
    _pattern("quoted_speech", "speech in quotation marks after a colon", r":\s?[«\"„]"),
    _pattern("speaker_turn", "lines or turns of a transcript", r"^\s{0,8}(?:[-—–]\s\S|[\w.«» ]{1,24}:\s)"),
    _pattern(
        "i_sentence",
        "a sentence that begins with «Я»",
        r"Я(?:(?<=^Я)|(?<=[.!?«\"—]Я)|(?<=[.!?«\"—]\sЯ))(?!\w)",
    ),
    _pattern("phone", "a telephone number", r"\d(?<!\d\d)(?:(?:[\s()-]{0,2}\d){9,12}|-\d\d-\d\d)(?!\d)"),
    _pattern("handle", "an account, address or link", r"@\w{3} | t\.me/ | https?:// | www\."),
    _pattern(
        "money_rate",
        "money for a time or piece",
        rf"\d\s?{CURRENCY_OR_K}\S{{0,6}}\s?(?:/|за|на|в|у)\s?{PERIOD}",
    ),
    _pattern("pay_range", "pay from … to", rf"(?:[Вв]ід|[Оо]т|до)\s\d[\d\s.,]{{2,12}}{CURRENCY}"),
    _pattern(
        "age_wanted",
        "age wanted of the reader",
        r"""(?:[Вв]ід|[Оо]т|до)\s?(?:1[4-9]|[2-6]\d)\s?(?:р\b|років|рок|лет|до\b)
        | (?:1[4-9]|[2-6]\d)(?<![\d.,]..)(?:\s?[-–]\s?[2-6]\d(?![\d.,:])|\s?\+)""",
    ),
    _pattern("emoji", "emoji", r"[\U0001F300-\U0001FAFF\u2600-\u27BF]"),
    _pattern("exclamation", "exclamation marks", r"!"),
    _pattern("question", "question marks", r"\?"),
    _pattern(
        "imperative_if",
        "advice beginning with «якщо», «если»",
        r"""(?:[Яя]кщо|[Ее]сли)(?:(?<=^....)|(?<=^.....)|(?<=[.!?:;]\s.....)|(?<=[.!?:;]\s....))\b""",
    ),
    _pattern(
        "tail_contact",
        "a name or contact ends the text",
        r"(?:\d{2}[ -]\d{2}|@\w{1,40}|\d{3,12})[.)]?,?\s?(?:[А-ЯІЇЄҐ]\w{1,20}\.?)?\s{0,5}\Z",
    ),
    _pattern(
        "title_record",
        "the title of a record of criminal procedure",
        rf"""^\W{{0,3}}(?:ПРОТОКОЛ\s+{ACTION}
        | (?:ВИРОК|ПРИГОВОР|УХВАЛА|ПОСТАНОВА|ПОСТАНОВЛЕНИЕ|РАПОРТ|ОБВИНУВАЛЬНИЙ|ОБВИНИТЕЛЬНОЕ|ПОЯСНЕННЯ|ОБЪЯСНЕНИЕ
            |ДОПИТ|ДОПРОС|ЗАЯВА|ЗАЯВЛЕНИЕ|СКАРГА|ЖАЛОБА|ПОВІДОМЛЕННЯ\s+ПРО\s+ПІДОЗРУ|ВИТЯГ\s+З|ІМЕНЕМ\s+УКРАЇНИ
            |ИМЕНЕМ)\b
        | (?:Заява|Заявление|Рапорт|Вирок|Приговор|Постанова|Скарга|Жалоба)\b)""",
    ),
)
