"""Invented documents and their results, and hypothesis strategies for any document at all."""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from hypothesis import strategies as st

from pipeline.document import (
    Alternative,
    Assessment,
    Document,
    Entity,
    EntityLabel,
    Failure,
    Indicator,
    Kind,
    Money,
    Page,
    Paragraph,
    Polarity,
    Priority,
    Problem,
    Reason,
    Source,
    Validation,
    WordBox,
)
from pipeline.store import FileSeen, Result, StageFailure, StageRun, Store, Versions

VERSION = "readers-1"
MADE_BY = Versions(sito="0.1.0", taxonomy="1", policy="2", models={"names": "1"})
STAGES = ("language", "kind", "identifiers", "names", "indicators", "priority")
EFFECTIVE = dict.fromkeys(STAGES, "v1")


def digest(name: str) -> str:
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()


def seen(path: str, content: str = "", **more: object) -> FileSeen:
    return FileSeen(path=path, original_id=digest(content or path), bytes=len(content), **more)  # type: ignore[arg-type]


def text_document(text: str, *, path: str = "a.txt", item: str | None = None) -> Document:
    source = Source(path=path, media_type="text/plain", item=item, bytes=len(text.encode("utf-8", "surrogatepass")))
    return Document(id=digest(text), source=source, text=text)


def failure(path: str, code: str = "damaged", *, id: str | None = None, item: str | None = None) -> Failure:
    source = Source(path=path, media_type="application/pdf", item=item, bytes=7)
    return Failure(id=id or digest(path), source=source, code=code, message="The file is damaged.")


def phone(text: str, written: str, value: str) -> Entity:
    start = text.index(written)
    return Entity(
        start=start, end=start + len(written), label=EntityLabel.PHONE, value=value, source="identifiers.phone@1"
    )


def indicator(id: str = "document_confiscation", *, polarity: Polarity = Polarity.ASSERTED) -> Indicator:
    return Indicator(start=0, end=4, id=id, stage="control", polarity=polarity, score=0.9, source="rules.taken@1")


def assessed(document: Document, priority: Priority, score: float, **changes: object) -> Document:
    verdict = Assessment(priority=priority, score=score, reasons=(Reason(uk="Забрали паспорт.", en="Passport taken."),))
    return replace(document, assessment=verdict, **changes)  # type: ignore[arg-type]


def result(document: Document, *names: str, version: str = "v1", failed: StageFailure | None = None) -> Result:
    """The document after the named stages (all of them by default)."""
    stages = tuple(StageRun(name=name, version=version, seconds=0.5) for name in (names or STAGES))
    return Result(document=document, stages=stages, failed=failed)


def read(store: Store, documents: Iterable[Document], *, path: str = "feed.jsonl", version: str = VERSION) -> str:
    """The run in which these documents were read out of one file."""
    run_id = store.start_run("ingest", {})
    file = seen(path)
    store.add_files([file], run_id)
    assert file.original_id is not None
    store.save_reading(file.original_id, documents, seconds=1.0, version=version, run_id=run_id)
    return run_id


def stored(store: Store, *documents: Document) -> None:
    """These documents, read and through all stages, are in the store."""
    run_id = read(store, documents)
    store.save_results([result(d) for d in documents], run_id, made_by=MADE_BY)


_any_text = st.text(st.characters(), max_size=30)
_words = st.text(st.characters(), min_size=1, max_size=12)
_scores = st.floats(0, 1)
_points = st.floats(-1e6, 1e6) | st.floats(0, 1000, width=32)
_values = (
    st.none()
    | _any_text
    | st.integers(-5, 200)
    | st.tuples(st.integers(-5, 99), st.integers(-5, 99))
    | st.builds(
        Money,
        min=st.none() | st.floats(0, 1e9),
        max=st.none() | st.floats(0, 1e9),
        currency=st.none() | st.just("UAH"),
        period=st.none() | st.just("month"),
    )
)
_spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted)
_alternatives = st.builds(
    Alternative, label=st.sampled_from(EntityLabel), value=_values, score=_scores, reason=_any_text
)


@st.composite
def entities(draw: st.DrawFn) -> Entity:
    start, end = draw(_spans)
    return Entity(
        start=start,
        end=end,
        label=draw(st.sampled_from(EntityLabel)),
        value=draw(_values),
        validation=draw(st.none() | st.sampled_from(Validation)),
        source=draw(st.sampled_from(["identifiers.phone@1", "identifiers.iban@2", "names.bundled-uk@1"])),
        score=draw(_scores),
        reason=draw(st.none() | _any_text),
        role=draw(st.none() | _any_text),
        alternatives=tuple(draw(st.lists(_alternatives, max_size=2))),
    )


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    start, end = draw(_spans)
    return Indicator(
        start=start,
        end=end,
        id=draw(st.sampled_from(["debt_bondage", "document_confiscation"])),
        stage=draw(st.sampled_from(["control", "transfer"])),
        polarity=draw(st.sampled_from(Polarity)),
        score=draw(_scores),
        source="rules.any@1",
        reason=draw(st.none() | _any_text),
    )


@st.composite
def pages(draw: st.DrawFn, number: int) -> Page:
    start, end = draw(_spans)
    box = st.builds(WordBox, st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), _points, _points, _points, _points)
    return Page(
        number=number,
        start=start,
        end=end,
        width=draw(_points),
        height=draw(_points),
        words=tuple(draw(st.lists(box, max_size=5))),
        ocr=draw(st.booleans()),
    )


@st.composite
def read_documents(draw: st.DrawFn) -> Document:
    """A document as a reader may make it."""
    text = draw(st.text(st.characters(), max_size=80))
    problems = st.builds(Problem, code=_words, message=_any_text, page=st.none() | st.integers(1, 9))
    return Document(
        id=digest(draw(_any_text)),
        source=Source(
            path=draw(_words),
            media_type=draw(_words),
            item=draw(st.none() | _any_text),
            bytes=draw(st.integers(0, 2**40)),
            sent_at=draw(st.none() | _any_text),
            sender=draw(st.none() | _any_text),
            channel=draw(st.none() | _any_text),
        ),
        text=text,
        pages=tuple(draw(pages(number)) for number in range(1, draw(st.integers(1, 4)))),
        problems=tuple(dict.fromkeys(draw(st.lists(problems, max_size=3)))),
    )


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, Document]:
    """A document as a reader may make it, and as the stages may leave it."""
    before = draw(read_documents())
    paragraphs = st.builds(
        Paragraph, start=st.integers(0, 40), end=st.integers(40, 80), language=st.sampled_from(["uk", "ru"])
    )
    reasons = st.builds(Reason, uk=_any_text, en=_any_text)
    verdicts = st.builds(
        Assessment, priority=st.sampled_from(Priority), score=_scores, reasons=st.lists(reasons, max_size=3).map(tuple)
    )
    after = replace(
        before,
        kind=draw(st.sampled_from(Kind)),
        language=draw(st.sampled_from(["uk", "ru", "mixed", "und", "pl"])),
        paragraphs=tuple(draw(st.lists(paragraphs, max_size=3))),
        assessment=draw(st.none() | verdicts),
    )
    found = draw(st.lists(entities(), max_size=6))
    after = after.with_entities([e for e in found if e.source.startswith("names.")], stage="names")
    after = after.with_entities([e for e in found if e.source.startswith("identifiers.")], stage="identifiers")
    after = after.with_indicators(draw(st.lists(indicators(), max_size=4)))
    return before, after.with_problems(Problem(code="later", message="Found by a stage."))
