"""`sito queue`, `sito show`, `sito search`, `sito export`: what the analyst reads from the database."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from flows.console import EXIT_ERROR, console, say, speak
from flows.render import document_view, masked, masked_spans, priority_text
from flows.workspace import terms, translations
from pipeline.document import Kind, Priority
from pipeline.packs import Pack, load_pack
from pipeline.record import record
from pipeline.settings import Settings, settings_from_environment
from pipeline.store import FailureRow, Filters, Hit, QueueRow, Store, contract_versions, open_store

Database = Annotated[str | None, typer.Option(help="Database URL: sqlite:///… or postgresql+psycopg://…")]
PriorityOption = Annotated[Priority | None, typer.Option("--priority", help="Only this priority.")]
KindOption = Annotated[Kind | None, typer.Option("--kind", help="Only this kind of document.")]
LanguageOption = Annotated[str | None, typer.Option("--text-language", help="Only texts in uk, ru, mixed, …")]
IndicatorOption = Annotated[str | None, typer.Option("--indicator", help="Only documents with this indicator.")]
Limit = Annotated[int, typer.Option(help="At most so many lines.", min=1)]


class Format(StrEnum):
    """Formats of `sito export`."""

    JSONL = "jsonl"
    CSV = "csv"


@contextmanager
def reading(database: str | None) -> Iterator[tuple[Settings, Store, Pack]]:
    """Settings, the store (which must exist already) and the pack."""
    settings = settings_from_environment(database=database)
    with open_store(settings.database, terms=terms, translations=translations()) as store:
        yield settings, store, load_pack(settings.pack)


def queue(
    priority: PriorityOption = None,
    kind: KindOption = None,
    text_language: LanguageOption = None,
    indicator: IndicatorOption = None,
    limit: Limit = 25,
    unread: Annotated[bool, typer.Option("--unread", help="Only the list of what could not be read.")] = False,
    database: Database = None,
) -> None:
    """The reading list: most urgent first, with the reasons; below it what could not be read."""
    with reading(database) as (settings, store, _):
        filters = Filters(priority=priority, kind=kind, language=text_language, indicator=indicator)
        if not unread:
            rows = store.queue(filters, limit=limit)
            total = sum(count.documents for count in store.counts())
            console.print(_queue_table(rows, settings) if rows else say("queue.empty"))
            if rows:
                speak(f"[dim]{say('queue.more', shown=len(rows), total=total)}[/dim]")
        if failures := store.failures(limit=limit):
            console.print(_failure_table(failures))


def _queue_table(rows: Iterable[QueueRow], settings: Settings) -> Table:
    table = Table(title=say("title.queue"), title_justify="left", box=None, padding=(0, 2, 1, 0), header_style="dim")
    for column in ("priority", "score", "document", "reasons"):
        table.add_column(say(f"column.{column}"), overflow="fold", ratio={"document": 3, "reasons": 5}.get(column))
    for row in rows:
        name = Text(row.path.rsplit("/", 1)[-1] + (f" · {row.item}" if row.item else ""), style="bold")
        name.append(f"\n{row.id[:12]} · {say(f'kind.{row.kind}')} · {row.language}", style="dim")
        reasons = "\n".join(getattr(reason, settings.language) for reason in row.reasons)
        priority = priority_text(row.priority or Priority.NONE, say)
        table.add_row(priority, "" if row.score is None else f"{row.score:.2f}", name, Text(reasons))
    return table


def _failure_table(rows: Iterable[FailureRow]) -> Table:
    table = Table(title=say("title.unread"), title_justify="left", box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(say("column.file"), overflow="fold")
    table.add_column(say("column.reason"), overflow="fold")
    for row in rows:
        table.add_row(Text(f"{row.path}{f' · {row.item}' if row.item else ''}"), Text(f"{row.code}: {row.message}"))
    return table


def show(
    id: Annotated[str, typer.Argument(help="The document's id, or its first 6 or more digits.")],
    full: Annotated[bool, typer.Option("--full", help="The whole text.")] = False,
    unmask: Annotated[bool, typer.Option("--unmask", help="Show passages that concern a person under 18.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="The result record.")] = False,
    database: Database = None,
) -> None:
    """One document: why it is in its place, its text with the findings lit up, and every place it was found in."""
    with reading(database) as (settings, store, pack):
        loaded = store.document(id)
        if json_:
            row = record(loaded.document, contract_versions(loaded.versions), language=settings.language)
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
            return
        console.print(document_view(loaded.document, pack, say, settings.language, full=full, unmask=unmask))
        speak(f"\n[bold]{say('show.places')}[/bold]")
        for place in store.places(loaded.document.id):
            console.print(Text(f"  {place.path}{f' · {place.item}' if place.item else ''}"))


def search(
    words: Annotated[
        list[str], typer.Argument(help='Words in any form, "a phrase", a phone or account in any notation.')
    ],
    priority: PriorityOption = None,
    kind: KindOption = None,
    text_language: LanguageOption = None,
    indicator: IndicatorOption = None,
    both: Annotated[bool, typer.Option("--both", help="Also the words of the other language.")] = False,
    limit: Limit = 20,
    database: Database = None,
) -> None:
    """Documents that hold all the words, in any form, of either language."""
    with reading(database) as (_, store, pack):
        filters = Filters(priority=priority, kind=kind, language=text_language, indicator=indicator)
        query = " ".join(f'"{word}"' if " " in word else word for word in words)
        hits = store.search(query, filters, other_language=both, limit=limit)
        for hit in hits:
            console.print(_hit(hit, store, pack))
        if not hits:
            speak(say("search.nothing"))
            raise typer.Exit(EXIT_ERROR)


def _hit(hit: Hit, store: Store, pack: Pack) -> Text:
    """A hit as head line and snippet, the words lit up; child cues of the document stay masked."""
    line = Text()
    line.append_text(priority_text(hit.priority or Priority.NONE, say))
    line.append(f"  {hit.path}{f' · {hit.item}' if hit.item else ''}", style="bold")
    line.append(f"  {hit.id[:12]}\n", style="dim")
    hidden = masked_spans(store.document(hit.id).document, pack)
    snippet = Text(masked(hit.snippet.text, hidden, offset=hit.snippet.start))
    for start, end in hit.snippet.matches:
        snippet.stylize("bold black on cyan", start - hit.snippet.start, end - hit.snippet.start)
    return line.append_text(Text("  ")).append_text(snippet).append("\n")


def export(
    format: Annotated[Format, typer.Argument(help="jsonl (result records) or csv (one line a document).")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; standard output without it.")] = None,
    priority: PriorityOption = None,
    kind: KindOption = None,
    text_language: LanguageOption = None,
    indicator: IndicatorOption = None,
    database: Database = None,
) -> None:
    """Result records of all documents and failures, or of those the filters name."""
    filters = Filters(priority=priority, kind=kind, language=text_language, indicator=indicator)
    with reading(database) as (settings, store, _):
        rows = store.iter_records(filters, language=settings.language)
        if output is None:
            _write(rows, format, sys.stdout)
            return
        try:
            with output.open("w", encoding="utf-8-sig" if format is Format.CSV else "utf-8", newline="") as stream:
                _write(rows, format, stream)
        except OSError as error:
            raise typer.BadParameter(f"{output}: it cannot be written ({error.strerror})") from error


def _write(rows: Iterable[dict[str, Any]], format: Format, stream: Any) -> None:
    if format is Format.JSONL:
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        return
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(CSV_COLUMNS)
    writer.writerows(csv_row(row) for row in rows)


CSV_COLUMNS = (
    "id", "path", "item", "kind", "language", "priority", "score", "reasons", "indicators", "phones", "failure",
)  # fmt: skip


def csv_row(row: dict[str, Any]) -> list[str]:
    """A result or failure record as a line that opens right in a spreadsheet; formulas are defused by an apostrophe."""
    source = row["source"]
    phones = sorted({e["value"] for e in row.get("entities", ()) if e["label"] == "phone" and e["value"]})
    failure = row.get("failure")
    cells = [
        row["id"],
        source["path"],
        source.get("item") or "",
        row.get("kind", ""),
        row.get("language", ""),
        row.get("priority", ""),
        row.get("score", ""),
        " | ".join(row.get("reasons", ())),
        " ".join(sorted({i["id"] for i in row.get("indicators", ())})),
        " ".join(phones),
        f"{failure['code']}: {failure['message']}" if failure else "",
    ]
    return [_defused(str(cell)) for cell in cells]


def _defused(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
