"""Writes the golden files that are no PDFs beside itself: python tests/golden/readers/make_files.py

All people, firms, numbers and addresses are invented.
"""

import json
import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import docx as word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

HERE = Path(__file__).parent
UK = "Запрошуємо на роботу в Польщу: житло, квитки й документи за наш рахунок. Ґвинтокрил не обіцяємо, а їжу — так."
RU = "Приглашаем на работу в Польшу: жильё, билеты и документы за наш счёт. Объявление действительно до осени."
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1251",
    "koi8-u",
    "cp1125",
    "mac-cyrillic",
)


def texts() -> None:
    for encoding in ENCODINGS:
        text = f"{UK}\r\n{RU}\r\n"
        (HERE / f"text_{encoding}.txt").write_bytes(text.encode(encoding, "replace"))
    (HERE / "text_cp866_ru.txt").write_bytes(RU.encode("cp866"))
    (HERE / "text_koi8-r_ru.txt").write_bytes(RU.encode("koi8-r"))
    mojibake = f"{UK}\n{RU}\n".encode().decode("cp1251", "replace")
    (HERE / "text_mojibake.txt").write_text(mojibake, encoding="utf-8")


def docx() -> None:
    document = word.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "Відділ протидії торгівлі людьми"
    section.footer.paragraphs[0].text = "Для службового користування"
    document.add_heading("Протокол допиту", 1)
    document.add_paragraph("Свідок Коваленко О. П. показала:\tтаке.")
    table = document.add_table(rows=0, cols=3)
    for row in (("№", "Особа", "Сума"), ("1", "Мельник Т. С.\nм. Біла Церква", "15 000 грн"), ("2", "", "12 500 грн")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    paragraph = document.add_paragraph("Паспорт забрав ")
    for xml in (
        '<w:del {ns} w:id="1" w:author="А"><w:r><w:delText>сусід</w:delText></w:r></w:del>',
        '<w:ins {ns} w:id="2" w:author="А"><w:r><w:t>роботодавець</w:t></w:r></w:ins>',
        "<w:r {ns}><w:t>, пізніше не по</w:t><w:noBreakHyphen/><w:t>вернув.</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(xml.format(ns=nsdecls("w"))))
    document.add_paragraph("Рядок перший").add_run().add_break()
    run = document.add_paragraph("Гроші отримала готівкою.").runs[0]
    document.add_comment(run, text="Уточнити суму.", author="Слідчий", initials="С")
    document.save(str(HERE / "protocol.docx"))


def feeds() -> None:
    ads = [
        {"id": 1, "title": "Робота в Польщі", "description": UK, "price": "15 000 грн", "phone": "067 000 11 22",
         "created_at": "2025-03-05T10:00:00Z", "channel": "Робота UA", "author": "Ірина"},
        {"id": 2, "Заголовок": "Работа для девушек", "Текст объявления": f"<p>{RU}</p><p>Звоните&nbsp;сейчас</p>",
         "Цена": 30000, "Дата": "05.03.2025 14:20", "Ссылка": "https://example.com/2", "Телефон": ["050 000 11 22"]},
    ]  # fmt: skip
    (HERE / "ads.json").write_text(json.dumps({"source": "Дошка", "items": ads}, ensure_ascii=False), "utf-8")
    lines = [json.dumps(ads[0], ensure_ascii=False), '{"title": "зламаний рядок', "", json.dumps(ads[1])]
    (HERE / "ads.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    table = (
        "Заголовок;Текст объявления;Цена;Телефон;Дата\r\n"
        f'Работа;"{RU}\r\nВторая строка; с точкой с запятой";30000;050 000 11 22;05.03.2025\r\n'
        "Лишняя;колонка;1;2;3;4;5\r\n"
        "Вакансия;Нужны швеи на фабрику в Лодзь;25000;063 000 11 22;06.03.2025\r\n"
    )
    (HERE / "ads_cp1251.csv").write_bytes(table.encode("cp1251"))
    (HERE / "ads_tab.csv").write_text("text\tprice\n" + f"{UK}\t100\n{RU}\t200\n", "utf-16")
    (HERE / "case.json").write_text(
        json.dumps({"номер": "12025-1", "осіб": 2, "суть": {"опис": UK}}, ensure_ascii=False)
    )


def telegram() -> None:
    link = {"type": "text_link", "text": "сюди", "href": "https://t.me/invented_channel"}
    channel = {
        "name": "Робота за кордоном", "type": "public_channel", "id": 1,
        "messages": [
            {"id": 1, "type": "service", "date": "2025-03-01T09:00:00", "action": "create_channel", "text": ""},
            {"id": 2, "type": "message", "date": "2025-03-01T10:00:00", "date_unixtime": "1740816000",
             "from": "Робота за кордоном", "text": [f"{UK} Пишіть ", link]},
            {"id": 3, "type": "message", "date": "2025-03-01T11:00:00", "from": "Олег", "forwarded_from": "Інший канал",
             "reply_to_message_id": 2, "text": RU},
            {"id": 4, "type": "message", "date": "2025-03-01T12:00:00", "from": "Олег", "photo": "p.jpg", "text": ""},
        ],
    }  # fmt: skip
    chat = {
        "name": "Марина", "type": "personal_chat", "id": 2,
        "messages": [
            {"id": 7, "type": "message", "date": "2025-03-01T10:00:00", "from": "Марина", "text": "Привіт, є робота?"},
            {"id": 8, "type": "message", "date": "2025-03-01T10:01:00", "from": "Ігор", "text": "Так, паспорт є?"},
            {"id": 9, "type": "message", "date": "2025-03-02T10:01:00", "from": "Ігор", "text": "Ты выехала?"},
        ],
    }  # fmt: skip
    account = {"about": "Here is the data you requested.", "personal_information": {"first_name": "Ігор"},
               "chats": {"about": "…", "list": [channel, chat]}}  # fmt: skip
    (HERE / "telegram_channel.json").write_text(json.dumps(channel, ensure_ascii=False, indent=1), "utf-8")
    (HERE / "telegram_account.json").write_text(json.dumps(account, ensure_ascii=False, indent=1), "utf-8")


def mail() -> None:
    message = EmailMessage()
    message["From"] = "Ірина Коваль <iryna@example.com>"
    message["To"] = "police@example.com"
    message["Subject"] = "Скарга на агентство"
    message["Date"] = "Wed, 05 Mar 2025 10:00:00 +0200"
    message.set_content(UK.replace("—", "-"), charset="koi8-u", cte="base64")
    message.add_alternative(f"<p>{UK}</p>", subtype="html")
    message.add_attachment(RU.encode("cp1251"), maintype="text", subtype="plain", filename="заява.txt")
    message.set_boundary("=golden=")
    for number, part in enumerate(message.walk()):
        if part.is_multipart() and number:
            part.set_boundary(f"=golden{number}=")
    (HERE / "complaint.eml").write_bytes(bytes(message))


def archives() -> None:
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr(_entry("глибше.txt"), UK)
    with zipfile.ZipFile(HERE / "case.zip", "w") as archive:
        archive.writestr(_entry("папка/заява.txt"), RU.encode("cp1251"))
        archive.writestr(_entry("../../etc/passwd"), UK)
        archive.writestr(_entry("inner.zip"), inner.getvalue())
        archive.writestr(_entry("empty.txt"), b"")
    old = zipfile.ZipInfo("zzzzzz.txt", (2025, 3, 5, 10, 0, 0))
    with zipfile.ZipFile(HERE / "old_names.zip", "w") as archive:
        archive.writestr(old, RU)
    data = (HERE / "old_names.zip").read_bytes()
    (HERE / "old_names.zip").write_bytes(data.replace(b"zzzzzz", "жалоба".encode("cp866")))


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, (2025, 3, 5, 10, 0, 0))


def main() -> None:
    for make in (texts, docx, feeds, telegram, mail, archives):
        make()


if __name__ == "__main__":
    main()
