import io
import zipfile
from pathlib import Path

import pytest

from corpora import build_demo

DEMO = Path(__file__).parents[2] / "corpora" / "demo"


@pytest.fixture(scope="module")
def made():
    pytest.importorskip("fpdf", reason="fpdf2 is only needed to make the demo anew")
    if not build_demo.FONTS.is_dir():
        pytest.skip("the DejaVu fonts (fonts-dejavu-core) are only needed to make the demo anew")
    return dict(build_demo.demo_files())


def test_blocks_keep_order_tables_and_layout_marks():
    kinds = [block.kind for block in build_demo.blocks("vidomist-0417.txt")]
    assert kinds == ["title", "text", "table", "text", "text"]
    table = build_demo.blocks("vidomist-0417.txt")[2]
    assert len({len(row) for row in table.rows}) == 1
    assert table.rows[1][0] == "Прокопчук"


def test_the_repository_holds_what_the_sources_make(made):
    for path, content in made.items():
        committed = (DEMO / path).read_bytes()
        if path.endswith((".pdf", ".docx")) or content.startswith(b"%PDF"):  # bytes depend on library versions
            assert abs(len(committed) - len(content)) < 0.2 * len(committed) + 1, path
        else:
            assert committed == content, path


def test_pdf_of_the_repository_carries_the_words_of_its_source():
    import pypdfium2

    for path, source in build_demo.PDFS.items():
        document = pypdfium2.PdfDocument((DEMO / path).read_bytes())
        words = " ".join(page.get_textpage().get_text_range() for page in document).split()
        cells = [cell for block in build_demo.blocks(source) for row in block.rows for cell in row]
        texts = [block.text for block in build_demo.blocks(source)] + cells
        missing = {word for text in texts for word in text.split()} - set(words)
        assert {word for word in missing if "-" not in word} == set(), path


def test_archive_has_folders_inside_folders():
    with zipfile.ZipFile(io.BytesIO((DEMO / "seized-ads/arkhiv-2021.zip").read_bytes())) as archive:
        assert archive.namelist() == [
            "2021/boards/01-zbir-yabluk.txt",
            "2021/boards/02-sidelka.txt",
            "2021/boards/03-pereizd.txt",
            "2021/notes/zapys-chergovogo.txt",
        ]


def test_made_again_into_a_folder_every_byte_is_the_same_and_nothing_else_is_written(made, tmp_path):
    build_demo.main(tmp_path)
    written = {p.relative_to(tmp_path).as_posix(): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert written == made
