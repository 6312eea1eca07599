"""`sito train` and `sito evaluate`: models from corpora, and how good the findings are."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from flows.console import EXIT_ERROR, console, fail, say, speak
from flows.console import errors as error_console
from flows.orchestration import prefect_server
from pipeline.settings import ROOT, make_home, settings_from_environment

if TYPE_CHECKING:
    from flows.evaluation.report import Evaluation
    from flows.evaluation.sheets import Sheet

Shared = Annotated[Path, typer.Option(help="Folder with data/ner and corpora_seed.")]
SHARED = ROOT.parent / "shared"
WIDE_CHARS = 200
"""A table of figures keeps its columns; a narrower terminal breaks its lines."""


class Model(StrEnum):
    """What can be trained."""

    ENCODER = "encoder"


class Subject(StrEnum):
    """What can be evaluated. `all`: everything but what trains (ablation, curve)."""

    ENTITIES = "entities"
    INDICATORS = "indicators"
    PRIORITY = "priority"
    KIND = "kind"
    AGREEMENT = "agreement"
    HARMLESS = "harmless"
    ABLATION = "ablation"
    CURVE = "curve"
    ALL = "all"


class Split(StrEnum):
    """Development voices nobody trained on; training voices for authors of rules; unread: nobody has looked yet."""

    DEVELOPMENT = "development"
    TRAINING = "training"
    UNREAD = "unread"


def train(
    model: Annotated[Model, typer.Argument(help="Which model.")],
    shared: Shared = SHARED,
    out: Annotated[Path | None, typer.Option(help="Folder of the model; models/<name>-bundled without it.")] = None,
    seed: int = 1,
    minutes: Annotated[float, typer.Option(help="Minutes of pre-training, two cores.")] = 60,
    epochs: Annotated[int, typer.Option(help="Passes over the annotated texts.")] = 6,
    from_reviews: Annotated[
        Path | None,
        typer.Option(help="File of analysts' decisions to learn from as well.", exists=True, dir_okay=False),
    ] = None,
) -> None:
    """Train a model from the corpora and write it with its card. A killed run goes on where it was."""
    if not (shared / "data" / "ner").is_dir():
        raise typer.BadParameter(f"{shared / 'data' / 'ner'}: the training data are not here")
    settings = settings_from_environment()
    folder = out or settings.models / f"{model}-bundled"
    make_home(settings)
    _say_server()
    with prefect_server(settings):
        from flows.train import train as flow

        reviews = str(from_reviews) if from_reviews else None
        summary = flow(
            str(model), str(shared), str(folder), seed=seed, minutes=minutes, epochs=epochs, from_reviews=reviews
        )
    speak(f"[bold]{folder}[/bold]: " + ", ".join(f"{k} {v}" for k, v in summary.items() if not isinstance(v, list)))


def evaluate(
    subject: Annotated[Subject, typer.Argument(help="What to measure.")],
    split: Annotated[Split, typer.Option(help="On which voices.")] = Split.DEVELOPMENT,
    shared: Shared = SHARED,
    profile: Annotated[
        str | None, typer.Option(help="bundled (rules and models), hub (other models) or rules.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder of figures and pictures; evaluation in SITO_HOME.")] = None,
    errors: Annotated[int, typer.Option(help="List so many errors of each indicator in errors.html.", min=0)] = 0,
    limit: Annotated[int | None, typer.Option(help="Only so many passages, for a quick look.", min=1)] = None,
    check: Annotated[bool, typer.Option("--check", help="Exit 1 if a figure is below its pinned floor.")] = False,
    pin: Annotated[bool, typer.Option("--pin", help="Pin the figures as floors (tests/floors.yaml).")] = False,
) -> None:
    """Precision, recall and F1 on annotated texts that no model was trained on, with pictures and error lists."""
    if limit and (check or pin):
        raise typer.BadParameter("--limit takes a part of the passages; floors are of all of them")
    if errors and split is Split.UNREAD:
        raise typer.BadParameter("the unread voices are measured and never read: no error list is made of them")
    settings = settings_from_environment(profile=profile)
    folder = out or settings.home / "evaluation"
    make_home(settings)
    _say_server()
    with prefect_server(settings):
        from flows.evaluate import evaluate as flow
        from flows.evaluation.subjects import ALL

        evaluation = flow(
            ALL if subject is Subject.ALL else (str(subject),),
            str(shared),
            str(folder),
            split=str(split),
            profile=settings.profile,
            limit=limit,
            errors=errors,
            with_sample=pin and split is Split.DEVELOPMENT,
        )
    _show(evaluation, folder)
    if pin:
        _pin(evaluation, settings.profile, str(split))
    if check:
        _check(evaluation, settings.profile, str(split))


def _show(evaluation: "Evaluation", folder: Path) -> None:
    for one in evaluation.measured.values():
        for sheet in one.sheets:
            console.print(sheet.title, markup=False, style="bold")
            console.print(_table(sheet), width=WIDE_CHARS, crop=False)
            if sheet.note:
                console.print(sheet.note, markup=False, style="dim")
            console.print()
    for name, reason in evaluation.not_measured.items():
        error_console.print(f"{name}: {reason}", markup=False, style="yellow")
    speak(f"[bold]{folder}[/bold]: " + ", ".join(sorted(path.name for path in folder.iterdir() if path.is_file())))


def _table(sheet: "Sheet") -> Table:
    from flows.evaluation.sheets import shown

    table = Table(box=None)
    for number, heading in enumerate(sheet.headings):
        table.add_column(heading, justify="right" if number else "left", no_wrap=not number)
    for row in sheet.rows:
        table.add_row(*map(shown, row))
    return table


def _pin(evaluation: "Evaluation", profile: str, split: str) -> None:
    from flows.evaluation.gate import PINS, eased, load_pins, pins_of, place, write_pins

    pins = {place(split, profile): pins_of(evaluation.figures, evaluation.fingerprint)}
    if evaluation.sample:
        pins[place("sample", profile)] = pins_of(evaluation.sample, evaluation.sample_fingerprint)
    before = load_pins()
    for name, new in pins.items():
        for sentence in eased(new, before[name]) if name in before else ():
            error_console.print(f"eased, say why in the commit: {name} {sentence}", markup=False, style="yellow")
    write_pins(pins)
    speak(f"[bold]{PINS}[/bold]: {', '.join(pins)}")


def _check(evaluation: "Evaluation", profile: str, split: str) -> None:
    from flows.evaluation.gate import load_pins, place, shortfalls

    pins = load_pins().get(place(split, profile))
    if pins is None:
        raise typer.BadParameter(
            f"no floors are pinned for {place(split, profile)}: `sito evaluate all --pin` sets them"
        )
    asked = (*evaluation.measured, *evaluation.not_measured)
    found = list(shortfalls(evaluation.figures, evaluation.fingerprint, pins, asked))
    for sentence in found:
        fail(sentence)
    if found:
        raise typer.Exit(EXIT_ERROR)
    speak(f"{len(pins.floors) + len(pins.ceilings)} pinned figures hold")


def _say_server() -> None:
    error_console.print(f"[dim]{say('ingest.server')}[/dim]")
