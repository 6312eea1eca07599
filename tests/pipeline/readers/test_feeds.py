import json
from pathlib import Path

import pytest

from pipeline.document import Document, Failure
from pipeline.readers import Read, read_bytes
from pipeline.readers.dates import iso_date
from pipeline.readers.feed_fields import Role, role_of
from pipeline.settings import Limits

GOLDEN = Path(__file__).parents[2] / "golden" / "readers"
UK = "Потрібні швачки на фабрику, житло надаємо"
RU = "Нужны швеи на фабрику, жильё предоставляем"


def read(text: str | bytes, name: str) -> list[Read]:
    return list(read_bytes(text if isinstance(text, bytes) else text.encode(), name, Limits()))


def documents(text: str | bytes, name: str) -> list[Document]:
    return [r for r in read(text, name) if isinstance(r, Document)]


def failures(text: str | bytes, name: str) -> list[Failure]:
    return [r for r in read(text, name) if isinstance(r, Failure)]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("text", Role.BODY), ("Текст оголошення", Role.BODY), ("Описание", Role.BODY), ("ad_text", Role.BODY),
        ("postText", Role.BODY), ("message", Role.BODY), ("Заголовок", Role.TITLE), ("Назва", Role.TITLE),
        ("Цена, грн", Role.PRICE), ("salary", Role.PRICE), ("зарплата", Role.PRICE), ("Телефон", Role.PHONE),
        ("contact_phone", Role.PHONE), ("Ім'я", Role.AUTHOR), ("Автор", Role.AUTHOR), ("created_at", Role.DATE),
        ("Дата публікації", Role.DATE), ("Посилання", Role.URL), ("Ссылка", Role.URL), ("Канал", Role.CHANNEL),
        ("source", Role.CHANNEL), ("Місто", Role.PLACE), ("message_id", Role.OTHER), ("views", Role.OTHER),
        ("text_id", Role.OTHER), ("", Role.OTHER), ("!!!", Role.OTHER),
    ],
)  # fmt: skip
def test_columns_are_known_by_many_names(name: str, role: Role) -> None:
    assert role_of(name) is role


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025-03-05", "2025-03-05"), ("2025-03-05T14:20:00Z", "2025-03-05T14:20:00+00:00"),
        ("05.03.2025", "2025-03-05"),
        ("5.3.2025 9:05", "2025-03-05T09:05"), ("1741184400", "2025-03-05T14:20:00+00:00"),
        ("1741184400000", "2025-03-05T14:20:00+00:00"), ("31.02.2025", None), ("вчора", None), ("12", None), ("", None),
    ],
)  # fmt: skip
def test_dates_become_iso(text: str, date: str | None) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize("body", [UK, RU])
def test_record_is_title_then_body_then_the_other_fields_by_name(body: str) -> None:
    record = {
        "id": 5,
        "phone": "067 000 11 22",
        "text": body,
        "price": 100,
        "title": "Швачка",
        "seen": True,
        "note": None,
    }
    (document,) = documents(json.dumps([record], ensure_ascii=False), "a.json")
    assert document.text == f"Швачка\n\n{body}\n\nprice: 100\nphone: 067 000 11 22\nid: 5"
    assert document.source.item == "record 1"


def test_same_record_in_two_exports_has_the_same_id() -> None:
    one = documents(json.dumps([{"text": UK, "price": 1}]), "a.json")
    two = documents(
        json.dumps({"price": 1, "text": UK}, ensure_ascii=False) + "\n" + json.dumps({"text": RU}), "b.jsonl"
    )
    assert one[0].id == two[0].id != two[1].id


def test_broken_line_is_a_failure_and_the_good_ones_stay() -> None:
    lines = f'{{"text": "{UK}"}}\n{{"text": "зла\n\n{{"text": "{RU}"}}\n'
    assert [d.source.item for d in documents(lines, "a.jsonl")] == ["line 1", "line 4"]
    assert [(f.code, f.source.item) for f in failures(lines, "a.jsonl")] == [("broken_record", "line 2")]


@pytest.mark.parametrize("indent", [None, 2])
def test_list_cut_off_in_the_middle_keeps_its_whole_records(indent: int | None) -> None:
    text = json.dumps([{"text": f"{UK} {n}"} for n in range(5)], ensure_ascii=False, indent=indent)
    reads = read(text[:-25], "a.json")
    assert [isinstance(r, Document) for r in reads] == [True] * 4 + [False]


def test_broken_record_inside_a_list_takes_no_other_with_it() -> None:
    records = [json.dumps({"text": f"{RU} {n}"}, ensure_ascii=False) for n in range(4)]
    records[1] = records[1].replace(f'"{RU} 1"', f'"{RU} 1')
    reads = read("[\n  " + ",\n  ".join(records) + "\n]", "a.json")
    assert [isinstance(r, Document) for r in reads] == [True, False, True, True]


@pytest.mark.parametrize("wrapped", [{"items": 0}, {"status": "ok", "data": {"ads": 0}}])
def test_list_inside_an_envelope_is_a_feed(wrapped: dict[str, object]) -> None:
    records = [{"Опис": f"{UK} {n}"} for n in range(20)]
    text = json.dumps(wrapped).replace("0", json.dumps(records))
    assert len(documents(text, "a.json")) == 20


@pytest.mark.parametrize(
    "value",
    [
        {"номер": 1, "суть": UK},
        {"case": {"опис": UK, "dates": ["2025-01-01"]}},
        [[1, 2], [3, 4]],
        "просто рядок тексту",
    ],
)
def test_json_that_is_no_feed_is_one_document(value: object) -> None:
    assert len(documents(json.dumps(value, ensure_ascii=False), "a.json")) == 1


def test_html_inside_a_field_is_read_as_text() -> None:
    (document,) = documents(json.dumps([{"text": f"<p>{UK}</p><p>Ціна&nbsp;100</p>"}]), "a.json")
    assert document.text == f"{UK}\n\nЦіна\N{NO-BREAK SPACE}100"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-u"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_in_every_dialect_and_encoding(delimiter: str, encoding: str) -> None:
    rows = [
        ("Заголовок", "Текст", "Ціна"),
        ("Швачка", UK.replace(",", ""), "100"),
        ("Швея", RU.replace(",", ""), "200"),
    ]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    found = documents(data, "ads.csv")
    assert [d.text.split("\n")[0] for d in found] == ["Швачка", "Швея"]
    assert [d.source.item for d in found] == ["line 2", "line 3"]


def test_csv_row_over_several_lines_is_one_record() -> None:
    text = f'title,text\nA,"перший рядок\nдругий ""рядок"", з комою"\nB,{RU.replace(",", "")}\n'
    first, second = documents(text, "a.csv")
    assert first.text == 'A\n\nперший рядок\nдругий "рядок", з комою' and second.source.item == "line 4"


def test_quotation_mark_never_closed_breaks_one_row_only() -> None:
    text = 'title;text\nA;"ніколи не закрито\n' + "".join(f"B{n};{UK}\n" for n in range(300))
    assert len(documents(text, "a.csv")) == 300
    assert [f.source.item for f in failures(text, "a.csv")] == ["line 2"]


def test_quotation_mark_inside_a_cell_is_harmless() -> None:
    text = f'title;text\nТруба 5" стара;{UK}\nB;{RU}\n'
    assert len(documents(text, "a.csv")) == 2


def test_csv_without_header_is_read_by_number_of_column() -> None:
    (first, second) = documents(f"05.03.2025;{UK} і далі;100500\n06.03.2025;{RU} и далее;100600\n", "a.csv")
    assert first.text.startswith(f"{UK} і далі") and "column 1: 05.03.2025" in first.text and RU in second.text


def test_prose_with_commas_is_no_table() -> None:
    (document,) = documents(f"{UK}, і ще, і ще\n{RU}, и ещё, и ещё\n", "a.txt")
    assert document.source.media_type == "text/plain"


def test_garbled_field_is_mended_with_a_problem() -> None:
    (document,) = documents(json.dumps([{"text": UK.encode().decode("cp1251")}]), "a.json")
    assert document.text == UK and [p.code for p in document.problems] == ["wrong_encoding"]


def test_telegram_text_keeps_links_and_every_message_is_accounted_for() -> None:
    found = documents((GOLDEN / "telegram_channel.json").read_bytes(), "result.json")
    assert "сюди (https://t.me/invented_channel)" in found[0].text
    assert [d.source.item for d in found] == ["message 2", "message 3"]
    assert found[1].source.sender == "Олег" and found[1].source.channel == "Робота за кордоном"
    assert [p.code for p in found[1].problems] == ["messages_without_text"] and "2 of the chat's 4" in found[
        1
    ].problems[0].message


def test_telegram_conversation_is_one_document_a_day() -> None:
    found = documents((GOLDEN / "telegram_account.json").read_bytes(), "result.json")
    talk = [d for d in found if d.source.channel == "Марина"]
    assert [d.text for d in talk] == ["Марина: Привіт, є робота?\nІгор: Так, паспорт є?", "Ігор: Ты выехала?"]
    assert [d.source.item for d in talk] == ["messages 7-8", "message 9"]


def test_telegram_export_cut_off_keeps_its_whole_messages() -> None:
    data = (GOLDEN / "telegram_channel.json").read_bytes()
    found = documents(data[: data.index(b'"id": 4')], "result.json")
    assert [d.source.item for d in found] == ["message 2", "message 3"]
