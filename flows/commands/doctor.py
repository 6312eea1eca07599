"""`sito doctor`: what is installed and ready, one line each."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import typer
from rich.table import Table
from rich.text import Text

from extractors.entities.names import FOLDER
from extractors.hub.transformer import TRY_OUT
from extractors.indicators import Tagger
from extractors.models import load_names_model, model_name
from flows.assemble import assemble
from flows.console import EXIT_ERROR, console, say
from flows.orchestration import ENVIRONMENT
from pipeline.errors import TriageError
from pipeline.packs import load_pack
from pipeline.readers import READ_VERSION, READERS
from pipeline.settings import Settings, settings_from_environment
from pipeline.store import open_store

PACKAGES = ("sito", "spacy", "transformers", "torch", "prefect", "pdfplumber", "pypdfium2", "langdetect", "pymorphy3")
OCR_LANGUAGES = {"ukr", "rus", "eng"}
LOW_DISK_BYTES = 2 * 1024**3


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One finding. `needed`: Sito cannot do its main job without it."""

    what: str
    ok: bool
    detail: str
    needed: bool = True


def doctor() -> None:
    """What is installed: packages, models, pack, readers, OCR languages, database, disk, network silence."""
    settings = settings_from_environment()
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    lines = [line for check in CHECKS for line in check(settings)]
    for line in lines:
        colour = "green" if line.ok else "red" if line.needed else "yellow"
        word = say("doctor.ok" if line.ok else "doctor.missing")
        table.add_row(Text(word, style=colour), Text(line.what, style="bold"), Text(line.detail))
    console.print(table)
    if any(not line.ok and line.needed for line in lines):
        raise typer.Exit(EXIT_ERROR)


def _packages(_: Settings) -> Iterator[Line]:
    found, absent = [], []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            absent.append(name)
    yield Line(
        what="packages", ok=not absent, detail=", ".join(found) + (f"; not installed: {absent}" if absent else "")
    )


def _stages(settings: Settings) -> Iterator[Line]:
    try:
        assembly = assemble(settings)
    except TriageError as error:
        yield Line(what=f"profile {settings.profile}", ok=False, detail=str(error))
        return
    versions = ", ".join(f"{stage.name} {stage.version}" for stage in assembly.stages)
    yield Line(what=f"profile {settings.profile}", ok=True, detail=versions)
    if settings.profile == "noop":
        return
    yield _names_model(settings, assembly.names_folder)
    yield _indicator_model(settings, assembly.tagger)
    if unused := [
        key
        for key, folder in (
            ("SITO_NAMES_MODEL", settings.names_model),
            ("SITO_INDICATOR_MODEL", settings.indicator_model),
        )
        if folder is not None and settings.profile != "hub"
    ]:
        detail = f"{', '.join(unused)} set, but only the profile hub uses it (SITO_PROFILE=hub)"
        yield Line(what="hub", ok=False, detail=detail, needed=False)


def _names_model(settings: Settings, folder: Path) -> Line:
    """The model of names; a hub's is loaded, so that a damaged one is found here and not in the night's run."""
    try:
        if settings.profile == "hub":
            labels = ", ".join(load_names_model(folder).get_pipe("ner").labels)
            return Line(what="names model", ok=True, detail=f"{folder} reads; labels: {labels}")
        return Line(what="names model", ok=True, detail=f"{folder}, {model_name(folder)}")
    except TriageError as error:
        return Line(what="names model", ok=False, detail=str(error))


def _indicator_model(settings: Settings, tagger: Tagger | None) -> Line:
    if tagger is None:
        return Line(what="indicator model", ok=False, detail="none is trained: rules only", needed=False)
    try:
        if settings.profile == "hub":
            list(tagger.tag([TRY_OUT]))
    except TriageError as error:
        return Line(what="indicator model", ok=False, detail=str(error))
    folder = settings.indicator_model if settings.profile == "hub" else None
    return Line(what="indicator model", ok=True, detail=f"{folder or settings.models / FOLDER} reads, {tagger.version}")


def _pack(settings: Settings) -> Iterator[Line]:
    try:
        pack = load_pack(settings.pack)
    except TriageError as error:
        yield Line(what="pack", ok=False, detail=str(error))
        return
    detail = f"{pack.name} {pack.version}, {len(pack.indicators)} indicators, policy {pack.policy.version}"
    yield Line(what="pack", ok=True, detail=detail)


def _readers(_: Settings) -> Iterator[Line]:
    yield Line(what="readers", ok=True, detail=f"{', '.join(r.name for r in READERS)} (version {READ_VERSION})")


def _ocr(_: Settings) -> Iterator[Line]:
    if not (program := shutil.which("tesseract")):
        yield Line(what="OCR", ok=False, detail="Tesseract is not installed: scans wait as 'needs OCR'", needed=False)
        return
    answer = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    languages = OCR_LANGUAGES & set(answer.stdout.split())
    lacking = sorted(OCR_LANGUAGES - languages)
    detail = f"Tesseract with {', '.join(sorted(languages))}" + (f"; lacks {', '.join(lacking)}" if lacking else "")
    yield Line(what="OCR", ok=not lacking, detail=detail, needed=False)


def _database(settings: Settings) -> Iterator[Line]:
    path = settings.database.removeprefix("sqlite:///")
    if settings.database.startswith("sqlite") and not Path(path).exists():
        yield Line(what="database", ok=True, detail=f"{path} will be made by the first `sito ingest`")
        return
    try:
        with open_store(settings.database) as store:
            counts = store.accounting()
    except TriageError as error:
        yield Line(what="database", ok=False, detail=str(error))
        return
    where = settings.database.split("@")[-1]
    yield Line(
        what="database",
        ok=counts.lost == 0,
        detail=f"{where}: {counts.documents} documents, {counts.failures} failures, {counts.lost} lost",
    )


def _disk(settings: Settings) -> Iterator[Line]:
    folder = settings.home.absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    yield Line(what="disk", ok=free > LOW_DISK_BYTES, detail=f"{free / 1024**3:.1f} GiB free at {settings.home}")


def _silence(_: Settings) -> Iterator[Line]:
    loud = [
        k
        for k in ("DO_NOT_TRACK", "PREFECT_SERVER_ANALYTICS_ENABLED")
        if os.environ.get(k, ENVIRONMENT[k]) != ENVIRONMENT[k]
    ]
    detail = (
        f"{', '.join(loud)} set by the environment allow telemetry" if loud else "no telemetry, no download at run time"
    )
    yield Line(what="network silence", ok=not loud, detail=detail)


CHECKS: tuple[Callable[[Settings], Iterator[Line]], ...] = (
    _packages,
    _pack,
    _stages,
    _readers,
    _ocr,
    _database,
    _disk,
    _silence,
)
