"""`sito analyze`: one file or pasted text, answered at once, without database or Prefect."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from flows.assemble import Assembly, assemble
from flows.console import EXIT_UNREAD, console, say, speak
from flows.render import document_view
from flows.scan import shown_name
from pipeline.document import Document, Failure
from pipeline.readers import Child, Fence, Nesting, Read
from pipeline.record import failure_record, record
from pipeline.settings import Settings, settings_from_environment
from pipeline.store import contract_versions
from pipeline.stream import run_stages


def analyze(
    file: Annotated[str, typer.Argument(help="A file, or - for text on standard input.")],
    json_: Annotated[bool, typer.Option("--json", help="Result records as JSON Lines instead of the page.")] = False,
    full: Annotated[bool, typer.Option("--full", help="The whole text, not only paragraphs with findings.")] = False,
    unmask: Annotated[bool, typer.Option("--unmask", help="Show passages that concern a person under 18.")] = False,
    profile: Annotated[
        str | None, typer.Option(help="bundled (rules and models), hub (other models) or rules.")
    ] = None,
    pack: Annotated[Path | None, typer.Option(help="Folder of another crime type's pack.")] = None,
) -> None:
    """Priority, reasons and findings of one file or pasted text, at once. Nothing is stored."""
    settings = settings_from_environment(profile=profile, pack=pack)
    assembly = assemble(settings)
    unread = 0
    for result in results(file, settings, assembly):
        unread += isinstance(result, Failure)
        if json_:
            sys.stdout.write(json.dumps(_record(result, assembly, settings), ensure_ascii=False) + "\n")
        else:
            _show(result, settings, assembly, full=full, unmask=unmask)
    if not json_:
        speak(f"\n[dim]{say('analyze.lead')}[/dim]")
    raise typer.Exit(EXIT_UNREAD if unread else 0)


def results(file: str, settings: Settings, assembly: Assembly) -> Iterator[Document | Failure]:
    """Analysed documents and failures of a file and of all the files inside it."""
    with Fence(settings.limits) as fence:
        for read in _read(file, fence):
            if isinstance(read, Failure):
                yield read
            else:
                yield from run_stages(assembly.stages, [read])


def _read(file: str, fence: Fence) -> Iterator[Document | Failure]:
    if file == "-":
        yield from _unfold(fence, sys.stdin.buffer.read(), "stdin", Nesting())
        return
    path = Path(file)
    if not path.is_file():
        raise typer.BadParameter(f"{file}: there is no such file")
    yield from _unfold(fence, path, shown_name(path), Nesting())


def _unfold(fence: Fence, content: Path | bytes, name: str, nesting: Nesting) -> Iterator[Document | Failure]:
    children: list[Child] = []
    reads: Iterator[Read] = fence.read(content, name=name, nesting=nesting)
    for read in reads:
        if isinstance(read, Child):
            children.append(read)
        else:
            yield read
    for child in children:
        yield from _unfold(fence, child.content, child.path, child.nesting)


def _record(result: Document | Failure, assembly: Assembly, settings: Settings) -> dict[str, object]:
    if isinstance(result, Failure):
        return failure_record(result)
    return record(result, contract_versions(assembly.made_by), language=settings.language)


def _show(result: Document | Failure, settings: Settings, assembly: Assembly, *, full: bool, unmask: bool) -> None:
    if isinstance(result, Failure):
        line = Text.assemble((say("analyze.failed"), "bold red"), " ", (result.source.path, "bold"))
        console.print(line.append(f" {result.code}: {result.message}"))
        return
    console.print(document_view(result, assembly.pack, say, settings.language, full=full, unmask=unmask))
    if not assembly.has_tagger:
        speak(f"[dim]{say('analyze.rules_only')}[/dim]")
