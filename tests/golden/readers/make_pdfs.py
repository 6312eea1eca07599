"""Writes the golden PDF files beside itself: python tests/golden/readers/make_pdfs.py (needs reportlab, fonts-dejavu).

All people, firms and numbers are invented.
"""

from pathlib import Path

from reportlab.lib import colors, pdfencrypt
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table, TableStyle

HERE = Path(__file__).parent
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
UK = (
    "Свідок пояснив, що оголошення про роботу за кордоном побачив у стрічці новин. Роботодавець обіцяв житло, "
    "харчування та оплату проїзду, а паспорт попросив передати водієві ще до від'їзду. Зустріч призначили біля "
    "автовокзалу о сьомій ранку. На запитання про договір відповіли, що його підпишуть на місці. Телефон у дорозі "
    "радили не вмикати."
)
RU = (
    "Свидетель пояснил, что объявление о работе за границей увидел в ленте новостей. Работодатель обещал жильё, "
    "питание и оплату проезда, а паспорт попросил передать водителю ещё до отъезда. Встречу назначили у автовокзала "
    "в семь утра. На вопрос о договоре ответили, что его подпишут на месте. Телефон в дороге советовали не включать."
)
ROWS = [
    ["№", "Прізвище та ініціали", "Дата виїзду", "Сума, грн"],
    ["1", "Коваленко О. П.", "12.03.2025", "15 000"],
    ["2", "Мельничук-\nДібровська Т. С.", "14.03.2025", "12 500"],
    ["3", "Сидоренко В. І.", "20.03.2025", "18 200"],
]
BODY = ParagraphStyle("body", fontName="DejaVu", fontSize=10, leading=14)


def canvas(name: str, size: tuple[float, float] = A4, **options: object) -> Canvas:
    """A canvas for the file of that name, the same bytes each time."""
    pdfmetrics.registerFont(TTFont("DejaVu", FONT))
    page = Canvas(str(HERE / f"{name}.pdf"), pagesize=size, invariant=1, **options)
    page.setFont("DejaVu", 11)
    return page


def paragraph(page: Canvas, text: str, x: float, top: float, width: float) -> float:
    """The y below the paragraph set at (x, top)."""
    block = Paragraph(text, BODY)
    _, height = block.wrap(width, 1000)
    block.drawOn(page, x, top - height)
    return top - height - 10


def plain() -> None:
    page = canvas("plain")
    for number, text in enumerate((UK, RU), 1):
        page.setFont("DejaVu", 14)
        page.drawString(60, 780, f"Протокол № {number}")
        paragraph(page, text, 60, 760, 470)
        page.showPage()
        page.setFont("DejaVu", 11)
    page.save()


def lines_of(text: str, width: float) -> list[str]:
    block = Paragraph(text, BODY)
    block.wrap(width, 1000)
    return [" ".join(line[1]) for line in block.blPara.lines]


def columns(name: str, *, interleaved: bool) -> None:
    """Two columns; drawn column by column, or line by line across both as some programs do."""
    page = canvas(name)
    page.setFont("DejaVu", 14)
    page.drawString(60, 790, "Районний вісник / Районный вестник")
    page.setFont("DejaVu", 10)
    left, right = lines_of(f"{UK} {UK}", 220), lines_of(f"{RU} {RU}", 220)
    spots = [(60, 760 - 14 * i, t) for i, t in enumerate(left)], [(310, 760 - 14 * i, t) for i, t in enumerate(right)]
    order = sorted([*spots[0], *spots[1]], key=lambda s: (-s[1], s[0])) if interleaved else [*spots[0], *spots[1]]
    for x, y, text in order:
        page.drawString(x, y, text)
    page.save()


def table(name: str, *, ruled: bool) -> None:
    page = canvas(name)
    page.drawString(60, 790, "Відомість осіб, яким придбано квитки")
    style = [("FONT", (0, 0), (-1, -1), "DejaVu", 9), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    block = Table(ROWS, colWidths=[30, 180, 100, 90], rowHeights=[20, 20, 34, 20])
    block.setStyle(TableStyle([*style, ("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else style))
    block.wrapOn(page, 500, 500)
    block.drawOn(page, 60, 670)
    paragraph(page, UK, 60, 650, 470)
    page.save()


def rotated() -> None:
    """A page with /Rotate 90, a landscape page, and a portrait page with sideways text."""
    page = canvas("rotated", landscape(A4))
    page.setPageRotation(90)
    page.rotate(90)
    page.translate(0, -842)
    paragraph(page, UK, 60, 780, 470)
    page.showPage()
    page.setPageRotation(0)
    paragraph(page, RU, 60, 500, 700)
    page.showPage()
    page.setPageSize(A4)
    page.translate(595, 0)
    page.rotate(90)
    paragraph(page, UK, 60, 500, 700)
    page.save()


def shuffled() -> None:
    """Lines drawn from the bottom up: the order of the content is not that of reading."""
    page = canvas("shuffled")
    page.setFont("DejaVu", 10)
    for number, line in reversed(list(enumerate(lines_of(RU, 400)))):
        page.drawString(60, 760 - 14 * number, line)
    page.save()


def mixed() -> None:
    """A page with text, a page without (a picture of nothing), a page with text."""
    page = canvas("one_page_empty")
    paragraph(page, UK, 60, 780, 470)
    page.showPage()
    page.rect(100, 100, 300, 300, fill=1)
    page.showPage()
    paragraph(page, RU, 60, 780, 470)
    page.save()
    page = canvas("scan_only")
    page.rect(100, 100, 300, 300, fill=1)
    page.save()


def locked() -> None:
    page = canvas("encrypted", encrypt=pdfencrypt.StandardEncryption("secret", strength=128))
    paragraph(page, UK, 60, 780, 470)
    page.save()
    page = canvas("owner_password", encrypt=pdfencrypt.StandardEncryption("", "owner", strength=128))
    paragraph(page, RU, 60, 780, 470)
    page.save()


def truncated() -> None:
    data = (HERE / "plain.pdf").read_bytes()
    (HERE / "truncated.pdf").write_bytes(data[: len(data) * 6 // 10])
    (HERE / "no_xref.pdf").write_bytes(data[: data.rindex(b"xref\n", 0, data.rindex(b"startxref"))])


def main() -> None:
    plain()
    columns("columns", interleaved=False)
    columns("columns_interleaved", interleaved=True)
    table("table_ruled", ruled=True)
    table("table_plain", ruled=False)
    for make in (rotated, shuffled, mixed, locked, truncated):
        make()


if __name__ == "__main__":
    main()
