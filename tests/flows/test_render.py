"""Documents on the terminal."""

import io

from rich.console import Console

from flows.messages import catalogue
from flows.render import ROWS_SHOWN, document_view
from pipeline.document import Document, Entity, EntityLabel, Source
from pipeline.packs import load_pack
from pipeline.settings import Settings

LINE = "Телефон 067 000 11 22.\n"


def shown(lines: int, *, full: bool) -> str:
    text = LINE * lines
    starts = range(8, len(text), len(LINE))
    entities = (
        Entity(start=s, end=s + 13, label=EntityLabel.PHONE, value="+380670001122", source="identifiers.phone@1")
        for s in starts
    )
    source = Source(path="a.txt", media_type="text/plain")
    document = Document(id="a" * 64, source=source, text=text, entities=tuple(entities))
    stream = io.StringIO()
    pack = load_pack(Settings().pack)
    view = document_view(document, pack, catalogue("en"), "en", full=full, unmask=False)
    Console(file=stream, width=120).print(view)
    return stream.getvalue()


def test_a_document_with_very_many_findings_shows_the_first_and_says_so() -> None:
    view = shown(ROWS_SHOWN + 50, full=False)
    assert view.count("+380670001122") == ROWS_SHOWN
    assert f"{ROWS_SHOWN} of {ROWS_SHOWN + 50} shown" in view


def test_all_findings_are_shown_when_asked_for() -> None:
    assert shown(ROWS_SHOWN + 50, full=True).count("+380670001122") == ROWS_SHOWN + 50
