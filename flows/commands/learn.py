"""`sito train` and `sito evaluate`: models from corpora, and how good the findings are."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from corpora.metrics import Count
from flows.console import console, errors, say, speak
from flows.orchestration import prefect_server
from pipeline.document import Priority
from pipeline.settings import ROOT, Settings, make_home, settings_from_environment

Shared = Annotated[Path, typer.Option(help="Folder with data/ner and corpora_seed.")]
SHARED = ROOT.parent / "shared"


class Model(StrEnum):
    """What can be trained."""

    ENTITIES = "entities"


class Subject(StrEnum):
    """What can be evaluated."""

    ENTITIES = "entities"
    INDICATORS = "indicators"
    PRIORITY = "priority"


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
    minutes: Annotated[float, typer.Option(help="About so many minutes of one core.")] = 20,
) -> None:
    """Train a model from the corpora and write it with its card. A killed run goes on where it was."""
    if not (shared / "data" / "ner").is_dir():
        raise typer.BadParameter(f"{shared / 'data' / 'ner'}: the training data are not here")
    settings = settings_from_environment()
    folder = out or settings.models / f"{model}-bundled"
    make_home(settings)
    errors.print(f"[dim]{say('ingest.server')}[/dim]")
    with prefect_server(settings):
        from flows.train import train as flow

        summary = flow(str(model), str(shared), str(folder), seed=seed, minutes=minutes)
    speak(f"[bold]{folder}[/bold]: " + ", ".join(f"{k} {v}" for k, v in summary.items() if not isinstance(v, list)))


def evaluate(
    subject: Annotated[Subject, typer.Argument(help="What to measure.")],
    split: Annotated[Split, typer.Option(help="On which voices.")] = Split.DEVELOPMENT,
    shared: Shared = SHARED,
    profile: Annotated[str | None, typer.Option(help="bundled (rules and models) or rules.")] = None,
) -> None:
    """Precision, recall and F1 on annotated texts that no model was trained on."""
    settings = settings_from_environment(profile=profile)
    match subject:
        case Subject.ENTITIES:
            _entities(settings, shared)
        case Subject.INDICATORS:
            _indicators(settings, split)
        case Subject.PRIORITY:
            _priority(settings, split)


def _entities(settings: Settings, shared: Path) -> None:
    from flows.entity_training import evaluate_entities

    table = Table(box=None)
    rows = evaluate_entities(settings.models / "entities-bundled", shared)
    for n, row in enumerate(rows):
        if n == 0:
            for name in row._fields:
                table.add_column(name)
        table.add_row(*(f"{x:.3f}" if isinstance(x, float) else str(x) for x in row))
    console.print(table)


def _indicators(settings: Settings, split: Split) -> None:
    from flows.assemble import assemble
    from flows.evaluate import indicator_lines, judge, summary

    judged = judge(settings, split)
    lines = indicator_lines(judged, list(assemble(settings).pack.indicators))
    console.print(_counts((line.name, line.count) for line in lines))
    speak(" · ".join(f"{name} {value:.3f}" for name, value in summary(judged).items()))


def _priority(settings: Settings, split: Split) -> None:
    from flows.evaluate import alerts, average_precision, judge, priority_table

    judged = judge(settings, split)
    confusion = priority_table(judged)
    table = Table(box=None, title="gold ↓ found →", title_justify="left")
    for heading in ("", *Priority):
        table.add_column(heading, justify="right")
    for gold in Priority:
        table.add_row(gold, *(str(confusion[gold, found]) for found in Priority))
    console.print(table)
    console.print(_counts([("worth an alert (urgent or high)", alerts(confusion))]))
    speak(f"average precision {average_precision(judged):.3f}")


def _counts(rows: Iterable[tuple[str, Count]]) -> Table:
    table = Table(box=None)
    for heading in ("", "P", "R", "F1", "gold"):
        table.add_column(heading, justify="left" if not heading else "right")
    for name, count in rows:
        values = (count.precision, count.recall, count.f1)
        table.add_row(name, *(f"{value:.3f}" for value in values), str(count.tp + count.fn))
    return table
