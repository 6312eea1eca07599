from email.message import EmailMessage

import pytest

from pipeline.document import Document
from pipeline.readers import Child, Read, read_bytes
from pipeline.settings import Limits


def read(content: bytes) -> list[Read]:
    return list(read_bytes(content, "a.eml", Limits()))


def document(content: bytes) -> Document:
    first = read(content)[0]
    assert isinstance(first, Document)
    return first


@pytest.mark.parametrize(
    ("text", "encoding"), [("Скарга на їхнє агентство", "cp1251"), ("Жалоба на агентство", "koi8-r")]
)
def test_raw_eight_bit_mail_is_decoded(text: str, encoding: str) -> None:
    mail = f"From: a@example.com\r\nSubject: {text}\r\n\r\n{text} сьогодні\r\n".encode(encoding, "replace")
    assert document(mail).text.startswith(f"From: a@example.com\nSubject: {text}\n\n{text}")


def test_html_is_read_only_if_there_is_no_plain_text() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.com", "тема"
    mail.set_content(" \n")
    mail.add_alternative("<p>Лист із <b>сайту</b></p>", subtype="html")
    assert document(bytes(mail)).text.endswith("\n\nЛист із сайту")


def test_mail_inside_a_mail_and_its_attachment_come_out_as_files() -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "b@example.com", "внутрішній"
    inner.set_content("текст")
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.com", "зовнішній"
    mail.set_content("дивись вкладення")
    mail.add_attachment(inner)
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="../акт.pdf")
    children = [r for r in read(bytes(mail)) if isinstance(r, Child)]
    assert [child.path for child in children] == ["a.eml/2.eml", "a.eml/(..)/акт.pdf"]
    assert document(children[0].content).text.endswith("текст")


@pytest.mark.parametrize("date", ["Wed, 05 Mar 2025 10:00:00 +0200", "5 Mar 2025 10:00:00 +0200"])
def test_date_and_sender_are_known(date: str) -> None:
    source = document(f"From: Ірина <i@example.com>\nSubject: x\nDate: {date}\n\ntext".encode()).source
    assert source.sent_at == "2025-03-05T10:00:00+02:00" and source.sender == "Ірина <i@example.com>"


def test_notes_with_colons_are_no_mail() -> None:
    (only,) = read_bytes("Свідок: так\nСлідчий: чому?\n".encode(), "a.txt", Limits())
    assert isinstance(only, Document) and only.source.media_type == "text/plain"
