import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from pipeline.document import Document, Failure
from pipeline.readers import Read, read_bytes
from pipeline.settings import Limits

GOLDEN = Path(__file__).parents[2] / "golden" / "readers"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(**parts: str) -> Read:
    """A DOCX of the given parts, each the inside of its root element."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, inside in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {W}>{inside}</w:{name}>")
    (only,) = read_bytes(out.getvalue(), "a.docx", Limits())
    return only


def text(**parts: str) -> str:
    only = read(**parts)
    assert isinstance(only, Document)
    return only.text


def p(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def r(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def tc(inside: str) -> str:
    return f"<w:tc>{inside}</w:tc>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(r("Один") + r(" два")), "Один два"),
        (p(r("а")) + p("") + p(r("б")), "а\n\nб"),
        (p(r("а") + "<w:r><w:tab/></w:r>" + r("б")), "а\tб"),
        (p(r("є ") + "<w:del>" + r("було") + "</w:del>" + "<w:ins>" + r("стало") + "</w:ins>"), "є стало"),
        (p("<w:moveFrom>" + r("звідси") + "</w:moveFrom>" + r("тут")), "тут"),
        (p("<w:r><w:instrText>PAGE</w:instrText></w:r>" + r("5")), "5"),
        ("<w:sdt><w:sdtContent>" + p(r("у полі")) + "</w:sdtContent></w:sdt>", "у полі"),
        (p("<w:r><w:txbxContent>" + p(r("рамка")) + "</w:txbxContent></w:r>" + r("текст")), "текст\nрамка"),
        (f"<w:tbl><w:tr>{tc(p(r('а')) + p(r('б')))}{tc(p(''))}{tc(p(r('в')))}</w:tr></w:tbl>", "а б\t\tв"),
    ],
    ids=range(9),
)  # fmt: skip
def test_body_is_read_as_it_stands(body: str, expected: str) -> None:
    assert text(document=f"<w:body>{body}</w:body>") == expected


def test_footnotes_follow_and_comments_come_last_with_their_author() -> None:
    body = f"<w:body>{p(r('Текст'))}</w:body>"
    notes = f'<w:footnote w:type="separator">{p(r("—"))}</w:footnote><w:footnote>{p(r("виноска"))}</w:footnote>'
    comments = f'<w:comment w:author="Слідчий">{p(r("перевірити"))}</w:comment>'
    assert text(document=body, footnotes=notes, comments=comments) == "Текст\n\nвиноска\n\n[Слідчий] перевірити"


def test_document_without_text_is_empty() -> None:
    only = read(document=f"<w:body>{p('')}</w:body>")
    assert isinstance(only, Failure) and only.code == "empty"


def test_entities_are_not_expanded() -> None:
    out = BytesIO()
    bomb = f'<!DOCTYPE x [<!ENTITY a "{"ха" * 1000}">]><w:document {W}><w:body>{p(r("&a;текст"))}</w:body></w:document>'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", bomb)
    (only,) = read_bytes(out.getvalue(), "a.docx", Limits())
    assert isinstance(only, Document) and len(only.text) < 20


def test_docx_cut_off_is_truncated() -> None:
    data = (GOLDEN / "protocol.docx").read_bytes()
    (only,) = read_bytes(data[: len(data) // 2], "a.docx", Limits())
    assert isinstance(only, Failure) and only.code == "truncated"
