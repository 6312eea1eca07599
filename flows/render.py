"""Documents as a person reads them in a terminal: coloured findings, reasons, tables; child cues masked."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractors.entities.touching import Touching
from flows.messages import Say
from pipeline.document import Document, Entity, EntityLabel, Indicator, Paragraph, Priority, Problem
from pipeline.packs import Pack

STYLES = {
    Priority.URGENT: "bold white on red",
    Priority.HIGH: "bold red",
    Priority.REVIEW: "yellow",
    Priority.NONE: "dim",
}
INDICATOR_STYLE = "bold black on yellow"
SILENT_STYLE = "strike black on white"
ENTITY_STYLE = "underline cyan"
MASK = "▒"
PARAGRAPHS_SHOWN = 12
ROWS_SHOWN = 200  # of a table of findings: more than anybody reads on a screen
PASSAGE_CHARS = 300  # how far a masked passage reaches from its cue, where the line goes on


def child_ids(pack: Pack) -> frozenset[str]:
    """Indicators which say that a person under 18 is concerned."""
    return frozenset(t.id for t in pack.indicators.values() if t.child)


def masked_spans(document: Document, pack: Pack) -> list[tuple[int, int]]:
    """Spans to hide on screen: the passage around each child cue, that is its line, or so much of a long one."""
    spans = []
    children = child_ids(pack)
    for cue in document.indicators:
        if cue.id in children:
            start = document.text.rfind("\n", 0, cue.start) + 1
            end = document.text.find("\n", cue.end)
            end = len(document.text) if end < 0 else end
            spans.append((max(start, cue.start - PASSAGE_CHARS), min(end, cue.end + PASSAGE_CHARS)))
    return spans


def masked(text: str, spans: Iterable[tuple[int, int]], offset: int = 0) -> str:
    """`text`, which begins at `offset` of the document, with the spans' letters and digits hidden; its length stays."""
    characters = list(text)
    for start, end in spans:
        for i in range(max(start - offset, 0), min(end - offset, len(characters))):
            if characters[i].isalnum():
                characters[i] = MASK
    return "".join(characters)


def priority_text(priority: Priority, say: Say) -> Text:
    """The priority as a coloured word."""
    return Text(say(f"priority.{priority}"), style=STYLES[priority])


def document_view(
    document: Document, pack: Pack, say: Say, language: str, *, full: bool, unmask: bool
) -> RenderableType:
    """One document: head line, reasons, text with findings lit up, indicators, entities, problems."""
    hidden = [] if unmask else masked_spans(document, pack)
    parts: list[RenderableType] = [_head(document, say), _reasons(document, say, language)]
    if hidden:
        parts.append(Text(say("analyze.masked"), style="bold magenta"))
    parts += [_section("title.text", say), _text(document, hidden, say, full=full)]
    if document.indicators:
        hits = document.indicators if full else document.indicators[:ROWS_SHOWN]
        parts += [_section("title.indicators", say), _indicators(document, hits, pack, hidden, say, language)]
        parts += _left_out(len(hits), len(document.indicators), say)
    if entities := [e for e in document.entities if e.label is not EntityLabel.JOB]:
        shown = entities if full else entities[:ROWS_SHOWN]
        parts += [_section("title.entities", say), _entities(document, shown, hidden, say)]
        parts += _left_out(len(shown), len(entities), say)
    if document.problems:
        parts += [_section("title.problems", say), _problems(document.problems)]
    return Group(*parts)


def _left_out(shown: int, total: int, say: Say) -> list[RenderableType]:
    return [Text(f"… {say('queue.more', shown=shown, total=total)}; --full", style="dim")] if shown < total else []


def _section(key: str, say: Say) -> Text:
    return Text(f"\n{say(key)}", style="bold")


def _head(document: Document, say: Say) -> Text:
    head = Text()
    if document.assessment:
        head.append_text(priority_text(document.assessment.priority, say))
        head.append(f"  {document.assessment.score:.2f}   ")
    item = f" · {document.source.item}" if document.source.item else ""
    head.append(f"{document.source.path}{item}", style="bold")
    head.append(f"   {say(f'kind.{document.kind}')} · {document.language} · {document.id[:12]}", style="dim")
    return head


def _reasons(document: Document, say: Say, language: str) -> RenderableType:
    reasons = document.assessment.reasons if document.assessment else ()
    return Group(*(Text(f"  • {getattr(r, language)}") for r in reasons))


def _text(document: Document, hidden: Sequence[tuple[int, int]], say: Say, *, full: bool) -> RenderableType:
    stretches = _stretches(document)
    entities = Touching(e for e in document.entities if e.label is not EntityLabel.JOB)
    hits = Touching(document.indicators)
    chosen = stretches if full else [s for s in stretches if any(hits(*s))] or stretches[:3]
    shown: list[RenderableType] = [
        Padding(_stretch(document.text, start, end, hidden, entities, hits), (0, 0, 0, 2))
        for start, end in (chosen if full else chosen[:PARAGRAPHS_SHOWN])
    ]
    if len(shown) < len(stretches):
        shown.append(Text(f"  … {say('analyze.shortened')}", style="dim"))
    return Group(*shown)


def _stretches(document: Document) -> list[tuple[int, int]]:
    paragraphs: Sequence[Paragraph] = document.paragraphs
    if paragraphs:
        return [(p.start, p.end) for p in paragraphs]
    return [(0, len(document.text))]


def _stretch(
    document_text: str,
    start: int,
    end: int,
    hidden: Sequence[tuple[int, int]],
    entities: Touching[Entity],
    hits: Touching[Indicator],
) -> Text:
    text = Text(masked(document_text[start:end], hidden, offset=start))
    for entity in entities(start, end):
        text.stylize(ENTITY_STYLE, max(entity.start - start, 0), entity.end - start)
    for hit in hits(start, end):
        style = INDICATOR_STYLE if hit.polarity.counts else SILENT_STYLE
        text.stylize(style, max(hit.start - start, 0), hit.end - start)
    text.rstrip()
    return text


def _indicators(
    document: Document,
    hits: Sequence[Indicator],
    pack: Pack,
    hidden: Sequence[tuple[int, int]],
    say: Say,
    language: str,
) -> Table:
    table = _table("column.indicator", "column.polarity", "column.score", "column.text", "column.source", say=say)
    for hit in hits:
        name = pack.indicators[hit.id].names[language] if hit.id in pack.indicators else hit.id
        quote = masked(document.text[hit.start : hit.end], hidden, offset=hit.start)
        style = None if hit.polarity.counts else "dim"
        table.add_row(
            Text(name),
            say(f"polarity.{hit.polarity}"),
            f"{hit.score:.2f}",
            Text(_short(quote)),
            hit.source,
            style=style,
        )
    return table


def _entities(document: Document, entities: Sequence[Entity], hidden: Sequence[tuple[int, int]], say: Say) -> Table:
    table = _table("column.label", "column.value", "column.text", "column.source", say=say)
    for entity in entities:
        is_hidden = any(start < entity.end and entity.start < end for start, end in hidden)
        quote = masked(document.text[entity.start : entity.end], hidden, offset=entity.start)
        value = MASK * 3 if is_hidden else value_text(entity)
        table.add_row(entity.label, Text(value), Text(_short(quote)), entity.source)
    return table


def value_text(entity: Entity) -> str:
    """An entity's normal form in one line."""
    value = entity.value
    if value is None:
        return ""
    if isinstance(value, tuple):
        return f"{value[0]}–{value[1]}"
    if isinstance(value, str | int):
        return str(value)
    low, high = value.min, value.max
    amount = f"{low:g}" if low == high else f"{'' if low is None else f'{low:g}'}–{'' if high is None else f'{high:g}'}"
    return " ".join(x for x in (amount, value.currency, f"/ {value.period}" if value.period else None) if x)


def _problems(problems: Sequence[Problem]) -> RenderableType:
    return Group(
        *(Text(f"  • {p.code}{f' (p. {p.page})' if p.page else ''}: {p.message}", style="magenta") for p in problems)
    )


def _table(*columns: str, say: Say) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in columns:
        table.add_column(say(column), overflow="fold")
    return table


def _short(text: str, limit: int = 110) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
