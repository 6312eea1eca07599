"""Makes the binary and the oddly encoded files of `corpora/demo/` from the texts in `corpora/demo-sources/`.

A tool for developers: `python -m corpora.build_demo [FOLDER]`. It needs fpdf2 and the DejaVu fonts (Debian
package fonts-dejavu-core); what it makes is in the repository, so nobody else needs either. The plain UTF-8
files of the demo are written by hand and not touched. Same sources, same library versions: same bytes.

Lines of a source that lay out a page start with `#`: `#title`, `#center`, `#h` (heading), `#text`, `#pagebreak`,
`#table` … `#end` (rows with cells between `|`), `#headline`, `#left`, `#right` (columns of a newspaper page).
"""

import io
import random
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
SOURCES = HERE / "demo-sources"
FONTS = Path("/usr/share/fonts/truetype/dejavu")
MADE_AT = datetime(2024, 1, 1, tzinfo=UTC)
ZIP_DATE = (2024, 1, 1, 0, 0, 0)
SCAN_DPI = 110

ENCODED = {
    "cases/2023-0417/01-raport.txt": ("raport-0417.txt", "cp1251"),
    "cases/2023-0417/05-ukhvala.txt": ("ukhvala-0417.txt", "koi8-u"),
    "misc/komunalka.txt": ("komunalka.txt", "cp866"),
    "misc/stattia.html": ("stattia.html", "cp1251"),
    "seized-ads/orenda.txt": ("orenda-utf16.txt", "utf-16-le"),
    "seized-ads/feed-2018.csv": ("feed-2018.csv", "cp1251"),
}
PDFS = {
    "cases/2023-0417/04-vidomist.pdf": "vidomist-0417.txt",
    "cases/2022-1103/obvynuvalnyi-akt.pdf": "obvynuvalnyi-akt.txt",
    "misc/rakhunok-318.pdf": "rakhunok.txt",
    "broken/pdf-pid-nazvoyu.txt": "dovidka-robota.txt",
}
DOCX = {
    "cases/2023-0417/02-protokol-dopytu-poterpiloho.docx": "protokol-dopytu-poterpiloho.txt",
    "misc/opys-mayna.docx": "opys-mayna.txt",
}


class Block(NamedTuple):
    """A piece of a page: what it is, its text, and for a table its rows."""

    kind: str
    text: str
    rows: tuple[tuple[str, ...], ...] = ()


def main(folder: Path) -> None:
    """Writes every made file of the demo under `folder`."""
    for path, content in demo_files():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def demo_files() -> Iterator[tuple[str, bytes]]:
    """Path inside the demo and content of every made file."""
    for path, (source, encoding) in ENCODED.items():
        yield path, _encoded(source, encoding)
    for path, source in PDFS.items():
        yield path, make_pdf(blocks(source))
    for path, source in DOCX.items():
        yield path, make_docx(blocks(source))
    yield "misc/gazeta-11.pdf", make_newspaper(blocks("gazeta.txt"))
    yield "misc/zvernennia.eml", make_mail()
    yield "seized-ads/arkhiv-2021.zip", make_archive()
    yield from broken_files()


def broken_files() -> Iterator[tuple[str, bytes]]:
    """The files that no reader can read in full, each for a reason of its own."""
    indictment = make_pdf(blocks("obvynuvalnyi-akt.txt"))
    yield "broken/obirvanyi.pdf", indictment[: len(indictment) * 2 // 5]
    yield "broken/pid-parolem.pdf", make_pdf(blocks("rakhunok.txt"), password="sekret")
    yield "broken/foto-naspravdi.pdf", _page_image("png")
    yield "broken/skan-bez-tekstu.pdf", make_scan()
    yield "broken/bajty.dat", random.Random(417).randbytes(2048)
    yield "broken/porozhnij.txt", b""


def _encoded(source: str, encoding: str) -> bytes:
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    text = (SOURCES / source).read_text(encoding="utf-8")
    if source.endswith(".csv"):
        text = text.replace("\n", "\r\n")
    return mark + text.encode(encoding)


def blocks(source: str) -> list[Block]:
    """The blocks of a source text, in order; a line without a mark is a paragraph."""
    found: list[Block] = []
    rows: list[tuple[str, ...]] | None = None
    for line in (SOURCES / source).read_text(encoding="utf-8").splitlines():
        if line == "#end" and rows is not None:
            found.append(Block("table", "", tuple(rows)))
            rows = None
        elif rows is not None:
            rows.append(tuple(line.split("|")))
        elif line == "#table":
            rows = []
        elif line.startswith("#"):
            kind, _, text = line[1:].partition(" ")
            found.append(Block(kind, text))
        elif line.strip():
            found.append(Block("text", line))
    return found


def _new_pdf() -> Any:
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.set_creation_date(MADE_AT)
    pdf.set_producer("demo")
    pdf.add_font("body", "", str(FONTS / "DejaVuSerif.ttf"))
    pdf.add_font("body", "B", str(FONTS / "DejaVuSerif-Bold.ttf"))
    pdf.set_margin(20)
    pdf.add_page()
    return pdf


def make_pdf(content: list[Block], *, password: str | None = None) -> bytes:
    """A PDF with a text layer, tables drawn with lines; locked if a password is given."""
    pdf = _new_pdf()
    if password:
        pdf.set_encryption(owner_password=password, user_password=password)
    for block in content:
        _draw(pdf, block)
    return bytes(pdf.output())


def _draw(pdf: Any, block: Block) -> None:
    if block.kind == "pagebreak":
        pdf.add_page()
        return
    heading = block.kind in ("title", "h")
    pdf.set_font("body", "B" if heading else "", 13 if block.kind == "title" else 10)
    if block.kind == "table":
        with pdf.table(text_align="LEFT", line_height=6) as table:
            for row in block.rows:
                table.row(row)
    else:
        align = "C" if block.kind in ("title", "center") else "L"
        pdf.multi_cell(0, 5.5, block.text, align=align, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(2)


def make_newspaper(content: list[Block]) -> bytes:
    """A PDF page with a headline over two columns, drawn line by line across both, as layout programs do."""
    pdf = _new_pdf()
    headline = ""
    left: list[str] = []
    right: list[str] = []
    column = left
    for block in content:
        if block.kind == "headline":
            headline = block.text
        elif block.kind in ("left", "right"):
            column = left if block.kind == "left" else right
        else:
            column.append(block.text)
    pdf.set_font("body", "B", 12)
    pdf.multi_cell(0, 8, headline, align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("body", "", 9)
    width, top = 80.0, pdf.get_y() + 4
    columns = [_wrapped(pdf, part, width) for part in (left, right)]
    for number in range(max(map(len, columns))):
        for x, lines in zip((20.0, 110.0), columns, strict=True):
            if number < len(lines):
                pdf.text(x, top + number * 4.5, lines[number])
    return bytes(pdf.output())


def _wrapped(pdf: Any, paragraphs: list[str], width: float) -> list[str]:
    lines: list[str] = []
    for paragraph in paragraphs:
        wrapped = pdf.multi_cell(width, 4.5, paragraph, align="L", dry_run=True, output="LINES")
        lines += [*wrapped, ""]
    return lines


def make_docx(content: list[Block]) -> bytes:
    """A DOCX with headings, paragraphs and tables."""
    from docx import Document

    document = Document()
    document.core_properties.created = document.core_properties.modified = MADE_AT.replace(tzinfo=None)
    document.core_properties.author = "demo"
    for block in content:
        if block.kind == "table":
            table = document.add_table(rows=0, cols=max(map(len, block.rows)), style="Table Grid")
            for row in block.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        elif block.kind == "title":
            document.add_heading(block.text, level=1)
        else:
            document.add_paragraph(block.text)
    raw = io.BytesIO()
    document.save(raw)
    return _with_fixed_dates(raw.getvalue())


def _with_fixed_dates(archive: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(_member(name), old.read(name))
    return made.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, ZIP_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def make_archive() -> bytes:
    """A ZIP with folders inside folders."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for path in sorted((SOURCES / "archive").rglob("*.txt")):
            archive.writestr(_member(path.relative_to(SOURCES / "archive").as_posix()), path.read_bytes())
    return made.getvalue()


def make_mail() -> bytes:
    """A mail with a text body and one attachment."""
    mail = EmailMessage()
    mail["From"] = "Ірина Довженко <i.dovzhenko@poshta-zrazok.example>"
    mail["To"] = "zvernennia@policia-zrazok.example"
    mail["Subject"] = "брат не виходить на зв'язок, Румунія"
    mail["Date"] = "Tue, 27 Feb 2024 21:14:00 +0200"
    mail["Message-ID"] = "<417@poshta-zrazok.example>"
    mail.set_content((SOURCES / "mail" / "body.txt").read_text(encoding="utf-8"))
    advert = (SOURCES / "mail" / "ogoloshennia.txt").read_text(encoding="utf-8")
    mail.add_attachment(advert, filename="ogoloshennia.txt")
    mail.set_boundary("----demo-417")
    return mail.as_bytes()


def make_scan() -> bytes:
    """A PDF whose only page is a picture of a text."""
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.set_creation_date(MADE_AT)
    pdf.add_page()
    pdf.image(io.BytesIO(_page_image("png")), x=0, y=0, w=210)
    return bytes(pdf.output())


def _page_image(format_: str) -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    size = (round(8.27 * SCAN_DPI), round(11.69 * SCAN_DPI))
    image = Image.new("L", size, 250)
    font = ImageFont.truetype(str(FONTS / "DejaVuSerif.ttf"), round(0.17 * SCAN_DPI))
    text = (SOURCES / "scan-list.txt").read_text(encoding="utf-8")
    ImageDraw.Draw(image).multiline_text((SCAN_DPI * 0.8, SCAN_DPI), text, fill=20, font=font, spacing=12)
    made = io.BytesIO()
    image.rotate(0.6, fillcolor=250).save(made, format_)
    return made.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "demo")
